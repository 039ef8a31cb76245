//! The flags `-D`, `-W`, `-I` and `-A`, which set levels of rules in the order of the command line.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use vsdlint::finding::Level;
use vsdlint::project::{DiscoverOptions, Flags, Setting};
use vsdlint::rules::metadata;

use super::console::Console;
use super::here::{discover, here};

const HEADING: &str = "Levels of rules (the last flag for a rule wins, and flags win over vsdlint.toml)";

/// Each flag: identifier, letter, long name, what it does, the level it sets.
const FLAGS: [(&str, char, &str, &str, Setting); 4] = [
    ("deny", 'D', "deny", "Report this rule's findings as errors", Setting::Level(Level::Error)),
    ("warn", 'W', "warn", "Report them as warnings", Setting::Level(Level::Warn)),
    ("info", 'I', "info", "Report them as information", Setting::Level(Level::Info)),
    ("allow", 'A', "allow", "Do not report them", Setting::Off),
];

/// Levels that were asked for, in the order of the command line, each with the name of a rule, which may be wrong.
#[derive(Clone, Debug, Default)]
pub struct LevelFlags(Vec<(Setting, String)>);

impl LevelFlags {
    /// The flags as the settings take them. Shows those that name no rule, neither a built-in one nor one of the projects at
    /// `paths`, and gives nothing then.
    pub fn resolve(&self, paths: &[PathBuf], console: &mut Console) -> Option<Flags> {
        let flags = || self.0.iter().map(|(setting, name)| (*setting, name.as_str()));
        let Err(errors) = Flags::new(flags(), metadata()) else {
            return Flags::new(flags(), metadata()).ok();
        };
        // The projects are looked for a second time, but only where a name is not built in.
        let found = discover(paths, &DiscoverOptions::new(here()));
        let mut rules = metadata().to_vec();
        for project in &found.projects {
            rules.extend(project.policies.rules.iter().map(|policy| policy.metadata.clone()));
        }
        let errors = match Flags::new(flags(), &rules) {
            Ok(flags) => return Some(flags),
            Err(_) if rules.len() == metadata().len() => errors,
            Err(errors) => errors,
        };
        for error in &errors {
            console.problem(error);
        }
        None
    }
}

impl Args for LevelFlags {
    fn augment_args(command: Command) -> Command {
        FLAGS.iter().fold(command, |command, &(id, letter, long, help, _)| {
            let arg = Arg::new(id).short(letter).long(long).help(help).help_heading(HEADING);
            command.arg(arg.value_name("RULE").action(ArgAction::Append).value_delimiter(','))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        LevelFlags::augment_args(command)
    }
}

impl FromArgMatches for LevelFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<LevelFlags, clap::Error> {
        let mut flags = Vec::new();
        for (id, _, _, _, setting) in FLAGS {
            let indices = matches.indices_of(id).into_iter().flatten();
            let names = matches.get_many::<String>(id).into_iter().flatten();
            flags.extend(indices.zip(names).map(|(index, name)| (index, setting, name.trim().to_owned())));
        }
        flags.sort_by_key(|&(index, ..)| index);
        Ok(LevelFlags(flags.into_iter().map(|(_, setting, name)| (setting, name)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = LevelFlags::from_arg_matches(matches)?;
        Ok(())
    }
}

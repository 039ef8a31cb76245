//! The command line: arguments, a file for each command, and the exit status.
//!
//! Only here is anything printed, and all of it through [`console::Console`]: what was asked for to standard
//! output, everything else to standard error.

mod atomic_write;
mod attributes;
mod changes;
mod check;
mod completions;
mod config;
mod console;
mod descriptor;
mod diff;
mod draw;
mod error;
mod explain;
mod export;
mod fmt;
mod guard;
mod here;
mod import;
mod init;
mod judged;
mod levels;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod markdown;
mod new_files;
mod outputs;
mod past;
#[cfg(feature = "policy")]
mod policy;
mod progress;
mod render;
mod report;
mod resolve;
mod rules;
mod said;
mod schema;
mod stats;
mod table;
mod target;
mod temporary;
mod usage;
mod watch;
mod whole_project;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::console::{ColorChoice, Console, Status};

const EXAMPLES: &str = "\
Examples:
  vsdlint init                    begin: write settings and a first model
  vsdlint check                   check the project in this directory
  vsdlint check --output json     the same for a program
  vsdlint fmt                     format the files of the project
  vsdlint draw --all -o pictures  draw what the project describes
  vsdlint diff main               what this branch changes, and for whom
  vsdlint stats                   how long streams take, and how much of that is work
  vsdlint explain unused-allow    what a rule says, and how to fix it

Exit status: 0 nothing to report, 1 findings, 2 something went wrong.";

/// Check models of ITIL 4 service value chains and value streams
#[derive(Debug, Parser)]
#[command(
    name = "vsdlint",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = EXAMPLES
)]
struct Arguments {
    /// When to use colours; auto means on a terminal, and heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, display_order = 900)]
    color: ColorChoice,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Box<check::Arguments>),
    Fmt(fmt::Arguments),
    Draw(draw::Arguments),
    Report(report::Arguments),
    Diff(diff::Arguments),
    Stats(stats::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Config(config::Arguments),
    #[cfg(feature = "policy")]
    Policy(policy::Arguments),
    Init(init::Arguments),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// The smallest stack that is enough for every command, in bytes.
#[cfg(unix)]
const LEAST_STACK: u64 = 1 << 20;

/// Says that the stack is too small. Nothing else would fit on it, not even a drawn message.
#[cfg(unix)]
fn too_small(bytes: u64) -> Status {
    use std::io::Write;
    let _ = writeln!(
        std::io::stderr(),
        "the stack is limited to {bytes} bytes, too few to run; `ulimit -s 1024` gives it enough"
    );
    Status::Failed
}

/// Has a write fail that would make a file larger than the user may have one, as on a full disk. The signal that is sent in
/// place of that would end us, and nobody would take away what is half-written.
#[cfg(unix)]
fn outlive_bounds() {
    use nix::sys::signal::{SigSet, Signal};
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    // Where it cannot be kept away, it ends us as it did.
    let _ = signals.thread_block();
}

/// Keeps away the signals that ask for an end and were ignored when we were started, as `nohup` has it: once somebody waits
/// for signals they would be heard again. Only Linux says which these are.
#[cfg(target_os = "linux")]
fn stay_deaf() {
    use nix::sys::signal::{SigSet, Signal};
    use std::io::Read;
    // It says no size of its own: with room for all of it one read is enough, at each start.
    let mut status = String::with_capacity(1 << 12);
    let _ = std::fs::File::open("/proc/self/status").and_then(|mut file| file.read_to_string(&mut status));
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or_default();
    let mut signals = SigSet::empty();
    for signal in [Signal::SIGHUP, Signal::SIGINT, Signal::SIGTERM] {
        if ignored >> (signal as i32 - 1) & 1 == 1 {
            signals.add(signal);
        }
    }
    let _ = signals.thread_block();
}

/// Does what the arguments of this process ask for.
pub fn main() -> ExitCode {
    #[cfg(unix)]
    outlive_bounds();
    #[cfg(target_os = "linux")]
    stay_deaf();
    #[cfg(unix)]
    if let Some(bytes) = rustix::process::getrlimit(rustix::process::Resource::Stack).current
        && bytes < LEAST_STACK
    {
        return too_small(bytes).into();
    }
    parse_and_run()
}

/// Apart from the look at the stack: what arguments become takes more room than a small stack has.
#[inline(never)]
fn parse_and_run() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(arguments).into(),
        Err(error) => usage::show(&error).into(),
    }
}

fn run(arguments: Arguments) -> Status {
    let mut console = Console::new(arguments.color);
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments, &mut console),
        Command::Fmt(arguments) => fmt::run(&arguments, &mut console),
        Command::Report(arguments) => report::run(&arguments, &mut console),
        Command::Diff(arguments) => diff::run(&arguments, &mut console),
        Command::Draw(arguments) => draw::run(&arguments, &mut console),
        Command::Export(arguments) => export::run(&arguments, &mut console),
        Command::Import(arguments) => import::run(&arguments, &mut console),
        Command::Stats(arguments) => stats::run(&arguments, &mut console),
        Command::Explain(arguments) => explain::run(&arguments, &mut console),
        Command::Rules(arguments) => rules::run(&arguments, &mut console),
        Command::Config(arguments) => config::run(&arguments, &mut console),
        #[cfg(feature = "policy")]
        Command::Policy(arguments) => policy::run(&arguments, &mut console),
        Command::Init(arguments) => init::run(&arguments, &mut console),
        #[cfg(feature = "lsp")]
        Command::Lsp(arguments) => lsp::run(&arguments, &mut console),
        Command::Schema(arguments) => schema::run(&arguments, &mut console),
        Command::Completions(arguments) => completions::run(&arguments, &mut console),
        Command::Man(arguments) => man::run(&arguments, &mut console),
    }
    console.status()
}

/// The whole command line as clap knows it, for completions and man pages.
fn command() -> clap::Command {
    Arguments::command()
}

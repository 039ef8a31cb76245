//! Which files form one project, and which settings hold in it.
//!
//! The only folder of the library that touches the file system, and it only reads: [`discover`] finds projects,
//! their files and their `vsdlint.toml`, [`read`](read()) takes in the texts. What rules there are is the
//! caller's to say ([`RuleMetadata`](crate::rule::RuleMetadata)); nothing here knows what a rule does.

mod binary_detection;
mod bounded;
mod builder;
mod config;
mod discover;
mod discovery;
mod display_path;
mod error;
mod file_set;
mod flags;
mod globs;
mod ignored;
mod layer;
mod options;
mod overlay;
mod parse;
mod path_args;
mod places;
mod policies;
mod read;
#[cfg(feature = "git")]
mod revision;
mod root;
mod schema;
mod settings;
mod suggest;
mod text;
mod thresholds;
mod toml_read;
mod value;
mod walk;

pub use bounded::{Bounded, open_regular, read as read_bounded};
pub use builder::{FoundFile, Project};
pub use config::CONFIG_NAME;
pub use discover::discover;
pub use discovery::Discovery;
pub use error::{ConfigError, ConfigMistake, FileError, MistakeKind, ProjectError};
pub use flags::{FlagError, Flags};
pub use options::DiscoverOptions;
pub use overlay::{KnownTexts, NEVER_SAVED, Overlay};
pub use places::{placed, places, resolved};
pub use policies::{
    POLICIES_FOLDER, Policies, Policy, PolicyError, PolicyExample, PolicyText, is_policy_name,
    misnamed_examples,
};
pub use read::{ReadProblem, read, read_again, unread, unread_files};
#[cfg(feature = "git")]
pub use revision::{Revision, RevisionError, Wanted, left_out};
pub use schema::config_schema;
pub use settings::{FileSettings, RuleSetting, Settings};
pub use suggest::{nearest_name, rule_help};
pub use text::settings_of;
pub use value::{FailOn, INDENT, LINE_WIDTH, Origin, Setting, Sourced};

//! Rules of one's own, written in Rego, the language of Open Policy Agent: `policies/NAME.rego` is the rule NAME.
//!
//! A policy is given the document that `vsdlint export --format json` writes and answers with a set of findings, which
//! become findings like any other. The crate regorus runs it, in this process: a policy reads no file, sends nothing, and
//! is held to a time and a number of findings. What it is called and what its page says is known before
//! ([`Policies`]); here it runs. Without the feature `policy` none does.

#[cfg(feature = "policy")]
mod answer;
#[cfg(feature = "policy")]
mod bounds;
#[cfg(feature = "policy")]
mod clock;
#[cfg(feature = "policy")]
mod complaint;
#[cfg(feature = "policy")]
mod kinds;
#[cfg(feature = "policy")]
mod names;
#[cfg(feature = "policy")]
mod nesting;
#[cfg(feature = "policy")]
mod program;
#[cfg(feature = "policy")]
mod rules;
#[cfg(feature = "policy")]
mod run;
#[cfg(feature = "policy")]
mod signs;
#[cfg(feature = "policy")]
mod slips;
#[cfg(feature = "policy")]
mod structure;
#[cfg(feature = "policy")]
mod template;
#[cfg(feature = "policy")]
mod trial;

use crate::project::{Policies, Settings};
use crate::rules::OwnRules;

#[cfg(feature = "policy")]
pub use self::rules::Rules;
#[cfg(feature = "policy")]
pub use self::template::{NewPolicy, new_policy};
#[cfg(feature = "policy")]
pub use self::trial::{Trial, TrialKind, Verdict, trials};

/// The policies of a project, ready to run, by its `settings`, whose table holds them; none where it has none.
#[cfg(feature = "policy")]
pub fn own_rules(policies: &Policies, settings: &Settings) -> Option<Box<dyn OwnRules>> {
    Rules::new(policies, settings).map(|rules| Box::new(rules) as Box<dyn OwnRules>)
}

/// None: this build runs no policies.
#[cfg(not(feature = "policy"))]
pub fn own_rules(_: &Policies, _: &Settings) -> Option<Box<dyn OwnRules>> {
    None
}

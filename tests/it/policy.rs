//! Rules of one's own: what they find, how they are spoken of, and what becomes of those that cannot run.

mod bad;
mod beginners;
mod known;
mod shipped;
mod trying;

use crate::cli::support::Place;

/// A model with one stream, in which no built-in rule sees a mistake.
const MODEL: &str = r#"stakeholder user

stream "Resolve an incident" as resolving {
  trigger "Incident" from user

  step "Resolve the incident" in deliver_and_support {
    input  "Incident"        from user
    output "Resolved incident"
    output "Lessons learned" to improve
  }

  outcome "Resolved incident" to user
}
"#;

/// A policy that finds the step.
const PURPOSE: &str = r#"package vsdlint.step_purpose

findings contains {
	"msg": sprintf("step `%s` does not say what it is for", [step.name]),
	"at": step.place,
	"label": "for what?",
	"labels": [{"at": stream.place, "msg": "in this stream"}],
	"help": "write `purpose \"…\"` in it",
} if {
	some stream in input.streams
	some step in stream.steps
	step.purpose == null
}
"#;

/// Its page.
const PURPOSE_PAGE: &str = r#"+++
summary = "A step does not say what it is for"
level = "error"
+++

# step-purpose

Every step has a purpose.
"#;

/// A project with this policy and its page.
fn project() -> Place {
    Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/step-purpose.rego", PURPOSE),
        ("policies/step-purpose.md", PURPOSE_PAGE),
    ])
}

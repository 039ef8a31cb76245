//! Models as the files of other tools, through the command itself.

mod archimate;
mod bpmn;
mod geometry;
mod round_trip;
mod xml;

use std::path::PathBuf;

use crate::cli::support::Place;

/// The folders of fixtures that are models of whole organisations.
fn projects() -> Vec<PathBuf> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut all = vec![fixtures.join("ferry"), fixtures.join("northwind"), fixtures.join("itil4")];
    for trade in ["hiring", "hospital_discharge", "incident_response", "software_release"] {
        all.push(fixtures.join("trades").join(trade));
    }
    all
}

/// What the command writes to standard output; what it says besides is not looked at.
fn written(place: &Place, arguments: &[&str]) -> String {
    let output = place.output(arguments);
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A bit of everything: choices, what may come or not, what comes back, answers, runs, stores, data, and ends of all kinds.
const MODEL: &str = r#"
organisation "Northwind IT"
stakeholder "Line user" as user { purpose "Whoever works in a shop" }
stakeholder "Supplier"
repository "Known errors" as KEDB
item "Order"
item "Order (approved)" is "Order"
role "Service desk agent" as agent
stream "Restore a service" as restore {
  purpose "Get a user working again"
  accountable "Owner"
  trigger "Outage report" or "Alert" from user
  trigger "Month end" every month
  step "Register" as register in engage {
    practice "Service desk"
    responsible agent
    lead_time 1wd process_time 30s complete_and_accurate 97.5%
    input  "Outage report" or "Alert"
    rework input "Unclear incident" from mend
    optional input "Symptom" from KEDB
    output "Incident" or "Nuisance"
    output "Bulletin" to user
  }
  step "Mend" as mend runs mending {
    responsible "Technician"
    input  "Incident" from register
    optional input "Price" from order
    output "Mended service" or "Unclear incident"
  }
  step "Order parts" as order {
    responsible "Buyer"
    input  "Nuisance", "Month end"
    output "Order" to "Supplier"
    reply input "Parts" from "Supplier"
    optional output "Price"
    optional output "Question" to mending.Ask
    output "Stock list"
    output "Order (approved)" to KEDB
    output "Lesson" to improve
  }
  outcome "Mended service" to user within 2d
}
stream "Mend a service" as mending {
  trigger "Incident" from restore
  step "Ask" in engage {
    input  "Incident"
    optional input "Question" from restore.order
    output "Mended service"
  }
  outcome "Mended service"
}
stream "Learn"
"#;

//! The declarations that all streams of a corpus share.

use crate::stream::filled;
use crate::trades::{SUBJECTS, TRADES};

const HEAD: &str = r#"// Who is who, where the records live, and which words we use for what.

/// The IT department of a chain of shops.
organisation "Northwind IT" {
  purpose """
    Keep the trade going: shops that can sell,
    and warehouses that can ship.
  """
  working_day 8h
}

stakeholder customer
stakeholder user
stakeholder "Hardware supplier" as supplier { link "https://intranet.example/contracts" }
stakeholder "External auditor" as auditor

repository "Known error database" as KEDB
repository "Configuration management system" as CMS
repository "Knowledge base" as KB
repository "Contract register" as contracts

/* Roles: whoever is responsible for a step is in this list. */
role "Head of IT"
role "Service owner"
role "Product owner"
role "Relationship manager"
role "Enterprise architect"
role "Delivery manager"
role "Operations manager"
role "Improvement manager"
role "Sourcing manager"
role "Change manager"
role "Portfolio manager"
role "Privacy officer"
role "Service desk agent"
role "Support engineer"
role "Platform engineer"
role Developer
role Tester
role Buyer
role Trainer

practice "Data protection" { purpose "Handle what we know about people as they would wish" }

activity engage {
  purpose "Keep a shared understanding with everyone the services are for"
  accountable "Relationship manager"
  input  "Requirements" from customer
  input  "Improvement plans" from improve
  output "Support tasks" to deliver_and_support
  output "Feedback" to improve
}

activity deliver_and_support {
  purpose "Deliver services as agreed, and keep them running"
  accountable "Operations manager"
  input  "Support tasks" from engage
  input  "Improvement plans" from improve
  output "Service figures" to improve
}

activity improve {
  purpose "Make services and the work on them better, step by step"
  accountable "Improvement manager"
  input  "Feedback" from engage
  input  "Service figures" from deliver_and_support
  output "Improvement plans" to engage, deliver_and_support
}

// What starts the streams, and what it counts as.
"#;

/// The text of the shared declarations.
pub fn declarations() -> String {
    let mut text = HEAD.to_owned();
    for trade in &TRADES {
        for subject in SUBJECTS {
            let item = filled(trade.trigger, subject);
            text.push_str(&format!("item \"{item}\" is \"{}\"\n", trade.broader));
        }
    }
    text
}

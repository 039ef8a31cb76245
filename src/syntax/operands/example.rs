//! A right statement for each keyword, for advice.

use crate::syntax::keyword::{Keyword, Preposition};

/// How a statement with `keyword` looks, between backticks.
pub(super) fn example(keyword: Keyword) -> &'static str {
    use Keyword::*;
    match keyword {
        Organisation => "`organisation \"Northwind IT\"`",
        Stakeholder => "`stakeholder \"Hardware supplier\" as supplier`",
        Repository => "`repository \"Known error database\" as KEDB`",
        Item => "`item \"Major incident\" as major is \"Incident record\"`",
        Practice => "`practice \"Incident management\", \"Service desk\"`",
        Role => "`role \"Service owner\"`",
        Activity => "`activity engage { … }`",
        Stream => "`stream \"Restore a failed service\" as restore { … }`",
        Step => "`step \"Obtain fix\" as fix in obtain_build { … }`",
        Input => "`input \"Incident record\" from register`",
        Output => "`output \"Resolution note\" to improve`",
        Trigger => "`trigger \"Outage report\" from user`",
        Outcome => "`outcome \"Restored service\" to user within 4h`",
        Purpose => "`purpose \"Get a user working again\"`",
        Link => "`link \"https://example.org\"`",
        Accountable => "`accountable \"Service owner\"`",
        Responsible => "`responsible \"Service desk agent\"`",
        Consulted => "`consulted \"Supplier manager\"`",
        Informed => "`informed \"Service owner\"`",
        Uses => "`uses \"Ticket system\"`",
        LeadTime => "`lead_time 1d 4h`",
        ProcessTime => "`process_time 15min`",
        CompleteAndAccurate => "`complete_and_accurate 95%`",
        WorkingDay => "`working_day 7h30min`",
    }
}

/// The same, with this clause if the statement has two or more that an author may put in the wrong order.
pub(super) fn example_of(keyword: Keyword, clause: Preposition) -> &'static str {
    match clause {
        Preposition::Every => "`trigger \"Month end\" from finance every month`",
        _ => example(keyword),
    }
}

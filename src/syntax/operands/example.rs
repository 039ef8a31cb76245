//! How a statement with each keyword looks, for advice. Names of a model stay out of it: a reader would look for them in his own.

use crate::syntax::keyword::{Keyword, Preposition};

/// How a statement with `keyword` looks, between backticks.
pub(super) fn example(keyword: Keyword) -> &'static str {
    use Keyword::*;
    match keyword {
        Organisation => "`organisation \"…\"`",
        Stakeholder => "`stakeholder \"…\"`",
        Repository => "`repository \"…\"`",
        Item => "`item \"…\" is \"…\"`",
        Practice => "`practice \"Incident management\", \"Service desk\"`",
        Role => "`role \"…\"`",
        Activity => "`activity engage { … }`",
        Stream => "`stream \"…\" { … }`",
        Step => "`step \"…\" in obtain_build { … }`",
        Input => "`input \"…\" from …`",
        Output => "`output \"…\" to improve`",
        Trigger => "`trigger \"…\" from …`",
        Outcome => "`outcome \"…\" to … within 4h`",
        Purpose => "`purpose \"…\"`",
        Link => "`link \"https://example.org\"`",
        Accountable => "`accountable \"…\"`",
        Responsible => "`responsible \"…\"`",
        Consulted => "`consulted \"…\"`",
        Informed => "`informed \"…\"`",
        Uses => "`uses \"…\"`",
        LeadTime => "`lead_time 1d 4h`",
        ProcessTime => "`process_time 15min`",
        CompleteAndAccurate => "`complete_and_accurate 95%`",
        WorkingDay => "`working_day 7h30min`",
    }
}

/// The same, with this clause if the statement has two or more that an author may put in the wrong order.
pub(super) fn example_of(keyword: Keyword, clause: Preposition) -> &'static str {
    match clause {
        Preposition::In | Preposition::Runs if keyword == Keyword::Step => {
            "`step \"…\" as … runs … in obtain_build { … }`"
        }
        Preposition::Every => "`trigger \"…\" from … every month`",
        _ => example(keyword),
    }
}

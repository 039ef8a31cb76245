//! What a choice, a reply or a recurring trigger means, said wrongly.

use vsdlint::syntax::{Keyword, StatementFlags};

use super::{COMMA_FOR_OR, EVERY, REPLY, Site};
use crate::fault::{Edit, Fault};

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.flows() {
        let head = site.head(statement);
        let start = head.start as usize;
        let parent = site.parent(statement).and_then(|parent| site.name_of(parent));
        let flags = site.flags(statement);
        let of_step = site.parent(statement).is_some_and(|parent| site.keyword(parent) == Keyword::Step);
        let is_input = site.keyword(statement) == Keyword::Input;
        if is_input && flags.has(StatementFlags::EITHER) {
            let terms: Vec<_> = site.tree.subjects(statement).map(|term| site.term(term)).collect();
            let between = terms.windows(2).map(|pair| pair[0].end as usize..pair[1].start as usize);
            let edits: Vec<Edit> =
                between.map(|span| Edit { file: site.file, span, text: ", ".to_owned() }).collect();
            let fault = Fault { edits, ..Fault::new(COMMA_FOR_OR, site.file, head.range(), "") };
            faults.push(fault.spot(site.file, parent).spots(site.dependent(statement)));
        }
        let plain = [StatementFlags::OPTIONAL, StatementFlags::REWORK, StatementFlags::REPLY];
        if is_input
            && of_step
            && !plain.into_iter().any(|flag| flags.has(flag))
            && !site.ends(statement).is_empty()
        {
            let fault = Fault::new(REPLY, site.file, start..start, "reply ").spot(site.file, head);
            faults.push(fault.spot(site.file, parent).spots(site.dependent(statement)));
        }
        if let Some(term) = site.tree.every(statement) {
            let before = site.text()[..term.span.start as usize].rfind("every").unwrap_or(start);
            let from = site.text()[..before].trim_end().len();
            let fault = Fault::new(EVERY, site.file, from..term.span.end as usize, "").spot(site.file, head);
            faults.push(fault.spot(site.file, parent).spots(site.dependent(statement)));
        }
    }
}

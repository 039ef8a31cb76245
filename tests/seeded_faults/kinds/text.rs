//! A quotation mark, comma or unit dropped.

use super::{COMMA, QUOTE, QUOTES, Site, UNIT};
use crate::fault::{Edit, Fault, Judged};
use vsdlint::syntax::TermId;

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.statements() {
        let terms: Vec<TermId> = site.tree.terms_of(statement).collect();
        let head = site.head(statement);
        let drop = |kind, start: usize, end: usize| {
            Fault::new(kind, site.file, start..end, "").spot(site.file, head).judged(Judged::Always)
        };
        for (index, &term) in terms.iter().enumerate() {
            let span = site.term(term);
            let (start, end) = (span.start as usize, span.end as usize);
            let written = site.slice(span);
            let is_name = site.tree[term].symbol().is_some();
            if written.starts_with('"') && is_name {
                faults.push(drop(QUOTE, start, start + 1));
                faults.push(drop(QUOTE, end - 1, end));
                if written.contains(' ') && !written.contains('\\') {
                    let ends = [start..start + 1, end - 1..end];
                    let edits = ends.map(|span| Edit { file: site.file, span, text: String::new() });
                    faults.push(Fault { edits: edits.to_vec(), ..drop(QUOTES, start, end) });
                }
            }
            let next = terms.get(index + 1).map(|&next| site.term(next).start as usize);
            if let Some(next) = next.filter(|&next| site.text()[end..next].trim() == ",") {
                let comma = end + site.text()[end..next].find(',').unwrap_or_default();
                faults.push(drop(COMMA, comma, comma + 1));
            }
            if written.starts_with(|letter: char| letter.is_ascii_digit()) && !is_name {
                let unit =
                    written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '%');
                faults.push(drop(UNIT, start + unit.len(), end));
            }
        }
    }
}

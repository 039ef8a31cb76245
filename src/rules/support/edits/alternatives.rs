//! Several flows made alternatives of one.

use super::{Edits, FlowEdit, removal};
use crate::source::Span;
use crate::syntax::{StatementId, TermId};

/// Makes alternatives of these flows of one node, with the ends of the first. Those of one statement stand together.
pub(in crate::rules) fn join(flows: &[FlowEdit<'_>]) -> Option<Edits> {
    let first = flows.first()?;
    let (editor, base) = (&first.editor, first.part.statement);
    let mut statements: Vec<StatementId> = flows.iter().map(|flow| flow.part.statement).collect();
    statements.dedup();
    let joins = |term: TermId| flows.iter().any(|flow| flow.part.terms().contains(term));
    let mut edits = Edits::new();
    for &statement in &statements {
        let items: Vec<TermId> = editor.tree.subjects(statement).collect();
        let spans: Vec<Span> = items.iter().map(|&at| editor.tree[at].span).collect();
        let is_whole = items.iter().all(|&at| joins(at));
        if is_whole && statements.len() == 1 {
            return Some(spans.windows(2).flat_map(|pair| or(first, pair[0].end, pair[1].start)).collect());
        }
        edits.extend(match (is_whole, statement == base) {
            (true, false) => removal::statement(first.model, editor.statement(statement))?,
            // Its first item stays, and the others stand behind it.
            (true, true) => removal::members(first.model, editor.file, &spans, |at| at > 0)?,
            (false, _) => removal::members(first.model, editor.file, &spans, |at| joins(items[at]))?,
        });
        if statement == base {
            let named: Vec<String> = flows.iter().map(FlowEdit::item).collect();
            let named = named.join(" or ");
            let own = editor.text[spans[0].range()].len();
            edits.push(match is_whole {
                true => (editor.place(spans[0].end as usize, spans[0].end as usize), named[own..].to_owned()),
                false => first.beside(&named, &first.written_ends()),
            });
        }
    }
    Some(first.settled(edits))
}

/// `or` in place of the comma between two items.
fn or(flow: &FlowEdit<'_>, end: u32, start: u32) -> Edits {
    let gap = Span::new(end, start);
    if flow.editor.text[gap.range()].trim_matches([' ', '\t']) == "," {
        return vec![(flow.editor.place(end as usize, start as usize), " or ".to_owned())];
    }
    let mut edits = vec![(flow.editor.place(end as usize, end as usize), " or".to_owned())];
    edits.extend(removal::cut(&flow.editor, gap));
    edits
}

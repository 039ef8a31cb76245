//! Several flows made alternatives of one.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Edits, FlowEdit, removal};
use crate::source::Span;
use crate::syntax::{StatementId, TermId};

/// Makes alternatives of these flows of one node, with the ends of the first. Those of one statement stand together.
pub(in crate::rules) fn join(flows: &[FlowEdit<'_>]) -> Option<Edits> {
    let first = flows.first()?;
    let (editor, base) = (&first.editor, first.part.statement);
    let mut statements: Vec<StatementId> = flows.iter().map(|flow| flow.part.statement).collect();
    statements.dedup();
    let joined: FxHashSet<TermId> = flows.iter().flat_map(|flow| flow.part.terms()).collect();
    let mut edits = Edits::new();
    for &statement in &statements {
        let items: Vec<TermId> = editor.tree.subjects(statement).collect();
        let spans: Vec<Span> = items.iter().map(|&at| editor.tree[at].span).collect();
        let is_whole = items.iter().all(|at| joined.contains(at));
        if is_whole && statements.len() == 1 {
            let gaps = spans.windows(2).map(|pair| pair[0].range().end..pair[1].range().start);
            return Some(gaps.flat_map(|gap| or(first, gap)).collect());
        }
        edits.extend(match (is_whole, statement == base) {
            (true, false) => removal::statement(first.model, editor.statement(statement))?,
            // Its first item stays, and the others stand behind it.
            (true, true) => removal::members(first.model, editor.file, &spans, |at| at > 0)?,
            (false, _) => {
                removal::members(first.model, editor.file, &spans, |at| joined.contains(&items[at]))?
            }
        });
        if statement == base {
            let named: Vec<String> = flows.iter().map(FlowEdit::item).collect();
            let named = named.join(" or ");
            edits.push(if is_whole {
                let own = spans[0].range();
                (editor.gap(own.end), named[own.len()..].to_owned())
            } else {
                first.beside(&named, &first.written_ends())?
            });
        }
    }
    Some(first.settled(edits))
}

/// `or` in place of the comma between two items.
fn or(flow: &FlowEdit<'_>, gap: Range<usize>) -> Edits {
    if flow.editor.text[gap.clone()].trim_matches([' ', '\t']) == "," {
        return vec![(flow.editor.place(gap.start, gap.end), " or ".to_owned())];
    }
    let mut edits = vec![(flow.editor.gap(gap.start), " or".to_owned())];
    edits.extend(removal::cut(&flow.editor, gap));
    edits
}

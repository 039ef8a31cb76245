//! `exclusive-inputs`: a step that needs two alternatives of one output.

use crate::model::flows::Occurrence;
use crate::model::index::Entry;
use crate::model::{Model, ScopeId, StatementRef};
use crate::rules::{Context, Draft, Rule};
use crate::source::Place;
use crate::syntax::Marks;

pub(super) const RULE: Rule =
    Rule { name: "exclusive-inputs", page: include_str!("../../rules/exclusive-inputs.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    // Only a project with alternatives can have any.
    let mut drafts = Vec::new();
    for id in model.streams() {
        if model.scope(id).inputs.len() < 2 {
            continue;
        }
        let mut fed: Vec<Fed<'_>> = Vec::new();
        for (_, input) in model.mandatory_inputs(id) {
            if fed.last().is_some_and(|last| last.input.node != input.node) {
                fed.clear();
            }
            let Some(this) = Fed::of(model, id, input) else { continue };
            let rival = fed.iter().find(|other| {
                other.output == this.output
                    && !other.alternatives.iter().any(|term| this.alternatives.contains(term))
            });
            if let Some(rival) = rival {
                drafts.push(draft(model, id, rival, &this));
            }
            fed.push(this);
        }
    }
    drafts
}

/// An input that only alternatives of one output feed.
struct Fed<'m> {
    input: &'m Occurrence,
    output: StatementRef,
    /// Terms of the alternatives.
    alternatives: Vec<u32>,
}

impl<'m> Fed<'m> {
    fn of(model: &'m Model<'_>, id: ScopeId, input: &'m Occurrence) -> Option<Fed<'m>> {
        let mut fed: Option<Fed<'m>> = None;
        for expectation in model.certain_expectations(id, input) {
            for entry in model.feeders(id, input, expectation) {
                let (output, term) = alternative(model, entry)?;
                let fed = fed.get_or_insert(Fed { input, output, alternatives: Vec::new() });
                if fed.output != output {
                    return None;
                }
                fed.alternatives.push(term);
            }
        }
        fed
    }
}

/// The statement and term of the alternative that an entry stands for; none if it is no alternative.
fn alternative(model: &Model<'_>, entry: &Entry) -> Option<(StatementRef, u32)> {
    let node = model.node(entry.node?);
    let output = &model.scope(node.scope).outputs[entry.occurrence as usize];
    let file = node.statement.file;
    let is_either = model.tree(file).statements[output.statement as usize].marks.has(Marks::EITHER);
    is_either.then_some((StatementRef { file, index: output.statement }, output.term))
}

fn draft(model: &Model<'_>, id: ScopeId, rival: &Fed<'_>, this: &Fed<'_>) -> Draft {
    let file = model.file_of(id, this.input);
    let place = |input: &Occurrence| model.term_place(file, input.term);
    let (one, two) = (model.said_items(id, rival.input), model.said_items(id, this.input));
    let step = this.input.node.map(|node| model.said_node(node)).unwrap_or_default();
    let output = |term: u32| model.term_place(this.output.file, term);
    let draft = Draft::new(
        place(this.input),
        format!("{step} needs both {one} and {two}, but only one of them ever comes"),
    )
    .label("needs this as well")
    .also(place(rival.input), "needs this")
    .also(output(rival.alternatives[0]), "either this comes …")
    .also(output(this.alternatives[0]), "… or this")
    .help(format!(
        "if either will do, write `input {} or {}`",
        written(model, place(rival.input)),
        written(model, place(this.input))
    ))
    .names(model.words_of_flow(id, rival.input).into_iter().chain(model.words_of_flow(id, this.input)));
    join(model, file, rival.input, this.input, draft)
}

fn written(model: &Model<'_>, place: Place) -> String {
    model.sources.slice(place).to_owned()
}

/// A fix that makes alternatives of the two inputs, where both are in one list of two.
fn join(
    model: &Model<'_>,
    file: crate::source::FileId,
    one: &Occurrence,
    two: &Occurrence,
    draft: Draft,
) -> Draft {
    let tree = model.tree(file);
    let source = model.sources.get(file);
    let same = one.statement == two.statement;
    let pair = |at: u32| tree.subjects(at).len() == if same { 2 } else { 1 };
    if same && pair(one.statement) {
        let mut gap = model.term_place(file, one.term);
        gap.span = crate::source::Span::new(gap.span.end, tree.terms[two.term as usize].span.start);
        return match source.slice(gap.span).trim() {
            "," => draft.suggest("write `or` between them", vec![(gap, " or ".to_owned())]),
            _ => draft,
        };
    }
    let plain = |input: &Occurrence| input.choices == 1 && pair(input.statement);
    let ends = |input: &Occurrence| {
        let terms = tree.clause(input.statement);
        terms.clone().next().map(|first| {
            crate::source::Span::new(
                tree.terms[first as usize].span.start,
                tree.terms[terms.end as usize - 1].span.end,
            )
        })
    };
    let same_ends = match (ends(one), ends(two)) {
        (None, None) => true,
        (Some(one), Some(two)) => source.slice(one) == source.slice(two),
        _ => false,
    };
    let follows = tree.statements[one.statement as usize].next == two.statement;
    if same || !plain(one) || !plain(two) || !same_ends || !follows {
        return draft;
    }
    let mut insert = model.term_place(file, one.term);
    insert.span.start = insert.span.end;
    let name = source.slice(tree.terms[two.term as usize].span).to_owned();
    let span = tree.statements[two.statement as usize].span;
    let before = source.text[..span.start as usize].trim_end().len() as u32;
    let removed = Place { file, span: crate::source::Span::new(before, span.end) };
    draft.suggest("make one input of both", vec![(insert, format!(" or {name}")), (removed, String::new())])
}

//! `forgotten-field`: a field that the siblings state and this one does not.

use crate::model::{Model, NodeId, StatementRef};
use crate::rules::say::listed;
use crate::rules::{Context, Draft, Rule};
use crate::syntax::{Keyword, Marks};

pub(super) const RULE: Rule =
    Rule { name: "forgotten-field", page: include_str!("../../rules/forgotten-field.md"), check };

/// What is asked for, in words, and the keywords that answer it.
const FIELDS: [(&str, &[Keyword]); 4] = [
    ("who owns it", &[Keyword::Accountable, Keyword::Responsible]),
    ("its practice", &[Keyword::Practice]),
    ("its purpose", &[Keyword::Purpose]),
    ("its time", &[Keyword::LeadTime, Keyword::ProcessTime]),
];

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut drafts = Vec::new();
    let activities: Vec<StatementRef> =
        model.declared.descriptions.iter().map(|&(_, statement)| statement).collect();
    siblings(context, &activities, "activity", &mut drafts);
    let described = model.streams().filter(|&id| model.scope(id).described);
    let streams: Vec<StatementRef> = described.filter_map(|id| model.scope(id).statement).collect();
    siblings(context, &streams, "stream", &mut drafts);
    for id in model.streams() {
        let steps: Vec<StatementRef> =
            model.scope(id).nodes.clone().map(|node| model.node(NodeId(node)).statement).collect();
        siblings(context, &steps, "step", &mut drafts);
    }
    drafts
}

fn siblings(context: &Context<'_>, all: &[StatementRef], kind: &str, drafts: &mut Vec<Draft>) {
    let model = context.model;
    if (all.len() as f64) <= context.threshold("siblings") {
        return;
    }
    let stated: Vec<[bool; 4]> = all.iter().map(|&statement| fields(model, statement)).collect();
    let asked = [0, 1, 2, 3].map(|field| {
        let count = stated.iter().filter(|fields| fields[field]).count() as f64;
        count >= context.threshold("siblings")
            && count * 100.0 >= context.threshold("share") * all.len() as f64
    });
    for (&statement, fields) in all.iter().zip(&stated) {
        let is_open = model.tree(statement.file).statements[statement.index as usize].marks.has(Marks::OPEN);
        let forgotten: Vec<usize> =
            (0..4).filter(|&field| asked[field] && !fields[field] && !is_open).collect();
        let Some(&first) = forgotten.first() else { continue };
        let words: Vec<String> = forgotten.iter().map(|&field| FIELDS[field].0.to_owned()).collect();
        let name = model.said_name(statement);
        let message =
            format!("{kind} {name} does not say {}, as most of its siblings do", listed(&words, "or"));
        let mut draft = Draft::new(model.name_place(statement), message)
            .label("forgotten?")
            .names([kind.to_owned(), model.words_of(statement)].into_iter().chain(words));
        let example = all.iter().zip(&stated).find(|(_, fields)| fields[first]);
        if let Some((&sibling, _)) = example {
            draft = draft.also(model.name_place(sibling), format!("this {kind} says it"));
        }
        let keywords: Vec<String> =
            forgotten.iter().map(|&field| format!("`{}`", FIELDS[field].1[0].word())).collect();
        drafts.push(draft.help(format!("add {}", listed(&keywords, "and"))));
    }
}

fn fields(model: &Model<'_>, statement: StatementRef) -> [bool; 4] {
    let tree = model.tree(statement.file);
    let mut stated = [false; 4];
    for child in tree.children(statement.index) {
        let field = &tree.statements[child as usize];
        for (at, (_, keywords)) in FIELDS.iter().enumerate() {
            stated[at] |= keywords.contains(&field.keyword) && !field.marks.has(Marks::BROKEN);
        }
    }
    stated
}

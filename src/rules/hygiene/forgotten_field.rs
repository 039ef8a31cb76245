//! `forgotten-field`: a field that the siblings state and this one does not.

use crate::model::{Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{listed, quoted_name};
use crate::rules::support::name_words::statement_words;
use crate::rules::support::places::keyword_place;
use crate::syntax::{Keyword, StatementFlags, StatementId};

pub(crate) const RULE: Rule = rule!("forgotten-field", check);

/// A field in words, and the keywords that state it.
const FIELDS: [(&str, &[Keyword]); 4] = [
    ("owner", &[Keyword::Accountable, Keyword::Responsible]),
    ("practice", &[Keyword::Practice]),
    ("purpose", &[Keyword::Purpose]),
    ("time", &[Keyword::LeadTime, Keyword::ProcessTime]),
];

/// For each of [`FIELDS`], the statement that states it.
type Stated = [Option<StatementId>; 4];

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let activities: Vec<StatementRef> =
        model.declared().descriptions().iter().map(|&(_, statement)| statement).collect();
    siblings(context, &activities, ("activity", None), &mut findings);
    let described = model.streams().filter(|&id| model.scope(id).described);
    let streams: Vec<StatementRef> = described.filter_map(|id| model.scope(id).statement).collect();
    siblings(context, &streams, ("stream", None), &mut findings);
    for id in model.streams() {
        // What a step that runs a stream leaves out is said there.
        let steps = model.steps_of(id).filter(|&step| model.run_of(step).is_none());
        let steps: Vec<StatementRef> = steps.map(|step| model.node(step).statement).collect();
        siblings(context, &steps, ("step", model.scope(id).statement), &mut findings);
    }
    findings
}

/// `within` is the stream whose steps these are.
fn siblings(
    context: &Context<'_>,
    all: &[StatementRef],
    (kind, within): (&str, Option<StatementRef>),
    findings: &mut Vec<FindingBuilder>,
) {
    let model = context.model;
    if is_none_forgotten(model, all) {
        return;
    }
    // Nothing is missing from a block that holds something unreadable, so it counts neither way.
    let flags = |at: &StatementRef| model.tree(at.file)[at.id].flags;
    let all: Vec<StatementRef> =
        all.iter().copied().filter(|at| !flags(at).has(StatementFlags::INCOMPLETE)).collect();
    if (all.len() as f64) <= context.threshold("siblings") {
        return;
    }
    let stated: Vec<Stated> = all.iter().map(|&statement| fields(model, statement)).collect();
    let counts = [0, 1, 2, 3].map(|field| stated.iter().filter(|fields| fields[field].is_some()).count());
    let is_asked = |field: usize| {
        let count = counts[field] as f64;
        count >= context.threshold("siblings")
            && count * 100.0 >= context.threshold("share") * all.len() as f64
    };
    let asked: Vec<usize> = (0..4).filter(|&field| is_asked(field)).collect();
    // One sibling that states each of them.
    let examples = [0, 1, 2, 3].map(|field| {
        let mut stating = all.iter().zip(&stated);
        stating
            .find_map(|(sibling, fields)| Some((*sibling, StatementRef { id: fields[field]?, ..*sibling })))
    });
    for (&statement, fields) in all.iter().zip(&stated) {
        let forgotten: Vec<usize> = asked.iter().copied().filter(|&field| fields[field].is_none()).collect();
        let Some(&first) = forgotten.first() else { continue };
        let words: Vec<String> = forgotten.iter().map(|&field| FIELDS[field].0.to_owned()).collect();
        let name = quoted_name(model, statement);
        let others = match forgotten.len() {
            1 => format!("{} of {} {} do", counts[first], all.len(), plural(kind)),
            _ => format!("most {} do", plural(kind)),
        };
        let mut finding = FindingBuilder::new(
            model.name_place(statement),
            format!("{kind} {name} states no {}; {others}", listed(&words, "or")),
        )
        .label("forgotten?")
        .fingerprint([kind.to_owned()])
        .fingerprint(within.map(|stream| statement_words(model, stream)))
        .fingerprint([statement_words(model, statement)])
        .fingerprint(words);
        let mut keywords = Vec::new();
        for (sibling, field) in forgotten.iter().filter_map(|&field| examples[field]) {
            let place = keyword_place(model, field);
            finding = finding.secondary(place, format!("{} states it", quoted_name(model, sibling)));
            keywords.push(format!("`{} …`", model.statement(field).keyword.word()));
        }
        findings.push(finding.help(format!(
            "add {}, or say with `@allow(forgotten-field, \"…\")` why it does not apply",
            listed(&keywords, "and")
        )));
    }
}

/// A quick look: whether each field is stated by all siblings or by none.
fn is_none_forgotten(model: &Model<'_>, all: &[StatementRef]) -> bool {
    let (mut some, mut every) = (0, u8::MAX);
    for &StatementRef { file, id: index } in all {
        let tree = model.tree(file);
        if tree[index].flags.has(StatementFlags::INCOMPLETE) {
            continue;
        }
        let mut stated = 0;
        for child in tree.children(index) {
            let field = &tree[child];
            if let Some(at) = field_of(field.keyword).filter(|_| !field.flags.has(StatementFlags::HAS_ERROR))
            {
                stated |= 1 << at;
            }
        }
        some |= stated;
        every &= stated;
    }
    some & !every == 0
}

/// Which of [`FIELDS`] a keyword states.
fn field_of(keyword: Keyword) -> Option<usize> {
    FIELDS.iter().position(|(_, keywords)| keywords.contains(&keyword))
}

fn plural(kind: &str) -> &'static str {
    match kind {
        "activity" => "activities",
        "stream" => "streams",
        _ => "steps of its stream",
    }
}

fn fields(model: &Model<'_>, statement: StatementRef) -> Stated {
    let tree = model.tree(statement.file);
    let mut stated = Stated::default();
    for child in tree.children(statement.id) {
        let field = &tree[child];
        if let Some(at) = field_of(field.keyword).filter(|_| !field.flags.has(StatementFlags::HAS_ERROR)) {
            stated[at].get_or_insert(child);
        }
    }
    stated
}

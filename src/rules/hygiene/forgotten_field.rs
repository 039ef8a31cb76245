//! `forgotten-field`: a field that the siblings state and this one does not.

use rustc_hash::FxHashSet;

use crate::model::{Model, NodeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_name};
use crate::rules::support::name_words::statement_words;
use crate::rules::support::places::keyword_place;
use crate::syntax::{Keyword, StatementFlags, StatementId};

pub(crate) const RULE: Rule = rule!("forgotten-field", check);

/// The fields, by the keywords that state each.
const FIELDS: [&[Keyword]; 4] = [
    &[Keyword::Accountable, Keyword::Responsible],
    &[Keyword::Practice],
    &[Keyword::Purpose],
    &[Keyword::LeadTime, Keyword::ProcessTime],
];

/// For each of [`FIELDS`], the statement that states it.
type Stated = [Option<StatementId>; 4];

/// Things of one kind, of which each may look to the others for what it should state.
struct Siblings<'m> {
    model: &'m Model<'m>,
    /// The word for one of them.
    kind: &'static str,
    /// The word for all of them.
    kinds: &'static str,
    /// The stream whose steps these are.
    stream: Option<StatementRef>,
    /// Each of them that can be read, with what it states.
    all: Vec<(StatementRef, Stated)>,
}

/// How siblings state a field.
struct Usual {
    /// The keyword that most of them do it with.
    keyword: Keyword,
    /// How many state it.
    count: usize,
    /// The first that does it with this keyword, and its statement.
    example: Option<(StatementRef, StatementRef)>,
}

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let activities: Vec<StatementRef> =
        model.declared().descriptions().iter().map(|&(_, statement)| statement).collect();
    if let Some(siblings) = Siblings::of(model, &activities, ("activity", "activities"), None) {
        siblings.check(context, |_| true, &mut findings);
    }
    let described = model.streams().filter(|&id| model.scope(id).described);
    let streams: Vec<StatementRef> = described.filter_map(|id| model.scope(id).statement).collect();
    if let Some(siblings) = Siblings::of(model, &streams, ("stream", "streams"), None) {
        siblings.check(context, |_| true, &mut findings);
    }
    let mut main_path = None;
    for id in model.streams() {
        // What a step that runs a stream leaves out is said there, or would be if its name were right.
        let mut steps: Vec<NodeId> = Vec::new();
        for step in model.steps_of(id) {
            let StatementRef { file, id: statement } = model.node(step).statement;
            if model.tree(file).runs(statement).is_none() {
                steps.push(step);
            }
        }
        let statements: Vec<StatementRef> = steps.iter().map(|&step| model.node(step).statement).collect();
        let stream = model.scope(id).statement;
        let Some(siblings) = Siblings::of(model, &statements, ("step", "steps"), stream) else { continue };
        let main_path = main_path.get_or_insert_with(|| model.main_path());
        let mut expected = FxHashSet::default();
        for (&step, &statement) in steps.iter().zip(&statements) {
            if main_path.has(step) {
                expected.insert(statement);
            }
        }
        siblings.check(context, |statement| expected.contains(&statement), &mut findings);
    }
    findings
}

impl<'m> Siblings<'m> {
    /// None if each field is stated by all of them or by none.
    fn of(
        model: &'m Model<'m>,
        all: &[StatementRef],
        (kind, kinds): (&'static str, &'static str),
        stream: Option<StatementRef>,
    ) -> Option<Siblings<'m>> {
        if is_none_forgotten(model, all) {
            return None;
        }
        let mut readable = Vec::with_capacity(all.len());
        for &statement in all {
            // Nothing is missing from a block that holds something unreadable, so it counts neither way.
            if !model.statement(statement).flags.has(StatementFlags::INCOMPLETE) {
                readable.push((statement, fields(model, statement)));
            }
        }
        Some(Siblings { model, kind, kinds, stream, all: readable })
    }

    /// A finding for each field that nearly all of them state. Only those that are `expected` to can lack it.
    fn check(
        &self,
        context: &Context<'_>,
        is_expected: impl Fn(StatementRef) -> bool,
        findings: &mut Vec<FindingBuilder>,
    ) {
        for field in 0..FIELDS.len() {
            let (mut stating, mut lacking, mut allowed) = (Vec::new(), Vec::new(), Vec::new());
            for &(statement, stated) in &self.all {
                match stated[field] {
                    Some(id) => stating.push((statement, id)),
                    None if !is_expected(statement) => {}
                    None if is_allowed(self.model, statement) => allowed.push(statement),
                    None => lacking.push(statement),
                }
            }
            let count = stating.len() as f64;
            let asked = (stating.len() + lacking.len() + allowed.len()) as f64;
            if count < context.number("siblings") || count * 100.0 < context.number("share") * asked {
                continue;
            }
            let usual = self.usual(FIELDS[field], &stating);
            if !lacking.is_empty() {
                findings.push(self.finding(&lacking, &usual));
            }
            // What is excused is one finding each, so that each `@allow` has one to suppress.
            for statement in allowed {
                findings.push(self.finding(&[statement], &usual));
            }
        }
    }

    /// How those that state a field, given with the statements that do, usually do so.
    fn usual(&self, keywords: &[Keyword], stating: &[(StatementRef, StatementId)]) -> Usual {
        let keyword = usual_keyword(self.model, keywords, stating);
        let mut fields = stating.iter().map(|&(sibling, id)| (sibling, StatementRef { id, ..sibling }));
        let example = fields.find(|&(_, field)| self.model.statement(field).keyword == keyword);
        Usual { keyword, count: stating.len(), example }
    }

    fn finding(&self, lacking: &[StatementRef], usual: &Usual) -> FindingBuilder {
        let (model, keyword) = (self.model, usual.keyword);
        let mut names = Vec::with_capacity(lacking.len());
        for &statement in lacking {
            names.push(quoted_name(model, statement));
        }
        let names = few_listed(&names, "and");
        let word = keyword.word();
        let others = format!("{} of the {} {}", usual.count, self.all.len(), self.kinds);
        let have = if lacking.len() == 1 { "has" } else { "have" };
        let message = match keyword {
            Keyword::Accountable | Keyword::Responsible => {
                format!("nobody is `{word}` for {names}; {others} name someone")
            }
            _ => format!("{names} {have} no `{word}`; {others} have one"),
        };
        let mut finding = FindingBuilder::new(model.name_place(lacking[0]), message)
            .label("forgotten?")
            .fingerprint([self.kind.to_owned()])
            .fingerprint(self.stream.map(|stream| statement_words(model, stream)))
            .fingerprint(lacking.iter().map(|&statement| statement_words(model, statement)))
            .fingerprint([word.to_owned()]);
        for &statement in &lacking[1..] {
            finding = finding.secondary(model.name_place(statement), "and here?");
        }
        if let Some((sibling, field)) = usual.example {
            let place = keyword_place(model, field);
            finding = finding.secondary(place, format!("as in {}", quoted_name(model, sibling)));
        }
        let place = if lacking.len() == 1 {
            format!("in {} {names}", self.kind)
        } else {
            "in each of them".to_owned()
        };
        finding.help(format!(
            "write `{word} …` {place}. Where it does not apply, say why: `@allow(forgotten-field, \"…\")`"
        ))
    }
}

/// Of the `keywords` of a field, the one that most siblings state it with.
fn usual_keyword(
    model: &Model<'_>,
    keywords: &[Keyword],
    stating: &[(StatementRef, StatementId)],
) -> Keyword {
    let (mut usual, mut most) = (keywords[0], 0);
    for &keyword in keywords {
        let mut count = 0;
        for &(sibling, id) in stating {
            count += usize::from(model.statement(StatementRef { id, ..sibling }).keyword == keyword);
        }
        if count > most {
            (usual, most) = (keyword, count);
        }
    }
    usual
}

/// Whether an `@allow` of the statement itself excuses what is forgotten in it.
fn is_allowed(model: &Model<'_>, statement: StatementRef) -> bool {
    let source = model.source(statement.file);
    for allow in model.tree(statement.file).allows_of(statement.id) {
        if allow.rules.iter().any(|&rule| source.slice(rule) == RULE.name) {
            return true;
        }
    }
    false
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
    FIELDS.iter().position(|keywords| keywords.contains(&keyword))
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

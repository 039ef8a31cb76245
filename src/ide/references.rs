//! Where a model speaks of what.

use crate::ide::Subject;
use crate::ide::definition::names;
use crate::model::declared::Thing;
use crate::model::flows::{End, NamedEnd, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{ExternalId, Model, ScopeId, StatementRef, links};
use crate::source::{FileId, FileSpan};
use crate::syntax::{Keyword, StatementFlags, Symbol, TermId};

/// A name in the text, and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands, quotes included.
    pub place: FileSpan,
    /// What it stands for; none for what nothing declares, for `all`, and for what a step `uses`.
    pub subject: Option<Subject>,
    /// What the statement does with it.
    pub part: Part,
    /// The statement.
    pub statement: StatementRef,
}

/// What a statement does with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// It declares or describes it.
    Name,
    /// It gives it as an alias.
    Alias,
    /// It says that it flows: an input, output, trigger or outcome.
    Item,
    /// It names it as an end.
    End,
    /// It names the stream of `stream.step`.
    StreamOfStep,
    /// The stream that a step runs.
    Run,
    /// It names the activity that a step is in.
    Activity,
    /// It names the broader item.
    Broader,
    /// It lists it: a practice, a role, what a step uses.
    Listed,
}

/// The name at byte `offset` of `file`, its end included.
pub fn at(model: &Model<'_>, file: FileId, offset: u32) -> Option<Mention> {
    let tree = model.tree(file);
    let term = tree.last_term_by(offset)?;
    if offset > tree[term].span.end {
        return None;
    }
    let statement = StatementRef { file, id: tree.statement_of(term)? };
    let mut found = None;
    in_statement(model, statement, &mut |mention| {
        if mention.place.span == tree[term].span {
            found = Some(mention);
        }
    });
    found
}

/// Calls `each` for all names of a file, in the order of its text.
pub fn in_file(model: &Model<'_>, file: FileId, each: &mut impl FnMut(Mention)) {
    for id in model.tree(file).ids() {
        in_statement(model, StatementRef { file, id }, each);
    }
}

/// All places that speak of `subject`, in the order of the files and their texts.
pub fn of(model: &Model<'_>, subject: Subject) -> Vec<Mention> {
    let mut found = Vec::new();
    for (file, _) in model.sources().iter() {
        in_file(model, file, &mut |mention| {
            found.extend((mention.subject == Some(subject)).then_some(mention));
        });
    }
    found
}

/// Calls `each` for the names of a statement, those of its block left out, in the order of the text.
pub fn in_statement(model: &Model<'_>, statement: StatementRef, each: &mut impl FnMut(Mention)) {
    let StatementRef { file, id: index } = statement;
    let tree = model.tree(file);
    let this = &tree[index];
    if this.flags.has(StatementFlags::HAS_ERROR) {
        return;
    }
    let mut visit = |at: TermId, part, subject: Option<Subject>| {
        each(Mention { place: model.term_place(file, at), subject, part, statement });
    };
    let symbol = |at: TermId| tree[at].symbol();
    let alias = tree.alias(index).map(|_| this.clause.before(1));
    let name = tree.subjects(index).next();
    match this.keyword {
        Keyword::Organisation
        | Keyword::Stakeholder
        | Keyword::Repository
        | Keyword::Stream
        | Keyword::Activity => {
            let subject = declares(model, statement);
            name.into_iter().for_each(|at| visit(at, Part::Name, subject));
            alias.into_iter().for_each(|at| visit(at, Part::Alias, subject));
        }
        Keyword::Item => {
            let item = |at| symbol(at).map(|name| Subject::Item(model.declared().item(name)));
            let subject = name.and_then(item);
            name.into_iter().for_each(|at| visit(at, Part::Name, subject));
            alias.into_iter().for_each(|at| visit(at, Part::Alias, subject));
            tree.clause(index).for_each(|at| visit(at, Part::Broader, item(at)));
        }
        Keyword::Step => {
            let subject = step(model, statement).map(Subject::Step);
            name.into_iter().for_each(|at| visit(at, Part::Name, subject));
            alias.into_iter().for_each(|at| visit(at, Part::Alias, subject));
            if let Some(at) = tree.runs(index) {
                let stream = symbol(at).and_then(|name| stream_named(model, name));
                visit(at, Part::Run, stream.map(Subject::Stream));
            }
            for at in tree.clause(index) {
                let activity = symbol(at).and_then(|name| model.declared().activity(name));
                visit(at, Part::Activity, activity.map(Subject::Activity));
            }
        }
        Keyword::Practice | Keyword::Role if is_top(model, statement) => {
            let subject = name.and_then(symbol).map(|name| canonical(model, this.keyword, name));
            name.into_iter().for_each(|at| visit(at, Part::Name, subject));
            alias.into_iter().for_each(|at| visit(at, Part::Alias, subject));
        }
        Keyword::Practice | Keyword::Role => {
            for at in tree.subjects(index) {
                visit(at, Part::Listed, symbol(at).map(|name| canonical(model, this.keyword, name)));
            }
        }
        Keyword::Accountable | Keyword::Responsible | Keyword::Consulted | Keyword::Informed => {
            for at in tree.subjects(index) {
                visit(at, Part::Listed, symbol(at).map(|name| canonical(model, Keyword::Role, name)));
            }
        }
        Keyword::Uses => tree.subjects(index).for_each(|at| visit(at, Part::Listed, None)),
        Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome => {
            for at in tree.subjects(index) {
                visit(at, Part::Item, symbol(at).map(|name| Subject::Item(model.declared().item(name))));
            }
            let flow = flows(model, statement).first().copied();
            let ends = flow.map_or(&[][..], |flow| named_ends(model, flow));
            let mut terms = tree.clause(index);
            while let Some(at) = terms.next() {
                let end = ends.iter().find(|end| end.term == at).map(|end| end.end);
                let subject = end.and_then(Subject::of_end);
                if tree[at].is_joined() {
                    let stream = symbol(at).and_then(|name| stream_named(model, name));
                    visit(at, Part::StreamOfStep, stream.map(Subject::Stream));
                    let step = subject.filter(|subject| matches!(subject, Subject::Step(_)));
                    terms.next().into_iter().for_each(|at| visit(at, Part::End, step));
                } else {
                    visit(at, Part::End, subject.or_else(|| itself(model, flow?, end?)));
                }
            }
        }
        Keyword::Purpose
        | Keyword::Link
        | Keyword::LeadTime
        | Keyword::ProcessTime
        | Keyword::CompleteAndAccurate
        | Keyword::WorkingDay => {}
    }
}

/// What an input, output, trigger or outcome makes flow: an occurrence for each item, or one for all alternatives.
pub fn flows(model: &Model<'_>, statement: StatementRef) -> Vec<OccurrenceRef> {
    let Some((scope, kind)) = home(model, statement) else { return Vec::new() };
    let key = |occurrence: &Occurrence| (model.file_of(scope, occurrence), occurrence.statement);
    let list = model.scope(scope).list(kind);
    let wanted = (statement.file, statement.id);
    let start = list.partition_point(|occurrence| key(occurrence) < wanted);
    let found = list[start..].iter().take_while(|occurrence| key(occurrence) == wanted);
    (start as u32..).zip(found).map(|(index, _)| OccurrenceRef { scope, kind, index }).collect()
}

/// The ends that an occurrence names.
pub fn named_ends<'m>(model: &'m Model<'_>, flow: OccurrenceRef) -> &'m [NamedEnd] {
    ends_of(model.scope(flow.scope), model.occurrence(flow))
}

/// The step, or the described activity, that a statement is; none for any other.
pub fn step(model: &Model<'_>, statement: StatementRef) -> Option<NodeId> {
    let scope = match model.tree(statement.file)[statement.id].keyword {
        Keyword::Activity => ScopeId::CHAIN,
        Keyword::Step => stream_around(model, statement)?,
        _ => return None,
    };
    model.node_of(scope, statement)
}

/// The stream that a statement is in, or is.
pub fn stream_around(model: &Model<'_>, statement: StatementRef) -> Option<ScopeId> {
    let streams = model.declared().streams();
    let at = streams.partition_point(|stream| *stream <= statement).checked_sub(1)?;
    let stream = streams[at];
    let end = model.tree(stream.file)[stream.id].next;
    (stream.file == statement.file && statement.id < end).then_some(ScopeId::new(at + 1))
}

/// The scope and the list in which what a statement makes flow is kept.
fn home(model: &Model<'_>, statement: StatementRef) -> Option<(ScopeId, Kind)> {
    let kind = match model.tree(statement.file)[statement.id].keyword {
        Keyword::Input => Kind::Input,
        Keyword::Output => Kind::Output,
        Keyword::Trigger => Kind::Trigger,
        Keyword::Outcome => Kind::Outcome,
        _ => return None,
    };
    Some((stream_around(model, statement).unwrap_or(ScopeId::CHAIN), kind))
}

fn declares(model: &Model<'_>, statement: StatementRef) -> Option<Subject> {
    let declared = model.declared();
    match model.tree(statement.file)[statement.id].keyword {
        Keyword::Organisation => Some(Subject::Organisation),
        Keyword::Activity => {
            let name = names(model, statement).next()?.symbol()?;
            declared.activity(name).map(Subject::Activity)
        }
        Keyword::Stream => stream_around(model, statement).map(Subject::Stream),
        _ => {
            let found = declared.externals().binary_search(&statement).ok();
            found.map(|index| Subject::External(ExternalId::new(index)))
        }
    }
}

/// Whose flow it is, where an end names that.
fn itself(model: &Model<'_>, flow: OccurrenceRef, end: End) -> Option<Subject> {
    if end != End::Itself {
        return None;
    }
    let Some(node) = links::node(model, flow) else { return Some(Subject::Stream(flow.scope)) };
    match model.node(node).activity_of.activity() {
        Some(activity) if flow.scope == ScopeId::CHAIN => Some(Subject::Activity(activity)),
        _ => Some(Subject::Step(node)),
    }
}

fn stream_named(model: &Model<'_>, name: Symbol) -> Option<ScopeId> {
    match model.declared().end(name)? {
        Thing::Stream(stream) => Some(stream),
        _ => None,
    }
}

fn is_top(model: &Model<'_>, statement: StatementRef) -> bool {
    model.declared().others().binary_search(&statement).is_ok()
}

/// A practice or role under the name of the declaration that gives it this name or alias.
fn canonical(model: &Model<'_>, keyword: Keyword, name: Symbol) -> Subject {
    let own = model.declared().own_name(keyword, name);
    match keyword {
        Keyword::Practice => Subject::Practice(own),
        _ => Subject::Role(own),
    }
}

//! What a name in a model stands for.

use crate::model::activity::Activity;
use crate::model::flows::{End, NodeId};
use crate::model::{ExternalId, Model, ScopeId, StatementRef};
use crate::syntax::{Keyword, Symbol, Term};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The organisation.
    Organisation,
    /// One of the six activities.
    Activity(Activity),
    /// A stakeholder or repository, as it is declared.
    External(ExternalId),
    /// A stream.
    Stream(ScopeId),
    /// A step.
    Step(NodeId),
    /// An item, its aliases resolved.
    Item(Symbol),
    /// A practice: the name under which it is declared, or ITIL's.
    Practice(Symbol),
    /// A role: the name under which it is declared, or the one that is used.
    Role(Symbol),
}

impl Subject {
    /// What an end is; none for all activities, for the unknown, and for a step of a stream that is not described.
    pub fn of_end(end: End) -> Option<Subject> {
        match end {
            End::Activity(activity) => Some(Subject::Activity(activity)),
            End::External(external) => Some(Subject::External(external)),
            End::Step(step) => Some(Subject::Step(step)),
            End::Stream(stream) | End::Undescribed(stream) => Some(Subject::Stream(stream)),
            End::All | End::Itself | End::Unknown => None,
        }
    }

    /// The word for its kind, as it stands in a model: `step`, `item`.
    pub fn kind(self, model: &Model<'_>) -> &'static str {
        match self {
            Subject::Organisation => "organisation",
            Subject::Activity(_) => "activity",
            Subject::External(external) => {
                let statement = model.declared().external(external);
                model.tree(statement.file)[statement.id].keyword.word()
            }
            Subject::Stream(_) => "stream",
            Subject::Step(_) => "step",
            Subject::Item(_) => "item",
            Subject::Practice(_) => "practice",
            Subject::Role(_) => "role",
        }
    }

    /// The statements that declare or describe it, in the order of the text; none for what is only spoken of.
    pub fn declarations(self, model: &Model<'_>) -> Vec<StatementRef> {
        let declared = model.declared();
        let named = |statements: &[StatementRef], keyword: Keyword, name: Symbol| -> Vec<StatementRef> {
            let bears = |statement: &&StatementRef| {
                keyword_of(model, **statement) == keyword
                    && names(model, **statement).any(|term| term.symbol() == Some(name))
            };
            statements.iter().filter(bears).copied().collect()
        };
        match self {
            Subject::Organisation => organisations(model).collect(),
            Subject::Activity(activity) => {
                let described = declared.descriptions().iter().filter(|&&(other, _)| other == activity);
                described.map(|&(_, statement)| statement).collect()
            }
            Subject::External(external) => vec![declared.external(external)],
            Subject::Stream(stream) => model.scope(stream).statement.into_iter().collect(),
            Subject::Step(step) => vec![model.node(step).statement],
            Subject::Item(item) => {
                let bears = |statement: &&StatementRef| {
                    let name = names(model, **statement).next().and_then(Term::symbol);
                    name.is_some_and(|name| declared.item(name) == item)
                };
                declared.items().iter().filter(bears).copied().collect()
            }
            Subject::Practice(name) => named(declared.others(), Keyword::Practice, name),
            Subject::Role(name) => named(declared.others(), Keyword::Role, name),
        }
    }

    /// Its name as the author wrote it where it is declared, else where it is first spoken of; without quotes.
    pub fn name(self, model: &Model<'_>) -> String {
        if let Subject::Activity(activity) = self {
            return activity.name().to_owned();
        }
        if let Some(&statement) = self.declarations(model).first() {
            return model.name_of(statement);
        }
        match self {
            Subject::Item(name) | Subject::Practice(name) | Subject::Role(name) => {
                model.text_of(name).into_owned()
            }
            _ => String::new(),
        }
    }
}

/// The name and the alias that a statement gives.
pub(super) fn names<'m>(model: &'m Model<'_>, statement: StatementRef) -> impl Iterator<Item = &'m Term> {
    let tree = model.tree(statement.file);
    let name = tree.subject(statement.id);
    name.into_iter().chain(tree.alias(statement.id))
}

/// The keyword of a statement.
pub(super) fn keyword_of(model: &Model<'_>, statement: StatementRef) -> Keyword {
    model.tree(statement.file)[statement.id].keyword
}

fn organisations<'m>(model: &'m Model<'_>) -> impl Iterator<Item = StatementRef> + 'm {
    model.sources().iter().flat_map(move |(file, _)| {
        let top = model.tree(file).top().map(move |index| StatementRef { file, id: index });
        top.filter(|&statement| keyword_of(model, statement) == Keyword::Organisation)
    })
}

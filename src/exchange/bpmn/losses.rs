//! What a model says and BPMN has nothing for.

use crate::exchange::book::Book;
use crate::exchange::remark::Teller;
use crate::export::Place;
use crate::export::model::{Declaration, Named, Roles, Step};

/// Tells all of it, a remark for each kind of statement.
pub(super) fn tell(book: &Book<'_>, teller: &mut Teller) {
    let document = book.document;
    if let Some(organisation) = &document.organisation {
        teller.lacks("the organisation", &organisation.declaration.place);
    }
    for declaration in document.stakeholders.iter().chain(&document.repositories) {
        declared(declaration, teller);
    }
    for repository in &document.repositories {
        if repository.purpose.is_some() {
            teller.lacks("the `purpose` of a repository", &repository.place);
        }
    }
    for item in &document.items {
        declared(&item.declaration, teller);
        if item.declaration.purpose.is_some() {
            teller.lacks("the `purpose` of an item", &item.declaration.place);
        }
        let is_state = item.is.len() == 1 && book.state(&item.declaration.name).1.is_some();
        if !item.is.is_empty() && !is_state {
            teller.lacks("`is`, but for an item in one of its states", &item.declaration.place);
        }
    }
    for declaration in &document.practices {
        teller.lacks("the declaration of a practice", &declaration.place);
    }
    for declaration in &document.roles {
        teller.lacks("the declaration of a role", &declaration.place);
    }
    for activity in &document.activities {
        teller.lacks("the description of an activity", &activity.declaration.place);
    }
    for stream in &document.streams {
        declared(&stream.declaration, teller);
        roles(&stream.roles, teller);
        for role in &stream.roles.responsible {
            teller.lacks("`responsible` of a stream", &role.place);
        }
        for outcome in &stream.outcomes {
            if outcome.within.is_some() {
                teller.lacks("`within`", &outcome.place);
            }
        }
        for step in &stream.steps {
            self::step(step, teller);
        }
    }
}

fn declared(declaration: &Declaration, teller: &mut Teller) {
    if declaration.alias.is_some() {
        teller.lacks("an alias", &declaration.place);
    }
    if !declaration.links.is_empty() {
        teller.lacks("`link`", &declaration.place);
    }
}

fn roles(roles: &Roles, teller: &mut Teller) {
    for (keyword, named) in [
        ("`accountable`", &roles.accountable),
        ("`consulted`", &roles.consulted),
        ("`informed`", &roles.informed),
    ] {
        all(keyword, named, teller);
    }
}

fn all(keyword: &'static str, named: &[Named], teller: &mut Teller) {
    for one in named {
        teller.lacks(keyword, &one.place);
    }
}

fn step(step: &Step, teller: &mut Teller) {
    let place: &Place = &step.declaration.place;
    declared(&step.declaration, teller);
    roles(&step.roles, teller);
    all("`practice`", &step.practices, teller);
    all("`uses`", &step.uses, teller);
    if step.activity.is_some() {
        teller.lacks("the activity of a step, `in`", place);
    }
    if step.lead_time.is_some() {
        teller.lacks("`lead_time`", place);
    }
    if step.process_time.is_some() {
        teller.lacks("`process_time`", place);
    }
    if step.accuracy.is_some() {
        teller.lacks("`complete_and_accurate`", place);
    }
    if let [first, others @ ..] = &step.roles.responsible[..]
        && !others.is_empty()
    {
        let text = format!("a step stands in one lane: that of `{}`", first.name);
        teller.approximated(&first.place, text);
    }
}

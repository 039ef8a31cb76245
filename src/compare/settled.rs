//! Whether one text means the same in both models: then nothing has to be looked up in what did not change.

use super::pairs::Pairs;
use super::side::{Class, Side, Thing};
use crate::model::{NodeId, StatementRef};
use crate::source::FileSpan;

/// Whether both models declare the same under the same names: streams and their steps, stakeholders and repositories, each in its
/// place and with its alias, and items, roles and practices in the same words. What is written alike means the same then.
pub(super) fn is_settled(then: &Side<'_, '_>, now: &Side<'_, '_>, pairs: &Pairs) -> bool {
    [Class::Stream, Class::External, Class::Node].into_iter().all(|class| has_same(class, then, now, pairs))
        && declares_same(then, now, |side| side.model.declared().items())
        && declares_same(then, now, |side| side.model.declared().others())
}

fn has_same(class: Class, then: &Side<'_, '_>, now: &Side<'_, '_>, pairs: &Pairs) -> bool {
    if then.count(class) != now.count(class) {
        return false;
    }
    let names = |side: &Side<'_, '_>, thing: Thing| {
        let alias = side.statement(thing).and_then(|statement| side.alias(statement));
        [side.name_symbol(thing), alias].map(|name| name.map(|name| side.model.first_mention(name).1))
    };
    for index in 0..then.count(class) {
        let thing = Thing::new(class, index);
        if pairs.now(thing) != Some(thing) || names(then, thing) != names(now, thing) {
            return false;
        }
        // A step may have gone to the stream beside its own.
        let scope = |side: &Side<'_, '_>| side.model.node(NodeId::new(index)).scope;
        if class == Class::Node && scope(then) != scope(now) {
            return false;
        }
    }
    true
}

fn declares_same<'m>(
    then: &Side<'m, '_>,
    now: &Side<'m, '_>,
    declared: impl Fn(&Side<'m, '_>) -> &'m [StatementRef],
) -> bool {
    let (old, new) = (declared(then), declared(now));
    let mut both = old.iter().zip(new);
    old.len() == new.len() && both.all(|(&one, &other)| text(then, one) == text(now, other))
}

/// Whether a thing is written as another one is in the other model, with all that is in its block.
pub(super) fn is_written_alike(then: &Side<'_, '_>, one: Thing, now: &Side<'_, '_>, other: Thing) -> bool {
    match (then.statement(one), now.statement(other)) {
        (Some(one), Some(other)) => text(then, one) == text(now, other),
        _ => false,
    }
}

fn text<'s>(side: &Side<'s, '_>, statement: StatementRef) -> &'s str {
    side.model.slice(FileSpan { file: statement.file, span: side.model.statement(statement).span })
}

//! Gives a thing another name, wherever it is spoken of.

use crate::finding::Edit;
use crate::ide::references::{self, Mention, Part};
use crate::ide::{Subject, definition, quotes};
use crate::model::Model;
use crate::model::activity::Activity;
use crate::model::declared::Thing;
use crate::model::practices::PRACTICES;
use crate::sanitise::{is_hidden, sanitise};
use crate::source::lines::has_line_end;
use crate::source::{FileId, FileSpan};
use crate::syntax::Symbol;
use crate::syntax::bare::{bare, is_plain};
use crate::syntax::words::{MOST_CHARACTERS, normalize, unquote};

/// Why a name cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing that has a name stands there.
    #[error("nothing that could be renamed stands here")]
    Nothing,
    /// The activities, and ITIL's practices, are what they are.
    #[error("{0} is built in; its name is ITIL's")]
    BuiltIn(String),
    /// Nothing declares it.
    #[error("nothing declares this name, so it is not known what else bears it")]
    Unknown,
    /// A name needs a letter or digit.
    #[error("a name needs a letter or a digit")]
    Empty,
    /// A name is not too long.
    #[error("a name has at most {MOST_CHARACTERS} characters")]
    Long,
    /// A name stands on one line.
    #[error("a name stands on one line")]
    Lines,
    /// Whoever reads the name must see all of it.
    #[error("a name cannot hold {0}, which nobody sees")]
    Hidden(String),
    /// The name is taken.
    #[error("{0} bears this name already")]
    Taken(String),
}

/// What can be renamed at byte `offset` of `file`: where the name stands, without its quotes, and the name.
///
/// # Errors
/// Where nothing there can be.
pub fn prepare(model: &Model<'_>, file: FileId, offset: u32) -> Result<(FileSpan, String), Refusal> {
    let mention = renamable(model, file, offset)?;
    let written = model.slice(mention.place);
    let place = FileSpan { span: quotes::inside(written, mention.place.span), ..mention.place };
    Ok((place, visible(&quotes::text(written))))
}

/// The name as it is offered to whoever renames: as it is, or so that to take it is not refused.
fn visible(name: &str) -> String {
    if hidden_in(name).is_none() {
        return name.to_owned();
    }
    let seen = |letter: char| match letter {
        _ if letter.is_whitespace() => Some(' '),
        _ if is_hidden(letter) => None,
        _ => Some(letter),
    };
    name.chars().filter_map(seen).collect()
}

/// The first character of a name that nobody would see; a joiner that shapes its neighbours is seen in them.
fn hidden_in(name: &str) -> Option<char> {
    let shown = sanitise(name);
    let mut pairs = name.chars().zip(shown.chars());
    pairs.find_map(|(letter, shown)| (letter != shown).then_some(letter))
}

/// The edits that give what stands at byte `offset` of `file` the name `new`, in the order of the places. A name and an
/// alias are two names: the one that stands there is changed wherever it is written, in whatever spelling, and the other
/// stays.
///
/// # Errors
/// Where nothing there can be renamed, or something else bears the name.
pub fn rename(model: &Model<'_>, file: FileId, offset: u32, new: &str) -> Result<Vec<Edit>, Refusal> {
    let mention = renamable(model, file, offset)?;
    let new = unquote(new.trim());
    if has_line_end(&new) {
        return Err(Refusal::Lines);
    }
    if let Some(hidden) = hidden_in(&new) {
        return Err(Refusal::Hidden(format!("U+{:04X}", u32::from(hidden))));
    }
    if new.chars().count() > MOST_CHARACTERS {
        return Err(Refusal::Long);
    }
    let mut words = String::new();
    normalize(&new, &mut words);
    if words.is_empty() {
        return Err(Refusal::Empty);
    }
    let (Some(subject), Some(old)) = (mention.subject, symbol_at(model, mention.place)) else {
        return Err(Refusal::Unknown);
    };
    let known = model.find_name(&words);
    if known != Some(old) {
        let other = known.and_then(|known| bearer(model, subject, known));
        if let Some(other) = built_in(subject, &words).or(other) {
            return Err(Refusal::Taken(other));
        }
    }
    let quoted = format!("\"{}\"", new.replace('\\', "\\\\").replace('"', "\\\""));
    let mut edits = Vec::new();
    for mention in references::of(model, subject) {
        if symbol_at(model, mention.place) != Some(old) {
            continue;
        }
        let written = model.slice(mention.place);
        // A label stays a label, and a plain name plain, as far as the new name lets it.
        let keeps_quotes = written.starts_with('"') && !is_plain(&unquote(written));
        let text = if keeps_quotes { quoted.clone() } else { bare(&quoted).to_owned() };
        if text != written {
            edits.push(Edit { place: mention.place, text });
        }
    }
    Ok(edits)
}

fn renamable(model: &Model<'_>, file: FileId, offset: u32) -> Result<Mention, Refusal> {
    let mention = references::at(model, file, offset).ok_or(Refusal::Nothing)?;
    match mention.subject {
        Some(Subject::Activity(activity)) => Err(Refusal::BuiltIn(format!("`{}`", activity.name()))),
        Some(Subject::Practice(_)) if is_itil(model, mention.place) => {
            Err(Refusal::BuiltIn(format!("`{}`", unquote(model.slice(mention.place)))))
        }
        Some(_) => Ok(mention),
        None if mention.part == Part::Listed => Err(Refusal::Nothing),
        None => Err(Refusal::Unknown),
    }
}

/// Whether ITIL's name of a practice stands at `place`. An alias that the project gives it is the project's.
fn is_itil(model: &Model<'_>, place: FileSpan) -> bool {
    let mut words = String::new();
    normalize(&unquote(model.slice(place)), &mut words);
    PRACTICES.contains(&words.as_str())
}

/// What is built in and bears the name, in words; the project need not speak of it.
fn built_in(subject: Subject, words: &str) -> Option<String> {
    if let Some(activity) = Activity::ALL.into_iter().find(|activity| activity.words() == words) {
        return Some(format!("the activity `{}`", activity.name()));
    }
    if matches!(subject, Subject::Practice(_)) && PRACTICES.contains(&words) {
        return Some(format!("the practice `{words}`"));
    }
    None
}

/// The symbol of the name at `place`.
fn symbol_at(model: &Model<'_>, place: FileSpan) -> Option<Symbol> {
    let terms = &model.tree(place.file).terms;
    let at = terms.binary_search_by_key(&place.span.start, |term| term.span.start).ok()?;
    terms[at].symbol()
}

/// What else bears the name in the namespace of `subject`, in words.
fn bearer(model: &Model<'_>, subject: Subject, name: Symbol) -> Option<String> {
    let other = in_namespace(model, subject, name)?;
    if other == subject {
        return None;
    }
    // A name is known once anything is called so; whether an item or a role is must be asked.
    let is_only_spoken_of = matches!(other, Subject::Item(_) | Subject::Role(_));
    if is_only_spoken_of && references::of(model, other).is_empty() {
        return None;
    }
    Some(format!("the {} `{}`", other.kind(model), other.name(model)))
}

/// What the name would stand for where `subject` is named.
fn in_namespace(model: &Model<'_>, subject: Subject, name: Symbol) -> Option<Subject> {
    match subject {
        Subject::Step(step) => {
            let step = model.scope(model.node(step).scope).step(name);
            step.map(Subject::Step).or_else(|| end(model, name))
        }
        Subject::External(_) | Subject::Stream(_) => end(model, name).or_else(|| {
            let step = model.streams().find_map(|stream| model.scope(stream).step(name))?;
            Some(Subject::Step(step))
        }),
        Subject::Item(_) => Some(Subject::Item(model.declared().item(name))),
        Subject::Practice(_) if model.declared().is_practice(name) => Some(Subject::Practice(name)),
        Subject::Role(_) => Some(Subject::Role(name)),
        Subject::Organisation | Subject::Activity(_) | Subject::Practice(_) => None,
    }
}

/// The activity, stakeholder, repository or stream with a name.
fn end(model: &Model<'_>, name: Symbol) -> Option<Subject> {
    Some(match model.declared().end(name)? {
        Thing::Activity(activity) => Subject::Activity(activity),
        Thing::External(external) => Subject::External(external),
        Thing::Stream(stream) => Subject::Stream(stream),
    })
}

/// The alias that a declaration of `subject` gives, without quotes.
pub fn alias(model: &Model<'_>, subject: Subject) -> Option<String> {
    for statement in subject.declarations(model) {
        if let Some(alias) = definition::names(model, statement).nth(1) {
            let source = model.source(statement.file);
            return Some(unquote(source.slice(alias.span)).into_owned());
        }
    }
    None
}

//! Any text becomes a legal name: cleaned, bounded, and told apart from the names beside it.
//!
//! What a name means in the language depends on where it stands, see "Look-up" in docs/language.md: a step hides a stakeholder
//! of the same name. In a draft ids decide who is meant, so whatever a step would hide gets an alias by which it is written.

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{About, Draft, ExternalId, ItemId, StepId, StreamId};
use super::remark::RemarkKind;
use crate::model::activity::Activity;
use crate::sanitise::is_hidden;
use crate::stable_hash;
use crate::syntax::words::{MOST_CHARACTERS, normalize};

/// The most characters of a text of the source in a remark.
const MOST_SHOWN: usize = 200;

/// How a cut name ends, besides eight digits that tell those apart which begin alike.
const CUT: [&str; 2] = ["… (", ")"];

/// The digits at the end of a cut name.
const DIGITS: usize = 8;

/// The names of a draft as they are written, without quotation marks and escapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    externals: Vec<Name>,
    streams: Vec<Name>,
    steps: Vec<Name>,
    items: Vec<Name>,
    /// The roles that are declared.
    pub roles: Vec<Name>,
    /// The practices that are declared.
    pub practices: Vec<Name>,
    roles_by_words: FxHashMap<String, String>,
    practices_by_words: FxHashMap<String, String>,
}

/// The names of one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    /// Its name.
    pub name: String,
    /// Its alias.
    pub alias: Option<String>,
    /// By which of both others name it.
    pub by_alias: bool,
}

impl Name {
    /// How others name it.
    pub(super) fn reference(&self) -> &str {
        match &self.alias {
            Some(alias) if self.by_alias => alias,
            _ => &self.name,
        }
    }
}

impl Names {
    /// Settles all names of a draft. Whatever gets another name than the source gives it is remarked upon.
    pub(super) fn settle(draft: &mut Draft) -> Names {
        let mut remarks = Vec::new();
        let mut ends = Space::with_activities();
        let streams: Vec<&About> = draft.streams.iter().map(|stream| &stream.about).collect();
        let externals: Vec<&About> = draft.externals.iter().map(|external| &external.about).collect();
        let items: Vec<&About> = draft.items.iter().map(|item| &item.about).collect();
        let roles: Vec<&About> = draft.roles.iter().collect();
        let practices: Vec<&About> = draft.practices.iter().collect();
        // Only what is declared must not bear the name of an activity.
        let is_plain = draft.items.iter().all(|item| !item.is_declared());
        let mut item_names = if is_plain { Space::default() } else { Space::with_activities() };
        let mut names = Names {
            streams: ends.settle(&streams, Subject::Stream, &mut remarks),
            externals: ends.settle(&externals, Subject::External, &mut remarks),
            steps: settle_steps(draft, &mut remarks),
            items: item_names.settle(&items, Subject::Item, &mut remarks),
            roles: Space::with_activities().settle(&roles, Subject::Role, &mut remarks),
            practices: Space::with_activities().settle(&practices, Subject::Practice, &mut remarks),
            ..Names::default()
        };
        names.roles_by_words = references(&draft.roles, &names.roles);
        names.practices_by_words = references(&draft.practices, &names.practices);
        names.uncover(&mut ends);
        names.tell_cut(draft);
        for told in remarks {
            let place = told.subject.about(draft, told.at).place.clone();
            let remark = draft.remark(told.kind, &place, told.text);
            told.subject.about(draft, told.at).remarks.push(remark);
        }
        names
    }

    /// Gives an alias to whatever a step of any stream hides, since its name would mean the step there.
    fn uncover(&mut self, ends: &mut Space) {
        let mut hiding = FxHashSet::default();
        for step in &self.steps {
            hiding.insert(words_of(&step.name));
            hiding.extend(step.alias.as_deref().map(words_of));
        }
        let externals = self.externals.iter_mut().map(|name| (name, "outside"));
        for (name, word) in externals.chain(self.streams.iter_mut().map(|name| (name, "stream"))) {
            let is_hidden = |name: &str| hiding.contains(&words_of(name));
            if !is_hidden(name.reference()) {
                continue;
            }
            if is_hidden(&name.name) {
                name.alias = Some(ends.free(&name.name, Some(word), &hiding));
            }
            name.by_alias = is_hidden(&name.name);
        }
    }

    /// Tells once of each long name of a role or a tool that nothing declares. Practices are declared.
    fn tell_cut(&self, draft: &mut Draft) {
        let mut told = FxHashSet::default();
        for names in [&self.externals, &self.streams, &self.steps, &self.items, &self.roles, &self.practices]
        {
            told.extend(names.iter().map(|name| &name.name).filter(|name| is_cut(name)).cloned());
        }
        for at in 0..draft.steps.len() {
            let step = &draft.steps[at];
            let roles = &step.roles;
            let lists =
                [&roles.accountable, &roles.responsible, &roles.consulted, &roles.informed, &step.uses];
            let mut texts = Vec::new();
            for name in lists.into_iter().flatten() {
                let name = cleaned(name);
                if is_cut(&name) && told.insert(name.clone()) {
                    texts.push(cut(&name));
                }
            }
            let place = step.about.place.clone();
            for text in texts {
                let remark = draft.remark(RemarkKind::Approximated, &place, text);
                draft.steps[at].about.remarks.push(remark);
            }
        }
    }

    /// How a role is written that the source calls so: a declared one by its name or alias.
    pub(super) fn role(&self, name: &str) -> String {
        reference(&self.roles_by_words, name)
    }

    /// How a practice is written that the source calls so: a declared one by its name or alias.
    pub(super) fn practice(&self, name: &str) -> String {
        reference(&self.practices_by_words, name)
    }

    /// The names of all streams.
    pub(super) fn streams(&self) -> &[Name] {
        &self.streams
    }

    /// The names of all stakeholders and repositories.
    pub(super) fn externals(&self) -> &[Name] {
        &self.externals
    }

    /// The names of all items.
    pub(super) fn items(&self) -> &[Name] {
        &self.items
    }

    /// The names of a stakeholder or repository.
    pub(super) fn external(&self, id: ExternalId) -> &Name {
        &self.externals[id.index()]
    }

    /// The names of a stream.
    pub(super) fn stream(&self, id: StreamId) -> &Name {
        &self.streams[id.index()]
    }

    /// The names of a step.
    pub(super) fn step(&self, id: StepId) -> &Name {
        &self.steps[id.index()]
    }

    /// The names of an item.
    pub(super) fn item(&self, id: ItemId) -> &Name {
        &self.items[id.index()]
    }
}

/// How each of `all` is written, by the words of the name that the source gives it.
fn references(all: &[About], names: &[Name]) -> FxHashMap<String, String> {
    let mut references = FxHashMap::default();
    for (about, name) in all.iter().zip(names) {
        references.entry(words_of(&cleaned(&about.name))).or_insert_with(|| name.reference().to_owned());
    }
    references
}

fn reference(references: &FxHashMap<String, String>, given: &str) -> String {
    let name = cleaned(given);
    references.get(&words_of(&name)).cloned().unwrap_or(name)
}

/// The names of all steps. Those of one stream differ from each other.
fn settle_steps(draft: &Draft, remarks: &mut Vec<Told>) -> Vec<Name> {
    let mut names = vec![Name::default(); draft.steps.len()];
    for stream in &draft.streams {
        let steps: Vec<&About> = stream.steps.iter().map(|step| &draft.steps[step.index()].about).collect();
        let mut own = Vec::new();
        let settled = Space::with_activities().settle(&steps, Subject::Step, &mut own);
        for (step, name) in stream.steps.iter().zip(settled) {
            names[step.index()] = name;
        }
        for told in own {
            remarks.push(Told { at: stream.steps[told.at].index(), ..told });
        }
    }
    names
}

/// What there is to say of a name.
#[derive(Clone, Debug)]
struct Told {
    kind: RemarkKind,
    subject: Subject,
    /// Which of them.
    at: usize,
    text: String,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Stream,
    External,
    Step,
    Item,
    Role,
    Practice,
}

impl Subject {
    fn word(self) -> &'static str {
        match self {
            Subject::Stream => "stream",
            Subject::External => "party",
            Subject::Step => "step",
            Subject::Item => "item",
            Subject::Role => "role",
            Subject::Practice => "practice",
        }
    }

    fn about(self, draft: &mut Draft, at: usize) -> &mut About {
        match self {
            Subject::Stream => &mut draft.streams[at].about,
            Subject::External => &mut draft.externals[at].about,
            Subject::Step => &mut draft.steps[at].about,
            Subject::Item => &mut draft.items[at].about,
            Subject::Role => &mut draft.roles[at],
            Subject::Practice => &mut draft.practices[at],
        }
    }
}

/// Names that have to differ.
#[derive(Clone, Debug, Default)]
struct Space {
    /// The words of all names that are taken.
    taken: FxHashSet<String>,
    /// The last number given to a name that was taken, by its words.
    numbers: FxHashMap<String, u32>,
}

impl Space {
    /// Nothing else may bear the name of an activity.
    fn with_activities() -> Space {
        let taken = Activity::ALL.into_iter().map(Activity::words).collect();
        Space { taken, numbers: FxHashMap::default() }
    }

    /// Names and aliases for all, in their order. Names that are right come before those that have to be changed.
    fn settle(&mut self, all: &[&About], subject: Subject, remarks: &mut Vec<Told>) -> Vec<Name> {
        let mut say = |kind, at, text| remarks.push(Told { kind, subject, at, text });
        let mut right: Vec<bool> = Vec::with_capacity(all.len());
        for about in all {
            let words = words_of(&cleaned(&about.name));
            right.push(!words.is_empty() && self.taken.insert(words));
        }
        let mut settled = Vec::with_capacity(all.len());
        for (at, (about, is_right)) in all.iter().zip(right).enumerate() {
            let own = cleaned(&about.name);
            if is_cut(&own) {
                say(RemarkKind::Approximated, at, cut(&own));
            }
            let mut name = Name { name: own, alias: None, by_alias: false };
            if !is_right {
                let text = self.rename(&mut name.name, subject);
                say(RemarkKind::Invented, at, text);
            }
            if let Some(alias) = about.alias.as_deref().map(cleaned) {
                let words = words_of(&alias);
                // A name may be its own short name.
                if !words.is_empty() && (words == words_of(&name.name) || self.taken.insert(words)) {
                    name.alias = Some(alias);
                    name.by_alias = true;
                } else {
                    let alias = brief(&alias);
                    say(RemarkKind::Dropped, at, format!("the short name `{alias}` is taken, or is none"));
                }
            }
            settled.push(name);
        }
        settled
    }

    /// Gives another name to what has none, or one that is taken, and says so.
    fn rename(&mut self, name: &mut String, subject: Subject) -> String {
        let words = words_of(name);
        let others = FxHashSet::default();
        if words.is_empty() {
            *name = self.free(&format!("Unnamed {}", subject.word()), None, &others);
            return format!("it has no name with a letter or digit, and is called `{name}`");
        }
        let is_activity = Activity::ALL.into_iter().any(|activity| activity.words() == words);
        let suffix = if is_activity { Some(subject.word()) } else { None };
        let free = self.free(name, suffix, &others);
        let other = if is_activity { "an activity" } else { "something else" };
        let text = format!(
            "`{}` is the name of {other} too, so this {} is called `{}`",
            brief(name),
            subject.word(),
            brief(&free)
        );
        *name = free;
        text
    }

    /// A name that begins with `name`, that is neither taken nor one of `others`; it is taken afterwards. What tells it apart
    /// is the `suffix` if there is one, else a number.
    fn free(&mut self, name: &str, suffix: Option<&str>, others: &FxHashSet<String>) -> String {
        let mut candidate = match suffix {
            Some(suffix) => format!("{name} ({suffix})"),
            None => name.to_owned(),
        };
        let number = self.numbers.entry(words_of(name)).or_insert(1);
        loop {
            let words = words_of(&candidate);
            if !others.contains(&words) && self.taken.insert(words) {
                return candidate;
            }
            *number += 1;
            candidate = format!("{name} ({number})");
        }
    }
}

/// The words of a name.
pub(super) fn words_of(name: &str) -> String {
    let mut words = String::new();
    normalize(name, &mut words);
    words
}

/// A text on one line, without what cannot be seen, and with one blank where there were several, or a line end.
pub fn one_line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() || letter.is_control() {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !is_hidden(letter) || is_shaping(letter) {
            clean.push(letter);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Joiners and the selector of a coloured look are parts of words and emoji.
pub(super) fn is_shaping(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// A name on one line and not too long. The end of a longer one gives way to digits that follow from all of its words, so that
/// names which differ stay apart, whoever cuts them.
pub fn cleaned(name: &str) -> String {
    let mut name = one_line(name);
    if name.chars().nth(MOST_CHARACTERS).is_none() {
        return name;
    }
    let digits = format!("{:016x}", stable_hash::hash(words_of(&name).bytes()));
    let room = MOST_CHARACTERS - CUT.concat().chars().count() - DIGITS;
    if let Some((end, _)) = name.char_indices().nth(room) {
        name.truncate(end);
    }
    format!("{}{}{}{}", name.trim_end(), CUT[0], &digits[16 - DIGITS..], CUT[1])
}

/// A name as a source has it, without the end of a very long one: it is repeated wherever something has it.
pub(super) fn kept(name: &str) -> String {
    if name.chars().nth(MOST_CHARACTERS).is_none() { name.to_owned() } else { cleaned(name) }
}

/// Whether a name of one line was cut.
fn is_cut(name: &str) -> bool {
    let Some((_, digits)) = name.strip_suffix(CUT[1]).and_then(|name| name.rsplit_once(CUT[0])) else {
        return false;
    };
    // A blank at the place of the cut is gone.
    let is_long = name.chars().count() + 1 >= MOST_CHARACTERS;
    is_long && digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What there is to say of a name that was cut.
fn cut(name: &str) -> String {
    format!("the name is cut after {MOST_CHARACTERS} characters: `{}`", brief(name))
}

/// A text of the source as remarks show it: on one line and not too long.
pub(super) fn brief(text: &str) -> String {
    let mut text = one_line(text);
    if text.chars().nth(MOST_SHOWN).is_some()
        && let Some((end, _)) = text.char_indices().nth(MOST_SHOWN - 1)
    {
        text.truncate(end);
        text.truncate(text.trim_end().len());
        text.push('…');
    }
    text
}

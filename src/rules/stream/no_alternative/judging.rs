//! Which steps judge: what the words of a name say of it.
//!
//! A word such as *test* says so where it is what the step does, `Test the change`, or what is done there, `Code review`.
//! It does not where it only describes something else, as in `Test environment set-up` and `Write code and tests`.

use std::ops::Range;

use crate::similarity::{Language, WordingReader};

/// Which step judges, by its name.
pub(super) struct Judges {
    reader: WordingReader,
}

/// What a name says of how its step judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Somebody says yes or no.
    Answer,
    /// Something is found to be right or not.
    Finding,
}

/// A word that says so, where it stands in the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judging {
    pub judgement: Judgement,
    /// Its bytes in the name as it is written.
    pub place: Range<usize>,
}

/// A verb that says that somebody judges.
struct Verb {
    /// Its forms begin so; another word with the same stem, such as *authority*, does not.
    beginning: &'static str,
    /// Words of which its forms have the stem.
    words: &'static [&'static str],
    judgement: Judgement,
    /// Whether it is a noun as well: `a test`.
    is_noun: bool,
}

const VERBS: [Verb; 7] = [
    verb("authoris", &["authorise"], Judgement::Answer, false),
    verb("authoriz", &["authorize"], Judgement::Answer, false),
    verb("approv", &["approve"], Judgement::Answer, false),
    verb("review", &["review"], Judgement::Answer, true),
    verb("test", &["test"], Judgement::Finding, true),
    verb("verif", &["verify", "verification"], Judgement::Finding, false),
    verb("inspect", &["inspect"], Judgement::Finding, false),
];

const fn verb(
    beginning: &'static str,
    words: &'static [&'static str],
    judgement: Judgement,
    is_noun: bool,
) -> Verb {
    Verb { beginning, words, judgement, is_noun }
}

/// What a form of such a verb is in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// *approve*, *approves*, *approving*.
    Verb,
    /// *approval*, *inspections*.
    Noun,
    /// *test*, *reviews*, *testing*.
    Either,
}

const DETERMINERS: [&str; 21] = [
    "a", "all", "an", "any", "both", "each", "every", "her", "his", "it", "its", "no", "our", "some", "that",
    "the", "their", "them", "these", "this", "those",
];

const PREPOSITIONS: [&str; 21] = [
    "after", "against", "at", "before", "between", "by", "during", "for", "from", "in", "into", "of", "on",
    "per", "through", "to", "under", "until", "with", "within", "without",
];

/// What else joins parts of a name, or begins what is only told besides.
const JOINING: [&str; 12] =
    ["and", "as", "because", "how", "if", "or", "once", "what", "when", "whether", "which", "who"];

/// Whoever begins so lets somebody judge, or says how it is to be done, and does not judge.
const PREPARING: [&str; 27] = [
    "announce", "arrange", "ask", "automate", "await", "book", "create", "define", "develop", "document",
    "invite", "maintain", "organise", "organize", "plan", "prepare", "record", "report", "request",
    "schedule", "seek", "set", "specify", "start", "support", "wait", "write",
];

/// Whoever begins so does what is named behind it.
const PERFORMING: [&str; 12] = [
    "carry", "conduct", "do", "execute", "get", "give", "hold", "make", "obtain", "perform", "repeat", "run",
];

/// What *test* describes: `Test data` is no order to test data.
const OF_TESTS: [&str; 16] = [
    "bed", "case", "data", "design", "drive", "kit", "lab", "page", "plan", "report", "result", "rig",
    "schedule", "script", "strategy", "suite",
];

/// What is the answer itself, be it yes or no.
const ANSWERS: [&str; 5] = ["decision", "finding", "report", "result", "verdict"];

impl Judges {
    pub(super) fn new() -> Judges {
        Judges { reader: WordingReader::new(Language::English) }
    }

    /// Whether a step of this name decides, so that what others find is judged there.
    pub(super) fn decides(&self, name: &str) -> bool {
        let words = words(name);
        self.judging(name).is_some()
            || words.first().is_some_and(|(first, _)| self.reader.is_form_of(first, "decide"))
            || words.last().is_some_and(|(last, _)| self.reader.is_form_of(last, "decision"))
    }

    /// Whether something of this name holds the answer, whatever that is: `Test report`.
    pub(super) fn is_answer(&self, name: &str) -> bool {
        let words = words(name);
        words
            .last()
            .is_some_and(|(last, _)| ANSWERS.iter().any(|answer| self.reader.is_form_of(last, answer)))
    }

    /// The word that says that a step of this name judges. The name is as it is written.
    pub(super) fn judging(&self, name: &str) -> Option<Judging> {
        let words = words(name);
        let texts: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        for (at, (word, place)) in words.iter().enumerate() {
            let Some(verb) = self.verb(word) else { continue };
            let Some(form) = form(verb, word) else { continue };
            if is_work(verb, form, &texts, at) {
                return Some(Judging { judgement: verb.judgement, place: place.clone() });
            }
        }
        None
    }

    fn verb(&self, word: &str) -> Option<&'static Verb> {
        let verb = VERBS.iter().find(|verb| word.starts_with(verb.beginning))?;
        verb.words.iter().any(|form| self.reader.is_form_of(word, form)).then_some(verb)
    }
}

/// What this form of a verb is. None for what has been judged, *approved*, and for who judges, *reviewer*.
fn form(verb: &Verb, word: &str) -> Option<Form> {
    if ["ed", "er", "ers", "able"].iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    if ["al", "als", "ion", "ions"].iter().any(|ending| word.ends_with(ending)) {
        return Some(Form::Noun);
    }
    Some(if verb.is_noun { Form::Either } else { Form::Verb })
}

/// Whether the form of a verb at `at` says what the step does.
fn is_work(verb: &Verb, form: Form, words: &[&str], at: usize) -> bool {
    let (before, behind) = (&words[..at], &words[at + 1..]);
    let is_third_person = words[at].ends_with('s');
    match form {
        Form::Noun => is_done(before, behind),
        Form::Verb => is_told(verb, true, before, behind, is_third_person),
        Form::Either => {
            is_told(verb, has_object(behind), before, behind, is_third_person) || is_done(before, behind)
        }
    }
}

/// Whether it is the verb of the name: `Approve the budget`, `Check and approve it`, `The board approves the budget`.
/// It `is_clear` that it is a verb where it is no noun as well, or by what follows.
fn is_told(verb: &Verb, is_clear: bool, before: &[&str], behind: &[&str], is_third_person: bool) -> bool {
    match before {
        [] => is_clear || !describes(verb, behind),
        [_, "and" | "or"] => is_clear && verb.judgement == Judgement::Answer,
        _ => {
            let is_subject = !before.iter().any(joins);
            let has_object = behind.first().is_some_and(|next| DETERMINERS.contains(next));
            is_third_person && is_subject && (!verb.is_noun || has_object)
        }
    }
}

/// Whether a word joins parts of a name, or leads to what is only told besides.
fn joins(word: &&str) -> bool {
    PREPOSITIONS.contains(word) || JOINING.contains(word)
}

/// Whether something follows that only follows a verb, or nothing at all.
fn has_object(behind: &[&str]) -> bool {
    match behind.first() {
        None => true,
        Some(next) => DETERMINERS.contains(next) || joins(next),
    }
}

/// Whether a first word that is noun and verb rather says of which kind the last one is: `Test environment set-up`.
fn describes(verb: &Verb, behind: &[&str]) -> bool {
    let until = behind.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(behind.len());
    let Some(&last) = behind[..until].last() else { return false };
    let is_act = ["ing", "tion", "sion", "ment", "up", "out"].iter().any(|ending| last.ends_with(ending));
    let singular = last.strip_suffix('s').unwrap_or(last);
    is_act
        || verb.judgement == Judgement::Finding && (OF_TESTS.contains(&last) || OF_TESTS.contains(&singular))
}

/// Whether it is the work that the name names: `Code review`, `Approval of the budget`, `Hold the review`.
fn is_done(before: &[&str], behind: &[&str]) -> bool {
    let is_last = match behind.first() {
        None => true,
        Some(next) => PREPOSITIONS.contains(next) || matches!(*next, "and" | "or"),
    };
    if !is_last || before.iter().any(joins) {
        return false;
    }
    match before.first() {
        Some(first) if PERFORMING.contains(first) => true,
        Some(first) if PREPARING.contains(first) => false,
        _ => !before.iter().any(|word| DETERMINERS.contains(word)),
    }
}

/// The words of a name in lower case, with their places. A number before them counts the steps.
fn words(name: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let mut start = None;
    for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                let word = name[first..at].to_lowercase();
                let is_count = words.is_empty() && word.bytes().all(|letter| letter.is_ascii_digit());
                if !is_count {
                    words.push((word, first..at));
                }
                start = None;
            }
            _ => {}
        }
        if letter == '&' {
            words.push(("and".to_owned(), at..at + 1));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_judges_is_found_in_any_form() {
        let names = [
            ("Authorise the change", "Authorise"),
            ("Authorize changes", "Authorize"),
            ("Authorising the change", "Authorising"),
            ("Change authorisation", "authorisation"),
            ("Authorization of the change", "Authorization"),
            ("Approve", "Approve"),
            ("approve-invoice", "approve"),
            ("Plan approval", ""),
            ("Budget approval", "approval"),
            ("Obtain approval from the owner", "approval"),
            ("Check and approve the invoice", "approve"),
            ("Check & approve", "approve"),
            ("Test", "Test"),
            ("Test the change", "Test"),
            ("Test new release", "Test"),
            ("2. Test the release", "Test"),
            ("Testing the release", "Testing"),
            ("Tests of the release", "Tests"),
            ("User acceptance testing", "testing"),
            ("Run the acceptance tests", "tests"),
            ("Verify the fix", "Verify"),
            ("Verifies the fix", "Verifies"),
            ("Verification", "Verification"),
            ("Verification with the user", "Verification"),
            ("Review production readiness", "Review"),
            ("Review and update the catalogue", "Review"),
            ("Code reviews", "reviews"),
            ("Peer-review", "review"),
            ("Hold the review", "review"),
            ("Inspect goods", "Inspect"),
            ("Inspection of the goods", "Inspection"),
            ("The board approves the budget", "approves"),
            ("The CAB reviews the change", "reviews"),
            ("Goods inspection", "inspection"),
        ];
        let judges = Judges::new();
        for (name, word) in names {
            let found = judges.judging(name).map_or("", |judging| &name[judging.place]);
            assert_eq!(found, word, "{name}");
        }
    }

    #[test]
    fn who_prepares_a_judgement_does_not_judge() {
        let names = [
            "Test environment set-up",
            "Test data",
            "Test cases",
            "Testing environment",
            "Print a test page",
            "Write code and tests",
            "Build and test",
            "Prepare the review",
            "Review planning",
            "Schedule inspections",
            "Ask for approval",
            "Request approval",
            "Submit the plan for approval",
            "Approval workflow design",
            "Deploy the approved change",
            "Approved changes go live",
            "Invite the reviewers",
            "Reviewer selection",
            "Author the article",
            "Hand over to the authority",
            "Authority handover",
            "Testimony",
            "Ask the manager to approve the change",
            "Register",
            "",
        ];
        let judges = Judges::new();
        for name in names {
            assert_eq!(judges.judging(name), None, "{name}");
        }
    }

    #[test]
    fn who_judges_or_decides_gives_the_verdict() {
        let judges = Judges::new();
        for name in ["Decide on the permit", "Deciding", "Make the decision", "Approve the release"] {
            assert!(judges.decides(name), "{name}");
        }
        assert!(!judges.decides("Deploy the release") && !judges.decides(""));
    }

    #[test]
    fn a_report_holds_the_answer() {
        let judges = Judges::new();
        assert!(["Test report", "\"Findings\"", "Change decision"].iter().all(|name| judges.is_answer(name)));
        assert!(["Approved plan", "Report on the plan", ""].iter().all(|name| !judges.is_answer(name)));
    }
}

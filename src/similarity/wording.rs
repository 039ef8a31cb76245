//! Names that nearly agree: measured on words, not letters, since names that mean one thing differ by whole words.

use std::cell::RefCell;
use std::rc::Rc;

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

use super::Language;
use super::fold::fold;
use super::typo::{distance, is_opposite, is_other_word, is_typo, letter_set, may_be_within};
use super::word::Word;

/// A name prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The words in their order, without exclamation and question marks.
    pub(super) words: Vec<Rc<Word>>,
    /// The set of hashes of their stems, sorted; of words such as *of* only where the name has no others.
    pub(super) stems: Vec<u64>,
    /// The same of the words such as *of*, where it has others.
    joining: Vec<u64>,
    /// The signs among the words.
    signs: String,
}

/// More letters of a name are not compared with those of another one by one.
const MOST_LETTERS: usize = 256;

/// What lies between two names that are hardly two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip<'w> {
    /// Separators or accents alone.
    Spelling,
    /// One letter of a word, which is this in the one and that in the other.
    Letter(&'w str, &'w str),
}

impl Slip<'_> {
    /// Whether `!` and `?`, which a [`Wording`] leaves out, stand at the same places of two names between which this lies:
    /// behind the same letters where all letters are the same, else behind as many words. The names are given as their
    /// words.
    pub fn keeps_marks(&self, one: &str, other: &str) -> bool {
        let is_mark = |word: &str| matches!(word, "!" | "?");
        if matches!(self, Slip::Spelling) {
            let letters = |name: &str| fold(name).split(' ').collect::<String>();
            return letters(one) == letters(other);
        }
        one.split(' ').map(is_mark).eq(other.split(' ').map(is_mark))
    }
}

/// Prepares names for comparison. Keeps the stems of the words that it has met: names repeat their words, and to find
/// a stem takes long.
pub struct WordingReader {
    language: Language,
    stemmer: Stemmer,
    known: RefCell<FxHashMap<String, Rc<Word>>>,
}

impl std::fmt::Debug for WordingReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("WordingReader")
    }
}

impl WordingReader {
    /// Prepares names whose words have the endings of this language.
    pub fn new(language: Language) -> WordingReader {
        let stemmer = Stemmer::create(language.algorithm());
        WordingReader { language, stemmer, known: RefCell::default() }
    }

    /// Prepares a name, given as its words: folds them and finds their stems.
    pub fn read(&self, name: &str) -> Wording {
        prepare(name, |word| self.word(word))
    }

    /// Prepares a name, given as its words, which are no words of a language: each is its own stem.
    pub(super) fn read_unstemmed(&self, name: &str) -> Wording {
        prepare(name, |word| {
            let folded = fold(word);
            Rc::new(Word::new(&folded, &folded))
        })
    }

    /// Whether two words, folded as those of names are, are one but for their endings.
    pub fn is_form_of(&self, word: &str, other: &str) -> bool {
        self.word(word).stem == self.word(other).stem
    }

    fn word(&self, word: &str) -> Rc<Word> {
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(word) {
            return Rc::clone(known);
        }
        let has_stem = !is_sign(word) && !word.bytes().all(|letter| letter.is_ascii_digit());
        let read =
            Rc::new(if has_stem { Word::new(&fold(word), &self.stem(word)) } else { Word::new(word, word) });
        known.insert(word.to_owned(), Rc::clone(&read));
        read
    }

    fn stem(&self, word: &str) -> String {
        let stem = self.stemmer.stem(word);
        let stem = fold(&stem).into_owned();
        if self.language == Language::German {
            // The stemmer leaves nothing of the dots of ä, ö and ü.
            return stem.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        }
        stem
    }
}

/// A name, given as its words, each of which `read` prepares.
fn prepare(name: &str, read: impl Fn(&str) -> Rc<Word>) -> Wording {
    let (mut words, mut stems, mut signs) = (Vec::new(), Vec::new(), String::new());
    let mut joining = Vec::new();
    for word in name.split(' ') {
        if matches!(word, "" | "!" | "?") {
            continue;
        }
        if is_sign(word) {
            signs.push_str(word);
        }
        let word = read(word);
        let set = if word.joins { &mut joining } else { &mut stems };
        set.push(word.stem);
        words.push(word);
    }
    if stems.is_empty() {
        std::mem::swap(&mut stems, &mut joining);
    }
    for set in [&mut stems, &mut joining] {
        set.sort_unstable();
        set.dedup();
    }
    Wording { words, stems, joining, signs }
}

/// Whether a word of a name is a sign: other words begin with a letter, a mark or a digit.
pub(super) fn is_sign(word: &str) -> bool {
    word.chars().next().is_some_and(|first| {
        // Nearly all words begin with one of ASCII, and to look a character up takes long.
        !first.is_ascii_alphanumeric()
            && !matches!(first.general_category_group(), Group::Letter | Group::Mark | Group::Number)
    })
}

impl Wording {
    /// Whether two names nearly agree: the Jaccard similarity of their sets of stems is 0.75 or more, with words such as *of*
    /// and without them, or without them the sets are the same; or one is the other [misspelt](Wording::is_misspelt). Equal names nearly agree too. Names with other signs never do, but for `!` and
    /// `?`: nobody writes one sign for another by accident.
    pub fn is_near(&self, other: &Wording) -> bool {
        if self.signs != other.signs {
            return false;
        }
        let shared = |one: &[u64], two: &[u64]| {
            let (few, many) = if one.len() <= two.len() { (one, two) } else { (two, one) };
            let common = few.iter().filter(|stem| many.binary_search(stem).is_ok()).count();
            (common, one.len() + two.len() - common)
        };
        let (common, all) = shared(&self.stems, &other.stems);
        let (joining, all_joining) = shared(&self.joining, &other.joining);
        let is_most = |common: usize, all: usize| 4 * common >= 3 * all;
        let is_alike =
            common == all || (is_most(common, all) && is_most(common + joining, all + all_joining));
        (is_alike && !self.is_told_apart(other)) || self.is_misspelt(other)
    }

    /// Whether two names are different on purpose, however alike their letters: members of a series, opposites, or names that
    /// differ in a sign or in an abbreviation alone.
    pub fn is_other_name(&self, other: &Wording) -> bool {
        self.signs != other.signs
            || self.is_told_apart(other)
            || self.only_difference(other).is_some_and(|(one, two)| is_other_word(one, two))
    }

    /// Whether two names are members of a series, or opposites.
    fn is_told_apart(&self, other: &Wording) -> bool {
        if self.only_difference(other).is_some_and(|(one, two)| is_opposite(one, two)) {
            return true;
        }
        self.telling() != other.telling()
    }

    /// The words that tell members of a series apart, sorted, each once.
    fn telling(&self) -> Vec<&str> {
        let words = self.words.iter().filter(|word| word.tells_apart);
        let mut telling: Vec<&str> = words.map(|word| &*word.folded).collect();
        telling.sort_unstable();
        telling.dedup();
        telling
    }

    /// Whether one name is the other misspelt: they are one without separators and accents, or have the same words but for
    /// one, which is the other's with a typo: a letter distance (Damerau) of at most 2, or 1 where the shorter word has less
    /// than six letters.
    pub fn is_misspelt(&self, other: &Wording) -> bool {
        self.signs == other.signs
            && (self.is_respelt(other)
                || self.only_difference(other).is_some_and(|(one, two)| is_typo(one, two)))
    }

    /// What lies between two names that are hardly two: they have the same letters, or differ in one letter of a word of at
    /// least five. A word that is another form of the other is no slip.
    pub fn slip<'w>(&'w self, other: &'w Wording) -> Option<Slip<'w>> {
        const FEWEST_LETTERS: usize = 5;
        if self.signs != other.signs {
            return None;
        }
        if self.is_respelt(other) {
            return Some(Slip::Spelling);
        }
        let (one, two) = self.only_difference(other)?;
        let shorter = one.chars().count().min(two.chars().count());
        let is_slip = shorter >= FEWEST_LETTERS
            && self.stems != other.stems
            && is_typo(one, two)
            && distance(one, two) == 1;
        if is_slip { Some(Slip::Letter(one, two)) } else { None }
    }

    /// The words as they are compared, in their order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &*word.folded)
    }

    /// Whether two names have the same letters in the same order, and the same numbers.
    fn is_respelt(&self, other: &Wording) -> bool {
        self.letters().eq(other.letters())
            && (self.words().eq(other.words()) || self.numbers().eq(other.numbers()))
    }

    /// The bytes of all words, one after another.
    pub(super) fn letters(&self) -> impl Iterator<Item = u8> {
        self.words().flat_map(str::bytes)
    }

    /// The numbers in all words.
    fn numbers(&self) -> impl Iterator<Item = &str> {
        let parts = self.words().flat_map(|word| word.split(|letter: char| !letter.is_numeric()));
        parts.filter(|part| !part.is_empty())
    }

    /// The words in which two names differ that have as many words and differ in one alone.
    fn only_difference<'w>(&'w self, other: &'w Wording) -> Option<(&'w str, &'w str)> {
        if self.words.len() != other.words.len() {
            return None;
        }
        let mut only = None;
        for (one, two) in self.words().zip(other.words()) {
            if one != two && only.replace((one, two)).is_some() {
                return None;
            }
        }
        only
    }

    /// How alike two names are, from 0 to 1, for choosing the nearest of several. Of long names the first letters count.
    pub fn likeness(&self, other: &Wording) -> f64 {
        likeness(&self.beginning(), &other.beginning())
    }

    /// Whether the [likeness](Wording::likeness) of two names is at least this. Looks first at what costs less: each edit
    /// changes the length by one at most, and the set of letters by two.
    pub fn is_like(&self, other: &Wording, least: f64) -> bool {
        let (one, two) = (self.beginning(), other.beginning());
        let (first, second) = (one.chars().count(), two.chars().count());
        let edits = ((1.0 - least) * first.max(second) as f64 + 1e-9).floor() as usize;
        first.abs_diff(second) <= edits
            && may_be_within(edits, letter_set(&one), letter_set(&two))
            && likeness(&one, &two) >= least
    }

    /// How many letters of the name are compared with those of another.
    pub fn compared_letters(&self) -> usize {
        let letters: usize = self.words().map(|word| word.chars().count()).sum();
        letters.min(MOST_LETTERS)
    }

    /// The words as one text, if it is long its first letters: to compare two texts takes time in proportion to the product
    /// of their lengths.
    fn beginning(&self) -> String {
        let mut text = String::new();
        let mut letters = 0;
        for word in self.words() {
            if letters >= MOST_LETTERS {
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            for letter in word.chars().take(MOST_LETTERS - letters) {
                text.push(letter);
                letters += 1;
            }
        }
        text
    }
}

/// How alike two texts are: the letter distance (Damerau) as a share of the longer one, from 1. What both begin and end with
/// is left aside, which changes no distance and is most of two long names that are nearly one.
fn likeness(one: &str, two: &str) -> f64 {
    let longest = one.chars().count().max(two.chars().count());
    if longest == 0 {
        return 1.0;
    }
    let same = |(one, two): (char, char)| if one == two { Some(one.len_utf8()) } else { None };
    let begun: usize = one.chars().zip(two.chars()).map_while(same).sum();
    let (one, two) = (&one[begun..], &two[begun..]);
    let ended: usize = one.chars().rev().zip(two.chars().rev()).map_while(same).sum();
    let distance = strsim::damerau_levenshtein(&one[..one.len() - ended], &two[..two.len() - ended]);
    1.0 - distance as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::NearIndex;

    fn near(one: &str, two: &str) -> bool {
        near_in(Language::English, one, two)
    }

    fn near_in(language: Language, one: &str, two: &str) -> bool {
        let reader = WordingReader::new(language);
        let (one, two) = (reader.read(&words(one)), reader.read(&words(two)));
        let index = NearIndex::new(vec![two.clone()]);
        assert_eq!(index.find(&one), if one.is_near(&two) { vec![0] } else { vec![] }, "the index agrees");
        one.is_near(&two)
    }

    /// The words of a name, whose signs here are these.
    fn words(name: &str) -> String {
        let apart = ["+", "#", "?", "<", ">"]
            .iter()
            .fold(name.to_lowercase(), |name, sign| name.replace(sign, &format!(" {sign} ")));
        apart.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_decide() {
        let alike = [
            ("Improvements initiatives", "Improvement initiatives"),
            (
                "knowledge and information about new and changed products and services",
                "knowledge and information about new and changed service components",
            ),
            ("Incident record", "Incidnet record"),
            ("Outage", "Outtage"),
            ("deployment", "depoyment"),
            ("SLA report", "SAL report"),
            ("Bug report", "Bugs report"),
            ("Contract anx agreement", "Contract and agreement"),
            ("abcdef", "abdcfe"),
            ("C++ plugin", "C++ plugins"),
            ("Amount < 500 approved", "Amount < 500 aproved"),
            ("Approved purchase order of the shop?", "Approved purchase order of the shop"),
            ("Email", "E mail"),
            ("P1 ticket", "P 1 ticket"),
            ("Change request", "Request for the change"),
            ("List of open orders", "List by open orders"),
        ];
        for (one, two) in alike {
            assert!(near(one, two), "{one}, {two}");
        }
        let different = [
            ("Incident record", "Problem record"),
            ("Cost", "Cast of"),
            ("service performance information", "product and service performance information"),
            ("cart", "crate"),
            ("Plan A", "Plan B"),
            ("P1 ticket", "P3 ticket"),
            ("HR", "PR"),
            ("SLA report", "OLA report"),
            ("Approved change", "Unapproved change"),
            (
                "Approved change request of the shop service desk",
                "Unapproved change request of the shop service desk",
            ),
            ("approved change of a service", "not approved change of a service"),
            ("Approved release 1 of the shop service", "Approved release 2 of the shop service"),
            ("C++ build", "C# build"),
            ("C++ build of the new plugin", "C build of the new plugin"),
            ("Release 1 0", "Release 10"),
            ("Phase II of the plan for the shop", "Phase III of the plan for the shop"),
            ("Import plan", "Export plan"),
            ("Approve", "Improve"),
            ("Trainer", "Trainee"),
            ("Amount < 500", "Amount > 500"),
            ("Bill for the work in the hall of the shop", "Note for the work in the hall of the shop"),
            ("List of the cost for the team", "List of the cost for the board"),
        ];
        for (one, two) in different {
            assert!(!near(one, two), "{one}, {two}");
        }
        let reader = WordingReader::new(Language::English);
        assert!(!reader.read("amount < 500").is_misspelt(&reader.read("amount > 500")));
    }

    #[test]
    fn every_language_has_its_endings() {
        let alike = [
            (Language::German, "Genehmigte Bestellungen des Kunden", "Genehmigte Bestellung des Kunden"),
            (Language::German, "Zahlungsaufforderung", "Zahlungs aufforderung"),
            (Language::German, "Geprüfte Änderungsanträge", "Gepruefter Aenderungsantrag"),
            (Language::French, "Demandes approuvées", "Demande approuvée"),
            (Language::French, "Réclamation", "Reclamation"),
            (Language::Spanish, "Solicitudes aprobadas", "Solicitud aprobada"),
            (Language::Russian, "Утверждённая заявка", "Утвержденная заявка"),
            (Language::Russian, "Проверенные заявки", "Проверенная заявка"),
            (Language::Turkish, "Onaylanmış talepler", "Onaylanmış talep"),
            (Language::Turkish, "İstek kaydı", "istek kaydi"),
            (Language::English, "批准的变更", "批准的更变"),
        ];
        for (language, one, two) in alike {
            assert!(near_in(language, one, two), "{one}, {two}");
        }
        let different = [
            (Language::German, "Anmeldung", "Abmeldung"),
            (Language::German, "Genehmigter Antrag", "Ungenehmigter Antrag"),
            (Language::German, "Genehmigter Antrag des Kunden", "Nicht genehmigter Antrag des Kunden"),
            (Language::Spanish, "Importación", "Exportación"),
            (Language::Russian, "Вход", "Выход"),
            (Language::Russian, "Утверждённая заявка", "Неутверждённая заявка"),
            (Language::Turkish, "Onaylanmış talep", "Onaylanmamış talep"),
            (Language::Turkish, "Onaylı", "Onaysız"),
            (Language::English, "已批准变更请求", "未批准变更请求"),
            (Language::English, "入库单据", "出库单据"),
            (Language::English, "Проверенные заявки", "Проверенная заявка"),
        ];
        for (language, one, two) in different {
            assert!(!near_in(language, one, two), "{one}, {two}");
        }
    }

    #[test]
    fn a_sign_is_neither_letter_mark_nor_digit() {
        assert!(is_sign("+") && is_sign("\u{1f680}") && !is_sign("and") && !is_sign("1"));
    }
}

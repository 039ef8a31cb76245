//! When two names are the same, and when their words nearly agree.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Point 1: what cannot be seen.
const UNSEEN: [(u32, u32); 10] = [
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
];

/// Point 6: the punctuation that is a sign.
const SIGNS: &str = "#%*@!?§¶†‡‰‱′‵※‽⁂⁎⁑؟٪؉؊٭՜՞፧";

/// Point 7: the symbols that only separate.
const SEPARATORS: &str = "|¦`⁄∕";

/// The words of a name, as "When two names are one" says; none for a name without letter and digit.
pub fn words(name: &str) -> Vec<String> {
    // Point 1.
    let seen: String = name.chars().filter(|&letter| !is_unseen(letter)).collect();
    // Point 2, the accent of point 3 first: nothing is left of it in the normal form.
    let mut apart = String::new();
    for letter in seen.nfc() {
        let normal = letter.to_string().nfkc().collect::<String>();
        let turned = is_in(letter, GeneralCategoryGroup::Symbol) && normal != letter.to_string();
        match letter {
            '´' => {}
            _ if turned || normal.contains('⁄') => apart.push_str(&format!(" {letter} ")),
            _ => apart.push(letter),
        }
    }
    let normal = apart.nfkc().collect::<String>();
    let folded = unicase::UniCase::unicode(normal).to_folded_case().nfkc().collect::<String>();
    let mut plain = String::new();
    for letter in folded.chars() {
        match letter {
            '\'' | '’' | 'ʼ' => {}
            '&' => plain.push_str(" and "),
            _ if is_of_a_word(letter) => plain.push(letter),
            _ if separates(letter) => plain.push(' '),
            _ => plain.push_str(&format!(" {letter} ")),
        }
    }
    let named = plain.chars().any(|letter| {
        is_in(letter, GeneralCategoryGroup::Letter) || is_in(letter, GeneralCategoryGroup::Number)
    });
    if named {
        plain.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

fn is_in(letter: char, group: GeneralCategoryGroup) -> bool {
    letter.general_category_group() == group
}

fn is_unseen(letter: char) -> bool {
    UNSEEN.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(letter)))
}

fn is_of_a_word(letter: char) -> bool {
    use GeneralCategoryGroup::{Letter, Mark, Number};
    [Letter, Mark, Number].into_iter().any(|group| is_in(letter, group))
}

fn separates(letter: char) -> bool {
    use GeneralCategoryGroup::{Punctuation, Separator};
    SEPARATORS.contains(letter)
        || is_in(letter, Separator)
        || letter.general_category() == GeneralCategory::Control
        || is_in(letter, Punctuation) && !SIGNS.contains(letter)
}

/// The signs of a name, in their order.
fn signs(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| !word.starts_with(is_of_a_word)).collect()
}

/// Two names are the same when their words are the same.
pub fn key(name: &str) -> String {
    words(name).join(" ")
}

/// Whether two names nearly agree, in English.
pub fn nearly_agree(one: &str, other: &str) -> bool {
    nearly_agree_in("en", one, other)
}

/// Whether two names nearly agree, whose words have the endings of this language: section "Misnamed".
pub fn nearly_agree_in(language: &str, one: &str, other: &str) -> bool {
    let (one, other) = (Compared::new(language, one), Compared::new(language, other));
    if one.signs() != other.signs() {
        return false;
    }
    if one.is_respelt(&other) || one.is_misspelt(&other) {
        return true;
    }
    let is_most = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.intersection(those).count() * 4 >= these.union(those).count() * 3
    };
    (one.telling == other.telling
        || is_most(&one.telling, &other.telling) && is_most(&one.stems, &other.stems))
        && !one.is_told_apart(&other)
}

/// Whether two names differ in separators, accents or the letters of one word only.
pub fn is_typo(one: &str, other: &str) -> bool {
    let (one, other) = (Compared::new("en", one), Compared::new("en", other));
    one.signs() == other.signs() && (one.is_respelt(&other) || one.is_misspelt(&other))
}

/// What lies between two names that look alike.
pub enum Slip {
    /// Separators or accents alone.
    Spelling,
    /// One letter of a word: this in one, that in the other.
    Letter(String, String),
}

/// Section "Look-alike names", the third point.
pub fn slip(one: &str, other: &str) -> Option<Slip> {
    let (one, other) = (compared(one), compared(other));
    let count = |word: &str| word.chars().count();
    if one.signs() != other.signs() {
        return None;
    }
    if one.is_respelt(&other) && one.whole.concat() == other.whole.concat() {
        return (count(&one.words.concat()) >= 5).then_some(Slip::Spelling);
    }
    let (word, changed) = one.only_difference(&other)?;
    let places_of_marks =
        |name: &Compared| name.whole.iter().map(|word| is_mark(word)).collect::<Vec<bool>>();
    let is_slip = places_of_marks(&one) == places_of_marks(&other)
        && one.is_misspelt(&other)
        && count(word).min(count(changed)) >= 5
        && strsim::damerau_levenshtein(word, changed) == 1
        && one.stems != other.stems;
    is_slip.then(|| Slip::Letter(word.to_owned(), changed.to_owned()))
}

/// The words of a name as they are compared.
pub fn compared_words(name: &str) -> Vec<String> {
    compared(name).words.clone()
}

thread_local! {
    /// Names that were read before: every name is held against every other.
    static COMPARED: RefCell<HashMap<String, Rc<Compared>>> = RefCell::default();
}

fn compared(name: &str) -> Rc<Compared> {
    COMPARED.with_borrow_mut(|known| {
        let read = || Rc::new(Compared::new("en", name));
        Rc::clone(known.entry(name.to_owned()).or_insert_with(read))
    })
}

/// A name as it is compared with others.
struct Compared {
    /// Without accents, exclamation and question marks.
    words: Vec<String>,
    /// What is left of each without its ending.
    stems: BTreeSet<String>,
    /// The same without those of words that only join others, unless there are no others.
    telling: BTreeSet<String>,
    /// All words, without accents.
    whole: Vec<String>,
}

impl Compared {
    fn new(language: &str, name: &str) -> Compared {
        let whole = words(name);
        let words: Vec<&String> = whole.iter().filter(|word| !is_mark(word)).collect();
        let stemmer = Stemmer::create(algorithm(language));
        let stem = |word: &&String| {
            if !word.starts_with(is_of_a_word) {
                return (*word).clone();
            }
            let stem = without_accents(&stemmer.stem(word));
            if language == "de" {
                stem.replace("ae", "a").replace("oe", "o").replace("ue", "u")
            } else {
                stem
            }
        };
        let plain =
            |word: &String| if word.starts_with(is_of_a_word) { without_accents(word) } else { word.clone() };
        let stems: BTreeSet<String> = words.iter().map(stem).collect();
        let telling: BTreeSet<String> = words.iter().filter(|word| !is_function(word)).map(stem).collect();
        let telling = if telling.is_empty() { stems.clone() } else { telling };
        let words = words.into_iter().map(plain).collect();
        Compared { stems, telling, words, whole: whole.iter().map(plain).collect() }
    }

    fn signs(&self) -> Vec<&String> {
        signs(&self.words)
    }

    /// The same letters, numbers and signs: no number is put together of two.
    fn is_respelt(&self, other: &Compared) -> bool {
        let numbers = |name: &Compared| {
            let apart: String =
                name.words.join(" ").chars().map(|c| if c.is_numeric() { c } else { ' ' }).collect();
            apart.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        self.words.concat() == other.words.concat() && numbers(self) == numbers(other)
    }

    /// The words in which two names differ, if that is one word in each, at the same place.
    fn only_difference<'a>(&'a self, other: &'a Compared) -> Option<(&'a str, &'a str)> {
        if self.words.len() != other.words.len() {
            return None;
        }
        let pairs = self.words.iter().zip(&other.words);
        let different: Vec<(&String, &String)> = pairs.filter(|(one, other)| one != other).collect();
        match different[..] {
            [(one, other)] => Some((one, other)),
            _ => None,
        }
    }

    /// Members of a series, or opposites.
    fn is_told_apart(&self, other: &Compared) -> bool {
        let only = |here: &Compared, there: &Compared| {
            here.words.iter().any(|word| is_series_or_negation(word) && !there.words.contains(word))
        };
        let differ = self.only_difference(other).is_some_and(|(one, other)| is_opposite(one, other));
        differ || only(self, other) || only(other, self)
    }

    /// The same words but for one, which differs in a few letters only.
    fn is_misspelt(&self, other: &Compared) -> bool {
        let Some((one, other)) = self.only_difference(other) else { return false };
        if is_series_or_negation(one) || is_series_or_negation(other) || is_opposite(one, other) {
            return false;
        }
        let sorted = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort();
            letters
        };
        let shorter = one.chars().count().min(other.chars().count());
        let either = |holds: &dyn Fn(&str) -> bool| holds(one) || holds(other);
        let is_abbreviation = shorter <= 3 && !either(&is_function);
        if (is_abbreviation || either(&|word| word.contains(is_nearly_a_word)))
            && sorted(one) != sorted(other)
        {
            return false;
        }
        strsim::damerau_levenshtein(one, other) <= if shorter < 6 { 1 } else { 2 }
    }
}

fn is_mark(word: &str) -> bool {
    word == "!" || word == "?"
}

/// A word that says how others hang together.
fn is_function(word: &str) -> bool {
    "and the for of to in on by".split(' ').any(|known| known == word)
}

fn algorithm(language: &str) -> Algorithm {
    match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => Algorithm::English,
    }
}

/// A word whose letters have no accents.
fn without_accents(word: &str) -> String {
    let letters = [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ø", "oe"),
        ("å", "aa"),
        ("ß", "ss"),
        ("ı", "i"),
        ("ł", "l"),
    ];
    let mut plain: String = word.nfc().collect();
    for (letter, instead) in letters {
        plain = plain.replace(letter, instead);
    }
    let is_accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    plain.nfd().filter(|letter| !is_accent(letter)).nfc().collect()
}

/// Chinese, Japanese and Korean letters.
fn is_nearly_a_word(letter: char) -> bool {
    let blocks = [0x3040..=0x30FF, 0x3400..=0x9FFF, 0xAC00..=0xD7AF, 0xF900..=0xFAFF, 0x20000..=0x3FFFF];
    blocks.iter().any(|block| block.contains(&u32::from(letter)))
}

/// A number, a single letter, a word of negation.
fn is_series_or_negation(word: &str) -> bool {
    const NEGATIONS: &str =
        "not no non without un nicht kein keine ohne pas sans sin senza nao sem не нет без degil olmayan";
    NEGATIONS.split(' ').any(|negation| negation == word)
        || word.chars().count() == 1
        || word.contains(char::is_numeric)
        || word.chars().all(|letter| "ivx".contains(letter))
}

/// Whether two words are the same but for a beginning or an ending that makes another word of it.
fn is_opposite(a: &str, b: &str) -> bool {
    const ONE: &str = "un non in im ir il dis re de des mis ent не 未 不 非 无 再";
    const TWO: &str = "in/ex im/ex in/de en/de in/out up/down pre/post ap/im an/ab zu/ab ein/aus в/вы при/у";
    const ENDINGS: &str = "er/ee or/ee li/siz lu/suz mis/mamis mis/memis";
    let halves = |pairs: &'static str| pairs.split(' ').filter_map(|pair| pair.split_once('/'));
    let either = |holds: &dyn Fn(&str, &str) -> bool| holds(a, b) || holds(b, a);
    let is_rest = |rest: &str| !rest.is_empty();
    ONE.split(' ').any(|prefix| either(&|a, b| a == format!("{prefix}{b}") && is_rest(b)))
        || halves(TWO).any(|(one, two)| {
            either(&|a, b| {
                a.strip_prefix(one).is_some_and(|rest| is_rest(rest) && b == format!("{two}{rest}"))
            })
        })
        || halves(ENDINGS).any(|(one, two)| {
            either(&|a, b| {
                a.strip_suffix(one).is_some_and(|rest| is_rest(rest) && b == format!("{rest}{two}"))
            })
        })
}

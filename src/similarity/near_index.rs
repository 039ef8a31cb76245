//! Many names, arranged so that those near a given one are found without looking at all of them.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::typo::{LONGEST_WORD, letter_set, may_be_within, tolerance};
use super::word::Word;
use super::wording::Wording;

/// So few names are looked at one by one, and for so few words a list of many is.
const FEW: usize = 32;

/// At most so many names are looked at for one.
const MAX_NAMES: usize = 512;

/// In a longer list words are always found by their forms, the nearest first, and no more than [`MAX_NAMES`] of them.
const MANY: usize = 2048;

/// Words are arranged by so many of their first letters.
const LETTERS_OF_FORMS: usize = 24;

/// The most edits that any [`tolerance`] allows.
const MAX_EDITS: usize = tolerance(usize::MAX);

/// Many names, arranged so that those near a given one are found without looking at all.
///
/// Near names have one of three things in common. Where three quarters of the stems are shared, so is one of the rarest
/// quarter (and one more). Where one word has a typo, so are all the others. Else they have the same letters.
#[derive(Debug, Default)]
pub struct NearIndex {
    wordings: Vec<Wording>,
    /// In how many names each stem stands.
    counts: FxHashMap<u64, u32>,
    /// Names by their rarest stems.
    by_stem: Postings,
    /// Names by all their words but one, each with the letters of that one.
    by_rest: Postings,
    /// Names by all their letters.
    by_letters: Postings,
    /// Where many names share all their words but one: the same by that one with letters left out.
    by_form: RefCell<FxHashMap<u64, Forms>>,
}

/// Names that share all their words but one, by the forms of that one: arranged once they are asked for often. Two words
/// within a letter distance of two have a common form with at most two letters less (Garbe's symmetric deletion), and so
/// have their beginnings.
#[derive(Debug, Default)]
struct Forms {
    times: usize,
    forms: Option<Postings>,
}

/// Positions of names by a key, in one sorted list.
#[derive(Debug, Default)]
struct Postings {
    sorted: Vec<Posting>,
    /// Where those begin whose keys have the same first `bits`, by these; and the end. To search the whole list would wait
    /// for memory at each step.
    starts: Vec<usize>,
    bits: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    key: u64,
    at: u32,
    /// The letters of the word that the key leaves out, if it does.
    letters: u32,
}

impl Postings {
    fn sorted(mut postings: Vec<Posting>) -> Postings {
        for posting in &mut postings {
            posting.key = spread(posting.key);
        }
        postings.sort_unstable();
        postings.dedup();
        postings.shrink_to_fit();
        // About four postings to a part.
        let bits = (postings.len() / 4).checked_ilog2().unwrap_or_default();
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (at, posting) in postings.iter().enumerate() {
            while starts.len() <= part(posting.key, bits) {
                starts.push(at);
            }
        }
        starts.resize((1 << bits) + 1, postings.len());
        Postings { sorted: postings, starts, bits }
    }

    /// The postings with this key, in the order of the names.
    fn of(&self, key: u64) -> &[Posting] {
        let key = spread(key);
        let part = part(key, self.bits);
        let (Some(&start), Some(&end)) = (self.starts.get(part), self.starts.get(part + 1)) else {
            return &[];
        };
        let within = &self.sorted[start..end];
        let rest = &within[within.partition_point(|posting| posting.key < key)..];
        &rest[..rest.partition_point(|posting| posting.key == key)]
    }

    /// The names whose word has a form in common with `word`, in their order; if there are more, only `most` of them,
    /// those first that have more letters in common.
    fn with_form_of(&self, word: &str, most: usize) -> Vec<usize> {
        let mut found = FxHashSet::default();
        let forms = forms_of(word);
        for posting in forms.into_iter().flat_map(|form| self.of(form)) {
            if found.len() >= most {
                break;
            }
            found.insert(posting.at as usize);
        }
        let mut found: Vec<usize> = found.into_iter().collect();
        found.sort_unstable();
        found
    }
}

impl NearIndex {
    /// Arranges `wordings`, of which there are less than 2^32; results are their positions.
    pub fn new(wordings: Vec<Wording>) -> NearIndex {
        if wordings.len() <= FEW {
            return NearIndex { wordings, ..NearIndex::default() };
        }
        let mut counts = FxHashMap::default();
        for &stem in wordings.iter().flat_map(|wording| &wording.stems) {
            *counts.entry(stem).or_default() += 1;
        }
        let (mut by_stem, mut by_rest, mut by_letters) = (Vec::new(), Vec::new(), Vec::new());
        for (at, wording) in (0u32..).zip(&wordings) {
            let posting = |key| Posting { key, at, letters: 0 };
            by_stem.extend(rarest(&counts, wording).into_iter().map(posting));
            by_letters.push(posting(letters_hash(wording)));
            for (left_out, key) in rests(wording) {
                by_rest.push(Posting { letters: wording.words[left_out].letters, ..posting(key) });
            }
        }
        NearIndex {
            wordings,
            counts,
            by_stem: Postings::sorted(by_stem),
            by_rest: Postings::sorted(by_rest),
            by_letters: Postings::sorted(by_letters),
            by_form: RefCell::default(),
        }
    }

    /// Positions of the names that nearly agree with `wording`, in order. Should very many have something in common with
    /// it, only those are looked at that share what is rarest, and of these the first: the same whatever was asked before.
    pub fn find(&self, wording: &Wording) -> Vec<usize> {
        if self.wordings.len() <= FEW {
            return (0..self.wordings.len()).filter(|&at| self.wordings[at].is_near(wording)).collect();
        }
        let mut lists = vec![self.by_letters.of(letters_hash(wording))];
        for stem in rarest(&self.counts, wording) {
            lists.push(self.by_stem.of(stem));
        }
        lists.sort_by_key(|list| list.len());
        let mut found: Vec<usize> =
            lists.into_iter().flatten().take(MAX_NAMES).map(|posting| posting.at as usize).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| self.wordings[at].is_near(wording));
        for (left_out, key) in rests(wording) {
            if found.len() >= MAX_NAMES {
                break;
            }
            self.with_rest(wording, left_out, key, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The name at this position.
    pub fn wording(&self, at: usize) -> &Wording {
        &self.wordings[at]
    }

    /// Adds the names with all the words of `wording` but the one at `left_out`, which is that of `wording` with a typo.
    /// `key` is that of the other words.
    fn with_rest(&self, wording: &Wording, left_out: usize, key: u64, found: &mut Vec<usize>) {
        let word = &wording.words[left_out].folded;
        for at in self.with_similar_word(word, left_out, key) {
            if found.len() >= MAX_NAMES {
                break;
            }
            if self.wordings[at].is_misspelt(wording) {
                found.push(at);
            }
        }
    }

    /// The names with the key `key`, and in them a word at `position` that may be `word` with a typo, in their order.
    fn with_similar_word(&self, word: &str, position: usize, key: u64) -> Vec<usize> {
        let list = self.by_rest.of(key);
        let mut found = Vec::new();
        if list.len() > FEW {
            let mut by_form = self.by_form.borrow_mut();
            let asked = by_form.entry(key).or_default();
            asked.times += 1;
            if asked.times > FEW || list.len() > MANY {
                let most = if list.len() > MANY { MAX_NAMES } else { MANY };
                return asked
                    .forms
                    .get_or_insert_with(|| self.forms(position, list))
                    .with_form_of(word, most);
            }
        }
        let letters = letter_set(word);
        for posting in list {
            if may_be_within(MAX_EDITS, letters, posting.letters) {
                found.push(posting.at as usize);
            }
        }
        found
    }

    /// The names in `list` by the forms of their word at `position`.
    fn forms(&self, position: usize, list: &[Posting]) -> Postings {
        let mut forms = Vec::new();
        for &posting in list {
            let Some(word) = self.wordings[posting.at as usize].words.get(position) else { continue };
            for key in forms_of(&word.folded) {
                forms.push(Posting { key, ..posting });
            }
        }
        Postings::sorted(forms)
    }
}

/// A key whose first bits differ wherever keys do: another for each.
fn spread(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The first `bits` of a key, as a number.
fn part(key: u64, bits: u32) -> usize {
    key.checked_shr(u64::BITS - bits).unwrap_or_default() as usize
}

/// The stems of a name of which another has to have one at least, to share three quarters of all with it: the rarest,
/// in an order that is the same for all names.
fn rarest(counts: &FxHashMap<u64, u32>, wording: &Wording) -> Vec<u64> {
    let mut stems = wording.stems.clone();
    stems.sort_by_cached_key(|stem| (counts.get(stem).copied().unwrap_or(0), *stem));
    stems.truncate(stems.len() - (3 * stems.len()).div_ceil(4) + 1);
    stems
}

/// For each word of a name that may have a typo its position and a key of all the others. The keys of one name take time in
/// proportion to its length: each word adds to them for itself.
fn rests(wording: &Wording) -> impl Iterator<Item = (usize, u64)> {
    let mut all = 0u64;
    let mut own = Vec::with_capacity(wording.words.len());
    for (position, word) in wording.words.iter().enumerate() {
        let mut hasher = FxHasher::default();
        (position, word.hash).hash(&mut hasher);
        own.push(hasher.finish());
        all = all.wrapping_add(hasher.finish());
    }
    let may_be_misspelt = |word: &Word| !word.tells_apart && word.folded.len() <= 4 * LONGEST_WORD;
    let left_out = (0..own.len()).filter(move |&left_out| may_be_misspelt(&wording.words[left_out]));
    left_out.map(move |left_out| {
        let mut hasher = FxHasher::default();
        (left_out, own.len(), all.wrapping_sub(own[left_out])).hash(&mut hasher);
        (left_out, hasher.finish())
    })
}

/// A hash of the letters of all words.
fn letters_hash(wording: &Wording) -> u64 {
    let mut hasher = FxHasher::default();
    for letter in wording.letters() {
        hasher.write_u8(letter);
    }
    hasher.finish()
}

/// Hashes of the beginning of a word, in every form with as many letters less as the [`tolerance`] allows, those with
/// most letters first.
fn forms_of(word: &str) -> Vec<u64> {
    let letters: Vec<char> = word.chars().collect();
    let edits = tolerance(letters.len());
    let letters = &letters[..letters.len().min(LETTERS_OF_FORMS)];
    let mut forms = vec![form_hash(letters)];
    let mut least = Vec::new();
    for first in 0..letters.len() {
        let mut less = letters.to_vec();
        less.remove(first);
        forms.push(form_hash(&less));
        if edits < MAX_EDITS {
            continue;
        }
        for second in first..less.len() {
            let mut letters = less.clone();
            letters.remove(second);
            least.push(form_hash(&letters));
        }
    }
    forms.append(&mut least);
    forms
}

fn form_hash(form: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    form.hash(&mut hasher);
    hasher.finish()
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::{Language, WordingReader};

    #[test]
    fn many_alike_names_hide_none_that_is_near() {
        let reader = WordingReader::new(Language::English);
        let names = |last: &str| ["alpha", "bravo"].map(|first| format!("{first} till order {last}"));
        // No more are near than are ever looked at.
        let letters = 'a'..='p';
        let words =
            letters.clone().flat_map(|one| letters.clone().map(move |two| format!("purcha{one}{two}")));
        let wordings: Vec<_> = words.flat_map(|word| names(&word)).map(|name| reader.read(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in
            ["alpha till order purchase", "bravo till order purhcas", "alpha till orders", "bravo order"]
        {
            let wording = reader.read(name);
            let near = |at: &usize| wordings[*at].is_near(&wording);
            let all: Vec<usize> = (0..wordings.len()).filter(near).collect();
            // The first time one by one, later through forms.
            for _ in 0..=FEW {
                assert_eq!(index.find(&wording), all, "{name}");
            }
        }
    }

    #[test]
    fn many_names_that_differ_in_their_last_word_hide_none_either() {
        let reader = WordingReader::new(Language::English);
        // The rarest stem of two is that of the last word, so that nothing is found but by the first.
        let letters = 'a'..='p';
        let ends = letters.clone().flat_map(|one| letters.clone().map(move |two| format!("{one}{two}")));
        let names = ends.flat_map(|end| ["purcha", "cr"].map(|start| format!("order {start}{end}")));
        let wordings: Vec<_> = names.map(|name| reader.read(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in ["order purchase", "order purhcaab", "order purchbcd", "order crat", "order drca"] {
            let wording = reader.read(name);
            let all: Vec<usize> =
                (0..).zip(&wordings).filter(|(_, other)| other.is_near(&wording)).map(|(at, _)| at).collect();
            assert!(!all.is_empty(), "{name}");
            for time in 0..=FEW + 1 {
                assert_eq!(index.find(&wording), all, "{name}, {time}");
            }
        }
    }
}

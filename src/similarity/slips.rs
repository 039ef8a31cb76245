//! Pairs of names that one slip of the pen lies between, among many, without a look at all pairs.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::fold::fold;

/// Names with fewer letters are told apart by a single one.
const FEWEST_LETTERS: usize = 5;

/// A name is held against so many others with the same half, the latest ones.
const MOST_ALIKE: usize = 32;

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// Pairs of positions of those among `names`, each given as its words, whose letters are the same or differ by one slip: a
/// letter too many, too few or another, or two swapped. Separators and accents do not count. The smaller position comes first.
///
/// One slip leaves one half of a name as it was. So names are listed by both halves, and held only against those that share
/// one: in proportion to their number.
pub fn slips(names: &[String]) -> Vec<(usize, usize)> {
    let mut letters: Vec<char> = Vec::new();
    let mut ends: Vec<usize> = Vec::with_capacity(names.len() + 1);
    let mut heads: FxHashMap<u64, u32> = FxHashMap::default();
    let mut chains: Vec<(usize, u32)> = Vec::new();
    let mut pairs = Vec::new();
    ends.push(0);
    for (at, name) in names.iter().enumerate() {
        let start = letters.len();
        letters.extend(fold(name).chars().filter(|&letter| letter != ' '));
        ends.push(letters.len());
        let own = &letters[start..];
        if own.len() < FEWEST_LETTERS {
            continue;
        }
        for key in halves(own) {
            let head = heads.entry(key).or_insert(NONE);
            let mut next = *head;
            for _ in 0..MOST_ALIKE {
                let Some(&(other, after)) = chains.get(next as usize) else { break };
                if other != at && is_one_slip(&letters[ends[other]..ends[other + 1]], own) {
                    pairs.push((other, at));
                }
                next = after;
            }
            let link = u32::try_from(chains.len()).unwrap_or(NONE);
            chains.push((at, *head));
            *head = link;
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Hashes of both halves of a name, each with a letter less as well: another name may be shorter.
fn halves(letters: &[char]) -> [u64; 4] {
    let mut keys = [0; 4];
    for (at, key) in keys.iter_mut().enumerate() {
        let length = (letters.len() - 1 - at % 2) / 2;
        let half = if at < 2 { &letters[..length] } else { &letters[letters.len() - length..] };
        let mut hasher = FxHasher::default();
        (at < 2, half).hash(&mut hasher);
        *key = hasher.finish();
    }
    keys
}

/// Whether one slip at most lies between two rows of letters.
fn is_one_slip(one: &[char], other: &[char]) -> bool {
    let shorter = one.len().min(other.len());
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let rest = shorter - same;
    let behind =
        one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    match (&one[same..one.len() - behind], &other[same..other.len() - behind]) {
        ([] | [_], [] | [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_slip_is_found_and_no_other() {
        let name = "change request of größe";
        let mut names =
            vec![name.to_owned(), "cost report".to_owned(), "change requests of groesser".to_owned()];
        let right: Vec<char> = "change request of groesse".chars().collect();
        for at in 0..right.len() - 1 {
            let mut changed = [right.clone(), right.clone(), right.clone(), right.clone()];
            changed[0].remove(at);
            changed[1].insert(at, 'z');
            changed[2][at] = 'y';
            changed[3].swap(at, at + 1);
            names.extend(changed.map(|letters| letters.into_iter().collect::<String>()));
        }
        for (at, other) in names.iter().enumerate().skip(3) {
            let found = slips(&[name.to_owned(), other.clone()]);
            assert_eq!(found, vec![(0, 1)], "{at}: {other}");
        }
        assert_eq!(slips(&names[..3]), vec![]);
        assert_eq!(slips(&["case".to_owned(), "care".to_owned()]), vec![]);
    }
}

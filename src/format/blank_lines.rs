//! Where empty lines stand.

use crate::format::outline::{Element, ElementKind};

/// Before which elements: where the author left one or more, and around blocks; never at either end of a block, nor
/// between an `@allow` and what it is about.
pub(super) fn before(elements: &[Element]) -> Vec<bool> {
    let mut blanks: Vec<bool> = elements.iter().map(|element| element.blank).collect();
    for (at, pair) in elements.windows(2).enumerate() {
        let (before, element) = (pair[0].kind, pair[1].kind);
        let is_apart = before == ElementKind::Close && element != ElementKind::Verbatim;
        if element == ElementKind::Opening || (is_apart && element != ElementKind::Close) {
            let first = above(elements, &blanks, at + 1);
            blanks[first] = true;
        }
    }
    for (at, blank) in blanks.iter_mut().enumerate() {
        let before = at.checked_sub(1).map(|before| elements[before].kind);
        let is_first = matches!(before, None | Some(ElementKind::Opening));
        *blank &= !is_first && before != Some(ElementKind::Allow) && elements[at].kind != ElementKind::Close;
    }
    blanks
}

/// The first of the comments and `@allow`s that belong to the element at `at`, or else that.
fn above(elements: &[Element], blanks: &[bool], at: usize) -> usize {
    let belongs = |&before: &usize| {
        // No empty line stays behind an `@allow`, so one that is there does not part it from what it is about.
        match elements[before].kind {
            ElementKind::Allow => true,
            ElementKind::Comment => !blanks[before + 1],
            _ => false,
        }
    };
    (0..at).rev().take_while(belongs).last().unwrap_or(at)
}

//! Two letters swapped in a name.

use vsdlint::syntax::words::normalize_written;
use vsdlint::syntax::{Keyword, StatementId, TermId};

use super::{DECLARED, END, IN, ITEM, LISTED, RUN, Site};
use crate::fault::{Fault, Judged};

/// `written` with two neighbouring letters swapped, in every way that gives another name.
pub fn swaps(written: &str) -> Vec<String> {
    let words = |text: &str| {
        let mut words = String::new();
        normalize_written(text, &mut words);
        words
    };
    let letters: Vec<char> = written.chars().collect();
    let is_letter = |letter: char| letter.is_alphanumeric();
    let swapped =
        (1..letters.len()).filter(|&at| is_letter(letters[at - 1]) && is_letter(letters[at])).map(|at| {
            let mut letters = letters.clone();
            letters.swap(at - 1, at);
            letters.into_iter().collect::<String>()
        });
    swapped.filter(|other| words(other) != words(written)).collect()
}

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.statements() {
        let keyword = site.keyword(statement);
        let is_top = site.parent(statement).is_none();
        for term in site.tree.terms_of(statement) {
            if site.tree[term].symbol().is_none() {
                continue;
            }
            let is_subject = site.tree.subjects(statement).contains(term);
            let (kind, judged) = match keyword {
                Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome if is_subject => {
                    (ITEM, Judged::Reading)
                }
                Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome => {
                    (END, Judged::Reading)
                }
                Keyword::Step if site.tree.runs(statement) == Some(term) => (RUN, Judged::Reading),
                Keyword::Step if site.tree.clause(statement).contains(term) => (IN, Judged::Reading),
                Keyword::Practice | Keyword::Role if is_top => (DECLARED, used(site, statement, term)),
                Keyword::Practice => (LISTED, Judged::Always),
                Keyword::Accountable | Keyword::Responsible | Keyword::Consulted | Keyword::Informed => {
                    (LISTED, roles(site))
                }
                Keyword::Item if site.tree.clause(statement).contains(term) => (ITEM, Judged::Reading),
                Keyword::Organisation => (DECLARED, Judged::Never),
                Keyword::Uses => continue,
                _ => (DECLARED, Judged::Reading),
            };
            let span = site.term(term);
            for other in swaps(site.slice(span)) {
                faults.push(Fault::new(kind, site.file, span.range(), other).judged(judged));
            }
        }
    }
}

/// A role that is used must be declared, if any is.
fn roles(site: &Site<'_>) -> Judged {
    let declares =
        site.project.trees.iter().any(|tree| tree.top().any(|at| tree[at].keyword == Keyword::Role));
    if declares { Judged::Always } else { Judged::Never }
}

/// A declared practice or role has to be called so where it is used.
fn used(site: &Site<'_>, statement: StatementId, term: TermId) -> Judged {
    let words = |text: &str| {
        let mut words = String::new();
        normalize_written(text, &mut words);
        words
    };
    let own = words(site.slice(site.term(term)));
    let is_used = site.project.trees.iter().enumerate().any(|(file, tree)| {
        tree.ids().filter(|&at| (file, at) != (site.file, statement)).any(|at| {
            let lists = matches!(
                tree[at].keyword,
                Keyword::Practice
                    | Keyword::Accountable
                    | Keyword::Responsible
                    | Keyword::Consulted
                    | Keyword::Informed
            );
            lists && tree.subjects(at).any(|term| words(site.project.slice(file, tree[term].span)) == own)
        })
    });
    if is_used { Judged::Always } else { Judged::Never }
}

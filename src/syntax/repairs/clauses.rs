//! Edits for clauses as plain English has them: `for the customer`, `from A or B`, `in obtain/build`, and clauses out of order.

use super::line::Line;
use super::names;
use super::{Repair, Wording};
use crate::syntax::keyword::{ACTIVITIES, Context, Keyword, Preposition};
use crate::syntax::token::{Kind, reserved};
use crate::syntax::words::normalize;

/// Edits of `line` as a whole.
pub(super) fn repairs(line: &Line<'_>) -> Vec<Repair> {
    let Some(keyword) = line.keyword() else { return Vec::new() };
    let words = words(line.code);
    let edits =
        [activity(line, keyword, &words), missing_in(line, keyword, &words), order(line, keyword, &words)];
    edits.into_iter().flatten().collect()
}

/// Edits of single words in `row`, in the order of the line.
pub(super) fn slips(line: &Line<'_>, row: &[(usize, usize)]) -> Vec<Repair> {
    let mut slips = Vec::new();
    for at in 0..row.len() {
        slips.extend(beneficiary(line, row[at]));
        slips.extend(article(line, row, at));
        slips.extend(choice_of_ends(line, row[at]));
        slips.extend(second_joint(line, row[at]));
    }
    slips
}

/// What is handed on goes `to` somebody, not `for` him.
fn beneficiary(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    let gives = matches!(line.keyword(), Some(Keyword::Output | Keyword::Outcome));
    if &line.code[from..to] != "for" || !gives {
        return None;
    }
    if words(line.code).iter().any(|&(from, to)| &line.code[from..to] == "to") {
        return None;
    }
    Some(line.repair((from, to), "to", Wording::own("`for` is no keyword", "write `to`")))
}

/// `the`, `a` or `an` before a name.
fn article(line: &Line<'_>, row: &[(usize, usize)], at: usize) -> Option<Repair> {
    let (from, to) = row[at];
    let written = &line.code[from..to];
    if !matches!(written, "the" | "a" | "an") || names::is_known(line.source, written) {
        return None;
    }
    let behind = line.code[to..].trim_start_matches([' ', '\t']);
    let next = row.get(at + 1).map(|&(from, to)| &line.code[from..to]);
    let is_name = next.is_some_and(|next| reserved(next).is_none() && next.starts_with(char::is_alphabetic));
    let before = at.checked_sub(1).and_then(|before| row.get(before)).map(|&(from, to)| &line.code[from..to]);
    let begins = match before {
        Some(word) => reserved(word).is_some() || matches!(word, "for" | "and"),
        None => line.code[..from].trim_end().ends_with(','),
    };
    // Between them stands at least a blank.
    if !begins || !is_name && !behind.starts_with('"') || behind.len() == line.code.len() - to {
        return None;
    }
    let wording = Wording::own(format!("no `{written}` stands before a name"), "leave it out");
    Some(line.repair((from, line.code.len() - behind.len()), "", wording))
}

/// `from A or B`: ends are no alternatives.
fn choice_of_ends(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    if &line.code[from..to] != "or" || !names::is_among_ends(line.code, from) {
        return None;
    }
    let before = line.code[..from].trim_end();
    if before.ends_with(',') {
        return None;
    }
    let wording = Wording::own("only items can be alternatives", "ends are separated by commas");
    Some(line.repair((before.len(), to), ",", wording))
}

/// `to A, to B`: one `to` stands before all ends.
fn second_joint(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    let written = &line.code[from..to];
    let behind = line.code[to..].trim_start_matches([' ', '\t']);
    if !matches!(written, "from" | "to") || behind.is_empty() {
        return None;
    }
    if !words(&line.code[..from]).iter().any(|&(from, to)| &line.code[from..to] == written) {
        return None;
    }
    let before = line.code[..from].trim_end();
    let message = format!("`{written}` stands here twice");
    if before.ends_with(',') {
        let place = (from, line.code.len() - behind.len());
        return Some(line.repair(place, "", Wording::own(message, "leave it out")));
    }
    let label = "write a comma in place of the second one";
    Some(line.repair((before.len(), to), ",", Wording::own(message, label)))
}

/// An activity as others spell it: `obtain/build`, `design & transition`.
fn activity(line: &Line<'_>, keyword: Keyword, words: &[(usize, usize)]) -> Option<Repair> {
    let behind = match keyword {
        Keyword::Step => words.iter().position(|&(from, to)| &line.code[from..to] == "in")?,
        Keyword::Activity => 0,
        _ => return None,
    };
    let name = words[behind + 1..].iter().take_while(|&&(from, to)| !ends_name(&line.code[from..to]));
    let (first, last) = (name.clone().next()?, name.last()?);
    let place = (first.0, last.1);
    let written = &line.code[first.0..last.1];
    let meant = activity_meant(written).filter(|meant| *meant != written && !written.contains('"'))?;
    let message = format!("`{written}` is written `{meant}`");
    Some(line.repair(place, meant, Wording::own(message, format!("write `{meant}`"))))
}

fn activity_meant(written: &str) -> Option<&'static str> {
    let mut name = String::new();
    normalize(written, &mut name);
    // Only what is the same name: whatever else is found then quotes what its author wrote.
    ACTIVITIES.into_iter().find(|activity| activity.replace('_', " ") == name)
}

/// `step "A" as a obtain_build`.
fn missing_in(line: &Line<'_>, keyword: Keyword, words: &[(usize, usize)]) -> Option<Repair> {
    let text = |&(from, to): &(usize, usize)| &line.code[from..to];
    if keyword != Keyword::Step || words.iter().any(|word| text(word) == "in") {
        return None;
    }
    for at in 2..words.len() {
        let written = text(&words[at]);
        let before = text(&words[at - 1]);
        if !ACTIVITIES.contains(&written) || reserved(before).is_some() || before == "," {
            continue;
        }
        let wording =
            Wording::own(format!("`in` is missing before `{written}`"), format!("write `in {written}`"));
        return Some(line.repair(words[at], format!("in {written}"), wording));
    }
    None
}

/// The clauses of the statement in their order, if they stand in another one.
fn order(line: &Line<'_>, keyword: Keyword, words: &[(usize, usize)]) -> Option<Repair> {
    let clauses = keyword.clauses(Context::File);
    // Each with its place in the order, where it begins and where it ends.
    let mut written: Vec<(usize, usize, usize)> = Vec::new();
    for &(from, to) in words.iter().skip(1) {
        let word = &line.code[from..to];
        if let Some(preposition) = Preposition::read(word) {
            let place = clauses.iter().position(|&clause| clause == preposition)?;
            if written.iter().any(|&(other, ..)| other == place) {
                return None;
            }
            written.push((place, from, to));
        } else if matches!(word, "{" | "}")
            || matches!(reserved(word), Some(Kind::Keyword(_) | Kind::Modifier(_)))
        {
            break;
        } else if let Some(last) = written.last_mut() {
            last.2 = to;
        }
    }
    let slip = written.windows(2).find(|pair| pair[0].0 > pair[1].0)?;
    let (word, before) = (clauses[slip[1].0].word(), clauses[slip[0].0].word());
    let message = format!("`{word}` stands before `{before}`");
    let place = (written.first()?.1, written.last()?.2);
    written.sort_unstable();
    let ordered: Vec<&str> = written.iter().map(|&(_, from, to)| &line.code[from..to]).collect();
    let text = ordered.join(" ");
    let label = format!("write `{text}`");
    Some(line.repair(place, text, Wording::own(message, label)))
}

/// Whether a word ends the name before it.
fn ends_name(word: &str) -> bool {
    matches!(word, "{" | "}" | ",") || matches!(reserved(word), Some(Kind::Preposition(_) | Kind::Keyword(_)))
}

/// The words of a line: a text in quotes is one, and so is each comma and brace.
fn words(code: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut begun: Option<usize> = None;
    let mut is_text = false;
    for (at, letter) in code.char_indices() {
        if letter == '"' {
            if is_text {
                words.extend(begun.take().map(|from| (from, at + 1)));
            } else {
                words.extend(begun.replace(at).map(|from| (from, at)));
            }
            is_text = !is_text;
        } else if is_text {
            continue;
        } else if matches!(letter, ',' | '{' | '}') {
            words.extend(begun.take().map(|from| (from, at)));
            words.push((at, at + 1));
        } else if letter.is_whitespace() {
            words.extend(begun.take().map(|from| (from, at)));
        } else {
            begun.get_or_insert(at);
        }
    }
    words.extend(begun.map(|from| (from, code.len())));
    words
}

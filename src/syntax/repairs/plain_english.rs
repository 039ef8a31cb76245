//! Edits for what people write who have not read how a statement looks: `and` in a list, `3 days`, `lead time`, `owner`.

use super::line::{Line, is_modifier};
use super::{Repair, Wording, clauses, names};
use crate::syntax::keyword::{Keyword, with_article};
use crate::syntax::quantity::{read_duration, read_percentage};

/// Words that are no keywords, the keyword that says it, and another one that may.
const SYNONYMS: [(&str, &str, Option<&str>); 9] = [
    ("owner", "accountable", Some("responsible")),
    ("tool", "uses", None),
    ("tools", "uses", None),
    ("system", "uses", None),
    ("systems", "uses", None),
    ("description", "purpose", None),
    ("goal", "purpose", None),
    ("aim", "purpose", None),
    ("url", "link", None),
];

/// Edits of `line`, of which the words in `row` stand around the error.
pub(super) fn repairs(line: &Line<'_>, row: &[(usize, usize)]) -> Vec<Repair> {
    let quantities = quantities(line);
    let mut repairs = Vec::new();
    let mut keywords = Vec::new();
    for (at, &(from, to)) in row.iter().enumerate() {
        repairs.extend(list_word(line, (from, to)));
        if let Some(keyword) = words_of_keyword(line, &row[at..]) {
            let behind = quantities.iter().find(|quantity| quantity.span.start > keyword.span.start);
            repairs.extend(behind.map(|quantity| at_once(line, &[&keyword, quantity])));
            keywords.push(repairs.len());
            repairs.push(keyword);
        }
        repairs.extend(synonym(line, (from, to)));
        repairs.extend(other_direction(line, (from, to)));
    }
    let mut all: Vec<&Repair> = keywords.into_iter().map(|at| &repairs[at]).chain(&quantities).collect();
    all.sort_by_key(|repair| repair.span);
    let all = if all.len() > 1 { Some(at_once(line, &all)) } else { None };
    let slips = clauses::slips(line, row);
    let several = several(line, row, &slips, &quantities);
    repairs.extend(slips);
    repairs.extend(quantities);
    repairs.extend(all);
    repairs.extend(several);
    repairs
}

/// Who writes `for the customer` often writes `and` as well: all such words of a line at once, without and with its durations.
fn several(line: &Line<'_>, row: &[(usize, usize)], slips: &[Repair], quantities: &[Repair]) -> Vec<Repair> {
    if slips.is_empty() {
        return Vec::new();
    }
    let list_words: Vec<Repair> = row.iter().filter_map(|&word| list_word(line, word)).collect();
    let is_outside = |repair: &&Repair| {
        let before = &line.code[..repair.span.start as usize - line.start];
        before.matches('"').count().is_multiple_of(2)
    };
    let mut all: Vec<&Repair> = slips.iter().chain(&list_words).collect();
    let mut several = Vec::new();
    for more in [Vec::new(), quantities.iter().filter(is_outside).collect()] {
        let is_new = several.is_empty() || !more.is_empty();
        all.extend(more);
        all.sort_by_key(|repair| repair.span);
        all.dedup_by(|next, before| next.span.start < before.span.end);
        if is_new && all.len() > 1 {
            several.push(at_once(line, &all));
        }
    }
    several
}

/// Who writes `lead time` often writes `3 days` behind it, and `process time 1.5h` behind that: several edits, in the order
/// of the line, as one. Until the last of them is made the line cannot be read.
fn at_once(line: &Line<'_>, repairs: &[&Repair]) -> Repair {
    let mut text = String::new();
    let (mut first, mut end) = (None, 0);
    for repair in repairs {
        let (from, to) = (repair.span.start as usize - line.start, repair.span.end as usize - line.start);
        let start = *first.get_or_insert(from);
        text += line.code.get(end.max(start)..from).unwrap_or_default();
        text += &repair.text;
        end = to;
    }
    let from = first.unwrap_or_default();
    // The blank behind them stays.
    if text.ends_with(' ') && line.code[from..end].ends_with(' ') {
        text.pop();
        end -= 1;
    }
    let message = format!("`{}` is written `{text}`", &line.code[from..end]);
    let label = format!("write `{text}`");
    line.repair((from, end), text, Wording::own(message, label))
}

/// `"A" and "B"` is a list with a comma, `"A", or "B"` one with `or` alone.
fn list_word(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    let before = line.code[..from].trim_end();
    let has_comma = before.ends_with(',');
    match &line.code[from..to] {
        "and" if has_comma => {
            Some(line.repair((before.len(), to), "", Wording::own("a comma is enough", "without `and`")))
        }
        // `to A and to B` has one `to`.
        "and" if names::is_among_ends(line.code, from) => {
            let behind = line.code[to..].trim_start();
            let first = behind.split([' ', '\t']).next().unwrap_or_default();
            let is_again = matches!(first, "from" | "to") && first != behind;
            let end = if is_again { line.code.len() - behind.len() + first.len() } else { to };
            let wording = Wording::own("a list has commas, and no `and`", "write a comma");
            Some(line.repair((before.len(), end), ",", wording))
        }
        "and" => {
            let wording = Wording::own("a list has commas, and no `and`", "write a comma");
            Some(line.repair((before.len(), to), ",", wording))
        }
        "or" if has_comma => {
            let wording = Wording::own("`or` stands between two names, without a comma", "no comma here");
            Some(line.repair((before.len() - 1, before.len()), "", wording))
        }
        _ => None,
    }
}

/// `lead time` is one word.
fn words_of_keyword(line: &Line<'_>, row: &[(usize, usize)]) -> Option<Repair> {
    for count in [2, 3] {
        let words = row.get(..count)?;
        let (first, last) = (words[0].0, words[count - 1].1);
        let written: Vec<&str> = words.iter().map(|&(from, to)| &line.code[from..to]).collect();
        let keyword = written.join("_").to_lowercase().replace('&', "and");
        if Keyword::read(&keyword).is_some() {
            return Some(line.repair((first, last), keyword, Wording::Misspelt));
        }
    }
    None
}

/// A word that means what a keyword says.
fn synonym(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    // Elsewhere it is a name.
    if !line.code[..from].trim().is_empty() && !line.code[..from].trim_end().ends_with('{') {
        return None;
    }
    let written = line.code[from..to].to_lowercase();
    let &(word, meant, other) = SYNONYMS.iter().find(|(word, ..)| *word == written)?;
    let label = match other {
        Some(other) => format!("did you mean `{meant}`, or `{other}`?"),
        None => format!("did you mean `{meant}`?"),
    };
    Some(line.repair((from, to), meant, Wording::own(format!("`{word}` is no keyword"), label)))
}

/// What is taken in comes from somebody, and what is handed on goes to somebody.
fn other_direction(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Repair> {
    let first = line.code.split_whitespace().find(|word| !is_modifier(word))?;
    let (meant, other) = match (first, &line.code[from..to]) {
        ("input", "to") => ("from", "output"),
        ("output", "from") => ("to", "input"),
        ("trigger", "to") => ("from", "outcome"),
        ("outcome", "from") => ("to", "trigger"),
        _ => return None,
    };
    let written = &line.code[from..to];
    let message = format!("`{written}` has no place in {}", with_article(first));
    let label = format!("write `{meant}`, or begin with `{other}`");
    Some(line.repair((from, to), meant, Wording::own(message, label)))
}

/// Durations and percentages in other words: `"3 days"`, `2 weeks`, `1.5h`, `95 %`.
fn quantities(line: &Line<'_>) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = 0;
    while let Some(digit) = line.code[at..].find(|letter: char| letter.is_ascii_digit()) {
        let start = at + digit;
        let (length, text) = quantity(&line.code[start..]);
        let end = start + length;
        at = end.max(start + 1);
        let before = line.code[..start].chars().next_back();
        let is_quoted = before == Some('"') && line.code[end..].starts_with('"');
        let Some(text) = text else { continue };
        if before.is_some_and(|letter| letter.is_alphanumeric()) {
            continue;
        }
        let (from, to) = if is_quoted { (start - 1, end + 1) } else { (start, end) };
        let written = &line.code[from..to];
        if written != text {
            let message = format!("`{}` is written `{text}`", written.trim());
            let label = format!("write `{text}`");
            repairs.push(line.repair((from, to), text, Wording::own(message, label)));
        }
    }
    repairs
}

/// How many bytes at the start of `text` are numbers with units, and how the language writes them, if it can.
pub(crate) fn quantity(text: &str) -> (usize, Option<String>) {
    let mut parts: Vec<String> = Vec::new();
    let mut end = 0;
    let mut is_whole = true;
    loop {
        let rest = text[end..].trim_start_matches([' ', ',']);
        let rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
        let digits =
            rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        if digits == 0 {
            break;
        }
        let behind = rest[digits..].trim_start_matches([' ', '-']);
        let length =
            behind.find(|letter: char| !letter.is_alphabetic() && letter != '%').unwrap_or(behind.len());
        let (mut word, mut after) = behind.split_at(length);
        let next = after.trim_start();
        for day in ["days", "day"] {
            if matches!(word, "working" | "business" | "work") && next.starts_with(day) {
                (word, after) = ("wd", &next[day.len()..]);
            }
        }
        match part(&rest[..digits], word) {
            Some(part) => parts.push(part),
            None => is_whole = false,
        }
        end = text.len() - after.len();
        if !is_whole {
            break;
        }
    }
    let written = parts.join(" ");
    let can_be_read = read_duration(&written).is_ok() || read_percentage(&written).is_some();
    (end, Some(written).filter(|written| is_whole && !written.is_empty() && can_be_read))
}

/// A number and a word for a unit, in the units of the language: `1.5` and `hours` are `1h 30min`.
fn part(number: &str, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let (unit, smaller) = match word.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => ("s", None),
        "m" | "min" | "mins" | "minute" | "minutes" => ("min", Some((60, "s"))),
        "h" | "hr" | "hrs" | "hour" | "hours" => ("h", Some((60, "min"))),
        "d" | "day" | "days" => ("d", Some((24, "h"))),
        "w" | "wk" | "week" | "weeks" => ("w", Some((7, "d"))),
        "wd" | "workday" | "workdays" => ("wd", None),
        "%" | "percent" => return Some(format!("{number}%")),
        _ => return None,
    };
    let Some((whole, decimals)) = number.split_once('.') else { return Some(format!("{number}{unit}")) };
    // Thousandths of a unit, as whole ones of the next smaller unit.
    let (count, smaller) = smaller?;
    let digits: u64 = format!("{decimals:0<3}").get(..3)?.parse().ok()?;
    let is_exact = decimals.len() <= 3 && (digits * count).is_multiple_of(1_000);
    let rest = format!("{}{smaller}", digits * count / 1_000);
    match whole {
        _ if !is_exact => None,
        "" | "0" => Some(rest),
        _ => Some(format!("{whole}{unit} {rest}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_written_as_the_language_has_them() {
        let written = |text: &str| quantity(text).1;
        for (text, meant) in [
            ("3 days", "3d"),
            ("2 weeks", "2w"),
            ("1 day", "1d"),
            ("1.5h", "1h 30min"),
            ("0.5 days", "12h"),
            ("1 hour and 30 minutes", "1h 30min"),
            ("5 working days", "5wd"),
            ("90 %", "90%"),
            ("15m", "15min"),
        ] {
            assert_eq!(written(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["3 moons", "1.37 days", "1.5wd", "30 minutes 1 hour", ""] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}

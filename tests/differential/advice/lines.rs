//! The lines that a help shows, and where it says that they are to be written.

use std::collections::BTreeSet;

use vsdlint::finding::{Finding, Label};
use vsdlint::source::Sources;
use vsdlint::syntax::{Keyword, StatementFlags, StatementId, Tree, parse};

use crate::support::sources;

/// The first words of what a help may tell to write as a line.
const STATEMENTS: [&str; 11] = [
    "input",
    "output",
    "trigger",
    "outcome",
    "optional",
    "rework",
    "reply",
    "uses",
    "complete_and_accurate",
    "accountable",
    "responsible",
];

/// A line that a help shows, and what stands behind it in the help: where to write it.
pub(super) struct Line {
    line: String,
    keyword: Keyword,
    behind: String,
    /// Whether it is added to what is there.
    is_added: bool,
}

/// The lines of a help. None where one is only half of the advice.
fn lines(help: &str) -> Option<Vec<Line>> {
    // The lines of a step that is not there yet have no place.
    if help.contains("is missing, with `") {
        return None;
    }
    // What is left out here is half of it as well.
    if help.contains("` here and ") {
        return None;
    }
    // "and name `Diagnose` there too", "name `improve` for `Plan` too": a line beside it is half of it.
    if help.contains("name `") && (help.contains("` there too") || help.contains("`improve` for")) {
        return None;
    }
    let mut lines = Vec::new();
    // No name holds a backtick, so every second part stands in backticks.
    let parts: Vec<&str> = help.split('`').collect();
    let mut at = 1;
    while at + 1 < parts.len() {
        let (line, behind) = (parts[at], parts[at + 1]);
        let is_added = parts[at - 1].ends_with("add for example ");
        at += 2;
        let first = line.split_whitespace().next().unwrap_or_default();
        if matches!(first, "from" | "to" | "or") && line.contains(' ') {
            return None;
        }
        if !STATEMENTS.contains(&first) || !line.contains(' ') || line.contains('…') {
            continue;
        }
        let Some(keyword) = keyword_of(line) else { continue };
        let mut behind = behind.to_owned();
        // "in step `A` and step `B`": the names belong to the place.
        let leads = |behind: &str| {
            ["step ", "stream ", " in ", " and ", ", ", "step of "].iter().any(|end| behind.ends_with(end))
        };
        while behind.trim_start().starts_with("in ") && leads(&behind) && at + 1 < parts.len() {
            behind += &format!("`{}`{}", parts[at], parts[at + 1]);
            at += 2;
        }
        // "and what is asked there, `output …`": the line is half of it.
        if behind.starts_with(" and what is asked") || behind.contains(" a step of") {
            return None;
        }
        lines.push(Line { line: line.to_owned(), keyword, behind, is_added });
    }
    Some(lines)
}

/// The ways that the helps of a finding show, each the lines to be written together.
pub(super) fn ways(finding: &Finding) -> Vec<Vec<Line>> {
    // It tells in one help what to do for each of several ends; its fix does it all.
    if finding.rule == "misnamed-flow" {
        return Vec::new();
    }
    // A whole step is to be written there, of which the help shows some lines.
    let misses_step = |help: &String| help.contains("step between them is missing");
    if finding.message.contains("seems to be missing") || finding.help.iter().any(misses_step) {
        return Vec::new();
    }
    let helps: Option<Vec<Vec<Line>>> = finding.help.iter().map(|help| lines(help)).collect();
    let Some(helps) = helps else { return Vec::new() };
    // Paragraphs belong together; within one, each line is a way of its own.
    if helps.len() > 1 {
        let all = helps.into_iter().flatten().collect::<Vec<_>>();
        return if all.is_empty() { Vec::new() } else { vec![all] };
    }
    let mut ways: Vec<Vec<Line>> = Vec::new();
    let mut goes_on = false;
    for line in helps.into_iter().flatten() {
        let behind = line.behind.trim_end();
        // "…; if it begins with this, write" is another way.
        let is_case = behind.rsplit(';').next().is_some_and(|last| last.trim_start().starts_with("if "));
        let is_joined = behind.ends_with("and write") || behind.ends_with(", write") && !is_case;
        let joined = std::mem::replace(&mut goes_on, is_joined);
        match ways.last_mut() {
            Some(way) if joined => way.push(line),
            _ => ways.push(vec![line]),
        }
    }
    ways
}

fn keyword_of(line: &str) -> Option<Keyword> {
    let is_border =
        line.starts_with("trigger") || line.starts_with("outcome") || line.starts_with("accountable");
    let text = if is_border {
        format!("stream s {{ {line} }}")
    } else {
        format!("stream s {{ step t {{ {line} }} }}")
    };
    let tree = parse(&text);
    if !tree.errors.is_empty() {
        return None;
    }
    tree.ids().next_back().map(|id| tree[id].keyword)
}

pub(super) type Edits = Vec<(usize, std::ops::Range<usize>, String)>;

pub(super) fn edited(project: &Sources, mut edits: Edits) -> Sources {
    edits.sort_by_key(|(file, span, _)| (*file, span.start));
    let mut files: Vec<(String, String)> = project
        .as_slice()
        .iter()
        .map(|source| (source.path.display().to_string(), source.text.clone()))
        .collect();
    for (file, span, text) in edits.into_iter().rev() {
        files[file].1.replace_range(span, &text);
    }
    sources(files)
}

fn words(written: &str) -> String {
    let mut words = String::new();
    vsdlint::syntax::words::normalize_written(written, &mut words);
    words
}

/// The items of a flow, by their words.
fn items(text: &str, tree: &Tree, id: StatementId) -> BTreeSet<String> {
    tree.subjects(id).map(|term| words(&text[tree[term].span.range()])).collect()
}

/// The blocks around byte `at`, the outermost first, and the statement without a block in which it lies.
fn around(tree: &Tree, at: u32) -> (Vec<StatementId>, Option<StatementId>) {
    let (mut blocks, mut own) = (Vec::new(), None);
    for id in tree.ids() {
        let statement = &tree[id];
        if statement.span.start <= at && at < statement.span.end {
            if statement.flags.has(StatementFlags::BLOCK) {
                blocks.push(id);
            } else {
                own = Some(id);
            }
        }
    }
    (blocks, own)
}

/// Whether the line is the labelled statement with something behind it.
fn is_longer(project: &Sources, label: &Label, line: &Line) -> bool {
    let text = &project.get(label.place.file).text;
    let tree = parse(text);
    let Some(own) = around(&tree, label.place.span.start).1 else { return false };
    let written: Vec<&str> = text[tree[own].span.range()].split_whitespace().collect();
    line.line.starts_with(&written.join(" "))
}

/// In place of the labelled statement that speaks of an item of the line, and of others there whose items it names too.
fn in_place(project: &Sources, finding: &Finding, label: &Label, line: &Line) -> Option<Edits> {
    let source_file = label.place.file;
    let source = project.get(source_file);
    let tree = parse(&source.text);
    let (blocks, own) = around(&tree, label.place.span.start);
    let own = own.filter(|&own| tree[own].keyword == line.keyword)?;
    let new_text = format!("stream s {{ step t {{ {} }} }}", line.line);
    let new = parse(&new_text);
    let new_items = items(&new_text, &new, new.ids().next_back()?);
    let old_items = items(&source.text, &tree, own);
    if old_items.is_disjoint(&new_items) {
        return None;
    }
    let file = source_file.index();
    let mut edits = vec![(file, tree[own].span.range(), line.line.clone())];
    // Of a list, the help speaks of one item: the others stay.
    if !old_items.is_subset(&new_items) {
        let rest: Vec<&str> = tree
            .subjects(own)
            .map(|term| &source.text[tree[term].span.range()])
            .filter(|item| !new_items.contains(&words(item)))
            .collect();
        let head = tree.subjects(own).next().map(|term| tree[term].span.start)?;
        let tail = tree.subjects(own).next_back().map(|term| tree[term].span.end)?;
        if tree[own].flags.has(StatementFlags::EITHER) {
            return None;
        }
        let before = &source.text[tree[own].span.start as usize..head as usize];
        let after = &source.text[tail as usize..tree[own].span.end as usize];
        edits[0].2 = format!("{}\n    {before}{}{after}", line.line, rest.join(", "));
    }
    // Where alternatives are put together, those that had statements of their own, which labels show, move into it.
    let others = if line.line.contains(" or ") { Some(tree.children(*blocks.last()?)) } else { None };
    for child in others.into_iter().flatten().filter(|&child| child != own) {
        let span = tree[child].span;
        let is_shown = finding.labels().any(|label| {
            let at = label.place.span.start;
            label.place.file == source_file && span.start <= at && at < span.end
        });
        if is_shown
            && tree[child].keyword == line.keyword
            && items(&source.text, &tree, child).is_subset(&new_items)
        {
            edits.push((file, span.range(), String::new()));
        }
    }
    Some(edits)
}

/// The statement in a block of which the line is a longer form, or the end of the block.
fn statement_or_end(text: &str, tree: &Tree, block: StatementId, line: &Line) -> std::ops::Range<usize> {
    let shorter = |&child: &StatementId| {
        let written = text[tree[child].span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        tree[child].keyword == line.keyword && line.line.starts_with(&written)
    };
    match tree.children(block).find(shorter) {
        Some(child) => tree[child].span.range(),
        None => tree[block].span.end as usize - 1..tree[block].span.end as usize - 1,
    }
}

/// As the last statement of the blocks that are called so; each name has to be that of one block.
fn in_blocks(project: &Sources, behind: &str, line: &Line) -> Option<Edits> {
    let mut edits = Vec::new();
    let parts: Vec<&str> = behind.split('`').collect();
    for at in (1..parts.len()).step_by(2) {
        let keyword = match parts[at - 1].split_whitespace().last() {
            Some("step") => Keyword::Step,
            Some("stream") => Keyword::Stream,
            Some("in" | "and" | ",") => Keyword::Activity,
            _ => break,
        };
        let mut found = None;
        for (file, source) in project.as_slice().iter().enumerate() {
            let tree = parse(&source.text);
            for id in tree.ids().filter(|&id| tree[id].keyword == keyword) {
                let Some(term) = tree.subjects(id).next() else { continue };
                if words(&source.text[tree[term].span.range()]) != words(&format!("\"{}\"", parts[at])) {
                    continue;
                }
                if found.is_some() || !tree[id].flags.has(StatementFlags::BLOCK) {
                    return None;
                }
                found = Some((file, statement_or_end(&source.text, &tree, id, line)));
            }
        }
        let (file, span) = found?;
        let text = if span.is_empty() { format!("\n    {}\n", line.line) } else { line.line.clone() };
        edits.push((file, span, text));
    }
    if edits.is_empty() { None } else { Some(edits) }
}

/// The edits that write the line where the help says. None where that is for the reader to find out.
pub(super) fn written_where_told(project: &Sources, finding: &Finding, line: &Line) -> Option<Edits> {
    let behind = line.behind.trim_start();
    if behind.starts_with("in step ")
        || behind.starts_with("in stream ")
        || behind.starts_with("in `")
        || behind == "in "
    {
        return in_blocks(project, behind, line);
    }
    if behind.starts_with("in ") || behind.starts_with("with whoever") {
        return None;
    }
    if behind.starts_with("there") {
        // At each label whose statement becomes longer so, or else at the first that it can be.
        let all: Vec<Edits> = { finding.secondary.iter() }
            .filter(|label| is_longer(project, label, line))
            .filter_map(|label| in_place(project, finding, label, line))
            .collect();
        if !all.is_empty() {
            return Some(all.concat());
        }
        return finding.secondary.iter().find_map(|label| in_place(project, finding, label, line));
    }
    let source = project.get(finding.primary.place.file);
    let tree = parse(&source.text);
    let (blocks, _) = around(&tree, finding.primary.place.span.start);
    // A link is written in the description that lacks it, whatever a label shows in that of improve.
    let is_link = finding.rule == "missing-improve-link";
    let here = blocks.last().map(|&block| tree[block].span);
    let is_here = |label: &&Label| {
        let (file, span) = (label.place.file, label.place.span);
        !is_link
            || file == finding.primary.place.file
                && here.is_none_or(|here| here.start <= span.start && span.end <= here.end)
    };
    // "add for example `…`" leaves what is there as it is.
    if !line.is_added
        && let Some(edits) =
            finding.labels().filter(is_here).find_map(|label| in_place(project, finding, label, line))
    {
        return Some(edits);
    }
    let is_border = matches!(line.keyword, Keyword::Trigger | Keyword::Outcome | Keyword::Accountable);
    let fits = |&block: &StatementId| match tree[block].keyword {
        Keyword::Stream => is_border,
        Keyword::Step | Keyword::Activity => !is_border,
        _ => false,
    };
    let block = blocks.into_iter().find(fits)?;
    let end = tree[block].span.end as usize - 1;
    let span = if line.is_added { end..end } else { statement_or_end(&source.text, &tree, block, line) };
    let text = if span.is_empty() { format!("\n    {}\n", line.line) } else { line.line.clone() };
    Some(vec![(finding.primary.place.file.index(), span, text)])
}

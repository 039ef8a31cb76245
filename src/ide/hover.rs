//! What is known of a name: in Markdown, as an editor shows it beside the pointer.

use std::fmt::Write;

use crate::distinct::{Distinct, distinct};
use crate::ide::inlay_hints::{MOST_PARTNERS, listed, owner_name};
use crate::ide::markdown::{self, escaped, is_link};
use crate::ide::references::{self, Part, flows, named_ends};
use crate::ide::rename::alias;
use crate::ide::{Mention, Subject};
use crate::model::links::{first_partners, flows_in};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::paths::{Paths, Reading, Totals};
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::rule::RuleTable;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::tree::CommentKind;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags};
use crate::text;

/// In a larger project paths are not looked for while somebody waits.
const MOST_STEPS: usize = 20_000;

/// More places than these are counted, not listed.
const MOST_LISTED: usize = 8;

/// What is known of the name, or of one of these `rules` in an `@allow`, at byte `offset` of `file`: Markdown, and what it
/// speaks of.
pub fn at(model: &Model<'_>, rules: &RuleTable, file: FileId, offset: u32) -> Option<(String, FileSpan)> {
    if let Some(place) = rule_at(model, file, offset) {
        let page = rules.named(model.slice(place))?;
        let (summary, body) = match page.policy {
            Some(_) => (markdown::escaped(&page.summary), markdown::comment(page.documentation.trim())),
            None => (page.summary.to_string(), page.documentation.trim().to_owned()),
        };
        return Some((format!("**`{}`**\n\n{summary}\n\n{body}", page.name), place));
    }
    if let Some(found) = reply_at(model, file, offset) {
        return Some(found);
    }
    let mention = references::at(model, file, offset)?;
    let subject = mention.subject?;
    let mut text = heading(model, subject);
    for statement in subject.declarations(model) {
        text += &about(model, statement);
    }
    match subject {
        Subject::Step(step) => text += &of_node(model, step),
        Subject::Activity(activity) => {
            for &node in model.descriptions_of(activity) {
                text += &of_node(model, node);
            }
        }
        Subject::Item(_) => text += &of_item(model, mention, subject),
        Subject::Stream(stream) => text += &of_stream(model, stream),
        _ => {}
    }
    Some((text.trim_end().to_owned(), mention.place))
}

/// The rule in an `@allow` at byte `offset` of `file`.
fn rule_at(model: &Model<'_>, file: FileId, offset: u32) -> Option<FileSpan> {
    for allow in &model.tree(file).allows {
        for &span in &allow.rules {
            if span.start <= offset && offset <= span.end {
                return Some(FileSpan { file, span });
            }
        }
    }
    None
}

/// At the word `reply`: what the step asks, of whom, and when it starts.
fn reply_at(model: &Model<'_>, file: FileId, offset: u32) -> Option<(String, FileSpan)> {
    let tree = model.tree(file);
    let id = tree.begun_by(offset).next_back()?;
    let start = tree[id].span.start;
    let word = Span::new(start, start + "reply".len() as u32);
    if !tree[id].flags.has(StatementFlags::REPLY) || offset > word.end {
        return None;
    }
    let input = *flows(model, StatementRef { file, id }).first()?;
    let step = model.occurrence(input).node?;
    let name = escaped(&Subject::Step(step).name(model));
    let mut text = format!("**reply** to what {name} asks\n\n");
    let scope = model.scope(input.scope);
    for index in scope.of_node(Kind::Output, step) {
        if model.replies().is_request(input.scope, index) {
            let flow = OccurrenceRef { scope: input.scope, kind: Kind::Output, index };
            let _ = writeln!(text, "- {}", flow_line(model, flow).replacen("gives", "asks with", 1));
        }
    }
    let mut begins: Vec<String> = Vec::new();
    for index in scope.of_node(Kind::Input, step) {
        let other = scope.input(index);
        if !model.is_waited_for(step, other) {
            continue;
        }
        let names: Vec<String> =
            other.terms().map(|term| escaped(&unquote(model.slice(model.term_place(file, term))))).collect();
        begins.push(names.join(" or "));
    }
    let begins =
        if begins.is_empty() { "at once".to_owned() } else { format!("with {}", listed_long(&begins)) };
    let _ = write!(text, "\n{name} starts {begins}. What else it gives comes once the reply is there.");
    Some((text, FileSpan { file, span: word }))
}

/// `**step** Diagnose incident (`diagnose`)`
fn heading(model: &Model<'_>, subject: Subject) -> String {
    let alias =
        alias(model, subject).map(|alias| format!(" ({})", markdown::code(&alias))).unwrap_or_default();
    let mut text = format!("**{}** {}{alias}", subject.kind(model), escaped(&subject.name(model)));
    if let Subject::Step(step) = subject {
        let node = model.node(step);
        if let Some(activity) = node.activity_of.activity() {
            let _ = write!(text, " in `{}`", activity.name());
        }
        if let Some(run) = model.runs().iter().find(|run| run.step == step) {
            let _ = write!(text, ", runs {}", escaped(&Subject::Stream(run.stream).name(model)));
        }
        let _ = write!(text, ", stream {}", escaped(&Subject::Stream(node.scope).name(model)));
    }
    text + "\n\n"
}

/// The comment that documents a statement, its purpose and its links.
fn about(model: &Model<'_>, statement: StatementRef) -> String {
    let mut text = String::new();
    let comment = doc_comment(model, statement);
    if !comment.is_empty() {
        let _ = write!(text, "{}\n\n", markdown::comment(&comment));
    }
    let tree = model.tree(statement.file);
    for child in tree.children(statement.id) {
        let field = &tree[child];
        let Some(term) = tree.subject(child).copied() else { continue };
        let written = model.source(statement.file).slice(term.span);
        match field.keyword {
            _ if field.flags.has(StatementFlags::HAS_ERROR) => {}
            Keyword::Purpose => {
                let purpose = unquote(written);
                let words: Vec<&str> = purpose.split_whitespace().collect();
                let _ = write!(text, "{}\n\n", escaped(&words.join(" ")));
            }
            Keyword::Link => {
                let address = unquote(written);
                let _ = if is_link(&address) {
                    write!(text, "<{address}>\n\n")
                } else {
                    write!(text, "{}\n\n", escaped(&address))
                };
            }
            _ => {}
        }
    }
    text
}

/// The text of the `///` lines above a statement, without the slashes and the blanks that stand behind all of them.
fn doc_comment(model: &Model<'_>, statement: StatementRef) -> String {
    let tree = model.tree(statement.file);
    let source = model.source(statement.file);
    let start = tree[statement.id].span.start;
    let before = tree.comments.partition_point(|comment| comment.span.start < start);
    let mut lines = Vec::new();
    let mut below = start;
    for comment in tree.comments[..before].iter().rev() {
        let between = source.text.get(comment.span.end as usize..below as usize).unwrap_or_default();
        // Only an `@allow` may stand between.
        let is_near = between.trim().is_empty() || between.trim_start().starts_with("@allow");
        if comment.kind != CommentKind::Doc || !is_near {
            break;
        }
        lines.push(source.slice(comment.span).trim_start_matches('/').trim_end());
        below = comment.span.start;
    }
    lines.reverse();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.is_empty()).map(indent).min().unwrap_or_default();
    let inner = |line: &str| line.get(common..).unwrap_or_else(|| line.trim_start()).to_owned();
    lines.into_iter().map(inner).collect::<Vec<_>>().join("\n")
}

/// What a step or activity takes and gives, and from and to whom.
fn of_node(model: &Model<'_>, node: NodeId) -> String {
    let mut text = String::new();
    for statement in flows_in(model, model.node(node).statement) {
        for flow in flows(model, statement) {
            let _ = writeln!(text, "- {}", flow_line(model, flow));
        }
    }
    if let Some(path) = path(model, node) {
        let _ = write!(text, "\n{path}\n");
    }
    text
}

/// `takes Incident record ← register`
fn flow_line(model: &Model<'_>, flow: OccurrenceRef) -> String {
    let occurrence = model.occurrence(flow);
    let file = model.file_of(flow.scope, occurrence);
    let names: Vec<String> =
        occurrence.terms().map(|term| escaped(&unquote(model.slice(model.term_place(file, term))))).collect();
    let (word, arrow) = match flow.kind {
        Kind::Input => ("takes", "←"),
        Kind::Output => ("gives", "→"),
        Kind::Trigger => ("starts with", "←"),
        Kind::Outcome => ("ends with", "→"),
    };
    let mut others: Vec<String> = Vec::new();
    for named in named_ends(model, flow) {
        if let Some(subject @ Subject::External(_)) = Subject::of_end(named.end) {
            others.push(subject.name(model));
        }
    }
    // A step that uses a trigger, or gives an outcome, does not stand where that comes from or goes to.
    let mut inside: Vec<String> = Vec::new();
    let partners = first_partners(model, flow, MOST_PARTNERS);
    let are_all = partners.len() < MOST_PARTNERS;
    for other in partners {
        let is_inside =
            matches!((flow.kind, other.kind), (Kind::Trigger, Kind::Input) | (Kind::Outcome, Kind::Output))
                && other.scope == flow.scope;
        let list = if is_inside { &mut inside } else { &mut others };
        list.push(owner_name(model, other, flow.scope));
    }
    let (others, inside) = (distinct(others), distinct(inside));
    let mut line = format!("{word} {}", names.join(" or "));
    if !others.is_empty() {
        let _ = write!(line, " {arrow} {}", escaped(&listed(&others, are_all)));
    }
    if let Some(period) = model.tree(file).every(occurrence.statement) {
        let _ = write!(line, ", every {}", escaped(model.sources().get(file).slice(period.span)));
    }
    if !inside.is_empty() {
        let word = if flow.kind == Kind::Trigger { "taken by" } else { "given by" };
        let _ = write!(line, ", {word} {}", escaped(&listed(&inside, are_all)));
    }
    line
}

/// Who gives an item and who takes it, throughout the project; and what is at the other side of the flow pointed at.
fn of_item(model: &Model<'_>, mention: Mention, subject: Subject) -> String {
    let mut text = String::new();
    if mention.part == Part::Item {
        let tree = model.tree(mention.place.file);
        for flow in flows(model, mention.statement) {
            let mut terms = model.occurrence(flow).terms();
            if terms.any(|term| tree[term].span == mention.place.span) {
                let _ = write!(text, "Here: {}\n\n", flow_line(model, flow));
            }
        }
    }
    let here = references::stream_around(model, mention.statement).unwrap_or(ScopeId::CHAIN);
    let (mut givers, mut takers) = (Distinct::default(), Distinct::default());
    let mut last = None;
    for mention in references::of(model, subject) {
        // A list may repeat the item.
        if mention.part != Part::Item || last.replace(mention.statement) == Some(mention.statement) {
            continue;
        }
        // All that a statement makes flow is of one step.
        if let Some(&flow) = flows(model, mention.statement).first() {
            let gives = matches!(flow.kind, Kind::Output | Kind::Trigger);
            let side = if gives { &mut givers } else { &mut takers };
            side.add(owner_name(model, flow, here));
        }
    }
    for (word, names) in [("Given by", givers.into_list()), ("Taken by", takers.into_list())] {
        if !names.is_empty() {
            let _ = writeln!(text, "- {word} {}", escaped(&listed_long(&names)));
        }
    }
    text
}

/// `a, b and c`; of more names than fit the first, and how many others there are.
fn listed_long(names: &[String]) -> String {
    if names.len() <= MOST_LISTED {
        text::listed(names, "and")
    } else {
        text::first_listed(names, MOST_LISTED)
    }
}

fn of_stream(model: &Model<'_>, stream: ScopeId) -> String {
    let scope = model.scope(stream);
    if !scope.described {
        return "Named, not described: whatever speaks of it is assumed right.\n".to_owned();
    }
    let mut text = format!("{} steps\n\n", scope.nodes.len());
    for (kind, list) in [(Kind::Trigger, &scope.triggers), (Kind::Outcome, &scope.outcomes)] {
        for index in 0..list.len() as u32 {
            let _ = writeln!(text, "- {}", flow_line(model, OccurrenceRef { scope: stream, kind, index }));
        }
    }
    text
}

/// How long it takes until a step is done, and along which steps.
fn path(model: &Model<'_>, step: NodeId) -> Option<String> {
    if model.nodes().len() > MOST_STEPS || model.node(step).scope == ScopeId::CHAIN {
        return None;
    }
    let paths = Paths::find(model, Reading::Shortest);
    let taken = Totals::new(model, &paths).of_step(step).filter(|taken| taken.has_any())?;
    let steps: Vec<String> =
        paths.path(model, step).into_iter().map(|step| escaped(&Subject::Step(step).name(model))).collect();
    Some(format!("Done after at least {}: {}", taken.show(), steps.join(" → ")))
}

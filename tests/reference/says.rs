//! What a model says, as a set of sentences: two projects with the same set say the same.
//!
//! - Each declaration and step, with its alias, its broader items or its activity, and each member of each field. Names
//!   are compared by their words; texts, links and quantities as they are written.
//! - Each flow: who, in which direction, what, and with whom, a sentence for each end. `A or B` is one content, `A, B`
//!   are two. Names stand for what they mean, so that an alias says the same as the full name.
//! - Each promise of an outcome, and how often a trigger comes.
//!
//! Order and doubles do not count, nor do comments and `@allow`. An end that names its own node says nothing where the
//! flow names another: only that the flow is not with anybody.

use std::collections::BTreeSet;

use super::model::{Model, Node, Target};
use super::names::key;
use super::organisation as plain;
use super::relate::is_self;
use super::resolve::resolve;
use super::text::{Statement, Word, statements, text};

/// What the files of a project say, given as paths and texts.
pub fn says(files: &[(String, String)]) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let mut project = plain::Project::default();
    for (path, text) in files {
        let statements = statements(text);
        tell_all(&statements, "", &mut said);
        let declarations = statements.iter().filter_map(declaration).collect();
        project.files.push(plain::File { path: path.clone(), working_day: None, declarations });
    }
    tell_flows(&resolve(&project), &mut said);
    said
}

// ── Declarations and fields ─────────────────────────────────────────────────────────────────────

fn tell_all(statements: &[Statement], within: &str, said: &mut BTreeSet<String>) {
    for statement in statements {
        let keyword = statement.keyword.as_str();
        if flow_kind(keyword).is_some() {
            continue;
        }
        for member in statement.texts(None) {
            let is_name = statement.body.is_some() || within.is_empty() || is_list_of_names(keyword);
            let member = if is_name { key(&member) } else { member };
            let mut sentence = format!("{within}{keyword} {member}");
            for clause in ["as", "is", "runs", "in"] {
                let names: BTreeSet<String> =
                    statement.texts(Some(clause)).iter().map(|name| key(name)).collect();
                if !names.is_empty() {
                    sentence.push_str(&format!(" {clause} {names:?}"));
                }
            }
            said.insert(sentence);
            if let Some(body) = &statement.body {
                said.insert(format!("{within}{keyword} {member} is described"));
                tell_all(body, &format!("{within}{keyword} {member}: "), said);
            }
        }
    }
}

fn is_list_of_names(keyword: &str) -> bool {
    matches!(keyword, "practice" | "uses" | "accountable" | "responsible" | "consulted" | "informed")
}

// ── Flows ───────────────────────────────────────────────────────────────────────────────────────

fn tell_flows(model: &Model, said: &mut BTreeSet<String>) {
    for taker in &model.takers {
        let items: BTreeSet<&String> = taker.items.iter().collect();
        for end in ends(taker.node, &taker.ends) {
            said.insert(format!("{:?}: {:?} of {items:?}, {end}", taker.node, taker.role));
            if let Some(time) = taker.within {
                said.insert(format!("{:?}: {items:?}, {end}, within {time:?}", taker.node));
            }
            if let Some(period) = &taker.every {
                said.insert(format!("{:?}: {items:?}, {end}, every {period}", taker.node));
            }
        }
    }
    for giver in &model.givers {
        let alternatives = model
            .givers
            .iter()
            .filter(|other| giver.either && other.statement == giver.statement && other.role == giver.role);
        let mut items: BTreeSet<&String> = alternatives.map(|other| &other.item).collect();
        items.insert(&giver.item);
        for end in ends(giver.node, &giver.ends) {
            let sometimes = if giver.optional { " at times" } else { "" };
            said.insert(format!("{:?}: {:?} of {items:?}{sometimes}, {end}", giver.node, giver.role));
        }
    }
}

fn ends(node: Node, ends: &[Target]) -> BTreeSet<String> {
    let others: BTreeSet<String> =
        ends.iter().filter(|end| !is_self(node, end)).map(|end| format!("with {end:?}")).collect();
    match (ends.is_empty(), others.is_empty()) {
        (true, _) => BTreeSet::from(["with anybody".to_owned()]),
        (_, true) => BTreeSet::from(["with itself".to_owned()]),
        _ => others,
    }
}

// ── The statements as the second reading wants them ─────────────────────────────────────────────

fn declaration(statement: &Statement) -> Option<plain::Declaration> {
    let kind = match statement.keyword.as_str() {
        "stakeholder" => plain::Kind::Stakeholder,
        "repository" => plain::Kind::Repository,
        "item" => plain::Kind::Item,
        "activity" => plain::Kind::Activity,
        "stream" => plain::Kind::Stream,
        _ => return None,
    };
    let has_body = matches!(kind, plain::Kind::Activity | plain::Kind::Stream);
    let body = statement.body.as_ref().filter(|_| has_body);
    Some(plain::Declaration {
        line: 0,
        allows: Vec::new(),
        kind,
        name: statement.texts(None).concat(),
        alias: statement.texts(Some("as")).pop(),
        is: statement.texts(Some("is")),
        body: body.map(|body| body.iter().filter_map(step_or_flow).collect()),
    })
}

fn step_or_flow(statement: &Statement) -> Option<plain::Statement> {
    if statement.keyword != "step" {
        return flow(statement).map(plain::Statement::Flow);
    }
    Some(plain::Statement::Step(plain::Step {
        line: 0,
        allows: Vec::new(),
        name: statement.texts(None).concat(),
        alias: statement.texts(Some("as")).pop(),
        runs: statement.texts(Some("runs")).pop(),
        activity: statement.texts(Some("in")).pop(),
        lead_time: None,
        flows: statement.body.iter().flatten().filter_map(flow).collect(),
    }))
}

fn flow_kind(keyword: &str) -> Option<plain::FlowKind> {
    Some(match keyword {
        "input" => plain::FlowKind::Input(plain::Mode::Mandatory),
        "optional input" => plain::FlowKind::Input(plain::Mode::Optional),
        "rework input" => plain::FlowKind::Input(plain::Mode::Rework),
        "reply input" => plain::FlowKind::Input(plain::Mode::Reply),
        "output" => plain::FlowKind::Output,
        "optional output" => plain::FlowKind::OptionalOutput,
        "trigger" => plain::FlowKind::Trigger,
        "outcome" => plain::FlowKind::Outcome,
        _ => return None,
    })
}

fn flow(statement: &Statement) -> Option<plain::Flow> {
    Some(plain::Flow {
        line: 0,
        allows: Vec::new(),
        kind: flow_kind(&statement.keyword)?,
        items: statement.texts(None),
        either: statement.has("or"),
        ends: [Some("from"), Some("to")]
            .into_iter()
            .flat_map(|clause| statement.list(clause))
            .map(end)
            .collect(),
        within: statement.list(Some("within")).first().map(|duration| time(duration)),
        every: statement.texts(Some("every")).pop(),
    })
}

fn end(words: &[Word]) -> plain::End {
    match words {
        [Word::Bare(all)] if all.eq_ignore_ascii_case("all") => plain::End::All,
        [stream, Word::Sign('.'), step] => plain::End::Named {
            stream: Some(text(std::slice::from_ref(stream))),
            name: text(std::slice::from_ref(step)),
        },
        name => plain::End::Named { stream: None, name: text(name) },
    }
}

fn time(duration: &[Word]) -> plain::Time {
    let parts: Vec<String> = duration.iter().map(|part| text(std::slice::from_ref(part))).collect();
    plain::Time::read(&parts.concat())
}

//! `missing-improve-link`: a described activity sends nothing to improve, or gets nothing from it.

use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::{Activity, Model, NodeId, ScopeId, Standing};
use crate::rules::{Context, Draft, Rule};
use crate::source::{Place, Span};

pub(super) const RULE: Rule =
    Rule { name: "missing-improve-link", page: include_str!("../../rules/missing-improve-link.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let links = Links::find(model);
    let mut drafts = Vec::new();
    for activity in Activity::ALL.into_iter().filter(|&activity| activity != Activity::Improve) {
        let nodes = &model.described[activity as usize];
        let is_open =
            |activity: Activity| model.described[activity as usize].iter().any(|&node| model.node(node).open);
        let Some(&first) = nodes.first() else { continue };
        if is_open(activity) || is_open(Activity::Improve) {
            continue;
        }
        let (sends, gets) = (links.to[activity as usize], links.from[activity as usize]);
        let missing = match (sends, gets) {
            (true, true) => continue,
            (false, true) => "sends nothing to `improve`",
            (true, false) => "gets nothing from `improve`",
            (false, false) => "neither sends anything to `improve` nor gets anything from it",
        };
        let statement = model.node(first).statement;
        let name = model.said_name(statement);
        let mut lines = Vec::new();
        if !gets {
            lines.push("input \"Improvement initiatives\" from improve");
        }
        if !sends {
            lines.push("output \"Improvement opportunities\" to improve");
        }
        let mut draft = Draft::new(model.name_place(statement), format!("{name} {missing}"))
            .label("every activity is improved, and says what could be better")
            .names([activity.words(), sends.to_string(), gets.to_string()]);
        for line in &lines {
            draft = draft.help(format!("write for example `{line}`"));
        }
        if model.described[Activity::Improve as usize].is_empty() {
            if let Some(edit) = append(model, first, &lines) {
                draft = draft.suggest(format!("link {name} with `improve`"), vec![edit]);
            }
        } else {
            draft = draft.help("and the other side of it in `improve`");
        }
        drafts.push(draft);
    }
    drafts
}

/// An edit that adds lines at the end of a node's block.
fn append(model: &Model<'_>, node: NodeId, lines: &[&str]) -> Option<(Place, String)> {
    let statement = model.node(node).statement;
    let span = model.tree(statement.file).statements[statement.index as usize].span;
    let text = &model.sources.get(statement.file).text;
    let end = text.get(..span.end as usize)?.strip_suffix('}')?.trim_end().len() as u32;
    let place = Place { file: statement.file, span: Span::new(end, end) };
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let added: String = lines.iter().map(|line| format!("{line_end}  {line}")).collect();
    let closes_line = text.get(end as usize..span.end as usize)?.contains('\n');
    Some((place, if closes_line { added } else { added + line_end }))
}

/// Which activities send something to improve, and get something from it.
#[derive(Default)]
struct Links {
    to: [bool; 6],
    from: [bool; 6],
}

impl Links {
    fn find(model: &Model<'_>) -> Links {
        let chain = model.scope(ScopeId::CHAIN);
        let mut links = Links::default();
        for (list, outputs) in [(&chain.inputs, false), (&chain.outputs, true)] {
            for occurrence in list {
                let Some(node) = occurrence.node else { continue };
                let Standing::In(own) = model.node(node).standing else { continue };
                for named in ends_of(chain, occurrence) {
                    let states = |activity| match named.end {
                        End::Activity(end) => end == activity,
                        // An unknown end may be any.
                        End::All | End::Unknown => own != activity,
                        _ => false,
                    };
                    if own != Activity::Improve {
                        let side = if outputs { &mut links.to } else { &mut links.from };
                        side[own as usize] |= states(Activity::Improve);
                        continue;
                    }
                    for other in Activity::ALL {
                        let side = if outputs { &mut links.from } else { &mut links.to };
                        side[other as usize] |= states(other);
                    }
                }
            }
        }
        links
    }
}

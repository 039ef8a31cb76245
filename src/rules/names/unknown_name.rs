//! `unknown-name`: an end or an activity that nothing declares, or that cannot stand there.

mod misplaced;
mod misspelt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::{Activity, Model, NodeId, ScopeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{listed, quoted, quoted_stream};
use crate::rules::support::end_path::written_name;
use crate::rules::support::misdeclared::{self, Sorted};
use crate::rules::support::name_words::{statement_words, symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::undeclared::Undeclared;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule =
    Rule { name: "unknown-name", page: include_str!("../../../rules/unknown-name.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let unknown = &model.flows.unknown;
    if unknown.is_empty() {
        return Vec::new();
    }
    let names = Known::gather(model, unknown);
    let sorted = names.sorted(unknown);
    let others = unknown.iter().filter(|unknown| !sorted.is_told(unknown.place));
    let others = others.map(|unknown| names.finding(unknown, &sorted));
    sorted.misdeclared.iter().map(|misdeclared| misdeclared.finding(model)).chain(others).collect()
}

/// A name that could have been meant.
struct Meant {
    what: What,
    /// The name; none for an activity, which nobody declares.
    name: Option<Symbol>,
    written: String,
    /// Where it is declared; activities are built in.
    place: Option<FileSpan>,
}

impl PartialEq for Meant {
    fn eq(&self, other: &Meant) -> bool {
        self.what == other.what
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Activity(Activity),
    Outside,
    Stream(ScopeId),
    Step(NodeId),
}

/// What the project knows of the unknown names, gathered once for all of them.
struct Known<'m> {
    model: &'m Model<'m>,
    /// Activities, stakeholders, repositories and streams.
    ends: Candidates<Meant>,
    /// The steps of each stream that matters.
    steps: FxHashMap<ScopeId, Candidates<Meant>>,
    /// Steps of any stream that bear an unknown name.
    bearers: FxHashMap<Symbol, Vec<NodeId>>,
    /// Items, practices and roles.
    others: FxHashMap<Symbol, StatementRef>,
    /// The streams that no `stream` declares.
    streams: Undeclared<'m>,
}

impl<'m> Known<'m> {
    fn gather(model: &'m Model<'m>, unknown: &[UnknownName]) -> Known<'m> {
        let declared = &model.declared;
        let activities = Activity::ALL.into_iter().map(|activity| {
            let written = activity.name().to_owned();
            (activity.words(), Meant { what: What::Activity(activity), name: None, written, place: None })
        });
        let outside = declared.outside.iter().map(|&statement| (What::Outside, statement));
        let streams = model.streams().zip(&declared.streams);
        let streams = streams.map(|(scope, &statement)| (What::Stream(scope), statement));
        let named = outside.chain(streams).flat_map(|(what, statement)| meant(model, what, statement));
        let ends = Candidates::new(activities.chain(named));

        let wanted: FxHashSet<ScopeId> = unknown
            .iter()
            .filter_map(|unknown| match unknown.wanted {
                Wanted::StepEnd => Some(unknown.scope),
                Wanted::StepOf(stream) => Some(stream),
                _ => None,
            })
            .collect();
        let steps_of = |&scope: &ScopeId| {
            let nodes = model.scope(scope).nodes.clone().map(NodeId::new);
            let steps = nodes.flat_map(|node| meant(model, What::Step(node), model.node(node).statement));
            (scope, Candidates::new(steps))
        };
        let steps = wanted.iter().map(steps_of).collect();

        let mut bearers: FxHashMap<Symbol, Vec<NodeId>> =
            unknown.iter().map(|unknown| (unknown.name, Vec::new())).collect();
        for stream in model.streams() {
            for (name, node) in &model.scope(stream).step_names {
                // Sorted by name and step: a step whose alias is its name stands there twice.
                if let Some(nodes) = bearers.get_mut(name).filter(|nodes| nodes.last() != Some(node)) {
                    nodes.push(*node);
                }
            }
        }
        let others = declared.items.iter().chain(&declared.others);
        let others = others
            .flat_map(|&other| roles::names(model, other).map(move |(name, _)| (name, other)))
            .collect();
        let of_step = unknown.iter().filter(|unknown| unknown.wanted == Wanted::StreamOfStep);
        let of_step = of_step.map(|unknown| (unknown.name, unknown.place));
        let streams = Undeclared::new(model, Keyword::Stream, of_step);
        Known { model, ends, steps, bearers, others, streams }
    }

    fn finding(&self, unknown: &UnknownName, sorted: &Sorted) -> FindingBuilder {
        let model = self.model;
        let statement = model.statement_at(unknown.place);
        let stream = model.scope(unknown.scope).statement.map(|stream| statement_words(model, stream));
        self.tell(unknown, sorted)
            .fingerprint(stream)
            .fingerprint([statement_words(model, statement), symbol_words(model, unknown.name)])
    }

    fn tell(&self, unknown: &UnknownName, sorted: &Sorted) -> FindingBuilder {
        let &UnknownName { place, name, wanted, .. } = unknown;
        let said = quoted(self.model, place);
        let is_end = matches!(wanted, Wanted::StepEnd | Wanted::ChainEnd | Wanted::BorderEnd);
        if is_end && symbol_words(self.model, name) == "all" {
            return FindingBuilder::new(
                place,
                "`all` in quotes is a name like any other, and nothing is called so",
            )
            .label("did you mean `all` without quotes?")
            .fix(Fix::suggested("write `all`", vec![(place, "all".to_owned())]));
        }
        if let Some(finding) = self.misplaced(unknown) {
            return finding;
        }
        let message = match wanted {
            Wanted::Activity => format!("no activity is called {said}"),
            Wanted::ChainEnd => format!("no activity, stakeholder or repository is called {said}"),
            Wanted::StepEnd => {
                format!("no step, stakeholder, repository, activity or stream is called {said}")
            }
            Wanted::BorderEnd => format!("no stakeholder, repository, activity or stream is called {said}"),
            Wanted::StreamOfStep => format!("no stream is called {said}"),
            Wanted::StepOf(stream) => format!("{} has no step {said}", quoted_stream(self.model, stream)),
        };
        let finding = FindingBuilder::new(place, message);
        match sorted.odd_declaration(self.model, place) {
            Some(odd) => misdeclared::single(finding, self.model, odd, place),
            None => self.advise(finding, unknown),
        }
    }

    /// Says what was probably meant, or else what to do.
    fn advise(&self, finding: FindingBuilder, unknown: &UnknownName) -> FindingBuilder {
        let place = unknown.place;
        let written = self.model.sources.slice(place);
        if let Some((meant, rival)) = self.nearest(unknown) {
            let name = unquote(&meant.written);
            let finding = match meant.place {
                Some(declared) => finding.secondary(declared, "declared here"),
                None => finding,
            };
            if let Some(rival) = rival {
                return finding.label(format!("did you mean `{name}` or `{}`?", unquote(&rival.written)));
            }
            let finding = finding.label(format!("did you mean `{name}`?"));
            return finding
                .fix(Fix::suggested(format!("write `{name}`"), vec![(place, meant.written.clone())]));
        }
        match unknown.wanted {
            Wanted::Activity => finding.help(activities()),
            Wanted::StreamOfStep => self.streams.advise(finding, "", unknown.name, place),
            Wanted::StepOf(stream) => self.advise_steps(finding, stream),
            Wanted::StepEnd | Wanted::ChainEnd | Wanted::BorderEnd => finding.help(format!(
                "declare it: `stakeholder {written}` for whoever stands outside the value chain, \
                 `repository {written}` for where records live"
            )),
        }
    }

    fn advise_steps(&self, finding: FindingBuilder, stream: ScopeId) -> FindingBuilder {
        const MOST: usize = 8;
        let nodes = self.model.scope(stream).nodes.clone().map(NodeId::new);
        let steps: Vec<String> = nodes
            .take(MOST + 1)
            .map(|node| format!("`{}`", unquote(&written_name(self.model, self.model.node(node).statement))))
            .collect();
        match steps.len() {
            0 => finding.help("that stream has no steps"),
            1..=MOST => finding.help(format!("its steps are {}", listed(&steps, "and"))),
            _ => finding.help(format!("its steps are {} and others", steps[..MOST].join(", "))),
        }
    }

    /// Whether this place lies in the description of the activity.
    fn is_described_at(&self, activity: Activity, place: FileSpan) -> bool {
        self.model.described[activity as usize].iter().any(|&node| self.contains(node, place))
    }

    fn contains(&self, node: NodeId, place: FileSpan) -> bool {
        let statement = self.model.node(node).statement;
        statement.file == place.file && self.model.statement(statement).span.contains(place.span)
    }

    fn nearest(&self, unknown: &UnknownName) -> Option<(&Meant, Option<&Meant>)> {
        let &UnknownName { scope, place, wanted, .. } = unknown;
        let model = self.model;
        // Nobody means to name the speaker itself.
        let may_be = |meant: &Meant| match (meant.what, wanted) {
            (What::Activity(activity), Wanted::ChainEnd) => !self.is_described_at(activity, place),
            (What::Activity(_), _) => !matches!(wanted, Wanted::StreamOfStep | Wanted::StepOf(_)),
            (What::Outside, _) => {
                matches!(wanted, Wanted::ChainEnd | Wanted::StepEnd | Wanted::BorderEnd)
            }
            (What::Stream(stream), Wanted::BorderEnd) => stream != scope,
            (What::Stream(_), _) => matches!(wanted, Wanted::StepEnd | Wanted::StreamOfStep),
            (What::Step(node), _) => !self.contains(node, place),
        };
        let name = written_words(model.sources.slice(place));
        let steps = match wanted {
            Wanted::StepEnd => self.steps.get(&scope),
            Wanted::StepOf(stream) => self.steps.get(&stream),
            _ => None,
        };
        let step = steps.and_then(|steps| steps.nearest(&name, may_be));
        let end = self.ends.nearest(&name, may_be);
        let (near, other) = match (step, end) {
            (Some(step), Some(end)) if end.likeness > step.likeness => (end, Some(step)),
            (Some(step), end) => (step, end),
            (None, end) => (end?, None),
        };
        let other = other.filter(|other| other.likeness == near.likeness).map(|other| other.meant);
        Some((near.meant, near.rival.or(other)))
    }
}

fn activities() -> String {
    let names = Activity::ALL.map(|activity| format!("`{}`", activity.name()));
    format!("the six activities are {}", listed(&names, "and"))
}

/// The names by which a declaration can be meant: its own and its alias.
fn meant(model: &Model<'_>, what: What, statement: StatementRef) -> impl Iterator<Item = (String, Meant)> {
    roles::names(model, statement).map(move |(name, place)| {
        let written = model.sources.slice(place).to_owned();
        (
            written_words(&written),
            Meant { what, name: Some(name), written: written.clone(), place: Some(place) },
        )
    })
}

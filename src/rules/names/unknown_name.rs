//! `unknown-name`: an end or an activity that nothing declares, or that cannot stand there.

mod misplaced;
mod missing;
mod misspelt;
mod several;
mod workplace;

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::links::could_run;
use crate::model::matching::{Expectation, Kind};
use crate::model::{Activity, Model, NodeId, ScopeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{listed, quoted, quoted_stream};
use crate::rules::support::end_path::written_name;
use crate::rules::support::meeting::would_meet;
use crate::rules::support::misdeclared::{self, Sorted};
use crate::rules::support::name_words::{statement_words, symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::undeclared::Undeclared;
use crate::similarity::Candidates;
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule = rule!("unknown-name", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let unknown = model.unknown_names();
    if unknown.is_empty() {
        return Vec::new();
    }
    let names = Known::gather(model, unknown);
    let sorted = names.sorted(unknown);
    let mut findings = sorted.findings(model);
    for group in names.groups(unknown, &sorted) {
        findings.push(names.finding_of_several(&group, &sorted));
    }
    findings
}

/// In a project of more streams none is looked for that fits a step: each step with a wrong name would look at all of them.
const MOST_STREAMS: usize = 200;

/// A name that could have been meant.
struct Meant<'m> {
    what: What,
    /// The name; none for an activity, which nobody declares.
    name: Option<Symbol>,
    written: &'m str,
    /// Where it is declared; activities are built in.
    place: Option<FileSpan>,
}

impl PartialEq for Meant<'_> {
    fn eq(&self, other: &Meant<'_>) -> bool {
        self.what == other.what
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Activity(Activity),
    External,
    Stream(ScopeId),
    Step(NodeId),
}

/// What the project knows of the unknown names, gathered once for all of them.
struct Known<'m> {
    model: &'m Model<'m>,
    /// Activities, stakeholders, repositories and streams.
    ends: Candidates<Meant<'m>>,
    /// The steps of each stream that matters.
    steps: FxHashMap<ScopeId, Candidates<Meant<'m>>>,
    /// Steps of any stream that bear an unknown name.
    bearers: FxHashMap<Symbol, Vec<NodeId>>,
    /// Items, practices and roles that are declared.
    others: FxHashMap<Symbol, StatementRef>,
    /// Unknown names that items, practices, roles or tools bear which nothing declares.
    spoken: FxHashSet<Symbol>,
    /// The steps of each stream that matters for which a role is responsible or accountable.
    workplaces: FxHashMap<(ScopeId, Symbol), Vec<NodeId>>,
    /// What each step that was looked at gives to anybody, or takes from anybody.
    with_anybody: RefCell<FxHashMap<(NodeId, Kind), FxHashSet<Symbol>>>,
    /// The streams that no `stream` declares.
    streams: Undeclared<'m>,
    /// How the project spells each activity, by [`Activity::index`].
    spellings: FxHashMap<usize, Vec<&'m str>>,
}

impl<'m> Known<'m> {
    fn gather(model: &'m Model<'m>, unknown: &[UnknownName]) -> Known<'m> {
        let mut others = FxHashMap::default();
        for &other in model.declared().items().iter().chain(model.declared().others()) {
            for (name, _) in roles::names(model, other) {
                others.insert(name, other);
            }
        }
        let mut of_step = Vec::new();
        for unknown in unknown {
            if matches!(unknown.wanted, Wanted::StreamOfStep | Wanted::Run) {
                of_step.push((unknown.name, unknown.place));
            }
        }
        Known {
            model,
            ends: possible_ends(model),
            steps: possible_steps(model, unknown),
            bearers: bearers(model, unknown),
            workplaces: Known::workplaces(model, unknown),
            with_anybody: RefCell::default(),
            spoken: spoken(model, unknown),
            others,
            streams: Undeclared::new(model, Keyword::Stream, of_step),
            spellings: spellings(model),
        }
    }

    /// The finding of several places, at the first. A baseline knows it by the place whose words come first, since which
    /// file does depends on their names.
    fn finding(&self, group: &[&UnknownName], sorted: &Sorted) -> FindingBuilder {
        let first = group[0];
        let standing = group.iter().map(|unknown| self.standing(unknown)).min();
        let (stream, statement) = standing.unwrap_or_default();
        self.explain(first, sorted)
            .fingerprint(stream)
            .fingerprint([statement, symbol_words(self.model, first.name)])
    }

    /// The words of the stream and of the statement in which an unknown name stands.
    fn standing(&self, unknown: &UnknownName) -> (Option<String>, String) {
        let model = self.model;
        let stream = model.scope(unknown.scope).statement.map(|stream| statement_words(model, stream));
        (stream, statement_words(model, model.statement_at(unknown.place)))
    }

    fn explain(&self, unknown: &UnknownName, sorted: &Sorted) -> FindingBuilder {
        let &UnknownName { place, name, wanted, .. } = unknown;
        let said = quoted(self.model, place);
        if unknown.is_end() && symbol_words(self.model, name) == "all" {
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
            Wanted::StepEnd | Wanted::ChainEnd | Wanted::BorderEnd => {
                let keyword = self.model.statement(self.model.statement_at(place)).keyword;
                let takes = matches!(keyword, Keyword::Input | Keyword::Trigger);
                format!("there is no {said} that this could {}", if takes { "come from" } else { "go to" })
            }
            Wanted::StreamOfStep | Wanted::Run => format!("no stream is called {said}"),
            Wanted::StepOf(stream) => format!("{} has no step {said}", quoted_stream(self.model, stream)),
        };
        let finding = FindingBuilder::new(place, message);
        match sorted.odd_declaration(self.model, place) {
            Some(odd) if !self.is_known(name) => misdeclared::single(finding, self.model, odd, place),
            _ => self.advise(finding, unknown),
        }
    }

    /// Whether something that is no end bears the name.
    fn is_known(&self, name: Symbol) -> bool {
        self.others.contains_key(&name) || self.spoken.contains(&name)
    }

    /// Says what was probably meant, or else what to do.
    fn advise(&self, finding: FindingBuilder, unknown: &UnknownName) -> FindingBuilder {
        let place = unknown.place;
        let written = self.model.slice(place);
        if let Some(meant) = self.nearest(unknown) {
            let right = match meant.what {
                What::Activity(activity) => self.spelt(activity, written),
                _ => meant.written.to_owned(),
            };
            let name = unquote(&right);
            let finding = match meant.place {
                Some(declared) => finding.secondary(declared, "declared here"),
                None => finding,
            };
            let finding = finding.label(format!("did you mean `{name}`?"));
            let there = match meant.what {
                What::Step(step) => Some(Expectation::Step(step)),
                What::Stream(stream) if unknown.is_end() => Some(Expectation::Stream(stream)),
                What::Activity(activity) if unknown.is_end() => Some(Expectation::Activity(activity)),
                _ => None,
            };
            if there.is_some_and(|there| !self.would_meet(unknown, there)) {
                return finding;
            }
            return finding.fix(Fix::suggested(format!("write `{name}`"), vec![(place, right.clone())]));
        }
        if let Some(step) = self.workplace(unknown) {
            return self.advise_workplace(finding, unknown, step);
        }
        match unknown.wanted {
            Wanted::Activity => finding
                .help("write one of the six activities, for example `in engage`; `vsdlint explain unmapped-step` names them"),
            Wanted::Run => self.advise_run(finding, unknown),
            // What the stream does is not known, so nobody else could say who takes part in it.
            Wanted::StreamOfStep => self.streams.advise(finding, "", unknown.name, place).without_fix(),
            Wanted::StepOf(stream) => self.advise_steps(finding, stream),
            Wanted::StepEnd | Wanted::ChainEnd | Wanted::BorderEnd => finding.help(format!(
                "write at the top of a file `stakeholder {written}` if this is somebody outside, \
                 or `repository {written}` if records are kept there"
            )),
        }
    }

    /// Names the one stream that begins with what the step takes and ends with what it gives.
    fn advise_run(&self, finding: FindingBuilder, unknown: &UnknownName) -> FindingBuilder {
        let model = self.model;
        let step = model.node_of(unknown.scope, model.statement_at(unknown.place));
        let mut fitting = Vec::new();
        if let Some(step) = step
            && model.streams().len() <= MOST_STREAMS
        {
            fitting.extend(model.streams().filter(|&stream| could_run(model, step, stream)));
        }
        let declared = match fitting[..] {
            [stream] => model.scope(stream).statement,
            _ => None,
        };
        let Some(declared) = declared else {
            return self.streams.advise(finding, "", unknown.name, unknown.place).without_fix();
        };
        let written = written_name(model, declared);
        let name = unquote(&written);
        finding
            .label(format!("did you mean `{name}`?"))
            .secondary(
                model.name_place(declared),
                "this begins with what the step takes, and ends with what it gives",
            )
            .fix(Fix::suggested(format!("write `{name}`"), vec![(unknown.place, written.clone())]))
    }

    /// The name of an activity, spelt as the project spells it and as near as can be to what stands there. Where the project
    /// spells it in several ways, or never, the manner of what stands there may be its own.
    fn spelt(&self, activity: Activity, written: &str) -> String {
        let differing = |spelling: &str| {
            let pairs = spelling.bytes().zip(written.bytes());
            spelling.len().abs_diff(written.len()) + pairs.filter(|(one, other)| one != other).count()
        };
        let mut best = activity.name();
        for &spelling in self.spellings.get(&activity.index()).into_iter().flatten() {
            if differing(spelling) < differing(best) {
                best = spelling;
            }
        }
        let own = in_the_manner_of(activity, written);
        let is_settled = self.spellings.get(&activity.index()).is_some_and(|known| known.len() == 1);
        if !is_settled && differing(&own) < differing(best) { own } else { best.to_owned() }
    }

    fn advise_steps(&self, finding: FindingBuilder, stream: ScopeId) -> FindingBuilder {
        const MAX_LISTED: usize = 3;
        let nodes = self.model.steps_of(stream);
        let mut steps = Vec::new();
        for node in nodes.take(MAX_LISTED + 1) {
            let name = written_name(self.model, self.model.node(node).statement);
            steps.push(format!("`{}`", unquote(&name)));
        }
        match steps.len() {
            0 => finding.help("that stream has no steps"),
            1..=MAX_LISTED => finding.help(format!("its steps are {}", listed(&steps, "and"))),
            _ => finding.help(format!("its steps are {} and others", steps[..MAX_LISTED].join(", "))),
        }
    }

    /// Whether this place lies in the description of the activity.
    fn is_described_at(&self, activity: Activity, place: FileSpan) -> bool {
        let around = self.model.node_around(ScopeId::CHAIN, self.model.statement_at(place));
        around.is_some_and(|node| self.model.node(node).activity_of.activity() == Some(activity))
    }

    /// Whether the flow whose end has this name would meet what it expects, if `there` were the end.
    fn would_meet(&self, unknown: &UnknownName, there: Expectation) -> bool {
        would_meet(self.model, unknown.scope, self.model.statement_at(unknown.place), there)
    }

    fn contains(&self, node: NodeId, place: FileSpan) -> bool {
        let statement = self.model.node(node).statement;
        statement.file == place.file && self.model.statement(statement).span.contains(place.span)
    }

    /// What was most probably meant, if it is one thing alone and nothing else bears the name.
    fn nearest(&self, unknown: &UnknownName) -> Option<&Meant<'m>> {
        let &UnknownName { scope, place, name, wanted } = unknown;
        if self.is_known(name) {
            return None;
        }
        let model = self.model;
        let may_be = |meant: &Meant| self.may_be(meant, unknown);
        let name = written_words(model.slice(place));
        let steps = match wanted {
            Wanted::StepEnd => self.steps.get(&scope),
            Wanted::StepOf(stream) => self.steps.get(&stream),
            _ => None,
        };
        let step = steps.and_then(|steps| steps.nearest(&name, may_be));
        let nearest = match (step, self.ends.nearest(&name, may_be)) {
            (Some(step), Some(end)) if end.likeness == step.likeness => return None,
            (Some(step), Some(end)) if end.likeness < step.likeness => step,
            (Some(step), None) => step,
            (_, end) => end?,
        };
        if nearest.is_only { Some(nearest.meant) } else { None }
    }

    /// Whether this could be what the unknown name was to be. Nobody means to name the owner of the flow itself.
    fn may_be(&self, meant: &Meant, unknown: &UnknownName) -> bool {
        let &UnknownName { scope, place, wanted, .. } = unknown;
        match (meant.what, wanted) {
            (What::Activity(activity), Wanted::ChainEnd) => !self.is_described_at(activity, place),
            (What::Activity(_), _) => {
                !matches!(wanted, Wanted::StreamOfStep | Wanted::Run | Wanted::StepOf(_))
            }
            (What::External, _) => {
                matches!(wanted, Wanted::ChainEnd | Wanted::StepEnd | Wanted::BorderEnd)
            }
            (What::Stream(stream), Wanted::BorderEnd | Wanted::Run) => stream != scope,
            (What::Stream(_), _) => matches!(wanted, Wanted::StepEnd | Wanted::StreamOfStep),
            (What::Step(node), _) => !self.contains(node, place),
        }
    }
}

/// Activities, stakeholders, repositories and streams, by their names.
fn possible_ends<'m>(model: &'m Model<'m>) -> Candidates<Meant<'m>> {
    let mut ends = Vec::new();
    for activity in Activity::ALL {
        let written = activity.name();
        let meant = Meant { what: What::Activity(activity), name: None, written, place: None };
        ends.push((activity.words(), meant));
    }
    for &statement in model.declared().externals() {
        ends.extend(meant(model, What::External, statement));
    }
    for (scope, &statement) in model.streams().zip(model.declared().streams()) {
        ends.extend(meant(model, What::Stream(scope), statement));
    }
    Candidates::new(model.language(), ends)
}

/// The name of an activity with the quotation marks, capital letters and separators of another name.
fn in_the_manner_of(activity: Activity, written: &str) -> String {
    let name = unquote(written);
    let separator = name.chars().find(|letter| matches!(letter, '-' | '_' | ' ')).unwrap_or('_');
    let spelt = activity.words().replace(' ', &separator.to_string());
    let mut letters = name.chars().filter(|letter| letter.is_alphabetic());
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let spelt = match (is_capital, letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => spelt.to_uppercase(),
        (true, false) => spelt[..1].to_uppercase() + &spelt[1..],
        _ => spelt,
    };
    if written.starts_with('"') { format!("\"{spelt}\"") } else { spelt }
}

/// The spellings of each activity that the project uses, each once and not very many.
fn spellings<'m>(model: &'m Model<'m>) -> FxHashMap<usize, Vec<&'m str>> {
    const MOST: usize = 16;
    let mut spellings: FxHashMap<usize, Vec<&str>> = FxHashMap::default();
    for (file, tree) in model.trees().iter().enumerate() {
        for term in &tree.terms {
            let activity = term.symbol().and_then(|name| model.declared().activity(name));
            let Some(activity) = activity else { continue };
            let known = spellings.entry(activity.index()).or_default();
            let spelling = model.slice(FileSpan { file: FileId::new(file), span: term.span });
            if known.len() < MOST && !known.contains(&spelling) {
                known.push(spelling);
            }
        }
    }
    spellings
}

/// The steps of each stream of which an unknown name could be one.
fn possible_steps<'m>(
    model: &'m Model<'m>,
    unknown: &[UnknownName],
) -> FxHashMap<ScopeId, Candidates<Meant<'m>>> {
    let mut steps = FxHashMap::default();
    for unknown in unknown {
        let stream = match unknown.wanted {
            Wanted::StepEnd => unknown.scope,
            Wanted::StepOf(stream) => stream,
            _ => continue,
        };
        steps.entry(stream).or_insert_with(|| {
            let nodes = model.steps_of(stream);
            Candidates::new(
                model.language(),
                nodes.flat_map(|node| meant(model, What::Step(node), model.node(node).statement)),
            )
        });
    }
    steps
}

/// The steps of any stream that bear each unknown name.
fn bearers(model: &Model<'_>, unknown: &[UnknownName]) -> FxHashMap<Symbol, Vec<NodeId>> {
    let mut bearers: FxHashMap<Symbol, Vec<NodeId>> = FxHashMap::default();
    for unknown in unknown {
        bearers.insert(unknown.name, Vec::new());
    }
    for stream in model.streams() {
        for &(name, node) in model.scope(stream).step_names() {
            let Some(nodes) = bearers.get_mut(&name) else { continue };
            // Sorted by name and step: a step whose alias is its name stands there twice.
            if nodes.last() != Some(&node) {
                nodes.push(node);
            }
        }
    }
    bearers
}

/// The unknown names that stand for something else where nothing has to be declared: an item, a practice, a role, a tool.
fn spoken(model: &Model<'_>, unknown: &[UnknownName]) -> FxHashSet<Symbol> {
    let mut is_unknown = vec![false; model.name_count()];
    for unknown in unknown {
        is_unknown[unknown.name.index()] = true;
    }
    let mut spoken = FxHashSet::default();
    for tree in model.trees() {
        for (id, statement) in tree.iter() {
            if !matches!(
                statement.keyword,
                Keyword::Input
                    | Keyword::Output
                    | Keyword::Trigger
                    | Keyword::Outcome
                    | Keyword::Practice
                    | Keyword::Uses
            ) && !roles::FIELDS.contains(&statement.keyword)
            {
                continue;
            }
            for term in tree.subjects(id) {
                spoken.extend(tree[term].symbol().filter(|name| is_unknown[name.index()]));
            }
        }
    }
    spoken
}

/// The names by which a declaration can be meant: its own and its alias.
fn meant<'m>(
    model: &'m Model<'m>,
    what: What,
    statement: StatementRef,
) -> impl Iterator<Item = (String, Meant<'m>)> {
    roles::names(model, statement).map(move |(name, place)| {
        let written = model.slice(place);
        (written_words(written), Meant { what, name: Some(name), written, place: Some(place) })
    })
}

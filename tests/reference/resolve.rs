//! From the text's statements to the model: names are looked up, lists become occurrences.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::misdeclared::{Unknown, settle, unknown, used};
use super::model::{
    ACTIVITIES, Giver, Giving, Model, Nobody, Node, Place, Step, Stream, Taker, Taking, Target,
};
use super::names::{is_typo, key};
use super::organisation::{Declaration, End, Flow, FlowKind, Kind, Mode, Project, Statement};
use super::replies::comes_at_end;

/// What the names of the outermost scope and of the streams mean; the first declaration of a name counts.
#[derive(Default)]
pub struct Scope {
    pub top: BTreeMap<String, Target>,
    pub streams: BTreeMap<String, usize>,
    /// For each stream: its steps.
    pub steps: Vec<BTreeMap<String, usize>>,
    items: BTreeMap<String, String>,
    /// Where the names in `top` are declared.
    pub declared: BTreeMap<String, Place>,
}

/// What the ends of all flows name.
#[derive(Default)]
struct Named {
    used: BTreeSet<String>,
    unknown: Vec<Unknown>,
}

/// Makes one model of all files.
pub fn resolve(project: &Project) -> Model {
    let mut model = Model::default();
    let working_day = project.files.iter().find_map(|file| file.working_day);
    model.working_day = working_day.map_or(8 * 3_600, |day| day.seconds);
    let mut scope = Scope::default();
    let mut named = Named::default();
    for (number, name) in ACTIVITIES.iter().enumerate() {
        scope.top.insert((*name).to_owned(), Target::Activity(number));
    }
    let declarations: Vec<(usize, &Declaration)> = project
        .files
        .iter()
        .enumerate()
        .flat_map(|(file, content)| content.declarations.iter().map(move |declaration| (file, declaration)))
        .collect();
    for (number, (file, declaration)) in declarations.iter().enumerate() {
        declare(&mut model, &mut scope, number, *file, declaration);
    }
    for (file, declaration) in &declarations {
        if declaration.kind == Kind::Item {
            let name = scope.items[&key(&declaration.name)].clone();
            for broader in &declaration.is {
                let broader = item(&scope, broader);
                model.is.push((name.clone(), broader.clone(), (*file, declaration.line)));
                model.broader.entry(name.clone()).or_default().insert(broader);
            }
        }
        if declaration.kind == Kind::Activity {
            describe_activity(&mut model, &scope, &mut named, *file, declaration);
        }
    }
    let mut stream = 0;
    let mut step = 0;
    for (file, declaration) in &declarations {
        if declaration.kind == Kind::Stream {
            for statement in declaration.body.iter().flatten() {
                match statement {
                    Statement::Flow(content) => {
                        flow(&mut model, &scope, &mut named, Node::Stream(stream), *file, content, false);
                    }
                    Statement::Step(content) => {
                        if let Some(name) = &content.runs {
                            run(&mut model, &scope, &mut named, step, name);
                        }
                        for one in &content.flows {
                            let again = comes_back(&model, &scope, one, &content.flows);
                            flow(&mut model, &scope, &mut named, Node::Step(step), *file, one, again);
                        }
                        step += 1;
                    }
                }
            }
            stream += 1;
        }
    }
    settle(&mut model, &named.unknown, &named.used);
    model.item_names = scope.items.clone();
    model.at_end = (0..model.givers.len()).map(|giver| comes_at_end(&model, giver)).collect();
    model
}

fn keys<'a>(name: &'a str, alias: Option<&'a String>) -> Vec<String> {
    let mut keys = vec![key(name)];
    keys.extend(alias.map(|alias| key(alias)).filter(|alias| *alias != keys[0]));
    keys
}

fn duplicate(model: &mut Model, place: Place, stream: Option<usize>) {
    model.name_findings.push((("duplicate-name", place), stream));
}

/// Enters a declaration, and the steps of a stream, into the scope. A name declared twice is reported at the second.
fn declare(model: &mut Model, scope: &mut Scope, number: usize, file: usize, declaration: &Declaration) {
    let place = (file, declaration.line);
    let keys = keys(&declaration.name, declaration.alias.as_ref());
    match declaration.kind {
        Kind::Item => {
            let canonical = scope.items.get(&keys[0]).cloned().unwrap_or_else(|| keys[0].clone());
            for name in keys {
                if ACTIVITIES.contains(&name.as_str()) {
                    duplicate(model, place, None);
                    // As an alias it keeps meaning nothing but the activity.
                    if name != canonical {
                        continue;
                    }
                }
                match scope.items.entry(name) {
                    Entry::Occupied(_) => duplicate(model, place, None),
                    Entry::Vacant(free) => {
                        free.insert(canonical.clone());
                    }
                }
            }
        }
        Kind::Stakeholder | Kind::Repository => {
            for name in keys {
                match scope.top.entry(name) {
                    Entry::Occupied(_) => duplicate(model, place, None),
                    Entry::Vacant(free) => {
                        scope.declared.insert(free.key().clone(), place);
                        free.insert(Target::External(number));
                    }
                }
            }
        }
        Kind::Activity => match scope.top.get(&keys[0]) {
            Some(Target::Activity(activity)) if model.described[*activity].is_none() => {
                model.described[*activity] = Some(place);
            }
            Some(Target::Activity(_)) => duplicate(model, place, None),
            _ => {
                model.name_findings.push((("unknown-name", place), None));
                model.describes_unknown = true;
            }
        },
        Kind::Stream => {
            let stream = model.streams.len();
            model.streams.push(Stream { place, described: declaration.body.is_some() });
            for name in keys {
                if scope.top.contains_key(&name) {
                    duplicate(model, place, Some(stream));
                } else {
                    scope.declared.insert(name.clone(), place);
                    scope.top.insert(name.clone(), Target::Stream(stream));
                    scope.streams.insert(name, stream);
                }
            }
            scope.steps.push(BTreeMap::new());
            declare_steps(model, scope, file, declaration);
        }
    }
}

/// Steps must differ from each other and from the activities; they may hide anything else.
fn declare_steps(model: &mut Model, scope: &mut Scope, file: usize, declaration: &Declaration) {
    let stream = model.streams.len() - 1;
    for statement in declaration.body.iter().flatten() {
        let Statement::Step(content) = statement else { continue };
        let place = (file, content.line);
        let step = model.steps.len();
        for name in keys(&content.name, content.alias.as_ref()) {
            if ACTIVITIES.contains(&name.as_str()) || scope.steps[stream].contains_key(&name) {
                duplicate(model, place, Some(stream));
            }
            scope.steps[stream].entry(name).or_insert(step);
        }
        let named = content.activity.as_ref().map(|name| key(name));
        let mut activities: Vec<usize> =
            (0..6).filter(|activity| named.as_deref() == Some(ACTIVITIES[*activity])).collect();
        if named.is_some() && activities.is_empty() {
            model.name_findings.push((("unknown-name", place), Some(stream)));
            activities.extend(0..6);
        }
        let lead_time = content.lead_time;
        model.steps.push(Step { place, stream, activities, lead_time, runs: None, runs_unknown: false });
    }
}

fn describe_activity(
    model: &mut Model,
    scope: &Scope,
    named: &mut Named,
    file: usize,
    declaration: &Declaration,
) {
    let Some(Target::Activity(activity)) = scope.top.get(&key(&declaration.name)) else { return };
    for statement in declaration.body.iter().flatten() {
        if let Statement::Flow(content) = statement {
            flow(model, scope, named, Node::Activity(*activity), file, content, false);
        }
    }
}

/// A step runs a stream.
fn run(model: &mut Model, scope: &Scope, named: &mut Named, step: usize, name: &str) {
    named.used.insert(key(name));
    model.steps[step].runs = scope.streams.get(&key(name)).copied();
    if model.steps[step].runs.is_none() {
        model.steps[step].runs_unknown = true;
        let place = model.steps[step].place;
        let end = End::Named { stream: Some(name.to_owned()), name: String::new() };
        named.unknown.extend(unknown(model, scope, Node::Step(step), &end, place));
    }
}

fn item(scope: &Scope, name: &str) -> String {
    let name = key(name);
    scope.items.get(&name).cloned().unwrap_or(name)
}

/// An end is looked up from the inside out: this stream's steps, then everything at the outermost level.
/// An end that its place does not allow (a stream in the chain, a step at a trigger) is read as unknown.
fn look_up(model: &Model, scope: &Scope, node: Node, end: &End) -> Target {
    let (stream, name) = match end {
        End::All => return Target::All,
        End::Named { stream, name } => (stream, key(name)),
    };
    let steps = match (stream, node) {
        (Some(stream), _) => scope.streams.get(&key(stream)).copied(),
        (None, Node::Step(_)) => model.stream(node),
        _ => None,
    };
    let found = steps.and_then(|stream| scope.steps[stream].get(&name)).map(|step| Target::Step(*step));
    let undescribed = || {
        let stream = steps.filter(|stream| !model.streams[*stream].described)?;
        Some(Target::Undescribed(stream, name.clone()))
    };
    let found = if stream.is_some() {
        found.or_else(undescribed)
    } else {
        found.or_else(|| scope.top.get(&name).cloned())
    };
    let allowed = found.filter(|target| {
        !matches!(
            (node, target),
            (Node::Activity(_), Target::Stream(_) | Target::Step(_) | Target::Undescribed(..))
                | (Node::Stream(_), Target::Step(_) | Target::Undescribed(..))
        )
    });
    allowed.unwrap_or(Target::Unknown(name))
}

/// Whether a flow of a step may name that step: a `rework` input, and an output of which one of them takes an item.
fn comes_back(model: &Model, scope: &Scope, this: &Flow, flows: &[Flow]) -> bool {
    let rework = FlowKind::Input(Mode::Rework);
    let agree = |given: &String, taken: &String| model.is_kind_of(&item(scope, given), &item(scope, taken));
    let takes = |one: &Flow| {
        let mut items = this.items.iter();
        one.kind == rework && items.any(|given| one.items.iter().any(|taken| agree(given, taken)))
    };
    let gives = matches!(this.kind, FlowKind::Output | FlowKind::OptionalOutput);
    this.kind == rework || gives && flows.iter().any(takes)
}

/// A flow's occurrences: a list is one for each item; `A or B` is one for a taker, one each for a giver. `again` says
/// whether it may name its own step.
fn flow(
    model: &mut Model,
    scope: &Scope,
    named: &mut Named,
    node: Node,
    file: usize,
    flow: &Flow,
    again: bool,
) {
    let place = (file, flow.line);
    let end = |end| match (node, look_up(model, scope, node, end)) {
        (Node::Step(own), Target::Step(step)) if again && own == step => Target::Itself(step),
        (_, target) => target,
    };
    let ends: Vec<Target> = flow.ends.iter().map(end).collect();
    for (written, end) in flow.ends.iter().zip(&ends) {
        used(&mut named.used, written);
        if matches!(end, Target::Unknown(_)) {
            named.unknown.extend(unknown(model, scope, node, written, place));
            if let (Some(own), End::Named { stream, name }) = (model.stream(node), written) {
                let other = match (node, stream) {
                    (Node::Step(_), Some(stream)) => scope.streams.get(&key(stream)).copied(),
                    _ => None,
                };
                let home = other.unwrap_or(own);
                let is_typo =
                    scope.top.keys().chain(scope.steps[home].keys()).any(|other| is_typo(other, &key(name)));
                let name = (stream.is_none() || other.is_some()).then(|| key(name));
                model.nobodies.push(Nobody { node, stream: home, name, is_typo, flow: flow.kind });
            }
        }
    }
    let (taking, giving) = match flow.kind {
        FlowKind::Input(mode) => (Some(Taking::Input(mode)), None),
        FlowKind::Output | FlowKind::OptionalOutput => (None, Some(Giving::Output)),
        FlowKind::Trigger => (Some(Taking::Trigger), Some(Giving::Trigger)),
        FlowKind::Outcome => (Some(Taking::Outcome), Some(Giving::Outcome)),
    };
    let statement = model.takers.iter().map(|taker| taker.statement + 1);
    let statement = statement.chain(model.givers.iter().map(|giver| giver.statement + 1)).max().unwrap_or(0);
    if let Some(role) = taking {
        let contents: Vec<Vec<String>> = if flow.either {
            vec![flow.items.clone()]
        } else {
            flow.items.iter().map(|item| vec![item.clone()]).collect()
        };
        for written in contents {
            let items = written.iter().map(|name| item(scope, name)).collect();
            let ends = ends.clone();
            model.takers.push(Taker {
                role,
                node,
                items,
                written,
                ends,
                place,
                statement,
                within: flow.within,
                every: flow.every.clone(),
            });
        }
    }
    if let Some(role) = giving {
        for written in &flow.items {
            let (item, written, ends) = (item(scope, written), written.clone(), ends.clone());
            model.givers.push(Giver {
                role,
                node,
                item,
                written,
                ends,
                place,
                statement,
                either: flow.either,
                optional: flow.kind == FlowKind::OptionalOutput,
                recurs: flow.every.is_some(),
            });
        }
    }
}

/// Whether an input holds its step back.
pub fn is_mandatory(taker: &Taker) -> bool {
    taker.role == Taking::Input(Mode::Mandatory)
}

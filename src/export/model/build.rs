//! From the model to its shape: declarations, activities, streams and findings.

use rustc_hash::{FxHashMap, FxHashSet};

use super::VERSION;
use super::flows::Flows;
use super::ids::{id, step_id, stream_id};
use super::shape::{
    Activity, Declaration, Document, Finding, Item, Named, Organisation, Roles, Step, Stream, Tool,
};
use crate::export::places::Places;
use crate::export::stats::{StreamStats, Time};
use crate::finding;
use crate::model::matching::Kind;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags, Symbol};

/// What building the shape needs of the whole model.
pub(super) struct Builder<'m, 's> {
    model: &'m Model<'s>,
    places: Places<'m, 's>,
    flows: Flows<'m, 's>,
    /// The declared name of each role, by its alias.
    roles: FxHashMap<Symbol, Symbol>,
    /// Where each finding that counts stands, with its id; sorted by place.
    findings: Vec<(FileSpan, usize)>,
}

impl Document {
    /// The whole model with its findings.
    pub(super) fn build(model: &Model<'_>, findings: &[finding::Finding]) -> Document {
        let mut standing: Vec<(FileSpan, usize)> =
            findings.iter().enumerate().map(|(at, finding)| (finding.primary.place, at)).collect();
        standing.sort_unstable();
        let builder = Builder {
            model,
            places: Places::new(model),
            flows: Flows::new(model),
            roles: model.role_aliases(),
            findings: standing,
        };
        let files = (0..model.sources().as_slice().len()).map(|file| builder.places.path(FileId::new(file)));
        Document {
            version: VERSION,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            files: files.collect(),
            organisation: builder.organisation(),
            stakeholders: builder.declarations(model.declared().externals(), Keyword::Stakeholder),
            repositories: builder.declarations(model.declared().externals(), Keyword::Repository),
            items: builder.items(),
            practices: builder.declarations(model.declared().others(), Keyword::Practice),
            roles: builder.declarations(model.declared().others(), Keyword::Role),
            activities: model.steps_of(ScopeId::CHAIN).filter_map(|node| builder.activity(node)).collect(),
            streams: model.streams().filter_map(|stream| builder.stream(stream)).collect(),
            findings: findings.iter().enumerate().map(|(at, one)| builder.finding(at, one)).collect(),
        }
    }
}

impl Builder<'_, '_> {
    fn organisation(&self) -> Option<Organisation> {
        for (file, tree) in self.model.trees().iter().enumerate() {
            for id in tree.top() {
                let statement = &tree[id];
                if statement.keyword == Keyword::Organisation
                    && !statement.flags.has(StatementFlags::HAS_ERROR)
                {
                    let declaration = self.declaration(StatementRef { file: FileId::new(file), id });
                    let working_day_minutes = self.model.declared().working_day() as f64 / 60.0;
                    return Some(Organisation { declaration, working_day_minutes });
                }
            }
        }
        None
    }

    fn declarations(&self, among: &[StatementRef], keyword: Keyword) -> Vec<Declaration> {
        let mut declarations = Vec::new();
        for &statement in among {
            if self.model.statement(statement).keyword == keyword {
                declarations.push(self.declaration(statement));
            }
        }
        declarations
    }

    fn declaration(&self, statement: StatementRef) -> Declaration {
        let model = self.model;
        Declaration {
            name: model.name_of(statement),
            alias: model.alias_of(statement),
            purpose: self.texts(statement, Keyword::Purpose).into_iter().next(),
            links: self.texts(statement, Keyword::Link),
            place: self.places.of(model.name_place(statement)),
        }
    }

    /// The texts of the fields with `keyword` of a block.
    fn texts(&self, block: StatementRef, keyword: Keyword) -> Vec<String> {
        let tree = self.model.tree(block.file);
        let mut texts = Vec::new();
        for field in self.model.fields(block, keyword) {
            for term in tree.subjects(field) {
                texts.push(self.model.name_at(self.model.term_place(block.file, term)));
            }
        }
        texts
    }

    fn items(&self) -> Vec<Item> {
        let model = self.model;
        let mut items = Vec::new();
        for &statement in model.declared().items() {
            let declaration = self.declaration(statement);
            let (mut is, mut directly) = (Vec::new(), Vec::new());
            let tree = model.tree(statement.file);
            let name = tree.subject(statement.id).and_then(|term| term.symbol());
            if let Some(item) = name.map(|name| model.declared().item(name)) {
                for &broader in model.declared().broader(&item) {
                    if broader != item {
                        is.push(model.text_of(broader).into_owned());
                    }
                }
                let mut known = FxHashSet::from_iter([item]);
                for term in tree.clause(statement.id) {
                    let Some(written) = tree[term].symbol() else { continue };
                    let broader = model.declared().item(written);
                    if known.insert(broader) {
                        directly.push(model.text_of(broader).into_owned());
                    }
                }
            }
            is.sort_unstable();
            items.push(Item { declaration, is, directly });
        }
        items
    }

    fn roles(&self, block: StatementRef) -> Roles {
        let named = |keyword| {
            let mut roles = self.named(block, keyword);
            for (role, (name, _)) in roles.iter_mut().zip(self.model.named(block, keyword)) {
                if let Some(&own) = self.roles.get(&name) {
                    role.name = self.model.text_of(own).into_owned();
                }
            }
            roles
        };
        Roles {
            accountable: named(Keyword::Accountable),
            responsible: named(Keyword::Responsible),
            consulted: named(Keyword::Consulted),
            informed: named(Keyword::Informed),
        }
    }

    fn named(&self, block: StatementRef, keyword: Keyword) -> Vec<Named> {
        let mut named = Vec::new();
        for (_, place) in self.model.named(block, keyword) {
            named.push(Named { name: self.model.name_at(place), place: self.places.of(place) });
        }
        named
    }

    fn activity(&self, node: NodeId) -> Option<Activity> {
        let description = self.model.node(node);
        let activity = description.activity_of.activity()?;
        Some(Activity {
            id: id("activity", node.index()),
            activity: activity.name(),
            declaration: self.declaration(description.statement),
            roles: self.roles(description.statement),
            inputs: self.flows.of_node(&self.places, Kind::Input, node),
            outputs: self.flows.of_node(&self.places, Kind::Output, node),
            findings: self.findings_in(description.statement),
        })
    }

    fn stream(&self, stream: ScopeId) -> Option<Stream> {
        let scope = self.model.scope(stream);
        let statement = scope.statement?;
        let numbers = self.model.numbers().of(stream);
        let numbers = numbers.map(|numbers| StreamStats::of(self.model, numbers).outcomes);
        Some(Stream {
            id: stream_id(stream),
            declaration: self.declaration(statement),
            described: scope.described,
            roles: self.roles(statement),
            triggers: self.flows.of_border(&self.places, Kind::Trigger, stream),
            steps: self.model.steps_of(stream).map(|step| self.step(step)).collect(),
            outcomes: self.flows.of_border(&self.places, Kind::Outcome, stream),
            numbers: numbers.unwrap_or_default(),
            findings: self.findings_in(statement),
        })
    }

    fn step(&self, step: NodeId) -> Step {
        let node = self.model.node(step);
        let figures = self.model.figures(step);
        let runs = self.model.runs();
        let run = runs.binary_search_by_key(&step, |run| run.step).ok().and_then(|at| runs.get(at));
        Step {
            id: step_id(step),
            declaration: self.declaration(node.statement),
            activity: node.activity_of.activity().map(|activity| activity.name()),
            runs: run.map(|run| stream_id(run.stream)),
            roles: self.roles(node.statement),
            practices: self.named(node.statement, Keyword::Practice),
            uses: self.named(node.statement, Keyword::Uses),
            lead_time: figures.lead_time.map(Time::of),
            process_time: figures.process_time.map(Time::of),
            accuracy: figures.accuracy,
            inputs: self.flows.of_node(&self.places, Kind::Input, step),
            outputs: self.flows.of_node(&self.places, Kind::Output, step),
            findings: self.findings_in(node.statement),
        }
    }

    /// The ids of the findings that stand in a statement, its block included.
    fn findings_in(&self, statement: StatementRef) -> Vec<String> {
        let span = self.model.statement(statement).span;
        let start = FileSpan { file: statement.file, span: Span::new(span.start, span.start) };
        let first = self.findings.partition_point(|&(place, _)| place < start);
        let mut ids = Vec::new();
        for &(place, at) in self.findings.get(first..).unwrap_or_default() {
            if place.file != statement.file || place.span.start > span.end {
                break;
            }
            ids.push(at);
        }
        ids.sort_unstable();
        ids.into_iter().map(|at| id("finding", at)).collect()
    }

    fn finding(&self, at: usize, finding: &finding::Finding) -> Finding {
        Finding {
            id: id("finding", at),
            rule: finding.rule.clone(),
            level: finding.level.word(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            place: self.places.of(finding.primary.place),
            other_places: finding.secondary.iter().map(|label| self.places.of(label.place)).collect(),
            fingerprint: format!("{:016x}", finding.fingerprint),
            suppressed: finding.suppressed.as_ref().map(|suppression| suppression.reason.to_string()),
        }
    }
}

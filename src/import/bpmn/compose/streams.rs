//! Processes become streams, black boxes stakeholders.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Composer;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{NodeKind, Party, ScopeId};
use crate::import::bpmn::tree::ElementId;
use crate::import::draft::{About, End, ExternalKind, StreamId};
use crate::import::names::words_of;
use crate::import::remark::RemarkKind;
use crate::model::Activity;

impl Composer<'_, '_, '_> {
    /// Adds a stream for each scope: pools in their order, then other processes, sub-processes behind what they stand in.
    pub(super) fn add_streams(&mut self) {
        let graph = self.graph;
        let mut tops: Vec<ScopeId> = graph.pools.iter().filter_map(|pool| pool.process).collect();
        for scope in graph.scope_ids() {
            if graph[scope].outer.is_none() && graph[scope].pool.is_none() {
                tops.push(scope);
            }
        }
        let mut inner: Vec<Vec<ScopeId>> = vec![Vec::new(); graph.scopes.len()];
        for scope in graph.scope_ids() {
            if let Some(outer) = graph[scope].outer {
                inner[outer.index()].push(scope);
            }
        }
        let callers = self.callers();
        self.streams = vec![StreamId::FIRST; graph.scopes.len()];
        let mut open: Vec<ScopeId> = tops.into_iter().rev().collect();
        while let Some(scope) = open.pop() {
            self.add_stream(scope, callers.get(&scope).map(String::as_str));
            let mut parts = inner[scope.index()].clone();
            parts.sort_by_key(|&part| graph[part].parent.map(|node| self.order.place(node)));
            open.extend(parts.into_iter().rev());
        }
        self.add_pools();
    }

    fn add_stream(&mut self, scope: ScopeId, caller: Option<&str>) {
        let graph = self.graph;
        let of = &graph[scope];
        let pool = of.pool.map(|pool| &graph[pool]);
        let element = pool.map_or(of.element, |pool| pool.element);
        let mut name = match pool {
            Some(pool) if !words_of(&pool.name).is_empty() => pool.name.clone(),
            _ => of.name.clone(),
        };
        if words_of(&name).is_empty() {
            name = match (of.parent, caller) {
                (Some(_), _) => "Sub-process without a label".to_owned(),
                (None, Some(caller)) => caller.to_owned(),
                (None, None) => stem(self.teller.file),
            };
            self.teller.invent(element, format!("a process without a label is called `{name}`"));
        }
        let mut about = About::new(name, self.teller.place(element));
        about.source_id = self.teller.tree.attribute(of.element, "id").map(str::to_owned);
        if of.is_event_driven {
            let text = "a sub-process that an event starts is a stream that no step runs";
            about.remarks.push(self.teller.tell(of.element, Fate::Approximated, text));
        }
        let stream = self.teller.draft.add_stream(about);
        self.streams[scope.index()] = stream;
        self.scopes.push(scope);
    }

    /// For each process that is called, the label of the first activity that does so.
    fn callers(&self) -> FxHashMap<ScopeId, String> {
        let graph = self.graph;
        let mut callers = FxHashMap::default();
        for node in &graph.nodes {
            if let NodeKind::Call(called) = node.kind
                && !words_of(&node.name).is_empty()
            {
                callers.entry(called).or_insert_with(|| node.name.clone());
            }
        }
        callers
    }

    /// What each pool is as a whole: its stream, or a stakeholder.
    fn add_pools(&mut self) {
        let mut has_message = vec![false; self.graph.pools.len()];
        for message in &self.graph.messages {
            for party in [message.from, message.to] {
                if let Party::Pool(pool) = party {
                    has_message[pool.index()] = true;
                }
            }
        }
        let mut kept = FxHashSet::default();
        for access in &self.graph.accesses {
            let data = &self.graph[access.data];
            if data.is_store && !words_of(&data.name).is_empty() {
                kept.insert(words_of(&data.name));
            }
        }
        for (pool, has_message) in self.graph.pools.iter().zip(has_message) {
            let end = match pool.process {
                Some(scope) => End::Stream(self.stream(scope)),
                None if !has_message && words_of(&pool.name).is_empty() => {
                    let text = "an empty pool without a label and messages says nothing";
                    self.teller.tell(pool.element, Fate::Dropped, text);
                    // Nothing names it.
                    End::All
                }
                None => self.black_box(pool.element, &pool.name, &kept),
            };
            self.pools.push(end);
        }
    }

    /// Who a black box is: an activity or a store of that name, or else a stakeholder.
    fn black_box(&mut self, element: ElementId, name: &str, kept: &FxHashSet<String>) -> End {
        let place = self.teller.place(element);
        let words = words_of(name);
        let is_meant = |activity: &Activity| activity.words() == words;
        let activity = Activity::ALL.into_iter().find(is_meant);
        if let Some(activity) = activity {
            let text = format!("the pool `{name}` is taken for the activity");
            self.teller.draft.remark(RemarkKind::Resolved, &place, text);
            return End::Activity(activity);
        }
        if words == "all activities" {
            let text = format!("the pool `{name}` is taken for `all`");
            self.teller.draft.remark(RemarkKind::Resolved, &place, text);
            return End::All;
        }
        let mut about = About::new(name, place.clone());
        about.source_id = self.teller.tree.attribute(element, "id").map(str::to_owned);
        about.purpose = self.documentation(element);
        if !kept.contains(&words) {
            return End::External(self.teller.draft.add_external(ExternalKind::Stakeholder, about));
        }
        let text = format!("the pool `{name}` is taken for the data store");
        self.teller.draft.remark(RemarkKind::Resolved, &place, text);
        let store = self.teller.draft.add_external(ExternalKind::Repository, about);
        self.stores.insert(words, store);
        End::External(store)
    }

    /// Whether a node is a sub-process that an event starts, which is no step.
    pub(super) fn is_event_driven(&self, kind: NodeKind) -> bool {
        matches!(kind, NodeKind::Sub(inner) if self.graph[inner].is_event_driven)
    }
}

/// The name of a file, without its folder and ending.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if words_of(stem).is_empty() { "Process".to_owned() } else { stem.to_owned() }
}

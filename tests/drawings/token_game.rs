//! A token game after BPMN's own semantics (chapter 13 of the standard), written apart from the importer: tokens lie on sequence
//! flows, an activity takes one and gives one on, a parallel gateway takes one of each flow into it, an exclusive one passes on
//! what comes to one flow out of it. An inclusive gateway waits for what can still come. A sub-process is done when nothing in it
//! goes on.

use std::collections::HashSet;

use super::net::{Kind, Net, Way};

/// What a run of the game shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every run comes to an end, or can go on.
    Sound,
    /// Some run stops where a parallel gateway has got something, and has never got the rest.
    Stuck,
    /// The same, but all that such gateways have got comes whatever is decided, and the rest comes in some other run.
    StuckBeside,
    /// There are too many states, or tokens heap up: nothing is known.
    Unknown,
}

/// More tokens than this on one flow are a heap.
const MOST_TOKENS: u8 = 3;
const MOST_STATES: usize = 30_000;
/// A node with more ways on is not played.
const MOST_WAYS: usize = 64;

/// The tokens on each flow, behind them one for each scope at work, and which parallel gateways have acted.
type State = (Vec<u8>, Vec<bool>);

/// A net that is played.
struct Game<'n> {
    net: &'n Net,
    incoming: Vec<Vec<usize>>,
    /// What a node gives, in each of its ways: flows, and scopes that begin.
    gives: Vec<Vec<Vec<usize>>>,
    /// The scope that a flow lies in.
    scope_of: Vec<usize>,
    /// The flows out of nowhere, by which what begins in a scope begins.
    entries: Vec<Vec<usize>>,
    /// The sub-process that a scope is.
    parents: Vec<Option<usize>>,
    /// The targets of all flows, those out of nowhere among them.
    targets: Vec<usize>,
    /// For each inclusive gateway and flow into it, from which flows a token can still come there.
    feeders: Vec<Vec<HashSet<usize>>>,
}

impl Net {
    /// Plays all runs. `all_comes` says that what may come or not always does.
    pub fn play(&self, all_comes: bool) -> Verdict {
        Game::new(self, all_comes).map_or(Verdict::Unknown, |game| game.play())
    }

    /// Whether something can come to each activity, whatever is decided.
    pub fn reaches_all(&self) -> bool {
        let Some(game) = Game::new(self, true) else { return true };
        let met = game.reached(|node| game.gives[node].concat());
        (0..self.nodes.len()).all(|node| {
            !matches!(self.nodes[node].kind, Kind::Task | Kind::Sub(_))
                || game.incoming[node].iter().any(|&flow| met[flow])
        })
    }

    /// Whether one decision by itself keeps a parallel gateway waiting for ever with something that the decision has brought: all
    /// others give everything.
    pub fn waits_for_one_decision(&self) -> bool {
        let Some(game) = Game::new(self, true) else { return false };
        let all = game.reached(|node| game.gives[node].concat());
        for decider in 0..self.nodes.len() {
            if game.gives[decider].len() < 2 {
                continue;
            }
            let case = |way: &[usize]| {
                game.reached(|node| if node == decider { way.to_vec() } else { game.gives[node].concat() })
            };
            let without = case(&[]);
            for way in &game.gives[decider] {
                let met = case(way);
                let waits = |incoming: &Vec<usize>| {
                    incoming.iter().any(|&flow| met[flow] && !without[flow])
                        && !incoming.iter().all(|&flow| met[flow])
                        && incoming.iter().all(|&flow| all[flow])
                };
                let mut joins = (0..self.nodes.len()).filter(|&node| self.nodes[node].kind == Kind::Parallel);
                if joins.any(|join| waits(&game.incoming[join])) {
                    return true;
                }
            }
        }
        false
    }
}

impl<'n> Game<'n> {
    /// Makes ready to play; none where a node has too many ways on.
    fn new(net: &'n Net, all_comes: bool) -> Option<Game<'n>> {
        let mut game = Game {
            net,
            incoming: (0..net.nodes.len()).map(|node| net.incoming(node)).collect(),
            gives: Vec::new(),
            scope_of: net.flows.iter().map(|flow| net.nodes[flow.from].scope).collect(),
            entries: vec![Vec::new(); net.scopes],
            parents: vec![None; net.scopes],
            targets: net.flows.iter().map(|flow| flow.to).collect(),
            feeders: Vec::new(),
        };
        for (node, of) in net.nodes.iter().enumerate() {
            if let Kind::Sub(scope) = of.kind {
                game.parents[scope] = Some(node);
            }
            if of.begins {
                let entry = game.targets.len();
                game.targets.push(node);
                game.scope_of.push(of.scope);
                game.entries[of.scope].push(entry);
                game.incoming[node].push(entry);
            }
        }
        for node in 0..net.nodes.len() {
            let ways = game.ways(node, all_comes)?;
            game.gives.push(ways);
        }
        for node in 0..net.nodes.len() {
            let feeders = game.feeders_of(node);
            game.feeders.push(feeders);
        }
        Some(game)
    }

    /// What stands for a scope at work among the tokens.
    fn mark(&self, scope: usize) -> usize {
        self.targets.len() + scope
    }

    /// All that a node can give; none where that is too much to play.
    fn ways(&self, node: usize, all_comes: bool) -> Option<Vec<Vec<usize>>> {
        let net = self.net;
        let outgoing = net.outgoing(node);
        let exits = match net.nodes[node].kind {
            Kind::Start | Kind::Parallel | Kind::Border { .. } => vec![outgoing],
            Kind::End | Kind::Terminate | Kind::Raise(_) => vec![Vec::new()],
            Kind::Exclusive if outgoing.len() > 1 => outgoing.into_iter().map(|flow| vec![flow]).collect(),
            Kind::Exclusive => vec![outgoing],
            Kind::Inclusive if !all_comes && outgoing.len() > 1 => {
                let (default, others) = self.split(&outgoing, Way::Default);
                let mut ways = subsets(&others)?;
                ways.retain(|way| !way.is_empty());
                ways.extend(default.into_iter().map(|flow| vec![flow]));
                ways
            }
            Kind::Task | Kind::Sub(_) if !all_comes => {
                let (conditional, rest) = self.split(&outgoing, Way::If);
                let (default, always) = self.split(&rest, Way::Default);
                let mut ways = Vec::new();
                for taken in subsets(&conditional)? {
                    let otherwise = if taken.is_empty() { &default[..] } else { &[] };
                    let way = [&always[..], &taken, otherwise].concat();
                    if !way.is_empty() || conditional.is_empty() {
                        ways.push(way);
                    }
                }
                ways
            }
            Kind::Inclusive | Kind::Task | Kind::Sub(_) => vec![outgoing],
        };
        let (mut ends, mut besides) = (Vec::new(), Vec::new());
        for (border, interrupts) in net.borders(node) {
            if interrupts { &mut ends } else { &mut besides }.push(net.outgoing(border));
        }
        let mut ways = Vec::new();
        for exit in &exits {
            if all_comes {
                ways.push([&exit[..], &besides.concat()].concat());
                continue;
            }
            for chosen in subsets(&(0..besides.len()).collect::<Vec<_>>())? {
                let more: Vec<usize> = chosen.iter().flat_map(|&at| besides[at].clone()).collect();
                ways.push([&exit[..], &more].concat());
            }
        }
        ways.extend(ends);
        if ways.len() > MOST_WAYS { None } else { Some(ways) }
    }

    /// The flows of a kind, and the others.
    fn split(&self, flows: &[usize], way: Way) -> (Vec<usize>, Vec<usize>) {
        flows.iter().partition(|&&flow| self.net.flows[flow].way == way)
    }

    /// For each flow into an inclusive gateway, from where a token can come there without passing the gateway.
    fn feeders_of(&self, node: usize) -> Vec<HashSet<usize>> {
        if self.net.nodes[node].kind != Kind::Inclusive {
            return Vec::new();
        }
        let feeders = |&into: &usize| {
            let mut feeders = HashSet::from([into]);
            loop {
                let before = feeders.len();
                for (flow, &target) in self.targets.iter().enumerate() {
                    let leads = self.gives[target].concat().iter().any(|next| feeders.contains(next));
                    if target != node && leads {
                        feeders.insert(flow);
                    }
                }
                for (scope, parent) in self.parents.iter().enumerate() {
                    let Some(parent) = *parent else { continue };
                    if self.gives[parent].concat().iter().any(|next| feeders.contains(next)) {
                        feeders.insert(self.mark(scope));
                    }
                }
                if feeders.len() == before {
                    return feeders;
                }
            }
        };
        self.incoming[node].iter().map(feeders).collect()
    }

    fn play(&self) -> Verdict {
        let mut first = vec![0; self.targets.len() + self.net.scopes];
        for &entry in &self.entries[0] {
            first[entry] = 1;
        }
        let mut seen: HashSet<State> = HashSet::new();
        let mut open: Vec<State> = vec![(first, vec![false; self.net.nodes.len()])];
        let mut stuck = Vec::new();
        let mut met = vec![false; self.targets.len() + self.net.scopes];
        while let Some(state) = open.pop() {
            if !seen.insert(state.clone()) {
                continue;
            }
            if seen.len() > MOST_STATES || state.0.iter().any(|&tokens| tokens > MOST_TOKENS) {
                return Verdict::Unknown;
            }
            for (met, &tokens) in met.iter_mut().zip(&state.0) {
                *met |= tokens > 0;
            }
            let next = self.next(&state);
            if next.is_empty() && self.waiting(&state).next().is_some() {
                stuck.push(state);
            }
            open.extend(next);
        }
        if stuck.is_empty() {
            return Verdict::Sound;
        }
        let anyway = self.without_decisions();
        let is_plain = stuck.iter().any(|state| self.waits_for_a_decision(state, &anyway, &met));
        if is_plain { Verdict::Stuck } else { Verdict::StuckBeside }
    }

    /// The flows that get a token, where each node gives what `gives` says.
    fn reached(&self, gives: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
        let mut met = vec![false; self.targets.len() + self.net.scopes];
        for &entry in &self.entries[0] {
            met[entry] = true;
        }
        loop {
            let before = met.clone();
            for (node, of) in self.net.nodes.iter().enumerate() {
                let mut incoming = self.incoming[node].iter();
                let acts = match of.kind {
                    Kind::Border { .. } => false,
                    Kind::Parallel => !self.incoming[node].is_empty() && incoming.all(|&flow| met[flow]),
                    _ => incoming.any(|&flow| met[flow]),
                };
                if !acts {
                    continue;
                }
                let mut given = gives(node);
                match of.kind {
                    Kind::Sub(scope) => given.extend(&self.entries[scope]),
                    Kind::Raise(border) => given.extend(self.net.outgoing(border)),
                    _ => {}
                }
                for flow in given {
                    met[flow] = true;
                }
            }
            if met == before {
                return met;
            }
        }
    }

    /// The flows that get a token where no decision gives anything.
    fn without_decisions(&self) -> Vec<bool> {
        self.reached(|node| if self.net.decides(node) { Vec::new() } else { self.gives[node].concat() })
    }

    /// The parallel gateways that have got something and have never acted.
    fn waiting(&self, (tokens, acted): &State) -> impl Iterator<Item = usize> {
        (0..self.net.nodes.len()).filter(|&node| {
            self.net.nodes[node].kind == Kind::Parallel
                && !acted[node]
                && self.incoming[node].iter().any(|&flow| tokens[flow] > 0)
        })
    }

    /// Whether a parallel gateway waits with something that only a decision brings, or for something that never comes at all.
    fn waits_for_a_decision(&self, state: &State, anyway: &[bool], met: &[bool]) -> bool {
        self.waiting(state).any(|node| {
            let mut incoming = self.incoming[node].iter();
            incoming.clone().any(|&flow| state.0[flow] > 0 && !anyway[flow])
                || incoming.any(|&flow| !met[flow])
        })
    }

    /// All states that one act of one node leads to. Nobody but its target takes a token from a flow, so whoever can act still can
    /// after others have: any order leads to the same ends, and one is enough. What ends everything acts first; who waits for what
    /// can still come, and a sub-process that is done when nothing goes on, act last.
    fn next(&self, state: &State) -> Vec<State> {
        let nodes = 0..self.net.nodes.len();
        let turn = |node: &usize| match self.net.nodes[*node].kind {
            Kind::Terminate | Kind::Raise(_) => 0,
            Kind::Inclusive => 2,
            _ => 1,
        };
        for now in 0..3 {
            for node in nodes.clone().filter(|node| turn(node) == now) {
                let next = self.act(node, state);
                if !next.is_empty() {
                    return next;
                }
            }
        }
        (0..self.net.scopes).find_map(|scope| self.finish(scope, state)).unwrap_or_default()
    }

    /// What a node does.
    fn act(&self, node: usize, (tokens, acted): &State) -> Vec<State> {
        let kind = self.net.nodes[node].kind;
        let incoming = &self.incoming[node];
        let arrived = || incoming.iter().copied().filter(|&flow| tokens[flow] > 0);
        let takes: Vec<Vec<usize>> = match kind {
            Kind::Border { .. } => return Vec::new(),
            Kind::Parallel if !incoming.is_empty() && arrived().count() == incoming.len() => {
                vec![incoming.clone()]
            }
            Kind::Parallel => return Vec::new(),
            Kind::Inclusive if self.waits_for_more(node, tokens) => return Vec::new(),
            Kind::Inclusive => vec![arrived().collect()],
            Kind::Sub(scope) if tokens[self.mark(scope)] > 0 => return Vec::new(),
            _ => arrived().map(|flow| vec![flow]).collect(),
        };
        let mut next = Vec::new();
        for taken in takes.iter().filter(|taken| !taken.is_empty()) {
            let mut before = tokens.clone();
            for &flow in taken {
                before[flow] -= 1;
            }
            let mut acted = acted.clone();
            acted[node] = kind == Kind::Parallel;
            for after in self.given(node, before) {
                next.push((after, acted.clone()));
            }
        }
        next
    }

    fn given(&self, node: usize, mut tokens: Vec<u8>) -> Vec<Vec<u8>> {
        let of = self.net.nodes[node];
        match of.kind {
            Kind::Terminate => {
                self.clear(of.scope, &mut tokens);
                match self.parents[of.scope] {
                    Some(parent) => self.gives[parent].iter().map(|way| given(&tokens, way)).collect(),
                    None => vec![tokens],
                }
            }
            Kind::Raise(border) => {
                self.clear(of.scope, &mut tokens);
                vec![given(&tokens, &self.net.outgoing(border))]
            }
            Kind::Sub(scope) => {
                // That an event ends it is tried at its beginning: what it has done by then is undone.
                let mut next = Vec::new();
                for (border, interrupts) in self.net.borders(node) {
                    if interrupts {
                        next.push(given(&tokens, &self.net.outgoing(border)));
                    }
                }
                tokens[self.mark(scope)] = 1;
                next.push(given(&tokens, &self.entries[scope]));
                next
            }
            _ => self.gives[node].iter().map(|way| given(&tokens, way)).collect(),
        }
    }

    /// Takes away all that is in a scope.
    fn clear(&self, scope: usize, tokens: &mut [u8]) {
        for (tokens, &at) in tokens.iter_mut().zip(&self.scope_of) {
            if self.is_within(at, scope) {
                *tokens = 0;
            }
        }
        for inner in 0..self.net.scopes {
            if self.is_within(inner, scope) {
                tokens[self.mark(inner)] = 0;
            }
        }
    }

    fn is_within(&self, mut inner: usize, scope: usize) -> bool {
        while inner != scope {
            let Some(parent) = self.parents[inner] else { return false };
            inner = self.net.nodes[parent].scope;
        }
        true
    }

    /// A sub-process in which nothing is left is done.
    fn finish(&self, scope: usize, (tokens, acted): &State) -> Option<Vec<State>> {
        let parent = self.parents[scope]?;
        if tokens[self.mark(scope)] == 0 {
            return None;
        }
        let mut after = tokens.clone();
        self.clear(scope, &mut after);
        after[self.mark(scope)] = 1;
        if after != *tokens {
            return None;
        }
        after[self.mark(scope)] = 0;
        let ends: HashSet<Vec<usize>> = self
            .net
            .borders(parent)
            .iter()
            .filter(|(_, ends)| *ends)
            .map(|(border, _)| self.net.outgoing(*border))
            .collect();
        let ways = self.gives[parent].iter().filter(|way| !ends.contains(*way));
        Some(ways.map(|way| (given(&after, way), acted.clone())).collect())
    }

    /// Whether a token can still come on a flow into an inclusive gateway that has none.
    fn waits_for_more(&self, node: usize, tokens: &[u8]) -> bool {
        let (has, lacks): (Vec<usize>, Vec<usize>) =
            (0..self.incoming[node].len()).partition(|&at| tokens[self.incoming[node][at]] > 0);
        if has.is_empty() {
            return true;
        }
        let feeders = &self.feeders[node];
        tokens.iter().enumerate().any(|(flow, &count)| {
            count > 0
                && lacks.iter().any(|&at| feeders[at].contains(&flow))
                && !has.iter().any(|&at| feeders[at].contains(&flow))
        })
    }
}

/// The tokens with one more on each of some flows.
fn given(tokens: &[u8], flows: &[usize]) -> Vec<u8> {
    let mut after = tokens.to_vec();
    for &flow in flows {
        after[flow] = after[flow].saturating_add(1);
    }
    after
}

/// All subsets; none where they are too many.
fn subsets(of: &[usize]) -> Option<Vec<Vec<usize>>> {
    if of.len() > 6 {
        return None;
    }
    let mut subsets = vec![Vec::new()];
    for &one in of {
        for at in 0..subsets.len() {
            let mut with = subsets[at].clone();
            with.push(one);
            subsets.push(with);
        }
    }
    Some(subsets)
}

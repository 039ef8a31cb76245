//! A token game after BPMN's own semantics (chapter 13 of the standard), written apart from the importer: tokens lie on sequence
//! flows, an activity takes one and gives one on, a parallel gateway takes one of each flow into it, an exclusive one passes on
//! what comes to one flow out of it.

use std::collections::HashSet;

/// What a node does with tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Start,
    End,
    Task,
    Exclusive,
    Parallel,
}

/// A process: the kinds of its nodes, and flows between them.
#[derive(Clone, Debug, Default)]
pub struct Net {
    pub kinds: Vec<Kind>,
    pub flows: Vec<(usize, usize)>,
}

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

/// The tokens on each flow, and which nodes have acted.
type State = (Vec<u8>, u64);

impl Net {
    fn incoming(&self, node: usize) -> Vec<usize> {
        (0..self.flows.len()).filter(|&flow| self.flows[flow].1 == node).collect()
    }

    fn outgoing(&self, node: usize) -> Vec<usize> {
        (0..self.flows.len()).filter(|&flow| self.flows[flow].0 == node).collect()
    }

    /// How many decisions there are.
    pub fn choices(&self) -> usize {
        let is_choice = |&node: &usize| self.kinds[node] == Kind::Exclusive && self.outgoing(node).len() > 1;
        (0..self.kinds.len()).filter(is_choice).count()
    }

    /// Plays all runs.
    pub fn play(&self) -> Verdict {
        let mut first = vec![0; self.flows.len()];
        for node in 0..self.kinds.len() {
            if self.kinds[node] == Kind::Start {
                for flow in self.outgoing(node) {
                    first[flow] += 1;
                }
            }
        }
        let mut seen: HashSet<State> = HashSet::new();
        let mut open: Vec<State> = vec![(first, 0)];
        let mut is_stuck = false;
        let mut ends = Vec::new();
        let mut met = vec![false; self.flows.len()];
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
            if next.is_empty() {
                is_stuck |= self.waits(&state);
                ends.push(state);
            }
            open.extend(next);
        }
        if !is_stuck {
            return Verdict::Sound;
        }
        let anyway = self.without_decisions();
        let is_plain = ends.iter().any(|state| self.waits_for_a_decision(state, &anyway, &met));
        if is_plain { Verdict::Stuck } else { Verdict::StuckBeside }
    }

    /// The flows that get a token where no decision gives anything.
    fn without_decisions(&self) -> Vec<bool> {
        let is_choice = |node: usize| self.kinds[node] == Kind::Exclusive && self.outgoing(node).len() > 1;
        let mut met = vec![false; self.flows.len()];
        loop {
            let before = met.clone();
            for node in 0..self.kinds.len() {
                let incoming = self.incoming(node);
                let acts = match self.kinds[node] {
                    Kind::Start => true,
                    Kind::Parallel => incoming.iter().all(|&flow| met[flow]),
                    _ => incoming.iter().any(|&flow| met[flow]),
                };
                if acts && !is_choice(node) {
                    for flow in self.outgoing(node) {
                        met[flow] = true;
                    }
                }
            }
            if met == before {
                return met;
            }
        }
    }

    /// Whether a parallel gateway waits with something that only a decision brings, or for something that never comes at all.
    fn waits_for_a_decision(&self, (tokens, acted): &State, anyway: &[bool], met: &[bool]) -> bool {
        (0..self.kinds.len()).any(|node| {
            let incoming = self.incoming(node);
            self.kinds[node] == Kind::Parallel
                && acted & (1 << node) == 0
                && incoming.iter().any(|&flow| tokens[flow] > 0)
                && (incoming.iter().any(|&flow| tokens[flow] > 0 && !anyway[flow])
                    || incoming.iter().any(|&flow| !met[flow]))
        })
    }

    /// Whether a parallel gateway that has never acted has got something.
    fn waits(&self, (tokens, acted): &State) -> bool {
        (0..self.kinds.len()).any(|node| {
            self.kinds[node] == Kind::Parallel
                && acted & (1 << node) == 0
                && self.incoming(node).iter().any(|&flow| tokens[flow] > 0)
        })
    }

    /// All states that one act leads to.
    fn next(&self, (tokens, acted): &State) -> Vec<State> {
        let mut next = Vec::new();
        for (node, kind) in self.kinds.iter().enumerate() {
            let (incoming, outgoing) = (self.incoming(node), self.outgoing(node));
            let takes: Vec<Vec<usize>> = match kind {
                Kind::Start => continue,
                Kind::Parallel if incoming.iter().all(|&flow| tokens[flow] > 0) && !incoming.is_empty() => {
                    vec![incoming]
                }
                Kind::Parallel => continue,
                _ => incoming.into_iter().filter(|&flow| tokens[flow] > 0).map(|flow| vec![flow]).collect(),
            };
            let gives: Vec<Vec<usize>> = match kind {
                Kind::Exclusive => outgoing.into_iter().map(|flow| vec![flow]).collect(),
                _ => vec![outgoing],
            };
            for taken in &takes {
                for given in &gives {
                    let mut after = tokens.clone();
                    for &flow in taken {
                        after[flow] -= 1;
                    }
                    for &flow in given {
                        after[flow] += 1;
                    }
                    next.push((after, acted | (1 << node)));
                }
            }
        }
        next
    }

    /// The process in BPMN.
    pub fn xml(&self) -> String {
        let mut xml = String::from(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>\n<process id='p' name='Process'>\n",
        );
        for (node, kind) in self.kinds.iter().enumerate() {
            xml += &match kind {
                Kind::Start => format!("<startEvent id='n{node}' name='Order {node}'/>\n"),
                Kind::End => format!("<endEvent id='n{node}' name='End {node}'/>\n"),
                Kind::Task => format!("<task id='n{node}' name='Task {node}'/>\n"),
                Kind::Exclusive => format!("<exclusiveGateway id='n{node}' name='Question {node}?'/>\n"),
                Kind::Parallel => format!("<parallelGateway id='n{node}'/>\n"),
            };
        }
        for (flow, (source, target)) in self.flows.iter().enumerate() {
            let is_choice = self.kinds[*source] == Kind::Exclusive && self.outgoing(*source).len() > 1;
            let label = if is_choice { format!(" name='answer {flow}'") } else { String::new() };
            xml +=
                &format!("<sequenceFlow id='f{flow}'{label} sourceRef='n{source}' targetRef='n{target}'/>\n");
        }
        xml + "</process>\n</definitions>\n"
    }
}

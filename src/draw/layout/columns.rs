//! In which column each box stands: its place in the order of time.

use crate::draw::diagram::{Diagram, NodeKind, Origin, Style, Target};

/// The column of each box, 0-based: behind all boxes that feed it, by the longest way (layering of Sugiyama, Tagawa and
/// Toda). What comes back, rework and replies, does not count, and neither does the flow that closes a circle.
pub(super) fn columns(diagram: &Diagram) -> Vec<usize> {
    let count = diagram.nodes.len();
    let forward = forward(diagram);
    let mut columns = vec![0; count];
    let mut before = vec![0_usize; count];
    for &(_, to) in &forward.arcs {
        before[to] += 1;
    }
    let mut is_fed = before.iter().map(|&count| count > 0).collect::<Vec<_>>();
    let mut ready: Vec<usize> = (0..count).filter(|&node| before[node] == 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(node) = ready.pop() {
        order.push(node);
        for &next in &forward.next[node] {
            columns[next] = columns[next].max(columns[node] + 1);
            before[next] -= 1;
            if before[next] == 0 {
                ready.push(next);
            }
        }
    }
    // What starts the work stands at the left. Any other box that nothing feeds stands right before its first taker.
    for flow in &diagram.flows {
        if let (true, Target::Input(port)) = (flow.starts, flow.to) {
            is_fed[port.node] = true;
        }
    }
    let last = columns.iter().copied().max().unwrap_or_default();
    for node in order {
        // What nobody produces would come at the end.
        if diagram.nodes[node].kind == NodeKind::Nobody && diagram.nodes[node].inputs.is_empty() {
            columns[node] = last;
            continue;
        }
        let first = forward.next[node].iter().map(|&next| columns[next]).min();
        if let Some(first) = first
            && !is_fed[node]
        {
            columns[node] = first - 1;
        }
    }
    columns
}

/// The flows by which boxes follow each other, without any circle.
struct Forward {
    arcs: Vec<(usize, usize)>,
    next: Vec<Vec<usize>>,
}

/// Walks from each box in the order of the text, depth first, and leaves out what leads back to a box that is still being
/// walked from.
fn forward(diagram: &Diagram) -> Forward {
    let count = diagram.nodes.len();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for flow in &diagram.flows {
        let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) else { continue };
        if from.node != to.node && !matches!(flow.style, Style::Rework | Style::Reply) {
            next[from.node].push(to.node);
        }
    }
    for list in &mut next {
        list.sort_unstable();
        list.dedup();
    }
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; count];
    let mut arcs = Vec::new();
    for root in 0..count {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        let mut walk = vec![(root, 0)];
        while let Some((node, at)) = walk.last_mut() {
            let Some(&head) = next[*node].get(*at) else {
                state[*node] = State::Done;
                walk.pop();
                continue;
            };
            *at += 1;
            if state[head] != State::Open {
                arcs.push((*node, head));
            }
            if state[head] == State::New {
                state[head] = State::Open;
                walk.push((head, 0));
            }
        }
    }
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to) in &arcs {
        kept[from].push(to);
    }
    Forward { arcs, next: kept }
}

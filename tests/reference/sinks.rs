//! Sets of steps that reach each other and nothing else.

/// The sink strongly connected components of a graph over the chosen steps: sets that reach each other and
/// nothing else. `arcs` leads from a step to others.
pub fn sinks(steps: &[usize], arcs: &dyn Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let reach = |from: usize| {
        let mut seen: Vec<usize> = Vec::new();
        let mut open = vec![from];
        while let Some(step) = open.pop() {
            for next in arcs(step).into_iter().filter(|next| steps.contains(next)) {
                if !seen.contains(&next) {
                    seen.push(next);
                    open.push(next);
                }
            }
        }
        seen
    };
    let mut sinks: Vec<Vec<usize>> = Vec::new();
    for &step in steps {
        let mut component: Vec<usize> = reach(step);
        if component.iter().all(|other| reach(*other).contains(&step)) {
            if !component.contains(&step) {
                component.push(step);
            }
            component.sort_unstable();
            if !sinks.contains(&component) {
                sinks.push(component);
            }
        }
    }
    sinks
}

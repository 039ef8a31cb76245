//! Makes a project smaller while something stays true of it: greedily, a declaration or a part of one at a time.

use super::organisation::{Project, Statement};

/// The smallest project found of which `keeps` is still true.
pub fn shrink(project: &Project, keeps: &dyn Fn(&Project) -> bool) -> Project {
    let mut best = project.clone();
    while let Some(smaller) = smaller(&best).into_iter().find(|smaller| keeps(smaller)) {
        best = smaller;
    }
    best
}

/// Every project with one thing less.
fn smaller(project: &Project) -> Vec<Project> {
    let mut list = Vec::new();
    let mut with = |change: &dyn Fn(&mut Project)| {
        let mut copy = project.clone();
        change(&mut copy);
        if copy != *project {
            list.push(copy);
        }
    };
    for (f, file) in project.files.iter().enumerate() {
        with(&|copy| {
            copy.files.remove(f);
        });
        for (d, declaration) in file.declarations.iter().enumerate() {
            with(&|copy| {
                copy.files[f].declarations.remove(d);
            });
            with(&|copy| copy.files[f].declarations[d].allows.clear());
            with(&|copy| copy.files[f].declarations[d].alias = None);
            with(&|copy| copy.files[f].declarations[d].is.clear());
            for (s, statement) in declaration.body.iter().flatten().enumerate() {
                with(&|copy| {
                    copy.files[f].declarations[d].body.iter_mut().for_each(|body| {
                        body.remove(s);
                    });
                });
                for change in changes(statement) {
                    with(&|copy| {
                        copy.files[f].declarations[d]
                            .body
                            .iter_mut()
                            .for_each(|body| body[s] = change.clone());
                    });
                }
            }
        }
    }
    list
}

fn changes(statement: &Statement) -> Vec<Statement> {
    let mut list = Vec::new();
    match statement {
        Statement::Flow(flow) => list.extend(smaller_flows(flow).into_iter().map(Statement::Flow)),
        Statement::Step(step) => {
            for n in 0..step.flows.len() {
                let mut copy = step.clone();
                copy.flows.remove(n);
                list.push(Statement::Step(copy));
            }
            for n in 0..step.flows.len() {
                for flow in smaller_flows(&step.flows[n]) {
                    let mut copy = step.clone();
                    copy.flows[n] = flow;
                    list.push(Statement::Step(copy));
                }
            }
            let mut copy = step.clone();
            copy.lead_time = None;
            copy.alias = None;
            list.push(Statement::Step(copy));
            let mut copy = step.clone();
            copy.runs = None;
            list.push(Statement::Step(copy));
            let mut copy = step.clone();
            copy.allows.clear();
            list.push(Statement::Step(copy));
        }
    }
    list
}

fn smaller_flows(flow: &super::organisation::Flow) -> Vec<super::organisation::Flow> {
    let mut list = Vec::new();
    if flow.items.len() > 1 {
        for n in 0..flow.items.len() {
            let mut copy = flow.clone();
            copy.items.remove(n);
            copy.either &= copy.items.len() > 1;
            list.push(copy);
        }
    }
    for n in 0..flow.ends.len() {
        let mut copy = flow.clone();
        copy.ends.remove(n);
        list.push(copy);
    }
    let mut copy = flow.clone();
    copy.within = None;
    list.push(copy);
    let mut copy = flow.clone();
    copy.every = None;
    list.push(copy);
    let mut copy = flow.clone();
    copy.allows.clear();
    list.push(copy);
    list
}

//! The other names of things: aliases in place of what they stand for.

use super::Maker;
use crate::reference::organisation::{Declaration, End, Flow, Kind, Statement};

impl Maker {
    /// Writes some names by their aliases.
    pub fn use_aliases(&mut self, declarations: &mut [Declaration]) {
        let aliases: Vec<(bool, String, String)> = declarations
            .iter()
            .filter_map(|one| Some((one.kind == Kind::Item, one.name.clone(), one.alias.clone()?)))
            .collect();
        for declaration in declarations {
            self.respell(true, &mut declaration.is, &aliases);
            for statement in declaration.body.iter_mut().flatten() {
                match statement {
                    Statement::Flow(flow) => self.respell_flow(flow, &aliases),
                    Statement::Step(step) => {
                        for flow in &mut step.flows {
                            self.respell_flow(flow, &aliases);
                        }
                    }
                }
            }
        }
    }

    fn respell_flow(&mut self, flow: &mut Flow, aliases: &[(bool, String, String)]) {
        self.respell(true, &mut flow.items, aliases);
        for end in &mut flow.ends {
            if let End::Named { stream, name } = end {
                // Of `stream.name` the stream; a step's alias is the generator's own affair.
                self.respell(false, [stream.as_mut().unwrap_or(name)], aliases);
            }
        }
    }

    fn respell<'n>(
        &mut self,
        items: bool,
        names: impl IntoIterator<Item = &'n mut String>,
        aliases: &[(bool, String, String)],
    ) {
        for name in names {
            let alias = aliases.iter().find(|(of_item, known, _)| *of_item == items && known == name);
            if let Some((.., alias)) = alias.filter(|_| self.random.chance(30)) {
                *name = alias.clone();
            }
        }
    }
}

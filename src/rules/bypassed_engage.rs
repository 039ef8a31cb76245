//! `bypassed-engage`: a stakeholder that meets an activity other than engage.

use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::{Activity, ScopeId, Standing};
use crate::rules::{Context, Draft, Rule};
use crate::syntax::Keyword;

pub(super) const RULE: Rule =
    Rule { name: "bypassed-engage", page: include_str!("../../rules/bypassed-engage.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut drafts = Vec::new();
    for id in (0..model.flows.scopes.len() as u32).map(ScopeId) {
        let scope = model.scope(id);
        for flow in scope.inputs.iter().chain(&scope.outputs) {
            let Some(node) = flow.node else { continue };
            let Standing::In(activity) = model.node(node).standing else { continue };
            if activity == Activity::Engage {
                continue;
            }
            let file = model.file_of(id, flow);
            for named in ends_of(scope, flow) {
                let End::Outside(index) = named.end else { continue };
                let outside = model.declared.outside[index as usize];
                let declaration = &model.tree(outside.file).statements[outside.index as usize];
                if declaration.keyword != Keyword::Stakeholder {
                    continue;
                }
                let place = model.term_place(file, named.term);
                let message = format!(
                    "{} deals with {} directly, not through `engage`",
                    model.said_node(node),
                    model.said(place)
                );
                let draft = Draft::new(place, message)
                    .label("a stakeholder")
                    .help("let `engage` speak with stakeholders, and pass on what is needed")
                    .names(model.words_of_flow(id, flow).into_iter().chain([model.words_of(outside)]));
                drafts.push(draft);
            }
        }
    }
    drafts
}

//! The rules that a project knows: those that vsdlint brings, and behind them those that the project brings itself.

use std::ops::Index;
use std::sync::Arc;

use super::{RuleId, RuleMetadata};

/// What is known of all rules of a project, by their [`RuleId`]s.
#[derive(Clone, Debug)]
pub struct RuleTable {
    built_in: &'static [RuleMetadata],
    own: Arc<[RuleMetadata]>,
}

impl RuleTable {
    /// The built-in rules alone.
    pub fn new(built_in: &'static [RuleMetadata]) -> RuleTable {
        RuleTable { built_in, own: Arc::default() }
    }

    /// The same with rules of one's own behind them. No two may have the same name.
    #[must_use]
    pub fn with_own(&self, own: Vec<RuleMetadata>) -> RuleTable {
        RuleTable { built_in: self.built_in, own: own.into() }
    }

    /// What is known of a rule; `None` for one out of the table.
    pub fn get(&self, rule: RuleId) -> Option<&RuleMetadata> {
        let index = rule.index();
        match index.checked_sub(self.built_in.len()) {
            None => self.built_in.get(index),
            Some(index) => self.own.get(index),
        }
    }

    /// The rule called `name`.
    pub fn id_of(&self, name: &str) -> Option<RuleId> {
        self.iter().position(|rule| rule.name == name).map(RuleId::new)
    }

    /// What is known of the rule called `name`.
    pub fn named(&self, name: &str) -> Option<&RuleMetadata> {
        self.iter().find(|rule| rule.name == name)
    }

    /// All rules, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &RuleMetadata> {
        self.built_in.iter().chain(self.own.iter())
    }

    /// The ids of all rules, in their order.
    pub fn ids(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..self.built_in.len() + self.own.len()).map(RuleId::new)
    }

    /// The ids of the rules that the project brings itself, in their order.
    pub fn own_ids(&self) -> impl Iterator<Item = RuleId> + use<> {
        (self.built_in.len()..self.built_in.len() + self.own.len()).map(RuleId::new)
    }

    /// The built-in rules.
    pub fn built_in(&self) -> &'static [RuleMetadata] {
        self.built_in
    }
}

impl Index<RuleId> for RuleTable {
    type Output = RuleMetadata;

    /// What is known of a rule of this table.
    fn index(&self, rule: RuleId) -> &RuleMetadata {
        let index = rule.index();
        match index.checked_sub(self.built_in.len()) {
            None => &self.built_in[index],
            Some(index) => &self.own[index],
        }
    }
}

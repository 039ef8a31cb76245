//! The slowest way to an outcome, step by step.

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::losses::Losses;
use crate::model::paths::{Route, Walk};
use crate::model::ways::{Case, Cone, Decided, Ways, cases};

/// What is looked at to find the slowest ways to all outcomes: so many places for each that can be waited for, and a million
/// besides. Whoever asks for numbers asks for those of all outcomes, which costs more than the promises that are in doubt.
const LOOKS_A_POINT: usize = 512;

/// Whether some way to an outcome is slower than the quickest.
#[derive(Clone, Debug)]
pub(in crate::model) enum Slowest {
    /// The case in which the outcome comes last, the first of them in the order of the text, and the way to it.
    InCase(Case, Route),
    /// In no case it comes later than at best.
    AtBest,
    /// The way in the case in which it comes last leads through more steps than it may.
    TooLong,
    /// There is more to be looked at than may be.
    NotKnown,
}

impl<'m, 's> Ways<'m, 's> {
    /// Prepares to look for [slowest ways](Ways::slowest_way) in `model`.
    pub(in crate::model) fn by_steps(model: &'m Model<'s>) -> Ways<'m, 's> {
        let losses = Losses::looking(model.dependency_graph(), LOOKS_A_POINT);
        Ways::with(model, vec![Walk::by_steps(model)], losses)
    }

    /// The way to an outcome that comes at all, in the case in which it comes last, with working days as long as their hours.
    /// Too long if it leads through more than `most_steps`.
    pub(in crate::model) fn slowest_way(
        &mut self,
        scope: ScopeId,
        outcome: u32,
        most_steps: usize,
    ) -> Slowest {
        let Some(cone) = self.cone(scope, outcome) else { return Slowest::NotKnown };
        let triggers = self.single_triggers(scope);
        if cone.choices.is_empty() && triggers.is_empty() {
            return Slowest::AtBest;
        }
        let mut most = self.last_arrival(scope, outcome, &cone, &Decided::default());
        let mut slowest = None;
        for case in cases(&cone, &triggers) {
            let Some(decided) = self.decided(scope, case, &cone, &triggers) else { continue };
            let arrival = self.last_arrival(scope, outcome, &cone, &decided);
            if self.losses.is_spent() {
                return Slowest::NotKnown;
            }
            let (Some((taken, output)), Some((least, _))) = (arrival, most) else { continue };
            if taken > least {
                most = Some((taken, output));
                slowest = Some((case, decided, output));
            }
        }
        if self.losses.is_spent() {
            return Slowest::NotKnown;
        }
        let Some((case, decided, output)) = slowest else { return Slowest::AtBest };
        self.walk(0, &cone, &decided);
        let route = self.walks[0].paths.route(self.model, scope, output, most_steps);
        self.walks[0].forget(&cone.points);
        match route {
            Some(route) => Slowest::InCase(case, route),
            None => Slowest::TooLong,
        }
    }

    /// When an outcome is there, and the output that produces it, on the last of the walks.
    fn last_arrival(
        &mut self,
        scope: ScopeId,
        outcome: u32,
        cone: &Cone,
        decided: &Decided,
    ) -> Option<(u64, u32)> {
        self.arrivals(scope, outcome, cone, decided)?.last().copied()
    }
}

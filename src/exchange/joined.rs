//! Which flows are joined in a file. Where many give the same and many take it, each with each would be the square of both.

use rustc_hash::FxHashMap;

use crate::export::model::FlowId;

/// So many of those at its other side each flow is joined with, if there are so many.
const MOST: usize = 24;

/// How often each flow is joined with another one.
#[derive(Default)]
pub(super) struct Joined {
    counts: FxHashMap<FlowId, usize>,
}

impl Joined {
    /// Joins what gives with what takes, unless both have as many as they may. So one that goes to very many goes to all of
    /// them, and so does what very many give to one.
    pub(super) fn join(&mut self, giver: FlowId, taker: FlowId) -> bool {
        let count = |flow| self.counts.get(&flow).copied().unwrap_or_default();
        if count(giver) >= MOST && count(taker) >= MOST {
            return false;
        }
        for flow in [giver, taker] {
            *self.counts.entry(flow).or_default() += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pairs of so many that give and so many that take are joined.
    fn pairs(givers: usize, takers: usize) -> usize {
        let mut joined = Joined::default();
        let mut count = 0;
        for taker in 0..takers {
            for giver in 0..givers {
                count += usize::from(joined.join(FlowId::new(giver), FlowId::new(givers + taker)));
            }
        }
        count
    }

    #[test]
    fn all_are_joined_unless_there_are_many_at_both_sides() {
        assert_eq!(pairs(1, 5000), 5000);
        assert_eq!(pairs(5000, 1), 5000);
        assert_eq!(pairs(MOST, MOST), MOST * MOST);
        assert_eq!(pairs(1000, 1000), 2 * 1000 * MOST - MOST * MOST);
    }
}

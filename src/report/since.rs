//! What the numbers and findings of a report were at an earlier revision.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::{Comparison, FindingChange, Measure, WayKind};
use crate::model::ScopeId;
use crate::source::FileSpan;

/// What was otherwise then.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// The revision, as people know it.
    pub name: String,
    /// The numbers that were others.
    numbers: FxHashMap<(ScopeId, u32, WayKind, Measure), Option<String>>,
    /// The findings that are new, by their rule and place.
    new: FxHashSet<(String, FileSpan)>,
    /// Those that are gone.
    pub gone: Vec<FindingChange>,
}

impl Since {
    /// What a comparison of then and now says.
    pub fn of(comparison: Comparison) -> Since {
        let mut numbers = FxHashMap::default();
        for part in comparison.streams {
            let Some(stream) = part.streams[1] else { continue };
            for number in part.numbers {
                numbers.insert((stream, number.index, number.way, number.measure), number.then);
            }
        }
        let new = comparison.new_findings.into_iter().map(|finding| (finding.rule, finding.span));
        Since { name: comparison.then, numbers, new: new.collect(), gone: comparison.gone_findings }
    }

    /// What a number was: none where it was the same, or there was no such outcome. What was not known is `–`.
    pub fn number(&self, stream: ScopeId, outcome: u32, way: WayKind, measure: Measure) -> Option<&str> {
        let then = self.numbers.get(&(stream, outcome, way, measure))?;
        Some(then.as_deref().unwrap_or("–"))
    }

    /// Whether a finding of now is new.
    pub fn is_new(&self, rule: &str, place: FileSpan) -> bool {
        self.new.contains(&(rule.to_owned(), place))
    }

    /// How many findings are new.
    pub fn new_count(&self) -> usize {
        self.new.len()
    }
}

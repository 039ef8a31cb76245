//! The mistakes that a corpus can hold, and the rule that finds each.

/// A mistake in one stream. It is worth one finding, as long as the rules have their default levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mistake {
    /// `to improve` with two letters swapped.
    MisspeltEnd,
    /// An input whose name is not quite that of the output.
    MisnamedInput,
    /// An output that was forgotten.
    DroppedOutput,
    /// An output that nobody asked for.
    SpareOutput,
    /// A keyword with a letter too few.
    MisspeltKeyword,
    /// A practice that ITIL does not have.
    UnknownPractice,
    /// A role that is declared nowhere.
    UnknownRole,
    /// A step on which people work longer than it takes.
    ImpossibleTime,
    /// An output that is stated twice.
    RepeatedOutput,
    /// A step for which nobody is responsible, in a stream where every other step has somebody.
    ForgottenRole,
    /// A promise that the steps cannot keep.
    HastyPromise,
}

impl Mistake {
    /// All of them, in the order in which a corpus takes its turns.
    pub const ALL: [Mistake; 11] = [
        Mistake::MisspeltEnd,
        Mistake::DroppedOutput,
        Mistake::MisnamedInput,
        Mistake::UnknownRole,
        Mistake::SpareOutput,
        Mistake::MisspeltKeyword,
        Mistake::ForgottenRole,
        Mistake::RepeatedOutput,
        Mistake::UnknownPractice,
        Mistake::HastyPromise,
        Mistake::ImpossibleTime,
    ];

    /// The name of the rule that finds it.
    pub fn rule(self) -> &'static str {
        match self {
            Mistake::MisspeltEnd => "unknown-name",
            Mistake::MisnamedInput => "misnamed-flow",
            Mistake::DroppedOutput => "unmatched-input",
            Mistake::SpareOutput => "orphaned-output",
            Mistake::MisspeltKeyword => "syntax-error",
            Mistake::UnknownPractice => "unknown-practice",
            Mistake::UnknownRole => "unknown-role",
            Mistake::ImpossibleTime => "impossible-metric",
            Mistake::RepeatedOutput => "duplicate-flow",
            Mistake::ForgottenRole => "forgotten-field",
            Mistake::HastyPromise => "missed-promise",
        }
    }
}

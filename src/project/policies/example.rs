//! What an example of a policy is, wherever it stands.

/// An example on a page, or in the comments of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyExample {
    /// Whether it gives a finding: its fence says `vsd finding`, and not `vsd clean`.
    pub is_finding: bool,
    /// The model.
    pub text: String,
    /// The line of its fence, from 1.
    pub line: usize,
    /// The byte of its fence.
    pub offset: usize,
}

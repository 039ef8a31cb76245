//! Rules about who answers for what.

pub(super) mod missing_accountable;
pub(super) mod missing_practice;
pub(super) mod missing_responsible;
pub(super) mod self_authorised;
pub(super) mod several_accountable;

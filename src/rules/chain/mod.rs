//! Rules about the value chain.

pub(super) mod bypassed_engage;
pub(super) mod incomplete_chain;
pub(super) mod missing_improve_link;
pub(super) mod off_chain_flow;
pub(super) mod unused_activity;

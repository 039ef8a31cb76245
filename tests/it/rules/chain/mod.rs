//! Tests of the rules in `src/rules/chain`.

mod bypassed_engage;
mod missing_improve_link;
mod off_chain_flow;

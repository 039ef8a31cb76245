//! What several rules need: words for messages and fingerprints, places, edits, and why a flow is not met.

pub(super) mod declarations;
pub(super) mod display;
pub(super) mod edits;
pub(super) mod end_path;
pub(super) mod flowing_items;
pub(super) mod in_flows;
pub(super) mod meeting;
pub(super) mod misdeclared;
pub(super) mod missing_border;
pub(super) mod missing_field;
pub(super) mod name_words;
pub(super) mod opening;
pub(super) mod places;
pub(super) mod roles;
pub(super) mod undeclared;
pub(super) mod unknown_names;
pub(super) mod unmet_flow;
pub(super) mod verbs;
pub(super) mod ways;

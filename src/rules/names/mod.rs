//! Rules about names and what they stand for.

pub(super) mod compound_item;
pub(super) mod duplicate_name;
pub(super) mod item_cycle;
pub(super) mod look_alike_name;
pub(super) mod undeclared_item;
pub(super) mod unknown_name;
pub(super) mod unknown_practice;
pub(super) mod unknown_role;

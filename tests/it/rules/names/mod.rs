//! Tests of the rules in `src/rules/names`.

mod compound_item;
mod duplicate_name;
mod item_cycle;
mod look_alike_name;
mod unknown_name;
mod unknown_practice;
mod unknown_role;

//! What is counted, what a quick look may decide, and what is granted to what cannot be read.

mod counts;
mod in_order;
mod numbers;
mod unreadable;

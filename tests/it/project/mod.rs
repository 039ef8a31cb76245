//! Which files form one project, which settings hold in it, and what is said when something is wrong.

mod config;
mod discover;
mod links;
mod read;
mod settings;
mod support;

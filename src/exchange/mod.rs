//! A model as the files of other tools: drawings in BPMN 2.0, and ArchiMate.
//!
//! Both are made of the [`Document`](crate::export::model::Document) of a model, so whatever is resolved there is resolved here.
//! What the other language cannot say is not lost without a word: writing gives [`Remark`]s.

pub mod archimate;
mod book;
pub mod bpmn;
mod ids;
mod joined;
mod remark;

pub use remark::{Remark, RemarkKind};

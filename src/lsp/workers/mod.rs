//! The threads that hold a project's model and answer from it.

pub mod partial;
pub mod request_queue;
pub mod worker;

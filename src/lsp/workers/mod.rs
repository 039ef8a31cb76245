//! The threads that hold the projects' models: for each project one that answers from the whole, and for large projects a
//! second one that answers first, from a part.

pub mod handle;
pub mod open_project;
pub mod partial_analysis;
pub mod partial_worker;
pub mod publisher;
pub mod request_queue;
pub mod task;
pub mod task_queue;
pub mod worker;

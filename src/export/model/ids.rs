//! Ids, by which things of one document refer to each other.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::model::{NodeId, ScopeId};

/// The id of a flow, which is written as `flow12`. A document may hold a thousand for each of its flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowId(u32);

impl FlowId {
    /// The id of the flow with this index, 0-based.
    pub(crate) fn new(index: usize) -> FlowId {
        FlowId(index as u32)
    }
}

impl Serialize for FlowId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("flow{}", u64::from(self.0) + 1))
    }
}

impl JsonSchema for FlowId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// The id of the thing of a kind with this index, 0-based. Ids count from 1.
pub(super) fn id(kind: &str, index: usize) -> String {
    format!("{kind}{}", index + 1)
}

/// The id of a stream.
pub(super) fn stream_id(stream: ScopeId) -> String {
    format!("stream{}", stream.index())
}

/// The id of a step.
pub(super) fn step_id(step: NodeId) -> String {
    id("step", step.index())
}

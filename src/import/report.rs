//! What an import did, for people and programs: remarks and counts. The docstrings are the descriptions in its JSON Schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::draft::{Draft, ExternalKind, Flow};
use super::remark::{Remark, RemarkKind, Spot, column_letters};

/// The version of the shape of [`Document`].
const VERSION: u32 = 1;

/// How much was carried over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Counts {
    /// Streams.
    pub streams: usize,
    /// Steps of all streams.
    pub steps: usize,
    /// Stakeholders.
    pub stakeholders: usize,
    /// Repositories.
    pub repositories: usize,
    /// Descriptions of activities.
    pub activities: usize,
    /// Inputs and outputs, triggers and outcomes: statements.
    pub flows: usize,
}

impl Counts {
    /// Counts what is in a draft.
    pub fn of(draft: &Draft) -> Counts {
        let some = |flows: &[Flow]| flows.iter().filter(|flow| !flow.items.is_empty()).count();
        let stakeholders =
            draft.externals.iter().filter(|external| external.kind == ExternalKind::Stakeholder).count();
        let mut counts = Counts {
            streams: draft.streams.len(),
            steps: draft.steps.len(),
            stakeholders,
            repositories: draft.externals.len() - stakeholders,
            activities: draft.descriptions.len(),
            flows: 0,
        };
        for stream in &draft.streams {
            counts.flows += some(&stream.triggers) + some(&stream.outcomes);
        }
        for step in &draft.steps {
            counts.flows += some(&step.inputs) + some(&step.outputs);
        }
        for description in &draft.descriptions {
            counts.flows += some(&description.inputs) + some(&description.outputs);
        }
        counts
    }
}

/// What an import did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "vsdlint import", deny_unknown_fields)]
pub struct Document {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The files of the model, with `/` between folders.
    pub files: Vec<String>,
    /// How much was carried over.
    pub counts: Counts,
    /// All that there is to say of the sources, in the order of the sources and the places in them.
    pub remarks: Vec<Entry>,
}

/// Something that an import has to say.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Entry {
    /// What became of it.
    pub kind: RemarkKind,
    /// One sentence; plain text.
    pub message: String,
    /// The name of the source.
    pub file: String,
    /// The line in it, 1-based; null for a table.
    pub line: Option<u32>,
    /// The sheet; null where there are none.
    pub sheet: Option<String>,
    /// The cell, such as `B4`; null where it is about more than one.
    pub cell: Option<String>,
}

impl Document {
    /// Shapes what an import gave.
    pub fn new(files: Vec<String>, remarks: &[Remark], counts: Counts) -> Document {
        Document { version: VERSION, files, counts, remarks: remarks.iter().map(Entry::of).collect() }
    }
}

impl Entry {
    fn of(remark: &Remark) -> Entry {
        let (line, sheet, cell) = match &remark.place.spot {
            Spot::File => (None, None, None),
            Spot::Line(line) => (Some(*line), None, None),
            Spot::Sheet(sheet) => (None, Some(sheet.clone()), None),
            Spot::Cell { sheet, row, column } => {
                (None, sheet.clone(), Some(format!("{}{row}", column_letters(*column))))
            }
        };
        let file = remark.place.file.clone();
        Entry { kind: remark.kind, message: remark.text.clone(), file, line, sheet, cell }
    }
}

/// The JSON Schema, draft 2020-12, of [`Document`].
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Document>().to_value()
}

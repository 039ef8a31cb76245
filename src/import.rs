//! Models from what organisations have already: tables, and later drawings.
//!
//! A source becomes a [`draft`], a draft becomes text, and what could not be carried over as it stands is a [`remark`].
//! Nothing here reads or writes a file, or prints: it takes bytes and gives texts.
//!
//! ```text
//! tables    bytes  -> draft     what spreadsheets hold
//! names     draft  -> names     any text becomes a legal name
//! write     draft  -> texts     formatted, with remarks as comments
//! settings  draft  -> text      a vsdlint.toml that suits what the source can know
//! ```

pub mod bpmn;
pub mod draft;
mod error;
mod format;
mod headings;
mod names;
pub mod remark;
mod report;
mod settings;
mod tables;
mod template;
mod times;
mod write;
mod xml;

pub use error::ImportError;
pub use format::Format;
pub use headings::{Column, column_named};
pub use names::{cleaned, one_line};
pub use report::{Counts, Document, schema};
pub use template::template;
pub use write::File;

use draft::Draft;
use remark::Remark;

/// A source: what a file holds, and what it is called in remarks.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The name of the file, without its folders: what is written does not depend on where it lay.
    pub name: &'a str,
    /// What it holds, at most [`Input::MAX_BYTES`].
    pub bytes: &'a [u8],
}

impl Input<'_> {
    /// The most bytes of a source, 256 MiB.
    pub const MAX_BYTES: u64 = 256 << 20;
}

/// How a source is read, where it does not say so itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which columns of a table hold what, by their numbers from 1 on. Of an empty list the headings say.
    pub columns: Vec<(Column, u32)>,
}

/// What an import gives.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files of the model, in the order of their paths' kinds: declarations, activities, streams.
    pub files: Vec<File>,
    /// The settings that suit it: the text of a `vsdlint.toml`.
    pub settings: String,
    /// All that there is to say of the source, in the order of the sources and the places in them.
    pub remarks: Vec<Remark>,
    /// How much was carried over.
    pub counts: Counts,
}

/// Reads sources into one model. The same sources give the same bytes.
///
/// # Errors
/// Where one of them cannot be read at all. What can be read in part is, with a remark.
pub fn import(inputs: &[Input<'_>], options: &Options) -> Result<Imported, ImportError> {
    let mut draft = read(inputs, options)?;
    let files = write::write(&mut draft);
    let settings = settings::of(&draft);
    let counts = Counts::of(&draft);
    let mut remarks = draft.remarks;
    let order = |remark: &Remark| inputs.iter().position(|input| input.name == remark.place.file);
    remarks.sort_by_cached_key(|remark| (order(remark), remark.place.spot.clone()));
    Ok(Imported { files, settings, remarks, counts })
}

/// Reads sources into one draft.
///
/// # Errors
/// Where one of them cannot be read at all.
pub fn read(inputs: &[Input<'_>], options: &Options) -> Result<Draft, ImportError> {
    let (mut tables, mut drawings) = (Vec::new(), Vec::new());
    for input in inputs {
        match Format::of(input)? {
            format @ (Format::Csv | Format::Tsv | Format::Xlsx | Format::Ods) => {
                tables.push((*input, format));
            }
            Format::Bpmn => drawings.push(*input),
        }
    }
    let mut draft = Draft::new();
    tables::read(&tables, options, &mut draft)?;
    for drawing in drawings {
        let read = bpmn::read(drawing.name, drawing.bytes, &mut draft);
        read.map_err(|error| ImportError::unreadable(drawing.name, error.to_string()))?;
    }
    if draft.streams.is_empty() && draft.descriptions.is_empty() {
        return Err(ImportError::Nothing {
            file: inputs.iter().map(|input| input.name).collect::<Vec<_>>().join(", "),
        });
    }
    Ok(draft)
}

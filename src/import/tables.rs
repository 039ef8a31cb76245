//! Tables as people keep them in spreadsheets: a row for each step, with what it needs from whom and gives to whom.

use super::draft::{About, Draft, End, ExternalKind, Flow};
use super::error::ImportError;
use super::format::Format;
use super::names::words_of;
use super::remark::{Place, Spot};
use super::{Input, Options};

/// Reads tables into a draft.
///
/// # Errors
/// Where one of them cannot be read at all.
pub(super) fn read(
    inputs: &[(Input<'_>, Format)],
    _options: &Options,
    draft: &mut Draft,
) -> Result<(), ImportError> {
    for (input, _) in inputs {
        read_one(input, draft)?;
    }
    Ok(())
}

fn read_one(input: &Input<'_>, draft: &mut Draft) -> Result<(), ImportError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input.bytes);
    let broken = |error: csv::Error| ImportError::unreadable(input.name, error.to_string());
    let heads: Vec<String> = reader.headers().map_err(broken)?.iter().map(words_of).collect();
    let column = |name: &str| heads.iter().position(|head| head == name);
    let Some(step_column) = column("step") else { return Err(ImportError::unknown(input.name)) };
    let name = input.name.rsplit_once('.').map_or(input.name, |(stem, _)| stem);
    let stream = draft.add_stream(About::new(name, Place::file(input.name)));
    for (row, record) in (2..).zip(reader.records()) {
        let record = record.map_err(broken)?;
        let cell = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
        let place = |column: usize| Place {
            file: input.name.to_owned(),
            spot: Spot::Cell { sheet: None, row, column: column as u32 + 1 },
        };
        let step = draft.add_step(stream, About::new(cell(Some(step_column)), place(step_column)));
        for (item, party, is_input) in [("input", "supplier", true), ("output", "customer", false)] {
            let (Some(item), party) = (column(item), column(party)) else { continue };
            let place = place(item);
            let id = draft.item(cell(Some(item)), &place);
            let mut ends = Vec::new();
            if !cell(party).is_empty() {
                let about = About::new(cell(party), place.clone());
                ends.push(End::External(draft.add_external(ExternalKind::Stakeholder, about)));
            }
            let flow = Flow::new(id, ends, place);
            let step = draft.step(step);
            if is_input { step.inputs.push(flow) } else { step.outputs.push(flow) }
        }
    }
    Ok(())
}

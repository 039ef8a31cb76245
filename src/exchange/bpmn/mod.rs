//! Drawings in BPMN 2.0: each stream a pool, with a place for everything.
//!
//! ```text
//! streams    document -> pools            steps, gateways, data, and what flows between them
//! messages   document -> messages         what flows between pools, and to whoever stands outside
//! place      drawing  -> the same         coordinates, by the layout of the maps of streams
//! write      drawing  -> XML
//! ```

mod cycle;
mod graph;
mod losses;
mod messages;
mod outputs;
mod place;
mod route;
mod streams;
mod write;

use std::io::{self, Write};

use super::book::Book;
use super::remark::{Remark, Teller};
use crate::export::model::Document;
use graph::Drawing;

/// A drawing of all streams of a model, ready to be written.
pub struct Bpmn {
    drawing: Drawing,
    /// What BPMN cannot say, in the order of the files.
    pub remarks: Vec<Remark>,
}

impl Bpmn {
    /// Draws a model. The same document gives the same drawing, and ids follow from names.
    pub fn of(document: &Document) -> Bpmn {
        let book = Book::new(document);
        let mut teller = Teller::new("BPMN");
        let mut drawing = streams::draw(&book, &mut teller);
        messages::add(&book, &mut drawing, &mut teller);
        losses::tell(&book, &mut teller);
        place::place(&mut drawing.drawing);
        Bpmn { drawing: drawing.drawing, remarks: teller.finish() }
    }

    /// Writes it as XML, in UTF-8.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write::write(&self.drawing, out)
    }
}

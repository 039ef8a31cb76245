//! Excerpts as codespan's file database: it sees only the lines that it is to draw.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};

use super::excerpt::{Excerpt, Line};

/// The excerpts of one finding; codespan's file id is the index.
pub(super) struct Excerpts(pub Vec<Excerpt>);

impl Excerpts {
    /// How many columns codespan puts before the text of a note.
    pub fn gutter(&self) -> usize {
        let numbers = self.0.iter().flat_map(|excerpt| &excerpt.lines).map(|line| line.number);
        numbers.max().unwrap_or(1).to_string().len() + " = ".len()
    }

    /// How many lines codespan is to draw before each label: none, unless there is one label only.
    pub fn lead(&self) -> usize {
        let [excerpt] = self.0.as_slice() else { return 0 };
        excerpt.lead
    }

    fn excerpt(&self, id: usize) -> Result<&Excerpt, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }

    /// The line with this index; `None` in a gap between two lines that are drawn.
    fn line(&self, id: usize, index: usize) -> Result<Option<&Line>, Error> {
        let lines = &self.excerpt(id)?.lines;
        Ok(lines.binary_search_by_key(&index, |line| line.index).ok().and_then(|at| lines.get(at)))
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.text)
    }

    fn line_index(&'a self, id: usize, offset: usize) -> Result<usize, Error> {
        let lines = &self.excerpt(id)?.lines;
        let after = lines.partition_point(|line| line.range.start <= offset);
        Ok(lines.get(after.saturating_sub(1)).map_or(0, |line| line.index))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        // In a gap any number will do, as nothing is drawn, but codespan cannot bear 0.
        Ok(self.line(id, index)?.map_or(1, |line| line.number))
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.line(id, index)?.map_or(0..0, |line| line.range.clone()))
    }

    fn location(&'a self, id: usize, offset: usize) -> Result<Location, Error> {
        let mark = self.excerpt(id)?.marks.iter().find(|mark| mark.range.start == offset);
        let mark = mark.ok_or(Error::IndexTooLarge { given: offset, max: 0 })?;
        Ok(Location { line_number: mark.at.line as usize, column_number: mark.at.column as usize })
    }
}

//! One flow changed: its item, or whom it is with. Where its statement speaks of more, the flow gets one of its own.

use super::insertion::{self, lead, preposition};
use super::{Edits, SourceEditor, removal};
use crate::model::flows::Occurrence;
use crate::model::index::ends_of;
use crate::model::{Model, ScopeId};
use crate::rules::support::display::{few_listed, written_items};
use crate::rules::support::name_words::same_name;
use crate::rules::support::places::end_place;
use crate::source::lines::line_end_before;
use crate::source::{FileSpan, Span};
use crate::syntax::StatementFlags;
use crate::text::backquoted;

/// A flow that a fix changes.
pub(in crate::rules) struct FlowEdit<'m> {
    pub(in crate::rules) model: &'m Model<'m>,
    pub(in crate::rules) editor: SourceEditor<'m>,
    pub(in crate::rules) part: Occurrence,
    /// The places of its ends.
    ends: Vec<FileSpan>,
}

impl<'m> FlowEdit<'m> {
    pub fn new(model: &'m Model<'m>, scope: ScopeId, part: &Occurrence) -> FlowEdit<'m> {
        let file = model.file_of(scope, part);
        let ends = ends_of(model.scope(scope), part);
        let ends = ends.iter().map(|named| end_place(model, file, named.term)).collect();
        FlowEdit { model, editor: SourceEditor::new(model, file), part: *part, ends }
    }

    /// Its item as written, or its alternatives.
    pub fn item(&self) -> String {
        written_items(self.model, self.editor.file, &self.part)
    }

    /// Whether the statement speaks of nothing else.
    fn is_alone(&self) -> bool {
        self.editor.tree.subjects(self.part.statement).count_u32() == self.part.choices
    }

    fn is_alternative(&self) -> bool {
        !self.is_alone() && self.editor.tree[self.part.statement].flags.has(StatementFlags::EITHER)
    }

    /// Is content with `item` as well. None where the statement speaks of more than one thing.
    pub fn or(&self, item: &str) -> Option<Edits> {
        if !self.is_alone() {
            return None;
        }
        let last = self.editor.tree.subjects(self.part.statement).next_back()?;
        let at = self.editor.range_of_term(last).end;
        Some(vec![(self.editor.gap(at), format!(" or {item}"))])
    }

    fn written(&self, place: FileSpan) -> String {
        self.model.slice(place).to_owned()
    }

    /// Its ends as written.
    pub(in crate::rules) fn written_ends(&self) -> Vec<String> {
        self.ends.iter().map(|&end| self.written(end)).collect()
    }

    // ── Ends ────────────────────────────────────────────────────────────────────────────────────

    /// Names more ends.
    pub fn add(&self, ends: &[String]) -> Option<Edits> {
        if self.is_alone() {
            return Some(vec![insertion::ends(&self.editor, self.part.statement, ends)?]);
        }
        if self.is_alternative() {
            return None;
        }
        Some(vec![self.beside(&self.item(), ends)?])
    }

    /// Names `end` in place of the one at `place`.
    pub fn replace(&self, place: FileSpan, end: &str) -> Option<Edits> {
        let is_named = self.ends.iter().any(|&other| same_name(&self.written(other), end));
        if is_named {
            return self.leave_out(&[place]);
        }
        if self.is_alone() {
            return Some(vec![(place, end.to_owned())]);
        }
        let ends =
            self.ends.iter().map(|&other| if other == place { end.to_owned() } else { self.written(other) });
        self.restated(&ends.collect::<Vec<_>>())
    }

    /// Leaves out the ends at these places, and the word before them if no other is left.
    pub fn leave_out(&self, places: &[FileSpan]) -> Option<Edits> {
        let mut left = Vec::new();
        for &end in &self.ends {
            if !places.contains(&end) {
                left.push(self.written(end));
            }
        }
        if !self.is_alone() {
            return self.restated(&left);
        }
        let statement = self.editor.statement(self.part.statement);
        if left.is_empty() {
            return removal::clause(self.model, statement);
        }
        let spans: Vec<Span> = self.ends.iter().map(|end| end.span).collect();
        removal::members(self.model, self.editor.file, &spans, |at| places.contains(&self.ends[at]))
    }

    /// Leaves out all its ends.
    pub fn leave_out_all(&self) -> Option<Edits> {
        self.leave_out(&self.ends)
    }

    // ── A statement of its own ──────────────────────────────────────────────────────────────────

    /// A statement like its own with this item and these ends, as it reads.
    pub fn reads(&self, item: &str, ends: &[String]) -> String {
        let lead = lead(&self.editor, self.part.statement);
        let words: Vec<&str> = lead.split_whitespace().collect();
        self.stated(&(words.join(" ") + " "), item, ends)
    }

    /// How it reads with more ends. None where that is long, or speaks of more than its item.
    pub fn reads_with(&self, ends: &[String]) -> Option<String> {
        const MOST_ENDS: usize = 6;
        if self.ends.len() + ends.len() > MOST_ENDS || self.is_alternative() {
            return None;
        }
        let mut all = self.written_ends();
        all.extend_from_slice(ends);
        Some(self.reads(&self.item(), &all))
    }

    /// The instruction to name more ends where this flow stands.
    pub fn act_of_add(&self, ends: &[String]) -> String {
        if let Some(written) = self.reads_with(ends) {
            return format!("write `{written}` there");
        }
        format!("name {} there too", few_listed(&backquoted(ends), "and"))
    }

    fn stated(&self, lead: &str, item: &str, ends: &[String]) -> String {
        let preposition = preposition(self.editor.tree[self.part.statement].keyword);
        let clause =
            if ends.is_empty() { String::new() } else { format!(" {preposition} {}", ends.join(", ")) };
        format!("{lead}{item}{clause}")
    }

    /// Another statement like this one, below it.
    pub(in crate::rules) fn beside(&self, item: &str, ends: &[String]) -> Option<(FileSpan, String)> {
        let lead = lead(&self.editor, self.part.statement);
        let statement = self.editor.statement(self.part.statement);
        insertion::behind(self.model, statement, &self.stated(&lead, item, ends), false)
    }

    /// The flow with these ends only, and a statement for each of `others`, an item with its ends. Where `renamed` is
    /// the place of its item, the first of the others takes its place.
    pub fn split(
        &self,
        renamed: Option<FileSpan>,
        kept: &[FileSpan],
        others: &[(String, Vec<String>)],
    ) -> Option<Edits> {
        let first = others.first().zip(renamed);
        let mut edits = if self.is_alone() {
            let mut moved = self.ends.clone();
            moved.retain(|end| !kept.contains(end));
            let mut edits = self.leave_out(&moved)?;
            edits.extend(first.map(|((item, _), place)| (place, item.clone())));
            edits
        } else {
            let item = first.map_or(self.item(), |((item, _), _)| item.clone());
            let mut edits = self.taken_out()?;
            edits.push(self.beside(&item, &kept.iter().map(|&end| self.written(end)).collect::<Vec<_>>())?);
            edits
        };
        let others = &others[usize::from(first.is_some())..];
        for (item, ends) in others {
            edits.push(self.beside(item, ends)?);
        }
        Some(self.settled(edits))
    }

    /// Edits of which none deletes blanks behind which another adds something: what is added brings its own.
    pub(in crate::rules) fn settled(&self, edits: Edits) -> Edits {
        let Some((at, text)) = edits.iter().find(|(place, _)| is_empty(place)).cloned() else {
            return edits;
        };
        let mut settled = Edits::with_capacity(edits.len());
        for (mut place, with) in edits {
            if !is_empty(&place) && place.span.start < at.span.start && at.span.start < place.span.end {
                let before = self.editor.text[..place.span.range().start].trim_end_matches([' ', '\t']);
                let kept = without_break(before, &text);
                place.span = Span::of(kept.len()..at.span.range().start);
            }
            settled.push((place, with));
        }
        settled
    }

    /// The flow taken out of its statement, with one of its own that names these ends.
    fn restated(&self, ends: &[String]) -> Option<Edits> {
        let mut edits = self.taken_out()?;
        edits.push(self.beside(&self.item(), ends)?);
        Some(self.settled(edits))
    }

    /// The flow taken out of a statement that speaks of more. None for an alternative, which is one only together.
    fn taken_out(&self) -> Option<Edits> {
        if self.is_alone() || self.is_alternative() {
            return None;
        }
        removal::item(self.model, self.editor.statement(self.part.statement), self.part.term)
    }
}

/// Whether nothing is deleted there, only added.
fn is_empty(place: &FileSpan) -> bool {
    place.span.start == place.span.end
}

/// `before` without the line end that `added` brings itself.
fn without_break<'t>(before: &'t str, added: &str) -> &'t str {
    if added.starts_with(' ') {
        return before;
    }
    &before[..before.len() - line_end_before(before, before.len()).len()]
}

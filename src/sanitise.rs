//! Makes text that someone else wrote safe to show: whatever a terminal would obey, or a reader could not see,
//! becomes visible.
//!
//! C0 controls become their pictures (`␛`, `␊`), everything else `<U+202E>`. Visible characters stay as they
//! are, combining marks included. Joiners and variation selectors stay where they shape what is seen: after an
//! emoji, a symbol, or a letter of a script that joins.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The longest message or label shown whole by [`shown`], in characters.
pub const MAX_CHARACTERS: usize = 1000;

/// `text` as a single harmless line; tabs and line ends become visible too.
pub fn sanitise(text: &str) -> Cow<'_, str> {
    if is_harmless(text, false) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    rewrite(text, false, &mut clean, |_, _| ());
    Cow::Owned(clean)
}

/// `text` as harmless lines; tabs and line ends stay.
pub fn sanitised_lines(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        rewrite(content, true, &mut clean, |_, _| ());
        clean.push_str(&line[content.len()..]);
    }
    clean
}

/// [`sanitise`], but a text of more than [`MAX_CHARACTERS`] loses its middle to an ellipsis.
pub fn shown(text: &str) -> Cow<'_, str> {
    match ends(text) {
        Some((head, tail)) => Cow::Owned(format!("{}…{}", sanitise(head), sanitise(tail))),
        None => sanitise(text),
    }
}

/// The text as it is, but of more than [`MAX_CHARACTERS`] loses its middle to an ellipsis: for what stands in a report
/// many times, and once in a model.
pub fn shortened(text: &str) -> Cow<'_, str> {
    match ends(text) {
        Some((head, tail)) => Cow::Owned(format!("{head}…{tail}")),
        None => Cow::Borrowed(text),
    }
}

/// What is kept of a text of more than [`MAX_CHARACTERS`].
fn ends(text: &str) -> Option<(&str, &str)> {
    if text.len() <= MAX_CHARACTERS || text.chars().nth(MAX_CHARACTERS).is_none() {
        return None;
    }
    let head = text.char_indices().nth(MAX_CHARACTERS / 2).map_or(0, |(at, _)| at);
    let tail = text.char_indices().nth_back(MAX_CHARACTERS / 2 - 1).map_or(text.len(), |(at, _)| at);
    Some((text.get(..head).unwrap_or_default(), text.get(tail..).unwrap_or_default()))
}

/// Where offsets into a source text lie in its cleaned form.
#[derive(Clone, Debug, Default)]
pub struct SpanMap {
    /// Pairs of offsets, source and clean, both ascending. Up to the next pair both advance alike.
    anchors: Vec<(usize, usize)>,
}

impl SpanMap {
    /// Appends to `clean` the harmless form of `source[range]`, a part of one line without its line end; tabs stay.
    pub fn append(&mut self, source: &str, range: std::ops::Range<usize>, clean: &mut String) {
        let text = source.get(range.clone()).unwrap_or_default();
        self.anchors.push((range.start, clean.len()));
        if is_harmless(text, true) {
            clean.push_str(text);
        } else {
            rewrite(text, true, clean, |after, to| self.anchors.push((range.start + after, to)));
        }
    }

    /// The offset in the clean text for byte `offset` of the source; that of the nearest part before it if it
    /// was left out.
    pub fn clean(&self, offset: usize) -> usize {
        let after = self.anchors.partition_point(|&(source, _)| source <= offset);
        let Some(&(source, clean)) = self.anchors.get(after.saturating_sub(1)) else { return 0 };
        let moved = clean + offset.saturating_sub(source);
        self.anchors.get(after).map_or(moved, |&(_, next)| moved.min(next))
    }
}

/// Whether the character is one that a terminal obeys or that nobody sees, wherever it stands.
pub fn is_hidden(character: char) -> bool {
    match character {
        ' '..='~' => false,
        // Letters, marks and unassigned characters that show nothing.
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => true,
        '\u{2065}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' => true,
        // The last two are no characters at all, and XML cannot hold them.
        '\u{e0000}'..='\u{e0fff}' | '\u{fffe}' | '\u{ffff}' => true,
        // Format characters that do show: signs which span the digits after them.
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' => false,
        '\u{110bd}' | '\u{110cd}' => false,
        _ => matches!(
            character.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        ),
    }
}

/// Whether nothing in `text` needs rewriting, decided cheaply: `false` may be wrong.
fn is_harmless(text: &str, keep_tabs: bool) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~') || (keep_tabs && byte == b'\t'))
        || text.chars().all(|character| !is_hidden(character) || (keep_tabs && character == '\t'))
}

/// Appends the harmless form of `text`; `replaced` gets the offsets after each replacement, in `text` and `clean`.
fn rewrite(text: &str, keep_tabs: bool, clean: &mut String, mut replaced: impl FnMut(usize, usize)) {
    let mut before = None;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let stays = !is_hidden(character)
            || (keep_tabs && character == '\t')
            || shapes(character, before, rest.clone().next());
        if stays {
            clean.push(character);
        } else {
            push_visible(character, clean);
            replaced(text.len() - rest.as_str().len(), clean.len());
        }
        before = Some(character);
    }
}

/// Whether a hidden character does its proper work between these neighbours, which shows.
fn shapes(character: char, before: Option<char>, after: Option<char>) -> bool {
    match (character, before, after) {
        ('\u{200c}' | '\u{200d}', Some(before), Some(after)) => {
            (is_joining(before) && is_joining(after)) || (is_pictorial(before) && is_pictorial(after))
        }
        ('\u{fe0f}', Some('0'..='9' | '#' | '*'), Some('\u{20e3}')) => true,
        ('\u{fe0e}' | '\u{fe0f}', Some(before), _) => is_pictorial(before) && before != '\u{fe0f}',
        _ => false,
    }
}

/// Letters and marks of the scripts in which a joiner changes the shape: Arabic to Sinhala, and their kin.
fn is_joining(character: char) -> bool {
    !is_hidden(character)
        && matches!(character, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
            | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}')
}

/// Symbols and emoji, and what may follow one in a sequence.
fn is_pictorial(character: char) -> bool {
    matches!(character, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0f}'
        | '\u{1f000}'..='\u{1faff}')
}

/// Appends something visible that stands for the character.
fn push_visible(character: char, clean: &mut String) {
    let code = u32::from(character);
    let picture = match code {
        0..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => clean.push(picture),
        None => clean.push_str(&format!("<U+{code:04X}>")),
    }
}

//! What stands in a text, in its order: statements, closing braces, comments, and what cannot be read.

use crate::source::Span;
use crate::syntax::pieces::Pieces;
use crate::syntax::token::{Kind, Token};
use crate::syntax::{Marks, Tree, read_pieces};

/// Everything that begins a line of its own, in the order of the text.
#[derive(Debug)]
pub(super) struct Outline {
    pub elements: Vec<Element>,
    /// The tokens of all statements and `@allow`s.
    pub tokens: Vec<Token>,
    /// The comments that stand inside of statements, in the order of the text.
    pub inner: Vec<Token>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Element {
    pub kind: ElementKind,
    /// From its first word to its last.
    pub span: Span,
    /// In how many blocks it stands.
    pub depth: usize,
    /// Its tokens in [`Outline::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// Whether an empty line stands before it.
    pub blank: bool,
    /// The comments behind it on its line.
    pub trailing: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Statement,
    /// A statement that opens a block.
    Opening,
    /// The brace that closes one.
    Close,
    Allow,
    Comment,
    /// Something that cannot be read, with all that shares its lines.
    Verbatim,
}

/// A piece of the text as pest's words make it.
struct Piece {
    tokens: std::ops::Range<usize>,
    span: Span,
}

#[derive(Default)]
struct Collected {
    tokens: Vec<Token>,
    pieces: Vec<Piece>,
    comments: Vec<Token>,
}

impl Pieces for Collected {
    fn comment(&mut self, token: Token) {
        self.comments.push(token);
    }

    fn piece(&mut self, tokens: &[Token]) {
        let first = self.tokens.len();
        self.tokens.extend_from_slice(tokens);
        let start = tokens.iter().map(|token| token.start).min().unwrap_or(0);
        // What is missing is missing behind the piece, not in it.
        let words = tokens.iter().filter(|token| token.kind != Kind::Missing);
        let end = words.map(|token| token.end).max().unwrap_or(start);
        self.pieces.push(Piece { tokens: first..self.tokens.len(), span: Span::new(start, end) });
    }
}

impl Outline {
    /// Of `source`, which reads as `tree`.
    pub fn of(source: &str, tree: &Tree) -> Outline {
        let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut collected = Collected::default();
        read_pieces(source, start, &mut collected);
        let Collected { tokens, pieces, mut comments } = collected;
        comments.sort_by_key(|comment| comment.start);
        let mut elements = elements(source, tree, &tokens, &pieces);
        let inner = place_comments(source, comments, &mut elements);
        let mut end = start;
        for element in &mut elements {
            element.blank =
                has_blank_line(&source[end.min(element.span.start as usize)..element.span.start as usize]);
            end = element.trailing.last().unwrap_or(&element.span).end as usize;
        }
        Outline { elements, tokens, inner }
    }
}

fn elements(source: &str, tree: &Tree, tokens: &[Token], pieces: &[Piece]) -> Vec<Element> {
    let depths = Depths::of(tree);
    let broken = broken(tree);
    let mut elements: Vec<Element> = Vec::with_capacity(pieces.len());
    // Where what is to stay to the letter ends: everything that begins on that line stays as well.
    let mut kept: Option<u32> = None;
    for piece in pieces {
        let kind = tokens[piece.tokens.start].kind;
        let is_read = matches!(kind, Kind::Keyword(_) | Kind::Modifier(_) | Kind::Close | Kind::Allow);
        let mends = broken.iter().filter(|span| span.start <= piece.span.end && piece.span.start <= span.end);
        let end = mends.map(|span| span.end).max();
        let shares_line = |end: u32| is_on_one_line(source, end, piece.span.start);
        let is_kept = !is_read || end.is_some() || kept.is_some_and(shares_line);
        if !is_kept {
            kept = None;
            elements.push(element(piece, tokens, kind, &depths));
            continue;
        }
        let end = piece.span.end.max(end.unwrap_or(0)).max(kept.unwrap_or(0)).min(source.len() as u32);
        let mut span = Span::new(piece.span.start, end);
        let mut depth = element(piece, tokens, kind, &depths).depth;
        // What stands before it on its line stays too.
        while let Some(before) = elements.last() {
            if !is_on_one_line(source, before.span.end, span.start) {
                break;
            }
            span.start = before.span.start;
            depth = before.depth;
            elements.pop();
        }
        kept = Some(end);
        elements.push(Element {
            kind: ElementKind::Verbatim,
            span,
            depth,
            tokens: 0..0,
            blank: false,
            trailing: Vec::new(),
        });
    }
    // An `@allow` stands where what follows it stands.
    for at in
        (0..elements.len()).rev().filter(|&at| elements[at].kind == ElementKind::Allow).collect::<Vec<_>>()
    {
        elements[at].depth = depth_before(elements.get(at + 1));
    }
    elements
}

fn element(piece: &Piece, tokens: &[Token], kind: Kind, depths: &Depths) -> Element {
    let opens = tokens[piece.tokens.clone()].iter().any(|token| token.kind == Kind::Open);
    let (kind, depth) = match kind {
        Kind::Close => (ElementKind::Close, depths.of_close(piece.span.end)),
        Kind::Allow => (ElementKind::Allow, 0),
        _ if opens => (ElementKind::Opening, depths.at(piece.span.start)),
        _ => (ElementKind::Statement, depths.at(piece.span.start)),
    };
    let (tokens, span) = (piece.tokens.clone(), piece.span);
    Element { kind, span, depth, tokens, blank: false, trailing: Vec::new() }
}

/// The depth of what stands directly before this element in the same block.
fn depth_before(next: Option<&Element>) -> usize {
    next.map_or(0, |next| next.depth + usize::from(next.kind == ElementKind::Close))
}

/// Puts comments among the elements, and gives back those inside of statements.
fn place_comments(source: &str, comments: Vec<Token>, elements: &mut Vec<Element>) -> Vec<Token> {
    let mut inner = Vec::new();
    let mut placed: Vec<Element> = Vec::with_capacity(elements.len() + comments.len());
    let mut rest = std::mem::take(elements).into_iter().peekable();
    for comment in comments {
        while let Some(element) = rest.next_if(|element| element.span.start < comment.start) {
            placed.push(element);
        }
        let text = source[comment.start as usize..comment.end as usize].trim_end();
        let span = Span::new(comment.start, comment.start + text.len() as u32);
        match placed.last_mut() {
            Some(last) if comment.start < last.span.end => {
                if last.kind != ElementKind::Verbatim {
                    inner.push(Token { end: span.end, ..comment });
                }
            }
            Some(last)
                if last.kind != ElementKind::Comment
                    && is_on_one_line(source, last.trailing.last().unwrap_or(&last.span).end, span.start) =>
            {
                last.trailing.push(span);
            }
            _ => placed.push(Element {
                kind: ElementKind::Comment,
                span,
                depth: depth_before(rest.peek()),
                tokens: 0..0,
                blank: false,
                trailing: Vec::new(),
            }),
        }
    }
    placed.extend(rest);
    *elements = placed;
    inner
}

/// The spans of what cannot be read, and of what is said about it.
fn broken(tree: &Tree) -> Vec<Span> {
    if tree.errors.is_empty() {
        return Vec::new();
    }
    let statements = tree.statements.iter().filter(|statement| statement.marks.has(Marks::BROKEN));
    let spans = statements.map(|statement| statement.span);
    spans.chain(tree.errors.iter().map(|error| error.span)).collect()
}

/// In how many blocks each statement of a tree stands.
struct Depths {
    /// Byte offsets of first words, ascending, with the depth.
    starts: Vec<(u32, usize)>,
    /// Byte offsets behind closing braces, ascending, with the depth of the block's statement.
    ends: Vec<(u32, usize)>,
}

impl Depths {
    fn of(tree: &Tree) -> Depths {
        let mut depths = Depths { starts: Vec::with_capacity(tree.statements.len()), ends: Vec::new() };
        let mut open: Vec<u32> = Vec::new();
        for (index, statement) in tree.statements.iter().enumerate() {
            while open.last().is_some_and(|&next| next <= index as u32) {
                open.pop();
            }
            depths.starts.push((statement.span.start, open.len()));
            if statement.marks.has(Marks::BLOCK) {
                depths.ends.push((statement.span.end, open.len()));
                open.push(statement.next);
            }
        }
        depths.ends.sort_unstable();
        depths
    }

    /// The depth of the statement that begins at byte `start`, or else of the last one before it.
    fn at(&self, start: u32) -> usize {
        let behind = self.starts.partition_point(|&(at, _)| at <= start);
        behind.checked_sub(1).map_or(0, |at| self.starts[at].1)
    }

    /// The depth of the block whose closing brace ends at byte `end`.
    fn of_close(&self, end: u32) -> usize {
        let at = self.ends.partition_point(|&(at, _)| at < end);
        self.ends.get(at).filter(|&&(at, _)| at == end).map_or(0, |&(_, depth)| depth)
    }
}

/// Whether byte `to` stands on the line of byte `from`.
fn is_on_one_line(source: &str, from: u32, to: u32) -> bool {
    from >= to || !source.as_bytes()[from as usize..to as usize].contains(&b'\n')
}

/// Whether a line without anything stands in what is between two elements.
fn has_blank_line(between: &str) -> bool {
    between.bytes().filter(|&byte| byte == b'\n').count() > 1
}

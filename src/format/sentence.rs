//! One statement, written on one line or several.

use crate::format::names::name;
use crate::syntax::keyword::{Context, Keyword, Subject};
use crate::syntax::token::{Kind, Token};

/// A statement as lists of words.
#[derive(Debug)]
pub(super) struct Sentence<'s> {
    pub keyword: Keyword,
    /// Modifier and keyword: `optional input`.
    pub head: String,
    /// What it speaks of.
    pub subjects: List<'s>,
    /// Its clauses, each with the word that begins it.
    pub clauses: Vec<(&'s str, List<'s>)>,
    /// Whether a block follows.
    pub opens: bool,
}

/// The members of a list.
#[derive(Debug, Default)]
pub(super) struct List<'s> {
    members: Vec<Vec<&'s str>>,
    either: bool,
}

impl<'s> List<'s> {
    fn member(&self, at: usize) -> String {
        self.members[at].concat()
    }

    fn flat(&self) -> String {
        let members: Vec<String> = (0..self.members.len()).map(|at| self.member(at)).collect();
        members.join(if self.either { " or " } else { ", " })
    }

    /// Each member by itself, with what joins it to the others.
    fn broken(&self) -> Vec<String> {
        let line = |at: usize| match self.either {
            true if at > 0 => format!("or {}", self.member(at)),
            true => self.member(at),
            false => format!("{},", self.member(at)),
        };
        (0..self.members.len()).map(line).collect()
    }

    fn add(&mut self, source: &'s str, token: Token, before: Option<Token>, is_name: bool) {
        let written = &source[token.start as usize..token.end as usize];
        let written = if is_name { name(written) } else { written };
        let follows = |kind: Kind| before.is_some_and(|before| before.kind == kind);
        match self.members.last_mut() {
            Some(last) if follows(Kind::Dot) => last.extend([".", written]),
            Some(last) if token.kind == Kind::Quantity && follows(Kind::Quantity) => {
                last.extend([" ", written])
            }
            _ => self.members.push(vec![written]),
        }
    }
}

impl<'s> Sentence<'s> {
    /// Reads the tokens of a statement that can be read; none if they are those of something else.
    pub fn of(source: &'s str, tokens: &[Token]) -> Option<Sentence<'s>> {
        let text = |token: Token| &source[token.start as usize..token.end as usize];
        let at = tokens.iter().position(|token| matches!(token.kind, Kind::Keyword(_)))?;
        let Kind::Keyword(keyword) = tokens[at].kind else { return None };
        let head: Vec<&str> = tokens[..=at].iter().map(|&token| text(token)).collect();
        // Outside a block `practice` has a name too, so the place does not matter here.
        let subject = keyword.subject(Context::File);
        let has_text = matches!(subject, Subject::LongText | Subject::Text);
        let mut sentence = Sentence {
            keyword,
            head: head.join(" "),
            subjects: List::default(),
            clauses: Vec::new(),
            opens: false,
        };
        let mut before = None;
        for &token in &tokens[at + 1..] {
            match token.kind {
                Kind::Joint(_) => sentence.clauses.push((text(token), List::default())),
                Kind::Open => sentence.opens = true,
                Kind::Dot | Kind::Comma | Kind::Missing => {}
                kind => {
                    let is_subject = sentence.clauses.is_empty();
                    let list = match sentence.clauses.last_mut() {
                        Some((_, list)) => list,
                        None => &mut sentence.subjects,
                    };
                    match kind {
                        Kind::Either => list.either = true,
                        _ => list.add(source, token, before, !(is_subject && has_text)),
                    }
                }
            }
            before = Some(token);
        }
        Some(sentence)
    }

    /// The head and what it speaks of, on one line.
    pub fn start(&self, padding: usize) -> String {
        let list = self.subjects.flat();
        match list.is_empty() {
            true => self.head.clone(),
            false => format!("{}{} {list}", self.head, " ".repeat(padding)),
        }
    }

    /// The clauses and the opening brace, on one line; empty if there are none.
    pub fn rest(&self) -> String {
        let clauses = self.clauses.iter().map(|(joint, list)| format!("{joint} {}", list.flat()));
        let brace = self.opens.then(|| "{".to_owned());
        clauses.chain(brace).collect::<Vec<_>>().join(" ")
    }

    /// All of it on one line.
    pub fn flat(&self, padding: usize) -> String {
        let rest = self.rest();
        if rest.is_empty() { self.start(padding) } else { format!("{} {rest}", self.start(padding)) }
    }

    /// All of it on several lines of at most `width` columns each, as far as that can be; each with the number of steps
    /// that it is set in.
    pub fn broken(&self, padding: usize, width: usize, indent: usize) -> Vec<(usize, String)> {
        let fits = |steps: usize, line: &str| steps * indent + columns(line) <= width;
        let mut lines = Vec::new();
        let start = self.start(padding);
        if fits(0, &start) || self.subjects.members.len() < 2 {
            lines.push((0, start));
        } else {
            lines.push((0, self.head.clone()));
            lines.extend(self.subjects.broken().into_iter().map(|line| (1, line)));
        }
        for (joint, list) in &self.clauses {
            let clause = format!("{joint} {}", list.flat());
            if fits(1, &clause) || list.members.len() < 2 {
                lines.push((1, clause));
            } else {
                lines.push((1, (*joint).to_owned()));
                lines.extend(list.broken().into_iter().map(|line| (2, line)));
            }
        }
        if let Some((_, last)) = lines.last_mut().filter(|_| self.opens) {
            last.push_str(" {");
        }
        lines
    }
}

/// How wide a line is.
pub(super) fn columns(line: &str) -> usize {
    // Of a text over several lines only the first shares its line with other words.
    unicode_width::UnicodeWidthStr::width(line.lines().next().unwrap_or_default())
}

/// A statement with comments in it, its words and comments in their order. Behind `// …` a new line begins; the lines
/// come with the number of steps that each is set in.
pub(super) fn with_comments(source: &str, tokens: &[Token], comments: &[Token]) -> Vec<(usize, String)> {
    let mut lines = vec![(0, String::new())];
    let mut ends_line = false;
    let mut put = |text: &str, apart: bool, ends: bool| {
        if ends_line {
            lines.push((1, String::new()));
        }
        if let Some((_, line)) = lines.last_mut() {
            if apart && !line.is_empty() {
                line.push(' ');
            }
            line.push_str(text);
        }
        ends_line = ends;
    };
    let text = |token: Token| &source[token.start as usize..token.end as usize];
    let mut comments = comments.iter().copied().peekable();
    let words: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| !matches!(token.kind, Kind::Missing | Kind::Comma | Kind::Allow | Kind::Loose))
        .collect();
    let has_text = words.iter().any(|word| {
        matches!(word.kind, Kind::Keyword(keyword) if matches!(keyword.subject(Context::File), Subject::LongText | Subject::Text))
    });
    for (at, &word) in words.iter().enumerate() {
        while let Some(comment) = comments.next_if(|comment| comment.start < word.start) {
            put(text(comment), true, comment.kind == Kind::LineComment);
        }
        let before = at.checked_sub(1).map(|before| words[before].kind);
        let apart = !(word.kind == Kind::Dot || before == Some(Kind::Dot));
        let written = if has_text { text(word) } else { name(text(word)) };
        let next = words.get(at + 1).map(|next| next.kind);
        let is_member = |kind: Kind| {
            matches!(kind, Kind::Bare | Kind::Quoted | Kind::Long | Kind::Empty | Kind::Quantity)
        };
        let is_listed = is_member(word.kind)
            && next.is_some_and(|next| {
                is_member(next) && !(word.kind == Kind::Quantity && next == Kind::Quantity)
            });
        let written = if is_listed { format!("{written},") } else { written.to_owned() };
        put(&written, apart, false);
    }
    for comment in comments {
        put(text(comment), true, comment.kind == Kind::LineComment);
    }
    lines
}

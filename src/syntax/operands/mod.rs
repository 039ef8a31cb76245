//! What follows the keyword of a statement, read strictly: the grammar takes anything, this says what is wrong with it.

mod names;
mod unexpected;

use crate::source::Span;
use crate::source::lines::LINE_ENDS;
use crate::syntax::error::{SyntaxError, excerpt, junk_error};
use crate::syntax::ids::TermId;
use crate::syntax::keyword::{Body, Context, Keyword, Preposition, Subject, with_article};
use crate::syntax::quantity::{WORKING_DAY, read_duration, read_percentage};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::{StatementFlags, Term, Tree};

/// The parser of one statement's operands. Terms go to the tree; the first error is kept.
pub(super) struct Operands<'a> {
    source: &'a str,
    tree: &'a mut Tree,
    keyword: Keyword,
    context: Context,
    /// The keyword's place.
    head: Span,
    /// What was read: alias, alternatives, `within`.
    pub flags: StatementFlags,
    /// Index of the first term of the clause.
    pub clause: TermId,
    /// Byte offset behind the last word.
    pub end: u32,
    /// The brace that opens the block.
    pub brace: Option<Span>,
    /// What cannot be read.
    pub error: Option<SyntaxError>,
}

/// One member of a list: a name or text, with the second name of `stream.step`.
struct Member {
    token: Token,
    step: Option<Token>,
}

/// A list: its members and how many `or`s stand between them. Most have one member, which costs no allocation.
#[derive(Default)]
struct List {
    first: Option<Member>,
    others: Vec<Member>,
    /// The first `or`, and how many there are.
    either: Option<Token>,
    eithers: usize,
    /// An `or` without an item behind it.
    dangling: Option<Token>,
    /// A comma behind the last member.
    comma: Option<Token>,
}

impl List {
    fn members(&self) -> impl Iterator<Item = &Member> {
        self.first.iter().chain(&self.others)
    }

    fn last_mut(&mut self) -> Option<&mut Member> {
        self.others.last_mut().or(self.first.as_mut())
    }

    fn push(&mut self, member: Member) {
        match self.first {
            Some(_) => self.others.push(member),
            None => self.first = Some(member),
        }
    }
}

impl<'a> Operands<'a> {
    pub(super) fn new(
        source: &'a str,
        tree: &'a mut Tree,
        keyword: Keyword,
        context: Context,
        head: Span,
    ) -> Self {
        let clause = tree.next_term();
        let (flags, end) = (StatementFlags::default(), head.end);
        Operands { source, tree, keyword, context, head, flags, clause, end, brace: None, error: None }
    }

    pub(super) fn read(&mut self, tokens: &[Token]) {
        let mut rest = tokens;
        let list = self.list(&mut rest);
        self.subject(&list, rest);
        self.clause = self.tree.next_term();
        let mut last: Option<Preposition> = None;
        while let [token, more @ ..] = rest {
            rest = more;
            match token.kind {
                Kind::Open => {
                    self.end = token.end;
                    self.open(*token);
                }
                Kind::Preposition(joint) => {
                    self.end = token.end;
                    self.clause(joint, span(*token), &mut last, &mut rest);
                }
                Kind::Unknown if self.error.is_none() => self.unknown(*token, &list, &mut last, &mut rest),
                Kind::Loose if self.error.is_none() => self.loose(&list, rest),
                Kind::Junk if self.error.is_none() => {
                    let text = excerpt(self.text(*token));
                    self.fail(junk_error(span(*token), &text));
                }
                Kind::Either if self.error.is_none() => {
                    self.fail(
                        SyntaxError::new(span(*token), "`or` stands between two items")
                            .label("nothing to choose from"),
                    );
                }
                _ => self.mention(*token),
            }
        }
        if self.error.is_none() && self.brace.is_none() && self.keyword.body(self.context) == Body::Required {
            let error = SyntaxError::new(Span::new(self.end, self.end), "expected `{`")
                .label(format!("the block of this {} is missing", self.keyword.word()))
                .help(format!("an empty one is written `{{ }}`: {}", example(self.keyword)));
            let (place, brace) = opening(self.source, self.end);
            self.fail(error.may_fix(place, brace));
        }
    }

    fn text(&self, token: Token) -> &'a str {
        &self.source[token.start as usize..token.end as usize]
    }

    fn fail(&mut self, error: SyntaxError) {
        self.error.get_or_insert(error);
    }

    // ── Lists ───────────────────────────────────────────────────────────────────────────────────

    fn list(&mut self, rest: &mut &[Token]) -> List {
        let mut list = List::default();
        let mut last_either = None;
        while let [token, more @ ..] = *rest {
            match token.kind {
                Kind::Missing => list.dangling = list.dangling.or(last_either),
                Kind::Either => {
                    list.either.get_or_insert(*token);
                    list.eithers += 1;
                    last_either = Some(*token);
                }
                Kind::Comma => list.comma = Some(*token),
                Kind::Dot => {}
                Kind::Bare
                | Kind::Quoted
                | Kind::Long
                | Kind::Empty
                | Kind::Unclosed
                | Kind::UnclosedLong
                | Kind::Quantity => self.member(*token, &mut list),
                _ => break,
            }
            if !matches!(token.kind, Kind::Missing | Kind::Comma) {
                self.end = self.end.max(token.end);
            }
            *rest = more;
        }
        list
    }

    fn member(&self, token: Token, list: &mut List) {
        let joined = token.start > 0 && self.source.as_bytes()[token.start as usize - 1] == b'.';
        match list.last_mut() {
            Some(last) if joined && last.step.is_none() && last.token.end + 1 == token.start => {
                last.step = Some(token);
            }
            _ => list.push(Member { token, step: None }),
        }
    }

    // ── Subjects ────────────────────────────────────────────────────────────────────────────────

    fn subject(&mut self, list: &List, rest: &[Token]) {
        let subject = self.keyword.subject(self.context);
        let Some(first) = &list.first else {
            let word = self.source.get(self.head.range()).unwrap_or_default();
            return self.expected(self.wanted(subject), word, rest);
        };
        match subject {
            Subject::Name => {
                self.names(list, false);
                if let Some(second) = list.others.first() {
                    let word = self.keyword.word();
                    let error =
                        SyntaxError::new(span(second.token), format!("{} has one name", with_article(word)))
                            .label("a second one stands here")
                            .help(format!("write one `{word}` for each"));
                    self.fail(error);
                }
                self.no_list(list);
            }
            Subject::Names => {
                self.names(list, false);
                if let Some(either) = list.either {
                    let error = SyntaxError::new(span(either), "only items can be alternatives")
                        .help("write `,` between these names");
                    self.fail(error);
                }
            }
            Subject::Items => self.items(list),
            Subject::LongText | Subject::Text => {
                self.one_text(first, list, subject == Subject::LongText);
                self.no_list(list);
            }
            Subject::Duration => {
                self.quantity(list, self.wanted(subject), self.keyword.word());
                self.no_list(list);
            }
            Subject::Percentage => {
                self.percentage(first.token, list);
                self.no_list(list);
            }
        }
    }

    /// Only one thing may stand here: no `or` and no last comma.
    fn no_list(&mut self, list: &List) {
        if let Some(either) = list.either {
            self.fail(SyntaxError::new(span(either), "only items can be alternatives"));
        } else if let Some(comma) = list.comma {
            self.fail(SyntaxError::new(span(comma), "no list stands here, so no comma ends it"));
        }
    }

    fn wanted(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Name if self.keyword == Keyword::Activity => "an activity",
            Subject::Name => "a name",
            Subject::Names => "a name",
            Subject::Items => "an item",
            Subject::LongText | Subject::Text => "a text in quotes",
            Subject::Duration => "a duration such as `4h`",
            Subject::Percentage => "a percentage such as `95%`",
        }
    }

    fn items(&mut self, list: &List) {
        self.names(list, false);
        if let Some(dangling) = list.dangling {
            let error = SyntaxError::new(span(dangling), "expected an item after `or`")
                .label("none follows")
                .help(format!("write for example {}", example(self.keyword)));
            return self.fail(error);
        }
        match list.either {
            Some(either) if list.eithers < list.others.len() => {
                let error = SyntaxError::new(span(either), "`,` and `or` do not mix in one list")
                    .help("write one statement for what is always there and another for the alternatives");
                self.fail(error);
            }
            Some(_) => self.flags.set(StatementFlags::EITHER),
            None => {}
        }
    }

    fn one_text(&mut self, member: &Member, list: &List, long: bool) {
        let token = member.token;
        match token.kind {
            Kind::Quoted => self.check_escapes(token),
            Kind::Long if long => {}
            Kind::Long => {
                self.fail(SyntaxError::new(span(token), "a link stands on one line, in plain quotes"));
            }
            Kind::Empty => {}
            Kind::Unclosed | Kind::UnclosedLong => self.unclosed(token),
            _ => {
                let text = excerpt(self.text(token));
                let error = SyntaxError::new(
                    span(token),
                    format!("expected a text in quotes after `{}`", self.keyword.word()),
                )
                .help(format!("write `{} \"{text} …\"`", self.keyword.word()));
                self.fail(error);
            }
        }
        self.tree.terms.push(Term::text(span(token)));
        if let Some(step) = member.step {
            self.no_end(token, step);
        }
        if let Some(second) = list.others.first() {
            self.fail(SyntaxError::new(
                span(second.token),
                format!("`{}` takes one text", self.keyword.word()),
            ));
        }
    }

    /// Reads the quantities of a list as one duration.
    fn quantity(&mut self, list: &List, wanted: &str, after: &str) {
        if let Some(other) = list.members().find(|member| member.token.kind != Kind::Quantity) {
            let text = self.text(other.token).trim_matches('"');
            let error = SyntaxError::new(span(other.token), format!("expected {wanted} after `{after}`"));
            let is_duration = read_duration(text, WORKING_DAY).is_ok() && !text.is_empty();
            return self.fail(if is_duration {
                error.help(format!("write it without quotes: `{text}`")).may_fix(span(other.token), text)
            } else {
                error
            });
        }
        let (Some(first), Some(last)) = (&list.first, list.members().last()) else { return };
        let whole = Span::new(first.token.start, last.token.end);
        let text = &self.source[whole.range()];
        if let Some(comment) = text.find('/').or_else(|| text.find(',')) {
            let at = whole.start + comment as u32;
            self.fail(SyntaxError::new(
                Span::new(at, at + 1),
                "only blanks stand between the parts of a duration",
            ));
        } else if let Err((range, message)) = read_duration(text, WORKING_DAY) {
            let at = Span::new(whole.start + range.start as u32, whole.start + range.end as u32);
            let error = SyntaxError::new(at, message).help("durations read `15min`, `1d 4h` or `2wd`");
            self.fail(error);
        }
        self.tree.terms.push(Term::text(whole));
    }

    fn percentage(&mut self, token: Token, list: &List) {
        let text = self.text(token);
        if !list.others.is_empty() || token.kind != Kind::Quantity || read_percentage(text).is_none() {
            let digits = text.trim_matches('"').trim_end_matches('%');
            let error = SyntaxError::new(
                span(token),
                format!("expected a percentage after `{}`", self.keyword.word()),
            );
            return self.fail(match read_percentage(&format!("{digits}%")) {
                Some(_) => error.help(format!("write `{digits}%`")).may_fix(span(token), format!("{digits}%")),
                None => error.help("percentages read `95%` or `99.5%`"),
            });
        }
        self.tree.terms.push(Term::text(span(token)));
    }

    // ── Clauses ─────────────────────────────────────────────────────────────────────────────────

    fn clause(
        &mut self,
        joint: Preposition,
        place: Span,
        last: &mut Option<Preposition>,
        rest: &mut &[Token],
    ) {
        let list = self.list(rest);
        if self.error.is_some() {
            return self.mention_list(&list);
        }
        let word = joint.word();
        let keyword = self.keyword.word();
        if !self.keyword.clauses(self.context).contains(&joint) {
            let error = SyntaxError::new(place, format!("`{word}` cannot follow {}", with_article(keyword)));
            let error = match (self.keyword, joint) {
                (Keyword::Input | Keyword::Trigger, Preposition::To) => {
                    error.help(format!("{} comes `from` somewhere", with_article(keyword)))
                }
                (Keyword::Output | Keyword::Outcome, Preposition::From) => {
                    error.help(format!("{} goes `to` somewhere", with_article(keyword)))
                }
                _ => match self.keyword.clauses(self.context) {
                    [] => error.help(format!("a `{keyword}` statement has no clause")),
                    clauses => {
                        let words: Vec<String> =
                            clauses.iter().map(|joint| format!("`{}`", joint.word())).collect();
                        error.help(format!("{} may have {}", with_article(keyword), words.join(", then ")))
                    }
                },
            };
            self.fail(error);
            return self.mention_list(&list);
        }
        let order = |joint: Preposition| {
            self.keyword.clauses(self.context).iter().position(|&clause| clause == joint)
        };
        if let Some(before) = *last {
            if before == joint {
                let error = SyntaxError::new(place, format!("`{word}` stands here twice"))
                    .help(format!("write one `{word}` with a comma between what follows it"));
                self.fail(error);
                return self.mention_list(&list);
            }
            if order(before) > order(joint) {
                let error = SyntaxError::new(place, format!("`{word}` stands before `{}`", before.word()))
                    .help(format!("write {}", example(self.keyword)));
                self.fail(error);
                return self.mention_list(&list);
            }
        }
        *last = Some(joint);
        if list.first.is_none() {
            return self.expected(joint.wants(), word, rest);
        }
        self.clause_members(joint, &list);
    }

    fn clause_members(&mut self, joint: Preposition, list: &List) {
        let before = self.tree.terms.len();
        match joint {
            Preposition::Within => {
                self.quantity(list, joint.wants(), joint.word());
                // What cannot be read has left no term.
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::WITHIN);
                }
            }
            Preposition::As => {
                self.names(list, false);
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::ALIAS);
                    self.clause = self.tree.next_term();
                }
            }
            Preposition::In | Preposition::Is => self.names(list, false),
            Preposition::From | Preposition::To => self.names(list, true),
        }
        let single = matches!(joint, Preposition::As | Preposition::In);
        if let Some(second) = list.others.first().filter(|_| single) {
            let message = match joint {
                Preposition::As => "only one short name can be given",
                _ => "a step is in one activity",
            };
            self.fail(SyntaxError::new(span(second.token), message).label("a second one stands here"));
        }
        if let Some(either) = list.either {
            let error = SyntaxError::new(span(either), "only items can be alternatives")
                .help("write `,` between ends; each of them is expected");
            self.fail(error);
        }
        if single || joint == Preposition::Within {
            self.no_list(list);
        }
    }

    fn open(&mut self, token: Token) {
        self.brace = Some(span(token));
        if self.keyword.body(self.context) == Body::None {
            let word = self.keyword.word();
            self.fail(SyntaxError::new(span(token), format!("{} has no block", with_article(word))));
        }
    }
}

fn span(token: Token) -> Span {
    Span::new(token.start, token.end)
}

/// What opens the block of a statement that ends at byte `end`, and where it belongs.
pub(super) fn opening(source: &str, end: u32) -> (Span, &'static str) {
    // The blank before a brace that was deleted may still stand there.
    let rest = &source[end as usize..];
    match rest.strip_prefix(' ').is_some_and(|rest| rest.is_empty() || rest.starts_with(LINE_ENDS)) {
        true => (Span::new(end + 1, end + 1), "{"),
        false => (Span::new(end, end), " {"),
    }
}

/// Length in bytes of the word that ends at byte `end`.
fn last_word(source: &str, end: u32) -> u32 {
    let before = &source[..end as usize];
    let word =
        before.trim_end_matches(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let length = (before.len() - word.len()) as u32;
    // Behind a sign, point at the sign.
    if length == 0 { before.chars().next_back().map_or(0, |last| last.len_utf8() as u32) } else { length }
}

/// How a statement with `keyword` looks, for advice.
fn example(keyword: Keyword) -> &'static str {
    use Keyword::*;
    match keyword {
        Organisation => "`organisation \"Northwind IT\"`",
        Stakeholder => "`stakeholder \"Hardware supplier\" as supplier`",
        Repository => "`repository \"Known error database\" as KEDB`",
        Item => "`item \"Major incident\" as major is \"Incident record\"`",
        Practice => "`practice \"Incident management\", \"Service desk\"`",
        Role => "`role \"Service owner\"`",
        Activity => "`activity engage { … }`",
        Stream => "`stream \"Restore a failed service\" as restore { … }`",
        Step => "`step \"Obtain fix\" as fix in obtain_build { … }`",
        Input => "`input \"Incident record\" from register`",
        Output => "`output \"Resolution note\" to improve`",
        Trigger => "`trigger \"Outage report\" from user`",
        Outcome => "`outcome \"Restored service\" to user within 4h`",
        Purpose => "`purpose \"Get a user working again\"`",
        Link => "`link \"https://example.org\"`",
        Accountable => "`accountable \"Service owner\"`",
        Responsible => "`responsible \"Service desk agent\"`",
        Consulted => "`consulted \"Supplier manager\"`",
        Informed => "`informed \"Service owner\"`",
        Uses => "`uses \"Ticket system\"`",
        LeadTime => "`lead_time 1d 4h`",
        ProcessTime => "`process_time 15min`",
        CompleteAndAccurate => "`complete_and_accurate 95%`",
        WorkingDay => "`working_day 7h30min`",
    }
}

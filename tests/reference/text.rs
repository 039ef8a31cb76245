//! Reads texts of any layout that have no errors: statements, and the words of each.

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A keyword, a bare name or a quantity.
    Bare(String),
    /// A text, without its quotes.
    Text(String),
    Sign(char),
}

/// A statement and what stands in its block.
#[derive(Debug)]
pub struct Statement {
    /// Its keyword, the modifier before it included.
    pub keyword: String,
    pub words: Vec<Word>,
    pub body: Option<Vec<Statement>>,
}

/// The keywords that begin a statement.
const BEGINNINGS: &str = "organisation organization stakeholder repository item practice role activity stream step \
    optional rework reply input output trigger outcome purpose link accountable responsible consulted informed uses \
    lead_time process_time complete_and_accurate working_day";
/// The keywords that begin a clause.
const CLAUSES: &str = "as is in from to within every runs";

fn is_one_of(keywords: &str, word: &Word) -> bool {
    matches!(word, Word::Bare(word) if keywords.split_whitespace().any(|keyword| keyword == word))
}

/// The statements of a file.
pub fn statements(text: &str) -> Vec<Statement> {
    block(&mut words(text).into_iter().peekable())
}

type Words = std::iter::Peekable<std::vec::IntoIter<Word>>;

/// The statements up to the brace that closes the block.
fn block(words: &mut Words) -> Vec<Statement> {
    let mut statements = Vec::new();
    while let Some(word) = words.next() {
        match word {
            Word::Sign('}') => break,
            // `@allow(…)` says nothing of the organisation.
            Word::Sign('@') => while words.next().is_some_and(|word| word != Word::Sign(')')) {},
            Word::Bare(keyword) => statements.push(statement(keyword, words)),
            _ => {}
        }
    }
    statements
}

fn statement(mut keyword: String, words: &mut Words) -> Statement {
    if matches!(keyword.as_str(), "optional" | "rework" | "reply") {
        let flow = words.next().map(|word| text(std::slice::from_ref(&word))).unwrap_or_default();
        keyword.push_str(&format!(" {flow}"));
    }
    let ends = |word: &Word| {
        is_one_of(BEGINNINGS, word) || ['{', '}', '@'].into_iter().any(|sign| *word == Word::Sign(sign))
    };
    let mut own = Vec::new();
    while let Some(word) = words.next_if(|word| !ends(word)) {
        own.push(word);
    }
    let body = words.next_if_eq(&Word::Sign('{')).map(|_| block(words));
    Statement { keyword, words: own, body }
}

impl Statement {
    /// The members of the list behind this clause's keyword, or of the statement's own list, `None`.
    pub fn list(&self, clause: Option<&str>) -> Vec<&[Word]> {
        let start = match clause {
            None => 0,
            Some(clause) => match self.words.iter().position(|word| is_one_of(clause, word)) {
                Some(at) => at + 1,
                None => return Vec::new(),
            },
        };
        let rest = &self.words[start..];
        let end = rest.iter().position(|word| is_one_of(CLAUSES, word)).unwrap_or(rest.len());
        let members = rest[..end].split(|word| *word == Word::Sign(',') || is_one_of("or", word));
        members.filter(|member| !member.is_empty()).collect()
    }

    /// The same as plain texts.
    pub fn texts(&self, clause: Option<&str>) -> Vec<String> {
        self.list(clause).into_iter().map(text).collect()
    }

    pub fn has(&self, keyword: &str) -> bool {
        self.words.iter().any(|word| is_one_of(keyword, word))
    }
}

/// What words say one after another: one name or text, or the parts of a quantity.
pub fn text(words: &[Word]) -> String {
    let texts = words.iter().map(|word| match word {
        Word::Bare(text) | Word::Text(text) => text.clone(),
        Word::Sign(sign) => sign.to_string(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, behind)| behind);
        } else if let Some(long) = rest.strip_prefix("\"\"\"") {
            let (inner, behind) = long.split_once("\"\"\"").unwrap_or((long, ""));
            words.push(Word::Text(inner.to_owned()));
            rest = behind;
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (inner, behind) = quoted_text(quoted);
            words.push(Word::Text(inner));
            rest = behind;
        } else if "{},().@".contains(first) {
            words.push(Word::Sign(first));
            rest = &rest[1..];
        } else {
            let is_quantity = first.is_ascii_digit();
            let ends = |(at, letter): &(usize, char)| {
                letter.is_whitespace()
                    || "{},()@\"".contains(*letter)
                    || *letter == '.' && !is_quantity
                    || rest[*at..].starts_with("//")
                    || rest[*at..].starts_with("/*")
            };
            let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
            words.push(Word::Bare(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    words
}

/// What stands up to the closing quotation mark, its escapes resolved, and what is behind it.
fn quoted_text(text: &str) -> (String, &str) {
    let mut inner = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => match letters.next() {
                Some('n') => inner.push('\n'),
                Some('t') => inner.push('\t'),
                Some('u') => {
                    let digits: String = letters.by_ref().skip(1).take_while(|&digit| digit != '}').collect();
                    inner.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                escaped => inner.extend(escaped),
            },
            letter => inner.push(letter),
        }
    }
    (inner, letters.as_str())
}

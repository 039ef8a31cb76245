//! Reads the printed form back (one statement a line, no errors in it), so that tests can be written as text.

use super::organisation::{
    Allow, Declaration, End, File, Flow, FlowKind, Kind, Mode, Project, Statement, Step, Time,
};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// Reads one file. What follows `//` is left out.
pub fn read(path: &str, text: &str) -> File {
    let mut file = File { path: path.to_owned(), working_day: None, declarations: Vec::new() };
    let mut in_step = false;
    let mut waiting: Vec<Allow> = Vec::new();
    // A line ends at LF, CRLF or CR.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (index, line) in text.lines().enumerate() {
        let line_number = index as u32 + 1;
        let mut tokens = Tokens { list: tokens(line), at: 0 };
        if tokens.list.is_empty() {
            continue;
        }
        if tokens.sign('}') {
            in_step = false;
            continue;
        }
        if tokens.sign('@') {
            waiting.push(allow(&mut tokens, line_number));
            continue;
        }
        let allows = std::mem::take(&mut waiting);
        let word = tokens.text();
        let kind = match word.as_str() {
            "stakeholder" => Some(Kind::Stakeholder),
            "repository" => Some(Kind::Repository),
            "item" => Some(Kind::Item),
            "activity" => Some(Kind::Activity),
            "stream" => Some(Kind::Stream),
            _ => None,
        };
        if let Some(kind) = kind {
            file.declarations.push(Declaration { allows, ..declaration(kind, &mut tokens, line_number) });
            continue;
        }
        if word == "working_day" {
            file.working_day = Some(tokens.time());
        }
        if matches!(word.as_str(), "organisation" | "working_day") {
            continue;
        }
        let Some(body) = file.declarations.last_mut().and_then(|last| last.body.as_mut()) else { continue };
        if word == "step" {
            let step = Step { allows, ..step(&mut tokens, line_number) };
            in_step = !tokens.sign('}');
            body.push(Statement::Step(step));
        } else if let (true, Some(Statement::Step(step))) = (in_step, body.last_mut()) {
            if word == "lead_time" {
                step.lead_time = Some(tokens.time());
            } else {
                step.flows.push(Flow { allows, ..flow(&word, &mut tokens, line_number) });
            }
        } else {
            body.push(Statement::Flow(Flow { allows, ..flow(&word, &mut tokens, line_number) }));
        }
    }
    file
}

/// A project of one file.
pub fn project(text: &str) -> Project {
    Project { files: vec![read("a.vsd", text)] }
}

fn declaration(kind: Kind, tokens: &mut Tokens, line: u32) -> Declaration {
    let name = tokens.text();
    let alias = tokens.word("as").then(|| tokens.text());
    let is = if tokens.word("is") { tokens.list() } else { Vec::new() };
    let body = tokens.sign('{').then(Vec::new);
    Declaration { line, allows: Vec::new(), kind, name, alias, is, body }
}

/// `allow(rule, rule, "reason")`.
fn allow(tokens: &mut Tokens, line: u32) -> Allow {
    tokens.word("allow");
    tokens.sign('(');
    let mut rules = tokens.list();
    rules.pop();
    Allow { line, rules }
}

fn step(tokens: &mut Tokens, line: u32) -> Step {
    let name = tokens.text();
    let alias = tokens.word("as").then(|| tokens.text());
    let runs = tokens.word("runs").then(|| tokens.text());
    let activity = tokens.word("in").then(|| tokens.text());
    tokens.sign('{');
    Step { line, allows: Vec::new(), name, alias, runs, activity, lead_time: None, flows: Vec::new() }
}

fn flow(word: &str, tokens: &mut Tokens, line: u32) -> Flow {
    let kind = match word {
        "input" => FlowKind::Input(Mode::Mandatory),
        "optional" if tokens.word("output") => FlowKind::OptionalOutput,
        "optional" => FlowKind::Input(Mode::Optional),
        "reply" => FlowKind::Input(Mode::Reply),
        "rework" => FlowKind::Input(Mode::Rework),
        "output" => FlowKind::Output,
        "trigger" => FlowKind::Trigger,
        _ => FlowKind::Outcome,
    };
    if matches!(word, "optional" | "rework" | "reply") {
        tokens.word("input");
    }
    let mut items = vec![tokens.text()];
    let mut either = false;
    loop {
        if tokens.word("or") {
            either = true;
        } else if !tokens.sign(',') {
            break;
        }
        items.push(tokens.text());
    }
    let mut ends = Vec::new();
    if tokens.word("from") || tokens.word("to") {
        ends.push(tokens.end());
        while tokens.sign(',') {
            ends.push(tokens.end());
        }
    }
    let within = tokens.word("within").then(|| tokens.time());
    let every = tokens.word("every").then(|| tokens.text());
    Flow { line, allows: Vec::new(), kind, items, either, ends, within, every }
}

struct Tokens {
    list: Vec<Token>,
    at: usize,
}

impl Tokens {
    fn take(&mut self, token: &Token) -> bool {
        let found = self.list.get(self.at) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: char) -> bool {
        self.take(&Token::Sign(sign))
    }

    fn word(&mut self, word: &str) -> bool {
        self.take(&Token::Word(word.to_owned()))
    }

    fn text(&mut self) -> String {
        self.at += 1;
        match self.list.get(self.at - 1) {
            Some(Token::Word(text) | Token::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    fn list(&mut self) -> Vec<String> {
        let mut list = vec![self.text()];
        while self.sign(',') {
            list.push(self.text());
        }
        list
    }

    fn end(&mut self) -> End {
        if self.word("all") {
            return End::All;
        }
        let first = self.text();
        if self.sign('.') {
            End::Named { stream: Some(first), name: self.text() }
        } else {
            End::Named { stream: None, name: first }
        }
    }

    /// `1h 30min`.
    fn time(&mut self) -> Time {
        let mut text = String::new();
        while let Some(Token::Word(word)) = self.list.get(self.at) {
            if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
                break;
            }
            text += word;
            self.at += 1;
        }
        Time::read(&text)
    }
}

fn tokens(line: &str) -> Vec<Token> {
    let line = line.split("//").next().unwrap_or_default();
    let mut tokens = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            tokens.push(Token::Text(letters.by_ref().take_while(|&letter| letter != '"').collect()));
        } else if "“”„«»".contains(letter) {
            let inner: String = letters.by_ref().take_while(|letter| !"“”„«»\"".contains(*letter)).collect();
            tokens.push(Token::Text(inner.trim().to_owned()));
        } else if letter.is_alphanumeric() {
            let mut word = letter.to_string();
            while let Some(&next) =
                letters.peek().filter(|next| next.is_alphanumeric() || "_-".contains(**next))
            {
                word.push(next);
                letters.next();
            }
            tokens.push(Token::Word(word));
        } else if !letter.is_whitespace() {
            tokens.push(Token::Sign(letter));
        }
    }
    tokens
}

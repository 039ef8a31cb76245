//! Projects for tests, written as one text: `//- name.vsd` begins a file, and `$0` is where the cursor stands. A second
//! `$0` ends a selection. A text that begins without such a line is the file `model.vsd`.

use std::path::{Path, PathBuf};

use lsp_server::{Request, RequestId};
use serde_json::{Value, json};
use vsdlint::project::Settings;
use vsdlint::source::Source;
use vsdlint::workspace::Workspace;

use crate::lsp::convert::client::Client;
use crate::lsp::convert::documents::{Document, Revision};
use crate::lsp::convert::files::Files;
use crate::lsp::convert::uri;
use crate::lsp::handlers;
use crate::lsp::handlers::answer::Answer;

const CURSOR: &str = "$0";

/// Where the files of a fixture pretend to be.
const ROOT: &str = "/fixture";

/// A project, and a cursor or a selection in it. Characters are counted in bytes of UTF-8.
pub struct Fixture {
    files: Vec<(String, String)>,
    /// The file with the cursor, by its index.
    file: usize,
    /// The bytes of the cursor, or of both ends of a selection.
    cursors: Vec<usize>,
}

impl Fixture {
    /// Reads a fixture. One without a cursor has it at the beginning of its first file.
    pub fn new(text: &str) -> Fixture {
        let mut files: Vec<(String, String)> = Vec::new();
        for line in text.trim_start_matches('\n').split_inclusive('\n') {
            if let Some(name) = line.strip_prefix("//- ") {
                files.push((name.trim().to_owned(), String::new()));
                continue;
            }
            if files.is_empty() {
                files.push(("model.vsd".to_owned(), String::new()));
            }
            let last = files.len() - 1;
            files[last].1.push_str(line);
        }
        let (mut file, mut cursors) = (0, Vec::new());
        for (index, (_, text)) in files.iter_mut().enumerate() {
            while let Some(at) = text.find(CURSOR) {
                text.replace_range(at..at + CURSOR.len(), "");
                cursors.push(at);
                file = index;
            }
        }
        if cursors.is_empty() {
            cursors.push(0);
        }
        Fixture { files, file, cursors }
    }

    /// Asks `method` about the place of the cursor, or about the selection.
    pub fn ask(&self, method: &str) -> Value {
        self.ask_with(method, json!({}))
    }

    /// The same with more parameters, which replace those that follow from the cursor.
    pub fn ask_with(&self, method: &str, more: Value) -> Value {
        self.try_ask(method, more).unwrap_or_else(|(code, why)| panic!("{method}: {code:?}: {why}"))
    }

    /// The same where the answer may be an error.
    pub fn try_ask(&self, method: &str, more: Value) -> Answer {
        let start = self.position(self.file, self.cursors[0]);
        let end = self.position(self.file, *self.cursors.last().unwrap_or(&0));
        let mut params = json!({
            "textDocument": { "uri": self.uri(self.file) },
            "position": start,
            "positions": [start],
            "range": { "start": start, "end": end },
            "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
            "options": { "tabSize": 2, "insertSpaces": true },
        });
        let Value::Object(more) = more else { panic!("parameters are an object") };
        for (name, value) in more {
            params[name] = value;
        }
        let settings = Settings::defaults(vsdlint::rules::metadata());
        let mut files = Files::default();
        let (mut sources, mut relative) = (Vec::new(), Vec::new());
        for (name, text) in &self.files {
            let path = Path::new(ROOT).join(name);
            let revision = Revision { turn: 0, version: 1 };
            let document = Document {
                uri: uri::of(&path),
                revision,
                text: text.clone(),
                unread: None,
                others: Vec::new(),
            };
            files.add(&path, Some(&document));
            sources.push(Source { path: path.clone(), text: text.clone() });
            relative.push(PathBuf::from(name));
        }
        let client = Client::read(&json!({ "capabilities": {
            "general": { "positionEncodings": ["utf-8"] },
            "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } },
        } }));
        let request = Request { id: RequestId::from(1), method: method.to_owned(), params };
        Workspace::new(&settings, sources, relative).with_model(|model, settings, relative| {
            let snapshot =
                crate::lsp::convert::snapshot::Snapshot::new(client, model, &files, settings, relative);
            handlers::answer(&request, &snapshot)
        })
    }

    /// Locations of an answer, each as its file and its line with the range marked: `model.vsd: input «"Order"»`.
    pub fn places(&self, answer: &Value) -> Vec<String> {
        let mut places = Vec::new();
        for location in list(answer) {
            places.push(self.place(&location["uri"], &location["range"]));
        }
        places
    }

    /// A range of a file in its line.
    pub fn place(&self, uri: &Value, range: &Value) -> String {
        let file = self.index(uri);
        format!("{}: {}", self.files[file].0, self.shown(file, range))
    }

    /// A range of the file with the cursor, in its line.
    pub fn range(&self, range: &Value) -> String {
        self.shown(self.file, range)
    }

    /// The text of the file with the cursor in a range.
    pub fn text(&self, range: &Value) -> &str {
        &self.files[self.file].1
            [self.offset(self.file, &range["start"])..self.offset(self.file, &range["end"])]
    }

    /// The files after a workspace edit, written as a fixture is if there are several.
    pub fn edited(&self, edit: &Value) -> String {
        let mut files = self.files.clone();
        for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
            let file = self.index(&Value::from(uri.as_str()));
            files[file].1 = self.applied(file, edits);
        }
        if let [(_, text)] = &files[..] {
            return text.clone();
        }
        files.iter().map(|(name, text)| format!("//- {name}\n{text}")).collect()
    }

    /// The text of the file with the cursor after these edits.
    pub fn typed(&self, edits: &Value) -> String {
        self.applied(self.file, edits)
    }

    fn applied(&self, file: usize, edits: &Value) -> String {
        let mut edits = list(edits);
        edits.sort_by_key(|edit| std::cmp::Reverse(self.offset(file, &edit["range"]["start"])));
        let mut text = self.files[file].1.clone();
        for edit in edits {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            let new = edit["newText"].as_str().unwrap_or_default();
            text.replace_range(self.offset(file, start)..self.offset(file, end), new);
        }
        text
    }

    fn shown(&self, file: usize, range: &Value) -> String {
        let text = &self.files[file].1;
        let (start, end) = (self.offset(file, &range["start"]), self.offset(file, &range["end"]));
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = text[end..].lines().next().unwrap_or_default();
        format!("{}«{}»{rest}", &text[line..start], &text[start..end]).trim().to_owned()
    }

    fn uri(&self, file: usize) -> String {
        uri::of(&Path::new(ROOT).join(&self.files[file].0)).to_string()
    }

    fn index(&self, uri: &Value) -> usize {
        let found = (0..self.files.len()).find(|&file| *uri == self.uri(file));
        found.unwrap_or_else(|| panic!("{uri} is no file of the fixture"))
    }

    fn position(&self, file: usize, offset: usize) -> Value {
        let before = &self.files[file].1[..offset];
        let line = before.matches('\n').count();
        json!({ "line": line, "character": offset - before.rfind('\n').map_or(0, |at| at + 1) })
    }

    fn offset(&self, file: usize, position: &Value) -> usize {
        let number = |name: &str| position[name].as_u64().unwrap_or_default() as usize;
        let lines = self.files[file].1.split_inclusive('\n');
        lines.take(number("line")).map(str::len).sum::<usize>() + number("character")
    }
}

/// The entries of an answer; none for `null`.
pub fn list(answer: &Value) -> Vec<Value> {
    answer.as_array().cloned().unwrap_or_default()
}

/// A field of each entry of an answer, as text.
pub fn fields(answer: &Value, name: &str) -> Vec<String> {
    list(answer).iter().map(|entry| entry[name].as_str().unwrap_or_default().to_owned()).collect()
}

/// A stream in which everything is right. `old` stands there once, and `new` takes its place: most often the same with a
/// cursor.
pub fn stream(old: &str, new: &str) -> Fixture {
    assert_eq!(STREAM.matches(old).count(), 1, "{old}");
    Fixture::new(&STREAM.replace(old, new))
}

const STREAM: &str = r#"
stakeholder user

stream "Restore a service" as restore {
  trigger "Outage report"
  step "Diagnose" as diagnose in deliver_and_support {
    input "Outage report"
    output "Fix request" to repair
  }
  step "Repair" as repair in obtain_build {
    input "Fix request" from diagnose
    output "Restored service"
    output "Repair figures" to improve
  }
  outcome "Restored service" to user
}
"#;

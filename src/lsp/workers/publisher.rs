//! What the client was told of each document, and what it is told next. Nobody else publishes diagnostics.
//!
//! Two threads find diagnostics of a project: one looks at the whole, the other at a part while somebody types. Both hand
//! theirs in here, and under one lock it is decided which of them the client sees. The whole project has the last word on
//! every text of a document, and never speaks of one that is older than what the client was shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossbeam_channel::Sender;
use gen_lsp_types::{Diagnostic, Uri};
use lsp_server::{Message, Request};
use serde_json::Value;

use crate::lsp::convert::client::Client;
use crate::lsp::convert::diagnostics;
use crate::lsp::convert::documents::{Document, Revision};
use crate::lsp::convert::messages::{publish, refresh};
use crate::lsp::convert::snapshot::Snapshot;

/// Tells a client of the diagnostics of one project, or of settings. Its clones are the same publisher.
#[derive(Clone)]
pub struct Publisher {
    client: Client,
    sender: Sender<Message>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Whether all was taken back for good.
    is_closed: bool,
    /// What is published, by address. A file that was never spoken of is not there.
    published: BTreeMap<String, Published>,
    /// The result of the open documents that the client asks for: the one it has, or has been told to ask for.
    pulled: BTreeMap<String, String>,
    /// The text of each open document that the whole project has spoken of last, and the result.
    whole: BTreeMap<String, (Revision, String)>,
}

/// Diagnostics that were published.
#[derive(PartialEq, Eq)]
struct Published {
    result: String,
    /// The text of the document; none for a file that is not open.
    revision: Option<Revision>,
    is_empty: bool,
}

impl Publisher {
    /// One that has published nothing. `sender` leads to the client.
    pub fn new(client: Client, sender: Sender<Message>) -> Publisher {
        Publisher { client, sender, state: Arc::default() }
    }

    /// Publishes what the whole project says: of every file, but for open documents whose client asks. It is told to ask
    /// again where its result is an old one.
    pub fn publish_whole(&self, snapshot: &Snapshot<'_>) {
        // The rules run before the lock is taken. Nobody who types waits for them.
        snapshot.findings();
        let mut gone: BTreeSet<String> = self.lock().published.keys().cloned().collect();
        let (mut is_changed, mut is_stale) = (false, false);
        for file in snapshot.files.ids() {
            let mut publish = |snapshot: &Snapshot<'_>| {
                let found = diagnostics::of_file(snapshot, file);
                let (uri, revision) = (snapshot.files.uri(file), snapshot.files.revision(file));
                let mut state = self.lock();
                if let Some(revision) = revision
                    && self.client.pulls
                {
                    is_stale |= state.note_whole_pulled(uri, revision, &found);
                    return;
                }
                gone.remove(uri.as_ref());
                if let Some(message) = state.publish_whole(uri, revision, &found) {
                    let _ = self.sender.send(message);
                    is_changed = true;
                }
            };
            publish(snapshot);
            for other in snapshot.files.others(file) {
                snapshot.seen_from(file, other, &mut publish);
            }
        }
        let encoding = self.client.encoding;
        for (uri, found) in diagnostics::of_policies(snapshot.policy_problems(), encoding) {
            gone.remove(uri.as_ref());
            if let Some(message) = self.lock().publish_whole(&uri, None, &found) {
                let _ = self.sender.send(message);
            }
        }
        // Files that are gone, and documents whose diagnostics are asked for since they were opened.
        is_changed |= self.withdraw(&gone);
        self.refresh(is_changed, is_stale);
    }

    /// Publishes what a partial analysis says of a document, unless the whole project has spoken of this text.
    pub fn publish_partial(&self, document: &Document, found: &[Diagnostic]) {
        if let Some(message) = self.lock().publish_partial(document, found) {
            let _ = self.sender.send(message);
        }
    }

    /// Publishes what is wrong with settings, by the addresses of their files, and takes back what no longer is.
    pub fn publish_settings(&self, found: Vec<(Uri, Vec<Diagnostic>)>) {
        let mut gone: BTreeSet<String> = self.lock().published.keys().cloned().collect();
        for (uri, found) in found {
            gone.remove(uri.as_ref());
            if let Some(message) = self.lock().publish_whole(&uri, None, &found) {
                let _ = self.sender.send(message);
            }
        }
        self.withdraw(&gone);
    }

    /// Notes which diagnostics a client gets that asks for them. `revision` is that of the document if they are those of
    /// a partial analysis. If the whole project says something else of it already, the client is told to ask again.
    pub fn note_pulled(&self, request: &Request, answer: &Value, revision: Option<Revision>) {
        if request.method != "textDocument/diagnostic" || !self.client.pulls {
            return;
        }
        let uri = request.params.pointer("/textDocument/uri").and_then(Value::as_str);
        let (Some(uri), Some(result)) = (uri, answer.get("resultId").and_then(Value::as_str)) else { return };
        let mut state = self.lock();
        let known = match (revision, state.whole.get(uri)) {
            (Some(revision), Some((seen, whole))) if *seen >= revision => Some(whole.clone()),
            _ => None,
        };
        let is_stale = known.as_ref().is_some_and(|known| known != result);
        state.pulled.insert(uri.to_owned(), known.unwrap_or_else(|| result.to_owned()));
        drop(state);
        self.refresh(false, is_stale);
    }

    /// Takes back all that was published, for good.
    pub fn withdraw_all(&self) {
        let all = {
            let mut state = self.lock();
            state.is_closed = true;
            state.published.keys().cloned().collect()
        };
        self.withdraw(&all);
    }

    /// Takes back what was published of some files; whether the client is told of any.
    fn withdraw(&self, addresses: &BTreeSet<String>) -> bool {
        let mut state = self.lock();
        for address in addresses {
            state.published.remove(address);
            let _ = self.sender.send(publish(&Uri::from(address.as_str()), None, &[]));
        }
        !addresses.is_empty()
    }

    /// Has the client ask again. Where findings change, so does what is shown between the lines, in other documents as
    /// well.
    fn refresh(&self, is_changed: bool, is_stale: bool) {
        if is_stale {
            let _ = self.sender.send(refresh("workspace/diagnostic/refresh"));
        }
        if (is_changed || is_stale) && self.client.refreshes_hints {
            let _ = self.sender.send(refresh("workspace/inlayHint/refresh"));
        }
        if (is_changed || is_stale) && self.client.refreshes_lenses {
            let _ = self.sender.send(refresh("workspace/codeLens/refresh"));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked while it held the state left it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What the client is to be told of a file, as the whole project knows it; none if it knows already, or has been shown
    /// a newer text.
    fn publish_whole(
        &mut self,
        uri: &Uri,
        revision: Option<Revision>,
        found: &[Diagnostic],
    ) -> Option<Message> {
        let address = uri.to_string();
        let now = Published::of(found, revision);
        match revision {
            Some(revision) => _ = self.whole.insert(address.clone(), (revision, now.result.clone())),
            None => _ = self.whole.remove(&address),
        }
        // Who is told does not ask. A document that is closed may be told of again.
        self.pulled.remove(&address);
        let last = self.published.get(&address);
        // A client shows nothing of a file of which it never heard.
        if last.is_none() && now.is_empty {
            return None;
        }
        // Whoever types is shown first findings of the newer text, and would see them replaced by old ones.
        let is_older = revision.is_some() && last.is_some_and(|last| last.revision > revision);
        if self.is_closed || is_older || last == Some(&now) {
            return None;
        }
        if now.is_empty && revision.is_none() {
            self.published.remove(&address);
        } else {
            self.published.insert(address, now);
        }
        Some(publish(uri, revision.map(|revision| revision.version), found))
    }

    /// Notes what the whole project says of a document whose client asks; whether what the client has is another.
    fn note_whole_pulled(&mut self, uri: &Uri, revision: Revision, found: &[Diagnostic]) -> bool {
        let address = uri.to_string();
        let result = diagnostics::result_id(found);
        self.whole.insert(address.clone(), (revision, result.clone()));
        let known = self.pulled.insert(address, result.clone());
        known.is_some_and(|known| known != result)
    }

    /// What the client is to be told of a document, as a partial analysis knows it; none where the whole project has said
    /// nothing yet, or spoken of this text.
    fn publish_partial(&mut self, document: &Document, found: &[Diagnostic]) -> Option<Message> {
        let address = document.uri.to_string();
        let (seen, _) = self.whole.get(&address)?;
        let now = Published::of(found, Some(document.revision));
        let last = self.published.get(&address);
        let is_known = last == Some(&now) || last.is_none() && now.is_empty;
        if self.is_closed || *seen >= document.revision || is_known {
            return None;
        }
        self.published.insert(address, now);
        Some(publish(&document.uri, Some(document.revision.version), found))
    }
}

impl Published {
    fn of(found: &[Diagnostic], revision: Option<Revision>) -> Published {
        Published { result: diagnostics::result_id(found), revision, is_empty: found.is_empty() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "file:///model.vsd";

    fn revision(turn: u64, version: i32) -> Revision {
        Revision { turn, version }
    }

    fn found(message: &str) -> [Diagnostic; 1] {
        [Diagnostic { message: message.to_owned().into(), ..Diagnostic::default() }]
    }

    /// Whether the client is told what the whole project found.
    fn whole(state: &mut State, revision: Option<Revision>, message: &str) -> bool {
        state.publish_whole(&Uri::from(URI), revision, &found(message)).is_some()
    }

    /// Whether the client is told what a part of it found.
    fn partial(state: &mut State, revision: Revision, message: &str) -> bool {
        let document =
            Document { uri: Uri::from(URI), revision, text: String::new(), unread: None, others: Vec::new() };
        state.publish_partial(&document, &found(message)).is_some()
    }

    /// After the client was told what the whole project found in this version, as the first text.
    fn spoken(version: i32) -> State {
        let mut state = State::default();
        assert!(whole(&mut state, Some(revision(0, version)), "whole"));
        state
    }

    #[test]
    fn a_part_says_nothing_before_the_whole_has_spoken() {
        let mut state = State::default();
        assert!(!partial(&mut state, revision(0, 1), "part"));
        assert!(whole(&mut state, Some(revision(0, 1)), "whole"));
        assert!(partial(&mut state, revision(0, 2), "part"));
    }

    #[test]
    fn the_whole_has_the_last_word_on_each_text() {
        let mut state = spoken(1);
        assert!(partial(&mut state, revision(0, 3), "part"));
        assert!(!whole(&mut state, Some(revision(0, 2)), "older"), "the client was shown a newer text");
        assert!(whole(&mut state, Some(revision(0, 3)), "whole"));
        assert!(!partial(&mut state, revision(0, 3), "late"));
        assert!(!whole(&mut state, Some(revision(0, 3)), "whole"), "nothing is said twice");
    }

    #[test]
    fn a_document_that_is_opened_again_may_count_anew() {
        let mut state = spoken(8);
        assert!(partial(&mut state, revision(0, 9), "part"));
        assert!(whole(&mut state, Some(revision(1, 1)), "whole"));
        assert!(partial(&mut state, revision(1, 2), "part"));
    }

    #[test]
    fn what_was_taken_back_for_good_does_not_come_back() {
        let mut state = spoken(1);
        state.is_closed = true;
        assert!(!partial(&mut state, revision(0, 2), "part"));
        assert!(!whole(&mut state, None, "other"));
    }

    #[test]
    fn who_asks_is_told_to_ask_again_only_where_the_result_is_another() {
        let mut state = State::default();
        let uri = Uri::from(URI);
        assert!(!state.note_whole_pulled(&uri, revision(0, 1), &found("whole")));
        assert!(!state.note_whole_pulled(&uri, revision(0, 2), &found("whole")));
        assert!(state.note_whole_pulled(&uri, revision(0, 3), &found("other")));
    }
}

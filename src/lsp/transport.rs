//! Messages on standard input and output.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::Sender;
use lsp_server::{Connection, ErrorCode, Message, Notification};
use serde_json::{Value, json};

use vsdlint::sanitise::shown;
use vsdlint::source::Source;

use super::{lone_surrogates, long_message};

/// No client sends more in one message: the longest text that is read has 4 GiB, but nobody edits such a one.
const MOST_BYTES: u64 = 1 << 30;

const TOO_LONG: &str = "the message is too long";

/// What says how long a message is. It is looked for in lower case.
const LENGTH: &str = "content-length:";

/// The connection to a client, and the thread that writes to it.
pub struct Transport {
    /// What comes in, and where to put what goes out.
    pub connection: Connection,
    /// Puts something among what comes in.
    pub inbox: Sender<Message>,
    writer: JoinHandle<()>,
}

impl Transport {
    /// Begins to read and write.
    ///
    /// # Errors
    /// Where the system starts no thread.
    pub fn open() -> io::Result<Transport> {
        let (connection, other) = Connection::memory();
        let Connection { sender, receiver } = other;
        let inbox = sender.clone();
        thread::Builder::new().spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                match read(&mut input) {
                    Ok(Some(Ok(message))) => {
                        if sender.send(message).is_err() {
                            break;
                        }
                    }
                    // Nonsense is answered, and what follows it is read all the same.
                    Ok(Some(Err(answer))) => {
                        if write(&answer.to_string()).is_err() {
                            break;
                        }
                    }
                    Ok(None) | Err(_) => break,
                }
            }
            // A client that has gone away says no more than one that takes its leave.
            let _ = sender.send(Notification { method: "exit".to_owned(), params: Value::Null }.into());
        })?;
        let writer = thread::Builder::new().spawn(move || {
            for message in receiver {
                let written = message.write(&mut io::stdout().lock());
                if written.is_err() {
                    break;
                }
            }
        })?;
        Ok(Transport { connection, inbox, writer })
    }

    /// Waits until all is written.
    pub fn close(self) {
        drop(self.connection);
        // Whoever reads no more has gone.
        let _ = self.writer.join();
    }
}

fn write(body: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    out.flush()
}

/// Reads a message; none at the end of the input. What is no message gives the answer to it.
fn read(input: &mut impl BufRead) -> io::Result<Option<Result<Message, Value>>> {
    let Some(length) = read_head(input)? else { return Ok(None) };
    let length = match length {
        Ok(length) if length <= MOST_BYTES => length,
        // If it really comes, it is passed over like anything else that is no message.
        Ok(_) => {
            return Ok(Some(Err(refusal(&Value::Null, ErrorCode::InvalidRequest, TOO_LONG))));
        }
        Err(why) => return Ok(Some(Err(refusal(&Value::Null, ErrorCode::ParseError, &why)))),
    };
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    if length > Source::MAX_BYTES {
        let told = long_message::read(&body);
        return Ok(Some(told.map_err(|id| refusal(&id, ErrorCode::InvalidRequest, TOO_LONG))));
    }
    let read = serde_json::from_slice(&body).or_else(|error| {
        if lone_surrogates::replace(&mut body) { serde_json::from_slice(&body) } else { Err(error) }
    });
    let value: Value = match read {
        Ok(value) => value,
        Err(error) => {
            let why = format!("this is no JSON: {error}");
            return Ok(Some(Err(refusal(&Value::Null, ErrorCode::ParseError, &why))));
        }
    };
    let id = value.get("id").cloned().unwrap_or_default();
    Ok(Some(match serde_json::from_value(value) {
        // With an id it is a request, but not with one that could be given back to it.
        Ok(Message::Notification(_)) if !id.is_null() => {
            Err(refusal(&id, ErrorCode::InvalidRequest, "the id is no text and no number of 32 bits"))
        }
        Ok(message) => Ok(message),
        Err(_) => {
            let why = "this is no request, no response and no notification";
            Err(refusal(&id, ErrorCode::InvalidRequest, why))
        }
    }))
}

/// Reads the lines before a message: how many bytes it has, or what is wrong.
///
/// Once a length was wrong or missing, nobody knows where the next message begins. What stands before the next
/// `Content-Length` is passed over then, in its line too: nothing separates a message from the head of the next one.
fn read_head(input: &mut impl BufRead) -> io::Result<Option<Result<u64, String>>> {
    let mut head = None;
    loop {
        let mut line = Vec::new();
        // A line that never ends is no head.
        if input.take(4_096).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        if let Some(at) = line.rfind(LENGTH) {
            let value = line[at + LENGTH.len()..].trim();
            head = Some(value.parse().map_err(|_| format!("`{value}` is no length of a message")));
        } else if line.trim().is_empty() {
            let none = || Err("the message has no `Content-Length`".to_owned());
            return Ok(Some(head.unwrap_or_else(none)));
        }
    }
}

fn refusal(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": shown(message) } })
}

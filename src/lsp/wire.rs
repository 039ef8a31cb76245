//! Messages on standard input and output.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::Sender;
use lsp_server::{Connection, ErrorCode, Message, Notification};
use serde_json::{Value, json};

/// No client sends more in one message: the longest text that is read has 4 GiB, but nobody edits such a one.
const MOST_BYTES: u64 = 1 << 30;

/// The connection to a client, and the thread that writes to it.
pub struct Wire {
    /// What comes in, and where to put what goes out.
    pub connection: Connection,
    /// Puts something among what comes in.
    pub inbox: Sender<Message>,
    writer: JoinHandle<()>,
}

impl Wire {
    /// Begins to read and write.
    pub fn open() -> Wire {
        let (connection, other) = Connection::memory();
        let Connection { sender, receiver } = other;
        let inbox = sender.clone();
        thread::spawn(move || {
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
        });
        let writer = thread::spawn(move || {
            for message in receiver {
                let written = message.write(&mut io::stdout().lock());
                if written.is_err() {
                    break;
                }
            }
        });
        Wire { connection, inbox, writer }
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
        Ok(length) => {
            io::copy(&mut input.take(length), &mut io::sink())?;
            return Ok(Some(Err(refusal(
                &Value::Null,
                ErrorCode::InvalidRequest,
                "the message is too long",
            ))));
        }
        Err(why) => return Ok(Some(Err(refusal(&Value::Null, ErrorCode::ParseError, &why)))),
    };
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    let value: Value = match serde_json::from_slice(&body) {
        Ok(value) => value,
        Err(error) => {
            let why = format!("this is no JSON: {error}");
            return Ok(Some(Err(refusal(&Value::Null, ErrorCode::ParseError, &why))));
        }
    };
    let id = value.get("id").cloned().unwrap_or_default();
    Ok(Some(serde_json::from_value(value).map_err(|_| {
        refusal(&id, ErrorCode::InvalidRequest, "this is no request, no response and no notification")
    })))
}

/// Reads the lines before a message: how many bytes it has, or what is wrong.
fn read_head(input: &mut impl BufRead) -> io::Result<Option<Result<u64, String>>> {
    let mut length = None;
    let mut wrong = None;
    loop {
        let mut line = Vec::new();
        // A line that never ends is no head.
        if input.take(4_096).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            break;
        }
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            Some(_) => {}
            None => wrong = Some("a line before the message has no colon".to_owned()),
        }
    }
    Ok(Some(match (length, wrong) {
        (Some(length), None) => Ok(length),
        (_, Some(wrong)) => Err(wrong),
        (None, None) => Err("the message has no `Content-Length`".to_owned()),
    }))
}

fn refusal(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

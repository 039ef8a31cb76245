//! The loop that takes what the client sends.

use std::io;
use std::num::NonZero;
use std::thread;

use crossbeam_channel::{Receiver, RecvTimeoutError};
use lsp_server::{Message, Response};

use super::capabilities;
use super::state::Server;
use crate::lsp::convert::client::Client;
use crate::lsp::transport::Transport;
use crate::threads;

/// What else takes threads: reading, writing, the whole of a project, a part of it, and watching files.
const OTHERS: usize = 5;

/// What of it has to be: reading, writing, and the whole of a project.
const FEWEST_OTHERS: usize = 3;

/// Serves a client until it leaves; whether it took its leave as the protocol wants it.
///
/// # Errors
/// Where the system does not start the threads that it takes.
pub fn serve() -> io::Result<bool> {
    share_work()?;
    let transport = Transport::open()?;
    let (sender, receiver) = (transport.connection.sender.clone(), transport.connection.receiver.clone());
    let Ok((id, params)) = transport.connection.initialize_start() else {
        drop((sender, receiver));
        transport.close();
        return Ok(false);
    };
    let client = Client::read(&params);
    let _ = sender.send(Response::new_ok(id, capabilities::of_server(&client)).into());
    let mut server = Server::new(client, &params, sender, transport.inbox.clone());
    let ended_well = take_messages(&mut server, &receiver);
    drop(server);
    drop(receiver);
    transport.close();
    Ok(ended_well)
}

/// Starts the threads that share the work on a project: as many as there are cores, or one where the system starts too few
/// for what is done beside them. Later there would be nobody to tell.
fn share_work() -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let free = threads::startable(cores + OTHERS);
    if free < 1 + FEWEST_OTHERS {
        let why = format!("the server takes {}, and the system starts {free}", 1 + FEWEST_OTHERS);
        return Err(io::Error::other(why));
    }
    let count = if free == cores + OTHERS { 0 } else { 1 };
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global().map_err(io::Error::other)
}

/// Hands on one message after the other until the client leaves; whether it had asked to shut down before.
fn take_messages(server: &mut Server, receiver: &Receiver<Message>) -> bool {
    loop {
        let message = match server.rediscover_at {
            None => receiver.recv().map_err(RecvTimeoutError::from),
            Some(due) => receiver.recv_deadline(due),
        };
        match message {
            Ok(Message::Request(request)) => server.request(request),
            Ok(Message::Notification(note)) if note.method == "exit" => return server.is_down,
            Ok(Message::Notification(note)) => server.notification(note),
            // The answers to what the server asks say nothing that it needs.
            Ok(Message::Response(_)) => {}
            Err(RecvTimeoutError::Timeout) => server.rediscover(),
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

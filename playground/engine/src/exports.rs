//! What the browser calls. It writes into, and reads from, buffers that belong to the engine, so no pointer is followed here.

use std::sync::{Mutex, PoisonError};

/// The question, and after [`ask`] the answer.
static BUFFER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for a question of `length` bytes, and gives the address that it is to be written to.
#[allow(unsafe_code, reason = "it keeps its name, which nothing else in the module has")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    let mut buffer = BUFFER.lock().unwrap_or_else(PoisonError::into_inner);
    buffer.clear();
    buffer.resize(length, 0);
    buffer.as_mut_ptr()
}

/// Answers the question that was written, and gives the length of the answer in bytes.
#[allow(unsafe_code, reason = "it keeps its name, which nothing else in the module has")]
#[unsafe(no_mangle)]
pub extern "C" fn ask() -> usize {
    let mut buffer = BUFFER.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = crate::answer(&buffer);
    *buffer = answer;
    buffer.len()
}

/// The address at which the answer stands, until room is made for the next question.
#[allow(unsafe_code, reason = "it keeps its name, which nothing else in the module has")]
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> *const u8 {
    BUFFER.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}

//! The library in a browser: files and a question in, an answer out.
//!
//! A page writes a question into the memory of the engine and reads the answer there ([`exports`]). Both are JSON
//! ([`question`], [`answer`]), and nothing is kept between two questions. Places are code units of UTF-16, as a browser
//! counts them ([`offsets`]).

pub mod answer;
pub mod completion;
pub mod exports;
pub mod import;
pub mod offsets;
pub mod picture;
pub mod project;
pub mod question;
pub mod words;

use answer::Answer;
use question::{Ask, Question};

/// Answers a question: JSON, behind which may stand a zero byte and the bytes of a file to import. The answer is JSON.
pub fn answer(message: &[u8]) -> Vec<u8> {
    let end = message.iter().position(|&byte| byte == 0).unwrap_or(message.len());
    let (question, rest) = message.split_at(end);
    let answer = match serde_json::from_slice::<Question>(question) {
        Ok(question) => answered(question, rest.get(1..).unwrap_or_default()),
        Err(error) => Answer::Failed { message: format!("the question cannot be read: {error}"), help: None },
    };
    serde_json::to_vec(&answer).unwrap_or_default()
}

fn answered(question: Question, bytes: &[u8]) -> Answer {
    match question.ask {
        Ask::Check { open, cursor, picture } => {
            project::with(question.files, |project| project.check(open, cursor, &picture))
        }
        Ask::Words => project::with(question.files, |project| project.words()),
        Ask::Format { open } => project::with(question.files, |project| project.format(open)),
        Ask::Complete { open, at } => {
            project::with(question.files, |project| completion::at(project, open, at))
        }
        Ask::Hover { open, at } => project::with(question.files, |project| project.hover(open, at)),
        Ask::Import { name } => import::import(&name, bytes),
        Ask::Style => Answer::Style { css: vsdlint::draw::svg::CSS, kinds: words::KINDS },
    }
}

//! A model of a table or a drawing.

use miette::Diagnostic;
use vsdlint::import::{self, Document, Input, Options};
use vsdlint::project::CONFIG_NAME;

use crate::answer::{Answer, Text};

/// Reads a file called `name` into a model.
pub fn import(name: &str, bytes: &[u8]) -> Answer {
    let imported = match import::import(&[Input { name, bytes }], &Options::default()) {
        Ok(imported) => imported,
        Err(error) => {
            let help = error.help().map(|help| help.to_string());
            return Answer::Failed { message: error.to_string(), help };
        }
    };
    let paths = imported.files.iter().map(|file| file.path.clone()).collect();
    let report = Document::new(paths, &imported.remarks, imported.counts);
    let files = imported.files.into_iter().map(|file| Text { path: file.path, text: file.text });
    let settings = Text { path: CONFIG_NAME.to_owned(), text: imported.settings };
    Answer::Imported { files: files.chain([settings]).collect(), report }
}

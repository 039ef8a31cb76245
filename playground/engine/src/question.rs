//! What can be asked.

use serde::Deserialize;

/// A question about some files.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// The files of the project, in any order; one called `vsdlint.toml` holds the settings. Answers speak of a file by its
    /// position here.
    #[serde(default)]
    pub files: Vec<File>,
    /// What is asked.
    pub ask: Ask,
}

/// A file.
#[derive(Debug, Deserialize)]
pub struct File {
    /// Its path below the project's root, with `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ask {
    /// All findings, the words of the file `open`, and a picture.
    Check {
        /// The position of the file that is shown.
        open: usize,
        /// Where the cursor stands in it, in UTF-16.
        cursor: u32,
        /// What is to be drawn.
        #[serde(default)]
        picture: Picture,
    },
    /// The words and the findings of all files.
    Words,
    /// The edits that format the file `open`.
    Format {
        /// The position of the file.
        open: usize,
    },
    /// What could be written at a place.
    Complete {
        /// The position of the file.
        open: usize,
        /// The place in it, in UTF-16.
        at: u32,
    },
    /// What is known of a name.
    Hover {
        /// The position of the file.
        open: usize,
        /// The place in it, in UTF-16.
        at: u32,
    },
    /// A model of a table or drawing, the bytes of which follow the question.
    Import {
        /// The name of the file.
        name: String,
    },
    /// The style sheet of pictures, and the kinds of words.
    Style,
}

/// What is to be drawn.
#[derive(Debug, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Picture {
    /// Nothing.
    #[default]
    None,
    /// The stream in which the cursor stands; elsewhere what was shown `last`, else the first stream, else the chain.
    Follow {
        /// The name of what was shown.
        last: Option<String>,
    },
    /// A stream by its name, `chain` or `landscape`; as above if there is no such stream.
    Of {
        /// The name.
        name: String,
    },
}

//! Why a file could not be read as BPMN 2.0.

use thiserror::Error;

/// Why a file could not be read as BPMN 2.0. Texts of the file may hold anything.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BpmnError {
    /// The bytes are not text in the encoding that they claim.
    #[error("it is not text in {encoding}, the encoding that it names")]
    NotText {
        /// The name of the encoding.
        encoding: String,
    },
    /// The file names an encoding that nobody knows.
    #[error("it names an encoding that is not known: `{name}`")]
    UnknownEncoding {
        /// The name, as it stands there.
        name: String,
    },
    /// It is not well-formed XML.
    #[error("line {line} is not well-formed XML: {cause}")]
    NotXml {
        /// The 1-based line.
        line: u32,
        /// What is wrong there.
        cause: String,
    },
    /// It uses an entity that XML itself does not define.
    #[error("line {line} uses the entity `{name}`: entities of the file's own are not read")]
    Entity {
        /// The 1-based line.
        line: u32,
        /// The name of the entity.
        name: String,
    },
    /// It is XML, but not BPMN 2.0.
    #[error(
        "it is not BPMN 2.0: it begins with the element `{root}`, and not with `definitions` of BPMN's namespace"
    )]
    NotBpmn {
        /// The name of the first element.
        root: String,
    },
    /// There is no element in it.
    #[error("it is empty")]
    Empty,
    /// There is nothing in it that could be a stream.
    #[error("no process in it has a node: there is nothing to import")]
    NoProcess,
    /// It is larger than what is read.
    #[error("it is larger than {most} MiB, and no larger drawing is read")]
    TooLarge {
        /// The most, in MiB.
        most: usize,
    },
    /// It has more of something than what is read.
    #[error("{what}: no more than {bound} are read")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How much is read.
        bound: usize,
    },
}

//! Standard output and standard error: what they can show, how failures to write them end, and the exit status.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use miette::{Diagnostic, Severity};
use vsdlint::source::Source;

use super::error::CliError;
use super::render;
use super::said::{Heard, Said};

/// How the process ends. A later one wins over an earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing that fails the run.
    #[default]
    Clean,
    /// Findings at or above `fail-on`.
    Findings,
    /// The run itself failed.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Failed => 2,
        })
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// What a stream can show.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// Whether to write ANSI colours to it.
    pub color: bool,
    /// Whether somebody looks at it.
    pub is_terminal: bool,
    /// How many columns it has, if it is a terminal.
    pub width: Option<usize>,
}

/// The two streams and the exit status so far.
#[derive(Debug)]
pub struct Console {
    /// Standard output.
    pub out: Stream,
    /// Standard error.
    pub err: Stream,
    /// Whether warnings are kept to ourselves.
    pub quiet: bool,
    status: Status,
    /// What was said last, if that is kept.
    said: Option<Said>,
}

impl Console {
    /// Looks at the streams of this process.
    pub fn new(choice: ColorChoice) -> Console {
        let out = Stream::of(&io::stdout(), choice);
        let err = Stream::of(&io::stderr(), choice);
        Console { out, err, quiet: false, status: Status::Clean, said: None }
    }

    /// The same streams, with nothing having happened yet; what is said from now on is kept.
    pub fn anew(&self) -> Console {
        let Console { out, err, quiet, .. } = *self;
        Console { out, err, quiet, status: Status::Clean, said: Some(Said::default()) }
    }

    /// What was said last, if that is kept.
    pub fn into_said(self) -> Option<Said> {
        self.said
    }

    /// How the process ends if nothing more happens.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Makes the exit status at least `status`.
    pub fn raise(&mut self, status: Status) {
        self.status = self.status.max(status);
    }

    /// Shows what is wrong with the run. Errors fail it, warnings do not.
    pub fn problem(&mut self, problem: &dyn Diagnostic) {
        if problem.severity().unwrap_or(Severity::Error) == Severity::Error {
            self.raise(Status::Failed);
        } else if self.quiet {
            return;
        }
        let text = render::render(problem, self.err.color, self.err.width);
        self.note(|err| err.write_all(text.as_bytes()));
    }

    /// Writes to standard output. Whoever closed it has seen enough, and that is no failure; any other error is.
    pub fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let tail = self.said.as_ref().map(|said| &said.out);
        let mut out = BufWriter::new(Heard { stream: io::stdout().lock(), tail });
        let result = write(&mut out).and_then(|()| out.flush());
        // What could not be written is not tried again.
        let (stdout, _) = out.into_parts();
        drop(stdout);
        if let Err(error) = result
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.problem(&CliError::Stdout { error });
        }
    }

    /// Writes to standard error. That it cannot be written could be said nowhere.
    pub fn note(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut text = Vec::new();
        if write(&mut text).is_ok() {
            let _ = io::stderr().lock().write_all(&text);
            if let Some(said) = &self.said {
                said.err.add(&text);
            }
        }
    }
}

impl Stream {
    fn of(stream: &impl IsTerminal, choice: ColorChoice) -> Stream {
        let is_terminal = stream.is_terminal();
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => automatic(is_terminal),
        };
        let width = if is_terminal { terminal_width() } else { None };
        Stream { color, is_terminal, width }
    }
}

/// What the environment says of colours: <https://no-color.org> and <https://bixense.com/clicolors>.
fn automatic(is_terminal: bool) -> bool {
    let is = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if is("NO_COLOR").is_some() {
        return false;
    }
    if is("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    is_terminal
        && is("CLICOLOR").is_none_or(|value| value != "0")
        && is("TERM").is_none_or(|value| value != "dumb")
}

fn terminal_width() -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
    (width > 0).then_some(usize::from(width))
}

/// Wraps text in the ANSI codes of a style, or leaves it alone.
#[derive(Clone, Copy, Debug)]
pub struct Paint(pub bool);

impl Paint {
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    pub fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    pub fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    pub fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// All of standard input, or as much as a file may have.
pub fn standard_input() -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    io::stdin().lock().take(Source::MAX_BYTES + 1).read_to_end(&mut text)?;
    Ok(text)
}

//! How many mistakes a corpus holds, and where they are.

use std::str::FromStr;

use crate::Mistake;

/// How many mistakes are in a corpus. A stream has at most one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Findings {
    /// None at all: the model is clean.
    None,
    /// So many, spread evenly over the streams; one in each stream if they are more.
    Number(usize),
    /// So many in a hundred streams, spread evenly.
    Percent(f64),
}

impl Findings {
    /// The mistake in the stream `stream` of `all`.
    pub(crate) fn at(self, stream: usize, all: usize) -> Option<Mistake> {
        let number = match self {
            Findings::None => 0,
            Findings::Number(number) => number.min(all),
            Findings::Percent(percent) => (all as f64 * percent.clamp(0.0, 100.0) / 100.0).round() as usize,
        };
        let before = stream * number / all;
        ((stream + 1) * number / all > before).then(|| Mistake::ALL[before % Mistake::ALL.len()])
    }
}

/// The text is no number, no percentage and not `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFindings;

impl std::fmt::Display for UnknownFindings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("expected `none`, a number such as `20`, or a share of the streams such as `5%`")
    }
}

impl std::error::Error for UnknownFindings {}

impl FromStr for Findings {
    type Err = UnknownFindings;

    fn from_str(text: &str) -> Result<Findings, UnknownFindings> {
        match text.strip_suffix('%') {
            _ if text == "none" => Ok(Findings::None),
            Some(percent) => percent.parse().map(Findings::Percent).map_err(|_| UnknownFindings),
            None => text.parse().map(Findings::Number).map_err(|_| UnknownFindings),
        }
    }
}

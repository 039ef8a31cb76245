//! Writes a corpus into a folder.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Parser;
use vsdlint_corpus::{Corpus, Findings};

/// Writes realistic models of any size, for benchmarks. The same flags give the same bytes.
#[derive(Debug, Parser)]
#[command(name = "vsdlint-corpus")]
struct Arguments {
    /// How many files of streams, besides the one with the shared declarations
    #[arg(long, default_value_t = 100)]
    files: usize,
    /// About how many bytes in each file
    #[arg(long, default_value_t = 2_000)]
    bytes: usize,
    /// Everything in one file, of as many steps as --steps says
    #[arg(long, requires = "steps", conflicts_with_all = ["files", "bytes"])]
    one_file: bool,
    /// About how many steps in the one file
    #[arg(long, requires = "one_file")]
    steps: Option<usize>,
    /// How many mistakes: `none`, a number, or a share of the streams such as `5%`
    #[arg(long, default_value = "none")]
    findings: Findings,
    /// The folder to write into; it is made if there is none
    folder: PathBuf,
}

fn main() -> io::Result<()> {
    let Arguments { files, bytes, steps, findings, folder, .. } = Arguments::parse();
    let corpus = steps.map_or_else(|| Corpus::of_files(files, bytes), Corpus::of_one_file);
    let corpus = Corpus { findings, ..corpus };
    let bytes = corpus.write(&folder)?;
    let mistakes = corpus.mistakes().count();
    writeln!(io::stdout(), "{bytes} bytes with {mistakes} mistakes below {}", folder.display())
}

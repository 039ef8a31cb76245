//! `cargo run -p vsdlint-floors`: prints the floors, and what breaks their rules. `-- --write` draws the picture anew.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use vsdlint_floors::{Error, Plan, as_svg, as_text, check, habits, read};

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            print(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

/// The folder of the project, two above that of this crate.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

fn run() -> Result<bool, Error> {
    let root = root();
    let plan = Plan::read(&root.join("tools/floors/floors.toml"))?;
    let imports = read(&root.join("src"))?;
    print(&as_text(&imports, &plan));
    let breaches = check(&imports, &plan);
    for breach in &breaches {
        print(&format!("error: {breach}"));
    }
    for folder in ["src/rules", "src/model"] {
        for (_, line) in habits(&root.join(folder))? {
            print(&line);
        }
    }
    if std::env::args().any(|argument| argument == "--write") {
        let picture = root.join("docs/pictures/floors.svg");
        std::fs::write(&picture, as_svg(&imports, &plan))
            .map_err(|error| Error { path: picture.clone(), cause: error.to_string() })?;
    }
    Ok(breaches.is_empty())
}

/// Prints a line; where nobody reads any more there is nothing left to do.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

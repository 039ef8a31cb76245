//! Turns the front matter of every page in `rules/` into a `RuleMetadata`, which `rule!` includes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/rules/front_matter.rs"]
mod front_matter;
#[path = "src/rule/kinds.rs"]
#[allow(dead_code)] // The library asks them more.
mod kinds;

/// Where the library has them.
mod rule {
    pub(crate) use super::kinds;
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    let written = Path::new(&env::var("OUT_DIR")?).join("rules");
    fs::create_dir_all(&written)?;
    for entry in fs::read_dir("rules")? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".md")) else {
            continue;
        };
        match front_matter::metadata(name, &fs::read_to_string(&path)?) {
            Ok(expression) => fs::write(written.join(format!("{name}.rs")), expression)?,
            Err(error) => println!("cargo::error={error}"),
        }
    }
    Ok(())
}

//! Turns the front matter of every page in `rules/` into a `RuleMetadata`, which `rule!` includes, and the widths of a
//! font's characters into a table, by which pictures are laid out.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/draw/font_table.rs"]
mod font_table;
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
    let out = env::var("OUT_DIR")?;
    for (name, font) in [("regular", dejavu::sans::regular()), ("bold", dejavu::sans::bold())] {
        fs::write(Path::new(&out).join(format!("{name}.rs")), font_table::expression(font)?)?;
    }
    let written = Path::new(&out).join("rules");
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

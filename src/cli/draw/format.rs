//! The forms of a picture.

use std::path::Path;

use clap::ValueEnum;
use vsdlint::draw::diagram::Diagram;
use vsdlint::draw::{dot, mermaid, svg};

use crate::cli::error::CliError;

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For browsers and documents
    Svg,
    /// For slides and mails
    #[cfg(feature = "png")]
    Png,
    /// A text that wikis and merge requests draw
    Mermaid,
    /// A text for Graphviz
    Dot,
}

/// A picture that was drawn.
pub struct Picture {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// What is worth saying of it.
    pub warning: Option<CliError>,
}

impl Format {
    /// By the ending of a file.
    pub fn of_file(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "svg" => Some(Format::Svg),
            #[cfg(feature = "png")]
            "png" => Some(Format::Png),
            "mmd" | "mermaid" => Some(Format::Mermaid),
            "dot" | "gv" => Some(Format::Dot),
            _ => None,
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            #[cfg(feature = "png")]
            Format::Png => "png",
            Format::Mermaid => "mmd",
            Format::Dot => "dot",
        }
    }

    /// Whether it is no text.
    pub fn is_binary(self) -> bool {
        self.ending() == "png"
    }

    /// Draws; a PNG has `scale` pixels for each of the SVG's.
    ///
    /// # Errors
    /// Where the picture cannot be drawn.
    #[cfg_attr(not(feature = "png"), allow(unused_variables))]
    pub fn write(self, diagram: &Diagram, scale: f32) -> Result<Picture, CliError> {
        let mut bytes = Vec::new();
        let written = match self {
            Format::Svg => svg::write(diagram, svg::Options::default(), &mut bytes).map(drop),
            Format::Mermaid => mermaid::write(diagram, &mut bytes),
            Format::Dot => dot::write(diagram, &mut bytes),
            #[cfg(feature = "png")]
            Format::Png => return png(diagram, scale),
        };
        match written {
            Ok(()) => Ok(Picture { bytes, warning: None }),
            Err(error) => Err(CliError::Stdout { error }),
        }
    }
}

#[cfg(feature = "png")]
fn png(diagram: &Diagram, scale: f32) -> Result<Picture, CliError> {
    use vsdlint::draw::png;
    let drawn = png::draw(diagram, scale).map_err(|error| CliError::Png { error })?;
    let warning = (drawn.scale < scale).then(|| CliError::Smaller {
        title: diagram.title.clone(),
        percent: (drawn.scale / scale * 100.0).floor() as u32,
    });
    Ok(Picture { bytes: drawn.bytes, warning })
}

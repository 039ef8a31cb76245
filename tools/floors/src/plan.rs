//! Which folder stands on which floor, as `floors.toml` says.

use std::path::Path;

use serde::Deserialize;

use crate::Error;

/// The floors, the highest first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The floors.
    pub floor: Vec<Floor>,
}

/// One floor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// What the floor is for: the words beside it in the picture.
    pub name: String,
    /// Folders or single files of `src/`, without `.rs`, in the order in which they are drawn.
    pub folders: Vec<String>,
    /// Whether everybody above uses it, so that arrows to it would show nothing and are not drawn.
    #[serde(default)]
    pub everybody: bool,
}

impl Plan {
    /// Reads the plan from a file.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no plan.
    pub fn read(path: &Path) -> Result<Plan, Error> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::new(path, &error))?;
        toml::from_str(&text).map_err(|error| Error::new(path, &error))
    }

    /// The floor on which a folder stands, counted from the top.
    pub fn floor_of(&self, folder: &str) -> Option<usize> {
        self.floor.iter().position(|floor| floor.folders.iter().any(|other| other == folder))
    }
}

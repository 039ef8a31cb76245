//! A directory to run the command in, and what came of it as text.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A file in which nothing is wrong.
pub const CLEAN: &str = "stakeholder customer\n";

/// A file with one finding, a warning, which does not depend on what other rules there are.
pub const WARNING: &str = "@allow(no-such-rule, \"just because\")\nstakeholder supplier\n";

/// A directory of its own, deleted at the end, as the working directory.
pub struct Place(TempDir);

impl Place {
    /// With these files: path and text.
    pub fn new(files: &[(&str, &str)]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The command, about to run here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("vsdlint"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "COLUMNS", "RAYON_NUM_THREADS"] {
            command.env_remove(name);
        }
        command
    }

    pub fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What it prints, where, and its exit status.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let mut text = format!("status: {}\n", status(&output));
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            if !bytes.is_empty() {
                text += &format!("---- {name}\n{}", self.plain(bytes));
            }
        }
        text
    }

    /// What it prints to standard output; it ends well and says nothing else.
    pub fn stdout(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn status(&self, arguments: &[&str]) -> i32 {
        status(&self.output(arguments))
    }

    /// Git, run here with no settings but its own; it has to do what it is asked.
    pub fn git(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.org",
            "-c",
            "init.defaultBranch=main",
        ]);
        command.args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// Commits all that is here.
    pub fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "change"]);
    }

    /// The text without what differs from run to run.
    pub fn plain(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let real = self.0.path().canonicalize().unwrap();
        text.replace(&real.display().to_string(), "[place]")
            .replace(&self.0.path().display().to_string(), "[place]")
            .replace(env!("CARGO_PKG_VERSION"), "[version]")
            .replace("vsdlint.exe", "vsdlint")
    }
}

pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// Names of the entries of a directory, sorted.
pub fn entries(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A signal that asks for an end, for `kill`: another one where whoever started the tests ignores it, as a shell does for what
/// runs in the background. The command stays deaf to it then, and would be waited for without end.
#[cfg(unix)]
pub fn heard(signal: &str) -> &str {
    let number = match signal {
        "-HUP" => 1,
        "-INT" => 2,
        _ => return signal,
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or_default();
    if ignored >> (number - 1) & 1 == 1 { "-TERM" } else { signal }
}

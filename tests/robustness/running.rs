//! Runs the command under a watch: it has to end by itself, with a status of its own, and its memory is measured.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use crate::support::Place;

/// Longer than anything takes here, also on a slow and busy machine: whoever is not done by then hangs.
const PATIENCE: Duration = Duration::from_secs(900);

/// What came of a run.
#[derive(Debug)]
pub struct Ended {
    pub status: i32,
    pub out: String,
    pub err: String,
    /// The most memory that it had, in bytes.
    pub peak: usize,
}

impl Ended {
    /// The one line of the report that reports an error of the run, without colours.
    #[track_caller]
    pub fn fails_saying(&self, what: &str) {
        assert_eq!(self.status, 2, "{self:#?}");
        // A long line is broken where it is drawn.
        let whole = self.err.replace("\n  │ ", " ");
        assert!(self.err.contains(what) || whole.contains(what), "no {what:?} in {}", self.err);
    }
}

/// Runs it and waits for its end.
#[track_caller]
pub fn run(mut command: Command) -> Ended {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    finish(child)
}

/// Reads what it prints and waits for its end.
#[track_caller]
pub fn finish(mut child: Child) -> Ended {
    let (out, err) = (read(child.stdout.take()), read(child.stderr.take()));
    let begun = Instant::now();
    let mut peak = 0;
    let status = loop {
        peak = most_memory(child.id()).unwrap_or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it hangs");
        }
        sleep(Duration::from_millis(1));
    };
    assert_eq!(status.signal(), None, "it was ended: {}", err.join().unwrap());
    let (out, err) = (out.join().unwrap(), err.join().unwrap());
    assert!(!err.contains("panicked"), "{err}");
    Ended { status: status.code().unwrap(), out, err, peak }
}

/// Copies the program that `command` runs to a place where others may run it.
///
/// Another process writes the copy: a child that a test beside this one starts could take a file that is open for writing
/// with it, and such a file cannot be run.
#[track_caller]
pub fn copy_program(command: &Command, to: &Path) {
    let copied = Command::new("cp").arg(command.get_program()).arg(to).status().unwrap();
    assert!(copied.success(), "it could not be copied to {}", to.display());
}

fn read(stream: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    spawn(move || {
        let mut bytes = Vec::new();
        stream.map(|mut stream| stream.read_to_end(&mut bytes).unwrap());
        String::from_utf8(bytes).expect("whatever is printed is UTF-8")
    })
}

/// The most memory that a process has had so far: `VmHWM`, which the kernel counts.
fn most_memory(id: u32) -> Option<usize> {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? * 1024)
}

impl Place {
    /// `vsdlint check` with these arguments, watched.
    #[track_caller]
    pub fn check(&self, arguments: &[&str]) -> Ended {
        run(self.command(&[&["check"], arguments].concat()))
    }

    /// The same with a stack of 1 MB for each thread, and two threads.
    #[track_caller]
    pub fn check_on_a_small_stack(&self, arguments: &[&str]) -> Ended {
        let command = self.command(&[&["check", "--threads", "2"], arguments].concat());
        let mut limited = self.through("ulimit -s 1024 && exec \"$@\"", &command);
        limited.env("RUST_MIN_STACK", "1048576");
        run(limited)
    }

    /// The command as a shell script runs it, in which it is `"$@"`.
    pub fn through(&self, script: &str, command: &Command) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(command.get_program()).args(command.get_args());
        shell.current_dir(self.path(""));
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell
    }
}

/// Whether to take the full sizes: `VSDLINT_HEAVY=1`.
fn is_heavy() -> bool {
    std::env::var_os("VSDLINT_HEAVY").is_some_and(|value| !value.is_empty() && value != "0")
}

/// A size for everyday, and the one that is promised.
pub fn size(everyday: usize, heavy: usize) -> usize {
    if is_heavy() { heavy } else { everyday }
}

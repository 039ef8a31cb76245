//! The clock by which regorus sees that a policy has run for too long. It has none of its own as it is built here, and
//! policies cannot ask for it.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use regorus::utils::limits::{TimeSource, set_time_source};

/// How long one policy may run.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(5);

/// The system's clock, which never goes back.
struct Clock {
    start: OnceLock<Instant>,
}

static CLOCK: Clock = Clock { start: OnceLock::new() };

impl TimeSource for Clock {
    fn now(&self) -> Option<Duration> {
        Some(self.start.get_or_init(Instant::now).elapsed())
    }
}

/// Has regorus look at the clock.
pub(super) fn start() {
    // It has one from the second time on.
    let _ = set_time_source(&CLOCK);
}

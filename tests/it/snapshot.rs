//! Comparing with stored snapshots. None stores the expression that made it: a snapshot shows what a user sees.

/// Compares a text with its snapshot, as insta's macro of this name does.
macro_rules! assert_snapshot {
    ($($argument:tt)*) => {{
        let _settings = $crate::snapshot::settings().bind_to_scope();
        insta::assert_snapshot!($($argument)*);
    }};
}

/// Compares a value as JSON with its snapshot, as insta's macro of this name does.
macro_rules! assert_json_snapshot {
    ($($argument:tt)*) => {{
        let _settings = $crate::snapshot::settings().bind_to_scope();
        insta::assert_json_snapshot!($($argument)*);
    }};
}

/// Compares many texts, each with the snapshot of its name, and fails at the end: so one run shows all that changed.
macro_rules! assert_snapshots {
    ($named:expr) => {{
        let mut changed = Vec::new();
        for (name, text) in $named {
            let name = name.to_string();
            let compare = std::panic::AssertUnwindSafe(|| assert_snapshot!(name.as_str(), text));
            if std::panic::catch_unwind(compare).is_err() {
                changed.push(name);
            }
        }
        assert!(changed.is_empty(), "snapshots that changed: {}", changed.join(", "));
    }};
}

/// What holds for every snapshot, besides what a test has set for its own.
pub fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings
}

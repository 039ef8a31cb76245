//! Paths by their words alone, without a look at what is there.

use std::path::{Component, Path, PathBuf};

/// The path without `.`, and without `..` as far as there is something for it to take back.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// How `path` is named in the directory `base`, with `/` between folders; both are absolute and clean. What is not
/// UTF-8 becomes U+FFFD. Where they have nothing in common, the path as it is.
pub fn relative(path: &Path, base: &Path) -> String {
    let common = path.components().zip(base.components()).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = base.components().skip(common).map(|_| "..".into());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_taken_back() {
        for (path, expected) in [("a/./b/../c", "a/c"), ("../a/..", ".."), ("/a/../../b", "/../b"), ("", "")]
        {
            assert_eq!(clean(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn a_way_leads_up_and_down() {
        for (path, base, expected) in
            [("/a/b/c", "/a", "b/c"), ("/a/b/c", "/a/x/y", "../../b/c"), ("/a", "/a", "")]
        {
            assert_eq!(relative(Path::new(path), Path::new(base)), expected);
        }
    }
}

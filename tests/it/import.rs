//! Models from drawings.

mod bpmn;

/// All drawings among the fixtures.
fn drawings() -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir("fixtures/drawings").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "bpmn") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
    assert!(!texts.is_empty());
    texts
}

//! `init`: a first model, which is right.

use crate::cli::support::{Place, entries};

#[test]
fn it_writes_a_model_in_which_nothing_is_wrong() {
    let place = Place::new(&[]);
    assert_snapshot!("init", place.run(&["init"]));
    let strict = &["check", "--fail-on", "info", "--statistics"];
    assert_snapshot!("init_checked", place.run(strict));
}

#[test]
fn it_makes_a_directory() {
    let place = Place::new(&[]);
    assert_snapshot!(place.run(&["init", "./models/first/"]));
    assert_eq!(place.status(&["check", "models/first", "--fail-on", "info"]), 0);
}

#[test]
fn it_overwrites_nothing_and_writes_nothing_then() {
    let place = Place::new(&[("chain.vsd", "my own"), ("streams/mine.vsd", "mine")]);
    assert_snapshot!(place.run(&["init"]));
    assert_eq!(place.text("chain.vsd"), "my own");
    assert_eq!(entries(&place.path("")), ["chain.vsd", "streams"]);
}

#[test]
fn a_file_in_the_way_of_a_directory_takes_all_back() {
    let place = Place::new(&[("streams", "a file")]);
    assert_eq!(place.status(&["init"]), 2);
    assert_eq!(entries(&place.path("")), ["streams"]);
}

//! Models shaped so that a careless linter would take the square of their size.

use crate::running::size;
use crate::support::Place;

/// A stream of steps, each with these flows; `{n}` is its number, `{next}` that of another, `{letter}` a letter of its own.
fn stream(count: usize, flows: &str) -> String {
    let step = |number: usize| {
        let letter = char::from_u32(0x4e00 + number as u32 % 20_000).unwrap_or('x');
        let next = (number + 1) % count;
        let flows = flows.replace("{n}", &number.to_string()).replace("{next}", &next.to_string());
        format!(
            "  step \"s {number}\" in engage {{\n{}\n  }}\n",
            flows.replace("{letter}", &letter.to_string())
        )
    };
    let steps: String = (0..count).map(step).collect();
    format!("stakeholder user\nstream s {{\n  trigger t from user\n{steps}  outcome o to user\n}}\n")
}

/// It ends, on a small stack, with findings and with memory in proportion.
#[track_caller]
fn check(text: &str) {
    let place = Place::new(&[("a.vsd", text)]);
    let ended = place.check_on_a_small_stack(&["--output", "concise"]);
    assert!(ended.status < 2, "{}", ended.err);
    println!("{} bytes, {:.1} of memory per byte", text.len(), ended.peak as f64 / text.len() as f64);
    assert!(ended.peak < (48 << 20) + 1200 * text.len(), "{} MB", ended.peak >> 20);
}

#[test]
fn one_name_and_a_near_one_everywhere() {
    check(&stream(size(1000, 50_000), "    input \"Plan A\"\n    output \"Plan B\""));
}

#[test]
fn names_that_are_all_near_each_other() {
    check(&stream(size(1000, 50_000), "    input \"{letter}{n}\"\n    output \"{letter}{next}x\""));
    check(&stream(size(1000, 20_000), "    input \"{letter}\" from \"s {next}\"\n    output \"Ж\""));
    check(&stream(
        size(1000, 50_000),
        "    input \"Change {n}\" from \"s {next}\"\n    output \"Change {n}0\" to \"s {next}\"",
    ));
}

#[test]
fn one_item_that_all_look_for_elsewhere() {
    check(&stream(size(1000, 50_000), "    input X from \"s {next}\"\n    output X to \"s {next}0\""));
}

#[test]
fn a_long_chain_and_a_long_circle_of_items() {
    let count = size(3000, 100_000);
    let items = |last: usize| -> String {
        (0..count).map(|number| format!("item i{number} is i{}\n", (number + 1) % last)).collect()
    };
    check(&items(count));
    check(&items(count + 1));
}

//! Policies that cannot run: each is told with its place, and the other rules run all the same.

use std::time::{Duration, Instant};

use super::{MODEL, PURPOSE};
use crate::cli::support::Place;

/// What stands at the place of the stream.
const AT: &str = "input.streams[0].place";

/// What a check says of a policy `wrong` with this body, beside one that is right.
fn said(body: &str) -> String {
    let text = format!("package vsdlint.wrong\n\n{}\n", body.replace("AT", AT));
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/step-purpose.rego", PURPOSE),
        ("policies/wrong.rego", &text),
    ]);
    let said = place.run(&["check", "--output", "concise"]);
    assert!(said.starts_with("status: 2\n"), "{said}");
    assert!(said.contains("warn[step-purpose] step `Resolve the incident` does not say"), "{said}");
    let (_, problem) = said.split_once("---- stderr\n").unwrap();
    format!("{}\n{problem}", body.trim())
}

macro_rules! says {
    ($($name:ident: $body:expr;)*) => {
        $(
            #[test]
            fn $name() {
                assert_snapshot!(said($body));
            }
        )*
    };
}

says! {
    a_syntax_error: "findings contains x if { x := [1, }";
    an_old_dialect: "findings[x] { x := 1 }";
    an_unknown_function: "findings contains x if { x := foo(1) }";
    a_variable_without_a_value: "p if y == 1\n\nfindings contains p";
    an_argument_of_the_wrong_type: "p := upper(1)\n\nfindings contains p";
    a_division_by_nothing: "findings contains x if { x := 1 / 0 }";
    two_values_of_one_rule: "p := 1\n\np := 2\n\nfindings contains p";
    a_rule_that_needs_itself: "p := p\n\nfindings contains p";
    a_function_that_calls_itself: "f(x) := g(x)\n\ng(x) := f(x)\n\nfindings contains f(1)";
    a_function_that_comes_back_by_a_rule: "p := f(1)\n\nf(x) := p\n\nfindings contains p";
    a_list_that_is_too_long: "findings contains x if { some x in numbers.range(1, 1000000000) }";
    a_text_that_is_too_wide: "p := sprintf(\"%1000000000d\", [1])\n\nfindings contains p";
    more_findings_than_anybody_reads:
        "findings contains {\"msg\": sprintf(\"%d\", [i]), \"at\": AT} if { some i in numbers.range(1, 10001) }";
    no_rule_called_findings: "p := 1";
    no_set_of_findings: "findings := 1";
    a_function_in_place_of_the_set: "findings(step) := {1}";
    nothing_but_a_default: "default findings := set()";
    a_number_that_is_too_large: "findings contains x if { x := 1e999999999 }";
    a_number_that_is_too_large_within_a_call: "findings contains x if {\n\tx := round(1e9999999)\n}";
    a_number_that_is_none: "findings contains x if {\n\tx := [01]\n}";
    a_wrong_escape_within_a_call: "findings contains x if {\n\tx := count([\"\\d\"])\n}";
    a_sign_of_another_language_within_a_call: "findings contains x if {\n\tx := count([“a”])\n}";
    a_place_that_is_nothing: "findings contains {\"msg\": \"hello\", \"at\": null}";
    a_finding_that_is_a_text: "findings contains \"hello\"";
    a_finding_without_a_message: "findings contains {\"at\": AT}";
    a_finding_without_a_place: "findings contains {\"msg\": \"hello\"}";
    an_unknown_key: "findings contains {\"message\": \"hello\", \"at\": AT}";
    a_message_that_is_a_number: "findings contains {\"msg\": 1, \"at\": AT}";
    an_empty_message: "findings contains {\"msg\": \" \", \"at\": AT}";
    a_place_that_is_no_object: "findings contains {\"msg\": \"hello\", \"at\": \"model.vsd\"}";
    a_place_in_no_file_of_the_model:
        "at := object.union(AT, {\"path\": \"nowhere.vsd\"})\n\nfindings contains {\"msg\": \"hello\", \"at\": at}";
    a_place_behind_the_end:
        "at := object.union(AT, {\"end\": {\"offset\": 100000}})\n\nfindings contains {\"msg\": \"hello\", \"at\": at}";
    a_fix_without_edits: "findings contains {\"msg\": \"a\", \"at\": AT, \"fix\": {\"title\": \"b\"}}";
    edits_that_overlap:
        "edit := {\"at\": AT, \"text\": \"b\"}\n\nfindings contains {\"msg\": \"a\", \"at\": AT, \"fix\": {\"title\": \"b\", \"edits\": [edit, edit]}}";
}

#[test]
fn a_nul_ends_no_policy() {
    for body in [
        "\0",
        "findings contains x if { x := 1; x > 1 }\n# \0\nfindings contains {\"msg\": \"b\", \"at\": AT}",
    ] {
        let said = said(body);
        let line = 3 + body.split('\0').next().unwrap().matches('\n').count();
        assert!(said.contains(&format!("`policies/wrong.rego:{line}:")), "{said}");
        assert!(said.contains("`: this is a NUL, which no text holds\n"), "{said}");
        assert!(said.contains("  help: take it out: nothing behind it would be read\n"), "{said}");
    }
}

#[test]
fn a_line_that_is_too_long_is_told_at_its_place() {
    let long = "a".repeat(4096);
    for body in [
        format!("findings contains x if {{\n\tx := count([\"{long}\"])\n}}"),
        format!("findings contains \"{long}\""),
    ] {
        let said = said(&body);
        let line = if body.contains('\n') { "4:14" } else { "3:19" };
        let told = format!("  × `policies/wrong.rego:{line}`: this line has more than 4096 columns\n");
        assert!(said.contains(&told), "{said}");
        assert!(!said.contains("at byte"), "{said}");
    }
}

#[test]
fn a_default_of_another_kind() {
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", MODEL)]);
    for (name, default) in [("date", "2020-01-01"), ("list", "[1, \"x\"]"), ("truth", "true")] {
        place.write(
            &format!("policies/{name}.rego"),
            format!("package vsdlint.{name}\n\nfindings contains 1 if false\n"),
        );
        let page = format!("+++\nsummary = \"s\"\n[settings.a]\nsummary = \"s\"\ndefault = {default}\n+++\n");
        place.write(&format!("policies/{name}.md"), page);
    }
    place.write("policies/summary.rego", "package vsdlint.summary\n\nfindings contains 1 if false\n");
    place.write("policies/summary.md", "+++\nsummary = 1\n+++\n");
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
}

#[test]
fn nothing_of_the_world_can_be_asked_for() {
    for call in [
        "http.send({\"method\": \"get\", \"url\": \"http://localhost\"})",
        "opa.runtime()",
        "net.lookup_ip_addr(\"localhost\")",
        "time.now_ns()",
        "rand.intn(\"a\", 5)",
        "uuid.rfc4122(\"a\")",
        "rego.parse_module(\"a\", \"b\")",
        "test.sleep(\"10s\")",
        "io.jwt.decode(\"a\")",
        "providers.aws.sign_req({}, {}, 1)",
        "yaml.unmarshal(\"a: 1\")",
    ] {
        let said = said(&format!("findings contains x if {{ x := {call} }}"));
        assert!(said.contains("there is no function `"), "{said}");
    }
}

#[test]
fn a_policy_that_runs_for_ever_is_stopped() {
    let start = Instant::now();
    let endless = "r := numbers.range(1, 3000)\n\nfindings contains x if {\n\tsome i in r\n\tsome j in r\n\tsome k in r\n\tx := (i * j) * k\n\tx < 0\n}";
    assert_snapshot!(said(endless));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// A text of 1.1 MB and a list of 600 000 numbers: little, of which a call could make very much.
const LITTLE: &str = "text := concat(\"\", [sprintf(\"%1000d\", [1]) | some _ in numbers.range(1, 1100)])\n\nlist := numbers.range(1, 600000)\n";

#[test]
fn no_call_makes_very_much_of_little() {
    let calls = [
        "numbers.range_step(1, 10000000, 2)",
        "array.concat(list, list)",
        "array.reverse(numbers.range(1, 1000001))",
        "walk([list, list])",
        "object.union({\"a\": list}, {\"b\": list})",
        "graph.reachable_paths({i: numbers.range(1, 12) | some i in numbers.range(1, 12)}, [1])",
        "graph.reachable_paths({i: [i + 1] | some i in numbers.range(1, 100000)}, [1])",
        "split(text, \" \")",
        "regex.split(\" \", text)",
        "json.unmarshal(text)",
        "json.marshal([text | some _ in numbers.range(1, 20)])",
        "bits.lsh(1, 200000000)",
        "concat(\"\", [text | some _ in numbers.range(1, 20)])",
        "replace(text, \" \", text)",
        "strings.replace_n({\" \": text}, text)",
        "regex.replace(text, \"b\", text)",
    ];
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", MODEL)]);
    for (at, call) in calls.iter().enumerate() {
        let policy = format!(
            "package vsdlint.call_{at}\n\n{LITTLE}\nmade := {call}\n\nfindings contains {{\"msg\": \"made\", \"at\": {AT}}} if made\n"
        );
        place.write(&format!("policies/call-{at}.rego"), policy);
    }
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
}

#[test]
fn calls_that_make_little_give_what_they_give_in_rego() {
    let calls = [
        "numbers.range_step(1, 7, 3)",
        "array.concat([1], [2])",
        "array.slice([1, 2, 3], 1, 2)",
        "array.reverse([1, 2])",
        "sort({2, 1})",
        "[path | walk({\"a\": 1}, [path, 1])]",
        "object.union({\"a\": 1}, {\"b\": 2})",
        "object.union_n([{\"a\": 1}, {\"b\": 2}])",
        "graph.reachable_paths({\"a\": [\"a\"]}, [\"a\"])",
        "graph.reachable_paths({\"a\": [\"b\", \"c\", \"d\"], \"b\": {\"c\"}, \"c\": []}, {\"a\"})",
        "split(\"a b\", \" \")",
        "regex.split(\" +\", \"a  b\")",
        "json.unmarshal(\"[1]\")",
        "json.marshal([1])",
        "bits.lsh(1, 3)",
        "concat(\",\", [\"a\", \"b\"])",
        "lower(\"A\")",
        "substring(\"abc\", 1, 1)",
        "replace(\"aba\", \"a\", \"cc\")",
        "strings.replace_n({\"a\": \"b\"}, \"aa\")",
        "regex.replace(\"aba\", \"a\", \"c\")",
    ];
    let policy = format!(
        "package vsdlint.right\n\nfindings contains {{\"msg\": sprintf(\"%d: %v\", [at, x]), \"at\": {AT}}} if some at, x in [{}]\n",
        calls.join(", ")
    );
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", MODEL), ("policies/right.rego", &policy)]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
}

#[test]
fn what_builds_on_one_another_without_end_does_not_end_the_program() {
    let mut chain = String::from("findings contains x if { x := f0(1) }\n");
    for at in 0..3000 {
        chain += &format!("f{at}(x) := f{}(x)\n", at + 1);
    }
    chain += "f3000(x) := x";
    assert!(said(&chain).contains("too much is built on top of one another from `findings` on"));
    let mut rules = String::from("findings contains p0\n");
    for at in 0..3000 {
        rules += &format!("p{at} := p{}\n", at + 1);
    }
    rules += "p3000 := 1";
    assert!(said(&rules).contains("too much is built on top of one another from `findings` on"));
    let nested = format!("findings contains {}1{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(said(&nested).contains("more than 10 brackets stand in one another"));
}

#[test]
fn files_that_are_no_policies() {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/Four_Eyes.rego", "package vsdlint.four_eyes\n"),
        ("policies/purpose.rego", "package vsdlint.purpose\n"),
        ("policies/self-flow.rego", "package vsdlint.self_flow\n"),
        ("policies/other.rego", "package vsdlint.another\n\nfindings contains 1\n"),
        ("policies/lonely_test.rego", "package vsdlint.lonely\n"),
        ("policies/no-front-matter.rego", "package vsdlint.no_front_matter\n"),
        ("policies/no-front-matter.md", "# no-front-matter\n"),
        ("policies/misspelt.rego", "package vsdlint.misspelt\n"),
        ("policies/misspelt.md", "+++\nsumary = \"a\"\n+++\n"),
        (
            "policies/annotated.rego",
            "# METADATA\n# title: A\n# custom:\n#   level: eror\npackage vsdlint.annotated\n",
        ),
        ("policies/notes.md", "Notes of which no policy speaks.\n"),
    ]);
    place.write("policies/bytes.rego", b"package \xff");
    assert_snapshot!(place.run(&["check"]));
    assert_eq!(place.status(&["fmt", "--check"]), 0, "what is formatted asks for no policy");
}

#[test]
fn two_policies_of_one_name_and_a_folder_that_is_not_there() {
    let place = Place::new(&[
        ("vsdlint.toml", "policies = [\"ours\", \"theirs\", \"nobodys\"]\n"),
        ("model.vsd", MODEL),
        ("ours/step-purpose.rego", PURPOSE),
        ("theirs/step-purpose.rego", PURPOSE),
    ]);
    assert_snapshot!(place.run(&["check"]));
}

#[cfg(unix)]
#[test]
fn a_link_shows_nothing_of_what_lies_elsewhere() {
    let secret = Place::new(&[("secret", "package token\n")]);
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", MODEL), ("policies/a.md", "")]);
    std::os::unix::fs::symlink(secret.path("secret"), place.path("policies/a.rego")).unwrap();
    let said = place.run(&["check"]);
    assert!(said.starts_with("status: 2\n"), "{said}");
    assert!(!said.contains("token\n"), "{said}");
}

//! A rule of one's own is known wherever a built-in one is.

use super::{MODEL, PURPOSE, PURPOSE_PAGE, project};
use crate::cli::support::Place;

#[test]
fn it_finds_something() {
    assert_snapshot!(project().run(&["check"]));
}

#[test]
fn reports_for_programs_describe_it() {
    let place = project();
    for format in ["json", "sarif", "gitlab", "rdjson", "junit", "checkstyle", "github", "concise"] {
        let report = String::from_utf8(place.output(&["check", "--output", format]).stdout).unwrap();
        assert!(report.contains("step-purpose"), "{format}: {report}");
    }
    let sarif: serde_json::Value =
        serde_json::from_slice(&place.output(&["check", "--output", "sarif"]).stdout).unwrap();
    let driver = &sarif["runs"][0]["tool"]["driver"]["rules"];
    let rule = driver.as_array().unwrap().iter().find(|rule| rule["id"] == "step-purpose").unwrap();
    assert_snapshot!(serde_json::to_string_pretty(rule).unwrap());
    let index = sarif["runs"][0]["results"][0]["ruleIndex"].as_u64().unwrap();
    assert_eq!(driver[usize::try_from(index).unwrap()]["id"], "step-purpose");
}

#[test]
fn its_level_is_set_as_that_of_any_rule() {
    let place = project();
    assert_eq!(place.status(&["check"]), 1);
    assert_eq!(place.status(&["check", "-A", "step-purpose"]), 0);
    assert_eq!(place.status(&["check", "-W", "step-purpose"]), 0);
    assert_eq!(place.status(&["check", "-W", "step-purpose", "--fail-on", "warn"]), 1);
    place.write("vsdlint.toml", "[rules]\nstep-purpose = \"info\"\n\n[[overrides]]\nfiles = [\"other.vsd\"]\nrules = { step-purpose = \"off\" }\n");
    place.write("other.vsd", MODEL.replace("Resolve", "Close").replace("resolving", "closing"));
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
    assert_eq!(place.status(&["check", "-D", "step-purpose"]), 1);
    assert_snapshot!("an_unknown_flag", place.run(&["check", "-D", "step-porpose"]));
    place.write("vsdlint.toml", "[rules]\nstep-porpose = \"info\"\n");
    assert_snapshot!("an_unknown_rule", place.run(&["check"]));
}

#[test]
fn an_allow_suppresses_it_and_is_reported_where_it_suppresses_nothing() {
    let place = project();
    let allowed = MODEL.replace("  step ", "  @allow(step-purpose, \"everybody knows\")\n  step ");
    place.write("model.vsd", &allowed);
    assert_eq!(place.status(&["check", "--fail-on", "info"]), 0);
    place.write("model.vsd", allowed.replace("    input", "    purpose \"It works again\"\n    input"));
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
    // One that cannot run says nothing of what it would find.
    place.write(
        "policies/step-purpose.rego",
        "package vsdlint.step_purpose\n\nfindings contains x if { x := 1 / 0 }\n",
    );
    let said = place.run(&["check", "--output", "concise"]);
    assert!(!said.contains("unused-allow"), "{said}");
    let fixed =
        Place::new(&[("vsdlint.toml", ""), ("model.vsd", MODEL), ("policies/step-purpose.rego", PURPOSE)]);
    assert_eq!(fixed.status(&["check", "--add-allow", "known", "--fail-on", "info"]), 0);
    assert!(fixed.text("model.vsd").contains("@allow(step-purpose, \"known\")"));
}

#[test]
fn a_baseline_and_a_revision_know_its_findings() {
    let place = project();
    let baseline = ["check", "--baseline", "known.json"];
    place.output(&["check", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(place.status(&baseline), 0);
    // Neither other lines nor other words of the message make it another finding.
    place.write(
        "model.vsd",
        format!("// Above.\n\n{}", MODEL.replace("\"Resolve the incident\"", "\"resolve the Incident\"")),
    );
    place.write(
        "policies/step-purpose.rego",
        PURPOSE.replace("does not say what it is for", "has no purpose"),
    );
    assert_eq!(place.status(&baseline), 0, "{}", place.run(&baseline));
    place.git(&["init", "-q"]);
    place.commit();
    assert_eq!(
        place.status(&["check", "--since", "HEAD"]),
        0,
        "{}",
        place.run(&["check", "--since", "HEAD"])
    );
    place.write("new.vsd", MODEL.replace("Resolve", "Close").replace("resolving", "closing"));
    assert_eq!(place.status(&["check", "--since", "HEAD"]), 1);
}

#[test]
fn its_fix_is_tried_like_any() {
    let policy = r#"package vsdlint.loud

findings contains {
	"msg": sprintf("item `%s` shouts", [item.name]),
	"at": item.place,
	"fix": {"title": sprintf("write `%s`", [lower(item.name)]), "edits": [{"at": item.place, "text": lower(item.name)}]},
} if {
	some item in input.items
	item.name != lower(item.name)
}
"#;
    let page = "+++\nsummary = \"An item shouts\"\nfix = \"safe\"\n+++\n";
    let files = [("model.vsd", "item ORDER\n"), ("policies/loud.rego", policy), ("policies/loud.md", page)];
    let place = Place::new(&files);
    assert_snapshot!(place.run(&["check"]));
    assert_snapshot!("its_fix_is_made", place.run(&["check", "--fix"]));
    assert_eq!(place.text("model.vsd"), "item order\n");
}

#[test]
fn settings_of_its_own() {
    let place = project();
    place.write(
        "policies/steps.rego",
        "package vsdlint.steps\n\nfindings contains {\"msg\": sprintf(\"%d steps\", [count(s.steps)]), \"at\": s.place} if {\n\tsome s in input.streams\n\tcount(s.steps) < data.settings.min\n}\n",
    );
    place.write(
        "policies/steps.md",
        "+++\nsummary = \"A stream has too few steps\"\n\n[settings.min]\nsummary = \"How many it has at least\"\ndefault = 1\n+++\n",
    );
    assert!(!place.run(&["check"]).contains("warn[steps]"));
    place.write("vsdlint.toml", "[rules.steps]\nmin = 3\n");
    assert!(place.run(&["check"]).contains("warn[steps]"));
    place.write("vsdlint.toml", "[rules.steps]\nmax = \"a\"\n");
    assert_snapshot!(place.run(&["check"]));
}

#[test]
fn lists_pages_and_schemas_know_it() {
    let place = project();
    let listed = place.stdout(&["rules"]);
    assert!(listed.contains("step-purpose "), "{listed}");
    assert_snapshot!("explained", place.run(&["explain", "step-purpose"]));
    let explained: serde_json::Value =
        serde_json::from_str(&place.stdout(&["explain", "step-purpose", "--json"])).unwrap();
    assert_eq!(explained["group"], "policy");
    place.write("policies/step-purpose.md", "+++\nsumary = \"a\"\n+++\n");
    assert_snapshot!("a_broken_page", place.run(&["explain", "step-purpose"]));
    place.write("policies/step-purpose.md", PURPOSE_PAGE);
    assert_snapshot!("an_unknown_page", place.run(&["explain", "step-porpose"]));
    assert_snapshot!("config", place.run(&["config"]));
    let plain = place.stdout(&["schema", "config"]);
    assert!(!plain.contains("does not say what it is for"));
    let schema: serde_json::Value =
        serde_json::from_str(&place.stdout(&["schema", "config", "--project", "."])).unwrap();
    let rule = &schema["properties"]["rules"]["properties"]["step-purpose"];
    assert_eq!(rule["description"], "A step does not say what it is for");
    assert_eq!(rule["default"], "error");
}

#[test]
fn its_page_hides_nothing_and_obeys_nobody() {
    let place = project();
    let page =
        "+++\nsummary = \"It is \\u001b[31m red \\u202e\"\n+++\n\n# step-purpose\n\n\u{1b}[31mred\u{202e}\n";
    place.write("policies/step-purpose.md", page);
    for command in [&["explain", "step-purpose"][..], &["rules"], &["rules", "--json"]] {
        let said = place.stdout(command);
        assert!(said.contains("red") && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

#[test]
fn settings_that_are_shared_bring_their_policies() {
    let place = Place::new(&[
        ("house/house.toml", "policies = [\"policies\"]\n\n[rules]\nstep-purpose = \"warn\"\n"),
        ("house/policies/step-purpose.rego", PURPOSE),
        ("house/policies/step-purpose.md", PURPOSE_PAGE),
        ("one/vsdlint.toml", "extends = \"../house/house.toml\"\n"),
        ("one/model.vsd", MODEL),
    ]);
    let said = place.run(&["check", "one", "--output", "concise"]);
    assert!(said.contains("warn[step-purpose]"), "{said}");
    place.git(&["init", "-q"]);
    place.commit();
    let since = ["check", "one", "--since", "HEAD", "--fail-on", "info"];
    assert_eq!(place.status(&since), 0, "{}", place.run(&since));
}

#[test]
fn what_policies_share_and_what_they_say_of_themselves() {
    let place = Place::new(&[
        ("model.vsd", MODEL),
        (
            "policies/lib/steps.rego",
            "package lib.steps\n\nall contains step if {\n\tsome stream in input.streams\n\tsome step in stream.steps\n}\n",
        ),
        (
            "policies/titled.rego",
            "# METADATA\n# title: Every step is told\n# description: It says so.\n# custom:\n#   level: info\npackage vsdlint.titled\n\nimport data.lib.steps\n\nfindings contains {\"msg\": \"a step\", \"at\": step.place} if some step in steps.all\n",
        ),
    ]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
    assert_snapshot!("titled", place.run(&["explain", "titled"]));
}

#[test]
fn the_findings_of_the_built_in_rules_are_in_its_input() {
    let policy = "package vsdlint.excuses\n\nfindings contains {\"msg\": sprintf(\"`%s` is suppressed: %s\", [f.rule, f.suppressed]), \"at\": f.place} if {\n\tsome f in input.findings\n\tf.suppressed != null\n}\n";
    let model = "@allow(unused-declaration, \"soon\")\nstakeholder user\n";
    let place = Place::new(&[("model.vsd", model), ("policies/excuses.rego", policy)]);
    let said = place.run(&["check", "-W", "unused-declaration", "--output", "concise"]);
    assert!(said.contains("warn[excuses] `unused-declaration` is suppressed: soon"), "{said}");
}

#[test]
fn comparisons_count_its_findings() {
    let place = project();
    let known = MODEL.replace("    input", "    purpose \"It works again\"\n    input");
    place.write("model.vsd", &known);
    place.git(&["init", "-q"]);
    place.commit();
    assert_eq!(place.status(&["diff", "--fail-on", "any"]), 0);
    place.write("model.vsd", MODEL);
    assert_snapshot!(place.run(&["diff"]));
    let report = place.stdout(&["report", "--since", "HEAD", "--format", "markdown"]);
    assert!(report.contains("1 new finding"), "{report}");
    // One that cannot run is told on whichever side it stands.
    place.write("policies/step-purpose.rego", "package vsdlint.step_purpose\n\nfindings contains 1 / 0\n");
    assert_snapshot!("a_policy_that_cannot_run_here", place.run(&["diff"]));
    place.commit();
    place.write("policies/step-purpose.rego", PURPOSE);
    assert_snapshot!("a_policy_that_could_not_run_then", place.run(&["diff"]));
    let output = place.output(&["report", "--since", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("at `HEAD`, `policies/step-purpose.rego:3:"), "{said}");
}

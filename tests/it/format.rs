//! The layout as an author sees it. That nothing is said differently, and that a second time changes nothing, the fuzz
//! target `format` holds, which tests/it/fuzz.rs runs.

use crate::support::{findings, one};
use vsdlint::format::{FormatOptions, format, format_range};
use vsdlint::source::Span;

fn formatted(text: &str) -> String {
    format(text, FormatOptions::default())
}

/// The texts of a Markdown page that are models.
fn examples(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("\n```vsd").skip(1);
    blocks.map(|block| {
        let (_, text) = block.split_once('\n').unwrap();
        &text[..text.find("\n```").map_or(0, |end| end + 1)]
    })
}

#[test]
fn fixtures_are_formatted() {
    let mut wrong = Vec::new();
    // `hostile` puts what formats count wrongly where they would.
    for folder in [
        "fixtures/broken",
        "fixtures/ferry",
        "fixtures/itil4",
        "fixtures/northwind",
        "fixtures/trades",
        "src/cli/init",
    ] {
        for path in crate::support::texts(folder) {
            // Drawings and other encodings are no texts; one text shows what a word processor makes of quotation marks.
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            if !text.contains(['\0', '“']) && formatted(&text) != text {
                wrong.push(path);
            }
        }
    }
    assert!(wrong.is_empty(), "`vsdlint fmt` would change {wrong:?}");
}

#[test]
fn examples_in_documents_are_formatted() {
    let mut pages = vec![std::path::PathBuf::from("README.md")];
    for folder in ["docs", "rules"] {
        pages.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    let mut count = 0;
    let mut wrong = String::new();
    for path in pages.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        for text in examples(&std::fs::read_to_string(path).unwrap()) {
            count += 1;
            if text.contains('“') {
                continue;
            }
            let after = formatted(text);
            if after != text {
                wrong += &format!(
                    "── {} ──\n{}\n",
                    path.display(),
                    similar::TextDiff::from_lines(text, &after).unified_diff()
                );
            }
        }
    }
    assert!(wrong.is_empty(), "`vsdlint fmt` would change\n{wrong}");
    assert!(count > 100, "only {count} examples");
}

#[test]
fn statements_stand_in_blocks_and_groups() {
    assert_snapshot!(
        "groups",
        formatted(
            r#"

stakeholder user stakeholder "Hardware supplier" as "supplier" repository "step"
stream "Manage major incidents"as"major"

stream "Restore" {

trigger "Outage report" from user step "Register" in"engage"{lead_time 1d   4h process_time 5min

complete_and_accurate 95% input "Outage report"output "Incident record"or"Major incident"
}
// what comes of it
outcome "Incident record" to user within 4h  outcome "Major incident" to "major"}
organisation "Northwind IT" { }
"#
        )
    );
}

#[test]
fn clauses_of_neighbouring_flows_begin_in_a_column() {
    assert_snapshot!(
        "columns",
        formatted(
            r#"activity engage {
  input "Requests" from user
  input "Improvement plans" from improve
  input "Plans"
  input "Information on the completion of all user support tasks" from deliver_and_support
  optional input "Feedback" from customer

  output "Requests" to plan
  output "Product and service requirements" to all
}
"#
        )
    );
}

#[test]
fn what_is_too_long_takes_several_lines() {
    let text = r#"activity engage {
  input "Improvement plans", "Improvement status reports", "Value chain performance reports" from "improve"
  output "Improvement plans" or "Improvement status reports" or "Improvement opportunities" or "Stakeholder feedback"
  output "Contracts and agreements" to plan, design_and_transition, obtain_build, deliver_and_support, improve
}
item "Value chain performance report" as report is "Performance report", "Improvement status report", "Service report" {
}
"#;
    assert_snapshot!("long", formatted(text));
    assert_snapshot!("narrow", format(text, FormatOptions { width: 40, indent: 4 }));
}

#[test]
fn comments_keep_their_place() {
    assert_snapshot!(
        "comments",
        formatted(
            r#"// at the top

/* before */ stakeholder user // behind
stakeholder "Hardware supplier" // behind as well   
stakeholder partner
/// Documents the stream
/// below it.
stream "Restore" { // opens
      // about the trigger
  trigger "Outage report" /* of any kind */ from user
  @allow(unmapped-step,  "nobody knows") // for now
  step "Register" { // does
    input "Outage report", // first
      // about the second
      "Monitoring alert" // second
      from user
    purpose /* one
    or two */ "Why"

    // at the end of the step
  } /* ends */ // here
}
// at the end"#
        )
    );
}

#[test]
fn an_empty_line_behind_an_allow_goes_before_it() {
    let once = formatted("role a\n@allow(unused-declaration, \"b\")\n\nstream S { }\n");
    assert_eq!(once, "role a\n\n@allow(unused-declaration, \"b\")\nstream S { }\n");
    assert_eq!(formatted(&once), once);
    let once =
        formatted("stream S {\n  trigger \"A\"\n  @allow(late-input, \"b\") // why\n\n  step x { }\n}\n");
    assert_eq!(formatted(&once), once);
}

#[test]
fn quotation_marks_go_where_a_plain_name_needs_none() {
    assert_eq!(
        formatted(
            "stakeholder \"user\"\nstakeholder \"step\"\nstakeholder \"User\"\nstakeholder \"all\"\nrole \"prüfer-2\"\n"
        ),
        "stakeholder user\nstakeholder \"step\"\nstakeholder \"User\"\nstakeholder \"all\"\nrole prüfer-2\n"
    );
    // Texts are no names.
    assert_eq!(
        formatted("role r { purpose \"why\" link \"x\" }"),
        "role r {\n  purpose \"why\"\n  link \"x\"\n}\n"
    );
}

#[test]
fn pasted_quotation_marks_and_blanks_become_plain() {
    let text = "stream\u{a0}“S” {\n  purpose « Say \"yes\" »\n  trigger “order” or „Call“\n}\n";
    let plain = "stream \"S\" {\n  purpose \"Say \\\"yes\\\"\"\n  trigger order or \"Call\"\n}\n";
    assert_eq!(formatted(text), plain);
}

#[test]
fn quotation_marks_change_no_finding() {
    let text = "stakeholder \"customer\"\nstakeholder \"Customer\" as c\nstakeholder \"CUSTOMER\" as d\n";
    let reported = |text: &str| -> Vec<_> {
        findings(&one(text)).into_iter().map(|finding| (finding.rule, finding.fingerprint)).collect()
    };
    assert!(reported(text).iter().any(|(rule, _)| *rule == "inconsistent-wording"));
    assert_ne!(formatted(text), text);
    assert_eq!(reported(&formatted(text)), reported(text));
}

#[test]
fn what_cannot_be_read_stays_to_the_letter() {
    assert_snapshot!(
        "broken",
        formatted(
            r#"stakeholder   "user"
stream   "Restore"   {
      trigger   "Outage report"   frm   user
      step   "Register"   in   {
  input    "Outage report"
}
      outcome   "Outage report"   to   "user"
      }
    stakeholder   several   words
"#
        )
    );
}

/// Each line formatted by itself, from the last to the first, gives what formatting the whole gives.
#[test]
fn a_range_can_be_formatted_alone() {
    let text = std::fs::read_to_string("fixtures/ferry/ferry.vsd").unwrap().replace("  ", " \t ");
    let whole = formatted(&text);
    let mut part = text.clone();
    for at in (0..text.lines().count()).rev() {
        let start: usize = part.split_inclusive('\n').take(at).map(str::len).sum();
        let range = Span::new(start as u32, start as u32);
        for (span, with) in format_range(&part, range, FormatOptions::default()).iter().rev() {
            assert!(part[span.range()].matches('\n').count() < 4, "more than the line: {span:?}");
            part.replace_range(span.range(), with);
        }
    }
    assert_eq!(part, whole);
    let last = Span::new(u32::MAX, u32::MAX);
    assert!(format_range(&whole, last, FormatOptions::default()).is_empty());
}

#[test]
fn a_comment_before_a_last_comma_stays_with_its_lines() {
    for text in [
        "item A is B // why\n,\n",
        "item  A is B\n// why\n , // so\n",
        "item  A is B /* why */ /* so */,\n",
        "item  A is B, C /// why\n  ,\nitem D\n",
    ] {
        assert_eq!(formatted(text), text);
        assert_eq!(format_range(text, Span::new(0, 6), FormatOptions::default()), []);
    }
}

//! `report`: a page about a whole model.

use crate::cli::page::read;
use crate::cli::support::Place;

/// Names that would break out of a page that is careless with them.
const HOSTILE: &str = r#"
organisation "<script>alert(1)</script>"
stakeholder "\"><img src=x onerror=alert(1)>" as user
stream "]]></title><svg onload=alert(1)>" as one {
  purpose "</style><iframe src=https://evil.example>"
  accountable "{{7*7}} ${7*7} <b>"
  trigger "javascript:alert(1)" from user
  step "`code` | [link](javascript:alert(1)) | @here" in engage {
    input  "javascript:alert(1)"
    output "a\u{202e}b <!-- --> --\u{3e}"
    output "Nobody takes <this>"
  }
  outcome "a\u{202e}b <!-- --> --\u{3e}" to user
}
"#;

#[test]
fn the_page_shows_what_the_model_says() {
    let place = Place::new(&[]);
    let northwind = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/northwind");
    let page = place.stdout(&["report", "--project", northwind]);
    for expected in [
        "<h1>Northwind IT</h1>",
        "Nobody: nothing is reported.",
        "href=\"#stream-1\"",
        "Who does what (RACI)",
        "From whom, to whom (SIPOC)",
        "<h2 id=\"chain\">",
        "Which steps draw on which practice",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    // A clean model shows no red in any picture.
    assert!(!page.contains("class=\"wire error\"") && !page.contains("badge error"), "red in a clean model");
    assert_eq!(page, place.stdout(&["report", "--project", northwind]), "the same bytes");
}

#[test]
fn the_page_needs_nothing_and_runs_nothing() {
    let place = Place::new(&[("a.vsd", HOSTILE)]);
    let page = place.stdout(&["report"]);
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    for forbidden in ["<script", "<img", "<iframe", "onload=alert(1)>", "<!--", "\u{202e}", "</title><svg"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let own = ["http-equiv", "https://", "http://"];
    let addresses: Vec<&str> = page.match_indices("http").map(|(at, _)| &page[at..at + 10]).collect();
    for address in addresses {
        let is_own = own.iter().any(|known| address.starts_with(known));
        assert!(is_own, "{address}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn markdown_is_text_with_pictures() {
    let place = Place::new(&[("a.vsd", HOSTILE)]);
    assert_eq!(place.run(&["report", "-o", "report.md"]), "status: 0\n");
    assert_snapshot!(place.text("report.md"));
}

#[test]
fn findings_are_told_to_who_is_accountable() {
    let model = "stream s { accountable \"Head\" trigger T step A in engage { accountable Lead input T output O output P } outcome O to u }
        stakeholder u\n";
    let place = Place::new(&[("a.vsd", model)]);
    let page = place.stdout(&["report"]);
    assert!(page.contains("<th scope=\"row\">Lead</th>"), "{page}");
    assert!(page.contains("<b>P</b>"), "{page}");
}

#[test]
fn a_report_is_not_written_over_the_model() {
    let place = Place::new(&[("a.vsd", HOSTILE)]);
    assert_eq!(place.status(&["report", "-o", "a.vsd"]), 2);
    assert_eq!(place.text("a.vsd"), HOSTILE);
    assert_eq!(place.status(&["report", "-o", "no/such/folder/a.html"]), 2);
}

#[test]
fn an_empty_project_has_a_page_too() {
    let place = Place::new(&[("a.vsd", "")]);
    let page = place.stdout(&["report"]);
    assert!(page.contains("No stream is declared."), "{page}");
}

#[test]
fn a_number_leads_from_the_map_to_the_finding_below_it() {
    let place = Place::new(&[]);
    let broken = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/broken/ten-mistakes.vsd");
    let page = place.stdout(&["report", "--project", broken]);
    let section = page.split("<section class=\"stream\">").nth(1).unwrap();
    let below: Vec<&str> = section
        .split("<b class=\"mark error\">")
        .skip(1)
        .filter_map(|part| part.split("</b>").next())
        .collect();
    assert_eq!(below, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    assert!(section.contains(">2, 3</text>"), "{section}");
}

#[test]
fn a_map_is_one_thing_for_whoever_hears_the_page() {
    let place = Place::new(&[]);
    let northwind = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/northwind");
    let page = place.stdout(&["report", "--project", northwind]);
    let maps = page.matches("<svg aria-hidden=\"true\"").count();
    assert_eq!(maps, page.matches("<svg").count());
    assert_eq!(maps, page.matches("<figure tabindex=\"0\" role=\"group\"").count());
    assert!(
        page.contains("aria-label=\"Map of Restore a failed service. The tables below it say the same.\"")
    );
}

#[test]
fn a_promise_is_not_called_kept_where_a_lead_time_is_missing() {
    let model = "stakeholder u\nstream s { trigger T from u step A in engage { input T output O } outcome O to u within 4h }\n";
    let place = Place::new(&[("a.vsd", model)]);
    let page = place.stdout(&["report"]);
    assert!(page.contains("not known: not every step states its lead time"), "{page}");
    assert!(!page.contains("kept, "), "{page}");
}

/// Streams with something of everything that a page says: promises kept and missed, ways that differ, errors and notes.
const THEN: &str = r#"
/// People and boats.
organisation "Ferry" {
  purpose "Take people across"
}
stakeholder passenger
stakeholder harbour
repository "Log" as log
item "Day pass" is "Pass"
role "Captain"
role "Mate"
role "Owner"
activity plan {
  accountable "Owner"
  input  "Demand" from passenger
  output "Timetable" to harbour
}
stream "Cross" as cross {
  purpose "Be on the other side"
  accountable "Captain"
  trigger "Wish" from passenger
  step "Sell" in engage {
    responsible "Mate"
    practice "Service desk"
    lead_time 1h   process_time 30min   complete_and_accurate 90%
    input "Wish"
    output "Ticket" or "Day pass"
    output "Sale" to log
  }
  step "Sail" in deliver_and_support {
    responsible "Captain"
    lead_time 2h   process_time 1h
    input "Ticket"
    output "Crossing"
    output "Notice" to harbour
  }
  step "Tow" in deliver_and_support {
    responsible "Mate"
    lead_time 5h   process_time 1h
    input "Day pass"
    output "Crossing"
  }
  outcome "Crossing" to passenger within 4h
  outcome "Refund" to passenger
}
stream "Paint" as paint {
  accountable "Owner"
  trigger "Rust" from harbour
  step "Scrape" in obtain_build {
    responsible "Mate"
    lead_time 1d
    input "Rust"
    output "Bare hull"
    output "Dust"
  }
  outcome "Bare hull" to harbour within 2d
}
stream "Charter"
"#;

#[test]
fn the_page_from_its_title_to_its_last_line() {
    let place = Place::new(&[("vsdlint.toml", ""), ("model.vsd", THEN)]);
    place.git(&["init", "-q"]);
    place.commit();
    let now = THEN
        .replace("lead_time 2h", "lead_time 4h")
        .replace("    output \"Dust\"\n", "")
        .replace("input \"Rust\"", "input \"Rusty hull\"")
        .replace("responsible \"Captain\"", "responsible \"Skipper\"");
    place.write("model.vsd", now);
    place.git(&["tag", "-m", "as it was", "summer"]);
    let revision = String::from_utf8(place.git(&["rev-parse", "--short=7", "HEAD"]).stdout).unwrap();
    let page = |arguments: &[&str]| {
        read(&place.stdout(arguments))
            .replace(env!("CARGO_PKG_VERSION"), "[version]")
            .replace(revision.trim(), "[revision]")
    };
    assert_snapshot!("the_page", page(&["report", "--since", "summer"]));
    assert_snapshot!("the_page_of_changes", page(&["diff", "summer", "--format", "html"]));
}

#[test]
fn a_stream_that_comes_and_one_that_goes_have_a_part_of_the_page() {
    let (before, _) = THEN.split_once("stream \"Paint\"").unwrap();
    let hire = r#"
stream "Hire a boat out" as hire {
  accountable "Owner"
  trigger "Call" from passenger
  step "Agree" in engage {
    responsible "Owner"
    input "Call"
    output "Contract"
  }
  step "Hand the keys over" in deliver_and_support {
    responsible "Captain"
    input "Contract"
    output "Boat" or "Refused boat"
  }
  outcome "Boat" to passenger within 3d
}
"#;
    let now = format!("{before}{hire}");
    let place = Place::new(&[("then.vsd", THEN), ("now.vsd", &now)]);
    let files = ["diff", "then.vsd", "now.vsd", "--format"];
    let page = |format: &str| place.stdout(&[&files[..], &[format]].concat());
    let version = |text: String| text.replace(env!("CARGO_PKG_VERSION"), "[version]");
    assert_snapshot!("streams_that_come_and_go", version(read(&page("html"))));
    assert_snapshot!("streams_that_come_and_go_in_markdown", version(page("markdown")));
}

/// What follows from a change in another stream is told below those that changed.
#[test]
fn a_finding_in_a_stream_that_did_not_change_stands_elsewhere() {
    let then = r#"
stream "Give" as give {
  trigger "Wish"
  step "Make" as make in engage { input "Wish" output "Slip" }
  outcome "Slip" to take
}
stream "Take" as take {
  trigger "Slip", "Bill"
  step "Use" in plan { input "Bill", "Slip" output "Thing" }
  outcome "Thing"
}
"#;
    let now = then.replace("\"Slip\", \"Bill\"", "\"Bill\"").replace("\"Bill\", \"Slip\"", "\"Bill\"");
    let place = Place::new(&[("then.vsd", then), ("now.vsd", &now)]);
    for (format, head) in [("html", "<h2>Findings elsewhere</h2>"), ("markdown", "#### Findings elsewhere\n")]
    {
        let text = place.stdout(&["diff", "then.vsd", "now.vsd", "--format", format]);
        let elsewhere = text.split_once(head).map(|(_, below)| below).unwrap_or_default();
        assert!(elsewhere.contains("which does not expect it"), "{format}: {text}");
    }
}

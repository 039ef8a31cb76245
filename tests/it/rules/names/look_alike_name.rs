//! What `look-alike-name` says where the examples of its page do not reach.

use vsdlint::finding::Level;

use crate::rules::one_rule::{findings, said, sources};

/// A stream in which the first names go to the tool, and the others come from it.
fn through_the_tool(written: &[&str], read: &[&str]) -> String {
    let list = |keyword: &str, names: &[&str], end: &str| {
        names.iter().map(|name| format!("    {keyword} \"{name}\" {end}\n")).collect::<String>()
    };
    format!(
        "stakeholder customer\nrepository \"Ticket tool\" as tool\nstream \"Change\" {{\n  trigger \"Request\" from customer\n  \
         step \"Write\" in engage {{\n    input \"Request\"\n{}    output \"Draft\"\n  }}\n  step \"Sort\" in plan {{\n    input \"Draft\"\n{}    \
         output \"Answer\"\n    output \"Figures\" to improve\n  }}\n  outcome \"Answer\" to customer\n}}\n",
        list("output", written, "to tool"),
        list("input", read, "from tool"),
    )
}

#[test]
fn names_that_are_hardly_two_are_told_in_every_language() {
    for (one, other) in [
        ("Change request", "Change requst"),
        ("Änderungsantrag", "Änderungsantarg"),
        ("Größe der Lieferung", "Groesse der Lieferung"),
        ("Zahlungsaufforderung", "Zahlungs-aufforderung"),
        ("Réclamation du client", "Réclamtion du client"),
        ("Solicitud de acceso", "Solicitud de aceso"),
        ("Утверждённая заявка", "Утвержденная заявка"),
        ("Заявление клиента", "Заявлние клиента"),
        ("İade talebi kaydı", "Iade talebi kaydi"),
        ("批准的变更请求", "批准的变请更求"),
        ("E-mail list", "Email list"),
    ] {
        let texts = [&*through_the_tool(&[one], &[other])];
        assert_eq!(findings("look-alike-name", &sources(&texts)).len(), 1, "{one}, {other}");
        assert_eq!(findings("unwritten-record", &sources(&texts)).len(), 0, "one mistake, one finding");
    }
}

#[test]
fn names_that_are_two_are_not() {
    for (one, other) in [
        ("P1 ticket", "P2 ticket"),
        ("Plan A of the shop", "Plan B of the shop"),
        ("Phase II report", "Phase III report"),
        ("Amount < 500", "Amount > 500"),
        ("Ready?", "Ready"),
        ("Order", "Orders"),
        ("Planned change", "Unplanned change"),
        ("Employer form", "Employee form"),
        ("Import papers", "Export papers"),
        ("Quality report", "Quantity report"),
        ("Case file", "Care file"),
        ("Anmeldung", "Abmeldung"),
        ("Genehmigter Antrag", "Genehmigte Anträge"),
        ("Входная заявка", "Выходная заявка"),
        ("Onaylı istek", "Onaysız istek"),
        ("入库单据申请", "出库单据申请"),
    ] {
        let texts = [&*through_the_tool(&[one], &[other])];
        assert_eq!(findings("look-alike-name", &sources(&texts)).len(), 0, "{one}, {other}");
    }
    // In one statement, declared as two, or as another finding tells.
    let alike = ["Change request", "Change requst"];
    let listed = through_the_tool(&alike[..1], &alike[1..]).replace(
        "\"Draft\"\n  }",
        "\"Change request\", \"Change requst\" to customer\n    output \"Draft\"\n  }",
    );
    let declared = format!(
        "item \"Change requst\"\nitem \"Change request\"\n{}",
        through_the_tool(&alike[..1], &alike[1..])
    );
    let failing = through_the_tool(&alike[..1], &alike[1..])
        .replace("    output \"Answer\"", "    input \"Change requst\" from Write\n    output \"Answer\"");
    for text in [listed, declared, failing] {
        assert_eq!(findings("look-alike-name", &sources(&[&text])).len(), 0, "{text}");
    }
}

#[test]
fn what_the_finding_says() {
    let often = through_the_tool(&["Care package"], &["Care package", "Care packge"]);
    let doubt = through_the_tool(&["Care package"], &["Care packge"]);
    let roles = "stream S {\n  step A {\n    responsible \"Service manager\"\n    uses Jira, Confluence\n  }\n  step B {\n    \
                 responsible \"Service manager\"\n    uses Confluence\n  }\n  step C {\n    responsible \"Service manger\"\n    accountable \"Service manager\"\n    \
                 uses Conflunce\n  }\n  step D {\n    uses Confluence\n  }\n}\n";
    assert_snapshot!(said(
        "look-alike-name",
        &[
            &often,
            &doubt.replace("Change", "Care").replace("stakeholder customer", "").replace("repository", "// "),
            roles
        ]
    ));
    let found = findings("look-alike-name", &sources(&[&doubt]));
    assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Info]);
}

/// A stream in which a step takes either of two alternatives.
fn either(taken: &str, given: &str) -> String {
    format!(
        "stakeholder customer\nstream \"Help\" {{\n  trigger \"Request\" from customer\n  step \"Sort\" in engage {{\n    input \"Request\"\n    \
         output \"Simple case\" or \"{given}\"\n  }}\n  step \"Look closely\" in plan {{\n    input \"{given}\"\n    output \"Opinion\" to customer\n  }}\n  \
         step \"Answer\" in deliver_and_support {{\n    input {taken}\n    output \"Answer\"\n    output \"Lessons\" to improve\n  }}\n  outcome \"Answer\" to customer\n}}\n"
    )
}

#[test]
fn an_alternative_that_nothing_gives() {
    let slip = either("\"Simple case\" or \"Complex ordre\"", "Complex order");
    let of_step = either("\"Simple case\" or \"Complex ordre\" from Sort", "Complex order");
    assert_snapshot!([said("look-alike-name", &[&slip]), said("look-alike-name", &[&of_step])].join("\n\n"));
    let another = either("\"Simple case\" or \"Urgent wish\"", "Complex order");
    let outside = either("\"Simple case\" or \"Complex ordre\" from customer", "Complex order");
    let right = either("\"Simple case\" or \"Complex order\"", "Complex order");
    for text in [another, outside, right] {
        assert_eq!(findings("look-alike-name", &sources(&[&text])).len(), 0, "{text}");
    }
}

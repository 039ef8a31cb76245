//! Whose an `@allow` is that comes or goes.

use crate::compare::{compared, told};

const TEXT: &str = r#"stakeholder customer
item "Parcel"
role "Clerk"
practice "Selling"
activity plan {
  output "Plan" to engage
}
stream "Sell" {
  trigger "Order" from customer
  step "Take" in engage {
    input  "Order"
    output "Sale"
  }
  step "Pack" in obtain_build {
    input  "Sale"
    output "Parcel" to customer
  }
  outcome "Parcel" to customer
}
"#;

#[test]
fn an_allow_is_told_of_what_it_stands_in() {
    for (line, place) in [
        ("stakeholder customer", "at `customer`"),
        ("item \"Parcel\"", "at `Parcel`"),
        ("role \"Clerk\"", "at `Clerk`"),
        ("practice \"Selling\"", "at `Selling`"),
        ("activity plan", "at `plan`"),
        ("output \"Plan\"", "at `plan`"),
        ("stream \"Sell\"", "in the stream"),
        ("trigger \"Order\"", "in the stream"),
        ("input  \"Order\"", "at `Take`"),
        ("step \"Pack\"", "at `Pack`"),
        ("output \"Parcel\"", "at `Pack`"),
        ("outcome \"Parcel\"", "in the stream"),
    ] {
        assert_eq!(TEXT.matches(line).count(), 1, "{line}");
        let with = TEXT.replace(line, &format!("@allow(some-rule, \"why\")\n{line}"));
        let (new, gone) = (told(&compared(TEXT, &with)), told(&compared(&with, TEXT)));
        let (now, no_longer) = (
            format!("`some-rule` is now allowed {place}"),
            format!("`some-rule` is no longer allowed {place}"),
        );
        assert!(new.lines().count() == 1 && new.contains(&now), "{line}: {new}");
        assert!(gone.lines().count() == 1 && gone.contains(&no_longer), "{line}: {gone}");
    }
}

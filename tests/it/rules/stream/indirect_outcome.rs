//! What `indirect-outcome` says where the examples of its page do not reach.

use crate::rules::one_rule::{findings, reported, said, sources};

const RELAY: &str = r#"stakeholder customer
stakeholder carrier
repository "Status page"
stream "Ship" {
  trigger "Order" from customer
  step "Send" in deliver_and_support {
    input "Order"
    output "Parcel" to carrier
    output "News" to "Status page"
    output "Bill" to carrier, customer
    output "Figures" to improve
  }
  outcome "Parcel" to customer
  outcome "News" to customer
  outcome "Bill" to customer
}
"#;

#[test]
fn what_somebody_outside_hands_over_is_produced_and_listed_on_demand() {
    assert_eq!(said("unproduced-outcome", &[RELAY]), "");
    assert_eq!(findings("indirect-outcome", &sources(&[RELAY])).len(), 0, "off by default");
    let listed = reported("indirect-outcome", RELAY);
    assert!(
        listed.contains("`Parcel` is promised to `customer`, but `Send` hands it to `carrier`"),
        "{listed}"
    );
    assert!(
        listed.contains("`News` is promised to `customer`, but `Send` hands it to `Status page`"),
        "{listed}"
    );
    assert!(!listed.contains("`Bill`"), "{listed}");
}

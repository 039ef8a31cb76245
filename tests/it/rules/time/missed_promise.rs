//! What `missed-promise` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn a_working_day_is_as_long_as_the_organisation_says() {
    let text = |organisation: &str| {
        format!(
            "organisation O {{ {organisation} }}
             stream S {{
               trigger T
               step N in engage {{ lead_time 9h input T output P output Q to improve }}
               outcome P to all within 1wd
             }}\n"
        )
    };
    for (organisation, is_missed) in [
        ("", true),
        ("working_day 10h", false),
        ("working_day 10h purpose \"Help\"", false),
        ("purpose \"Help\" working_day 10h", false),
        ("working_day 10h working_day 5%", false),
        ("working_day 8h", true),
    ] {
        assert_eq!(
            of("missed-promise", &one(&text(organisation))).len(),
            usize::from(is_missed),
            "{organisation}"
        );
    }
}

//! What `missing-practice` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn steps_of_the_same_name_in_two_streams_have_fingerprints_of_their_own() {
    let stream = |name: &str| {
        format!(
            "stream {name} {{ trigger T step N in engage {{ lead_time 0s input T output O }} outcome O to all }}\n"
        )
    };
    let sources = one(&(stream("S") + &stream("R")));
    for rule in ["impossible-metric", "missing-practice", "missing-purpose"] {
        let mut prints: Vec<u64> = of(rule, &sources).iter().map(|finding| finding.fingerprint).collect();
        let count = prints.len();
        prints.sort_unstable();
        prints.dedup();
        assert!(count >= 2 && prints.len() == count, "{rule}");
    }
}

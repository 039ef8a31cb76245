//! The numbers of streams, as docs/numbers.md defines them.

use crate::support::one;
use vsdlint::model::numbers::{KnownFigures, WayNumbers};
use vsdlint::model::paths::Part;
use vsdlint::model::{Model, NodeId, ScopeId};

/// The name of a step as it is written.
fn name(model: &Model<'_>, step: NodeId) -> String {
    model.slice(model.name_place(model.node(step).statement)).trim_matches('"').to_owned()
}

/// A way on one line: its ladder, then its numbers.
fn shown(model: &Model<'_>, way: &WayNumbers) -> String {
    let mut line = String::new();
    for step in way.ladder(&mut KnownFigures::new(model)) {
        let how = match step.part {
            Part::Works => "",
            Part::Asks => "?",
            Part::Answered => "!",
            Part::Runs => ">",
        };
        line += &format!("{}{}{how} ", "-".repeat(step.depth as usize), name(model, step.step));
    }
    let at_least = |is_whole: bool| if is_whole { "" } else { "+" };
    line += &format!(
        "| {} steps, lead {}{}",
        way.steps,
        way.lead_time.duration.show(),
        at_least(way.lead_time.is_whole)
    );
    line += &format!(", process {}{}", way.process_time.duration.show(), at_least(way.process_time.is_whole));
    line += &format!(", waiting {}{}", way.waiting.show(), at_least(way.is_waiting_whole));
    if let Some(efficiency) = way.flow_efficiency {
        line += &format!(", efficiency {efficiency:.3}");
    }
    if let Some(share) = way.accuracy.share {
        line += &format!(", accurate {share:.3}{}", if way.accuracy.is_whole { "" } else { "-" });
    }
    line += &format!(", hand-offs {} {}", way.role_hand_offs.len(), way.activity_hand_offs.len());
    if let Some(step) = way.longest_waiting() {
        line += &format!(", waits at {}", name(model, step));
    }
    if let Some(promised) = way.promised {
        line += &format!(", left {} {:?}", promised.left.show(), promised.is_kept);
    }
    line
}

/// The ways to the first outcome of the first stream: the quickest, and the slower one if there is one.
fn ways(text: &str) -> Vec<String> {
    let sources = one(text);
    let model = Model::new(&sources);
    let numbers = model.numbers().of(ScopeId::CHAIN.after(1)).unwrap();
    let outcome = &numbers.outcomes[0];
    assert!(outcome.is_whole);
    let mut ways = vec![shown(&model, outcome.quickest.as_ref().unwrap())];
    if let Some(slower) = &outcome.slower {
        ways.push(format!("{:?} {}", slower.case, shown(&model, &slower.numbers)));
    }
    ways
}

#[test]
fn a_stream_that_says_all() {
    let found = ways(
        "role \"Service desk\" as desk
        stream s {
          trigger Order
          step A in engage { responsible desk lead_time 4h process_time 30min complete_and_accurate 90% input Order output Draft }
          step B in plan { responsible Planner, \"Service desk\" lead_time 1wd process_time 4h complete_and_accurate 50% input Draft output Plan }
          step C in plan { responsible Planner lead_time 2wd process_time 0min input Plan output Wait }
          step D in engage { responsible Clerk lead_time 1h process_time 1h complete_and_accurate 100% input Wait output Goods }
          outcome Goods within 5wd
        }",
    );
    // 3wd 5h are 29 hours of work.
    assert_eq!(
        found,
        [
            "A B C D | 4 steps, lead 3wd 5h, process 5h 30min, waiting 2wd 7h 30min, efficiency 0.190, accurate 0.450, hand-offs 1 2, waits at C, left 1wd 3h Some(true)"
        ]
    );
}

#[test]
fn what_is_not_stated_is_not_guessed() {
    let found = ways(
        "stream s {
          trigger Order
          step A in engage { responsible Desk lead_time 4h input Order output Draft }
          step B { process_time 2h complete_and_accurate 80% input Draft output Plan }
          step C in plan { responsible Planner lead_time 1h process_time 10min complete_and_accurate 50% input Plan output Goods }
          outcome Goods within 1d
        }",
    );
    assert_eq!(
        found,
        [
            "A B C | 3 steps, lead 5h+, process 2h 10min+, waiting 50min+, accurate 0.400-, hand-offs 1 1, waits at C, left 19h None"
        ]
    );
}

#[test]
fn without_times_the_way_with_more_steps_is_waited_for() {
    let found = ways(
        "stream s {
          trigger Order
          step Z in engage { input Order, Check output Goods }
          step A in engage { input Order output Draft, Note }
          step B in engage { input Draft output Check }
          outcome Goods
        }",
    );
    assert_eq!(found, ["A B Z | 3 steps, lead 0s+, process 0s+, waiting 0s+, hand-offs 0 0"]);
}

#[test]
fn the_slowest_way_is_that_of_one_case() {
    let found = ways(
        "stream s {
          trigger Order
          step A in engage { lead_time 1h process_time 1h input Order output Simple or Hard or Hopeless }
          step B in plan { lead_time 2d process_time 1h input Hard output Plan }
          step D in plan { lead_time 5d process_time 5min input Hopeless rework input Again output Plan or Again }
          step C in engage { lead_time 2h process_time 1h input Simple or Plan output Goods }
          outcome Goods within 3d
        }",
    );
    assert_eq!(
        found,
        [
            "A C | 2 steps, lead 3h, process 2h, waiting 1h, efficiency 0.667, hand-offs 0 0, waits at C, left 2d 21h Some(true)",
            "Comes(ScopeId(1), 2) A D C | 3 steps, lead 5d 3h, process 2h 5min, waiting 5d 55min, efficiency 0.017, hand-offs 0 2, waits at D, left -2d 3h Some(false)"
        ]
    );
}

#[test]
fn a_reply_that_comes_late_hides_the_work_of_who_asks() {
    let found = ways(
        "stream s {
          trigger Order
          step A in engage {
            responsible Desk lead_time 4h process_time 1h complete_and_accurate 50%
            input Order output Question reply input Answer from B output Goods
          }
          step B in plan {
            responsible Expert lead_time 3d process_time 2h complete_and_accurate 50% input Question from A output Answer
          }
          outcome Goods within 2d
        }",
    );
    assert_eq!(
        found,
        [
            "A? B A! | 2 steps, lead 3d, process 2h, waiting 2d 22h, efficiency 0.028, accurate 0.250, hand-offs 2 2, waits at B, left -1d Some(false)"
        ]
    );
}

#[test]
fn the_work_of_a_run_is_that_of_its_stream() {
    let found = ways(
        "stream s {
          trigger Order
          step A in engage { lead_time 1h process_time 1h input Order output Invoice }
          step B runs pay in plan { responsible Clerk input Invoice output Payment }
          step C runs pay { lead_time 2h process_time 1h input Payment output Payment2 }
          outcome Payment2
        }
        item Payment2 is Payment
        stream pay {
          trigger Invoice, Payment from s
          step X in plan { lead_time 1d process_time 1h input Invoice or Payment output Check }
          step Y in improve { lead_time 2d process_time 1h input Check output Payment, Payment2 }
          outcome Payment to s outcome Payment2 to s
        }",
    );
    assert_eq!(
        found,
        [
            "A B> -X -Y C | 4 steps, lead 3d 3h, process 4h, waiting 2d 23h, efficiency 0.053, hand-offs 0 2, waits at Y"
        ]
    );
}

#[test]
fn working_days_are_no_calendar_days() {
    let found = ways(
        "stream s {
          trigger Order
          step A in engage { lead_time 3wd process_time 2h input Order output Draft }
          step B in engage { lead_time 2d process_time 2wd input Draft output Goods }
          outcome Goods within 5d
        }",
    );
    // 3 working days are one day of the clock at least and nine at most.
    assert_eq!(
        found,
        [
            "A B | 2 steps, lead 2d 3wd, process 2wd 2h, waiting 1d 1wd 22h, efficiency 0.250, hand-offs 0 0, waits at B, left 3d less 3wd None"
        ]
    );
}

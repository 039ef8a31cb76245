//! What `low-accuracy` says where the examples of its page do not reach.

reports! {
    one_finding_for_each_stream_at_its_worst_outcome: "low-accuracy", "stakeholder user
stream s {
  trigger Order
  step A in engage { complete_and_accurate 49.9% input Order output Draft, Note, Paper }
  step B in engage { complete_and_accurate 30% input Note output Advice }
  step C in engage { input Draft output Goods output Figures to improve }
  step D in engage { process_time 0min input Paper output Print }
  outcome Goods, Advice, Print to user
}
stream is_broken {
  trigger Order
  step A in engage { complete_and_accurate 1% input Order output Draft }
  outcome Goods to user
}";
    what_only_waits_needs_no_share: "low-accuracy", "stakeholder user
stream s {
  trigger Order
  step A in engage { complete_and_accurate 10% input Order output Draft output Figures to improve }
  step B in engage { process_time 0min input Draft output Goods }
  outcome Goods to user
}";
}

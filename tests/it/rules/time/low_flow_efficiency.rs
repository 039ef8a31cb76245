//! What `low-flow-efficiency` says where the examples of its page do not reach.

reports! {
    working_days_count_with_their_hours: "low-flow-efficiency", "organisation O { working_day 7h30min }
stakeholder user
stream s {
  trigger Order
  step A in engage { lead_time 3wd process_time 1h input Order output Draft }
  step B in engage { lead_time 5wd process_time 30min input Draft output Goods output Figures to improve }
  outcome Goods to user
}";
    a_way_that_does_not_say_all_is_not_judged: "low-flow-efficiency", "stakeholder user
stream s {
  trigger Order
  step A in engage { lead_time 3wd process_time 1h input Order output Draft }
  step B in engage { lead_time 5wd input Draft output Goods output Figures to improve }
  outcome Goods to user
}
stream is_just_enough {
  trigger Order
  step A in engage { lead_time 10h process_time 1h input Order output Goods output Figures to improve }
  outcome Goods to user
}";
    a_stream_that_runs_another_is_not_told_besides: "low-flow-efficiency", "stakeholder user
stream s {
  trigger Order
  step A runs pay in engage { input Order output Payment }
  step Z in engage { lead_time 1h process_time 1h input Payment output Thanks output Figures to improve }
  outcome Thanks to user
}
stream pay {
  trigger Order from s
  step B in engage { lead_time 5d process_time 1h input Order output Payment output Figures to improve }
  outcome Payment to s
}";
}

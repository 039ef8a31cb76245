//! What `overwritten-output` says where the examples of its page do not reach.

reports! {
    the_later_step_does_not_take_it_in: "overwritten-output", "\
stakeholder buyer
stream s {
  trigger Order from buyer
  step one {
    input  Order from buyer
    output Contract to buyer, three
    output Draft    to two
  }
  step two {
    input  Draft from one
    output Sheet to three
    output Contract to buyer
  }
  step three {
    input  Sheet    from two
    input  Contract from one
    output Contract to buyer
    output Bill     to buyer
  }
  outcome Contract, Bill to buyer
}
";
    whichever_is_written_first: "overwritten-output", "\
stakeholder buyer
stream s {
  trigger Order from buyer
  step two { input  Draft from one
             output Contract to buyer }
  step one { input  Order from buyer
             output Contract to buyer
             output Draft to two }
  outcome Contract to buyer
}
";
    alternatives_and_optional_outputs_may_not_come: "overwritten-output", "\
stakeholder buyer
stream s {
  trigger Order from buyer
  step one { input  Order from buyer
             optional output Contract to buyer
             output Draft to two }
  step two { input  Draft from one
             output Contract to buyer }
  outcome Contract to buyer
}
";
}

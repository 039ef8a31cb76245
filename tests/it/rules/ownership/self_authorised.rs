//! What `self-authorised` says where the examples of its page do not reach.

reports! {
    one_finding_a_step_and_only_where_the_record_leads_to_it: "self-authorised", "\
stakeholder buyer
stream s {
  trigger Order from buyer
  step \"Register the order\" as a {
    responsible Clerk, Boss
    input  Order from buyer
    output Sheet to b, c
  }
  step \"Sign off the sheet\" as b {
    responsible Boss, Clerk
    input  Sheet from a
    output Contract to d
  }
  step \"Read the sheet\" as c {
    responsible Clerk
    input Sheet from a
    output Notes to improve
  }
  step \"Signal the end\" as d {
    responsible Clerk
    input  Contract from b
    output Bill to buyer
  }
  step \"Approve the shop\" as e {
    responsible Clerk
    input  Order from buyer
    output Shop to improve
  }
  outcome Bill to buyer
}
";
}

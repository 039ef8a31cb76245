//! What `name-case` says where the examples of its page do not reach.

reports! {
    abbreviations_identifiers_and_proper_names_count_for_nothing: "name-case", "\
stream \"Answer a question\" {
  step \"Send an SMS\" {}
  step \"Ask the user\" {}
  step \"Look at the fault\" {}
  step \"Repair what is broken\" {}
  step \"Order a spare part\" {}
  step \"Take away the old one\" {}
  step \"Put in the new one\" {}
  step \"Try it out\" {}
  step \"Write the bill\" {}
  step \"Send it off\" {}
  step \"Escalate to Microsoft\" {}
  step \"Close the ticket\" {}
  step Wait {}
  step wait_again {}
  step \"Close The Ticket Again\" {}
  step \"tell the user\" {}
  step \"CALL THE USER\" {}
  step \"Re-Open The SMS of the User\" {}
}
";
    a_mix_has_no_usual_case: "name-case", "\
stream s {
  step \"Send a message\" {}
  step \"Ask the user\" {}
  step \"Close The Ticket\" {}
  step \"Tell The User\" {}
}
";
}

//! What `misnamed-flow` says and fixes where the examples of its page do not reach.

reports! {
    what_the_stream_that_is_run_has_not_either_is_not_renamed: "misnamed-flow", r#"
stakeholder customer
stream s {
  trigger "Fix requst" from customer
  step mend runs work { input "Fix request" output "Product" }
  outcome "Product" to customer
}
stream work {
  trigger "Order" from customer
  step do in obtain_build { input "Order" output "Product" }
  outcome "Product" to customer
}
"#;
}

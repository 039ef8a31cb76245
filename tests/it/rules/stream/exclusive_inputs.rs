//! What `exclusive-inputs` says and fixes where the examples of its page do not reach.

reports! {
    alternatives_of_one_statement: "exclusive-inputs", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" or "Refusal" or "Question" }
  step check in plan { input "Order", "Refusal" from note output "Check" }
  step ask in plan { input "Order" /* this */ , "Question" // or that
    , output "Asked" }
  step look in plan { input "Refusal", "Check", "Question" output "Look" }
  outcome "Look" or "Check" or "Asked"
}
"#;
    alternatives_of_several_statements: "exclusive-inputs", "stream s {\r\n  trigger \"Request\"\r\n  step note in engage {\r\n    input \"Request\"\r\n    output \"Order\" or \"Refusal\" or \"Question\"\r\n  }\r\n  step check in plan {\r\n    input \"Order\", \"Request\" from note // one\r\n    input \"Refusal\" from note\r\n    output \"Check\"\r\n  }\r\n  step look in plan {\r\n    input \"Order\", \"Check\"\r\n    input \"Refusal\",\r\n      \"Question\"\r\n    output \"Look\"\r\n  }\r\n  outcome \"Look\" or \"Check\"\r\n}\r\n";
}

//! What `blocked-branch` says where the examples of its page do not reach.

reports! {
    two_gates_in_a_row: "blocked-branch", r#"
stakeholder maker
stream "Decide on an enhancement" {
  trigger "Proposal" from maker
  step "Gate 1" in engage { input "Proposal" output "Checked" or "Late" }
  step "Gate 2" in engage { input "Checked" output "Tracked" or "Late" }
  step "Exception" in engage { input "Late" output "Granted" }
  step "Write" in obtain_build { input "Tracked" or "Granted" output "Change" }
  step "Freeze" in deliver_and_support { input "Change" input "Granted" output "Release" output "Figures" to improve }
  outcome "Release" to maker
}
"#;
    a_gate_that_leads_back_to_the_one_before: "blocked-branch", r#"
stakeholder maker
stream "Decide on an enhancement" {
  trigger "Proposal" from maker
  step "Gate 1" in engage { input "Proposal" rework input "Remarks" output "Checked" or "Late" }
  step "Gate 2" in engage { input "Checked" output "Tracked" or "Late" }
  step "Exception" in engage { input "Late" output "Granted" }
  step "Write" in obtain_build { input "Tracked" or "Granted" output "Change" output "Remarks" }
  step "Freeze" in deliver_and_support { input "Change" input "Granted" output "Release" output "Figures" to improve }
  outcome "Release" to maker
}
"#;
    a_step_blocked_by_both_gates_is_told_at_the_first: "blocked-branch", r#"
stakeholder maker
stream "Decide on an enhancement" {
  trigger "Proposal" from maker
  step "Gate 1" in engage { input "Proposal" output "Checked" or "Late" }
  step "Gate 2" in engage { input "Checked" output "Tracked" or "Dropped" }
  step "Exception" in engage { input "Late" output "Granted" }
  step "Freeze" in deliver_and_support {
    input "Tracked" or "Dropped" or "Late"
    input "Granted"
    output "Release"
    output "Figures" to improve
  }
  outcome "Release" to maker
}
"#;
    two_gates_that_need_not_follow_each_other: "blocked-branch", r#"
stakeholder maker
stream "Decide on an enhancement" {
  trigger "Proposal" from maker
  step "Gate 1" in engage { input "Proposal" output "Checked" or "Late" }
  step "Gate 2" in engage { input "Proposal" output "Tracked" or "Late" }
  step "Exception" in engage { input "Late" output "Granted" }
  step "Write" in obtain_build { input "Tracked" or "Granted", "Checked" or "Granted" output "Change" }
  step "Freeze" in deliver_and_support { input "Change" input "Granted" output "Release" output "Figures" to improve }
  outcome "Release" to maker
}
"#;
    exclusive_through_a_stream_that_a_step_runs: "blocked-branch", r#"
stakeholder maker
stream "Decide" as deciding {
  trigger "Proposal"
  step "Vote" in engage { input "Proposal" output "Approval" or "Refusal" output "Votes" to improve }
  outcome "Approval"
  outcome "Refusal"
}
stream "Enhance" {
  trigger "Proposal" from maker
  step "Have it decided" runs deciding in engage { input "Proposal" output "Approval" or "Refusal" }
  step "Tell" in engage { input "Approval", "Refusal" output "Notice" output "Figures" to improve }
  outcome "Notice" to maker
}
"#;
}

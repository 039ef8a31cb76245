//! What `excess-handoffs` says where the examples of its page do not reach.

reports! {
    aliases_shared_roles_and_steps_without_any_hand_nothing_over: "excess-handoffs", {
        let steps = ["desk", "\"Service desk\", Expert", "Expert", "", "Desk", "Clerk", "Owner", "Owner, Clerk", "Agent", "Buyer"];
        let mut text = "role \"Service desk\" as desk role Expert role Clerk role Owner role Agent role Buyer
stakeholder user
stream s {
  trigger Order0
".to_owned();
        for (at, roles) in steps.iter().enumerate() {
            let responsible = if roles.is_empty() { String::new() } else { format!("responsible {roles} ") };
            text += &format!("  step S{at} in engage {{ {responsible}input Order{at} output Order{} }}\n", at + 1);
        }
        text + "  step Last in engage { input Order10 output Goods output Figures to improve }
  outcome Goods to user
}
"
    };
}

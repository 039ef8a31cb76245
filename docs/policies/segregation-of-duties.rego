package vsdlint.segregation_of_duties

# The roles that are responsible for a step, by their names.
responsible(step) := {role.name | some role in step.roles.responsible}

# Whoever asks for money, or orders, does not approve it: within one stream no role is responsible for both.
findings contains {
	"msg": sprintf("`%s` both asks for it and approves it", [role]),
	"at": approving.place,
	"label": "approves",
	"labels": [{"at": asking.place, "msg": "asks"}],
	"help": sprintf("let another role be responsible for step `%s`", [approving.name]),
} if {
	some stream in input.streams
	some asking in stream.steps
	starts_with_any(asking.name, data.settings.asks)
	some approving in stream.steps
	starts_with_any(approving.name, data.settings.approves)
	some role in responsible(asking) & responsible(approving)
}

starts_with_any(name, words) if {
	some word in words
	startswith(lower(name), concat("", [word, " "]))
}

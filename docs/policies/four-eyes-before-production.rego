package vsdlint.four_eyes_before_production

# Steps of the practices that bring something into production.
deploys(step) if {
	some practice in step.practices
	practice.name in data.settings.production
}

# Steps of the practice that authorises changes.
authorises(step) if {
	some practice in step.practices
	practice.name in data.settings.authorisation
}

# Which step makes which flow.
maker := {flow.id: step.id |
	some stream in input.streams
	some step in stream.steps
	some flow in step.outputs
}

# From which steps each step takes something.
before := {step.id: {maker[source] | some flow in step.inputs; some source in flow.fed_by} |
	some stream in input.streams
	some step in stream.steps
}

authorising contains step.id if {
	some stream in input.streams
	some step in stream.steps
	authorises(step)
}

# What comes into production has been authorised: one of the steps before, however far back, authorises changes.
findings contains {
	"msg": sprintf("step `%s` brings something into production that nobody has authorised", [step.name]),
	"at": step.place,
	"label": "no step of Change enablement leads here",
	"help": "let it take what a step of the practice `Change enablement` gives, such as `input \"Change authorisation\"`",
} if {
	some stream in input.streams
	some step in stream.steps
	deploys(step)
	not authorises(step)
	count(graph.reachable(before, {step.id}) & authorising) == 0
}

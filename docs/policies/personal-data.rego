package vsdlint.personal_data

# The items that are personal data: those that are `is "Personal data"`, directly or through others.
personal contains item.name if {
	some item in input.items
	data.settings.item in item.is
}

# Where personal data may be kept.
findings contains {
	"msg": sprintf("`%s` is personal data, and is kept in `%s`", [item, end.name]),
	"at": end.place,
	"label": "not listed for personal data",
	"labels": [{"at": step.place, "msg": "by this step"}],
	"help": sprintf("keep it in %s, or list `%s` in the setting `repositories` once it is registered", [concat(" or ", allowed), end.name]),
} if {
	some stream in input.streams
	some step in stream.steps
	some flow in step.outputs
	some item in flow.items
	item in personal
	some end in flow.ends
	end.kind == "repository"
	not end.name in data.settings.repositories
}

# Whoever makes records of personal data answers for them.
findings contains {
	"msg": sprintf("step `%s` records `%s`, which is personal data, and nobody is accountable for it", [step.name, item]),
	"at": step.place,
	"help": "write `accountable` and a role in it, or in its stream",
} if {
	some stream in input.streams
	count(stream.roles.accountable) == 0
	some step in stream.steps
	count(step.roles.accountable) == 0
	some flow in step.outputs
	some item in flow.items
	item in personal
	some end in flow.ends
	end.kind == "repository"
}

allowed := [sprintf("`%s`", [repository]) | some repository in data.settings.repositories]

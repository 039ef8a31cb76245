package vsdlint.suppliers_through_engage

# Only steps of these activities speak with suppliers.
findings contains {
	"msg": sprintf("step `%s` deals with `%s` itself, and is in %s", [step.name, end.name, step.activity]),
	"at": end.place,
	"label": "a supplier",
	"labels": [{"at": step.place, "msg": sprintf("in %s", [step.activity])}],
	"help": sprintf("let a step of %s take it from `%s`, or give it there, and hand it on", [concat(" or ", allowed), end.name]),
} if {
	some stream in input.streams
	some step in stream.steps
	not step.activity in data.settings.activities
	some flow in array.concat(step.inputs, step.outputs)
	some end in flow.ends
	end.kind == "stakeholder"
	some word in data.settings.suppliers
	contains(lower(end.name), word)
}

allowed := [sprintf("`%s`", [activity]) | some activity in data.settings.activities]

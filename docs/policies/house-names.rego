package vsdlint.house_names

# A stream begins with a capital letter, and a step with a verb from our list.
findings contains {
	"msg": sprintf("stream `%s` does not begin with a capital letter", [stream.name]),
	"at": stream.place,
	"help": sprintf("write `%s`", [capitalised(stream.name)]),
	"fix": {
		"title": sprintf("write `%s`", [capitalised(stream.name)]),
		"edits": [{"at": stream.place, "text": sprintf("\"%s\"", [capitalised(stream.name)])}],
	},
} if {
	some stream in input.streams
	not regex.match(`^\p{Lu}`, stream.name)
}

findings contains {
	"msg": sprintf("step `%s` begins with no verb of the house", [step.name]),
	"at": step.place,
	"label": sprintf("`%s` is not in the list", [first_word(step.name)]),
	"help": "begin with a verb from the setting `verbs`, or add this one there",
} if {
	some stream in input.streams
	some step in stream.steps
	not lower(first_word(step.name)) in data.settings.verbs
}

first_word(name) := split(name, " ")[0]

capitalised(name) := concat("", [upper(substring(name, 0, 1)), substring(name, 1, -1)])

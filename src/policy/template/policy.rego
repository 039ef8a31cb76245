package vsdlint.NAME

# Every member of `findings` is a finding. This one asks every step for a purpose: put your own rule in its place.
# `vsdlint export --format json` shows what `input` holds.
findings contains {
	"msg": sprintf("step `%s` does not say what it is for", [step.name]),
	"at": step.place,
	"help": "write `purpose \"…\"` in it",
} if {
	some stream in input.streams
	some step in stream.steps
	step.purpose == null
}

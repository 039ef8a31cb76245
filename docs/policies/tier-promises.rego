package vsdlint.tier_promises

# Streams of tier 1 are those whose purpose begins with these words.
is_tier_one(stream) if {
	stream.purpose != null
	startswith(stream.purpose, data.settings.tier)
}

# A time in minutes; a working day has as many as the organisation says.
minutes(time) := time.minutes + (time.working_days * day)

default day := 480

day := input.organisation.working_day_minutes

findings contains {
	"msg": sprintf("outcome %s of `%s`, which is of tier 1, promises no time", [items(outcome), stream.name]),
	"at": outcome.place,
	"labels": [{"at": stream.place, "msg": "tier 1"}],
	"help": sprintf("write `within` and a time of at most %v min behind it", [data.settings.max]),
} if {
	some stream in input.streams
	is_tier_one(stream)
	some outcome in stream.outcomes
	outcome.within == null
}

findings contains {
	"msg": sprintf("outcome %s of `%s`, which is of tier 1, promises %s", [items(outcome), stream.name, outcome.within.text]),
	"at": outcome.place,
	"label": sprintf("more than %v min", [data.settings.max]),
	"labels": [{"at": stream.place, "msg": "tier 1"}],
	"help": "promise less, or say in the purpose that it is of another tier",
} if {
	some stream in input.streams
	is_tier_one(stream)
	some outcome in stream.outcomes
	minutes(outcome.within) > data.settings.max
}

items(outcome) := concat(" or ", [sprintf("`%s`", [item]) | some item in outcome.items])

"""Models that grow: each family makes the files of a project from a number.

A family is one way in which a project may become large: many statements of a kind, a long list, many mistakes of a kind,
one mistake with much around it. What is interesting is not the time but how it grows.
"""

ACTIVITIES = ["plan", "engage", "design_and_transition", "obtain_build", "deliver_and_support", "improve"]
# name -> (what grows, function from a number to {path: text})
FAMILIES = {}


def family(what):
    """Adds a function from a number to a text, or to the files of a project, under its own name."""

    def add(function):
        def files(number):
            made = function(number)
            return made if isinstance(made, dict) else {"model.vsd": made}

        FAMILIES[function.__name__.replace("_", "-")] = (what, files)
        return function

    return add


def each(number, text, joint="\n"):
    """The text once for each number from 0: `#` is the number, `%` the next one."""
    return joint.join(text.replace("#", str(at)).replace("%", str(at + 1)) for at in range(number))


def stream(body, name="s", trigger="trigger A", outcome="outcome Z"):
    return f"stream {name} {{\n{trigger}\n{body}\n{outcome}\n}}\n"


def step(body, name="a", activity="engage"):
    return f"step {name} in {activity} {{\n{body}\n}}"


CHAIN = stream(step("input A\noutput Z"))

# Declarations


@family("stakeholders")
def stakeholders(n):
    return each(n, 'stakeholder "S #" as s#') + "\n" + CHAIN


@family("repositories that nobody uses")
def repositories(n):
    return each(n, 'repository "R #" as r#') + "\n" + CHAIN


@family("items in a long chain of `is`")
def item_chain(n):
    return each(n, 'item "I #" is "I %"') + "\n" + CHAIN


@family("items in a ring of `is`")
def item_ring(n):
    return each(n, 'item "I #" is "I %"') + f'\nitem "I {n}" is "I 0"'


@family("a long chain of `is` into a ring")
def item_chain_into_ring(n):
    return each(n, 'item "I #" is "I %"') + f'\nitem "I {n}" is "I {n - 2}"'


@family("items that are all narrower than one")
def item_star(n):
    return each(n, 'item "I #" is Thing') + "\n" + stream(step("input A\noutput Z\n" + each(n, 'output "I #" to plan')))


@family("items with aliases")
def item_aliases(n):
    return each(n, 'item "Item number #" as i#') + "\n" + stream(step("input A\noutput Z\n" + each(n, "output i# to plan")))


@family("items, each a little misspelt")
def items_misspelt(n):
    return each(n, 'item "Itme #" is "Item #"') + "\n" + stream(step("input A\noutput Z\n" + each(n, 'output "Item #" to plan')))


@family("declarations of one name")
def duplicate_names(n):
    return each(n, 'stakeholder "same name"') + "\n" + CHAIN


@family("items of one name")
def duplicate_items(n):
    return each(n, 'item "same name"') + "\n" + CHAIN


@family("practices")
def practices(n):
    return each(n, 'practice "P #"') + "\n" + stream(step("input A\noutput Z\npractice " + each(n, '"P #"', ", ")))


@family("practices that nobody declared")
def unknown_practices(n):
    return 'practice "Known practice"\n' + stream(step("input A\noutput Z\npractice " + each(n, '"Knwon practice #"', ", ")))


@family("roles")
def roles(n):
    return each(n, 'role "R #"') + "\n" + stream(step("input A\noutput Z\nresponsible " + each(n, '"R #"', ", ")))


@family("roles that nobody declared")
def unknown_roles(n):
    return 'role "Known role"\n' + stream(step("input A\noutput Z\ninformed " + each(n, '"Role #"', ", ")))


@family("accountable roles of one step")
def several_accountable(n):
    return stream(step("input A\noutput Z\naccountable " + each(n, '"R #"', ", ")))


@family("organisations")
def organisations(n):
    return each(n, 'organisation "O #"') + "\n" + CHAIN


@family("descriptions of one activity")
def activity_twice(n):
    return each(n, 'activity engage { input "I #" output "O #" }')


@family("descriptions of unknown activities")
def unknown_activities(n):
    return each(n, 'activity plna# { input "I #" output "O #" }')


@family("purposes of one step")
def purposes(n):
    return stream(step("input A\noutput Z\n" + each(n, 'purpose "P #"')))


@family("a long purpose")
def long_purpose(n):
    return stream(step('input A\noutput Z\npurpose "' + each(n, "word # of it", " ") + '"'))


@family("durations of one step")
def duplicate_fields(n):
    return stream(step("input A\noutput Z\n" + each(n, "lead_time 1h")))


@family("tools of one step")
def uses(n):
    return stream(step("input A\noutput Z\nuses " + each(n, '"Tool #"', ", ")))


@family("tools with names that look alike")
def uses_alike(n):
    return stream(step("input A\noutput Z\nuses " + each(n, '"Ticket system x#a"', ", ")))


@family("links")
def links(n):
    return each(n, 'stakeholder "S #" { link "https://x.example/#" }') + "\n" + CHAIN


@family("working days")
def working_days(n):
    return 'organisation "O" {\n' + each(n, "working_day 8h") + "\n}\n" + CHAIN


# Streams and steps


@family("streams")
def streams(n):
    return each(n, stream(step('input A#\noutput Z#'), '"S #"', "trigger A#", "outcome Z#"))


@family("streams of one name")
def streams_of_one_name(n):
    return each(n, CHAIN)


@family("streams without anything")
def empty_streams(n):
    return each(n, 'stream "S #" { }')


@family("a long chain of steps")
def chain_of_steps(n):
    return stream(each(n, 'step "s #" in engage { input "i #" output "i %" }'), trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("a long chain of steps, written from its end")
def chain_upwards(n):
    lines = each(n, 'step "s #" in engage { input "i #" output "i %" }').split("\n")
    return stream("\n".join(reversed(lines)), trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("a chain of steps, each of which names the one before")
def chain_by_name(n):
    lines = [
        f'step "s {at}" in engage {{ input "i {at}" from "s {at - 1}" output "i {at + 1}" to "s {at + 1}" }}'
        for at in range(1, n)
    ]
    return stream(step('input A\noutput "i 1" to "s 1"', '"s 0"') + "\n" + "\n".join(lines) + "\n" + step(f'input "i {n}" from "s {n - 1}"\noutput Z', f'"s {n}"'))


@family("a ring of steps")
def ring_of_steps(n):
    return stream(each(n, 'step "s #" in engage { input "i #" output "i %" }') + f'\nstep "s {n}" in engage {{ input "i {n}" output "i 0" }}')


@family("many small rings of steps")
def small_rings(n):
    return stream(each(n, 'step "a #" in engage { input "x #" output "y #" }\nstep "b #" in plan { input "y #" output "x #" }'))


@family("a ring of steps that name each other")
def ring_by_name(n):
    lines = [f'step "s {at}" in engage {{ input "i {at}" from "s {(at - 1) % n}" output "i {(at + 1) % n}" to "s {(at + 1) % n}" }}' for at in range(n)]
    return stream("\n".join(lines))


@family("steps of one name")
def steps_of_one_name(n):
    return stream(each(n, "step a in engage { input A output Z }"))


@family("steps without anything")
def empty_steps(n):
    return stream(step("input A\noutput Z") + each(n, '\nstep "s #" in engage { }'))


@family("steps without an activity")
def unmapped_steps(n):
    return stream(each(n, 'step "s #" { input A output Z }'))


@family("steps in unknown activities")
def steps_nowhere(n):
    return stream(each(n, 'step "s #" in engag# { input A output Z }'))


@family("steps in one activity that is misspelt alike")
def activity_misspelt(n):
    return stream(each(n, 'step "s #" in enagge { input A output Z }'))


@family("steps that lead nowhere")
def dead_ends(n):
    return stream(step("input A\noutput Z") + each(n, '\nstep "s #" in engage { input A output "o #" to plan }'))


@family("a long chain of steps that leads nowhere")
def dead_chain(n):
    return stream(step("input A\noutput Z") + "\n" + each(n, 'step "s #" in engage { input "i #" output "i %" }'), trigger='trigger A, "i 0"')


@family("steps that take one thing")
def fan_out(n):
    return stream(step("input A\noutput X") + each(n, '\nstep "s #" in plan { input X output Z }'))


@family("steps that give one thing")
def fan_in(n):
    return stream(each(n, 'step "s #" in plan { input A output X }\n') + step("input X\noutput Z"))


@family("steps that give one thing, which as many take")
def many_to_many(n):
    return stream(each(n, 'step "s #" in plan { input A output X }\nstep "t #" in engage { input X output Z }'))


@family("the same by activity")
def many_to_many_by_activity(n):
    return stream(each(n, 'step "s #" in plan { input A output X to engage }\nstep "t #" in engage { input X from plan output Z }'))


@family("inputs of one step")
def inputs(n):
    return stream(step("input A\n" + each(n, 'output "i #"'), "first") + "\n" + step(each(n, 'input "i #"') + "\noutput Z"))


@family("inputs of one step that nobody gives")
def unmatched_inputs(n):
    return stream(step("input A\noutput Z\n" + each(n, 'input "i #"')))


@family("inputs of as many steps that nobody gives")
def unmatched_at_steps(n):
    return stream(step("input A\noutput Z") + each(n, '\nstep "s #" in engage { input "i #" output Z }'))


@family("one item that nobody gives, at as many steps")
def one_missing_item(n):
    return stream(step("input A\noutput Z") + each(n, '\nstep "s #" in engage { input A, Missing output Z }'))


@family("one item that nobody takes, of as many steps")
def one_spare_item(n):
    return stream(step("input A\noutput Z") + each(n, '\nstep "s #" in engage { input A output Z, Spare }'))


@family("outputs of one step that nobody takes")
def orphaned_outputs(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #"')))


@family("as many inputs and outputs that do not meet")
def nothing_meets(n):
    return stream(each(n, 'step "s #" in engage { input "alpha #" output "omega #" }'))


@family("names that differ in a number")
def near_numbers(n):
    return stream(each(n, f'step "s #" in engage {{ input "report #" output "report {n}#" }}'))


@family("names that differ in a letter")
def near_letters(n):
    def word(at):
        letters = ""
        for _ in range(4):
            letters += chr(97 + at % 26)
            at //= 26
        return letters

    lines = [f'step "s {at}" in engage {{ input "purchase{word(at)}" output "purchasx{word(at * 7 + 3)}" }}' for at in range(n)]
    return stream("\n".join(lines))


@family("names of words from a short list")
def near_words(n):
    words = ["order", "report", "change", "plan", "ticket", "record", "request", "review", "release", "risk"]

    def name(at):
        return " ".join(words[at // 10**place % 10] for place in range(5))

    return stream("\n".join(f'step "s {at}" in engage {{ input "{name(at)} in" output "{name(at)} out" }}' for at in range(n)))


@family("one misspelt name at as many steps")
def one_name_and_a_near_one(n):
    return stream(each(n, 'step "s #" in engage { input "Order form" output "Order fomr" }'))


@family("misspelt names, each of another")
def misspelt_names(n):
    return stream(each(n, 'step "s #" in engage { input "Parcel#x" output "Order#x" }\nstep "t #" in plan { input "Oredr#x" output "Parcel%x" }'))


@family("a long name")
def long_name(n):
    return f'stakeholder "{"a b " * n}"\n' + stream(step("input A\noutput Z"), trigger=f'trigger A from "{"a b " * n}c"')


@family("a long name of one word")
def long_word(n):
    return f'stakeholder "{"ab" * n}"\n' + stream(step("input A\noutput Z"), trigger=f'trigger A from "{"ab" * n}c"')


@family("a long name of an item, once misspelt")
def long_item(n):
    words = each(n, "word#", " ")
    return stream(step(f'input A\noutput "{words} last"') + "\n" + step(f'input "{words} lsat"\noutput Z', "b"))


@family("a long bare name")
def long_bare(n):
    return stream(step(f"input A\noutput {'ab_' * n}x") + "\n" + step(f"input {'ab_' * n}y\noutput Z", "b"))


@family("names of signs")
def sign_names(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "a < # + b"')))


@family("names in other letters")
def other_letters(n):
    return stream(each(n, 'step "s #" in engage { input "Genehmigte Bestellung #x" output "Утверждённая заявка #x" }'))


# Ends


@family("ends of one output")
def ends(n):
    return each(n, 'stakeholder "S #"') + "\n" + stream(step("input A\noutput Z\noutput B to " + each(n, '"S #"', ", ")))


@family("unknown ends of one output")
def unknown_ends(n):
    return stream(step("input A\noutput Z\noutput B to " + each(n, '"S #"', ", ")))


@family("unknown ends, one at each output")
def unknown_ends_apart(n):
    return "stakeholder user\n" + stream(step("input A\noutput Z\n" + each(n, 'output "B #" to usre#')))


@family("one misspelt end at as many outputs")
def end_misspelt(n):
    return "stakeholder user\n" + stream(step("input A\noutput Z\n" + each(n, 'output "B #" to usre')))


@family("as many items as ends in one statement")
def items_by_ends(n):
    return stream(step("input A\noutput Z\ninput " + each(n, '"i #"', ", ") + " from " + each(n, '"q #"', ", ")))


@family("as many items as known ends in one statement")
def items_by_steps(n):
    return stream(step("input A\noutput Z") + "\n" + each(n, 'step "q #" in plan { input A output Z }') + "\n" + step("input " + each(n, '"i #"', ", ") + " from " + each(n, '"q #"', ", "), "b"))


@family("statements with thirty items and thirty ends")
def squares(n):
    items, ends = each(30, '"i #"', ", "), each(30, '"q #"', ", ")
    lines = [step(f"input {items} from {ends}\noutput Z", f'"b {at}"') for at in range(n // 30 + 1)]
    return stream(each(30, 'step "q #" in plan { input A output Z }') + "\n" + "\n".join(lines))


@family("items that go to all activities")
def to_all(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "i #" to all')))


@family("one item that all steps give to all and take from all")
def from_all(n):
    lines = [
        f'step "s {at}" in {ACTIVITIES[at % 6]} {{ input X from all output X to all input Y from {ACTIVITIES[(at + 1) % 6]} output Y to {ACTIVITIES[(at + 2) % 6]} }}'
        for at in range(n)
    ]
    return stream("\n".join(lines))


@family("outputs to the step itself")
def self_flows(n):
    return stream(each(n, 'step "s #" in engage { input A output Z output "i #" to "s #" }'))


@family("flows that stand twice")
def duplicate_flows(n):
    return stream(step("input A\noutput Z\n" + each(n, "output B to plan")))


@family("pairs of flows that stand twice")
def duplicate_pairs(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "B #" to plan\noutput "B #" to plan')))


@family("a list that repeats one item")
def repeated_item(n):
    return stream(step("input A\noutput Z\noutput " + each(n, "B", ", ") + " to plan"))


@family("a list of items")
def item_list(n):
    return stream(step("input A\noutput " + each(n, '"i #"', ", ")) + "\n" + step("input " + each(n, '"i #"', ", ") + "\noutput Z", "b"))


@family("roles used as ends")
def role_ends(n):
    return each(n, 'role "R #"') + "\n" + stream(step("input A\noutput Z\n" + each(n, 'output "B #" to "R #"')))


@family("ends that are steps of other streams")
def far_steps(n):
    return stream(each(n, 'step "t #" in plan { input "x #" from s output "Z #" }'), "t", 'trigger "x 0" from s', each(n, 'outcome "Z #"')) + stream(step("input A\noutput Z\n" + each(n, 'output "x #" to t."t #"')))


@family("flows between streams")
def between_streams(n):
    lines = [
        f'stream "s {at}" {{ trigger "i {at}" from "s {at - 1}"\nstep a in engage {{ input "i {at}" output "i {at + 1}" }}\noutcome "i {at + 1}" to "s {at + 1}" }}'
        for at in range(1, n)
    ]
    return "\n".join(lines)


@family("one stream that all others send to")
def hub_of_streams(n):
    return stream(step("input A\noutput Z"), "hub", "trigger A from " + each(n, '"s #"', ", ")) + each(n, 'stream "s #" { trigger T step a in engage { input T output A } outcome A to hub }')


# The border of a stream


@family("triggers")
def triggers(n):
    return stream(each(n, 'step "s #" in engage { input "t #" output Z }'), trigger=each(n, 'trigger "t #"'))


@family("triggers that one step takes together")
def triggers_of_one_step(n):
    return stream(step("input " + each(n, '"t #"', ", ") + "\noutput Z"), trigger=each(n, 'trigger "t #"'))


@family("triggers that nobody takes")
def unused_triggers(n):
    return stream(step("input A\noutput Z"), trigger="trigger A\n" + each(n, 'trigger "t #"'))


@family("alternatives of one trigger")
def trigger_alternatives(n):
    return stream(step("input " + each(n, '"t #"', " or ") + "\noutput Z"), trigger="trigger " + each(n, '"t #"', " or "))


@family("triggers that are each stalled")
def stalled_triggers(n):
    return stream(each(n, 'step "s #" in engage { input "t #", Never output Z }'), trigger=each(n, 'trigger "t #"'))


@family("triggers that recur")
def recurring(n):
    return stream(each(n, 'step "s #" in engage { input "t #" output Z }'), trigger=each(n, 'trigger "t #" every month'))


@family("triggers from stakeholders")
def triggers_from(n):
    return "stakeholder user\n" + stream(each(n, 'step "s #" in engage { input "t #" output Z }'), trigger=each(n, 'trigger "t #" from user'))


@family("outcomes")
def outcomes(n):
    return stream(step("input A\n" + each(n, 'output "z #"')), outcome=each(n, 'outcome "z #"'))


@family("outcomes that nobody produces")
def unproduced(n):
    return stream(step("input A\noutput Z"), outcome="outcome Z\n" + each(n, 'outcome "z #"'))


@family("outcomes that are misspelt")
def outcomes_misspelt(n):
    return stream(step("input A\n" + each(n, 'output "Parcel#x"')), outcome=each(n, 'outcome "Pracel#x"'))


@family("outcomes that an unknown step of a chain produces")
def outcomes_along_a_chain(n):
    return stream(each(n, 'step "s #" in engage { input "i #" output "i %" }'), trigger='trigger "i 0"', outcome=each(n, 'outcome "i %"'))


@family("promises along a chain")
def missed_promises(n):
    return "stakeholder user\n" + stream(each(n, 'step "s #" in engage { lead_time 2h input "i #" output "i %" }'), trigger='trigger "i 0" from user', outcome=each(n, 'outcome "i %" to user within 1h'))


@family("a promise at the end of a long chain")
def one_promise(n):
    return "stakeholder user\n" + stream(each(n, 'step "s #" in engage { lead_time 2h input "i #" output "i %" }'), trigger='trigger "i 0" from user', outcome=f'outcome "i {n}" to user within 1h')


@family("promises that each escalation breaks")
def promises_at_risk(n):
    body = each(n, 'step "s #" in engage { lead_time 1h input "i #" output "z" or "i %" }')
    return "stakeholder user\n" + stream(body + f'\nstep last in plan {{ input "i {n}" output z lead_time 9d }}', trigger='trigger "i 0" from user', outcome="outcome z to user within 2h")


@family("impossible times")
def impossible(n):
    return stream(each(n, 'step "s #" in engage { lead_time 1h process_time 2h input A output Z }'))


@family("times in working days")
def working_time(n):
    return "stakeholder user\n" + stream(each(n, 'step "s #" in engage { lead_time 1wd input "i #" output "i %" }'), trigger='trigger "i 0" from user', outcome=f'outcome "i {n}" to user within 3wd')


@family("steps in a diamond each, one after another")
def diamonds(n):
    body = each(n, 'step "a #" in engage { lead_time 1h input "i #" output "x #", "y #" }\nstep "b #" in plan { lead_time 1h input "x #" output "u #" }\nstep "c #" in plan { lead_time 2h input "y #" output "v #" }\nstep "d #" in engage { input "u #", "v #" output "i %" }')
    return "stakeholder user\n" + stream(body, trigger='trigger "i 0" from user', outcome=f'outcome "i {n}" to user within 1h')


# Choices, loops, replies, runs


@family("choices, one after another")
def choices(n):
    body = each(n, 'step "a #" in engage { input "i #" output "x #" or "y #" }\nstep "b #" in plan { input "x #" or "y #" output "i %" }')
    return stream(body, trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("choices of which each blocks a step")
def blocked(n):
    body = each(n, 'step "a #" in engage { input "i #" output "x #" or "y #" }\nstep "c #" in plan { input "y #" output "w #" }\nstep "b #" in plan { input "x #" or "y #" input "w #" output "i %" }')
    return stream(body, trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("choices that meet in one step")
def choices_meet(n):
    body = each(n, 'step "a #" in engage { input A output "x #" or "y #" }')
    return stream(body + "\n" + step(each(n, 'input "x #" or "y #"') + "\noutput Z", "last"))


@family("choices that meet in one step, which each of them blocks")
def choices_block_one(n):
    body = each(n, 'step "a #" in engage { input A output "x #" or "y #" }')
    return stream(body + "\n" + step(each(n, 'input "x #"') + "\noutput Z", "last"))


@family("alternatives of one choice")
def alternatives(n):
    return stream(step("input A\noutput " + each(n, '"i #"', " or ")) + "\n" + each(n, 'step "s #" in plan { input "i #" output Z }'))


@family("alternatives that one step takes with `or`")
def alternatives_taken(n):
    return stream(step("input A\noutput " + each(n, '"i #"', " or ")) + "\n" + step("input " + each(n, '"i #"', " or ") + "\noutput Z", "b"))


@family("alternatives that one step waits for together")
def exclusive(n):
    return stream(step("input A\noutput " + each(n, '"i #"', " or ")) + "\n" + step(each(n, 'input "i #"') + "\noutput Z", "b"))


@family("alternatives that two steps wait for, half each")
def exclusive_halves(n):
    return stream(step("input A\noutput " + each(n, '"i #"', " or ")) + "\n" + step(each(n // 2, 'input "i #"') + "\noutput Z", "b") + "\n" + step("input " + each(n, '"i #"', " or ") + "\noutput Z", "c"))


@family("choices in a chain, each of which leads to one late step")
def choices_to_the_end(n):
    body = each(n, 'step "a #" in engage { input "i #" output "i %" or Stop }')
    return stream(body + f'\nstep last in plan {{ input Stop or "i {n}" output Z }}', trigger='trigger "i 0"')


@family("gates in a row, behind which two things are waited for")
def gates(n):
    body = each(n, 'step "a #" in engage { input "i #" output "i %" or Late }')
    return stream(body + f'\nstep e in plan {{ input Late output Granted }}\nstep w in plan {{ input "i {n}" or Granted output C }}\nstep f in plan {{ input C input Granted output Z }}', trigger='trigger "i 0"')


@family("optional outputs")
def optional_outputs(n):
    return stream(step("input A\noutput X\n" + each(n, 'optional output "i #"')) + "\n" + each(n, 'step "s #" in plan { input "i #", X output Z }'))


@family("optional inputs")
def optional_inputs(n):
    return stream(step("input A\noutput X\n" + each(n, 'output "i #"')) + "\n" + step("input X\n" + each(n, 'optional input "i #"') + "\noutput Z", "b"))


@family("rework, one loop in another")
def rework(n):
    body = each(n, 'step "s #" in engage { input "i #" rework input "back %" output "i %" output "back #" }')
    return stream(body + f'\nstep last in plan {{ input "i {n}" output "back {n}" output Z }}', trigger='trigger "i 0"')


@family("steps that repeat themselves")
def repeated_steps(n):
    return stream(each(n, 'step "s #" in engage { input "i #" rework input "again #" output "i %" or "again #" }'), trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("replies of one step")
def replies(n):
    return stream(step("input A\n" + each(n, 'output "ask #" to plan\nreply input "say #" from plan') + "\noutput Z") + "\n" + each(n, 'step "s #" in plan { input "ask #" output "say #" to a }'))


@family("replies that nobody asked for")
def unasked(n):
    return "stakeholder user\n" + stream(step("input A\noutput Z\n" + each(n, 'reply input "say #" from user')))


@family("steps with a reply, one after another")
def replies_in_a_row(n):
    body = each(n, 'step "s #" in engage { input "i #" output "ask #" to plan reply input "say #" from plan output "i %" }\nstep "p #" in plan { input "ask #" output "say #" }')
    return stream(body, trigger='trigger "i 0"', outcome=f'outcome "i {n}"')


@family("steps that run streams")
def runs(n):
    body = each(n, 'step "s #" runs "w #" in engage { input "i #" output "i %" }')
    inner = each(n, 'stream "w #" { trigger "i #" step a in plan { input "i #" output "i %" } outcome "i %" }')
    return stream(body, trigger='trigger "i 0"', outcome=f'outcome "i {n}"') + inner


@family("steps that all run one stream")
def runs_of_one(n):
    return stream(each(n, 'step "s #" runs w in engage { input A output Z }')) + stream(step("input A\noutput Z"), "w")


@family("streams that run each other, one inside another")
def nested_runs(n):
    return each(n, 'stream "w #" { trigger A step a runs "w %" in plan { input A output Z } outcome Z }') + "\n" + stream(step("input A\noutput Z"), f'"w {n}"')


@family("a ring of streams that run each other")
def ring_of_runs(n):
    return each(n, 'stream "w #" { trigger A step a runs "w %" in plan { input A output Z } outcome Z }') + f'\nstream "w {n}" {{ trigger A step a runs "w 0" in plan {{ input A output Z }} outcome Z }}'


@family("runs that do not fit")
def mismatched_runs(n):
    return stream(each(n, 'step "s #" runs w in engage { input A output Z, "x #" }')) + stream(step("input A\noutput Z"), "w")


@family("flows of one run")
def flows_of_a_run(n):
    return stream("step a runs w in plan { " + each(n, 'input "i #" output "o #"') + " }", trigger=each(n, 'trigger "i #"'), outcome=each(n, 'outcome "o #"')) + stream(step(each(n, 'input "i #" output "o #"')), "w", each(n, 'trigger "i #"'), each(n, 'outcome "o #"'))


@family("runs of unknown streams")
def unknown_runs(n):
    return stream(each(n, 'step "s #" runs wrok# in engage { input A output Z }')) + stream(step("input A\noutput Z"), "work")


# The value chain


@family("inputs and outputs of the chain that meet")
def chain_flows(n):
    return "activity plan {\n" + each(n, 'output "i #" to engage') + "\n}\nactivity engage {\n" + each(n, 'input "i #" from plan') + "\n}"


@family("inputs and outputs of the chain that do not meet")
def chain_mismatch(n):
    return "activity plan {\n" + each(n, 'output "i #" to engage') + "\n}\nactivity engage {\n" + each(n, 'input "o #" from plan') + "\n}"


@family("items of the chain misspelt at the other end")
def chain_misspelt(n):
    return "activity plan {\n" + each(n, 'output "Order#x form" to engage') + "\n}\nactivity engage {\n" + each(n, 'input "Oredr#x form" from plan') + "\n}"


@family("one item for all in the chain")
def chain_one_item(n):
    return "\n".join(f"activity {name} {{\n" + each(n // 6 + 1, 'output "i #" to all\ninput "i #" from all') + "\n}" for name in ACTIVITIES)


@family("descriptions that send nothing to improve")
def unimproved(n):
    return "\n".join(f"activity {name} {{\n" + each(n // 6 + 1, 'output "i #"') + "\n}" for name in ACTIVITIES)


@family("streams beside a chain that does not know their flows")
def off_chain(n):
    return "activity plan { output X to engage }\nactivity engage { input X from plan }\n" + stream(step("input A\noutput Z\n" + each(n, 'output "i #" to plan'))) 


# Wording, hygiene


@family("names that are written in two ways")
def inconsistent(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "Change Record #"')) + "\n" + step(each(n, 'input "change record #"') + "\noutput Z", "b", "plan"))


@family("one name that is written in many ways")
def many_spellings(n):
    def spelt(at):
        return "".join(letter.upper() if at >> place & 1 else letter for place, letter in enumerate("change record of it"))

    return stream(step("input A\noutput Z\n" + "\n".join(f'output "{spelt(at)}" to plan' for at in range(n))))


@family("records that are read and never written")
def unwritten(n):
    return "repository kb\n" + stream(step("input A\noutput Z\noutput Known to kb\n" + each(n, 'input "i #" from kb')))


@family("items at one stakeholder that look alike")
def look_alikes(n):
    return "stakeholder user\n" + stream(step("input A\noutput Z\n" + each(n, 'output "Monthly report x#x" to user\ninput "Monthyl report x#x" from user')))


@family("fields that one of many steps forgot")
def forgotten(n):
    return stream(each(n, 'step "s #" in engage { input A output Z responsible R }') + "\nstep last in engage { input A output Z }")


@family("allows that suppress nothing")
def unused_allows(n):
    return each(n, '@allow(late-input, "x")\nstakeholder "S #"') + "\n" + CHAIN


@family("allows before one statement")
def allows_in_a_row(n):
    return each(n, '@allow(late-input, "x")') + "\nstakeholder user\n" + CHAIN


@family("broken allows")
def broken_allows(n):
    return each(n, '@allow(late-inptu, x)\nstakeholder "S #"') + "\n" + CHAIN


@family("rules in one allow")
def allow_list(n):
    return "@allow(" + each(n, "late-input", ", ") + ', "x")\nstakeholder user\n' + CHAIN


@family("rules in one allow, of which one is of use")
def allow_list_in_use(n):
    flow = "@allow(" + each(n, "late-input", ", ") + ', orphaned-output, "x")\noutput o'
    return stream(step("input A\noutput Z\n" + flow))


@family("allows before a step with as many findings")
def allows_before_findings(n):
    return stream(each(n, '@allow(orphaned-output, "x")') + "\n" + step("input A\noutput Z\n" + each(n, 'output "o #"')))


@family("misspelt allows before a step with as many findings")
def misspelt_allows(n):
    return stream(each(n, '@allow(orphaned-outptu, "x")') + "\n" + step("input A\noutput Z\n" + each(n, 'output "o #"')))


@family("findings that are allowed")
def allowed(n):
    return stream(step("input A\noutput Z\n" + each(n, '@allow(orphaned-output, "x")\noutput "o #"')))


@family("comments")
def comments(n):
    return each(n, "// a comment #") + "\n" + CHAIN


@family("comments before statements")
def doc_comments(n):
    return each(n, '/// What # is\nstakeholder "S #"') + "\n" + CHAIN


@family("a long comment")
def long_comment(n):
    return "/* " + each(n, "line #") + " */\n" + CHAIN


@family("blank lines")
def blank_lines(n):
    return "\n" * n + CHAIN


@family("spaces")
def spaces(n):
    return " " * (n * 8) + CHAIN


# What cannot be read


@family("misspelt keywords")
def misspelt_keywords(n):
    return each(n, 'stakehodler "u #"') + "\n" + CHAIN


@family("misspelt keywords in a step")
def misspelt_in_step(n):
    return stream(step("input A\noutput Z\n" + each(n, 'ouptut "u #"')))


@family("missing quotation marks")
def open_texts(n):
    return each(n, 'stakeholder "u #') + "\n" + CHAIN


@family("names without quotes")
def bare_words(n):
    return stream(step("input A\noutput Z\n" + each(n, "output Two words #")))


@family("words that are no statements")
def prose(n):
    return each(n, "this is only prose, nothing else #")


@family("braces that open")
def braces_open(n):
    return "stream s {" * n


@family("braces that close")
def braces_close(n):
    return "}" * n + CHAIN


@family("braces that are missing")
def braces_missing(n):
    return each(n, 'stream "s #" {\ntrigger A\nstep a in engage {\ninput A\noutput Z\n')


@family("commas")
def commas(n):
    return stream(step("input A\noutput Z\noutput B" + "," * n + " C to plan"))


@family("signs")
def signs(n):
    return "= > # " * n + "\n" + CHAIN


@family("escapes")
def escapes(n):
    return 'stakeholder "' + "\\n\\t" * n + '"\n' + CHAIN


@family("broken escapes")
def broken_escapes(n):
    return 'stakeholder "' + "\\q" * n + '"\n' + CHAIN


@family("curly quotes")
def curly(n):
    return each(n, "stakeholder “S #”") + "\n" + CHAIN


@family("no-break spaces")
def no_break(n):
    return each(n, 'stakeholder\u00a0"S #"') + "\n" + CHAIN


@family("lone carriage returns")
def carriage_returns(n):
    return each(n, 'stakeholder "S #"', "\r") + "\r" + CHAIN


@family("durations that cannot be read")
def bad_durations(n):
    return stream(each(n, 'step "s #" in engage { input A output Z lead_time 3 days }'))


@family("alternatives with a comma")
def or_and_comma(n):
    return stream(step("input A\noutput Z\n" + each(n, 'output "T #", or "U #" to plan')))


@family("one long line of statements")
def one_line(n):
    return stream(step("input A output Z " + each(n, 'output "o #" to plan', " "))).replace("\n", " ")


@family("one long line of mistakes")
def one_line_of_mistakes(n):
    return stream(step("input A output Z " + each(n, 'output "o #"', " "))).replace("\n", " ")


# Files, settings


@family("files")
def files(n):
    return {f"{at % 10}/s{at}.vsd": stream(step(f"input A{at}\noutput Z{at}"), f'"S {at}"', f"trigger A{at}", f"outcome Z{at}") for at in range(n)}


@family("files with a finding each")
def files_with_findings(n):
    return {f"{at % 10}/s{at}.vsd": stream(step(f"input A{at}\noutput Z{at}\noutput O{at}"), f'"S {at}"', f"trigger A{at}", f"outcome Z{at}") for at in range(n)}


@family("empty files")
def empty_files(n):
    return {f"{at % 10}/s{at}.vsd": "" for at in range(n)} | {"model.vsd": CHAIN}


@family("lines of .gitignore")
def gitignore(n):
    return {".gitignore": each(n, "folder#/*.tmp"), "model.vsd": CHAIN}


@family("overrides in vsdlint.toml")
def overrides(n):
    # Settings have a bound of their own.
    return {"vsdlint.toml": each(n // 16, '[[overrides]]\nfiles = ["folder#/*.vsd"]\nrules = { late-input = "off" }\n'), "model.vsd": CHAIN}


@family("patterns in vsdlint.toml")
def patterns(n):
    return {"vsdlint.toml": "exclude = [" + each(n // 16, '"folder#/**"', ", ") + "]\n", "model.vsd": CHAIN}


@family("folders in folders")
def deep_folders(n):
    return {"/".join(["d"] * min(n, 500)) + "/model.vsd": CHAIN}

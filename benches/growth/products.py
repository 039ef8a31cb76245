"""Models in which two things grow at once: many mistakes at one place behind many comments, many names that many ends name.

Where one thing grows, a list that is looked through once for each other thing is short. These show it.
"""

from families import CHAIN, each, family, step, stream


@family("mistakes that are all mended at one place, behind many comments")
def fixes_behind_comments(n):
    target = step("output Z\ninput A " + "/* */ " * n, "b", "plan")
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #" to b')) + "\n" + target)


@family("mistakes that are all mended at one place, below many lines of comment")
def fixes_above_comments(n):
    target = step("// x\n" * n + "output Z", "b", "plan")
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #" to b')) + "\n" + target)


@family("mistakes that are all mended in one empty block, far behind its name")
def fixes_in_empty_block(n):
    target = "step b in plan " + "/* */ " * n + "{\n}"
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #" to b')) + "\n" + target)


@family("mistakes that are each mended in an empty block")
def fixes_in_empty_blocks(n):
    pair = 'step "s #" in engage { input A output Z output "o #" to "e #" }\nstep "e #" in plan {\n}'
    return stream(step("input A\noutput Z\n") + "\n" + each(n, pair))


@family("mistakes that are all mended on a line far to the right")
def fixes_far_right(n):
    target = step("output Z\n" + " " * n * 4 + "input" + " " * n * 4 + "A", "b", "plan")
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #" to b')) + "\n" + target)


@family("mistakes that are all mended at one place, below many `@allow`s")
def fixes_above_allows(n):
    target = step(each(n, '@allow(late-input, "x")') + "\noutput Z", "b", "plan")
    return stream(step("input A\noutput Z\n" + each(n, 'output "o #" to b')) + "\n" + target)


@family("practices that nothing declares, behind many declarations")
def undeclared_behind_declarations(n):
    practices = each(n, '"Own practice #"', ", ")
    return each(n, 'stakeholder "s #"') + "\n" + stream(step("input A\noutput Z\npractice " + practices))


@family("triggers that all stop at an input with many alternatives")
def stalled_at_alternatives(n):
    steps = each(n, 'step "s #" in engage { input "t #" output M }')
    waits = "\nstep w in plan {\ninput M\ninput " + each(n, '"a #"', " or ") + "\noutput Z }"
    gives = "\nstep q in plan { input X output " + each(n, '"a #"', ", ") + " }"
    return stream(steps + waits + gives, trigger=each(n, 'trigger "t #"') + "\ntrigger X")


@family("members of a long series that its taker leaves out")
def series_left_out(n):
    given, taken = each(2 * n, '"P# t"', " or "), each(n, '"P# t"', " or ")
    return stream(step("input A\noutput " + given) + "\n" + step(f"input {taken}\noutput Z", "b", "plan"))


@family("triggers that nobody uses beside an input with many alternatives")
def unused_beside_alternatives(n):
    taken = each(n, '"c #"', " or ")
    return stream(step(f"input {taken} or A\noutput Z"), trigger=each(n, 'trigger "t #"') + "\ntrigger A")


@family("flows of one item that a step takes and gives itself")
def flows_of_own_item(n):
    return stream(step("input A\noutput Z\n" + each(n, "input X\noutput X")))


@family("narrower items that a step gives beside what it takes itself")
def own_choices(n):
    flows = each(n, 'input X or "U #"') + "\n" + each(n, 'output "O #"')
    return each(n, 'item "O #" is X') + "\n" + stream(step("input A\noutput Z\n" + flows))


@family("questions that all go to the same many")
def questions_to_many(n):
    asks = step("input A\noutput Z\n" + each(n, 'output "O #"') + "\nreply input R from plan")
    takers = "step p in plan { input X output R }\n" + each(n, 'step "S #" in engage { input X output Z }')
    return each(n, 'item "O #" is X') + "\n" + stream(asks + "\n" + takers)


@family("replies that nobody is asked for, beside many outputs")
def unasked_among_outputs(n):
    flows = each(n, 'output "O #" to plan') + "\n" + each(n, 'reply input "R #" from user')
    return "stakeholder user\n" + stream(step("input A\noutput Z\n" + flows))


@family("triggers that stop behind the same long chain")
def stalled_behind_chain(n):
    starts = each(n, 'step "S #" in engage { input "T #" output M }') + '\nstep c in plan { input M output "K 0" }\n'
    chain = each(n, 'step "C #" in plan { input "K #" output "K %" }')
    last = f'\nstep last in plan {{ input "K {n}", Extra output Z }}'
    return stream(starts + chain + last, trigger=each(n, 'trigger "T #"') + "\ntrigger Extra")


@family("circular waits that feed the same many")
def waits_before_many(n):
    ring = 'step "A #" in engage { input "Y #" output "X #" output C }\nstep "B #" in plan { input "X #" output "Y #" }'
    return stream(each(n, ring + '\nstep "Z #" in plan { input C output Z }'))


@family("a circular wait in which one step gives the other one item often")
def waits_for_one_item(n):
    gives = "input A\ninput Y\n" + each(n, 'output "X #"')
    takes = each(n, "input X") + "\noutput Y, Z"
    return each(n, 'item "X #" is X') + "\n" + stream(step(gives) + "\n" + step(takes, "b", "plan"))


@family("steps that run one stream and take none of its many triggers")
def runs_without_triggers(n):
    runs = stream(each(n, 'step "S #" runs w in engage { input A, "X #" output Z }'), trigger="trigger A\n" + each(n, 'trigger "X #"'))
    return runs + stream(step("input A\noutput Z\n" + each(n, 'input "T #"')), "w", "trigger A\n" + each(n, 'trigger "T #"'))


@family("late inputs from one outcome with many producers")
def late_by_outcome(n):
    early = each(n, 'step "E #" in engage { input X from s output Y }')
    late = each(n, 'step "L #" in plan { input A output X }')
    return stream(early + "\n" + late, outcome="outcome Y\noutcome X to plan")


@family("outputs that need not come, to a step with many inputs")
def choices_to_waiting(n):
    gives = step("input A\noutput Z\n" + each(n, 'output "I #" to b') + "\n" + each(n, 'optional output "O #" to b'))
    return stream(gives + "\n" + step(each(n, 'input "I #"'), "b", "plan"))


@family("triggers and inputs of one item, each from another end")
def triggers_from_others(n):
    takes = step("input A\noutput Z\n" + each(n, 'input X from "S #"')) + "\n"
    gives = each(n, 'step "S #" in plan { input A output X output Z }')
    return "stream r\n" + stream(takes + gives, trigger="trigger A\n" + each(n, "trigger X from r"))


@family("streams in one ring, each with two triggers")
def ring_of_two_triggers(n):
    def one(at, last, after):
        return (
            f'stream "S {at}" {{ trigger "I {at}" from "S {last}"\ntrigger "U {at}" from user\n'
            f'step a in plan {{ input "I {at}" output "X {at}" }}\nstep b in engage {{ input "U {at}" output "X {at}" }}\n'
            f'step c in engage {{ input "X {at}" output "I {after}" }}\noutcome "I {after}" to "S {after}" }}'
        )

    return "stakeholder user\n" + "\n".join(one(at, (at - 1) % n, (at + 1) % n) for at in range(n))


@family("items to a role that works on every step")
def workplaces(n):
    giver = step("input A\noutput Z\n" + each(n, 'output "B #" to R'))
    taker = step("output Z\ninput A\nresponsible R\n" + each(n, 'input "B #"'), "b")
    return stream(giver + "\n" + taker + each(n, '\nstep "s #" in plan { input A output Z responsible R }'))


@family("items, each to a role that works on one step")
def workplaces_of_roles(n):
    giver = step("input A\noutput Z\n" + each(n, 'output "B #" to "R #"'))
    return stream(giver + each(n, '\nstep "s #" in plan { input A input "B #" output Z responsible "R #" }'))


@family("items to one step whose name is misspelt, of one that it has already")
def ends_misspelt_alike(n):
    giver = step("input A\noutput Z\noutput W to register\n" + each(n, 'output "i #" to registre'))
    return stream(giver + "\n" + step("output Z\ninput A, W\n" + each(n, 'input "i #"'), "register", "plan"))


@family("items to the step itself that another takes")
def selves_of_one_step(n):
    giver = step("input A\noutput Z\n" + each(n, 'output "i #" to a'))
    return stream(giver + "\n" + step("output Z\ninput A\n" + each(n, 'input "i #" from a'), "b", "plan"))


@family("descriptions of one activity, with ends that nobody knows")
def descriptions_misspelt(n):
    described = each(n, 'activity engage { input "i #" from user }')
    return described + "\n" + each(n, 'activity plan { output "o #" to engagx# }')


@family("flows that no description of an activity lists, among many")
def off_descriptions(n):
    described = each(n, 'activity engage { input "i #" from user }') + "\nstakeholder user\n"
    return described + stream(step("input A\noutput Z\n" + each(n, 'output "o #" to engage'), "a", "plan"))


@family("one item in one list")
def item_repeated_in_list(n):
    return stream(step("input A\noutput Z\noutput " + each(n, "B", ", ")) + "\nstep b in plan { input B output Z }")


@family("items made anew by a step that takes much")
def overwritten_by_taker(n):
    first = step("input A\noutput M\n" + each(n, 'output "i #" to user'))
    second = step("input M\noutput Z\n" + each(n, 'input "q #" from user\noutput "i #" to user'), "b", "plan")
    return "stakeholder user\n" + stream(first + "\n" + second)


@family("one field of one step, behind much else")
def field_repeated(n):
    return stream(step("input A\noutput Z\n" + each(n, "input A from plan") + "\n" + each(n, "lead_time 1h")))


@family("outcomes that nobody produces beside as many of one step")
def outcomes_beside_one_producer(n):
    outcomes = each(n, 'outcome "z #"') + "\n" + each(n, 'outcome "u #"')
    return stream(step("input A\n" + each(n, 'output "z #"')), outcome=outcomes)


@family("inputs of one step that one alternative feeds, and one that another does")
def inputs_of_alternative(n):
    taker = step(each(n, 'input T0 or "u #"') + "\ninput T1\noutput Z")
    return stream(step("input A\noutput T0 or T1", "g") + "\n" + taker)


@family("triggers of another stream that does not give them")
def triggers_not_given(n):
    given = stream(step("input T\noutput Z"), "r", "trigger T")
    return given + stream(
        each(n, 'step "s #" in engage { input "t #" output Z }'), trigger=each(n, 'trigger "t #" from r')
    )


@family("steps behind two choices, one of which hangs on the other")
def steps_behind_two_gates(n):
    gates = step("input A\noutput x or y", "g1") + "\n" + step("input x\noutput u or w", "g2")
    steps = each(n, '\nstep "s #" in plan { input x or y input u or w input w output Z }')
    return stream(gates + steps + "\nstep q in plan { input u output Z }")


@family("rings of two items")
def item_small_rings(n):
    return each(n, 'item "a #" is "b #"\nitem "b #" is "a #"')


@family("steps that may leave out a field, beside many that state it")
def forgotten_allowed(n):
    lacking = '@allow(forgotten-field, "x")\nstep "l #" in engage { input A output Z }'
    return stream(each(9 * n // 10, 'step "s #" in engage { purpose "x" input A output Z }\n') + each(n // 10, lacking))


@family("promises in a stream with triggers that recur")
def promises_by_recurring(n):
    steps = step("input A\n" + each(n, 'input "t #"') + "\n" + each(n, 'output "z #"'))
    triggers = "trigger A from user\n" + each(n, 'trigger "t #" every month')
    outcomes = each(n, 'outcome "z #" to user within 1h')
    return "stakeholder user\n" + stream(steps, trigger=triggers, outcome=outcomes)


@family("a name of many conjunctions")
def item_conjunctions(n):
    return stream(step('input A\noutput Z\noutput "' + each(n, "x#", " and ") + '" to plan'))


@family("files with a mistake, each with an override of its own")
def overrides_of_files(n):
    entry = '[[overrides]]\nfiles = ["s#.vsd"]\nrules = { orphaned-output = "warn", excess-handoffs = { max = 5 } }\n'
    files = {f"s{at}.vsd": stream(step("input A\noutput Z, O"), f"s{at}") for at in range(n // 8)}
    return {"vsdlint.toml": each(n // 8, entry)} | files


@family("mistakes in a file that half of the overrides match")
def overrides_of_findings(n):
    elsewhere = '[[overrides]]\nfiles = ["folder#/*"]\nrules = { orphaned-output = "off" }\n'
    here = '[[overrides]]\nfiles = ["*.vsd"]\nrules = { late-input = "off" }\n'
    model = stream(step("input A\noutput Z\n" + each(n, 'output "o #"')))
    return {"vsdlint.toml": each(n // 16, elsewhere + here), "model.vsd": model}


@family("streams of a file that all overrides choose something for")
def overrides_of_streams(n):
    entry = '[[overrides]]\nfiles = ["*.vsd"]\nrules = { stream-size = { level = "warn", max = 9 } }\n'
    return {"vsdlint.toml": each(n // 16, entry), "model.vsd": each(n, stream(step("input A\noutput Z"), "s#"))}


@family("mistakes that are allowed at once, with a long reason")
def allowed_with_long_reason(n):
    body = step("input A\noutput Z\n" + each(n, 'output "o #"'))
    return f'@allow(orphaned-output, "{"why not " * n}")\n' + stream(body)


@family("files that all have the same mistake")
def same_mistake_in_files(n):
    # Those of before are called otherwise: their number is divisible by three.
    name = "s" if n % 3 else "t"
    return {f"{at % 10}/{name}{at}.vsd": stream(step("input A\noutput Z\noutput O")) for at in range(n // 4)}


@family("steps of a stream for which many are accountable")
def accountable_for_stream(n):
    return stream("accountable " + each(n, '"Role #"', ", ") + "\n" + each(n, 'step "s #" in engage {\ninput "i #"\noutput "i %", O\n}'))


@family("descriptions of one activity, each with a mistake")
def activity_described_often(n):
    return each(n, 'activity engage { input "I #" output "O #" }')


@family("mistakes in a stream that follow a long step")
def mistakes_behind_step(n):
    return stream(step("input A\noutput Z\n" + each(n, "uses t#")) + "\n" + each(n, 'trigger "t #"'))


@family("steps that each take what another took before")
def wandering_steps(n):
    # Before, their number is divisible by three.
    at = "%" if n % 3 else "#"
    return stream(each(n, f'step "s #" in engage {{ input "i {at}", "j {at}" output "o {at}" }}'))


@family("triggers that are gone, of a stream that gives much")
def triggers_gone(n):
    is_now = n % 3
    gives = each(n, f'output "{"y" if is_now else "x"} #" to {"q" if is_now else "s"}')
    giver = stream(step("input A\noutput Z\n" + gives), "g")
    if is_now:
        return giver + "stakeholder q\n" + stream(step("input B\noutput Y"), "s", "trigger B", "outcome Y")
    taker = stream(step(each(n, 'input "x #"') + "\noutput Y"), "s", each(n, 'trigger "x #" from g'), "outcome Y")
    return giver + taker


@family("tools that are gone, and as many new stakeholders")
def gone_and_new(n):
    if n % 3:
        return stream(step("input A\noutput Z")) + each(n, 'stakeholder "x #"')
    return stream(step("input A\noutput Z\nuses " + each(n, '"tool #"', ", ")))


@family("allows at descriptions of an activity")
def allows_at_activities(n):
    return each(n, '@allow(late-input, "x")\nactivity engage { input "I #" output "O #" }') + ("\nstakeholder u" if n % 3 else "")


@family("roles that are declared, each responsible for a step")
def roles_used(n):
    steps = each(n, 'step "s #" in engage {\nresponsible "R #"\ninput A\noutput Z\n}')
    return each(n, 'role "R #" as r#') + "\n" + stream(steps)


@family("dots and brackets in a comment and a purpose")
def dots_and_brackets(n):
    comment = "/// " + "a]( " * n + "a](" * n
    return comment + '\nstakeholder x {\npurpose "' + "a." * n + '"\n}\n' + CHAIN


@family("a stream that a step runs, and that starts with one item again and again")
def run_triggers(n):
    runs = stream("step a runs w in engage {\ninput A\noutput Z\n}")
    return runs + stream(each(n, 'step "q #" in plan { input A output Z }'), "w", "trigger A\n" * n)


@family("many files, each with a declaration")
def files_with_declarations(n):
    text = 'stakeholder "person #"\nstream "S #" {\ntrigger "i #"\nstep a in engage { input "i #" output "o #" }\noutcome "o #"\n}\n'
    return {f"{at % 100}/f{at}.vsd": text.replace("#", str(at)) for at in range(n)}


@family("many names that are as long as a name may be")
def longest_names(n):
    text = "long " * 190
    return each(n // 40, f'stakeholder "{text}#"') + "\n" + stream(
        step("input A\noutput Z\n" + each(n // 40, f'output "o #" to "{text}#"'))
    )


@family("steps that each look for an item at another one, while who gives it names them all")
def ends_looked_past(n):
    gives = step("input A\noutput Z\noutput x to " + each(min(n, 1000), '"t #"', ", "), "g", "plan")
    return stream(gives + "\n" + each(n, 'step "t #" in engage {\ninput A\ninput x from "t 0"\n}'))


@family("steps that each look for an item at another one, behind a choice and many steps")
def choice_before_many(n):
    steps = each(n, 'step "g #" in plan { input L output "u #" }')
    gives = step("input A\noutput L or R", "d", "plan") + "\n" + steps
    waits = step(each(n, 'input "u #"') + "\noutput x to " + each(min(n, 1000), '"t #"', ", "), "h", "plan")
    takes = each(n, 'step "t #" in engage {\ninput A\ninput x from "t 0"\n}')
    return stream("\n".join([gives, waits, takes]) + "\n" + step("input R\noutput Z", "e", "plan"))

"""Drawings in BPMN that grow: each family makes a drawing from a number, as families.py makes a model.

An import follows the flows of a drawing, and what gateways join and part. So most of them are long chains of something, or
have something many times at one place.
"""

# name -> (what grows, function from a number to {path: text})
DRAWINGS = {}

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
EXCLUSIVE, PARALLEL, INCLUSIVE = "exclusiveGateway", "parallelGateway", "inclusiveGateway"


def family(what):
    """Adds a function from a number to a drawing under its own name."""

    def add(function):
        DRAWINGS["drawing-" + function.__name__.replace("_", "-")] = (what, lambda number: {"drawing.bpmn": str(function(number))})
        return function

    return add


class Process:
    """A process that is being drawn. `str` gives a file that holds it alone."""

    def __init__(self, name="p", is_labelled=False):
        self.name = name
        self.is_labelled = is_labelled
        self.parts = []
        self.count = 0

    def add(self, kind, name, label=None, inside="", **attributes):
        """Adds an element, and gives its id. Without a label it is called as its id is; an empty one is none."""
        label = name if label is None else label
        named = f" name='{label}'" if label else ""
        more = "".join(f" {key}='{value}'" for key, value in attributes.items())
        self.parts.append(f"<{kind} id='{name}'{named}{more}>{inside}</{kind}>")
        return name

    def task(self, name, **attributes):
        return self.add("task", name, **attributes)

    def gateway(self, name, kind=EXCLUSIVE):
        return self.add(kind, name, label=f"Is {name}?" if self.is_labelled else "")

    def lead(self, *names):
        """Leads a sequence flow from each to the next."""
        for source, target in zip(names, names[1:]):
            self.count += 1
            label = f" name='way {self.count}'" if self.is_labelled else ""
            self.parts.append(f"<sequenceFlow id='{self.name}f{self.count}'{label} sourceRef='{source}' targetRef='{target}'/>")

    def body(self):
        return f"<process id='{self.name}' name='{self.name}'>{''.join(self.parts)}</process>"

    def __str__(self):
        return definitions(self.body())


def definitions(body):
    return f"<definitions xmlns='{NAMESPACE}'>{body}</definitions>"


def collaboration(n, part, *processes):
    """Processes with a part of a collaboration for each number."""
    parts = "".join(part(at) for at in range(n))
    return definitions(f"<collaboration id='c'>{parts}</collaboration>" + "".join(process.body() for process in processes))


def begun(**flags):
    process = Process(**flags)
    process.lead(process.add("startEvent", "s"), process.task("t"))
    return process


def ended(process, last):
    process.lead(last, process.task("z"), process.add("endEvent", "e"))
    return process


# Gateways


def diamonds(n, kind, **flags):
    process, last = begun(**flags), "t"
    for at in range(n):
        first, second = process.gateway(f"a{at}", kind), process.gateway(f"b{at}", kind)
        process.lead(last, first, second)
        process.lead(first, second)
        last = second
    return ended(process, last)


@family("exclusive gateways with two flows to the next one")
def exclusive_diamonds(n):
    return diamonds(n, EXCLUSIVE)


@family("parallel gateways with two flows to the next one")
def parallel_diamonds(n):
    return diamonds(n, PARALLEL)


@family("inclusive gateways with two flows to the next one")
def inclusive_diamonds(n):
    return diamonds(n, INCLUSIVE)


def merging(n, kind, **flags):
    process, last = Process(**flags), None
    process.lead(process.add("startEvent", "s"), process.gateway("g", PARALLEL))
    for at in range(n):
        task, gateway = process.task(f"t{at}"), process.gateway(f"m{at}", kind)
        process.lead("g", task, gateway)
        if last:
            process.lead(last, gateway)
        last = gateway
    return ended(process, last)


@family("a chain of merging gateways, to each of which a task leads")
def merges(n):
    return merging(n, EXCLUSIVE)


@family("the same with labels on all flows")
def labelled_merges(n):
    return merging(n, EXCLUSIVE, is_labelled=True)


@family("a chain of joining gateways, to each of which a task leads")
def joins(n):
    return merging(n, PARALLEL)


def splitting(n, kind, **flags):
    process, last = begun(**flags), "t"
    for at in range(n):
        gateway, task = process.gateway(f"x{at}", kind), process.task(f"t{at}")
        process.lead(last, gateway, task)
        last = gateway
    return process


@family("a chain of decisions, each with a way out")
def splits(n):
    return splitting(n, EXCLUSIVE)


@family("the same with labels on gateways and flows")
def labelled_splits(n):
    return splitting(n, EXCLUSIVE, is_labelled=True)


@family("a chain of parallel gateways, each with a task")
def parallel_splits(n):
    return splitting(n, PARALLEL)


@family("a chain of inclusive gateways, each with a task, with labels")
def inclusive_splits(n):
    return splitting(n, INCLUSIVE, is_labelled=True)


def fan(n, first, second):
    process = begun(is_labelled=True)
    process.lead("t", process.gateway("x", PARALLEL))
    process.lead(process.gateway("y", first), process.gateway("w", second))
    end = process.add("endEvent", "e")
    for at in range(n):
        process.lead("x", process.task(f"a{at}"), "y")
        process.lead("w", process.task(f"b{at}"), end)
    return process


@family("many tasks merge, and part again into many")
def fans(n):
    return fan(n, EXCLUSIVE, PARALLEL)


@family("many tasks join, and one of many follows")
def joining_fans(n):
    return fan(n, PARALLEL, EXCLUSIVE)


@family("many tasks merge, and some of many follow")
def inclusive_fans(n):
    return fan(n, EXCLUSIVE, INCLUSIVE)


@family("a long chain of tasks, each of which may lead back to the first")
def loops(n):
    process, last = Process(), "m"
    process.lead(process.add("startEvent", "s"), process.gateway("m"))
    for at in range(n):
        task, gateway = process.task(f"t{at}"), process.gateway(f"x{at}")
        process.lead(last, task, gateway, "m")
        last = gateway
    return ended(process, last)


@family("a decision that leads back to each of a long chain")
def ways_back(n):
    process, last = Process(is_labelled=True), "s"
    process.add("startEvent", "s")
    process.gateway("x")
    for at in range(n):
        gateway, task = process.gateway(f"m{at}"), process.task(f"t{at}")
        process.lead(last, gateway, task)
        process.lead("x", gateway)
        last = task
    process.lead(last, "x")
    return ended(process, "x")


# Events


@family("gateways that each make an instance, with an event of their own")
def instances(n):
    process = Process()
    for at in range(n):
        gateway = process.add("eventBasedGateway", f"g{at}", label="", instantiate="true")
        process.lead(gateway, process.add("intermediateCatchEvent", f"c{at}"), process.task(f"t{at}"))
    return process


@family("gateways that each make an instance, with one event for all")
def shared_instances(n):
    process = Process()
    process.lead(process.add("intermediateCatchEvent", "c"), process.task("t"))
    for at in range(n):
        process.lead(process.add("eventBasedGateway", f"g{at}", label="", instantiate="true"), "c")
    return process


@family("start events of one task, and end events behind it")
def borders(n):
    process = Process()
    process.lead(process.task("t"), process.gateway("x"))
    for at in range(n):
        process.lead(process.add("startEvent", f"s{at}"), "t")
        process.lead("x", process.add("endEvent", f"e{at}"))
    return process


@family("events at the border of one task")
def boundaries(n):
    process = begun()
    for at in range(n):
        process.lead(process.add("boundaryEvent", f"b{at}", attachedToRef="t"), process.task(f"t{at}"))
    return process


@family("links to one place")
def links(n):
    process, link = Process(), "<linkEventDefinition name='l'/>"
    process.lead(process.add("intermediateCatchEvent", "k", label="", inside=link), process.task("z"))
    for at in range(n):
        process.lead(process.task(f"t{at}"), process.add("intermediateThrowEvent", f"l{at}", label="", inside=link))
    return process


@family("a chain of throwing events")
def throws(n):
    process, last = begun(), "t"
    for at in range(n):
        process.lead(last, process.add("intermediateThrowEvent", f"e{at}"))
        last = f"e{at}"
    return process


# Sub-processes and calls


def sub_process(name, inner, **attributes):
    return f"<subProcess id='{name}' name='{name}'>{''.join(inner.parts)}</subProcess>"


@family("a sub-process that many flows enter, and that many tasks begin")
def entries(n):
    process, inner = Process(), Process("q")
    process.lead(process.add("startEvent", "s"), process.gateway("g", PARALLEL))
    process.gateway("j", PARALLEL)
    for at in range(n):
        process.lead("g", process.task(f"t{at}"), "j")
        inner.task(f"u{at}")
    process.parts.append(sub_process("z", inner))
    process.lead("j", "z")
    return process


def raising(n, event):
    process, inner = Process(), Process("q")
    process.lead(process.add("startEvent", "s"), "z")
    inner.lead(inner.add("startEvent", "s2"), inner.task("u"), inner.gateway("x"))
    for at in range(n):
        inner.lead("x", inner.add("endEvent", f"u{at}", inside=event))
        process.add("boundaryEvent", f"b{at}", label=f"u{at}", inside=event, attachedToRef="z")
        process.lead(f"b{at}", process.task(f"t{at}"))
    process.parts.append(sub_process("z", inner))
    return process


@family("errors that a sub-process raises, each of which an event catches")
def errors(n):
    return raising(n, "<errorEventDefinition/>")


@family("ends of a sub-process, and events at its border")
def sub_ends(n):
    return raising(n, "")


@family("a chain of sub-processes of one name")
def sub_processes(n):
    process, last = Process(), "s"
    process.add("startEvent", "s")
    for at in range(n):
        inner = Process(f"q{at}")
        inner.task(f"t{at}", label="Do it")
        process.parts.append(sub_process(f"z{at}", inner))
        process.lead(last, f"z{at}")
        last = f"z{at}"
    return process


@family("event sub-processes")
def event_sub_processes(n):
    process = begun()
    for at in range(n):
        inner = Process(f"q{at}")
        inner.lead(inner.add("startEvent", f"s{at}"), inner.task(f"u{at}"))
        process.parts.append(sub_process(f"z{at}", inner).replace("<subProcess", "<subProcess triggeredByEvent='true'"))
    return process


@family("what a call hands on, and the ends of what it calls")
def calls(n):
    process, called = Process(), Process("q")
    process.lead(process.add("startEvent", "s"), process.add("callActivity", "k", calledElement="q"))
    called.lead(called.add("startEvent", "s2"), called.task("u"), called.gateway("x"))
    for at in range(n):
        event = process.add("boundaryEvent", f"b{at}", attachedToRef="k", cancelActivity="false")
        process.lead(event, process.task(f"t{at}"))
        called.lead("x", called.add("endEvent", f"e{at}"))
    return definitions(process.body() + called.body())


@family("processes that each call the next one")
def call_chain(n):
    processes = []
    for at in range(n):
        process = Process(f"p{at}")
        work = process.add("callActivity", f"c{at}", calledElement=f"p{at + 1}")
        process.lead(process.add("startEvent", f"s{at}"), work, process.add("endEvent", f"e{at}"))
        processes.append(process.body())
    return definitions("".join(processes))


# Data, messages and what stands beside


@family("tasks in a chain that all read and write one object")
def data(n):
    process, last = begun(), "t"
    process.add("dataObjectReference", "d")
    access = "<dataInputAssociation><sourceRef>d</sourceRef></dataInputAssociation><dataOutputAssociation><targetRef>d</targetRef></dataOutputAssociation>"
    for at in range(n):
        process.lead(last, process.task(f"t{at}", inside=access))
        last = f"t{at}"
    return process


def between_two_tasks(n, flows):
    """Two tasks in processes of their own, with the message flows that `flows` gives for each number."""
    one, other = Process("p"), Process("q")
    one.task("t")
    other.task("u")
    ends = "".join(f"<participant id='{name}p' name='{name}' processRef='{name}'/>" for name in "pq")
    return collaboration(n, lambda at: (ends if at == 0 else "") + flows(at), one, other)


@family("messages between two tasks")
def messages(n):
    return between_two_tasks(
        n,
        lambda at: f"<messageFlow id='m{at}' name='M{at}' sourceRef='t' targetRef='u'/><messageFlow id='n{at}' name='N{at}' sourceRef='u' targetRef='t'/>",
    )


@family("others who exchange messages with one task")
def partners(n):
    process = Process()
    process.task("t")

    def part(at):
        ends = "<participant id='p0' name='p' processRef='p'/>" if at == 0 else ""
        return (
            f"{ends}<participant id='q{at}' name='Q{at}'/><messageFlow id='m{at}' name='M' sourceRef='q{at}' targetRef='t'/>"
            f"<messageFlow id='n{at}' name='N' sourceRef='t' targetRef='q{at}'/>"
        )

    return collaboration(n, part, process)


@family("messages of one name between many tasks")
def message_pairs(n):
    one, other = Process("p"), Process("q")
    for at in range(n):
        one.task(f"t{at}")
        other.task(f"u{at}")

    def part(at):
        ends = "".join(f"<participant id='{name}p' name='{name}' processRef='{name}'/>" for name in "pq") if at == 0 else ""
        return f"{ends}<messageFlow id='m{at}' name='M' sourceRef='t{at}' targetRef='u{at}'/>"

    return collaboration(n, part, one, other)


@family("pools of one name")
def pools(n):
    processes = [Process(f"p{at}") for at in range(n)]
    for at, process in enumerate(processes):
        process.task(f"t{at}", label="Do it")

    def part(at):
        return (
            f"<participant id='a{at}' name='Pool' processRef='p{at}'/>"
            f"<messageFlow id='m{at}' name='M' sourceRef='t{at}' targetRef='t{(at + 1) % n}'/>"
        )

    return collaboration(n, part, *processes)


@family("lanes with a task each")
def lanes(n):
    process = Process()
    inside = "".join(f"<lane id='l{at}' name='L{at}'><flowNodeRef>t{at}</flowNodeRef></lane>" for at in range(n))
    process.add("laneSet", "l", label="", inside=inside)
    for at in range(n):
        process.task(f"t{at}")
    return process


@family("notes at one task")
def notes(n):
    process = begun()
    for at in range(n):
        process.add("textAnnotation", f"n{at}", label="", inside=f"<text>Note {at}</text>")
        process.add("association", f"a{at}", label="", sourceRef="t", targetRef=f"n{at}")
    return process


@family("a chain of tasks of one name")
def alike(n):
    process, last = begun(), "t"
    for at in range(n):
        process.lead(last, process.task(f"t{at}", label="Do it"))
        last = f"t{at}"
    return process


@family("tasks that nothing leads to")
def loose_tasks(n):
    process = begun()
    for at in range(n):
        process.task(f"t{at}")
    return process


# Long labels

LONG = "long name "


@family("a long label of a lane, with many tasks in it")
def long_lane(n):
    process = Process()
    held = "".join(f"<flowNodeRef>t{at}</flowNodeRef>" for at in range(n))
    process.add("laneSet", "ls", label="", inside=f"<lane id='l' name='{LONG * n}'>{held}</lane>")
    for at in range(n):
        process.task(f"t{at}")
    return process


@family("a long label of a decision with many ways")
def long_question(n):
    process = begun()
    process.lead("t", process.add(EXCLUSIVE, "x", label=LONG * n))
    for at in range(n):
        process.task(f"a{at}")
        process.parts.append(f"<sequenceFlow id='g{at}' name='way {at}' sourceRef='x' targetRef='a{at}'/>")
    return process


@family("a long label of data with many references")
def long_data(n):
    process, last = begun(), "t"
    process.add("dataObject", "d", label=LONG * n)
    for at in range(n):
        process.add("dataObjectReference", f"r{at}", label="", dataObjectRef="d")
        reads = f"<dataInputAssociation><sourceRef>r{at}</sourceRef></dataInputAssociation>"
        process.lead(last, process.task(f"t{at}", inside=reads))
        last = f"t{at}"
    return process


@family("a long label of a message that many flows carry")
def long_message(n):
    text = between_two_tasks(n, lambda at: f"<messageFlow id='m{at}' messageRef='mm' sourceRef='t' targetRef='u'/>")
    return text.replace("<collaboration", f"<message id='mm' name='{LONG * n}'/><collaboration", 1)


@family("a long label of an event, with many broken flows to it")
def long_label_of_what_is_broken(n):
    process = begun()
    process.add("startEvent", "z", label=LONG * n)
    for _ in range(n):
        process.lead("t", "z")
    return process

"""Times whole processes in turn, A B A B, and prints ratios: figures of one run, on whatever machine."""

import os
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """What one run of a command took: CPU and wall time in seconds, peak memory in bytes, and its exit status."""

    cpu: float
    wall: float
    memory: int
    status: int


def run(command, folder=None, environment=None, output=subprocess.DEVNULL, seconds=None):
    """Runs the command once; its output goes into a file, or is thrown away. CPU is user and system time, of its children
    too. Should it take longer than so many seconds it is killed, which its status tells."""
    surroundings = {**os.environ, **(environment or {})}
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
    )
    watch = threading.Timer(seconds, process.kill) if seconds else None
    if watch:
        watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    if watch:
        watch.cancel()
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # The unit of ru_maxrss is 1 KB on Linux.
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, process.returncode)


def in_turn(one, two, turns):
    """Runs two functions in turn, after one run of each that does not count; gives the pairs of costs."""
    one(), two()
    return [(one(), two()) for _ in range(turns)]


def ratio(pairs, figure):
    """The median, over all turns, of the first one's figure divided by the second one's."""
    return statistics.median(getattr(one, figure) / max(getattr(two, figure), 1e-6) for one, two in pairs)


def median(costs, figure):
    """The median of a figure."""
    return statistics.median(getattr(cost, figure) for cost in costs)


def table(head, rows):
    """A Markdown table; all columns but the first are figures."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)

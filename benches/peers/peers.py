"""The linters of other languages, how each is run, and vsdlint beside them."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benches"))

import generate  # noqa: E402
from measure import in_turn, run  # noqa: E402

PLACE = ROOT / "target" / "peers"
MODULES = PLACE / "npm" / "node_modules"
VSDLINT = ROOT / "target" / "dist" / "vsdlint"
CORPUS = ROOT / "target" / "dist" / "vsdlint-corpus"


@dataclass
class Peer:
    """A linter of another language."""

    name: str
    # What is the same in its files and in those of vsdlint.
    same: str
    # Writes so many files into a folder.
    generate: Callable
    # The command, for the folder of the files, in which it is run.
    command: Callable
    # More files than this take too long.
    most: int = 10_000


def of_npm(name, *arguments):
    return lambda folder: [MODULES / ".bin" / name, *arguments]


def of_python(name, *arguments):
    return lambda folder: [PLACE / "python" / "bin" / name, *arguments]


BYTES, STEPS = "as many bytes", "the same steps and flows"

PEERS = {
    peer.name: peer
    for peer in [
        Peer("ruff", BYTES, generate.python, of_python("ruff", "check", "--no-cache", "--isolated", "-q", ".")),
        Peer("oxlint", BYTES, generate.javascript, of_npm("oxlint", "--silent", ".")),
        # The program itself, without the script that starts it.
        Peer(
            "biome",
            BYTES,
            generate.javascript,
            lambda folder: [MODULES / "@biomejs/cli-linux-x64/biome", "lint", "--max-diagnostics=0", "."],
        ),
        Peer(
            "zizmor",
            BYTES,
            generate.workflows,
            lambda folder: [
                PLACE / "python/bin/zizmor",
                *["--offline", "--no-progress", "-q"],
                *sorted(part for part in folder.iterdir() if part.is_dir()),
            ],
        ),
        Peer("buf", BYTES, generate.protobuf, of_npm("buf", "lint")),
        Peer(
            "bpmnlint",
            STEPS,
            generate.bpmn,
            lambda folder: [MODULES / ".bin/bpmnlint", *sorted(folder.rglob("*.bpmn"))],
        ),
        Peer(
            "likec4-lint",
            STEPS,
            generate.likec4,
            lambda folder: [PLACE / "cargo/bin/likec4-lint", "lint", "."],
        ),
        Peer("spectral", BYTES, generate.openapi, of_npm("spectral", "lint", "-q", "-r", ".spectral.yaml", "*/*.yaml")),
        Peer("likec4", STEPS, generate.likec4, of_npm("likec4", "validate", "."), most=100),
    ]
}


def compare(peer, files, turns, folder):
    """Pairs of costs, of the peer and of vsdlint, each on so many files below `folder`."""
    place = folder / f"{peer.name}-{files}"
    peer.generate(place, files)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    ours = folder / f"vsd-{files}-{size}"
    if not ours.exists():
        # As many bytes in as many files, or as many steps: a corpus of 2 KB files has those of the peers.
        order = ["--files", str(files if peer.same is STEPS else max(1, round(size / 2150))), "--bytes", "2000"]
        run([CORPUS, *order, ours])
    command = peer.command(place)
    return in_turn(lambda: run(command, folder=place), lambda: run([VSDLINT, "check", ours]), turns)

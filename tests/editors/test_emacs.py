"""Emacs: the mode compiles without a warning, indents and colours, and Eglot shows what is found."""

import os
import shutil

import pytest
from support import EDITORS, ROOT, block, program, run, typo, succeed

MODE = EDITORS / "emacs" / "vsd-mode.el"


def emacs(*arguments, **options):
    return succeed(program("emacs"), "--batch", "--quick", *arguments, timeout=120, **options)


def test_it_compiles_without_a_warning(tmp_path):
    file = shutil.copy(MODE, tmp_path)
    emacs("--eval", "(setq byte-compile-error-on-warn t)", "--funcall", "batch-byte-compile", file)
    assert (tmp_path / "vsd-mode.elc").exists()


def test_it_indents(tmp_path):
    """Lines without their indentation get it back, but for the text of a purpose."""
    whole = (ROOT / "fixtures" / "northwind" / "streams" / "restore.vsd").read_text()
    file = tmp_path / "restore.vsd"
    file.write_text("\n".join(line.strip() for line in whole.split("\n")))
    emacs("-l", MODE, file, "--eval", "(indent-region (point-min) (point-max))", "--funcall", "save-buffer")
    assert file.read_text() == whole


@pytest.mark.parametrize(
    "word, face",
    [
        ('stream "', "font-lock-keyword-face"),
        ("restore {", "nil"),
        ("engage", "font-lock-constant-face"),
        ("92%", "font-lock-type-face"),
        ('"Outage report"', "font-lock-string-face"),
        ("from", "font-lock-builtin-face"),
        ("/// ", "font-lock-comment-delimiter-face"),
    ],
)
def test_it_colours(word, face):
    file = ROOT / "fixtures" / "northwind" / "streams" / "restore.vsd"
    here = f"(progn (font-lock-ensure) (search-forward {lisp(word)}) (match-beginning 0))"
    output = emacs("-l", MODE, file, "--eval", f"(princ (get-text-property {here} 'face))")
    assert output.splitlines()[-1] == face


def test_a_drawing_is_left_alone():
    file = ROOT / "fixtures" / "broken" / "visio.vsd"
    output = emacs("-l", MODE, file, "--eval", '(message "mode %s" major-mode)')
    assert "visio.vsd is a Microsoft Visio drawing" in output
    assert "mode fundamental-mode" in output


def test_eglot_shows_findings(vsdlint, tmp_path):
    file, output = session(vsdlint, tmp_path, "session.el")
    assert "mode vsd-mode" in output
    line = next(at for at, line in enumerate(file.read_text().splitlines(), 1) if "Closed incidents" in line)
    assert f"found {line}:" in output and "Closed incidents" in output


def test_the_map_of_a_stream_follows_the_text(vsdlint, tmp_path):
    _, output = session(vsdlint, tmp_path, "map.el")
    assert "No stream stands here." in output
    # With the finding, and in one page whatever it shows; in a buffer where Emacs can show images.
    for line in ["first t", "same t", "title Landscape of value streams", 'image svg "<svg"', "browsed 2 times"]:
        assert f"{line}\n" in output, line
    assert "keys vsd-map-click\n" in output
    assert 'clicked step "Call a major incident"' in output


def session(vsdlint, tmp_path, script):
    """Runs a script with a file in which something is wrong. Returns the file and what was printed."""
    if run(program("emacs"), "--batch", "--eval", "(require 'eglot)").returncode and not os.environ.get("CI"):
        pytest.skip("Eglot is not installed")
    model = shutil.copytree(ROOT / "fixtures" / "northwind", tmp_path / "model")
    file, _ = typo(model)
    init = tmp_path / "init.el"
    init.write_text(block("Emacs", "elisp", 0).replace("/path/to/vsdlint", str(ROOT)))
    environment = {**os.environ, "VSD_FILE": str(file), "PATH": f"{vsdlint.parent}:{os.environ['PATH']}"}
    # Not `--quick`: Debian's Eglot is in the folder of the site.
    script = ROOT / "tests" / "editors" / script
    return file, succeed(program("emacs"), "--batch", "-l", init, "-l", script, env=environment, timeout=120)


def lisp(text):
    quoted = text.replace('"', '\\"')
    return f'"{quoted}"'

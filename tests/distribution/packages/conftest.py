"""What to try with a package once it is installed. packaging/all has built them."""

import pytest
from support import run, succeed, take_away


@pytest.fixture
def try_out(model, version):
    """Tries an installed command on a clean model, on a broken one, and with an argument that is none."""

    def run_it(*command):
        assert succeed(*command, "--version") == f"vsdlint {version}\n"
        assert run(*command, "check", cwd=model).returncode == 0
        where = take_away(model)
        done = run(*command, "check", "--output", "concise", cwd=model)
        assert done.returncode == 1 and where in done.stdout
        assert run(*command, "check", "--no-such-flag", cwd=model).returncode == 2

    return run_it

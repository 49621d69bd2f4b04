"""The scripts say plainly what a machine lacks, leave nothing behind then, and start at once."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.tidy.tree import ROOT

SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file())
PROGRAMS = ("bash", "cksum", "dirname", "head", "mkdir")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy without .venv, in a path with a blank."""
    copy = tmp_path / "check out"
    shutil.copytree(ROOT / "scripts", copy / "scripts")
    for each in ("pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / each, copy)
    return copy


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs, for PATH, that has what any machine has, and no Python yet."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for each in PROGRAMS:
        (programs / each).symlink_to(shutil.which(each) or each)
    return programs


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def run(
    checkout: Path, machine: Path, script: str, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "scripts" / script, *arguments],
        cwd=os.sep,
        env={"PATH": str(machine), **variables},
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_well_formed(script: Path):
    first = script.read_text(encoding="utf-8").splitlines()[0]
    if "bash" in first or script.name.startswith("_"):
        subprocess.run(["bash", "-n", script], check=True)
    assert script.name.startswith("_") or os.access(script, os.X_OK)


@pytest.mark.parametrize(
    ("python", "said"),
    [
        (
            '[[ $1 == --version ]] && echo "Python 3.9.2" || exit 1',
            "Python 3.11 or newer is needed",
        ),
        ('[[ $2 == *ensurepip* ]] && exit 1; echo "Python 3.12.1"', "without venv or ensurepip"),
    ],
)
def test_a_machine_without_what_is_needed_is_told_so(
    checkout: Path, machine: Path, python: str, said: str
):
    program(machine / "python3", python)
    result = run(checkout, machine, "test")
    assert result.returncode == 1
    assert said in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_named_python_that_is_none_is_refused(checkout: Path, machine: Path):
    result = run(checkout, machine, "serve", PYTHON="python9")
    assert result.returncode == 1
    assert "PYTHON is python9, which is no Python 3.11 or newer" in result.stderr
    assert not (checkout / ".venv").exists()


@pytest.fixture
def installed(checkout: Path) -> Path:
    """The copy with a .venv whose programs only say how they were called."""
    (version,) = re.findall(
        r"^uv_version=(.+)$", (checkout / "scripts/_venv").read_text(), re.MULTILINE
    )
    program(
        checkout / ".venv/bin/python",
        'case "$*" in "-m pytest"*) echo "python $*" ;; *"config get"*) exit 1 ;; esac',
    )
    program(
        checkout / ".venv/bin/uv", f'[[ $1 == --version ]] && echo "uv {version}" || echo "uv $*"'
    )
    program(checkout / ".venv/bin/gateway", 'echo "gateway $*"')
    return checkout


def test_the_locked_set_is_installed_once(installed: Path, machine: Path):
    first = run(installed, machine, "serve", "--port", "8001")
    assert first.stdout.splitlines() == ["uv sync --frozen", "gateway serve --port 8001"]
    second = run(installed, machine, "serve")
    assert second.stdout == "gateway serve\n"
    assert second.stderr == ""


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml"])
def test_it_is_installed_again_when_what_is_wanted_has_changed(
    installed: Path, machine: Path, changed: str
):
    run(installed, machine, "serve")
    with (installed / changed).open("a") as file:
        file.write("\n# changed\n")
    assert "uv sync --frozen" in run(installed, machine, "serve").stdout


def test_another_index_is_held_to_the_same_hashes(installed: Path, machine: Path):
    result = run(installed, machine, "serve", PIP_INDEX_URL="https://index.example/simple")
    (sync,) = (line for line in result.stdout.splitlines() if line.startswith("uv pip sync"))
    assert "--default-index https://index.example/simple --require-hashes" in sync


def test_a_checkout_in_step_starts_in_a_tenth_of_a_second(installed: Path, machine: Path):
    run(installed, machine, "serve")
    spans = []
    for _ in range(5):
        began = time.monotonic()
        run(installed, machine, "serve")
        spans.append(time.monotonic() - began)
    assert min(spans) < 0.1


@pytest.mark.parametrize(
    ("arguments", "everything"),
    [
        ((), True),
        (("--deep", "-q"), True),
        (("tests/rules",), False),
        (("-k", "calendar"), False),
        (("--deep", "tests/rules"), False),
    ],
)
def test_only_a_run_of_everything_is_held_to_the_floors(
    installed: Path, machine: Path, arguments: tuple[str, ...], everything: bool
):
    called = run(installed, machine, "test", *arguments).stdout.splitlines()[-1].split()
    assert ("--floors" in called) is everything
    assert called[-len(arguments) :] == list(arguments) or not arguments

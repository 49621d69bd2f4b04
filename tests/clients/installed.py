"""The clients that frontends and tools use, for the tests: fetched as locked, into a folder.

    scripts/clients fetch            fetch what `npm/package-lock.json` and `ariadne.txt` name
    scripts/clients run COMMAND ...  run COMMAND with GATEWAY_TEST_NPM and _ARIADNE naming them

They are tools of the tests, never shipped. Where Node or npm is missing, or they can't be fetched,
the exit status is 77 and the last line says why.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).parent
PLACE = Path(__file__).parents[2] / ".cache" / "clients"
PYTHON = PLACE / "ariadne" / "bin" / "python"
"""Of an environment of its own: ariadne-codegen holds other versions of what the gateway needs."""
SKIPPED = 77
NODE = 20
"""The oldest major version of Node that they all run on."""
FETCH_SECONDS = 600


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201 - a program for the terminal


def skip(why: str) -> NoReturn:
    say(f"skipped: {why}")
    sys.exit(SKIPPED)


def node_version() -> int:
    """Major version of the Node of this machine, 0 where there is none."""
    if not shutil.which("node"):
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return int(said.stdout.lstrip("v").split(".")[0] or 0)


def fetch() -> None:
    """Have npm and pip fetch what is locked, unless it is there."""
    version = node_version()
    if version < NODE:
        skip(f"the clients need Node {NODE} or newer; found {version or 'none'}")
    npm = shutil.which("npm") or skip("fetching the clients needs npm, which is not there")
    PLACE.mkdir(parents=True, exist_ok=True)
    for file in (HERE / "npm").iterdir():
        shutil.copy(file, PLACE)
    quiet = ("--no-fund", "--no-audit", "--loglevel=error")
    once(HERE / "npm" / "package-lock.json", [npm, "ci", "--ignore-scripts", *quiet])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wanted = HERE / "ariadne.txt"
    if not PYTHON.exists():
        venv.create(PYTHON.parents[1], with_pip=True)
    once(wanted, [*pip, "--require-hashes", "-r", str(wanted)])


def once(locked: Path, command: list[str]) -> None:
    """Run what fetches, unless what has been fetched is what is locked."""
    fetched = PLACE / f"fetched-{locked.name}"
    if fetched.exists() and fetched.read_bytes() == locked.read_bytes():
        return
    say(f"Fetching what {locked.relative_to(HERE)} names (the first time takes a minute) ...")
    try:
        done = subprocess.run(command, cwd=PLACE, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        skip(f"{Path(command[0]).name} did not end within {FETCH_SECONDS} s")
    if done.returncode:
        skip(f"{Path(command[0]).name} could not fetch the clients (see above)")
    shutil.copy(locked, fetched)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["fetch"]:
            fetch()
            return 0
        case ["run", *command] if command:
            fetch()
            places = {"GATEWAY_TEST_NPM": str(PLACE), "GATEWAY_TEST_ARIADNE": str(PYTHON)}
            environment = os.environ | places
            return subprocess.run(command, env=environment, check=False).returncode
        case _:
            say(__doc__ or "")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

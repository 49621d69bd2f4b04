"""The share of mistakes that the tests of the rules notice, and those that they do not."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.mutation.edits import Edit, edits
from tests.mutation.running import Noticed, covering, noticed

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/rules"


def files(named: list[str]) -> list[str]:
    """The files of the rules, or those below what is named."""
    found = [each for name in named or ["graph/rules"] for each in _below(ROOT / name)]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def _below(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.py"))


def judged(chosen: list[Edit]) -> Iterator[Noticed]:
    """Each mistake, and whether it was noticed."""
    with TemporaryDirectory() as folder:
        passed = covering(ROOT, Path(folder), TESTS)
    for each in chosen:
        yield noticed(ROOT, each, passed.get(each.file, {}))


def say(line: str) -> None:
    """A line on stdout, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print what was not noticed, and the share of what was, by file and in all."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", help="files or folders; graph/rules if left out")
    parser.add_argument("--sample", type=int, help="how many, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    every = [edit for file in files(given.files) for edit in edits(ROOT, file)]
    sample = given.sample or (None if given.files else 300)
    chosen = Random(given.seed).sample(every, min(sample, len(every))) if sample else every
    say(f"{len(chosen)} of {len(every)} mistakes")
    done = Counter[tuple[str, bool]]()
    for each in judged(chosen):
        done[each.edit.file, each.noticed] += 1
        if not each.noticed:
            say(f"not noticed: {each.edit}")
    for file in sorted({name for name, _ in done}):
        died, all_ = done[file, True], done[file, True] + done[file, False]
        say(f"{died / all_:6.1%} of {all_:4}  {file}")
    died = sum(number for (_, dead), number in done.items() if dead)
    say(f"{died / len(chosen):6.1%} of {len(chosen):4}  in all")


if __name__ == "__main__":
    main()

"""The mistakes that are made in a file, how one is noticed, and the share of them in a deep run."""

from pathlib import Path
from random import Random

import pytest

from tests.mutation.__main__ import ROOT, files, judged
from tests.mutation.edits import Edit, edits
from tests.mutation.running import noticed

LEAST = 0.9
SAMPLE = 200

SOURCE = '''"""About it."""
__all__ = ["one"]


class Kept(frozen=True):
    number: int = 1


def one(days: list[int], sure: bool = False) -> int | None:
    """Said."""
    if not sure and max(days) < 3:
        days.append(2)
    return [day + 1 for day in days if day is not None][0] if sure else None
'''


@pytest.fixture
def made(tmp_path: Path) -> list[Edit]:
    """All mistakes in a small file."""
    (tmp_path / "one.py").write_text(SOURCE, "utf-8")
    return list(edits(tmp_path, "one.py"))


def test_each_place_is_mistaken_in_its_way_and_what_says_nothing_is_left_alone(made: list[Edit]):
    assert sorted(str(each) for each in made) == [
        "one.py:11 Lt becomes LtE",
        "one.py:11 becomes 4",
        "one.py:11 becomes Or",
        "one.py:11 becomes min",
        "one.py:11 condition undone",
        "one.py:11 not left out",
        "one.py:12 becomes 3",
        "one.py:12 left out",
        "one.py:13 IsNot becomes Is",
        "one.py:13 becomes 1",
        "one.py:13 becomes 2",
        "one.py:13 becomes Sub",
        "one.py:13 condition undone",
        "one.py:13 filter left out",
        "one.py:6 becomes 2",
        "one.py:9 becomes True",
    ]


def test_a_mistake_is_one_change_and_the_file_still_compiles(made: list[Edit]):
    assert len({each.source for each in made}) == len(made)
    for each in made:
        compile(each.source, each.file, "exec")
    filterless = next(each for each in made if each.what == "filter left out")
    assert "[day + 1 for day in days][0]" in filterless.source


def test_a_file_or_a_folder_is_named():
    assert files(["graph/rules/term.py"]) == ["graph/rules/term.py"]
    assert "graph/rules/drift/mend.py" in files([])


def test_the_tests_that_pass_a_line_notice_what_is_wrong_on_it():
    names = (
        "test_each_period_ends_on_its_last_day_and_takes_effect_on_the_next",
        "test_s46_the_last_day_moves_by_the_other_reading_only",
    )
    passed = {1: [f"tests/rules/test_term.py::{name}|run" for name in names]}
    source = (ROOT / "graph/rules/term.py").read_text("utf-8")
    wrong = source.replace("Period(12, Unit.MONTH)", "Period(13, Unit.MONTH)")
    for text, dies in ((source, False), (wrong, True)):
        found = noticed(
            ROOT, Edit("graph/rules/term.py", range(1, 2), "a month more", text), passed
        )
        assert (found.noticed, found.tests) == (dies, 2)


@pytest.mark.deep
def test_most_mistakes_are_noticed():
    every = [edit for file in files([]) for edit in edits(ROOT, file)]
    done = list(judged(Random(1).sample(every, SAMPLE)))
    missed = [str(each.edit) for each in done if not each.noticed]
    assert len(missed) <= (1 - LEAST) * len(done), "\n".join(missed)

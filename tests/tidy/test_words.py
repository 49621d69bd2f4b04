"""No file names the machine it was written on, where packages came from, or work left undone."""

import re

import pytest

from tests.tidy.tree import texts

MACHINE = re.compile(r"(?<![\w.:/}<>-])/(?:work|home|tmp|root|Users)(?:/|\b(?!\w))")
TEMPORARY = "${TMPDIR:-/tmp}"
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|repo1?\.maven\.|crates\.io|proxy\.golang"
)
UNDONE = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
HERE = "tests/tidy/test_words.py"


def lines(pattern: re.Pattern[str], *exempt: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        if name not in (HERE, *exempt)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line.replace(TEMPORARY, ""))
    ]


def test_no_file_names_a_path_of_a_machine():
    assert not lines(MACHINE)


def test_only_the_lock_file_names_a_package_registry():
    assert not lines(REGISTRY, "uv.lock")


def test_nothing_is_left_to_be_done_in_a_comment():
    assert not lines(UNDONE, "uv.lock")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("open('/home/me/x')", True),
        ("cd /work", True),
        ("mkdir /tmp/x", True),
        ("https://example.org/home/x", False),
        ("frame/work", False),
        ("/workers", False),
    ],
)
def test_a_path_of_a_machine_is_told_from_other_paths(line: str, found: bool):
    assert bool(MACHINE.search(line)) is found

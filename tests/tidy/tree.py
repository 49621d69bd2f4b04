"""The files of the project, for the tests that hold its laws."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("gateway", "resolvers", "loaders", "graph")
UNTRACKED = {".git", ".venv", ".cache", "__pycache__", "data", "dist", "htmlcov"}


def modules(*folders: str) -> list[Path]:
    """Every Python file below the folders, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    """The path as seen from the checkout's top, `graph/model/facts.py`."""
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every file that belongs to the project, in git or about to be."""
    for path in _tracked() or _unpacked(ROOT):
        if path.is_file():
            yield name(path), path.read_text(encoding="utf-8", errors="ignore")


def _tracked() -> list[Path]:
    """What git lists; nothing where there is no git, or no repository."""
    git = shutil.which("git")
    if git is None:
        return []
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return [ROOT / each for each in listed.stdout.split("\0") if each]


def _unpacked(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in UNTRACKED or path.name.endswith(("_cache", ".egg-info")):
            continue
        if path.is_dir():
            yield from _unpacked(path)
        else:
            yield path

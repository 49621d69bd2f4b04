"""Tests run against a mistake, in a process of its own that finds the mistaken file first."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import coverage
import pytest
from typing_extensions import override

from tests.mutation.edits import Edit

SECONDS = 60
"""After which a test that goes on is taken to have noticed a loop without end."""

OURS = {"gateway", "resolvers", "loaders", "graph", "tests", "conftest"}
"""Modules that the child imports anew, so that none of them is without the mistake."""

SINGLE = 400
"""Most tests that are named one by one; where more pass a line, their files are run."""


class Noticed(NamedTuple):
    """Whether the tests noticed a mistake, and how many of them were run for it at most."""

    edit: Edit
    noticed: bool
    tests: int


class Mistaken(MetaPathFinder, Loader):
    """Finds one module with the mistake in it."""

    def __init__(self, name: str, code: CodeType, *, package: bool) -> None:
        """Give this code as the module of this name."""
        self.name, self.code, self.package = name, code, package

    @override
    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        """The module, if it is asked for."""
        if fullname != self.name:
            return None
        return spec_from_loader(fullname, self, is_package=self.package)

    @override
    def exec_module(self, module: ModuleType) -> None:
        """Run it, as from its own file."""
        if self.package:
            module.__path__ = [str(Path(self.code.co_filename).parent)]
        exec(self.code, module.__dict__)  # noqa: S102 (the code of a rule, with a mistake of ours)


def covering(root: Path, folder: Path, tests: str) -> dict[str, dict[int, list[str]]]:
    """By file and line of the rules, the tests that pass it; the tests are run once for it."""
    data = folder / "passed"
    settings = folder / "settings"
    settings.write_text(f"[run]\nsource = graph.rules\ndata_file = {data}\n", "utf-8")
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--cov", f"--cov-config={settings}"]
    words += ["--cov-context=test", "--cov-report=", tests]
    done = subprocess.run(
        [sys.executable, *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    passed = coverage.CoverageData(str(data))
    passed.read()
    return {
        Path(file).relative_to(root).as_posix(): passed.contexts_by_lineno(file)
        for file in passed.measured_files()
    }


def noticed(root: Path, edit: Edit, passed: dict[int, list[str]]) -> Noticed:
    """Run the tests that pass the lines of a mistake; those of the whole file if it is no line."""
    named = _named(each for line in edit.lines for each in passed.get(line, ()))
    chosen = named or _named(each for some in passed.values() for each in some)
    child = os.fork()
    if not child:
        os._exit(_run(root, edit, chosen))
    return Noticed(edit, _failed(child), len(chosen))


def _named(contexts: Iterable[str]) -> list[str]:
    """The tests by their names, or their files where there are too many."""
    names = sorted({each.rpartition("|")[0] for each in contexts} - {""})
    if len(names) <= SINGLE:
        return names
    return sorted({name.partition("::")[0] for name in names})


def _run(root: Path, edit: Edit, tests: list[str]) -> int:
    """In the child: the exit status of the tests."""
    signal.alarm(SECONDS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.dont_write_bytecode = True
    path = root / edit.file
    name = edit.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    code = compile(edit.source, str(path), "exec")
    for loaded in [each for each in sys.modules if each.partition(".")[0] in OURS]:
        del sys.modules[loaded]
    sys.meta_path.insert(0, Mistaken(name, code, package=path.name == "__init__.py"))
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))


def _failed(child: int) -> bool:
    """Whether a child ended in any other way than by passing."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0

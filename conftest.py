"""What every run of pytest shares: the `--deep` option, the coverage floors, remarks at the end.

`--floors` is for a run of everything (`scripts/test` without a choice of tests): a room that is
covered less than its floor is then an error of the run, so that it stands in the closing line.
"""

import io
from collections.abc import Callable, Generator
from typing import NamedTuple

import coverage
import hypothesis
import pytest

hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")  # a busy machine is no failure


class Floor(NamedTuple):
    """Percent of lines and branches that the files within (and not without) must reach."""

    name: str
    percent: float
    within: str
    without: str


FLOORS = (
    Floor("graph/", 100, within="graph/*", without=""),
    Floor("gateway/, resolvers/ and loaders/", 95, within="*", without="graph/*"),
)
REMARKS = pytest.StashKey[dict[str, list[str]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="thousands of worlds and kill rounds")
    parser.addoption("--floors", action="store_true", help="hold the coverage floors (with --cov)")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REMARKS] = {}


@pytest.fixture(scope="session")
def deep(pytestconfig: pytest.Config) -> bool:
    """Whether tests that come in two sizes take the big one."""
    return bool(pytestconfig.getoption("--deep"))


@pytest.fixture
def remark(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """`remark(title, line)`: a line for the end of the run, under the title; it fails nothing."""

    def add(title: str, line: str) -> None:
        pytestconfig.stash[REMARKS].setdefault(title, []).append(line)

    return add


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--deep"):
        return
    left = [item for item in items if item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """After the last test, and after coverage has been stored: hold the floors."""
    result = yield
    if session.config.getoption("--floors") and not session.testsfailed:
        for report in filter(None, map(shortfall, FLOORS)):
            session.config.hook.pytest_runtest_logreport(report=report)
    return result


def shortfall(floor: Floor) -> pytest.TestReport | None:
    """An error that lists the lines not covered, or None where the floor is reached."""
    stored = coverage.Coverage()
    stored.load()
    table = io.StringIO()
    percent = stored.report(
        include=[floor.within],
        omit=[floor.without] if floor.without else None,
        show_missing=True,
        skip_covered=True,
        file=table,
    )
    if percent >= floor.percent:
        return None
    said = f"{floor.name}: {percent:.2f} % is covered, {floor.percent} % is the floor\n\n"
    return pytest.TestReport(
        nodeid=f"coverage of {floor.name}",
        location=(floor.within, None, f"coverage of {floor.name}"),
        keywords={},
        outcome="failed",
        longrepr=said + table.getvalue(),
        when="teardown",
    )


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for title, lines in config.stash[REMARKS].items():
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.line(line)

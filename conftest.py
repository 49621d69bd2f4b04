"""What every run of pytest shares: the `--deep` option, the coverage floors, remarks at the end.

With `-n` the files of tests are dealt out to workers, each with an engine of its own, and what
wants the machine for itself comes last. `--floors` is for a run of everything (`scripts/test`
without a choice of tests): a room that is covered less than its floor is then an error of the run,
so that it stands in the closing line.
"""

import io
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple

import coverage
import hypothesis
import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling
    from xdist.workermanage import WorkerController

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
ALONE = ("tests/storm/",)
"""Tests that measure, or that keep every processor busy by themselves."""

PARTED = ("tests/compiled/test_differences.py",)
"""Files of which a deep run has so many tests that they are dealt out one by one."""


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
    items.sort(key=lambda item: item.nodeid.startswith(ALONE))
    if config.getoption("--deep"):
        return
    left = [item for item in items if item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadScopeScheduling":
    """Deal out files in the order of collection; what wants to be alone is as one file."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 - there only where `-n` is

    class Dealt(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if config.getoption("--deep") and nodeid.startswith(PARTED):
                return nodeid
            return "alone" if nodeid.startswith(ALONE) else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return Dealt(config, log)


def is_worker(config: pytest.Config) -> bool:
    """Whether this is one of several processes that a run is dealt out to."""
    return hasattr(config, "workerinput")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if is_worker(session.config):
        session.config.workeroutput["remarks"] = session.config.stash[REMARKS]  # type: ignore[attr-defined]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """What a worker remarked on is told with the rest; one that died told nothing."""
    for title, lines in getattr(node, "workeroutput", {}).get("remarks", {}).items():
        node.config.stash[REMARKS].setdefault(title, []).extend(lines)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """After the last test, and after coverage of all workers has been stored: hold the floors."""
    result = yield
    whole = session.config.getoption("--floors") and not is_worker(session.config)
    if whole and not session.testsfailed:
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

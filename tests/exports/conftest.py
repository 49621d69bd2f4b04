"""Random worlds for exported statements, and exports that are cut."""

import pytest

from gateway.exports import stating


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of a `seed` is played in some worlds."""
    if "seed" in metafunc.fixturenames:
        worlds = 100 if metafunc.config.getoption("--deep") else 4
        metafunc.parametrize("seed", range(worlds))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few accounts at a time that every statement is cut."""
    monkeypatch.setattr(stating, "SOME", 2)

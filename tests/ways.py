"""Whether the doors of tests answer by compiled plans: suites of the protocol are run both ways."""

import pytest

WAY = {"compiled": "on"}
"""What a door is made with unless a test says otherwise."""


@pytest.fixture(params=["on", "off"], ids=["compiled", "plain"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with compiled plans and without."""
    monkeypatch.setitem(WAY, "compiled", request.param)

"""A gateway that serves its sample, as a process of its own, to clients that others wrote."""

from collections.abc import Iterator

import pytest

from tests.cli.programme import Serving


@pytest.fixture(scope="package", params=["on", "off"], ids=["compiled", "plain"])
def served(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Serving]:
    """In the development profile, with compiled plans and without."""
    with Serving(tmp_path_factory.mktemp("served"), GATEWAY_COMPILED=request.param) as serving:
        yield serving

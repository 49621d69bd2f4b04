"""A gateway that serves its sample, as a process of its own, to clients that others wrote."""

from collections.abc import Iterator

import pytest

from tests.cli.programme import Serving


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """In the development profile, with compiled plans."""
    with Serving(tmp_path_factory.mktemp("served")) as serving:
        yield serving

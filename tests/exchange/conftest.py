"""The commands on the store of the session's engine, which is empty at first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from graph.store.embedded import Embedded
from tests.cli import here

Gateway = Callable[..., Result]


@pytest.fixture
def gateway(embedded: Embedded, tmp_path: Path) -> Gateway:
    """Runs a command on the store of the session's engine, which is empty at first."""

    def run(*words: object, text: str = "") -> Result:
        settings = here.store(embedded) | {"COLUMNS": "120"}
        return here.run([str(word) for word in words], tmp_path, text, **settings)

    return run

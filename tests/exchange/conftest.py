"""The commands on the store of the session's engine, which is empty at first."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from graph.store.embedded import Embedded

Gateway = Callable[..., Result]


@pytest.fixture
def gateway(embedded: Embedded) -> Gateway:
    """Runs a command on the store of the session's engine, which is empty at first."""
    store = {
        "GATEWAY_STORE": embedded.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(embedded.password_file),
    }

    def run(*words: object, text: str = "") -> Result:
        return CliRunner(env=store | {"COLUMNS": "120"}).invoke(
            main, [str(word) for word in words], input=text
        )

    return run

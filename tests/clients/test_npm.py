"""Each client that frontends use asks a question, acts, and sees what it did."""

import pytest

from tests.cli.programme import Serving
from tests.clients.node import said, with_npm

CLIENTS = ["apollo", "urql", "urql-get", "graphql-request"]


@with_npm
@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_asks_acts_and_sees_what_it_did(served: Serving, client: str):
    found = said("asking.mjs", client, served.url)
    assert found["before"]["account"]["uid"] == "elm"
    changed = found["changed"]["renameAccount"]
    assert (changed["__typename"], changed["replayed"]) == ("FactsWritten", False)
    assert found["after"]["account"]["name"] == f"Elm by {client}"

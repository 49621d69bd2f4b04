"""Each client that frontends use asks a question, acts, sees what it did, and is told of it."""

import pytest

from tests.cli.programme import Serving
from tests.clients.asked import renamed
from tests.clients.node import said, with_npm

FOLLOWING = ["apollo", "urql", "urql-over-get", "graphql-ws", "graphql-sse"]


@with_npm
@pytest.mark.parametrize("client", [*FOLLOWING, "graphql-request"])
def test_a_client_asks_acts_and_is_told_what_it_did(served: Serving, client: str):
    found = said("asking.mjs", client, served.url)
    renamed(found, client, follows=client in FOLLOWING)
    assert found["changed"]["renameAccount"]["replayed"] is False

"""The gql library for Python asks, acts, and checks its questions against the schema it reads."""

from pathlib import Path

import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from graphql import GraphQLError

from tests.cli.programme import Serving

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc"),
]
ACCOUNT = "query ($uid: String!) { account(uid: $uid) { uid name } }"
RENAME = """mutation ($input: RenameAccountInput!) {
  renameAccount(input: $input) { __typename ... on Refusal { code } }
}"""


async def test_gql_asks_acts_and_sees_what_it_did(served: Serving):
    transport = AIOHTTPTransport(url=served.url)
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        asked = GraphQLRequest(ACCOUNT, variable_values={"uid": "elm"})
        assert (await session.execute(asked))["account"]["uid"] == "elm"
        given = {"idempotencyKey": "gql", "account": "elm", "name": "Elm by gql"}
        done = await session.execute(GraphQLRequest(RENAME, variable_values={"input": given}))
        assert done["renameAccount"] == {"__typename": "FactsWritten"}
        assert (await session.execute(asked))["account"]["name"] == "Elm by gql"
        with pytest.raises(GraphQLError, match="Cannot query field"):
            await session.execute(gql("{ acount }"))


async def test_gql_is_told_the_code_of_an_error(served: Serving):
    async with Client(transport=AIOHTTPTransport(url=served.url)) as session:
        with pytest.raises(TransportQueryError) as caught:
            await session.execute(gql("{ acount }"))
    assert caught.value.errors is not None
    assert caught.value.errors[0]["extensions"]["code"] == "VALIDATION_FAILED"

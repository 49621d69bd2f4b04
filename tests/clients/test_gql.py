"""The gql library for Python asks, acts, is told, and checks questions by the schema it reads."""

from pathlib import Path

import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
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

FOLLOWED = """subscription ($uids: [String!]!, $after: String) {
  accountChanged(uids: $uids, after: $after) { account { name } }
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


async def test_gql_is_told_over_a_websocket(served: Serving):
    protocols = [WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL]
    live = WebsocketsTransport(url=served.url.replace("http", "ws"), subprotocols=protocols)
    async with Client(transport=live) as session:
        before = await session.execute(gql("{ changes(first: 1) { newestCursor } }"))
        given = {"idempotencyKey": "gql-ws", "account": "elm", "name": "Elm by gql, told"}
        await session.execute(GraphQLRequest(RENAME, variable_values={"input": given}))
        asked = {"uids": ["elm"], "after": before["changes"]["newestCursor"]}
        told = session.subscribe(GraphQLRequest(FOLLOWED, variable_values=asked))
        first = await anext(aiter(told))
        assert first["accountChanged"]["account"]["name"] == "Elm by gql, told"
        await told.aclose()

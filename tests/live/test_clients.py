"""Clients that others wrote: gql over WebSockets."""

from contextlib import aclosing

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

from tests.live.small import Served, served

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]


def client(door: Served) -> Client:
    url = door.url.replace("http", "ws") + "/graphql"
    transport = WebsocketsTransport(
        url,
        subprotocols=["graphql-transport-ws"],
        init_payload={"X-Gateway-Actor": "gql"},
        ping_interval=0.1,
        pong_timeout=2,
    )
    return Client(transport=transport)


async def test_gql_runs_queries_mutations_and_subscriptions_over_one_socket():
    async with served() as door, client(door) as session:
        assert door.live.caps.callers == {"gql": 1}
        assert await session.execute(gql("{ hello }")) == {"hello": "hello you"}
        assert await session.execute(gql("mutation { write }")) == {"write": "written"}
        beats = gql("subscription { beats(to: 3) { number } }")
        async with aclosing(session.subscribe(beats)) as told:
            found = [each["beats"]["number"] async for each in told]
        assert found == [1, 2, 3]
        assert await session.execute(gql("{ soon }")) == {"soon": "late"}


async def test_gql_is_told_what_is_wrong():
    async with served() as door, client(door) as session:
        with pytest.raises(TransportQueryError, match="There is no account"):
            async for _ in session.subscribe(gql("subscription { refused { number } }")):
                pass

"""Where the facts are, and how they are reached."""

from typing import Annotated

from msgspec import Struct

from gateway.settings.kinds import Count, Seconds, Text, means, secret


class StoreSettings(Struct, frozen=True, kw_only=True):
    """Where the facts are, and how they are reached."""

    store: Annotated[
        str,
        means("where the facts are: a data folder, or the URI of a Neo4j (`neo4j://host:7687`)"),
    ] = "data"
    store_user: Annotated[Text, means("user name at the Neo4j server")] = None
    store_password: Annotated[Text, secret("password at the Neo4j server; environment only")] = None
    store_password_file: Annotated[
        Text, means("file that holds the password, instead of `GATEWAY_STORE_PASSWORD`")
    ] = None
    store_database: Annotated[
        Text, means("database at the Neo4j server; its home database if not set")
    ] = None
    store_heap: Annotated[str, means("memory of the embedded engine, such as 512m or 4g")] = "1g"
    calendars: Annotated[
        str, means("folder of further years of the calendar, one JSON file a year")
    ] = "calendars"
    max_staleness: Annotated[
        Seconds, means("seconds after which what another process wrote is seen at the latest")
    ] = 0.1
    roll_accounts: Annotated[
        Count,
        means(
            "accounts for which a process has room on its roll, by which lists and searches are"
            " quick; about 170 bytes each, 0 for no roll"
        ),
    ] = 1_000_000
    cache: Annotated[
        str,
        means(
            "`off`, or a Redis that the gateways of a store share as a cache:"
            " `redis://host:6379/0`; without a password in it"
        ),
    ] = "off"
    cache_password_file: Annotated[Text, means("file with the password of that Redis")] = None

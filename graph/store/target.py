"""Where a Bolt server is, who we are to it, and how the driver is to behave."""

# The driver leaves its **config without a type.
# pyright: reportUnknownMemberType=false

import logging
from dataclasses import dataclass
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncSession
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import DriverError

from graph.store.errors import StoreSetting, shown

_SETTINGS: dict[str, Any] = {
    "connection_timeout": 3,
    "connection_write_timeout": 3,
    "connection_acquisition_timeout": 3,
    "max_transaction_retry_time": 5,
    "liveness_check_timeout": 30,
    "telemetry_disabled": True,
    "notifications_min_severity": "OFF",
}
"""In seconds. The driver's own limits take half a minute to notice a refused port."""

# What the driver logs is for who listens; where nobody does, Python would put it on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Target:
    """What it takes to connect: the URI, the credentials and the database's name, if any."""

    uri: str
    user: str | None
    password: str | None
    database: str | None = None

    def driver(self) -> AsyncDriver:
        """Make a driver, which connects when it is first used.

        Raises StoreSetting when the URI is none.
        """
        auth = None if self.user is None else (self.user, self.password or "")
        try:
            return AsyncGraphDatabase.driver(self.uri, auth=auth, **_SETTINGS)
        except (DriverError, ValueError) as error:
            found = shown(self.uri)
            msg = f"expected the URI of a Bolt server such as neo4j://host:7687, not {found!r}"
            raise StoreSetting(msg) from error

    def bookmarks(self) -> AsyncBookmarkManager | None:
        """On a cluster, have reads wait for what this process has seen: none answers with less."""
        return AsyncGraphDatabase.bookmark_manager() if self.uri.startswith("neo4j") else None

    def session(
        self, driver: AsyncDriver, access: str, bookmarks: AsyncBookmarkManager | None = None
    ) -> AsyncSession:
        """Open a session on the database, to read or to write."""
        return driver.session(
            database=self.database, default_access_mode=access, bookmark_manager=bookmarks
        )

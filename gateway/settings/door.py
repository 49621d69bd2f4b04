"""Where the gateway listens, and how it answers."""

import ipaddress
from typing import Annotated

from msgspec.structs import force_setattr

from gateway.settings.kinds import (
    Count,
    Level,
    Notice,
    Port,
    Positive,
    Profile,
    Seconds,
    Switch,
    Text,
    means,
)
from gateway.settings.store import StoreSettings


class DoorSettings(StoreSettings, frozen=True, kw_only=True):
    """Where the gateway listens, and how it answers."""

    host: Annotated[str, means("address to listen at; beyond loopback needs identity")] = (
        "127.0.0.1"
    )
    port: Annotated[Port, means("port to listen at; 0 takes a free one")] = 8000
    tls_cert: Annotated[
        Text, means("PEM file with the chain of certificates for TLS; plain HTTP if not set")
    ] = None
    tls_key: Annotated[
        Text, means("PEM file with the private key for TLS, if it is not in that of the chain")
    ] = None
    profile: Annotated[
        Profile | None,
        means(
            "`development` has GraphiQL, GET, introspection and suggestions; if not set it is"
            " `development` on loopback and `production` beyond"
        ),
    ] = None
    request_seconds: Annotated[Seconds, means("seconds a request may take")] = 30.0
    statement_seconds: Annotated[
        Seconds, means("seconds that a request waits for one statement to the store")
    ] = 4.5
    drain_notice: Annotated[
        Notice,
        means(
            "seconds that the gateway goes on to take requests when it is stopped, while `/readyz`"
            " says so"
        ),
    ] = 0.0
    drain_seconds: Annotated[
        Positive, means("seconds that requests under way have left when the gateway is stopped")
    ] = 10
    compiled: Annotated[
        Switch, means("`on` answers queries by compiled plans, `off` by graphql-core alone")
    ] = "on"
    kept_answers: Annotated[
        Count, means("bytes of whole answers that are kept while nothing is recorded; 0 keeps none")
    ] = 0
    fee_schedule: Annotated[
        Text, means("JSON file with the rate tables of service fees; a labelled sample if not set")
    ] = None
    log_level: Annotated[Level, means("`debug`, `info`, `warning` or `error`")] = "info"

    def __post_init__(self) -> None:
        """Choose the profile by the address where nobody has chosen it."""
        if self.profile is None:
            force_setattr(self, "profile", "development" if is_near(self.host) else "production")


def is_near(host: str) -> bool:
    """Whether an address says by itself that only this machine reaches it; a name is not asked."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False

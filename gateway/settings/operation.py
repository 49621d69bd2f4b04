"""How a gateway is run and watched: where its settings stand, what it tells, who helps it."""

from typing import Annotated

from gateway.settings.kinds import Positive, Seconds, Text, means
from gateway.settings.work import WorkSettings


class OperationSettings(WorkSettings, frozen=True, kw_only=True):
    """How a gateway is run and watched: where its settings stand, what it tells, who helps it."""

    config: Annotated[Text, means("TOML file with settings, `name = value` each")] = None
    workers: Annotated[
        Positive, means("processes that answer; several share one engine, their figures are joined")
    ] = 1
    metrics: Annotated[
        str,
        means(
            "`off`, an address of its own such as `127.0.0.1:9464` or `unix:PATH`, or `on`: in the"
            " development profile, beside `/graphql`"
        ),
    ] = "on"
    slow_seconds: Annotated[
        Seconds, means("seconds after which a statement to the store is logged as slow")
    ] = 1.0
    tracing: Annotated[
        Text, means("where spans go by OTLP over HTTP, such as `http://localhost:4318`")
    ] = None

"""What is done beside answering: what became due, and webhooks."""

from typing import Annotated

from gateway.settings.kinds import Seconds, Switch, means
from gateway.settings.live import LiveSettings


class WorkSettings(LiveSettings, frozen=True, kw_only=True):
    """What is done beside answering: what became due, and webhooks."""

    scheduler: Annotated[
        Switch, means("`on` attends to requests that became due while the gateway serves")
    ] = "on"
    scheduler_seconds: Annotated[Seconds, means("seconds between two looks at what became due")] = (
        60.0
    )
    auto_execute: Annotated[
        Switch,
        means("`on` cuts a link that its customer asked to be cut when it is due, `off` marks it"),
    ] = "on"
    webhooks: Annotated[
        Switch, means("`on` tells webhooks while serving, `off` leaves it to other processes")
    ] = "on"
    webhook_seconds: Annotated[Seconds, means("seconds an address has to take a delivery")] = 10.0
    webhook_private: Annotated[
        Switch,
        means("`on` sends webhooks into private networks too, `off` to public addresses"),
    ] = "off"

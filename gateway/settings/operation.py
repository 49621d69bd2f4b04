"""How a gateway is run: where its settings stand."""

from typing import Annotated

from gateway.settings.kinds import Text, means
from gateway.settings.work import WorkSettings


class OperationSettings(WorkSettings, frozen=True, kw_only=True):
    """How a gateway is run: where its settings stand."""

    config: Annotated[Text, means("TOML file with settings, `name = value` each")] = None

"""What the values of settings may be."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

Profile: TypeAlias = Literal["development", "production"]
Switch: TypeAlias = Literal["on", "off"]
Level: TypeAlias = Literal["debug", "info", "warning", "error"]

Text: TypeAlias = str | None
Port: TypeAlias = Annotated[int, Meta(ge=0, le=65535)]
Positive: TypeAlias = Annotated[int, Meta(ge=1)]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=3600)]
Skew: TypeAlias = Annotated[float, Meta(ge=0, le=300)]
Notice: TypeAlias = Annotated[float, Meta(ge=0, le=300)]

HIDDEN = "writeOnly"
"""What JSON Schema calls a value that is taken and never shown."""


class SettingInvalid(ValueError):
    """A setting has a value it cannot have, or is none of ours; the message says what to do."""

    code = "SETTING_INVALID"


def means(text: str) -> Meta:
    """What a setting is for, as help and docs/running.md say it."""
    return Meta(description=text)


def secret(text: str) -> Meta:
    """As `means`, for a setting that comes from the environment alone and is never shown."""
    return Meta(description=text, extra_json_schema={HIDDEN: True})

"""The settings as they are read, checked and listed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from gateway.settings.files import text_of
from gateway.settings.kinds import HIDDEN, SettingInvalid
from gateway.settings.layers import Layer, Source, layers, variable
from gateway.settings.operation import OperationSettings


class Settings(OperationSettings, frozen=True, kw_only=True):
    """The settings, each with its default. `GATEWAY_` and the name in capitals is its variable."""

    @classmethod
    def read(
        cls, environment: Mapping[str, str], options: Mapping[str, object] | None = None
    ) -> "Settings":
        """The settings of a file, overruled by an environment, overruled by options.

        Options are name → text, None if not given; the file is the one that `config` names in
        either. Raises SettingInvalid on a value that cannot be, and on a name that is none.
        """
        return _checked(layers(_properties(), environment, options or {}))

    def __repr__(self) -> str:
        """All of them but secrets."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        return f"Settings({shown | dict.fromkeys(secrets(), '...')})"

    @property
    def password(self) -> str | None:
        """The store's password: the one given, or what stands in the file for it."""
        if self.store_password is not None or self.store_password_file is None:
            return self.store_password
        file = self.store_password_file
        return text_of("store_password_file", file, "the store's password")


class Setting(Struct, frozen=True):
    """One line of the table: a setting's field, its variable, default and meaning."""

    name: str
    variable: str
    default: str
    meaning: str


def table() -> tuple[Setting, ...]:
    """Every setting, in the order of the fields."""
    return tuple(
        Setting(name, variable(name), _shown(about["default"]), about["description"])
        for name, about in _properties().items()
    )


def secrets() -> frozenset[str]:
    """The settings that are never shown, and come from the environment alone."""
    return frozenset(name for name, about in _properties().items() if about.get(HIDDEN))


def sources(
    environment: Mapping[str, str], options: Mapping[str, object] | None = None
) -> dict[str, Source]:
    """Where the value of each setting comes from; raises as `Settings.read`."""
    found = dict.fromkeys(_properties(), Source.DEFAULT)
    for layer in layers(_properties(), environment, options or {}):
        found |= dict.fromkeys(layer.values, layer.source)
    return found


@cache
def _properties() -> dict[str, dict[str, Any]]:
    return msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]


def _checked(every: list[Layer]) -> Settings:
    given = dict[str, object]()
    for layer in every:
        for name, value in layer.values.items():
            try:
                msgspec.convert({name: value}, Settings, strict=False)
            except msgspec.ValidationError:
                raise _invalid(layer.called(name), value, _properties()[name]) from None
        given |= layer.values
    return msgspec.convert(given, Settings, strict=False)


def _shown(default: object) -> str:
    return "not set" if default is None else str(default)


def _invalid(called: str, value: object, about: Mapping[str, Any]) -> SettingInvalid:
    return SettingInvalid(
        f"{called} is {str(value)!r}, expected {_expected(about)} "
        f"({about['description']}); correct it, or leave it out"
    )


def _expected(about: Mapping[str, Any]) -> str:
    """In words, what a value must be."""
    match about:
        case {"enum": options} | {"anyOf": [{"enum": options}, *_]}:
            return " or ".join(options)
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"a whole number from {least} to {most}"
        case {"type": "integer", "minimum": least}:
            return f"a whole number from {least} on"
        case {"type": "number", "minimum": least, "maximum": most}:
            return f"a number from {least} to {most}"
        case {"type": "number", "exclusiveMinimum": _}:
            return "a number above 0, up to 3600"
        case {"type": "number"}:
            return "a number from 0 to 3600"
        case _:
            return "a text"

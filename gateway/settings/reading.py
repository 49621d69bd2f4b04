"""The settings as they are read, checked and listed."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gateway.settings.work import WorkSettings

PREFIX = "GATEWAY_"
FOREIGN = ("GATEWAY_TEST_",)
"""Variables of ours that are no settings of the gateway: they tell tests where Neo4j is."""


class SettingInvalid(ValueError):
    """A setting has a value it cannot have, or is none of ours; the message says what to do."""

    code = "SETTING_INVALID"


class Settings(WorkSettings, frozen=True, kw_only=True):
    """The settings, each with its default. `GATEWAY_` and the name in capitals is its variable."""

    @classmethod
    def read(
        cls, environment: Mapping[str, str], options: Mapping[str, object] | None = None
    ) -> "Settings":
        """The settings of an environment, overruled by options (name → text; None = not given).

        Raises SettingInvalid on a value that cannot be, and on a `GATEWAY_` variable that is none.
        """
        known = {variable(name): name for name in cls.__struct_fields__}
        given: dict[str, object] = {}
        for each, text in environment.items():
            if not each.startswith(PREFIX) or each.startswith(FOREIGN):
                continue
            if each not in known:
                raise _unknown(each, known)
            given[known[each]] = text
        given |= {name: value for name, value in (options or {}).items() if value is not None}
        return cls._checked(given)

    @classmethod
    def _checked(cls, given: Mapping[str, object]) -> "Settings":
        for name, value in given.items():
            try:
                msgspec.convert({name: value}, cls, strict=False)
            except msgspec.ValidationError:
                raise _invalid(name, value) from None
        return msgspec.convert(given, cls, strict=False)

    def __repr__(self) -> str:
        """All of them but the password."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        return f"Settings({shown | {'store_password': '...'}})"

    @property
    def password(self) -> str | None:
        """The store's password: the one given, or what stands in the file for it."""
        if self.store_password is not None or self.store_password_file is None:
            return self.store_password
        try:
            return Path(self.store_password_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingInvalid(
                f"expected a file with the store's password at {self.store_password_file}, "
                f"but: {error.strerror}; correct {variable('store_password_file')}"
            ) from error


class Setting(Struct, frozen=True):
    """One line of the table: a setting's field, its variable, default and meaning."""

    name: str
    variable: str
    default: str
    meaning: str


def variable(name: str) -> str:
    """`max_depth` → `GATEWAY_MAX_DEPTH`."""
    return PREFIX + name.upper()


def table() -> tuple[Setting, ...]:
    """Every setting, in the order of the fields."""
    return tuple(
        Setting(name, variable(name), _shown(about["default"]), about["description"])
        for name, about in _properties().items()
    )


def _properties() -> dict[str, dict[str, Any]]:
    return msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]


def _shown(default: object) -> str:
    return "not set" if default is None else str(default)


def _invalid(name: str, value: object) -> SettingInvalid:
    about = _properties()[name]
    return SettingInvalid(
        f"{variable(name)} is {str(value)!r}, expected {_expected(about)} "
        f"({about['description']}); correct it, or leave it out"
    )


def _expected(about: Mapping[str, Any]) -> str:
    """In words, what a value must be."""
    match about:
        case {"enum": options}:
            return " or ".join(options)
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"a whole number from {least} to {most}"
        case {"type": "integer"}:
            return "a whole number from 1 on"
        case _:
            return "a number above 0, up to 3600"


def _unknown(given: str, known: Mapping[str, str]) -> SettingInvalid:
    near = get_close_matches(given, known, 1)
    hint = f"did you mean {near[0]}?" if near else "docs/running.md lists all settings"
    return SettingInvalid(f"{given} is no setting; {hint}")

"""Every setting of the gateway: one field each, read from the environment and the command line.

The field is the one place that knows a setting's name, type, limits, default and meaning; the
options of the command line, their help and the table of docs/running.md follow it.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

PREFIX = "GATEWAY_"
FOREIGN = ("GATEWAY_TEST_",)
"""Variables of ours that are no settings of the gateway: they tell tests where Neo4j is."""

Profile: TypeAlias = Literal["development", "production"]
Switch: TypeAlias = Literal["on", "off"]
Level: TypeAlias = Literal["debug", "info", "warning", "error"]

Text: TypeAlias = str | None
Port: TypeAlias = Annotated[int, Meta(ge=0, le=65535)]
Positive: TypeAlias = Annotated[int, Meta(ge=1)]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=3600)]


class SettingInvalid(ValueError):
    """A setting has a value it cannot have, or is none of ours; the message says what to do."""

    code = "SETTING_INVALID"


def _means(text: str) -> Meta:
    return Meta(description=text)


class Settings(Struct, frozen=True, kw_only=True):
    """The settings, each with its default. `GATEWAY_` and the name in capitals is its variable."""

    store: Annotated[
        str,
        _means("where the facts are: a data folder, or the URI of a Neo4j (`neo4j://host:7687`)"),
    ] = "data"
    store_user: Annotated[Text, _means("user name at the Neo4j server")] = None
    store_password: Annotated[Text, _means("password at the Neo4j server; environment only")] = None
    store_password_file: Annotated[
        Text, _means("file that holds the password, instead of `GATEWAY_STORE_PASSWORD`")
    ] = None
    store_database: Annotated[
        Text, _means("database at the Neo4j server; its home database if not set")
    ] = None
    store_heap: Annotated[str, _means("memory of the embedded engine, such as 512m or 4g")] = "1g"
    calendars: Annotated[
        str, _means("folder of further years of the calendar, one JSON file a year")
    ] = "calendars"
    host: Annotated[str, _means("address to listen at; beyond loopback needs authentication")] = (
        "127.0.0.1"
    )
    port: Annotated[Port, _means("port to listen at; 0 takes a free one")] = 8000
    profile: Annotated[
        Profile, _means("`development` has GraphiQL, GET, introspection and suggestions")
    ] = "development"
    max_staleness: Annotated[
        Seconds, _means("seconds after which what another process wrote is seen at the latest")
    ] = 0.1
    request_seconds: Annotated[Seconds, _means("seconds a request may take")] = 30.0
    drain_seconds: Annotated[
        Positive, _means("seconds that requests under way have left when the gateway is stopped")
    ] = 10
    max_body: Annotated[Positive, _means("bytes of a request's body")] = 1_048_576
    max_tokens: Annotated[Positive, _means("tokens of a query text")] = 4_000
    max_depth: Annotated[Positive, _means("levels of fields within each other in a query")] = 20
    max_aliases: Annotated[Positive, _means("aliases in a query, fragments spread out")] = 100
    max_root_fields: Annotated[Positive, _means("fields at the top of a query")] = 20
    max_fields: Annotated[Positive, _means("fields in a query, fragments spread out")] = 2_000
    max_cost: Annotated[
        Positive, _means("objects a query may ask for, pages within pages multiplied")
    ] = 100_000
    documents: Annotated[
        Positive, _means("characters of query texts that are kept parsed and validated")
    ] = 500_000
    compiled: Annotated[
        Switch, _means("`on` answers queries by compiled plans, `off` by graphql-core alone")
    ] = "on"
    fee_schedule: Annotated[
        Text, _means("JSON file with the rate tables of service fees; a labelled sample if not set")
    ] = None
    scheduler: Annotated[
        Switch, _means("`on` attends to requests that became due while the gateway serves")
    ] = "on"
    scheduler_seconds: Annotated[
        Seconds, _means("seconds between two looks at what became due")
    ] = 60.0
    auto_execute: Annotated[
        Switch,
        _means("`on` cuts a link that its customer asked to be cut when it is due, `off` marks it"),
    ] = "on"
    webhooks: Annotated[
        Switch, _means("`on` tells webhooks while serving, `off` leaves it to other processes")
    ] = "on"
    webhook_seconds: Annotated[Seconds, _means("seconds an address has to take a delivery")] = 10.0
    webhook_private: Annotated[
        Switch,
        _means("`on` sends webhooks into private networks too, `off` to public addresses"),
    ] = "off"
    log_level: Annotated[Level, _means("`debug`, `info`, `warning` or `error`")] = "info"

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

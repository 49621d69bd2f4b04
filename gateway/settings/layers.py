"""Where settings stand, from the weakest on: a file, the environment, the command line."""

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from gateway.settings.kinds import HIDDEN, SettingInvalid

PREFIX = "GATEWAY_"
FOREIGN = ("GATEWAY_TEST_",)
"""Variables of ours that are no settings of the gateway: they tell tests where Neo4j is."""

CONFIG = "config"
"""The setting that names the file; it cannot stand in the file itself."""


class Source(StrEnum):
    """Where a value comes from; each overrules the ones before it."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"


class Layer(Struct, frozen=True):
    """What one source says, and what it calls a setting."""

    source: Source
    values: Mapping[str, object]
    called: Callable[[str], str]


def variable(name: str) -> str:
    """`max_depth` → `GATEWAY_MAX_DEPTH`."""
    return PREFIX + name.upper()


def flag(name: str) -> str:
    """`max_depth` → `--max-depth`."""
    return f"--{name.replace('_', '-')}"


def layers(
    known: Mapping[str, Mapping[str, Any]],
    environment: Mapping[str, str],
    options: Mapping[str, object],
) -> list[Layer]:
    """What file, environment and options say; of options, None is not given.

    `known` has the name of each setting. Raises SettingInvalid on a name that is none, and on a
    file that cannot be read.
    """
    by_variable = _environment(known, environment)
    by_option = {name: value for name, value in options.items() if value is not None}
    file = by_option.get(CONFIG) or by_variable.get(CONFIG)
    found = [Layer(Source.FILE, _file(known, Path(str(file))), str)] if file else []
    return [
        *found,
        Layer(Source.ENVIRONMENT, by_variable, variable),
        Layer(Source.OPTION, by_option, flag),
    ]


def _environment(known: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    names = {variable(name): name for name in known}
    given = dict[str, str]()
    for each, text in environment.items():
        if not each.startswith(PREFIX) or each.startswith(FOREIGN):
            continue
        if each not in names:
            raise SettingInvalid(f"{each} is no setting; {_near(each, names)}")
        given[names[each]] = text
    return given


def _file(known: Mapping[str, Mapping[str, Any]], path: Path) -> dict[str, object]:
    """The settings of a TOML file, `name = value` each, `true` and `false` for on and off."""
    expected = "expected a TOML file of settings such as port = 8080"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingInvalid(f"{expected} at {path}, but: {error.strerror}") from error
    except ValueError as error:
        raise SettingInvalid(f"{expected} at {path}, but: {error}") from error
    for name, value in written.items():
        if name not in known or name == CONFIG:
            raise SettingInvalid(f"{name} in {path} is no setting; {_near(name, known)}")
        if known[name].get(HIDDEN):
            reason = "is a secret, and a file of settings is read by many"
            raise SettingInvalid(f"{name} in {path} {reason}; give it as {variable(name)}")
        if not isinstance(value, str | int | float):
            raise SettingInvalid(f"{name} in {path} is {value!r}, expected one text or number")
    return {name: _plain(value) for name, value in written.items()}


def _plain(value: object) -> object:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else value


def _near(given: str, known: Mapping[str, object]) -> str:
    """What was perhaps meant; all variables begin alike, so that does not count."""
    by_rest = {name.removeprefix(PREFIX): name for name in known}
    near = get_close_matches(given.removeprefix(PREFIX), by_rest, 1)
    return f"did you mean {by_rest[near[0]]}?" if near else "docs/running.md lists all settings"

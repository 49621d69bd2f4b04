"""Trusted documents: texts that a client was built with, each asked for by its id.

The manifest is what its build tool writes: `{id: text}` of graphql-codegen and of Relay, or
Apollo's `apollo-persisted-query-manifest`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import orjson
from graphql import GraphQLError

from gateway.documents.kept import Documents, Faulty
from gateway.settings import SettingInvalid, variable

APOLLO = "apollo-persisted-query-manifest"
PREFIX = "sha256:"


class ManifestInvalid(ValueError):
    """A manifest that cannot be used; the message says what is wrong, and where."""


def plain(identifier: str) -> str:
    """An id without the prefix that tells its kind: `sha256:ab…` and `ab…` are the same."""
    return identifier.removeprefix(PREFIX)


def trusted(file: str | None, documents: Documents) -> dict[str, str]:
    """The texts of a manifest by their ids; none where no file is given.

    Raises SettingInvalid when it cannot be read, or holds a text that the schema does not answer.
    """
    if file is None:
        return {}
    try:
        texts = dict(_texts(orjson.loads(Path(file).read_bytes())))
        for identifier, text in texts.items():
            _check(identifier, documents.read(text))
    except OSError as error:
        raise _unusable(file, error.strerror or "it cannot be read") from error
    except orjson.JSONDecodeError as error:
        raise _unusable(file, f"it is no JSON: {error}") from error
    except ManifestInvalid as error:
        raise _unusable(file, str(error)) from error
    return texts


def _texts(manifest: object) -> Iterator[tuple[str, str]]:
    if not isinstance(manifest, dict):
        raise ManifestInvalid("it is no JSON object of ids and texts")
    given = cast("dict[str, Any]", manifest)
    if given.get("format") == APOLLO:
        return _apollo(given)
    return _pairs(given)


def _pairs(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for identifier, text in given.items():
        if not isinstance(text, str):
            raise ManifestInvalid(f"expected a text under {identifier!r}, not {text!r:.40}")
        yield plain(identifier), text


def _apollo(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if given.get("version") != 1:
        raise ManifestInvalid(f"expected version 1 of {APOLLO}, not {given.get('version')!r:.40}")
    for each in given.get("operations") or ():
        match each:
            case {"id": str() as identifier, "body": str() as body}:
                yield plain(identifier), body
            case _:
                raise ManifestInvalid(f"expected an operation with id and body, not {each!r:.80}")


def _check(identifier: str, found: object) -> None:
    if isinstance(found, Faulty):
        raise ManifestInvalid(f"document {identifier!r}: {_where(found.errors[0])}")


def _where(error: GraphQLError) -> str:
    places = [f"line {place.line} column {place.column}" for place in error.locations or ()]
    return f"{error.message} ({', '.join(places)})" if places else error.message


def _unusable(file: str, why: str) -> SettingInvalid:
    return SettingInvalid(
        f"{variable('trusted_documents')} is {file!r}, expected a manifest of documents that the "
        f"schema answers, but: {why}; build the client again, or correct the file"
    )

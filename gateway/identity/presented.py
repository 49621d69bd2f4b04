"""The credential that a request or the opening of a WebSocket carries: exactly one."""

from collections.abc import Iterator, Mapping

from starlette.datastructures import Headers

from gateway.identity.refusing import Unidentified, Why

API_KEY = "X-API-Key"
AUTHORIZATION = "Authorization"


def in_headers(headers: Headers, most: int) -> str:
    """The credential in headers, of so many characters at most; Unidentified."""
    bearers = [_bearer(each, most) for each in headers.getlist(AUTHORIZATION)]
    return _only([*bearers, *headers.getlist(API_KEY)], most)


def in_payload(payload: Mapping[str, object] | None, headers: Headers, most: int) -> str:
    """The credential in the payload of `connection_init`, else that of the upgrade's headers.

    `Authorization` is spelt as in a header, in any case; an API key may stand as `apiKey` too.
    """
    found = list(_found(payload or {}, most))
    return _only(found, most) if found else in_headers(headers, most)


def _found(payload: Mapping[str, object], most: int) -> Iterator[str]:
    for name, given in payload.items():
        match name.lower():
            case "authorization":
                yield _bearer(given, most)
            case "apikey" | "x-api-key":
                yield _text(given)
            case _:
                pass


def _bearer(given: object, most: int) -> str:
    text = _text(given)
    if len(text) > most + len("Bearer "):
        raise Unidentified(Why.TOO_LONG)
    scheme, _, credential = text.partition(" ")
    if scheme.lower() != "bearer":
        raise Unidentified(Why.SCHEME)
    return credential.strip(" ")


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise Unidentified(Why.SCHEME)
    return given


def _only(found: list[str], most: int) -> str:
    match found:
        case [one] if len(one) > most:
            raise Unidentified(Why.TOO_LONG)
        case [one] if one:
            return one
        case [] | [_]:
            raise Unidentified(Why.NONE_GIVEN)
        case _:
            raise Unidentified(Why.SEVERAL)

"""Requests that a page of another site has a browser send: refused unless the site is let in.

A POST of JSON is asked for beforehand by every browser (CORS), so its answer decides; a GET is not,
so it has to show that it is no page's, or that a browser asked.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from gateway.http.errors import ErrorCode, Rejected, malformed, quoted

ASKED_FOR = (
    "x-gateway-preflight",
    "apollo-require-preflight",
    "graphql-require-preflight",
    "x-apollo-operation-name",
)
"""Headers that a browser sends to another site only when that site has agreed."""

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.~!$&'()*+,;=%-]*)(:\d{0,5})?", re.ASCII)
"""What stands in `Host` (RFC 9110, 7.2): nothing, where a request is for no name."""


def page_let_in(headers: Headers, origins: frozenset[str]) -> bool:
    """Whether the page that opens a connection, if it is one, may: it is ours, or let in by name.

    A browser asks nobody before it opens a WebSocket, so only `Origin` tells whose page it is.
    """
    origin = headers.get("origin")
    if origin is None or origin in origins or "*" in origins:
        return True
    return urlsplit(origin).netloc == headers.get("host")


@lru_cache(maxsize=64)
def meant_for_us(given: bytes, names: frozenset[str] | None) -> None:
    """Raise Rejected for a request to a name, by its `Host`, that is none, or not ours.

    Where everybody is trusted because only this machine can ask, a page must not get in by having
    its own name lead here (DNS rebinding). A name without a dot leads nowhere for other sites.
    Without `names`, any will do.
    """
    text = given.decode("latin-1")
    if not _HOST.fullmatch(text):
        raise malformed(f"Expected a name or an address in Host, not {quoted(text)}.")
    host = urlsplit(f"//{text}").hostname or ""
    if names is None or host in names or "." not in host.removesuffix(".localhost"):
        return
    if _is_address(host):
        return
    raise Rejected(
        421,
        ErrorCode.HOST_UNKNOWN,
        f"Expected to be asked by an address or a name of this machine, not by {quoted(host)};"
        " name it in GATEWAY_HOSTS, or configure identity.",
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def not_from_elsewhere(headers: Headers, origins: frozenset[str], *, development: bool) -> None:
    """Raise Rejected for a GET that another site's page may have sent.

    Tools send no `Sec-Fetch-Site`; old browsers neither, so only development takes that as enough.
    """
    site = headers.get("sec-fetch-site", "none" if development else "")
    if site in ("same-origin", "none") or any(each in headers for each in ASKED_FOR):
        return
    if headers.get("origin") in origins or "*" in origins:
        return
    raise Rejected(
        403,
        ErrorCode.CROSS_SITE,
        "Expected a header such as X-Gateway-Preflight: 1 with a GET, so that no other site's page"
        " can have it sent; or send a POST.",
    )

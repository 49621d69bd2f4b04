"""Answers that are asked for again: told by a tag that nothing has changed, without the body.

Only GET has this, as HTTP gives the meaning of `If-None-Match` to GET and HEAD alone.
"""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from graph.model import Viewer

KEPT = ("etag", "vary", "cache-control", "content-location", "date", "expires")
"""What of a whole answer's headers its short form carries (RFC 9110, 15.4.5), beside our own."""

VARY = "Accept, Accept-Encoding, Authorization, X-API-Key, X-Gateway-Actor"


def tag(response: Response, viewer: Viewer) -> None:
    """Mark an answer as its caller's alone, with a strong tag of caller and body.

    The body names its revision, and holds only what the caller may see.
    """
    digest = blake2b(bytes(response.body), digest_size=16)
    digest.update(repr(viewer).encode())
    digest.update(response.headers.get("content-type", "").encode())
    response.headers["etag"] = f'"{digest.hexdigest()}"'
    response.headers["cache-control"] = "private, no-cache"
    response.headers["vary"] = VARY


def shortened(request: Request, response: Response) -> Response:
    """The answer, or 304 without a body when the client has it already."""
    given = request.headers.get("if-none-match")
    own = response.headers.get("etag")
    if given is None or own is None:
        return response
    known = {each.strip().removeprefix("W/") for each in given.split(",")}
    if own not in known and "*" not in known:
        return response
    headers = {
        name: value
        for name, value in response.headers.items()
        if name in KEPT or name.startswith(("x-", "ratelimit"))
    }
    return Response(status_code=304, headers=headers)

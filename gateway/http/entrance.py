"""Who is let in at all: by which method, and from which page."""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from strawberry.http.ides import get_graphql_ide_html

from gateway.http.errors import ErrorCode, Rejected, malformed
from gateway.http.media import prefers_html
from gateway.http.origins import meant_for_us, not_from_elsewhere, page_let_in
from gateway.http.request import DOCUMENT
from gateway.settings import Settings

READING: Final = ("GET", "HEAD")


class Entrance:
    """Lets questions in by the methods of the profile."""

    def __init__(self, settings: Settings, *, trusting: bool, near: bool) -> None:
        """`trusting`: there are trusted documents, which may be read by GET anywhere.

        `near`: everybody is believed, since only this machine can ask.
        """
        self._development = settings.profile == "development"
        reading = READING if self._development or trusting else ()
        self._allowed = (*reading, "OPTIONS", "POST")
        self._near, self._guarded = near, settings.csrf == "on"
        self._names = frozenset(listed(settings.hosts))
        self._origins = frozenset(listed(settings.cors_origins))

    def addressed(self, host: bytes | None, version: str = "1.1") -> None:
        """Raise Rejected for a request that is meant for somebody else, or does not say for whom.

        Before HTTP/1.1 there was no `Host`.
        """
        if host is None and version == "1.1":
            raise malformed("Expected a Host header with a request in HTTP/1.1.")
        meant_for_us(host or b"", self._names if self._near else None)

    def admit(self, request: Request) -> Response | None:
        """None for a question; the whole answer to what is none. Raises Rejected.

        A POST asks; this is about all other methods.
        """
        if self._browses(request):
            return HTMLResponse(get_graphql_ide_html())
        return self._read(request, self._allowed)

    def downloads(self, request: Request) -> Response | None:
        """The same for a file, which is read by GET in every profile."""
        return self._read(request, (*READING, "OPTIONS"))

    def _read(self, request: Request, methods: Collection[str]) -> Response | None:
        allowed = ", ".join(methods)
        if request.method not in methods:
            raise not_allowed(f"Expected a request by {allowed}, not {request.method}.", allowed)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": allowed})
        if self._guarded:
            not_from_elsewhere(request.headers, self._origins, development=self._development)
        return None

    def opens(self, headers: Headers) -> None:
        """Raise Rejected for the opening of a WebSocket by another site's page.

        A browser asks nobody before it, and sends what a page says over it.
        """
        host = headers.get("host")
        self.addressed(None if host is None else host.encode("latin-1"))
        if self._guarded and not page_let_in(headers, self._origins):
            raise Rejected(
                403,
                ErrorCode.CROSS_SITE,
                "Expected a WebSocket of a page of ours; name the site in GATEWAY_CORS_ORIGINS.",
            )

    def reads(self, *, trusted: bool) -> None:
        """Raise Rejected for a question in an address, where it may not stand there."""
        if not trusted and not self._development:
            raise not_allowed("Expected a POST request for anything but trusted documents.", "POST")

    def _browses(self, request: Request) -> bool:
        """Whether a person opened the address in a browser, where one develops."""
        return (
            self._development
            and request.method == "GET"
            and not any(name in request.query_params for name in ("query", "extensions", *DOCUMENT))
            and prefers_html(request.headers.get("accept", ""))
        )


def listed(text: str | None) -> list[str]:
    """The parts of a setting that lists some, separated by commas."""
    return [each.strip() for each in (text or "").split(",") if each.strip()]


def not_allowed(message: str, allowed: str) -> Rejected:
    """The refusal of a method."""
    return Rejected(405, ErrorCode.METHOD_NOT_ALLOWED, message, allow=allowed)

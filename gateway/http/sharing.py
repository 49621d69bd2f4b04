"""Sites whose pages may ask: told to browsers by Starlette's CORS, where the settings name any."""

import re
from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from gateway.http.entrance import listed
from gateway.settings import SettingInvalid, Settings, variable

SENT: Final = (
    "Authorization",
    "Content-Type",
    "If-None-Match",
    "Last-Event-ID",
    "X-API-Key",
    "X-Gateway-Actor",
    "X-Gateway-Preflight",
    "X-Gateway-Revision",
    "X-Request-Id",
    "Apollo-Require-Preflight",
    "GraphQL-Require-Preflight",
)
"""Headers that a page may send."""

SHOWN: Final = (
    "Content-Disposition",
    "ETag",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Gateway-Revision",
    "X-Request-Id",
)
"""Headers of an answer that a page may read."""

_ORIGIN = re.compile(r"https?://[\w.\-\[\]:]+", re.ASCII)


def shared(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The application for the pages of other sites too; itself, where none is let in.

    Raises SettingInvalid.
    """
    origins = listed(settings.cors_origins)
    if not origins:
        return app
    credentials = settings.cors_credentials == "on"
    _check(origins, credentials=credentials)
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=("GET", "HEAD", "OPTIONS", "POST"),
        allow_headers=(*SENT, *listed(settings.cors_headers)),
        expose_headers=SHOWN,
        allow_credentials=credentials,
        max_age=settings.cors_max_age,
    )


def _check(origins: list[str], *, credentials: bool) -> None:
    wrong = [each for each in origins if each != "*" and not _ORIGIN.fullmatch(each)]
    if wrong:
        raise SettingInvalid(
            f"{variable('cors_origins')} has {wrong[0]!r}, expected sites such as"
            " https://console.example without a path, separated by commas; correct it"
        )
    if credentials and "*" in origins:
        raise SettingInvalid(
            f"{variable('cors_credentials')} is on and {variable('cors_origins')} is '*', so that"
            " any page could ask in the name of its reader; name the sites"
        )

"""Where a webhook may be: https to anywhere, or http on this very machine."""

from urllib.parse import SplitResult, urlsplit

MAX_URL = 2_000
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class AddressRefused(ValueError):
    """An address to which nothing is sent; the message says why, and what is taken instead."""

    code = "WEBHOOK_ADDRESS_REFUSED"

    def __init__(self, why: str) -> None:
        """Tell what is wrong with it."""
        super().__init__(
            "expected the address of a webhook as https://HOST/PATH, or http:// on this machine,"
            f" but {why}"
        )


def checked(url: str) -> SplitResult:
    """The parts of an address, if something may be sent there as far as its text tells.

    Raises AddressRefused.
    """
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused(f"it has more than {MAX_URL} characters, or some that no URL has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"it is no URL: {error}") from error
    if why := _wrong(parts, port):
        raise AddressRefused(why)
    return parts


def _wrong(parts: SplitResult, port: int | None) -> str | None:
    if not parts.hostname or port == 0:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "it carries a user name or a password"
    if parts.fragment:
        return "it has a fragment, which is never sent"
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        return "it is neither https nor http on this machine"
    return None

"""Logs: one JSON object a line, on stderr. They hold no query text, no variables, no secrets."""

import logging
import re
import sys
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

import orjson
import structlog
from structlog.typing import EventDict
from typing_extensions import override

from gateway.clock import now

ASKED: ContextVar[str] = ContextVar("ASKED", default="")
"""The id of the request that is being answered, for lines that are logged meanwhile."""

AT = "at"
HIDDEN = "***"

_IN_URI = re.compile(r"""(?<=//)([^\s/@:"']*):[^\s/@"']*(?=@)""")
_SECRETS = re.compile(
    r"""
    (
      \b(?:bearer|basic)[ ]                    # the value of an Authorization header
    | (?:password|passwd|secret|token|api[_-]?key|authorization|cookie)
      \\?["']?\s*(?:[:=]|,\ |\bis\b)\s*(?:b(?=["']))?\\?["']?(?:(?:bearer|basic)[ ])?
    | \b(?:gwk|whsec)_                         # our own keys
    | \beyJ                                    # a token, by its first letters
    )
    [^\s"',;&}\\]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OURS = ("gwk_", "whsec_", "eyJ")
_PERHAPS = re.compile(r"[ :=]|^(?:gwk_|whsec_|eyJ)", re.MULTILINE)
"""What stands before a secret, in texts of which each is a line."""
_NAMES = re.compile(r"password|passwd|secret|token|api_?key|authorization|cookie", re.IGNORECASE)


def begin(level: str) -> None:
    """Log from this level on; what libraries log goes the same way."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=STEPS,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[Forward()], force=True)


def told(event: str, said: dict[str, Any]) -> bool:
    """Write a line of level `info` whose members are ours, in a third of structlog's time.

    It is the line that `begin` has structlog write; False, and nothing is written, where something
    else was set. `said` may be changed.
    """
    if structlog.get_config()["processors"] is not STEPS or STEPS[-1] is not _RENDERED:
        return False
    texts = [each for each in said.values() if type(each) is str]
    if _PERHAPS.search("\n".join(texts)):
        redacted(None, "info", said)
    said["event"], said["level"] = event, "info"
    said[AT] = now().isoformat().replace("+00:00", "Z")
    out = sys.stderr.buffer
    out.write(orjson.dumps(said, default=str) + b"\n")
    out.flush()
    return True


def asked(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A line with the id of the request that is being answered."""
    if request_id := ASKED.get():
        event.setdefault("request_id", request_id)
    return event


def redacted(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A line without secrets: what is named for one, and what looks like one within a text."""
    for name, value in event.items():
        if _secret(name):
            event[name] = HIDDEN
        elif isinstance(value, str) and name != AT and _may_hold_one(value):
            event[name] = without_secrets(value)
    return event


def _may_hold_one(text: str) -> bool:
    """Whether it has what stands before a secret; the texts of most lines have not."""
    return " " in text or ":" in text or "=" in text or text.startswith(_OURS)


@cache
def _secret(name: str) -> bool:
    """Whether a member of that name is a secret; there are few names, all of them ours."""
    return _NAMES.search(name) is not None


def without_secrets(text: str) -> str:
    """A text without what looks like a secret.

    >>> without_secrets("neo4j://neo4j:hunter2@db refused; Authorization: Bearer abc.def")
    'neo4j://neo4j:***@db refused; Authorization: Bearer ***'
    """
    return _SECRETS.sub(rf"\1{HIDDEN}", _IN_URI.sub(rf"\1:{HIDDEN}", text))


def _json(event: dict[str, Any], **_: object) -> bytes:
    return orjson.dumps(event, default=str)


_RENDERED = structlog.processors.JSONRenderer(serializer=_json)
STEPS: Final[list[Any]] = [
    asked,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key=AT),
    structlog.processors.format_exc_info,
    redacted,
    _RENDERED,
]
"""What is done to each line."""


class Forward(logging.Handler):
    """Hands on what libraries log."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Log a record of the standard library as one of ours."""
        logger = structlog.get_logger()
        logger.log(
            record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info
        )

"""Logs: one JSON object a line, on stderr. They hold no query text, no variables, no secrets."""

import logging
import sys
from typing import Any

import orjson
import structlog
from typing_extensions import override


def begin(level: str) -> None:
    """Log from this level on; what libraries log goes the same way."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[Forward()], force=True)


def _json(event: dict[str, Any], **_: object) -> bytes:
    return orjson.dumps(event, default=str)


class Forward(logging.Handler):
    """Hands on what libraries log."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Log a record of the standard library as one of ours."""
        logger = structlog.get_logger()
        logger.log(
            record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info
        )

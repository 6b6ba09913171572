"""Logs as one JSON object a line: no request body, no query, no person."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

import structlog

# The number of a person, or the secret of a calendar, in an address for example, has no business in a log.
_LONG_NUMBER = re.compile(r"[\w-]{40,}|\d{7,}")
_USUAL = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "status_code"}


def configure() -> None:
    """Send structlog's events through the same handler as all others."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.stdlib.render_to_log_kwargs,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


class JsonLines(logging.Formatter):
    """Write a record as JSON with time, level, logger, message and, for an error, where it arose."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `record` as one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _LONG_NUMBER.sub("…", record.getMessage().split("?", maxsplit=1)[0]),
            **{key: value for key, value in record.__dict__.items() if key not in _USUAL},
        }
        if record.exc_info and record.exc_info[0]:
            # The message of an exception may quote data; its type and place never do.
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place

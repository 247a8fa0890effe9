"""The log: JSON lines in a file of the profile, rotated, without secrets."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

from lazi_desktop.domain.secrecy import without_known_secrets, without_secrets

_BYTES = 2_000_000
_KEPT = 5
_SECRET_WORDS = ("secret", "password", "token", "authorization", "app_key", "api_key")


def start_logging(folder: Path) -> None:
    """Everything from INFO up goes to `folder`/lazi-desktop.log; nothing is printed."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "lazi-desktop.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(former)
        former.close()
    handler.setFormatter(_WithoutSecrets())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for chatty in ("httpx", "httpcore", "sqlalchemy", "alembic", "asyncio", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


class _WithoutSecrets(logging.Formatter):
    """Of libraries' lines, too, which know nothing of ours."""

    def format(self, record: logging.LogRecord) -> str:
        return without_known_secrets(super().format(record))


def stop_logging() -> None:
    """Lets go of the file: its folder may be moved or removed. What is logged until the next one begins is dropped."""
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(former)
        former.close()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def log_nowhere() -> None:
    """Where no folder can be written: nothing is printed either."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def log_bug(error: BaseException) -> None:
    structlog.get_logger("bug").error("unexpected", exc_info=error)


def _redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if name == "exception" and isinstance(value, str):
            event[name] = without_secrets(value)
        elif any(word in name.lower() for word in _SECRET_WORDS):
            event[name] = "…"
    return event

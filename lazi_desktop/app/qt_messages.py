"""Keeps from the terminal what Qt says over and over where there is no screen, and passes on all else."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

Handler = Callable[[QtMsgType, QMessageLogContext, str], object]

_EMPTY = "This plugin does not support propagateSizeHints()"
_before: Handler | None = None


def without_empty_warnings() -> None:
    global _before
    before = qInstallMessageHandler(_pass_on)
    if before is not _pass_on:
        _before = before


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message == _EMPTY:
        return
    if _before is not None:
        _before(kind, context, message)
    else:
        print(qFormatLogMessage(kind, context, message), file=sys.stderr)

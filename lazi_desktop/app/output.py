"""What commands print: sentences for people, one versioned JSON object for programs."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.engine import Progress

FORMAT = 1


def print_json(command: str, **members: Any) -> None:
    line = json.dumps({"version": FORMAT, "command": command, **plain(members)}, ensure_ascii=False)
    print(line, flush=True)


def print_error(command: str, error: LaziError) -> None:
    print_json(
        command,
        error={
            "kind": type(error).__name__,
            "title": error.title,
            "detail": error.detail,
            "may_retry": error.may_retry,
        },
    )


def plain(value: Any) -> Any:
    """As JSON can hold it. Decimals become numbers with the digits they have."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case UUID() | Path():
            return str(value)
        case datetime():
            return value.isoformat()
        case LaziError():
            return str(value)
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(inner) for inner in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"cannot print {type(value).__name__}")


class TerminalProgress:
    """A progress bar on stderr where somebody watches, else nothing."""

    def __init__(self, *, quiet: bool) -> None:
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> TerminalProgress:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, progress: Progress) -> None:
        if self._bar is None:
            return
        label = progress.text if progress.activity == "pull" else progress.activity
        if label not in self._tasks:
            self._tasks[label] = self._bar.add_task(label.capitalize(), total=progress.total)
        self._bar.update(self._tasks[label], completed=progress.done, total=progress.total or progress.done)

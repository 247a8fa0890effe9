"""Rows held as the bytes they are served as, with the few facts that lists filter and sort by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lazi_desktop.simulator.clock import to_ticks
from lazi_desktop.simulator.wire import Json, decode, encode

External = Mapping[str, Mapping[str, str]]


class Row(NamedTuple):
    """One SKU or category. Never changed: a write puts a new row in its place.

    ``external`` holds external data by application guid; the encoded form shows none of it.
    """

    id: int
    encoded: bytes
    active: bool
    created: int
    modified: int
    external: External | None = None

    def value(self) -> Json:
        value: Json = decode(self.encoded)
        return value


def _ticks_or_zero(text: object) -> int:
    try:
        return to_ticks(text) if isinstance(text, str) else 0
    except ValueError:
        return 0


def row_of(value: Json, external: External | None = None) -> Row:
    created = _ticks_or_zero(value.get("createdOn"))
    modified = _ticks_or_zero(value.get("modifiedOn")) or created
    return Row(value["id"], encode(value), value.get("active", True) is True, created, modified, external)


class Table:
    """All rows of one kind."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[int, Row] = {row.id: row for row in rows}
        self.version = 0
        self._initial = dict(self.rows)
        self._by_id: list[Row] | None = None
        self._by_change: list[Row] | None = None

    def put(self, row: Row) -> None:
        self.rows[row.id] = row
        self._changed()

    def remove(self, row_id: int) -> None:
        del self.rows[row_id]
        self._changed()

    def reset(self) -> None:
        self.rows = dict(self._initial)
        self._changed()

    def by_id(self) -> list[Row]:
        if self._by_id is None:
            self._by_id = sorted(self.rows.values(), key=lambda row: row.id)
        return self._by_id

    def by_change(self) -> list[Row]:
        """In the order of the export feeds."""
        if self._by_change is None:
            self._by_change = sorted(self.rows.values(), key=lambda row: (row.modified, row.id))
        return self._by_change

    def _changed(self) -> None:
        self.version += 1
        self._by_id = None
        self._by_change = None

"""Rows of a flat model become others without a reset: what is chosen, scrolled to or being typed stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex

T = TypeVar("T")


def change_rows(
    model: QAbstractTableModel,
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    put: Callable[[list[T]], None],
) -> None:
    """`put` is given the rows as they are after each step; `key` tells rows apart. The last rows put are `new`, and all
    of them are drawn anew."""
    rows, wanted = list(old), {key(row) for row in new}
    for first, last in reversed(_runs([at for at, row in enumerate(rows) if key(row) not in wanted])):
        model.beginRemoveRows(QModelIndex(), first, last)
        del rows[first : last + 1]
        put(rows)
        model.endRemoveRows()
    had = {key(row) for row in rows}
    _reorder(model, rows, [row for row in new if key(row) in had], key, put)
    for first, last in _runs([at for at, row in enumerate(new) if key(row) not in had]):
        model.beginInsertRows(QModelIndex(), first, last)
        rows[first:first] = new[first : last + 1]
        put(rows)
        model.endInsertRows()
    put(list(new))
    if new:
        model.dataChanged.emit(model.index(0, 0), model.index(len(new) - 1, model.columnCount() - 1))


def _reorder(
    model: QAbstractTableModel,
    rows: list[T],
    wanted: list[T],
    key: Callable[[T], Hashable],
    put: Callable[[list[T]], None],
) -> None:
    before = [key(row) for row in rows]
    if before == [key(row) for row in wanted]:
        return
    places = {key(row): at for at, row in enumerate(wanted)}
    model.layoutAboutToBeChanged.emit()
    held = model.persistentIndexList()
    moved = [model.index(places[before[one.row()]], one.column()) for one in held]
    rows[:] = wanted
    put(rows)
    model.changePersistentIndexList(held, moved)
    model.layoutChanged.emit()


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each row of neighbours."""
    if not places:
        return []
    ends = [(one, after) for one, after in pairwise(places) if after != one + 1]
    firsts, lasts = [places[0], *(after for _, after in ends)], [*(one for one, _ in ends), places[-1]]
    return list(zip(firsts, lasts, strict=True))

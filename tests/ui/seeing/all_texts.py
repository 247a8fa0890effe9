"""Everything that a window says or knows: of every widget, action and model, whether it is on the screen or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_SAID = (
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "placeholderText", "title",
    "currentText", "toPlainText", "windowTitle", "displayText",
)  # fmt: skip
_ROLES = (
    *(int(role) for role in Qt.ItemDataRole if 0 <= int(role) < int(Qt.ItemDataRole.UserRole)),
    *(int(Qt.ItemDataRole.UserRole) + number for number in range(12)),
)
_MOST_ROWS = 400


def everything_in(window: QWidget) -> str:
    """With the popups that stand beside it."""
    others = [one for one in QApplication.topLevelWidgets() if one is not window]
    return "\n".join(text for root in (window, *others) for text in _of(root))


def _of(root: QWidget) -> Iterator[str]:
    models: dict[int, QAbstractItemModel] = {}
    for widget in (root, *root.findChildren(QWidget)):
        yield from _said_by(widget)
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            models[id(model)] = model
    for action in root.findChildren(QAction):
        yield f"{action.text()} {action.toolTip()}"
    for model in root.findChildren(QAbstractItemModel):
        models[id(model)] = model
    for model in models.values():
        yield from _known_to(model, QModelIndex())


def _said_by(widget: QWidget) -> Iterator[str]:
    for name in _SAID:
        ask = getattr(widget, name, None)
        if callable(ask):
            yield str(ask())


def _known_to(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)  # whose columns are nobody's business
    is_flat = is_list or isinstance(model, QAbstractTableModel)
    columns = range(1 if is_list else model.columnCount(parent))
    for column in columns:
        for role in _ROLES:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role))
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in columns:
            index = model.index(row, column, parent)
            for role in _ROLES:
                found = model.data(index, role)
                if found is not None:
                    yield str(found)
        first = model.index(row, 0, parent)
        if not is_flat and model.hasChildren(first):
            yield from _known_to(model, first)


def everything_on(clipboard: QMimeData) -> str:
    return "\n".join(
        bytes(clipboard.data(one).data()).decode("utf-8", "replace") for one in clipboard.formats()
    )


def everything_in_file(path: Path) -> str:
    if not is_zipfile(path):
        return path.read_text("utf-8", "replace")
    with ZipFile(path) as folder:
        return "\n".join(folder.read(name).decode("utf-8", "replace") for name in folder.namelist())


def figures_in(said: str, figures: set[str]) -> set[str]:
    """Which of them are said, however their digits are grouped; not as a part of another number."""
    plain = re.sub(r"(?<=\d)[,\u202f\u00a0' ](?=\d{3})", "", said)
    return {one for one in figures if re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", plain)}

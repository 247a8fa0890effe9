"""What is dragged onto a category tree: categories of it, or rows of the grid. Inside this program only."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from PySide6.QtCore import QByteArray, QMimeData

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree

_HERE = uuid4().hex
"""Numbers of rows mean nothing to another program, be it this one started twice."""
CATEGORIES_MIME = f"application/x-lazi-categories-{_HERE}"
ROWS_MIME = f"application/x-lazi-rows-{_HERE}"
_TREE_MIME = f"application/x-lazi-tree-{_HERE}"


def categories_as_mime(tree: Tree, keys: Iterable[EntityKey]) -> QMimeData:
    return _mime(tree, CATEGORIES_MIME, json.dumps([str(key) for key in keys]).encode())


def rows_as_mime(tree: Tree, numbers: array[int]) -> QMimeData:
    """All of them, in memory or not."""
    return _mime(tree, ROWS_MIME, numbers.tobytes())


def tree_in(data: QMimeData) -> Tree | None:
    """Which tree the dragged ones belong to; None where it is something else."""
    found = bytes(data.data(_TREE_MIME).data()).decode()
    return Tree(found) if found in set(map(str, Tree)) else None


def categories_in(data: QMimeData) -> Sequence[EntityKey]:
    found = bytes(data.data(CATEGORIES_MIME).data())
    return [EntityKey(UUID(one)) for one in json.loads(found)] if found else []


def rows_in(data: QMimeData) -> array[int]:
    numbers = array("q")
    numbers.frombytes(bytes(data.data(ROWS_MIME).data()))
    return numbers


def _mime(tree: Tree, kind: str, content: bytes) -> QMimeData:
    data = QMimeData()
    data.setData(_TREE_MIME, QByteArray(str(tree).encode()))
    data.setData(kind, QByteArray(content))
    return data

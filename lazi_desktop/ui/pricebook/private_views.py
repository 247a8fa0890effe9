"""A person's own saved views, kept with what the window remembers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSettings

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.saved_views import SavedView

_VIEWS = "pricebook/{tree}/views"
_DEFAULT = "pricebook/{tree}/default-view"


class PrivateViews:
    """The port's SavedViews. What cannot be read is left alone until the person saves something."""

    def __init__(self, state: QSettings) -> None:
        self._state = state
        self._listeners: list[Callable[[], None]] = []

    def of(self, tree: Tree) -> Sequence[SavedView]:
        documents = self._read(tree)
        return [SavedView(tree, name, documents[name]) for name in sorted(documents, key=str.casefold)]

    def put(self, view: SavedView) -> None:
        self._write(view.tree, {**self._read(view.tree), view.name: view.document})

    def rename(self, view: SavedView, name: str) -> None:
        was_default = self.default_of(view.tree) == view.name
        documents = {one: document for one, document in self._read(view.tree).items() if one != view.name}
        self._write(view.tree, {**documents, name: view.document})
        if was_default:
            self.make_default(view.tree, name)

    def drop(self, view: SavedView) -> None:
        if self.default_of(view.tree) == view.name:
            self.make_default(view.tree, "")
        left = {one: document for one, document in self._read(view.tree).items() if one != view.name}
        self._write(view.tree, left)

    def default_of(self, tree: Tree) -> str:
        name = str(self._state.value(_DEFAULT.format(tree=tree), "") or "")
        return name if name in self._read(tree) else ""

    def make_default(self, tree: Tree, name: str) -> None:
        self._state.setValue(_DEFAULT.format(tree=tree), name)
        self._tell()

    def listen(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def _read(self, tree: Tree) -> dict[str, Mapping[str, Any]]:
        try:
            found = json.loads(str(self._state.value(_VIEWS.format(tree=tree), "")))
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {name: document for name, document in found.items() if isinstance(document, dict)}

    def _write(self, tree: Tree, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._state.setValue(_VIEWS.format(tree=tree), json.dumps(documents))
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

"""Which categories of a tree are shown: those that are searched for, with what they hang below, and not the inactive
ones where a person wants that. What is chosen stays chosen, shown or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTreeView

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ui.pricebook.category_tree_model import DRAFT, CategoryTreeModel


class CategoryNarrowing:
    def __init__(self, view: QTreeView, model: CategoryTreeModel) -> None:
        self._view, self._model = view, model
        self.words: tuple[str, ...] = ()
        self.hides_inactive = False
        self.inactive = 0
        """How many inactive ones there are."""
        self._chosen: Collection[EntityKey] = ()
        self._opened_before: set[EntityKey] | None = None
        model.modelReset.connect(self._on_reset)
        self._hidden: set[EntityKey] = set()

    # -------------------------------------------------------------------------------------------------- searching

    def search(self, text: str) -> None:
        """As somebody types. What was open before is open again when nothing is searched for any more."""
        words = tuple(dict.fromkeys(folded(text).split()))
        if words == self.words:
            return
        if words and self._opened_before is None:
            self._opened_before = self.opened()
        self.words = words
        self.apply(self._chosen)
        if words:
            self._open_ways()
        elif self._opened_before is not None:
            opened, self._opened_before = self._opened_before, None
            self._open_exactly(opened)
        self._view.viewport().update()

    def opened(self) -> set[EntityKey]:
        """What is open while nothing is searched for."""
        if self._opened_before is not None:
            return self._opened_before
        model, view = self._model, self._view
        return {key for key in model.known_keys() if key != DRAFT and view.isExpanded(model.index_of(key))}

    def first_found(self) -> EntityKey | None:
        found = (item.node for item in self._model.items() if item.node is not None)
        return next((node.key for node in found if node.key not in self._hidden and self.finds(node)), None)

    def finds(self, node: CategoryNode) -> bool:
        """All words stand in its name, or on the way to it and the last one in its name."""
        if not self.words:
            return True
        name = folded(node.name)
        if not any(word in name for word in self.words):
            return False
        path = folded(" ".join(self._model.path(node.key)))
        return all(word in path for word in self.words)

    def _open_ways(self) -> None:
        """To what is found, where it is not at the top."""
        model = self._model
        for item in model.items():
            node, above = item.node, item.parent
            if node is None or above is None or above.node is None or node.key in self._hidden:
                continue
            index = model.index_of(above.node.key)
            if not self._view.isExpanded(index):
                self._view.setExpanded(index, True)

    def _open_exactly(self, keys: set[EntityKey]) -> None:
        for key in self._model.known_keys():
            index, wanted = self._model.index_of(key), key in keys
            if self._view.isExpanded(index) is not wanted:
                self._view.setExpanded(index, wanted)

    # ----------------------------------------------------------------------------------------------------- hiding

    def is_hidden(self, key: EntityKey) -> bool:
        return key in self._hidden

    def _on_reset(self) -> None:
        self._hidden.clear()

    def apply(self, chosen: Collection[EntityKey]) -> None:
        """After anything changed. An inactive one that is chosen, or has active ones below it, stays."""
        self._chosen = chosen
        items = list(self._model.items())
        shown: set[EntityKey] = set()
        self.inactive = 0
        for item in reversed(items):
            node = item.node
            if node is None:
                continue
            self.inactive += not node.active
            wanted = node.active or not self.hides_inactive or node.key in chosen
            if node.key == DRAFT or node.key in shown or (wanted and self.finds(node)):
                shown.add(node.key)
                if item.parent is not None and item.parent.node is not None:
                    shown.add(item.parent.node.key)
        known = {item.node.key: item.parent for item in items if item.node is not None}
        hidden = known.keys() - shown
        for key in (self._hidden ^ hidden) & known.keys():
            above = known[key]
            parent = (
                QModelIndex() if above is None or above.node is None else self._model.index_of(above.node.key)
            )
            self._view.setRowHidden(self._model.index_of(key).row(), parent, key in hidden)
        self._hidden = set(hidden)


def folded(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))

"""Saved views of the grid: what somebody called by a name to come back to it, for themselves or for the team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.values import Fields


@dataclass(frozen=True, slots=True)
class SavedView:
    """`document` is JSON that only the window reads; its "version" says how. A tree has one view of a name, and one
    more that is `shared`."""

    tree: Tree
    name: str
    document: Fields
    shared: bool = False


class SavedViews(Protocol):
    """Answers from memory; called on the window's thread."""

    def of(self, tree: Tree) -> Sequence[SavedView]:
        """By name, regardless of case."""

    def put(self, view: SavedView) -> None:
        """Instead of the one of the same name, if there is one."""

    def rename(self, view: SavedView, name: str) -> None:
        """Instead of the one that has the new name, if there is one."""

    def share(self, view: SavedView, shared: bool) -> None:
        """With the team, or no longer. Until the team has it, it stays one's own."""

    def drop(self, view: SavedView) -> None: ...

    def default_of(self, tree: Tree) -> str:
        """The name of the view that this person begins with, "" for none."""

    def make_default(self, tree: Tree, name: str) -> None:
        """ "" for none."""

    def listen(self, listener: Callable[[], None]) -> None:
        """Called whenever there are other views."""

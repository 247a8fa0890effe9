"""A page of the window: what the rail shows and what the toolbar's search field talks to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.keyboard.key_hint import KeyHints


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`name` never changes: the window remembers by it which page was open.

    A page with `set_search` is the one that typing in the search field leads to; `enter_results` moves the keyboard
    into what was found.
    """

    name: str
    title: str
    glyph: str
    widget: QWidget
    set_search: Callable[[str], None] | None = None
    search_hint: str = ""
    """What the search field says it searches there; "" for the pricebook."""
    enter_results: Callable[[], None] | None = None
    take_keys: Callable[[], None] | None = None
    """Where the keyboard goes when the page is opened."""
    shows: Callable[[EntityKey], bool] | None = None
    """Whether this entry is what the person looks at on it."""
    lost: Callable[[], str] | None = None
    """What would be lost with the window, as a sentence; "" for nothing."""
    needs_rows: bool = False
    """Shows rows of the pricebook: while there are none, the window says what would bring them."""
    at_bottom: bool = False
    actions: Actions | None = None
    """What can be done on it, for the palette and the sheet of keys."""
    more_actions: Actions | None = None
    """What can be done in another of its views."""
    hints: Sequence[KeyHints] = ()
    """The keys that its views hear by themselves."""

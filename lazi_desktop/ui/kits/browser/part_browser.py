"""Where parts are looked for: a field, the categories, what fits; with nothing typed, favourites and recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.browser.kept_parts import KeptParts
from lazi_desktop.ui.kits.browser.part_finder import PartFinder, PartWish
from lazi_desktop.ui.kits.browser.part_list import PartList
from lazi_desktop.ui.kits.browser.part_search import PartSearch
from lazi_desktop.ui.kits.browser.waterfall import Waterfall
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_PATIENCE_MS = 5_000


@dataclass(frozen=True, slots=True)
class EarlyEnter:
    """Enter, pressed before what fits was there: it counts for these words and this kit alone."""

    wish: PartWish
    kit: KitId | None
    copied: bool


class PartBrowser(QWidget):
    """`part_taken(part, copied)`: to be put into the kit; `copied` wants a kit's lines and not the kit itself.
    `parts_taken(parts)`: several at once. `left()`: Esc. `shown()`: what the field says is listed.
    `waiting_changed()`: Enter was pressed before that, or no longer counts."""

    part_taken = Signal(object, bool)
    parts_taken = Signal(object)
    left = Signal()
    pasted = Signal(str)
    shown = Signal()
    waiting_changed = Signal()

    def __init__(self, context: UiContext, kits: Kits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kits = kits
        self.kept = KeptParts(context.state, self)
        self.finder = PartFinder(context, kits, self)
        self.search = PartSearch()
        self.waterfall = Waterfall()
        self.list = PartList(self.kept, lambda: kits.shows_costs)
        self.nothing = label("", "muted", wrap=True)
        self.hint = ElidedLabel("small")
        self._nodes = LatestRead(context.tasks, context.notifier, self)
        self._knows_categories = False
        self._wish = PartWish()
        self._shown: PartWish | None = None
        self._nodes_known: Sequence[CategoryNode] = ()
        self._paths_known: set[tuple[str, ...]] = set()
        self._reading_kept = False
        self._owed: EarlyEnter | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(metrics.GAP_SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.waterfall)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.hint)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(metrics.GAP, metrics.GAP_LARGE * 2, metrics.GAP, 0)
        self.nothing.hide()

    def _listen(self) -> None:
        self.search.textChanged.connect(self.ask)
        self.search.walked.connect(self.list.walk)
        self.search.taken.connect(self._on_enter)
        self.search.left.connect(self.left)
        self.search.favourite_wanted.connect(self.toggle_favourite)
        self.search.pasted.connect(self.pasted)
        self.waterfall.chosen_changed.connect(self.ask)
        self.list.taken.connect(self._take)
        self.list.several_taken.connect(self._take_several)
        self.list.typed.connect(self.type_on)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._say_hint())
        self.finder.found.connect(self._on_found)
        self.finder.more.connect(self._on_more)
        self.finder.failed.connect(lambda wish: self._on_failed(wish))
        self._patience.timeout.connect(self._forget_enter)
        self._kits.changed.connect(lambda _: self._on_kits())
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.sight_changed.connect(self._begin_anew)

    # ----------------------------------------------------------------------------------------------------- keyboard

    def start_over(self, kit: KitId | None) -> None:
        """Another kit is built: nothing was looked for yet. A kit cannot be put into itself."""
        self.finder.besides = kit
        self._forget_enter()
        self.search.setText("")

    def take_keys(self) -> None:
        """Into the field."""
        self.search.take_keys()

    def type_on(self, text: str) -> None:
        """Somebody types elsewhere what is meant for the field."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)

    def toggle_favourite(self) -> None:
        part = self.list.current()
        if part is not None:
            self.kept.toggle(part.identity)

    @property
    def is_waiting(self) -> bool:
        return self._owed is not None

    # ----------------------------------------------------------------------------------------------------- searching

    def ask(self) -> None:
        step = self.waterfall.step
        text = self.search.text()
        if step is None:
            wish = PartWish(text)
        else:
            wish = PartWish(text, step.tree, step.category, step.path)
        self._wish = wish
        if self._owed is not None and self._owed.wish != wish:
            self._forget_enter()
        self._reading_kept = False
        if text.strip() or wish.is_narrowed:
            self.finder.ask(wish)
        else:
            self._ask_for_kept(wish)

    def _ask_for_kept(self, wish: PartWish) -> None:
        self.finder.rest()
        self._reading_kept = True
        favourites = list(self.kept.favourites)
        recent = [one for one in self.kept.recent if one not in favourites]

        def take(parts: Sequence[FoundPart]) -> None:
            if wish != self._wish:
                return
            self._reading_kept = False
            entries: list[FoundPart | str] = []
            for title, wanted in ((self.tr("Favourites"), favourites), (self.tr("Recent"), recent)):
                there = [part for part in parts if part.identity in wanted]
                entries += [title, *there] if there else []
            self._show(entries, wish)

        def failed() -> None:
            if wish == self._wish:
                self._reading_kept = False
            self._on_failed(wish)

        self.finder.read_kept([*favourites, *recent], take, failed)

    def _on_found(self, parts: Sequence[FoundPart], wish: PartWish) -> None:
        if wish == self._wish:
            self._show(parts, wish)

    def _show(self, entries: Sequence[FoundPart | str], wish: PartWish) -> None:
        again = wish == self._shown
        held = self.list.current() if again else None
        self.list.parts.take(entries)
        self._shown = wish
        row = next((at for at, one in enumerate(entries) if held is not None and one == held), -1)
        if row >= 0:
            self.list.setCurrentIndex(self.list.parts.index(row))
        else:
            self.list.go_to_first()
        self._say_nothing()
        self._say_hint()
        self.shown.emit()
        self._pay()

    def _on_more(self, parts: Sequence[FoundPart], wish: PartWish) -> None:
        if wish != self._wish:
            return
        was_empty = not self.list.parts.entries
        self.list.parts.append(parts)
        if was_empty:
            self.list.go_to_first()
        self._say_nothing()
        self._pay()

    def _on_failed(self, wish: PartWish) -> None:
        """It was told why; Enter looks again."""
        if wish == self._wish:
            self._forget_enter()

    def _say_nothing(self) -> None:
        empty = not self.list.parts.entries
        self.list.setVisible(not empty)
        self.nothing.setVisible(empty)
        if empty and self._wish.text.strip():
            words = self.tr("Nothing fits “{text}”.").format(text=self._wish.text.strip())
            if self._wish.is_narrowed:
                words += "\n" + self.tr("Look in any category instead.")
            self.nothing.setText(words)
        elif empty:
            self.nothing.setText(
                self.tr(
                    "Type a part of a name or a code. What you use often is kept here: Ctrl+B marks a favourite."
                )
            )

    def _say_hint(self) -> None:
        part = self.list.current()
        if part is None:
            self.hint.setText("")
        elif part.kit is not None:
            self.hint.setText(self.tr("Enter include · Shift+Enter copy lines"))
        else:
            self.hint.setText(self.tr("↑ ↓ choose · Enter add · Ctrl+B favourite"))

    # -------------------------------------------------------------------------------------------------------- taking

    def _on_enter(self, copied: bool) -> None:
        if self._shown == self._wish:
            part, chosen = self.list.current(), self.list.chosen()
            if len(chosen) > 1 and not copied:
                self._take_several(chosen)
                return
            if part is not None:
                self._take(part, copied)
                return
            if not self._is_looking:
                return
        elif not self._is_looking:
            self.ask()
        self._owed = EarlyEnter(self._wish, self.finder.besides, copied)
        self._patience.start()
        self.waiting_changed.emit()

    @property
    def _is_looking(self) -> bool:
        """For what the field says: it comes, or is told to have failed."""
        return self.finder.is_looking or self._reading_kept

    def _forget_enter(self) -> None:
        """What was typed behind it goes on."""
        self._patience.stop()
        if self._owed is not None:
            self._owed = None
            self.waiting_changed.emit()

    def _pay(self) -> None:
        """What Enter was pressed for is here."""
        owed, part = self._owed, self.list.current()
        if owed is None or (part is None and self._is_looking):
            return
        self._patience.stop()
        self._owed = None
        if part is not None and owed.wish == self._wish and owed.kit == self.finder.besides:
            self._take(part, owed.copied)
        self.waiting_changed.emit()

    def _take(self, part: FoundPart, copied: bool) -> None:
        self.kept.note(part.identity)
        self.part_taken.emit(part, copied and part.kit is not None)

    def _take_several(self, parts: Sequence[FoundPart]) -> None:
        for part in reversed(parts):
            self.kept.note(part.identity)
        self.parts_taken.emit(parts)

    # ------------------------------------------------------------------------------------------------ what changes

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._knows_categories:
            self._read_categories()
        self.ask()

    def _begin_anew(self) -> None:
        self.list.parts.take([])
        if self.isVisible():
            self.ask()

    def _read_categories(self) -> None:
        self._knows_categories = True
        queries = self._context.queries
        self._nodes.ask(
            lambda: [node for tree in Tree for node in queries.categories(tree)], self._take_categories
        )

    def _take_categories(self, nodes: Sequence[CategoryNode]) -> None:
        self._nodes_known, self._paths_known = nodes, self._paths()
        self.waterfall.know(nodes, self._paths_known)

    def _paths(self) -> set[tuple[str, ...]]:
        return {tuple(kit.path) for kit in self._kits.book.kits.values() if not kit.gone}

    def _on_kits(self) -> None:
        """A kit's name, path or cost is another."""
        if self.isVisible():
            if self._knows_categories and self._paths() != self._paths_known:
                self._take_categories(self._nodes_known)
            if any(isinstance(one, FoundPart) and one.kit is not None for one in self.list.parts.entries):
                self.ask()

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if changes.aspects & {Aspect.CATEGORIES, Aspect.EVERYTHING}:
            if self.isVisible():
                self._read_categories()
            else:
                self._knows_categories = False
        listed = {one.sku for one in self.list.parts.entries if isinstance(one, FoundPart)}
        if self.isVisible() and Aspect.FIELDS in changes.aspects and not listed.isdisjoint(changes.keys):
            self.ask()

"""The list of kits: as a table or as cards, with what they come to, and what can be done with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.actions import Actions, Place, WindowState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, rounded_money
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.listing.arranging import Column, Listed, Wanted, listed
from lazi_desktop.ui.kits.listing.figures_row import FiguresRow
from lazi_desktop.ui.kits.listing.kept import CARDS, keep, kept
from lazi_desktop.ui.kits.listing.kit_row import KitRow, row_of
from lazi_desktop.ui.kits.listing.kits_model import KitsModel
from lazi_desktop.ui.kits.listing.list_actions import list_actions
from lazi_desktop.ui.kits.listing.list_acts import ListActs
from lazi_desktop.ui.kits.listing.list_handling import ListHandling
from lazi_desktop.ui.kits.listing.list_menu import ListMenu
from lazi_desktop.ui.kits.listing.narrowing import Narrowing
from lazi_desktop.ui.kits.listing.nothing_here import say_nothing_here
from lazi_desktop.ui.kits.listing.views import KitsCards, KitsTable, choose_kits, chosen_kits
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, frame, label, line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard

AT_ONCE = 150
"""Kits that are worked out before the window is looked after again."""


class KitsList(QWidget):
    """`kit_opened(kit)`; `kit_made(kit)`: a new one, while the list is not seen; what else is wanted of kits,
    `handling` says. `search_cleared()`: its field must follow."""

    kit_opened = Signal(object)
    kit_made = Signal(object)
    search_cleared = Signal()

    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__()
        self._context = context
        self._kits = kits
        self._rows: dict[KitId, KitRow] = {}
        self._stale: set[KitId] = set()
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._refresh)
        self.wanted: Wanted = kept(context.state)
        self.listed = Listed()
        self._awaited: tuple[Sequence[KitId], bool] | None = None
        """Kits on their way into the list, and whether their name is to be typed then."""
        self._named: KitId | None = None
        """The new kit whose name is being typed."""
        self.model = KitsModel(self)
        self.choice = QItemSelectionModel(self.model, self)
        self.table = KitsTable(self.model, self.choice)
        self.cards = KitsCards(self.model, self.choice)
        self.acts = ListActs(context, kits, self)
        self.handling = ListHandling(self, self)
        self.nothing = EmptyCard()
        self.actions_by_name = Actions(
            list_actions(self.handling),
            self,
            {Place.KIT_LIST: [self.table, self.cards, self.nothing.button]},
        )
        self.addActions(self.actions_by_name.all())
        self.menus = [ListMenu(view, self.actions_by_name) for view in (self.table, self.cards)]
        self.figures = FiguresRow()
        self.narrowing = Narrowing()
        self.new = button(self.tr("New kit"), "primary", glyph=Glyph.ADD)
        self.switch = button("", "icon", glyph=Glyph.LISTS)
        self.status = ElidedLabel("small")
        self._arrange()
        self._listen()
        context.edits.level_changed.connect(self._show_rights)
        context.edits.sight_changed.connect(self._begin_anew)
        self._show_rights()
        self._show_view(cards=str(context.state.value(CARDS, "")) == "true")
        self._refresh()

    # -------------------------------------------------------------------------------------------------------- building

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        head.addWidget(label(self.tr("Kits"), "title"))
        head.addStretch(1)
        head.addWidget(self.switch)
        head.addWidget(self.new)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL, metrics.CARD_PADDING, metrics.GAP_SMALL
        )
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.figures)
        top.addWidget(self.narrowing)
        inner.addLayout(top)
        inner.addWidget(line())
        views = QWidget()
        self._stack = QStackedLayout(views)
        for one in (self.table, self.cards, self.nothing):
            self._stack.addWidget(one)
        inner.addWidget(views, 1)
        inner.addWidget(line())
        self.status.setContentsMargins(
            metrics.CELL_PADDING, metrics.GAP_SMALL, metrics.CELL_PADDING, metrics.GAP_SMALL
        )
        inner.addWidget(self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(card, 1)

    def _show_rights(self) -> None:
        self.new.setEnabled(self.handling.can("kits_new"))
        self.actions_by_name.refresh(WindowState())

    def _listen(self) -> None:
        self._kits.changed.connect(self._on_kits)
        self._kits.loading_changed.connect(self._refresh)
        self.acts.made.connect(self._await)
        self.model.typed.connect(self._on_typed)
        self.table.sort_wanted.connect(self._sort)
        self.narrowing.wanted_changed.connect(self._on_wanted)
        self.figures.asked.connect(self.narrowing.ask)
        self.handling.kit_opened.connect(self.kit_opened)
        self.new.clicked.connect(self.handling.new)
        self.switch.clicked.connect(self.handling.switch_view)
        self.nothing.helped.connect(self._help)
        self.choice.selectionChanged.connect(lambda *_: self._say())
        for view in (self.table, self.cards):
            view.opened.connect(self._on_opened)
            view.cells.entered.connect(self._on_entered)
            view.cells.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._forget_named))

    # -------------------------------------------------------------------------------------------------------- the rows

    def _on_kits(self, kits: Collection[KitId]) -> None:
        self._stale.update(kits)
        if self.isVisible() or self._awaited is not None:
            self._refresh()

    def _begin_anew(self) -> None:
        """Until the kits have been read again there is nothing to be shown of them."""
        self._rows.clear()
        self._stale.update(self._kits.book.kits)
        self._show_rows()

    def _refresh(self) -> None:
        """What changed is worked out anew, of very much a share at a time."""
        book = self._kits.book
        share = list(islice(self._stale, AT_ONCE))
        self._stale.difference_update(share)
        for key in share:
            kit = book.kits.get(key)
            if kit is None:
                self._rows.pop(key, None)
            else:
                self._rows[key] = row_of(book, kit, self._context.me)
        if self._stale:
            self._rest.start()
        self._show_rows()
        self._settle()

    def _show_rows(self) -> None:
        costs = self._kits.shows_costs
        self.model.shows_costs = self.cards.cells.shows_costs = costs
        self.table.show_costs(costs)
        self.figures.show_costs(costs)
        self.listed = listed(self._rows.values(), self.wanted)
        current = self.model.row_at(self.choice.currentIndex())
        was, column = self.choice.currentIndex().row(), max(self.choice.currentIndex().column(), 0)
        at = [view.verticalScrollBar().value() for view in (self.table, self.cards)]
        self.model.take(self.listed.rows)
        if current is not None and self.model.place_of(current.key) < 0 and self.listed.rows:
            beside = self.model.index(min(was, len(self.listed.rows) - 1), column)
            self.choice.setCurrentIndex(beside, QItemSelectionModel.SelectionFlag.NoUpdate)
        for view, value in zip((self.table, self.cards), at, strict=True):
            view.verticalScrollBar().setValue(value)
        self.narrowing.show_wanted(self.wanted, self.listed)
        self.figures.show_figures(self.listed.figures, self.wanted.only)
        self.table.show_order(self.wanted.column, descending=self.wanted.descending)
        self._show_stack()
        self._say()

    def _show_stack(self) -> None:
        if self.listed.rows:
            had_keys = self.hasFocus() or self.nothing.button.hasFocus()
            self._stack.setCurrentWidget(self.view)
            if had_keys:
                self.take_keys()
            return
        say_nothing_here(self.nothing, self._kits, self.wanted)
        had_keys = self.view.hasFocus() or (self.hasFocus() and self._kits.is_ready)
        self._stack.setCurrentWidget(self.nothing)
        if had_keys:
            self.nothing.button.setFocus()

    def _help(self) -> None:
        if self.wanted.narrows:
            self.narrowing.show_all()
        else:
            self.handling.new()

    def _say(self) -> None:
        self.actions_by_name.refresh(WindowState())
        rows = [self._rows[kit] for kit in self.chosen() if kit in self._rows]
        if len(rows) < 2 or not self.choice.hasSelection():
            self.status.say(
                self.tr("Enter open · F2 rename · Ins new · Ctrl+D duplicate · Del remove · ? all shortcuts"),
                self.tr("Enter open · Ins new · ? all shortcuts"),
            )
            return
        words = [counted(len(rows), self.tr("kit chosen"), self.tr("kits chosen"))]
        if all(row.cost.is_complete for row in rows):
            amount = sum((row.cost.amount for row in rows), Decimal(0))
            words.append(self.tr("cost {amount}").format(amount=rounded_money(amount)))
        else:
            words.append(self.tr("cost incomplete"))
        self.status.setText(" · ".join(words))

    # -------------------------------------------------------------------------------------------------- what is wanted

    def want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            keep(self._context.state, wanted)
            self._show_rows()

    def _on_wanted(self, wanted: Wanted) -> None:
        had_search = bool(self.wanted.search)
        self.want(wanted)
        if had_search and not wanted.search:
            self.search_cleared.emit()

    def set_search(self, text: str) -> None:
        self.want(replace(self.wanted, search=text))

    def _sort(self, column: Column) -> None:
        """A second click turns it round."""
        descending = column is self.wanted.column and not self.wanted.descending
        self.want(replace(self.wanted, column=column, descending=descending))

    # -------------------------------------------------------------------------------------------------------- the view

    @property
    def view(self) -> KitsTable | KitsCards:
        return self.cards if self._is_cards else self.table

    def switch_view(self) -> None:
        had_keys = self.view.hasFocus()
        self._show_view(cards=not self._is_cards)
        self._context.state.setValue(CARDS, "true" if self._is_cards else "false")
        self._show_stack()
        self.view.scrollTo(self.choice.currentIndex())
        if had_keys:
            self.view.setFocus()

    def _show_view(self, *, cards: bool) -> None:
        self._is_cards = cards
        words = self.tr("Show the kits as a table") if cards else self.tr("Show the kits as cards")
        self.switch.setIcon(icon(Glyph.LISTS if cards else Glyph.CARDS))
        self.switch.setToolTip(words)
        self.switch.setAccessibleName(words)

    def chosen(self) -> list[KitId]:
        return chosen_kits(self.model, self.choice)

    def row(self, kit: KitId) -> KitRow | None:
        return self._rows.get(kit)

    def go_to(self, kit: KitId) -> None:
        """Without changing what is listed."""
        choose_kits(self.model, self.choice, [kit], kit, Column.NAME)
        self.view.scrollTo(self.choice.currentIndex())

    def take_keys(self) -> None:
        """Kept here until there is something to give them to."""
        self._take_first()
        empty = self.nothing.button if self._kits.is_ready else self
        (self.view if self.listed.rows else empty).setFocus()

    def enter_results(self) -> None:
        self.take_keys()

    def _take_first(self) -> None:
        if self.listed.rows and not self.choice.currentIndex().isValid():
            self.go_to(self.listed.rows[0].key)

    # ------------------------------------------------------------------------------------------------- opening, naming

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.kit_opened.emit(row.key)

    def type_over(self, column: Column) -> None:
        """The name or category of the current kit."""
        row = self.model.row_at(self.choice.currentIndex())
        if row is None or row.gone:
            return
        if column is Column.CATEGORY and self._is_cards:
            self.switch_view()
        index = self.model.index(self.choice.currentIndex().row(), column)
        self.choice.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view.scrollTo(index)
        self.view.edit(index)

    def _on_typed(self, kit: KitId, column: Column, text: str) -> None:
        row = self._rows.get(kit)
        if row is None or text.strip() == self.model.text(row, column).strip():
            return
        chosen = self.chosen()
        if column is Column.CATEGORY:
            self.acts.type_field(chosen if kit in chosen else [kit], "path", text)
        else:
            self.acts.type_field([kit], "name", text)

    def _await(self, kits: Sequence[KitId], is_new: bool) -> None:
        if is_new and not self.isVisible():
            self.kit_made.emit(kits[0])
            return
        self._awaited = kits, is_new
        self._settle()

    def _settle(self) -> None:
        """What was made here is chosen when it has arrived, whatever else is listed."""
        if self._awaited is None or any(kit not in self._rows for kit in self._awaited[0]):
            return
        (kits, is_new), self._awaited = self._awaited, None
        if any(self.model.place_of(kit) < 0 for kit in kits):
            self.narrowing.show_all()
        choose_kits(self.model, self.choice, kits, kits[0], Column.NAME)
        self.view.setFocus()
        self.view.scrollTo(self.choice.currentIndex())
        if is_new:
            self._named = kits[0]
            self.type_over(Column.NAME)

    def _on_entered(self, _editor: QObject) -> None:
        """A new kit that has its name now is what the person wants to fill."""
        if self._named is not None:
            kit, self._named = self._named, None
            QTimer.singleShot(0, self, lambda: self.kit_opened.emit(kit))

    def _forget_named(self) -> None:
        if self.view.state() is not QAbstractItemView.State.EditingState:
            self._named = None

    # -------------------------------------------------------------------------------------------------------- Qt calls

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self._refresh()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.narrowing.category.close_choices()

"""The kit builder: parts at the left, lines in the middle, what they come to at the right."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.operations.kits.pasting import Unmatched
from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.actions import Place as ActionPlace
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import rounded_money
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.browser.part_browser import PartBrowser
from lazi_desktop.ui.kits.lines.acting import LineActs
from lazi_desktop.ui.kits.lines.cell_editor import Typed
from lazi_desktop.ui.kits.lines.columns import Column
from lazi_desktop.ui.kits.lines.keys_ahead import KeysAhead
from lazi_desktop.ui.kits.lines.line_drops import LineDrops
from lazi_desktop.ui.kits.lines.line_handling import LineHandling
from lazi_desktop.ui.kits.lines.line_menu import LineMenu
from lazi_desktop.ui.kits.lines.lines_actions import lines_actions
from lazi_desktop.ui.kits.lines.lines_tree import LinesTree
from lazi_desktop.ui.kits.lines.nodes import Node, nodes_of
from lazi_desktop.ui.kits.lines.on_the_way import LinesOnTheWay, Ticket
from lazi_desktop.ui.kits.lines.unmatched_tray import UnmatchedTray
from lazi_desktop.ui.kits.pane.kit_pane import KitPane
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame, line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard

SPLIT = "kits/split"
_BESIDES = ((0.18, 210, 270), (0.25, 332, 345))
"""Of the browser and the pane: their share of the width, and what they have at least and at most."""


class KitBuilder(QWidget):
    def __init__(self, context: UiContext, signals: EngineSignals, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self.on_the_way = LinesOnTheWay(self)
        self._typing_new = False
        """The quantity of a line that was just added is typed: Enter goes back to the search."""
        self._postponed = False
        self._drawn: tuple[Kit | None, RollUp | None] = (None, None)
        """What the lines show."""
        self._sought: Unmatched | None = None
        self.browser = PartBrowser(context, shown.kits)
        self.tree = LinesTree(shown, context.state)
        self.acts = LineActs(context, shown, self)
        self.handling = LineHandling(context, shown, self.tree, self.acts)
        self.tree.editor.is_changing = self.acts.is_changing
        self.drops = LineDrops(self.tree, self.acts, shown, self.browser)
        self.actions_by_name = Actions(
            lines_actions(self.handling), self, {ActionPlace.KIT_LINES: [self.tree]}
        )
        self.addActions(self.actions_by_name.all())
        self.menu = LineMenu(self.tree, self.actions_by_name)
        self.tray = UnmatchedTray()
        self.pane = KitPane(context, signals, shown)
        self.status = ElidedLabel("small")
        self.nothing = EmptyCard()
        self.keys = KeysAhead(self, lambda: not self.on_the_way.is_empty or self.browser.is_waiting)
        self._arrange()
        self._listen()
        self._show_rights()

    # -------------------------------------------------------------------------------------------------------- building

    def _arrange(self) -> None:
        left, middle = frame("card"), frame("card")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.browser)
        column = QVBoxLayout(middle)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.tray)
        lines = QWidget()
        self._stack = QStackedLayout(lines)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.nothing)
        column.addWidget(lines, 1)
        column.addWidget(line())
        self.status.setContentsMargins(
            metrics.CELL_PADDING, metrics.GAP_SMALL, metrics.CELL_PADDING, metrics.GAP_SMALL
        )
        column.addWidget(self.status)
        self.nothing.say(
            Glyph.KIT,
            self.tr("Nothing is in this kit yet"),
            self.tr(
                "Type a part of a name, Enter, the quantity, Enter: and the next. Rows of a sheet can be pasted."
            ),
            self.tr("Find a part"),
            primary=True,
        )
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(metrics.GAP_SMALL)
        self.split.setChildrenCollapsible(False)
        for one, narrowest in ((left, 210), (middle, 420), (self.pane, 250)):
            one.setMinimumWidth(narrowest)
            self.split.addWidget(one)
        self.split.setStretchFactor(1, 1)
        kept = self._context.state.value(SPLIT)
        self._is_split_kept = isinstance(kept, QByteArray) and self.split.restoreState(kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)

    def _listen(self) -> None:
        shown, browser, tree, acts = self._shown, self.browser, self.tree, self.acts
        shown.leaving.connect(self.flush)
        shown.kit_changed.connect(self._show_kit)
        shown.changed.connect(self._follow)
        self._context.edits.level_changed.connect(self._show_rights)
        browser.part_taken.connect(self.add_part)
        browser.parts_taken.connect(self._add_parts)
        browser.left.connect(self.enter_lines)
        browser.pasted.connect(self.handling.pasting.paste_text)
        browser.waiting_changed.connect(self.keys.look)
        tree.searched.connect(browser.type_on)
        tree.chosen_changed.connect(self._say)
        tree.current_changed.connect(lambda: self.actions_by_name.refresh(WindowState()))
        tree.collapsed_group.connect(lambda group, folded: acts.set_group([group], {"collapsed": folded}))
        tree.editor.typed.connect(self._on_typed)
        tree.editor.left.connect(self._on_editor_left)
        tree.editor.stepped.connect(self._on_stepped)
        acts.began.connect(self._on_began)
        acts.made.connect(lambda _: self._settle())
        acts.failed.connect(self.on_the_way.end)
        acts.refused.connect(self._on_refused)
        self.on_the_way.changed.connect(self.keys.look)
        self.handling.find_wanted.connect(browser.take_keys)
        self.handling.pasting.unmatched.connect(self.tray.add)
        self.tray.find_wanted.connect(self._seek)
        self.tray.taken.connect(self._take_suggestion)
        self.nothing.helped.connect(browser.take_keys)
        self.pane.line_wanted.connect(tree.choose_way)
        self.split.splitterMoved.connect(lambda *_: self._keep_split())

    def _keep_split(self) -> None:
        self._is_split_kept = True
        self._context.state.setValue(SPLIT, self.split.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until somebody says otherwise, the lines get what there is, and those beside them what they need."""
        super().resizeEvent(event)
        if not self._is_split_kept:
            left, right = (min(max(int(self.width() * share), low), high) for share, low, high in _BESIDES)
            self.split.setSizes([left, self.width() - left - right - 2 * self.split.handleWidth(), right])

    # --------------------------------------------------------------------------------------------------------- showing

    def _show_kit(self) -> None:
        self.on_the_way.forget()
        self._typing_new, self._postponed, self._sought = False, False, None
        self.browser.start_over(self._shown.key)
        self.tray.show_rows([])
        self.tree.show_kit(self._nodes())

    def _show_rights(self) -> None:
        self.tree.may_change = self._context.edits.may_record
        if not self.tree.may_change:
            self.tree.editor.finish()
        self.actions_by_name.refresh(WindowState())

    def _nodes(self) -> Sequence[Node]:
        kit, roll = self._shown.kit, self._shown.roll
        self._drawn = kit, roll
        return [] if kit is None or roll is None else nodes_of(kit, roll, self._shown.kits.book)

    def _follow(self) -> None:
        """What is typed in a line is not disturbed by what others do meanwhile; what the person added is shown."""
        if self.tree.editor.field is not None and self.on_the_way.is_empty:
            self._postponed = True
            return
        self._postponed = False
        self.tree.editor.finish()
        if self._drawn[0] is not self._shown.kit or self._drawn[1] is not self._shown.roll:
            self.tree.follow(self._nodes())
        self._say()
        self._settle()

    def _settle(self) -> None:
        """What was waited for is here."""
        if not self.on_the_way.is_empty:
            own = self.tree.lines.own_nodes()
            self.on_the_way.settle(lambda key: key in own)

    def _say(self) -> None:
        kit = self._shown.kit
        self._stack.setCurrentWidget(
            self.nothing if kit is not None and not (kit.lines or kit.groups) else self.tree
        )
        self.handling.look()
        self.actions_by_name.refresh(WindowState())
        lines = self.handling.lines
        roll = self._shown.roll
        if len(lines) < 2 or roll is None:
            self.status.say(
                self.tr(
                    "Type to search · Enter add · + − quantity · Ctrl+G group · Ctrl+↑↓ move · ? all shortcuts"
                ),
                self.tr("Type to search · Enter add · ? all shortcuts"),
                self.tr("? all shortcuts"),
            )
            return
        chosen = set(lines)
        rolled = [one for one in roll.lines if one.key in chosen and one.counts]
        words = self.tr("{n} lines").format(n=whole(len(lines)))
        if not self._shown.kits.shows_costs:
            pass
        elif all(one.cost.is_complete for one in rolled):
            total = rounded_money(sum((one.cost.amount for one in rolled), start=Decimal(0)))
            words = self.tr("{lines} · cost {cost}").format(lines=words, cost=total)
        else:
            words = self.tr("{lines} · cost incomplete").format(lines=words)
        self.status.setText(words)

    # ---------------------------------------------------------------------------------------------------------- adding

    def add_part(self, part: FoundPart, copied: bool) -> None:
        """Behind the current line; the keyboard goes into its quantity."""
        place = self.handling.place()
        if copied and part.kit is not None:
            self.acts.copy(part.kit, None, place if any(place) else (None, None), self._back_to_search)
            return
        sought, self._sought = self._sought, None
        if sought is not None and part.sku is not None:
            self.acts.add_with_quantity(part.sku, sought.quantity, place, self._back_to_search)
            self.tray.settle(sought)
        else:
            self.acts.add_part(part, place, self._type_quantity)

    def _type_quantity(self, keys: Sequence[PartId]) -> None:
        if self.tree.choose(keys, column=Column.QUANTITY):
            self._typing_new = self.tree.edit_cell(keys[0], Column.QUANTITY)

    def _back_to_search(self, keys: Sequence[PartId]) -> None:
        self.tree.choose(keys)
        self.browser.take_keys()

    def _seek(self, row: Unmatched) -> None:
        self.browser.type_on(row.text)
        self._sought = row

    def _take_suggestion(self, row: Unmatched, sku: EntityKey) -> None:
        self.acts.add_with_quantity(sku, row.quantity, self.handling.place(), self._back_to_search)
        self.tray.settle(row)

    def _add_parts(self, parts: Sequence[FoundPart]) -> None:
        """One of each, as one step."""
        self.acts.add_parts(parts, self.handling.place(), then=self._back_to_search)

    def _on_began(self, ticket: Ticket) -> None:
        """A cell that is still open would keep the lines from being shown: what fits is taken, the rest is kept."""
        self.tree.editor.finish()
        self.on_the_way.begin(ticket)

    # ---------------------------------------------------------------------------------------------------------- typing

    def _on_typed(self, key: PartId, typed: Typed) -> None:
        node = self.tree.lines.own(key)
        if node is not None:
            self.acts.type(key, typed, of_group=node.is_group)

    def _on_refused(self, key: PartId, column: Column, text: str, error: LaziError) -> None:
        """It could not be recorded: the cell opens again with what was typed, beside what is there now."""
        self.tree.editor.keep(key, column, text)
        self._context.notifier.problem(error)
        if self.tree.editor.field is None and self._context.edits.may_record:
            self.tree.edit_cell(key, column)

    def _on_editor_left(self, how: str) -> None:
        was_new, self._typing_new = self._typing_new, False
        if was_new and how:
            self.browser.take_keys()
        if self._postponed:
            self._follow()

    def _on_stepped(self, key: PartId, column: Column, by: int) -> None:
        """To the next cell that can be typed into, and from the last one to the next line."""
        columns = [Column.QUANTITY, Column.UNIT, Column.WASTE, Column.PACK, Column.NOTE]
        place = columns.index(column) + by if column in columns else len(columns)
        while 0 <= place < len(columns):
            if self._pass_to(key, columns[place]):
                return
            place += by
        node = self.tree.lines.own(key)
        if node is None:
            return
        index = self.tree.lines.index_of(node)
        beside = self.tree.indexBelow(index) if by > 0 else self.tree.indexAbove(index)
        other = self.tree.lines.node(beside)
        if other is not None and other.is_own:
            self._pass_to(other.key, columns[0] if by > 0 else columns[-1])

    def _pass_to(self, key: PartId, column: Column) -> bool:
        return not self.tree.isColumnHidden(column) and self.tree.edit_cell(key, column, passing=True)

    # -------------------------------------------------------------------------------------------------------- keyboard

    def take_keys(self) -> None:
        self.browser.take_keys()

    def enter_lines(self) -> None:
        if self._stack.currentWidget() is self.tree:
            if not self.tree.currentIndex().isValid() and self.tree.lines.top:
                self.tree.setCurrentIndex(self.tree.lines.index_of(self.tree.lines.top[0]))
            self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """What is typed is handed over."""
        self.tree.editor.finish()
        if self.handling.card is not None:
            self.handling.card.close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

"""The panels below the rows, one at a time: what was refused, pasting by code, find and replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.errors import Cancelled, InvalidValue, LaziError
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pasted_table import CODE, PastedTable, understood
from lazi_desktop.domain.plain_form import TYPED, WORDED
from lazi_desktop.operations.bulk import BulkPlan, Refused, fields_to_ask, permitted, plan_changes
from lazi_desktop.operations.bulk_paste import MatchedPlan, plan_matched, titles_of
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import Step
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.listed import listed_names
from lazi_desktop.ui.pricebook.bulk.bulk_edits import BulkEdits
from lazi_desktop.ui.pricebook.bulk.matching import MatchSheet
from lazi_desktop.ui.pricebook.bulk.pasting import Clip, Selection, read_rows
from lazi_desktop.ui.pricebook.bulk.rewriting import RewriteSheet, Wanted
from lazi_desktop.ui.pricebook.bulk.sheet import Sheet
from lazi_desktop.ui.pricebook.bulk.tray import Tray
from lazi_desktop.ui.pricebook.sku_loader import BURST_PAUSE


class BulkSheets(QWidget):
    """Made when they are first wanted."""

    def __init__(self, context: UiContext, bulk: BulkEdits, tree: Callable[[], Tree]) -> None:
        """`tree`: the one whose rows are listed."""
        super().__init__()
        self._context = context
        self._edits = context.edits
        self._bulk = bulk
        self._grid = bulk.grid
        self._tree = tree
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.open_sheet: Sheet | None = None
        self.tray: Tray | None = None
        self.match: MatchSheet | None = None
        self.rewrite: RewriteSheet | None = None
        self._plans = LatestRead(context.tasks, context.notifier, self, after_writes=True)
        self._read: tuple[object, list[SkuRow], frozenset[EntityKey]] | None = None
        """Rows kept while a panel is open, what they were read for, and whose they are."""
        self._turn = 0
        self._match_soon = QTimer(self)
        self._match_soon.setSingleShot(True)
        self._match_soon.setInterval(BURST_PAUSE)
        self._match_soon.timeout.connect(self._match_again)
        bulk.refused_shown.connect(self.show_refused)
        context.edits.changed.connect(self._on_changed)
        model = self._grid.sku_model
        for news in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            news.connect(lambda: self._count_rows(others_listed=True))
        self._grid.selection_moved.connect(lambda: self._count_rows(others_listed=False))
        self.hide()

    # -------------------------------------------------------------------------------------------- opening, closing

    def _open(self, sheet: Sheet) -> None:
        if self.open_sheet is not None and self.open_sheet is not sheet:
            self.open_sheet.hide()
        self.open_sheet = sheet
        if self._layout.indexOf(sheet) < 0:
            self._layout.addWidget(sheet)
            sheet.closed.connect(self.close_sheet)
        sheet.show()
        self.show()

    def close_sheet(self) -> None:
        self._turn += 1
        self._plans.drop()
        self._read = None
        if self.open_sheet is not None:
            self.open_sheet.hide()
            self.open_sheet = None
        self.hide()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_tray(self) -> Tray:
        if self.tray is None:
            self.tray = Tray(self._context.notifier.problem, self)
            self.tray.hide()
        return self.tray

    def show_refused(self, refused: list[Refused]) -> None:
        tray = self._made_tray()
        tray.show_refused(refused)
        self._open(tray)
        tray.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, work: Callable[[PricebookQueries, Step], Any], done: Callable[[Any], None]) -> None:
        """The newest plan counts; one that nobody waits for any more ends at its next step."""
        self._turn += 1
        turn, queries = self._turn, self._context.queries

        def step(_done: int, _total: int) -> None:
            if turn != self._turn:
                raise Cancelled

        def read() -> Any:
            try:
                return work(queries, step)
            except LaziError as problem:
                return problem

        self._plans.ask(read, done)

    # ---------------------------------------------------------------------------------------------- paste by code

    def paste_matched(self) -> None:
        clip = Clip.of(QGuiApplication.clipboard().mimeData())
        if not clip:
            self._bulk.could_not.emit(self.tr("There is nothing on the clipboard."))
            return
        if self.match is None:
            self.match = MatchSheet(self._made_tray())
            self.match.columns_chosen.connect(self._match)
            self.match.apply_wanted.connect(self._paste_matched)
        chosen = self._bulk.selection()
        kinds = frozenset(self._tree().sku_kinds)
        following = [
            column.field for column in chosen.columns[max(chosen.current[1], 1) :] if column.typeable
        ]
        titles = titles_of(kinds) | {
            column.heading: column.field for column in chosen.columns if column.field
        }
        self._open(self.match)
        self.match.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._plans.ask(lambda: understood(clip.read(), titles, following), self._on_understood)

    def _on_understood(self, table: PastedTable) -> None:
        assert self.match is not None
        self.match.ask(table, self._named_fields())
        self._match(table)

    def _named_fields(self) -> dict[str, str]:
        """Fields that can be pasted, by name; the code first."""
        found = {
            name: QCoreApplication.translate("Field", one.title)
            for kind in self._tree().sku_kinds
            for name, one in FIELDS[kind].items()
            if one.type in TYPED
            and one.writable
            and name != CODE
            and not self._edits.why_no_price(kind, name)
        }
        code = {CODE: QCoreApplication.translate("Field", "Code")}
        return code | dict(sorted(found.items(), key=lambda item: item[1]))

    def _match(self, table: PastedTable) -> None:
        assert self.match is not None
        self.match.wait()
        self._plan_match(table)

    def _match_again(self) -> None:
        """What is shown stays until the newer one is there."""
        match = self.match
        if (
            match is not None
            and self.open_sheet is match
            and match.found is not None
            and match.table is not None
        ):
            self._plan_match(match.table)

    def _plan_match(self, table: PastedTable) -> None:
        kinds = frozenset(self._tree().sku_kinds)

        def plan(queries: PricebookQueries, step: Step) -> MatchedPlan:
            place = table.code_column
            codes = {row[place].strip() for row in table.rows if place < len(row)} - {""}
            by_code = queries.rows_by_code(sorted(codes))
            names = [name for name in table.columns if name]
            if fields_to_ask(names):
                numbers = [row.number for rows in by_code.values() for row in rows]
                full = read_rows(queries, numbers, names, step)
                by_code = {
                    code: [full[row.number] for row in rows if row.number in full]
                    for code, rows in by_code.items()
                }
            found = plan_matched(table, by_code, among=kinds, names=listed_names(), step=step)
            return replace(found, plan=permitted(found.plan, self._edits.why_no_price))

        self._plan(plan, self._on_matched)

    def _on_matched(self, found: MatchedPlan | LaziError) -> None:
        if self.match is None or self.open_sheet is not self.match or isinstance(found, Cancelled):
            return
        if isinstance(found, LaziError):
            self.match.show_problem(found)
        else:
            self.match.show_plan(found)

    def _paste_matched(self, plan: BulkPlan) -> None:
        refused = plan.refused

        def done() -> None:
            if refused:
                self.show_refused(refused)
            else:
                self.close_sheet()

        self._bulk.apply(self.tr("Paste by code"), plan, done)

    # ------------------------------------------------------------------------------------------- find and replace

    def find_and_replace(self) -> None:
        if not self._grid.finish_typing():
            return
        if self.rewrite is None:
            self.rewrite = RewriteSheet()
            self.rewrite.wanted_changed.connect(self._preview)
            self.rewrite.apply_wanted.connect(self._rewrite)
        chosen = self._bulk.selection()
        self._open(self.rewrite)
        self.rewrite.ask(self._column_choices(chosen), *self._rows_in_question())

    def _rows_in_question(self) -> tuple[int, int]:
        """How many are selected, if it is worth a choice, and how many are listed."""
        selected = self._grid.selected_count()
        return selected if selected > 1 else 0, len(self._grid.sku_model.rows)

    def _count_rows(self, *, others_listed: bool) -> None:
        if self.rewrite is not None and self.open_sheet is self.rewrite and not self._bulk.is_busy:
            self.rewrite.count_rows(*self._rows_in_question(), others_listed=others_listed)

    def _column_choices(self, chosen: Selection) -> list[tuple[str, tuple[str, ...]]]:
        tables = [FIELDS[kind] for kind in self._tree().sku_kinds]
        worded = dict.fromkeys(
            name for table in tables for name, one in table.items() if one.type in WORDED and one.writable
        )
        editable = [column for column in chosen.columns if column.field and not column.why_not]
        shown = tuple(column.field for column in editable if column.field in worded)
        selected = tuple(
            dict.fromkeys(one.field for one in chosen.selected_columns if one.field and not one.why_not)
        )
        choices = [(self.tr("In texts that are shown"), shown)] if shown else []
        if len(selected) > 1:
            choices.append((self.tr("In the selected columns"), selected))
        choices.append((self.tr("In all texts"), tuple(worded)))
        return [*choices, *((column.heading, (column.field,)) for column in editable)]

    def _preview(self) -> None:
        sheet = self.rewrite
        if sheet is None or self.open_sheet is not sheet:
            return
        wanted = sheet.wanted()
        try:
            change = wanted.change()
        except InvalidValue as problem:
            self._turn += 1
            self._plans.drop()
            sheet.show_problem(problem)
            return
        if change is None:
            self._turn += 1
            self._plans.drop()
            sheet.show_nothing()
            return
        sheet.show_waiting()
        chosen = self._bulk.selection()

        def plan(queries: PricebookQueries, step: Step) -> BulkPlan:
            rows = self._rows(wanted, chosen, queries, step)
            found = plan_changes(rows, wanted.fields, change, text=wanted.text, step=step)
            return permitted(found, self._edits.why_no_price)

        self._plan(plan, self._on_previewed)

    def _rows(self, wanted: Wanted, chosen: Selection, queries: PricebookQueries, step: Step) -> list[SkuRow]:
        """On a reading thread. While one types on, the rows need not be read again."""
        listed = chosen.listed(queries)
        numbers = (
            listed if wanted.everywhere else [listed[at] for at in chosen.whole_rows if at < len(listed)]
        )
        meant = (tuple(numbers), fields_to_ask(wanted.fields))
        held = self._read
        if held is not None and held[0] == meant:
            return held[1]
        rows = list(read_rows(queries, numbers, wanted.fields, step).values())
        self._read = (meant, rows, frozenset(row.key for row in rows))
        return rows

    def _on_previewed(self, found: BulkPlan | LaziError) -> None:
        if self.rewrite is None or self.open_sheet is not self.rewrite or isinstance(found, Cancelled):
            return
        if isinstance(found, LaziError):
            self.rewrite.show_problem(found)
        else:
            self.rewrite.show_plan(found)

    def _rewrite(self, plan: BulkPlan) -> None:
        plan.same = 0  # what was looked through and holds nothing of it is no news
        self._bulk.apply(self.tr("Find and replace"), plan, self._preview)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        """What is shown may be of yesterday."""
        if changes and self.match is not None and self.open_sheet is self.match and not self._bulk.is_busy:
            self._match_soon.start()
        if not changes or (
            changes.keys and self._read is not None and self._read[2].isdisjoint(changes.keys)
        ):
            return
        self._read = None
        if self.open_sheet is self.rewrite and self.rewrite is not None and not self._bulk.is_busy:
            self._preview()

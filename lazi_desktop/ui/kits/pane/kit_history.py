"""What happened to a kit, the newest first: here and at everybody else's desk, one line a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.history import NOT_TAKEN, Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.parts import GONE, KitId
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui import dates
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.history.history_reader import HistoryReader
from lazi_desktop.ui.history.words import day_words
from lazi_desktop.ui.kits.kit_words import name_of, part_field_title, part_value
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.people import person, sentence_start
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.two_lines import TwoLineList, heading_item, row_item

_MOST_LINES = 3
_TOLD = 8
"""So many changes of one step are named in its tip."""


class KitHistoryReader(HistoryReader):
    def _ask_hub(self, key: EntityKey, *, before: int | None = None) -> None:
        self._context.engine.read_kit_history(KitId(key), before=before)

    @staticmethod
    def _own_history(queries: PricebookQueries, key: EntityKey) -> Sequence[Recorded]:
        return queries.kit_history(KitId(key))


class KitHistory(QWidget):
    """Read when it is looked at."""

    def __init__(self, context: UiContext, signals: EngineSignals, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self._is_looked_at = False
        self.reader = KitHistoryReader(context, signals, self)
        self.note = label("", "small", wrap=True)
        self.list = TwoLineList(self.tr("History"), title_lines=_MOST_LINES)
        self._rows = QStandardItemModel(self)
        self.list.setModel(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, metrics.GAP_SMALL, 1, 1)
        column.setSpacing(metrics.GAP_TINY)
        self.note.setContentsMargins(metrics.GAP, 0, metrics.GAP, 0)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        self.reader.changed.connect(self._show)
        shown.changed.connect(self._read)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda at: self.reader.read_older() if at >= bar.maximum() else None)

    def look(self, is_looked_at: bool) -> None:
        self._is_looked_at = is_looked_at
        self._read()

    def _read(self) -> None:
        if self._is_looked_at and self._shown.key is not None:
            self.reader.show(EntityKey(self._shown.key))

    def _show(self) -> None:
        place = self.list.verticalScrollBar().value()
        self._rows.clear()
        day: date | None = None
        for step in steps_of(self.reader.records):
            at = step[0].at.astimezone().date()
            if at != day:
                day = at
                self._rows.appendRow(heading_item(day_words(step[0].at, now=datetime.now(UTC))))
            self._rows.appendRow(self._row(step))
        self.list.verticalScrollBar().setValue(place)
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))

    def _note(self) -> str:
        if not self.reader.only_here:
            return "" if self.reader.records else self.tr("Nothing was done to it yet.")
        if self.reader.waits:
            return self.tr("Asking the team's database…")
        return self.tr("The team's database does not answer: this is what was done at this computer.")

    def _row(self, step: Sequence[Recorded]) -> QStandardItem:
        first = step[0]
        refused = first.action == NOT_TAKEN
        who = sentence_start(person(first.by, self._context.me if first.by else {""}))
        told = [who, self.tr("not taken by the team's database") if refused else ""]
        told.append("" if first.shared else self.tr("not shared yet"))
        changes = [one for one in map(self._change_words, step) if one]
        title = self._step_words(first) if first.message else "; ".join(changes[:2])
        detail = "  ·  ".join(filter(None, told))
        tip = "\n".join(
            filter(None, (title, detail, *changes[:_TOLD], dates.to_the_second(first.at.astimezone())))
        )
        return row_item(
            title or self.tr("Changed"),
            "  ·  ".join(filter(None, (detail, changes[0] if len(changes) == 1 and first.message else ""))),
            at_right=dates.clock(first.at.astimezone()),
            glyph=Glyph.CONFLICT if refused else Glyph.EDIT,
            glyph_ink="danger" if refused else "changed",
            tip=tip,
        )

    def _step_words(self, record: Recorded) -> str:
        """Without the kit's name at its end, and the word before that: it is all about this kit."""
        words, kit = said(record.message), self._shown.kit
        if kit is None or not kit.name or not words.endswith(f" {kit.name}"):
            return words
        *bare, _preposition = words[: -len(kit.name)].split()
        return " ".join(bare) if len(bare) > 1 else words

    def _change_words(self, record: Recorded) -> str:
        """`PVC pipe: Quantity 2 → 3`, `PVC pipe: added`."""
        changed = change_words(record, self._shown.kits.book)
        name = self._part_name(record)
        return f"{name}: {changed}" if name and changed else changed

    def _part_name(self, record: Recorded) -> str:
        kit, roll = self._shown.kit, self._shown.roll
        if kit is None or roll is None or record.part is None:
            return ""
        line = roll.line(record.part)
        if line is not None:
            return line.name
        names = {one.key: one.name for one in kit.groups}
        names |= {one.key: one.name for one in kit.parameters}
        names |= {one.key: one.name for one in kit.samples}
        made = record.after if isinstance(record.after, Mapping) else {}
        if "number" in made:
            return self.tr("Version {n}").format(n=made["number"])
        named = made.get("name") or made.get("sku") or made.get("includes") or made.get("service")
        return names.get(record.part) or (name_of(str(named), self._shown.kits.book) if named else "")


def steps_of(records: Sequence[Recorded]) -> list[list[Recorded]]:
    """Records of one step stand together; those of which no step is known are steps of their own."""
    return [
        list(group)
        for _, group in groupby(records, key=lambda one: one.txn_id or one.op_id or (one.number, one.at))
    ]


def change_words(record: Recorded, book: KitBook) -> str:
    """`Quantity 2 → 3`, `moved`, `added`."""
    if not record.field:
        return _tr("added")
    if record.field == GONE:
        return _tr("removed") if record.after else _tr("brought back")
    if record.field == "place":
        return _tr("moved")
    before, after = (part_value(record.field, one, book) for one in (record.before, record.after))
    return f"{part_field_title(record.field)}  {before} → {after}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitHistory", text)

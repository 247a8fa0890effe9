"""The timeline of one entity: every change here, every change seen in ServiceTitan, and the buttons that lead back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.history import Happened, HistoryEntry, restorable, values_before
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.restore import restore_values
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.entity_tab import EntityView
from lazi_desktop.ui.formatting import counted, field_title, format_field
from lazi_desktop.ui.history.filters import HistoryFilters
from lazi_desktop.ui.history.history_reader import HistoryReader
from lazi_desktop.ui.history.words import day_words, entry_words
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, line
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from lazi_desktop.ui.widgets.flow_layout import FlowLayout
from lazi_desktop.ui.widgets.two_lines import LineRole, TwoLineList, heading_item, row_item

_LONGEST = 18
_MOST_LINES = 4
_WHOLE_HEIGHT = 140
_WITH_VALUES = frozenset((
    Happened.CHANGED, Happened.REVERTED, Happened.SETTLED, Happened.CHANGED_THERE, Happened.NOT_TAKEN, Happened.ARRIVED,
))  # fmt: skip


class FieldWish(QObject):
    """`wanted(field)`: the history of one field is to be shown, "" for all of them."""

    wanted = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.field = ""

    def ask(self, field: str) -> None:
        self.field = field
        self.wanted.emit(field)


class HistoryView(EntityView):
    def __init__(self, context: UiContext, signals: EngineSignals, wish: FieldWish | None = None) -> None:
        super().__init__()
        self._context = context
        self._wish = wish
        self._detail: EntityDetail | None = None
        self.reader = HistoryReader(context, signals, self)
        self.filters = HistoryFilters()
        self.note = label("", "small", wrap=True)
        self.note.setContentsMargins(metrics.GAP, 0, metrics.GAP, metrics.GAP_TINY)
        self.list = TwoLineList(self.tr("History"), title_lines=_MOST_LINES)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows = QStandardItemModel(self)
        self.list.setModel(self.rows)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setAccessibleName(self.tr("The change at full length"))
        self.whole.setFixedHeight(_WHOLE_HEIGHT)
        self.whole.setTabChangesFocus(True)
        self.whole.hide()
        self.older = _OlderLine()
        self.older.hide()
        self.card = EmptyCard()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.card)
        self.restore = button(self.tr("Restore"), glyph=Glyph.REVERT)
        self.restore_all = button(self.tr("Restore all as it was before"), "quiet")
        self.bring_back = QAction(self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        foot = QWidget()
        buttons = FlowLayout(foot, gap=metrics.GAP_TINY)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.restore_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addWidget(self.note)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.older)
        layout.addWidget(self.whole)
        layout.addWidget(line())
        around = QHBoxLayout()
        around.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        around.addWidget(foot)
        layout.addLayout(around)
        self.setFocusProxy(self.list)
        self.list.addAction(self.bring_back)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _listen(self) -> None:
        self.reader.changed.connect(self._show)
        self.filters.changed.connect(self._show)
        self.list.selectionModel().selectionChanged.connect(self._offer)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.older.again.clicked.connect(self._read_older_again)
        self.restore.clicked.connect(lambda: self._bring_back(self._old_values()))
        self.restore_all.clicked.connect(lambda: self._bring_back(self._state_before()))
        self.bring_back.triggered.connect(lambda: self._bring_back(self._new_value()))
        if self._wish is not None:
            self._wish.wanted.connect(self._show_field)

    # -------------------------------------------------------------------------------------------------- showing

    def show_entity(self, detail: EntityDetail) -> None:
        is_other = self._detail is None or self._detail.key != detail.key
        self._detail = detail
        if is_other:
            self.rows.clear()
            self._show_field(self._wish.field if self._wish is not None else "")
        self.reader.show(detail.key)
        self._show()

    def _show_field(self, name: str) -> None:
        if self._detail is not None:
            self.filters.show_field(self._detail.kind, name)

    @property
    def _shown(self) -> Sequence[HistoryEntry]:
        me = self._context.me
        return [one for one in self.reader.entries if self.filters.lets_through(one, me)]

    def _show(self) -> None:
        detail = self._detail
        if detail is None or self.reader.key != detail.key:
            return
        self.filters.offer(self.reader.entries, detail.kind, self._context.me)
        chosen = {_identity(one) for one in self._chosen()}
        place = self.list.verticalScrollBar().value()
        self.rows.clear()
        day: date | None = None
        for entry in self._shown:
            at = entry.at.astimezone().date()
            if at != day:
                day = at
                self.rows.appendRow(heading_item(day_words(entry.at, now=datetime.now(UTC))))
            words = entry_words(entry, detail.kind, me=self._context.me, categories=self.reader.categories)
            self.rows.appendRow(
                row_item(
                    words.title, words.detail, at_right=words.time, glyph=words.glyph, glyph_ink=words.ink,
                    tip=words.tip, subject=entry,
                )
            )  # fmt: skip
        self._choose(chosen)
        self.list.verticalScrollBar().setValue(place)
        self._explain()
        self._offer()

    def _choose(self, identities: set[object]) -> None:
        if not identities:
            return
        selection = self.list.selectionModel()
        for row in range(self.rows.rowCount()):
            entry = self.rows.index(row, 0).data(LineRole.SUBJECT)
            if isinstance(entry, HistoryEntry) and _identity(entry) in identities:
                selection.select(self.rows.index(row, 0), selection.SelectionFlag.Select)

    def _explain(self) -> None:
        reader = self.reader
        if reader.error is not None or (reader.only_here and not reader.waits):
            words = self.tr("The team's database does not answer: this is what was done at this computer.")
        elif reader.only_here:
            words = self.tr("Asking the team's database…")
        else:
            words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.older.setVisible(reader.older_error is not None)
        if self.rows.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        self._stack.setCurrentWidget(self.card)
        if reader.entries:
            self.card.say(Glyph.ACTIVITY, self.tr("Nothing of that"), self.tr("Choose something else above."))
        elif not reader.only_here:
            nothing = self.tr("Nothing has happened to it since it was first read.")
            self.card.say(Glyph.ACTIVITY, self.tr("No changes yet"), nothing)
        elif reader.waits:
            self.card.say(Glyph.ACTIVITY, self.tr("Reading its history…"))
        else:
            self.card.say(Glyph.ACTIVITY, self.tr("Nothing was done to it here"))

    def _read_older_again(self) -> None:
        self.reader.read_older()
        self.older.setVisible(self.reader.older_error is not None)

    def _on_scrolled(self, value: int) -> None:
        """What could not be read is asked for again by the person, not by each turn of the wheel."""
        near_end = value >= self.list.verticalScrollBar().maximum() - self.list.height()
        if near_end and self.reader.older_error is None:
            self.reader.read_older()

    # ------------------------------------------------------------------------------------------------ restoring

    def _chosen(self) -> list[HistoryEntry]:
        return [one for one in self.list.subjects() if isinstance(one, HistoryEntry)]

    def _old_values(self) -> dict[str, Value]:
        """What stood there before the chosen ones; of several of one field, before the oldest."""
        old = {one.field: one.before for one in self._chosen() if one.field and one.happened in _WITH_VALUES}
        return self._other_than_now(old)

    def _new_value(self) -> dict[str, Value]:
        chosen = self._chosen()
        new = {one.field: one.after for one in chosen if one.field and one.happened in _WITH_VALUES}
        return self._other_than_now(new) if len(chosen) == 1 else {}

    def _state_before(self) -> dict[str, Value]:
        """All that has changed from the oldest of the chosen ones on."""
        detail, chosen = self._detail, self._chosen()
        if detail is None or not chosen:
            return {}
        newer = self.reader.records[: max(one.place for one in chosen) + 1]
        ours = {name: one.value for name, one in {**detail.overrides, **detail.kept}.items()}
        return self._other_than_now(values_before(newer, mirror=detail.mirror, ours=ours))

    def _other_than_now(self, values: Mapping[str, Value]) -> dict[str, Value]:
        detail = self._detail
        if detail is None or detail.gone:
            return {}
        can, edits = restorable(detail.kind, values), self._context.edits
        return {
            name: one
            for name, one in can.items()
            if not same(one, detail.effective.get(name)) and not edits.why_no_price(detail.kind, name)
        }

    def _show_whole(self) -> None:
        """What is too long for its lines, of the one that is chosen."""
        detail, chosen = self._detail, self._chosen()
        whole = ""
        if detail is not None and len(chosen) == 1:
            me, categories = self._context.me, self.reader.categories
            whole = entry_words(chosen[0], detail.kind, me=me, categories=categories).whole
        if whole != self.whole.toPlainText():
            self.whole.setPlainText(whole)
        self.whole.setVisible(bool(whole))

    def _offer(self) -> None:
        self._show_whole()
        old, state, new = self._old_values(), self._state_before(), self._new_value()
        self.restore.setEnabled(bool(old))
        self.restore.setText(
            self.tr("Restore {what}").format(what=self._words(old)) if old else self.tr("Restore")
        )
        self.restore_all.setEnabled(bool(state))
        more = len(state) > 1 and state != old
        self.restore_all.setVisible(more)
        fields = counted(len(state), self.tr("field"), self.tr("fields"))
        self.restore_all.setText(self.tr("All as before ({fields})").format(fields=fields))
        self.restore_all.setToolTip(self.tr("Everything as it was before the oldest of the chosen entries"))
        self.bring_back.setVisible(bool(new))
        self.bring_back.setText(self.tr("Restore {what}").format(what=self._words(new)))
        for control in (self.restore, self.restore_all):
            control.setAccessibleName(control.text())

    def _words(self, values: Mapping[str, Value]) -> str:
        """`10.00`, `no price`, `3 fields`."""
        detail = self._detail
        if detail is None or len(values) != 1:
            return counted(len(values), self.tr("field"), self.tr("fields"))
        ((name, value),) = values.items()
        shown = format_field(detail.kind, name, value)
        if value is None or len(shown) > _LONGEST:
            return field_title(detail.kind, name)
        return shown

    def _bring_back(self, values: Mapping[str, Value]) -> None:
        detail = self._detail
        if detail is not None and values:
            key = detail.key
            self._context.edits.do(lambda work: restore_values(work, key, values), initiator=self)


class _OlderLine(QWidget):
    """Below the list: that there is more, and could not be read."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label(self.tr("Older changes could not be read."), "small", wrap=True)
        self.again = button(self.tr("Try again"), "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 0, metrics.GAP, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.again)


def _identity(entry: HistoryEntry) -> object:
    return (entry.at, entry.op_id, entry.field, entry.happened)

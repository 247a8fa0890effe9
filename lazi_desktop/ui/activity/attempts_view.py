"""What a push sent, request by request: which entry, which fields, what ServiceTitan answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Result
from lazi_desktop.ports.hub_runs import AttemptRow
from lazi_desktop.ui.activity.words import full_time
from lazi_desktop.ui.formatting import NOTHING, field_title, format_field
from lazi_desktop.ui.numerals import spelled
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import Chip, chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role, color, theme_news
from lazi_desktop.ui.widgets.basics import button, frame, label

Index = QModelIndex | QPersistentModelIndex

_HEIGHT = 50
_NAMED = 3
_SHOWN = 8
_ROLE = Qt.ItemDataRole.UserRole + 1
_CHIP = Qt.ItemDataRole.UserRole + 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attempts", text)


def outcome_chip(attempt: AttemptRow, proof: Chip | None = None, *, is_over: bool = False) -> Chip:
    """`proof` is what reading back showed of the whole push, where that is known: an answer alone proves nothing.
    `is_over`: who sent it waits for no answer any more."""
    if attempt.settled is not Result.WAITING and attempt.outcome != "rejected":
        return settled_chip(attempt.settled)
    if is_over and not attempt.outcome:
        return Chip(_tr("No answer"), Role.CHANGED)
    answered = _tr("Answered") if attempt.status is None else _tr("Answered {n}").format(n=attempt.status)
    return {
        "applied": proof or Chip(answered, Role.NEUTRAL),
        "ambiguous": Chip(_tr("No answer"), Role.CHANGED),
        "rejected": Chip(_tr("Refused"), Role.DANGER),
    }.get(attempt.outcome, Chip(_tr("Under way"), Role.NEUTRAL))


def subject(attempt: AttemptRow) -> str:
    return "  ".join(part for part in (attempt.code, attempt.name) if part) or NOTHING


def named_fields(kind: EntityKind, fields: Mapping[str, Any]) -> str:
    """`Price, Cost and 4 more`."""
    titles = [field_title(kind, name) for name in fields]
    named = ", ".join(titles[:_NAMED])
    if len(titles) <= _NAMED:
        return named
    return _tr("{named} and {n} more").format(named=named, n=len(titles) - _NAMED)


def settled_chip(settled: Result) -> Chip:
    return {
        Result.VERIFIED: Chip(_tr("Proved"), Role.PROVED),
        Result.DIFFERS: Chip(_tr("Differs"), Role.DANGER),
        Result.CONFLICT: Chip(_tr("Conflict"), Role.DANGER),
    }.get(settled, Chip(_tr("Refused"), Role.DANGER))


def answer_words(attempt: AttemptRow, *, is_over: bool = False) -> str:
    """What ServiceTitan said, or what is known of the silence."""
    is_silent = attempt.outcome in ("", "ambiguous")
    if is_silent and attempt.settled is not Result.WAITING:
        return _settled_words(attempt.settled)
    if attempt.detail:
        return attempt.detail
    if is_silent and (attempt.outcome or is_over):
        return _tr("No answer came. Reading back shows whether it arrived; nothing is sent twice meanwhile.")
    if not attempt.outcome:
        return _tr("The answer is awaited.")
    return ""


def _settled_words(settled: Result) -> str:
    return {
        Result.VERIFIED: _tr("The answer was lost. Read back later: it arrived."),
        Result.DIFFERS: _tr("The answer was lost. Read back later: another value is there."),
        Result.CONFLICT: _tr("The answer was lost. Read back later: somebody has changed it there."),
    }.get(settled, _tr("The answer was lost. What became of it later: it was refused."))


class AttemptsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.attempts: list[AttemptRow] = []
        self.proof: Chip | None = None
        self.is_over = False

    def chip(self, attempt: AttemptRow) -> Chip:
        return outcome_chip(attempt, self.proof, is_over=self.is_over)

    def take(self, attempts: Sequence[AttemptRow]) -> None:
        """A push that is under way only adds at the end and renews what is there."""
        same = len(attempts) >= len(self.attempts) and all(
            one.attempt_id == other.attempt_id for one, other in zip(self.attempts, attempts, strict=False)
        )
        if not same:
            self.beginResetModel()
            self.attempts = list(attempts)
            self.endResetModel()
            return
        before = len(self.attempts)
        if len(attempts) > before:
            self.beginInsertRows(QModelIndex(), before, len(attempts) - 1)
            self.attempts = list(attempts)
            self.endInsertRows()
        else:
            self.attempts = list(attempts)
        if before:
            self.dataChanged.emit(self.index(0), self.index(before - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.attempts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        attempt = self.attempts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return subject(attempt)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{subject(attempt)}\n{second_line(attempt)}\n{self.chip(attempt).text}"
        if role == _CHIP:
            return self.chip(attempt)
        return attempt if role == _ROLE else None


def second_line(attempt: AttemptRow) -> str:
    parts = [named_fields(attempt.entity_kind, attempt.fields)]
    if attempt.status is not None:
        parts.append(str(attempt.status))
    if attempt.detail:
        parts.append(" ".join(attempt.detail.split()))
    return " · ".join(part for part in parts if part)


class AttemptDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        attempt: AttemptRow = index.data(_ROLE)
        rect = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        chip: Chip = index.data(_CHIP)
        room = rect.adjusted(metrics.CARD_PADDING, 5, -metrics.CARD_PADDING, -5)
        wide = chip_size(chip.text).width()
        line = room.height() // 2
        paint_chip(painter, QRect(room.right() - wide, room.top(), wide, line), chip.text, chip.role)
        upper = QRect(room.left(), room.top(), room.width() - wide - metrics.GAP_SMALL, line)
        lower = QRect(room.left(), room.top() + line, room.width(), line)
        left = self._words(painter, upper, attempt.code, "text", QFont.Weight.DemiBold)
        gap = metrics.GAP_SMALL if attempt.code else 0
        self._words(painter, upper.adjusted(left + gap, 0, 0, 0), attempt.name, "text")
        refused = attempt.outcome == "rejected"
        ink = "danger_text" if refused and attempt.detail else "text_muted"
        self._words(painter, lower, second_line(attempt), ink, size=metrics.TEXT_SMALL)
        painter.setPen(color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    @staticmethod
    def _words(
        painter: QPainter,
        room: QRect,
        text: str,
        ink: str,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        size: int = metrics.TEXT,
    ) -> int:
        font = ui_font(size, weight=weight)
        told = QFontMetrics(font)
        shown = told.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.setFont(font)
        painter.setPen(color(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return told.horizontalAdvance(shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, _HEIGHT)


class AttemptsView(QWidget):
    """`show_wanted(key)`: the entry of the chosen request is to be shown in the pricebook."""

    show_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = AttemptsModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(AttemptDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Requests of this push"))
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(lambda _index: self._on_show())
        self.model.dataChanged.connect(self._on_chosen)
        self.note = label("", "muted", wrap=True)
        self.note.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        self.one = self._make_one()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(self.one)
        theme_news.theme_changed.connect(self.list.viewport().update)
        self._run: UUID | None = None

    def _make_one(self) -> QFrame:
        made = frame("inset")
        self._fields = QFormLayout()
        self._fields.setHorizontalSpacing(metrics.GAP)
        self._fields.setVerticalSpacing(2)
        self.facts = label("", "small", wrap=True)
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_button = button(self.tr("Show in Pricebook"), glyph=Glyph.SHOW_IN_GRID)
        self.show_button.clicked.connect(self._on_show)
        foot = QHBoxLayout()
        foot.addWidget(self.show_button)
        foot.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(self._fields)
        column.addWidget(self.words)
        column.addWidget(self.facts)
        column.addLayout(foot)
        return made

    # --------------------------------------------------------------------------------------------------- showing

    def show_attempts(
        self,
        run_id: UUID,
        attempts: Sequence[AttemptRow] | None,
        note: str = "",
        *,
        proof: Chip | None = None,
        is_over: bool = False,
    ) -> None:
        """`note` stands above, or alone where there are none (yet). `proof` is what reading back showed of all;
        `is_over`: the push runs no more."""
        if run_id != self._run:
            self._run = run_id
            self.model.take(())
        self.model.proof, self.model.is_over = proof, is_over
        self.model.take(attempts or ())
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.list.setVisible(bool(attempts))
        if attempts and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(self._first_problem()))
        self._on_chosen()

    def _first_problem(self) -> int:
        found = (row for row, one in enumerate(self.model.attempts) if not _is_fine(one))
        return next(found, 0)

    def chosen(self) -> AttemptRow | None:
        index = self.list.currentIndex()
        return self.model.attempts[index.row()] if index.isValid() else None

    def _on_chosen(self, *_: object) -> None:
        attempt = self.chosen()
        self.one.setVisible(attempt is not None)
        if attempt is None:
            return
        while self._fields.rowCount():
            self._fields.removeRow(0)
        kind = attempt.entity_kind
        for name, value in list(attempt.fields.items())[:_SHOWN]:
            shown = label(format_field(kind, name, value), wrap=True)
            shown.setFont(number_font())
            self._fields.addRow(label(field_title(kind, name), "muted"), shown)
        more = len(attempt.fields) - _SHOWN
        if more > 0:
            self._fields.addRow(label(self.tr("and {n} more").format(n=more), "small"))
        said = answer_words(attempt, is_over=self.model.is_over)
        self.words.setText(
            self.tr("ServiceTitan said: {words}").format(words=said)
            if said and said == attempt.detail
            else said
        )
        self.words.setProperty("tone", "error" if attempt.outcome == "rejected" else "")
        self.words.style().polish(self.words)
        self.words.setVisible(bool(said))
        self.facts.setText(_facts(attempt))

    def _on_show(self) -> None:
        attempt = self.chosen()
        if attempt is not None:
            self.show_wanted.emit(attempt.entity_key)


def _is_fine(attempt: AttemptRow) -> bool:
    return attempt.outcome == "applied" or attempt.settled is Result.VERIFIED


def _facts(attempt: AttemptRow) -> str:
    parts = [full_time(attempt.sent)]
    if attempt.finished is not None:
        seconds = max(0.1, (attempt.finished - attempt.sent).total_seconds())
        parts.append(_tr("answered in {n} s").format(n=spelled(f"{seconds:.1f}")))
    if attempt.status is not None:
        parts.append(_tr("status {n}").format(n=attempt.status))
    if attempt.path:
        parts.append(attempt.path)
    return " · ".join(parts)

"""The last look before a push: what is known here at once, then what ServiceTitan has now. Old ones cannot be sent.

It stays open beside the work: who edits meanwhile makes it stale, and it says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.push import PreviewProgress, PushPreview, PushResult
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.push.planned import Planned
from lazi_desktop.ui.push.preview_rows import PreviewRow, preview_rows
from lazi_desktop.ui.push.preview_words import (
    effort_words,
    found_words,
    has_doubts,
    headline,
    joined,
    left_out_words,
    warning_notes,
)
from lazi_desktop.ui.push.row_model import Cells, RowModel
from lazi_desktop.ui.sync.list_changes import ListChange, is_list_change
from lazi_desktop.ui.sync.list_changes_view import ListChangesView
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, label
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.flow_layout import FlowLayout
from lazi_desktop.ui.widgets.plain_table import Heading, choose_row, in_card

_HEIGHT_WITHOUT_ROWS, _HIGHEST = 400, 760
_LISTS_WIDTH = 640  # a quantity stands near what it is of
_NAME, _OFTEN_EMPTY = 1, (7, 8)  # the change-set, what is to be noted


class Look(Enum):
    """How far the preview is with ServiceTitan."""

    READING = auto()
    READ = auto()
    FAILED = auto()
    STALE = auto()
    ALONE = auto()  # the database is away: it is looked at when it goes out
    ELSEWHERE = auto()  # another computer looks at it before it sends


class PushPreviewDialog(Dialog):
    """`refresh_wanted()`: look again. `export_wanted()`: for somebody to sign. `accepted`: send what is shown.
    `lists_wanted(row)`: the rows of its lists, for `show_lists`.

    `sender`: the computer that will send it, "" where this one does.
    """

    refresh_wanted = Signal()
    export_wanted = Signal()
    lists_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        planned: Planned,
        place: str,
        *,
        me: Collection[str] = (),
        sender: str = "",
    ) -> None:
        super().__init__(parent, "", width=760)
        self.setModal(False)
        self.planned = planned
        self.read: PushPreview | None = None
        self.look = Look.READING
        self._me = me
        self._sender = sender
        self._where = f"ServiceTitan ({place})" if place else "ServiceTitan"
        self.setWindowTitle(self.tr("Submit for push") if sender else self.tr("Push to ServiceTitan"))
        self.text.setProperty("tone", "muted")
        self.text.show()
        self._chips = FlowLayout()
        self.content.addLayout(self._chips)
        self.left_out = label("", "changed", wrap=True)
        self.content.addWidget(self.left_out)
        self.content.addLayout(self._look_line())
        self.model: RowModel[PreviewRow] = RowModel(self._columns())
        self.table = self.model.dressed(self.tr("Changes to push"))
        self.content.addWidget(in_card(self.table), 1)
        self.words = label("", wrap=True)
        self.words.hide()
        self.content.addWidget(self.words)
        self.lists, self.costs = ListChangesView(), label("", "muted", wrap=True)
        for widget in (self.lists, self.costs):
            widget.hide()
            self.content.addWidget(widget)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.export = self.add_button(self.tr("Save for signature…"), glyph=Glyph.LISTS, left=True)
        self.export.setToolTip(self.tr("Save what would be sent as a sheet or as a page to sign"))
        self.export.clicked.connect(self.export_wanted)
        self.cancel = self.add_button(self.tr("Cancel"), rejects=True, default=True)
        self.push = self.add_button(self.tr("Push"), "primary", glyph=Glyph.PUSH, accepts=True)
        self.show_planned(planned)
        self.lists.setMaximumWidth(_LISTS_WIDTH)
        self.resize(1240, 0)
        self._fit()

    def _fit(self, more: int = 0) -> None:
        """Higher, where that shows all of it; never lower than a person made it."""
        wanted = min(_HIGHEST, _HEIGHT_WITHOUT_ROWS + metrics.ROW_HEIGHT * len(self.model.rows) + more)
        self.resize(self.width(), max(self.height(), wanted))

    def _look_line(self) -> QHBoxLayout:
        self.now = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(self.tr("Looking at ServiceTitan"))
        self.refresh = button(self.tr("Look again"), glyph=Glyph.SYNC)
        self.refresh.clicked.connect(self.refresh_wanted)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.now, 1)
        row.addWidget(self.progress)
        row.addWidget(self.refresh)
        return row

    # ------------------------------------------------------------------------------------------------- what is shown

    def show_planned(self, planned: Planned) -> None:
        """What is known here; nobody has looked at ServiceTitan for it yet."""
        self.planned = planned
        self.read = None
        self.look = Look.READING
        changes = counted(planned.totals.fields, self.tr("change"), self.tr("changes"))
        words = self.tr("Submit {what} for {where}?") if self._sender else self.tr("Push {what} to {where}?")
        self.title.setText(words.format(what=changes, where=self._where))
        self._say_how_many(planned.totals.fields)
        self._say_effort()
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for note in warning_notes(planned):
            self._chips.addWidget(chip_label(note.text, note.role))
        out = left_out_words(planned)
        self.left_out.setText(joined(out))
        self.left_out.setVisible(bool(out))
        self._show_rows()
        self._settle()

    def _say_how_many(self, will_go: int) -> None:
        """On the button: what will go, as far as is known."""
        changes = counted(will_go, self.tr("change"), self.tr("changes"))
        words = self.tr("Submit {what} for push") if self._sender else self.tr("Push {what}")
        self.push.setText(words.format(what=changes))
        self.push.setAccessibleName(self.push.text())

    def _say_effort(self) -> None:
        source = self.read or self.planned
        effort = effort_words(source.requests, source.seconds)
        proof = self.tr("Only these fields are sent, and read back to prove that they arrived.")
        self.text.setText(f"{headline(self.planned)}\n{effort}. {proof}")

    def show_progress(self, progress: PreviewProgress) -> None:
        if self.look is Look.READING:
            self.progress.setRange(0, max(1, progress.total))
            self.progress.setValue(progress.done)

    def show_reading(self) -> None:
        self.read = None
        self.look = Look.READING
        self.progress.setRange(0, 0)
        self._settle()

    def show_read(self, read: PushPreview) -> None:
        """What ServiceTitan has now."""
        self.read = read
        self.look = Look.READ
        self._say_how_many(sum(one.result is PushResult.WAITING for one in read.fields))
        self._say_effort()
        self._show_rows()
        self._settle()

    def show_failed(self, error: LaziError | None) -> None:
        self.look = Look.FAILED
        self._settle(str(error) if error is not None else "")

    def show_alone(self) -> None:
        """Nobody can look now: what is confirmed is looked at when it goes out."""
        self.look = Look.ALONE
        self._settle()

    def show_elsewhere(self) -> None:
        """Nobody looks from this computer."""
        self.look = Look.ELSEWHERE
        self._settle()

    def show_stale(self) -> None:
        """Until it is planned anew."""
        self.look = Look.STALE
        self._settle()

    def _show_rows(self) -> None:
        chosen = self._chosen()
        self.model.take(preview_rows(self.planned, self.read, me=self._me))
        self.model.hide_empty(self.table, _OFTEN_EMPTY)
        self.model.fit(self.table, [_NAME])
        if chosen is not None:  # it may stand elsewhere now
            for number, row in enumerate(self.model.rows):
                if row.first.op_id == chosen.first.op_id:
                    choose_row(self.table, number)
                    break
        self._on_selection()

    def _on_selection(self) -> None:
        """The note of the chosen line at its full length, and a list that it changes row by row."""
        row = self._chosen()
        note = row.note if row is not None else None
        self.words.setText(note.text if note is not None else "")
        self.words.setVisible(note is not None)
        self.lists.hide()
        self.costs.hide()
        if row is not None and any(map(is_list_change, row.changes)):
            self.lists_wanted.emit(row)

    def show_lists(self, row: PreviewRow, lists: Sequence[ListChange]) -> None:
        if row is not self._chosen():
            return
        self.lists.show_changes(lists)
        self.lists.setVisible(bool(lists))
        self._fit(self.lists.sizeHint().height())
        costs = self.lists.costs()
        self.costs.setText(self.tr("Effect {amount}").format(amount=costs))
        self.costs.setVisible(bool(costs))

    def _chosen(self) -> PreviewRow | None:
        chosen = self.table.selectionModel().selectedRows()
        return self.model.rows[chosen[0].row()] if chosen else None

    def _settle(self, error: str = "") -> None:
        words = {
            Look.READING: self.tr("Looking at what ServiceTitan has now…"),
            Look.READ: self._found(),
            Look.FAILED: f"{error} {self.tr('Nothing can be sent before ServiceTitan was looked at.')}".strip(),
            Look.STALE: self.tr("Something has changed since this was read. Look again before you push."),
            Look.ALONE: self.tr(
                "The database is away. What you confirm is looked at again when it goes out."
            ),
            Look.ELSEWHERE: self.tr(
                "This computer has no ServiceTitan keys. {computer} looks at ServiceTitan and sends what you submit."
            ).format(computer=self._sender),
        }[self.look]
        self.now.setText(words)
        self.now.setProperty("tone", "changed" if self.look in (Look.FAILED, Look.STALE) else "")
        self.now.style().polish(self.now)
        self.progress.setVisible(self.look is Look.READING)
        self.refresh.setVisible(self.look in (Look.FAILED, Look.STALE, Look.READ))
        may_push = self.look in (Look.READ, Look.ALONE, Look.ELSEWHERE) and bool(self.planned.plan.changes)
        self.push.setEnabled(may_push)
        careful = not may_push or self._is_doubtful()
        self.cancel.setDefault(careful)
        self.push.setDefault(not careful)
        if self.isActiveWindow() or not self.isVisible():
            (self.cancel if careful else self.push).setFocus(Qt.FocusReason.OtherFocusReason)

    def _found(self) -> str:
        if self.read is None:
            return ""
        at = self.read.at.astimezone()
        return self.tr("ServiceTitan at {time}: {found}").format(
            time=f"{at:%H:%M:%S}", found=found_words(self.read)
        )

    def _is_doubtful(self) -> bool:
        plan = self.planned.plan
        return bool(
            self.planned.warnings
            or plan.held_back
            or plan.tried_before
            or (self.read is not None and has_doubts(self.read))
        )

    def _columns(self) -> Sequence[Cells[PreviewRow]]:
        def ink(row: PreviewRow) -> str:
            role = row.note.role if row.note is not None else Role.NEUTRAL
            return role.ink

        return [
            Cells(Heading(self.tr("SKU"), 100), lambda row: row.first.code, lambda row: row.first.name),
            Cells(Heading(self.tr("Name"), 110, share=3), lambda row: row.first.name),
            Cells(Heading(self.tr("Field"), 112, share=1), lambda row: row.field),
            Cells(
                Heading(self.tr("ServiceTitan"), 104, share=2),
                lambda row: row.shown.theirs,
                lambda row: row.shown.all_theirs,
                is_figure=lambda row: row.shown.is_number,
            ),
            Cells(
                Heading(self.tr("Ours"), 104, share=2),
                lambda row: row.shown.ours,
                lambda row: row.shown.all_ours,
                is_figure=lambda row: row.shown.is_number,
            ),
            Cells(Heading(self.tr("Effect"), 128), lambda row: row.effect, is_figure=lambda _row: True),
            Cells(Heading(self.tr("By"), 84, share=1), lambda row: row.by, ink=lambda _row: "text_muted"),
            Cells(
                Heading(self.tr("Change-set"), 104, share=1),
                lambda row: row.change_set,
                ink=lambda _row: "text_muted",
            ),
            Cells(
                Heading(self.tr("To note"), 250, share=6),
                lambda row: row.note.text if row.note is not None else "",
                lambda row: row.note.text if row.note is not None else "",
                ink=ink,
            ),
        ]

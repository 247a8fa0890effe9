"""Everything about one entry: when, where, how it ended and why; for a pull its kinds, for a push its requests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.hub_runs import AttemptRow
from lazi_desktop.ui.activity.attempts_view import AttemptsView
from lazi_desktop.ui.activity.entries import Entry, RunKind, RunState
from lazi_desktop.ui.activity.run_tables import counts_table, figures_table
from lazi_desktop.ui.activity.words import (
    full_time,
    glyph_of,
    news_of,
    state_chip_of,
    title_of,
    took,
    verdict_of,
    who_and_where,
    why,
)
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.theme.tokens import Role, theme_news
from lazi_desktop.ui.widgets.basics import button, chip_label, forbid, frame, label, line, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_TITLE = 15
_MAY_RUN_AGAIN = frozenset(RunState) - {RunState.RUNNING, RunState.DONE}


class ActivityDetails(QFrame):
    """`accept_wanted(entry)`: go on where the tripwire stopped. `again_wanted(entry)`. `show_wanted(key)`.

    `open_wanted()`: the ledger of this push, what this pull found."""

    accept_wanted = Signal(object)
    again_wanted = Signal(object)
    show_wanted = Signal(object)
    open_wanted = Signal()

    def __init__(self, me: Collection[str] = ()) -> None:
        super().__init__()
        self._me = me
        self.entry: Entry | None = None
        self.setProperty("surface", "card")
        self.attempts = AttemptsView()
        self.attempts.show_wanted.connect(self.show_wanted)
        self.table: QTableWidget | None = None
        self._lay_out()
        theme_news.theme_changed.connect(self._draw)
        self.show_entry(None)

    def _lay_out(self) -> None:
        head = self._head()
        self._body = QStackedWidget()
        self._blank = QWidget()
        self._body.addWidget(self._blank)
        self._body.addWidget(self.attempts)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._body, 1)
        nothing = QWidget()
        around = QVBoxLayout(nothing)
        hint = label(self.tr("Choose a run to see what it did."), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around.addWidget(hint)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)

    def _head(self) -> QVBoxLayout:
        self._picture = QLabel()
        self.title = ElidedLabel()
        self.title.setFont(ui_font(_TITLE, weight=QFont.Weight.DemiBold))
        self.chip = chip_label("", Role.NEUTRAL)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.facts = label("", "small", wrap=True)
        self.news = label("", wrap=True)
        first = QHBoxLayout()
        first.setSpacing(metrics.GAP_SMALL)
        first.addWidget(self._picture)
        first.addWidget(self.title, 1)
        first.addWidget(self.chip)
        self._reason = frame("inset")
        self.reason = label("", wrap=True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QVBoxLayout(self._reason)
        inner.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        inner.addWidget(self.reason)
        head = QVBoxLayout()
        head.setContentsMargins(metrics.CARD_PADDING, metrics.CARD_PADDING, metrics.CARD_PADDING, metrics.GAP)
        head.setSpacing(metrics.GAP_SMALL)
        head.addLayout(first)
        head.addWidget(self.facts)
        head.addWidget(self.news)
        head.addWidget(self._reason)
        head.addLayout(self._acts())
        return head

    def _acts(self) -> QHBoxLayout:
        self.accept = button(self.tr("Accept and go on…"), "changed", glyph=Glyph.ACCEPT)
        self.accept.clicked.connect(lambda: self.accept_wanted.emit(self.entry))
        self.again = button(self.tr("Run again"), glyph=Glyph.SYNC)
        self.again.clicked.connect(lambda: self.again_wanted.emit(self.entry))
        self.open = button("", glyph=Glyph.LISTS)
        self.open.clicked.connect(self.open_wanted)
        acts = QHBoxLayout()
        acts.setSpacing(metrics.GAP_SMALL)
        acts.addWidget(self.open)
        acts.addWidget(self.accept)
        acts.addWidget(self.again)
        acts.addStretch(1)
        return acts

    def use_no_keys(self, why: str) -> None:
        """Why nothing is run from this computer; "" where it can be."""
        for control in (self.accept, self.again):
            forbid(control, why)

    # --------------------------------------------------------------------------------------------------- showing

    def show_entry(self, entry: Entry | None, *, newest: bool = False, now: datetime | None = None) -> None:
        """`newest`: nothing of its kind has run since, so that it can be gone on with."""
        before, self.entry = self.entry, entry
        self._stack.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            return
        chip = state_chip_of(entry)
        self._draw()
        self.title.setText(title_of(entry))
        self.chip.setText(chip.text)
        set_property(self.chip, "chip", chip.role.value)
        self.facts.setText(self._facts(entry, now or datetime.now(UTC)))
        self.news.setText(news_of(entry))
        reason = why(entry)
        self.reason.setText(reason)
        set_property(self.reason, "tone", "danger" if chip.role is Role.DANGER else "")
        self._reason.setVisible(bool(reason))
        pulls = entry.kind in (RunKind.PULL, RunKind.SWEEP)
        pushes = entry.kind is RunKind.PUSH
        self.open.setVisible(pulls or pushes)
        self.open.setText(self.tr("Open the ledger") if pushes else self.tr("What it found"))
        self.open.setAccessibleName(self.open.text())
        self.accept.setVisible(newest and pulls and entry.state is RunState.STOPPED)
        self.again.setVisible(
            newest and entry.state in _MAY_RUN_AGAIN and (pulls or entry.kind is RunKind.PUSH)
        )
        self._show_body(entry, anew=before is None or before != entry)

    def _facts(self, entry: Entry, now: datetime) -> str:
        parts = [full_time(entry.started), took(entry, now=now), who_and_where(entry, self._me)]
        return "  ·  ".join(part for part in parts if part)

    def _show_body(self, entry: Entry, *, anew: bool) -> None:
        if entry.kind is RunKind.PUSH:
            self._body.setCurrentWidget(self.attempts)
            return
        if not anew:
            return
        if self.table is not None:
            self._body.removeWidget(self.table)
            self.table.deleteLater()
        self.table = counts_table(entry.runs) if entry.parts else figures_table(entry)
        if self.table is None:
            self._body.setCurrentWidget(self._blank)
            return
        self._body.addWidget(self.table)
        self._body.setCurrentWidget(self.table)

    def show_attempts(
        self, entry: Entry, attempts: Sequence[AttemptRow] | None, error: LaziError | None = None
    ) -> None:
        if error is not None and attempts is None:
            note = self.tr("What it sent cannot be shown now: {reason}").format(reason=str(error))
        elif attempts is None:
            note = self.tr("Reading what it sent…")
        elif not attempts:
            note = self.tr("Nothing was sent.")
        else:
            note = ""
        is_over = entry.state is not RunState.RUNNING
        self.attempts.show_attempts(
            entry.main.run_id, attempts, note, proof=verdict_of(entry), is_over=is_over
        )

    def _draw(self) -> None:
        if self.entry is not None:
            side = QSize(metrics.ICON_RAIL, metrics.ICON_RAIL)
            drawn = icon(glyph_of(self.entry.kind), "text_muted")
            self._picture.setPixmap(drawn.pixmap(side, self.devicePixelRatioF()))

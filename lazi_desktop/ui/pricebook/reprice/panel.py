"""The panel of a bulk price change: choices above, what would come of them below. Nothing is done before it is told."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.operations.reprice import RepriceLine, RepriceTotals
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.pricebook.reprice.choices import ChoiceProblem, Choices, How
from lazi_desktop.ui.pricebook.reprice.flow import RepriceFlow
from lazi_desktop.ui.pricebook.reprice.preview import Preview, Sort
from lazi_desktop.ui.pricebook.reprice.preview_model import PreviewModel
from lazi_desktop.ui.pricebook.reprice.preview_table import PreviewTable
from lazi_desktop.ui.pricebook.reprice.scope import Among, Scopes
from lazi_desktop.ui.pricebook.reprice.settings_form import SettingsForm, titled
from lazi_desktop.ui.pricebook.reprice.sort_chips import SortChips
from lazi_desktop.ui.pricebook.reprice.words import ladder_words, totals_words
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label, line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

CHOICES = "pricebook/reprice"
_PATIENCE = 500  # ms; what takes longer shows how far it is


class RepricePanel(QFrame):
    """`closed()`: the rows are wanted again. `line_looked_at(key)`: a SKU of the preview, for the inspector.
    `told(words)`: what is worth knowing of what was applied."""

    closed = Signal()
    told = Signal(str)
    line_looked_at = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._scopes: Scopes | None = None
        self.setProperty("surface", "card")
        self.flow = RepriceFlow(context, self)
        self.model = PreviewModel(self)
        self.table = PreviewTable(self.model)
        self.among = QComboBox()
        self.among.setAccessibleName(self.tr("Which entries"))
        self.among.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.form = SettingsForm([titled(self.tr("Which entries"), self.among)])
        self.chips = SortChips()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._lay_out()
        self._listen()

    # ---------------------------------------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.title = label(self.tr("Reprice"), "title")
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Back to the rows"))
        self.close_button.setToolTip(self.tr("Back to the rows; nothing is changed (Esc)"))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.problem = label("", "error", wrap=True)
        self.ladder = ElidedLabel("small")
        self.dynamic_words = label("", wrap=True)
        self.dynamic = frame("banner")
        self.dynamic.setProperty("tone", "accent")
        around = QVBoxLayout(self.dynamic)
        around.setContentsMargins(metrics.GAP, 6, metrics.GAP, 6)
        around.addWidget(self.dynamic_words)
        top = QVBoxLayout()
        top.setContentsMargins(metrics.CARD_PADDING, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        top.setSpacing(metrics.GAP_SMALL)
        top.addLayout(head)
        for widget in (self.form, self.problem, self.ladder, self.dynamic, self.chips):
            top.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(line())
        layout.addLayout(self._footer())
        for widget in (self.problem, self.ladder, self.dynamic):
            widget.hide()

    def _footer(self) -> QHBoxLayout:
        self.totals = ElidedLabel("small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName(self.tr("How far the prices are changed"))
        self.cancel_button = button(self.tr("Cancel"))
        self.apply_button = button(self.tr("Reprice"), "primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(metrics.CARD_PADDING, 7, metrics.GAP_SMALL, 7)
        foot.addWidget(self.totals, 1)
        for widget in (self.progress, self.cancel_button, self.apply_button):
            foot.addWidget(widget)
        self.progress.hide()
        self.cancel_button.hide()
        return foot

    def _listen(self) -> None:
        self.among.currentIndexChanged.connect(self._on_among)
        self.form.changed.connect(self._on_choices)
        self.chips.chosen.connect(self._on_sort)
        self.chips.ticked.connect(lambda ticked: self.model.tick(self.model.lines, ticked))
        self.model.ticks_changed.connect(self._on_ticks)
        self.table.looked_at.connect(self._on_looked_at)
        self.flow.planned.connect(self._on_planned)
        self.flow.refused.connect(self._on_refused)
        self.flow.summed.connect(self._show_totals)
        self.flow.advanced.connect(self._on_advanced)
        self.flow.applied.connect(self._on_applied)
        self.flow.failed.connect(self._on_failed)
        self.apply_button.clicked.connect(self.apply)
        self.cancel_button.clicked.connect(self.flow.cancel)
        self.close_button.clicked.connect(self.leave)
        self._patience.timeout.connect(self._show_progress)
        escape = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    # ------------------------------------------------------------------------------------------- opening and closing

    @property
    def is_open(self) -> bool:
        return self._scopes is not None

    def open(self, scopes: Scopes) -> None:
        """For the selected rows where there are several, else for all that are listed."""
        kept, team = str(self._context.state.value(CHOICES, "")), self._context.edits.team_settings
        self.form.load(Choices.from_text(kept, team))
        self.model.tick_all()
        self.model.take(None)
        self._use_scopes(scopes, Among.SELECTED if len(scopes.selected) > 1 else Among.LISTED)
        self.form.focus_first()

    def follow(self, scopes: Scopes) -> None:
        """Something else is listed, or other categories are chosen."""
        if self._scopes is None or self.flow.is_applying:
            return
        among = Among(self.among.currentData())
        new = Scopes(self._scopes.selected, scopes.listed, scopes.categories, scopes.categories_title)
        if new != self._scopes:
            moved = new.query(among) != self._scopes.query(among)
            self._use_scopes(new, among, read=moved)

    def leave(self) -> None:
        """Nothing is changed; while it is being changed, that is stopped first."""
        if self.flow.is_applying:
            self.flow.cancel()
            return
        if self._scopes is None:
            return
        self._scopes = None
        self.flow.end()
        self.model.take(None)
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left for the rows, another page or for today: the next time begins with the same choices."""
        super().hideEvent(event)
        team = self._context.edits.team_settings
        self._context.state.setValue(CHOICES, self.form.choices().to_text(team))

    def _use_scopes(self, scopes: Scopes, among: Among, *, read: bool = True) -> None:
        self._scopes = scopes
        self.among.blockSignals(True)
        self.among.clear()
        if scopes.selected:
            count = counted(len(scopes.selected), self.tr("selected row"), self.tr("selected rows"))
            self.among.addItem(count, str(Among.SELECTED))
        self.among.addItem(self.tr("All rows that are listed"), str(Among.LISTED))
        if scopes.categories is not None:
            title = self.tr("All of {categories}").format(categories=scopes.categories_title)
            self.among.addItem(title, str(Among.CATEGORIES))
        self.among.setCurrentIndex(max(self.among.findData(str(among)), 0))
        self.among.blockSignals(False)
        if read:
            self._on_among()

    # ----------------------------------------------------------------------------------------------------- choosing

    def _on_among(self) -> None:
        if self._scopes is not None:
            self._wait()
            self.flow.begin(self._scopes, Among(self.among.currentData()), self.form.choices())

    def _on_choices(self) -> None:
        self._wait()
        self.flow.use_choices(self.form.choices())

    def _wait(self) -> None:
        self.apply_button.setEnabled(False)
        self._patience.start()

    def _on_sort(self, sort: Sort) -> None:
        self.model.show(sort)
        self._show_ticks()

    def _on_ticks(self) -> None:
        self._show_ticks()
        if self.model.preview is not None:
            self.flow.use_ticks(self.model.unticked, self.model.preview.lines)

    # ------------------------------------------------------------------------------------------------------ showing

    def _on_planned(self, preview: Preview) -> None:
        self._be_calm()
        self.form.mark("")
        self.problem.hide()
        self.chips.count(preview.counts)
        self.model.take(preview)
        self._show_ticks()
        is_ladder = self.form.how.currentData() == How.LADDER and self.flow.ladder is not None
        self.ladder.setVisible(is_ladder)
        if is_ladder and self.flow.ladder is not None:
            self.ladder.setText(ladder_words(self.flow.ladder))
        self._explain_dynamic(preview.counts[Sort.DYNAMIC])
        self._show_totals(preview.totals)

    def _on_refused(self, problem: ChoiceProblem) -> None:
        self._be_calm()
        self.form.mark(problem.about)
        self.problem.setText(problem.detail)
        self.problem.show()
        self.apply_button.setEnabled(False)

    def _explain_dynamic(self, count: int) -> None:
        self.dynamic.setVisible(count > 0)
        services = counted(count, self.tr("service is"), self.tr("services are"))
        self.dynamic_words.setText(
            self.tr(
                "{services} priced by a rule of ServiceTitan's. Customers see what the rule works out, not the price "
                "that is changed here."
            ).format(services=services)
        )

    def _show_ticks(self) -> None:
        some = any(line.edits for line in self.model.lines)
        self.chips.show_ticks(self.model.shown_state(), enabled=some)

    def _show_totals(self, totals: RepriceTotals) -> None:
        self.totals.setText(totals_words(totals))
        self.apply_button.setText(
            self.tr("Reprice {entries}").format(
                entries=counted(totals.edited, self.tr("entry"), self.tr("entries"))
            )
        )
        self.apply_button.setAccessibleName(self.apply_button.text())
        self.apply_button.setEnabled(totals.edited > 0 and self.flow.is_settled)

    def _on_looked_at(self, line: RepriceLine | None) -> None:
        if line is not None:
            self.line_looked_at.emit(line.key)

    # ----------------------------------------------------------------------------------------------------- applying

    def apply(self) -> None:
        lines = self.model.ticked()
        if self.model.preview is None or not lines or self.flow.is_applying:
            return
        self._lock(True)
        self._patience.start()
        self.flow.apply(self.model.preview, lines)

    def _lock(self, locked: bool) -> None:
        for widget in (self.form, self.chips, self.table, self.apply_button):
            widget.setEnabled(not locked)
        if not locked:
            self._be_calm()

    def _be_calm(self) -> None:
        if not self.flow.is_busy:
            self._patience.stop()
            self.progress.hide()
            self.cancel_button.hide()

    def _show_progress(self) -> None:
        """Reading and reckoning end with Esc or with other choices; what is being written needs a button."""
        self.progress.setVisible(self.flow.is_busy)
        self.progress.setRange(0, 0)
        if self.flow.is_applying:
            self.cancel_button.show()
            self.cancel_button.setFocus()

    def _on_advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_applied(self, left: int) -> None:
        self._lock(False)
        self.leave()
        if left:
            entries = counted(left, self.tr("entry"), self.tr("entries"))
            self.told.emit(self.tr("{entries} changed meanwhile and left alone").format(entries=entries))

    def _on_failed(self, error: LaziError) -> None:
        self._lock(False)
        if not self.flow.is_settled:  # something else was changed meanwhile
            self._wait()
        self.problem.setText(said(str(error)))
        self.problem.show()

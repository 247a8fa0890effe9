"""What several kits take together, as somebody buys it: by vendor, in packs, as a sheet or on paper. Works offline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.material_list import Job, MaterialList, material_list
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, rounded_money
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.job_card import JobCard
from lazi_desktop.ui.kits.panels.kit_choice import KitChoice
from lazi_desktop.ui.kits.panels.list_paper import list_paper
from lazi_desktop.ui.kits.panels.list_rows import WORDS, ListRow, list_columns, list_rows
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.push.exporting import Exporting
from lazi_desktop.ui.push.row_model import RowModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.plain_table import in_card

SIDE = 330
_SOON = 120


class ListPanel(KitPanel):
    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__(self.tr("Material list"), self.tr("Save as sheet or PDF…"), Glyph.SHARE)
        self._context = context
        self._kits = kits
        self.exporting: Exporting | None = None
        self.cards: list[JobCard] = []
        self.result: MaterialList | None = None
        self.add = KitChoice(kits, clears=True)
        self.add.setPlaceholderText(self.tr("Add a kit"))
        self.clear = button(self.tr("Empty the list"), "link")
        self.rows: RowModel[ListRow] = RowModel(list_columns())
        self.table = self.rows.dressed(self.tr("What is needed"))
        self.hint = label("", "error", wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._lay_out()
        self._soon.timeout.connect(self._reckon)
        self.add.picked.connect(lambda kit: self._add(Job(kit=kit)))
        self.clear.clicked.connect(lambda: self.open([]))
        self.act.clicked.connect(self._save)
        kits.changed.connect(self._on_kits)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("surface", "plain")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        self._column.setSpacing(metrics.GAP_SMALL)
        self._column.addWidget(label(self.tr("Kits"), "heading"))
        self._column.addWidget(self.add)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        side = frame("card")
        side.setFixedWidth(SIDE)
        around = QVBoxLayout(side)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scroll)
        right = QVBoxLayout()
        right.setSpacing(metrics.GAP_SMALL)
        right.addWidget(self.hint)
        right.addWidget(in_card(self.table), 1)
        self.content.addWidget(side)
        self.content.addLayout(right, 1)
        self.foot.insertWidget(1, self.clear)

    # ------------------------------------------------------------------------------------------------------- opening

    def open(self, jobs: Sequence[Job]) -> None:
        """With these from the start."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for job in jobs:
            self._put(job)
        self._reckon()
        self.add.setFocus()

    def _add(self, job: Job) -> None:
        self._put(job)
        self._reckon()

    def _put(self, job: Job) -> None:
        if job.kit not in self._kits.book.kits:
            return
        card = JobCard(self._kits.book, job)
        card.changed.connect(self._soon.start)
        card.removed.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._column.insertWidget(len(self.cards), card)

    def _on_kits(self, _: object) -> None:
        if self.isVisible():
            for card in self.cards:
                card.follow(self._kits.book)
            self._soon.start()

    def _remove(self, card: JobCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._reckon()

    # ----------------------------------------------------------------------------------------------------- reckoning

    @property
    def jobs(self) -> list[Job]:
        return [job for card in self.cards if (job := card.job) is not None]

    def _reckon(self) -> None:
        jobs = self.jobs
        self.result = material_list(self._kits.book, jobs) if jobs else None
        costs = self._kits.shows_costs
        self.rows.hide_costs(self.table, not costs)
        self.rows.take(list_rows(self.result, subtotals=costs) if self.result is not None else [])
        self.rows.fit(self.table, WORDS)
        unclear = list(dict.fromkeys(one.name for one in self.result.unclear)) if self.result else []
        self.hint.setText(
            self.tr("Not in the list, since nobody knows how many: {names}").format(names=", ".join(unclear))
        )
        self.hint.setVisible(bool(unclear))
        self.act.setEnabled(bool(self.result and self.result.rows))
        self.clear.setVisible(bool(self.cards))
        self._tell()

    def _tell(self) -> None:
        result = self.result
        if result is None:
            self.say(self.tr("Add the kits that are to be built, and how many of each."))
            return
        skus = counted(len(result.rows), self.tr("SKU"), self.tr("SKUs"))
        vendors = counted(len(result.vendors), self.tr("vendor"), self.tr("vendors"))
        if not self._kits.shows_costs:
            self.say(self.tr("{skus} of {vendors}").format(skus=skus, vendors=vendors))
            return
        known = rounded_money(result.cost.amount)
        if result.cost.is_complete:
            self.say(self.tr("{skus} of {vendors} · {cost}").format(skus=skus, vendors=vendors, cost=known))
        else:
            missing = len({one.sku for one in result.cost.missing})
            words = self.tr("{skus} of {vendors} · {cost} + ?: {n} without a cost")
            told = words.format(skus=skus, vendors=vendors, cost=known, n=missing)
            self.say(told, problem=True)

    def _save(self) -> None:
        if self._soon.isActive():  # what was typed a moment ago counts
            self._soon.stop()
            self._reckon()
        result, jobs = self.result, self.jobs
        if result is None:
            return
        if self.exporting is None:
            self.exporting = Exporting(self._context, self.window())
        names = [job.title or self._kits.book.kits[job.kit].name for job in jobs]
        place, costs = self._context.place, self._kits.shows_costs
        self.exporting.ask_for_list(
            lambda: list_paper(result, jobs, names, place, datetime.now(UTC), costs=costs), "materials"
        )

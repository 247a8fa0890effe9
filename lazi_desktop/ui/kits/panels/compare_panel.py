"""Two side by side: a kit and another one, an earlier version of it, or what a service links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import kit_of_content
from lazi_desktop.domain.kits.comparing import (
    Comparison,
    Matched,
    Row,
    Side,
    compare,
    line_side,
    linked_side,
    merged_side,
)
from lazi_desktop.domain.kits.kit import Kit, Version
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.using import read_services
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.linked.sku_search import SkuSearch
from lazi_desktop.ui.formatting import counted, moment, rounded_money, rounded_money_difference
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.compare_rows import compare_columns, side_titles
from lazi_desktop.ui.kits.panels.kit_choice import KitChoice
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.row_model import RowModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.plain_table import in_card

CHOICE_WIDTH = 340


class With(StrEnum):
    KIT = "kit"
    VERSION = "version"
    SERVICE = "service"


class ComparePanel(KitPanel):
    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__(self.tr("Compare"), "")
        self._context = context
        self._kits = kits
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._kit: KitId | None = None
        self._values: Mapping[str, Decimal] = {}
        self._other: KitId | None = None
        self._version: tuple[PartId, Kit] | None = None
        self._service: ServiceNow | None = None
        self.comparison: Comparison | None = None
        self.against = QComboBox()
        self.kit = KitChoice(kits)
        self.version = QComboBox()
        self.service = SkuSearch(context, [EntityKind.SERVICE], self)
        self.merged = QCheckBox(self.tr("Every SKU once, kits in it taken apart"))
        self.all = QCheckBox(self.tr("What is the same, too"))
        self.counts = ElidedLabel("muted")
        self.rows: RowModel[Row] = RowModel(compare_columns(lambda: self._kits.book))
        self.table = self.rows.dressed(self.tr("Differences"))
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)  # kits have long names
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for one, title in (
            (With.KIT, self.tr("with another kit")),
            (With.VERSION, self.tr("with an earlier version")),
            (With.SERVICE, self.tr("with what a service links")),
        ):
            self.against.addItem(title, one)
        self.against.setAccessibleName(self.tr("Compare with"))
        self.version.setAccessibleName(self.tr("Version"))
        self.service.setPlaceholderText(self.tr("Find a service"))
        self.service.setAccessibleName(self.tr("Find a service"))
        self._choices = QStackedWidget()
        for control in (self.kit, self.version, self.service):
            self._choices.addWidget(control)
        self._choices.setFixedSize(CHOICE_WIDTH, metrics.CONTROL_HEIGHT)
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP)
        for part in (self.against, self._choices, self.merged, self.all):
            top.addWidget(part)
        top.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(self.counts)
        column.addWidget(in_card(self.table), 1)
        self.content.addLayout(column, 1)

    def _listen(self) -> None:
        self.against.currentIndexChanged.connect(self._on_against)
        self.kit.picked.connect(self._on_kit)
        self.version.activated.connect(lambda _: self._read_version())
        self.service.picked.connect(self._on_service)
        self.merged.toggled.connect(self._compare)
        self.all.toggled.connect(self._show)
        self._kits.changed.connect(self._on_kits)

    # ------------------------------------------------------------------------------------------------------- opening

    def open(
        self, kit: KitId, *, version: PartId | None = None, values: Mapping[str, Decimal] | None = None
    ) -> None:
        """With an earlier version from the start, where one is told. `values` of its parameters."""
        book = self._kits.book
        self._kit, self._values = kit, dict(values or {})
        self._other, self._version, self._service = None, None, None
        self.subject.setText(book.kits[kit].name)
        self.kit.leave_out([kit])
        self.kit.show_kit(None)
        self._offer_versions(book.kits[kit].versions, version)
        with QSignalBlocker(self.against):
            self.against.setCurrentIndex(self.against.findData(With.VERSION if version else With.KIT))
        self._on_against()
        self.against.setFocus()

    def _offer_versions(self, versions: Sequence[Version], chosen: PartId | None) -> None:
        self.version.clear()
        for one in reversed(versions):
            told = (self.tr("Version {n}").format(n=one.number), one.note, moment(one.at))
            self.version.addItem(" · ".join(filter(None, told)), one.key)
        self.version.setEnabled(bool(versions))
        self.version.setPlaceholderText(self.tr("There are no versions yet"))
        place = self.version.findData(chosen) if chosen is not None else 0
        self.version.setCurrentIndex(place if versions else -1)

    @property
    def _with(self) -> With:
        return With(self.against.currentData())

    def _on_against(self) -> None:
        kind = self._with
        self._choices.setCurrentIndex(list(With).index(kind))
        self.merged.setEnabled(kind is not With.SERVICE)  # a service knows of no lines
        if kind is With.VERSION and self.version.currentIndex() >= 0:
            self._read_version()
        else:
            self._compare()

    def _on_kits(self, _: object) -> None:
        if self.isVisible():
            self._compare()

    def _on_kit(self, kit: KitId) -> None:
        self._other = kit
        self._compare()

    def _read_version(self) -> None:
        key, kit = self.version.currentData(), self._kit
        if key is None or kit is None:
            return
        queries = self._context.queries

        def take(content: Value) -> None:
            self._version = (key, kit_of_content(content, kit)) if content is not None else None
            self._compare()
            if content is None:
                self.say(self.tr("What the kit was then is not known on this computer yet."), problem=True)

        self._reads.ask(lambda: queries.kit_version(key), take)

    def _on_service(self, row: SkuRow) -> None:
        queries = self._context.queries
        self.service.setText(" · ".join(filter(None, (row.code, row.name))))

        def take(found: Sequence[ServiceNow]) -> None:
            self._service = found[0] if found else None
            self._compare()

        self._reads.ask(lambda: read_services(queries, [row.key]), take)

    # ----------------------------------------------------------------------------------------------------- comparing

    def _compare(self) -> None:
        sides = self._sides()
        self.comparison = compare(*sides) if sides is not None else None
        self._show()

    def _sides(self) -> tuple[Side, Side] | None:
        """What was chosen at the left, the kit that one came from at the right: what changed from that to this."""
        book = self._kits.book
        kit = book.kits.get(self._kit) if self._kit is not None else None
        if kit is None:
            return None
        if self._with is With.VERSION and self._version is not None:
            before = self._version[1]
            roll = book.roll_kit(before, self._values)
            title = self.version.currentText()
            then = (
                merged_side(book, roll, title) if self.merged.isChecked() else line_side(before, roll, title)
            )
            return then, self._side(kit, kit.name)
        if self._with is With.KIT and self._other in book.kits and self._other is not None:
            other = book.kits[self._other]
            return self._side(other, other.name), self._side(kit, kit.name)
        if self._with is With.SERVICE and self._service is not None:
            service = self._service
            linked = linked_side(service, " · ".join(filter(None, (service.code, service.name))))
            return linked, merged_side(book, book.roll(kit.key, self._values), kit.name)
        return None

    def _side(self, kit: Kit, title: str) -> Side:
        book = self._kits.book
        roll = book.roll(kit.key, self._values)
        return merged_side(book, roll, title) if self.merged.isChecked() else line_side(kit, roll, title)

    def _show(self) -> None:
        found = self.comparison
        if found is None:
            self.rows.take([])
            self.counts.setText("")
            self.say(self.tr("Choose what to compare with."))
            return
        self.rows.hide_costs(self.table, not self._kits.shows_costs)
        rows = [row for row in found.rows if self.all.isChecked() or row.matched is not Matched.SAME]
        self.rows.take(rows)
        words = self.tr("From “{other}” to this kit: {changes}")
        self.counts.setText(words.format(other=found.left.title, changes=self._counted(found)))
        for section, title in side_titles(found.left.title).items():
            self.rows.retitle(section, title)
        set_property(self.status, "tone", "heading")
        if not self._kits.shows_costs:
            self.say("")
            return
        left = f"{found.left.title}: {_amount(found.left)}"
        right = self.tr("this kit: {cost}").format(cost=_amount(found.right))
        if found.cost.is_complete:
            cost = self.tr("{sum} in cost").format(sum=rounded_money_difference(found.cost.amount))
            self.say(f"{left}   →   {right}     {cost}")
        else:
            self.say(f"{left}   →   {right}")
        set_property(self.status, "tone", "heading")

    def _counted(self, found: Comparison) -> str:
        words = (
            (Matched.ADDED, self.tr("{n} added")),
            (Matched.REMOVED, self.tr("{n} removed")),
            (Matched.CHANGED, self.tr("{n} changed")),
            (Matched.SAME, self.tr("{n} the same")),
        )
        return " · ".join(
            text.format(n=whole(found.count(kind))) for kind, text in words if found.count(kind)
        ) or counted(0, "", "")


def _amount(side: Side) -> str:
    known = rounded_money(side.cost.amount)
    return known if side.cost.is_complete else f"{known} + ?"

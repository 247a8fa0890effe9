"""Using a kit in services: how often and with what, in which, and what each of them would have afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Merge
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.using import LinkStep, UsePlan, Wanted, plan_use, uses_by_service
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.using import read_services, use_in_services
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.linked.sku_search import SkuSearch
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.how_often import HowOften
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.kits.panels.services_chosen import ServicesChosen
from lazi_desktop.ui.kits.panels.use_rows import UseRow, use_columns, use_rows
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.row_model import RowModel
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame, label, set_property
from lazi_desktop.ui.widgets.plain_table import in_card

SIDE = 330
_SOON = 120


class UsePanel(KitPanel):
    """`used(kit)`: it was put into services, as edits that wait for review."""

    used = Signal(object)

    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__(self.tr("Use in service"), "", Glyph.SHOW_IN_GRID)
        self._context = context
        self._kits = kits
        self._kit: KitId | None = None
        self._wanted: list[EntityKey] = []
        """The services in the order in which somebody chose them, also those that are still being read."""
        self._services: dict[EntityKey, ServiceNow] = {}
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self.plan: UsePlan | None = None
        self.how = HowOften()
        self.merge = QComboBox()
        self.alone = QCheckBox(self.tr("Nothing else stays in the service"))
        self.search = SkuSearch(context, [EntityKind.SERVICE], self)
        self.chosen = ServicesChosen()
        self.rows: RowModel[UseRow] = RowModel(use_columns())
        self.table = self.rows.dressed(self.tr("What the services would have"))
        self.hint = label("", "changed", wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for merge, title in (
            (Merge.ADD, self.tr("Add to what is there")),
            (Merge.REPLACE, self.tr("Replace what is there of the same")),
            (Merge.LARGER, self.tr("Keep the larger quantity")),
        ):
            self.merge.addItem(title, merge)
        self.merge.setAccessibleName(self.tr("How it meets what is there"))
        self.alone.setToolTip(self.tr("Materials and equipment that the kit does not give are taken out"))
        self.search.setPlaceholderText(self.tr("Add a service: code or name, or paste a list"))
        self.search.setAccessibleName(self.tr("Add a service"))
        side = frame("card")
        column = QVBoxLayout()
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        for part in (
            label(self.tr("How often, and with what"), "heading"), self.how, self.merge, self.alone,
            label(self.tr("Services"), "heading"), self.search, self.chosen,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        inner = QWidget()
        inner.setProperty("surface", "plain")
        inner.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        around = QVBoxLayout(side)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scroll)
        side.setFixedWidth(SIDE)
        self.content.addWidget(side)
        right = QVBoxLayout()
        right.setSpacing(metrics.GAP_SMALL)
        right.addWidget(self.hint)
        right.addWidget(in_card(self.table), 1)
        self.content.addLayout(right, 1)

    def _listen(self) -> None:
        self.how.changed.connect(self._soon.start)
        self._soon.timeout.connect(self._plan)
        self.merge.activated.connect(self._plan)
        self.alone.toggled.connect(self._plan)
        self.search.picked.connect(self._add)
        self.search.listed.connect(self._add_list)
        self.search.missed.connect(self._on_missed)
        self.chosen.removed.connect(self._remove)
        self.act.clicked.connect(self._use)
        self._kits.changed.connect(self._on_kits)
        self._context.edits.changed.connect(self._on_edited)

    # ------------------------------------------------------------------------------------------------------ opening

    def open(
        self,
        kit: KitId,
        *,
        values: Mapping[str, Decimal] | None = None,
        options: frozenset[PartId] = frozenset(),
        services: Sequence[EntityKey] = (),
    ) -> None:
        """`services` that are chosen from the start."""
        book = self._kits.book
        self._kit = kit
        self._services = {}
        self.subject.setText(book.kits[kit].name)
        self.how.show_kit(book.kits[kit], book, values=values, options=options)
        self.merge.setCurrentIndex(0)
        self.alone.setChecked(False)
        self.search.clear()
        self.act.show()
        self._plan()  # nothing is planned while the services are read
        self._read(services)
        self.search.setFocus()

    def _add(self, row: SkuRow) -> None:
        self._read([*self._wanted, row.key])

    def _add_list(self, wanted: Sequence[object]) -> None:
        codes = [str(getattr(one, "code", "")) for one in wanted]
        queries = self._context.queries

        def take(found: Mapping[str, Sequence[SkuRow]]) -> None:
            rows = [row for rows in found.values() for row in rows if row.kind is EntityKind.SERVICE]
            missed = [code for code in codes if not found.get(code)]
            if missed:
                self._on_missed(", ".join(missed[:5]))
            self._read([*self._wanted, *(row.key for row in rows)])

        self._context.tasks.read(lambda: queries.rows_by_code(codes), take, owner=self)

    def _on_missed(self, text: str) -> None:
        self.say(self.tr("There is no service “{text}”.").format(text=text), problem=True)

    def _remove(self, key: EntityKey) -> None:
        self._services.pop(key, None)
        self._wanted = [one for one in self._wanted if one != key]
        self._plan()

    def _read(self, keys: Sequence[EntityKey]) -> None:
        wanted, queries = list(dict.fromkeys(keys)), self._context.queries
        self._wanted = wanted
        self._reads.ask(lambda: read_services(queries, wanted), self._take)

    def _take(self, services: Sequence[ServiceNow]) -> None:
        found = {one.key: one for one in services}
        self._services = {key: found[key] for key in self._wanted if key in found}
        self._plan()

    # ---------------------------------------------------------------------------------------------------- following

    def _on_kits(self, kits: set[KitId]) -> None:
        kit = self._kits.book.kits.get(self._kit) if self._kit is not None else None
        if kit is not None and kit.key in kits and self.isVisible():
            self.subject.setText(kit.name)
            self.how.follow(kit, self._kits.book)
            self._plan()

    def _on_edited(self, changes: Changes, _initiator: QObject | None) -> None:
        if not self.isVisible() or not self._services:
            return
        if Aspect.EVERYTHING in changes.aspects or not changes.keys.isdisjoint(self._services):
            self._read(self._wanted)

    # ------------------------------------------------------------------------------------------------------- planning

    def _plan(self) -> None:
        count = self.how.count
        self.plan = None
        self.chosen.show_services(list(self._services.values()))
        if self._kit is None or count is None:
            self.rows.take([])
            self._tell(self.tr("How many of the kit?"))
            return
        if self.how.problem:
            self.rows.take([])
            self._tell(self.how.problem)
            return
        wanted = Wanted(
            multiplier=count,
            values=self.how.values,
            options=self.how.taken,
            merge=Merge(self.merge.currentData()),
            alone=self.alone.isChecked(),
        )
        try:
            self.plan = plan_use(self._kits.book, self._kit, self._services.values(), wanted)
        except InvalidValue as error:
            self.rows.take([])
            self._tell(said(error.detail))
            return
        self.rows.take(use_rows(self.plan, costs=self._kits.shows_costs))
        self._tell("")

    def _tell(self, problem: str) -> None:
        plan = self.plan
        services = len(plan.services) if plan is not None else 0
        links = [link for one in plan.services for link in one.links] if plan is not None else []
        changed = sum(link.step is not LinkStep.UNCHANGED for link in links)
        edits = self._context.edits
        words = counted(services, self.tr("service"), self.tr("services"))
        title = self.tr("Propose for {services}") if edits.may_only_propose else self.tr("Use in {services}")
        self.act.setText(title.format(services=words))
        self.act.setAccessibleName(self.act.text())
        self.act.setEnabled(bool(changed) and edits.may_record)
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        set_property(self.hint, "tone", "changed" if services else "muted")
        if problem:
            self.say(problem, problem=True)
        elif services:
            counts = {step: sum(link.step is step for link in links) for step in LinkStep}
            self.say(
                self.tr("{added} added, {changed} changed, {removed} taken out. Goes to Review.").format(
                    added=whole(counts[LinkStep.ADDED]),
                    changed=whole(counts[LinkStep.CHANGED]),
                    removed=whole(counts[LinkStep.REMOVED]),
                )
            )
        else:
            self.say("")

    def _hint(self) -> str:
        if self.plan is None:
            return ""
        if not self.plan.services:
            return self.tr("Find the services that get it. What each would have afterwards is shown here.")
        if self.plan.unclear:
            names = ", ".join(one.name for one in self.plan.unclear[:5])
            return self.tr("Left out, since nobody knows how many: {names}").format(names=names)
        return self._twice(self.plan)

    def _twice(self, plan: UsePlan) -> str:
        """What is added to services that have it from this very kit already is there twice."""
        uses = uses_by_service(self._kits.book)
        again = [
            one.before.code
            for one in plan.services
            if any(kit == plan.kit and use not in one.over for kit, use in uses.get(one.before.key, ()))
        ]
        if not again:
            return ""
        words = self.tr("Already in {services}: it is added once more. Replacing renews it instead.")
        return words.format(services=", ".join(again[:5]))

    # --------------------------------------------------------------------------------------------------------- using

    def _use(self) -> None:
        if self._soon.isActive():  # what was typed a moment ago counts
            self._soon.stop()
            self._plan()
            if not self.act.isEnabled():
                return
        plan, kit = self.plan, self._kit
        if plan is None or kit is None:
            return
        words = counted(len(plan.services), self.tr("service"), self.tr("services"))
        told = self.tr("{kit} used in {services}").format(kit=self.subject.text(), services=words)
        self.act.setEnabled(False)

        def operation(work: UnitOfWork, step: Step) -> Changes:
            return use_in_services(work, plan, step=step)

        def done(changes: Changes) -> None:
            if not self._context.edits.may_only_propose:  # of proposals the edits tell by themselves
                self._context.notifier.done(told, undo=self._context.edits.undoing(changes, initiator=self))
            self.used.emit(kit)
            self.closed.emit()

        def failed(error: LaziError) -> None:
            self._read(self._wanted)
            self._context.notifier.problem(error)

        self._context.edits.do_many(operation, title=told, initiator=self, done=done, failed=failed)

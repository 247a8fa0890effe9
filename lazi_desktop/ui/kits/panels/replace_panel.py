"""One thing in the place of another everywhere: what every place would become, and all of it in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.kits.replaced_links import LinkHolder
from lazi_desktop.domain.kits.replacement import Choice, Place, ReplacePlan
from lazi_desktop.domain.kits.replacing import plan_replacing
from lazi_desktop.domain.kits.where_used import kits_with_kit, kits_with_sku
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.operations.kits.replacing import HOLDER_FIELDS, holders_of, replace_everywhere
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, money_difference
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.kits.panels.replace_model import ReplaceModel
from lazi_desktop.ui.kits.panels.thing_choice import ThingChoice
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import spelled, understood
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property
from lazi_desktop.ui.widgets.plain_table import in_card

_SOON = 120
_RATIO_WIDTH = 76


class ReplacePanel(KitPanel):
    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__(self.tr("Replace everywhere"), self.tr("Replace"), Glyph.SWAP)
        self._context = context
        self._kits = kits
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._holders: Sequence[LinkHolder] = ()
        self._choices: dict[Place, Choice] = {}
        self.plan: ReplacePlan | None = None
        self.old = ThingChoice(context, kits, self.tr("Replace"))
        self.new = ThingChoice(context, kits, self.tr("by"))
        self.ratio = QLineEdit("1")
        self.ratio.setFixedWidth(_RATIO_WIDTH)
        self.ratio.setAccessibleName(self.tr("How many of the new one for one of the old one"))
        self.ratio.setToolTip(self.ratio.accessibleName())
        self.tick_all = button(self.tr("Tick all"), "link")
        self.tick_none = button(self.tr("Tick none"), "link")
        self.model = ReplaceModel(kits)
        self.table = self.model.dressed(self.tr("Where it is"))
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP)
        top.addWidget(self.old, 1)
        top.addWidget(self.new, 1)
        top.addWidget(label(self.tr("new for one old"), "muted"))
        top.addWidget(self.ratio)
        ticks = QHBoxLayout()
        ticks.setSpacing(0)
        ticks.addWidget(self.tick_all)
        ticks.addWidget(self.tick_none)
        ticks.addStretch(1)
        ticks.addWidget(label(self.tr("Space ticks the selected rows, F2 changes the ratio of one"), "small"))
        column = QVBoxLayout()
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(in_card(self.table), 1)
        column.addLayout(ticks)
        self.content.addLayout(column, 1)

    def _listen(self) -> None:
        self.old.chosen.connect(self._on_old)
        self.new.chosen.connect(lambda: self._know(self._plan))
        self.ratio.textEdited.connect(self._soon.start)
        self._soon.timeout.connect(self._plan)
        self.model.ticked.connect(self._tick)
        self.model.ratio_typed.connect(self._set_ratio)
        self.table.activated.connect(self._on_activated)
        self.tick_all.clicked.connect(lambda: self._tick(self._places(), True))
        self.tick_none.clicked.connect(lambda: self._tick(self._places(), False))
        self.act.clicked.connect(self._replace)
        self._kits.changed.connect(lambda _: self._plan() if self.isVisible() else None)
        self._context.edits.changed.connect(self._on_edited)

    # ------------------------------------------------------------------------------------------------------- opening

    def open(self, old: Thing | None = None) -> None:
        self._choices = {}
        self._holders = ()
        self.ratio.setText("1")
        self.old.show_thing(old)
        self.new.show_thing(None)
        self._on_old()
        (self.old if old is None else self.new).setFocus()

    def _on_old(self) -> None:
        self._choices = {}
        self._know(self._read_holders)

    def _know(self, go_on: Callable[[], None]) -> None:
        """The book has to know both, also where no kit names them."""
        things = (self.old.thing, self.new.thing)
        skus = [one.sku for one in things if one is not None and one.sku is not None]
        self._kits.know(skus, go_on)

    def _read_holders(self) -> None:
        old, queries = self.old.thing, self._context.queries
        if old is None or old.sku is None:
            self._take([])
            return
        sku = old.sku
        self._reads.ask(lambda: _holders(queries, sku), self._take)

    def _take(self, holders: Sequence[LinkHolder]) -> None:
        self._holders = holders
        self._plan()

    def _on_edited(self, changes: Changes, _initiator: object) -> None:
        if not self.isVisible() or self.old.thing is None:
            return
        held = {one.key for one in self._holders}
        if Aspect.EVERYTHING in changes.aspects or not held.isdisjoint(changes.keys):
            self._read_holders()

    # ------------------------------------------------------------------------------------------------------ planning

    def _plan(self) -> None:
        old, new = self.old.thing, self.new.thing
        ratio = self._ratio()
        set_property(self.ratio, "invalid", "false" if ratio is not None else "true")
        self.plan = None
        problem = ""
        if old is not None and new is not None and ratio is not None:
            try:
                self.plan = plan_replacing(
                    self._kits.book, old, new, self._holders, ratio=ratio, choices=self._choices
                )
            except InvalidValue as error:
                problem = said(error.detail)
        self.model.hide_costs(self.table, not self._kits.shows_costs)
        self.model.take(self.plan.rows if self.plan is not None else [])
        self._tell(problem)

    def _ratio(self) -> Decimal | None:
        found = parse_number(understood(self.ratio.text().strip() or "1"))
        return found if found is not None and found > 0 else None

    def _tell(self, problem: str) -> None:
        plan, edits = self.plan, self._context.edits
        count = plan.count if plan is not None else 0
        places = counted(count, self.tr("place"), self.tr("places"))
        self.act.setText(
            self.tr("Replace in {places}").format(places=places) if count else self.tr("Replace")
        )
        self.act.setAccessibleName(self.act.text())
        self.act.setEnabled(bool(count) and edits.may_record)
        if problem:
            self.say(problem, problem=True)
        elif plan is None:
            self.say(self._where_old_is())
        elif not plan.rows:
            self.say(self.tr("It is nowhere: in no kit and in no links."))
        else:
            refused = sum(bool(one.refused) for one in plan.rows)
            told = [counted(len(plan.rows), self.tr("place"), self.tr("places"))]
            if refused:
                told.append(self.tr("{n} cannot be replaced").format(n=refused))
            if plan.cost is not None and count and self._kits.shows_costs:
                told.append(
                    self.tr("{sum} in cost").format(sum=spelled(money_difference(round(plan.cost, 2))))
                )
            self.say(" · ".join(told))

    def _where_old_is(self) -> str:
        """Before it is said by what it is replaced."""
        old, book = self.old.thing, self._kits.book
        if old is None:
            return self.tr("Find what is to be replaced, and by what. Nothing is done before you say so.")
        found = kits_with_sku(book, old.sku) if old.sku is not None else ()
        found = kits_with_kit(book, old.kit) if old.kit is not None else found
        kits = counted(len({one.kit.key for one in found}), self.tr("kit"), self.tr("kits"))
        holders = counted(len(self._holders), self.tr("SKU"), self.tr("SKUs"))
        return self.tr("It is in {kits} and linked in {skus}. By what?").format(kits=kits, skus=holders)

    def _places(self) -> list[Place]:
        return [one.place for one in self.plan.rows] if self.plan is not None else []

    def _tick(self, places: Sequence[Place], ticked: bool) -> None:
        for place in places:
            before = self._choices.get(place) or Choice()
            self._choices[place] = Choice(ticked, before.ratio)
        self._plan()

    def _set_ratio(self, place: Place, ratio: Decimal | None) -> None:
        before = self._choices.get(place) or Choice()
        self._choices[place] = Choice(before.ticked, ratio)
        self._plan()

    def _on_activated(self, index: QModelIndex) -> None:
        if not self.model.is_ratio(index):
            row = self.model.rows[index.row()]
            self._tick([row.place], not row.ticked)

    # ----------------------------------------------------------------------------------------------------- replacing

    def _replace(self) -> None:
        if self._soon.isActive():  # what was typed a moment ago counts
            self._soon.stop()
            self._plan()
            if not self.act.isEnabled():
                return
        plan, book = self.plan, self._kits.book
        if plan is None or not plan.count:
            return
        places = counted(plan.count, self.tr("place"), self.tr("places"))
        told = self.tr("Replaced in {places}").format(places=places)
        self.act.setEnabled(False)

        def operation(work: UnitOfWork, step: Step) -> Changes:
            return replace_everywhere(work, plan, book, step=step)

        def done(changes: Changes) -> None:
            self._context.notifier.done(told, undo=self._context.edits.undoing(changes, initiator=self))
            self.closed.emit()

        def failed(error: LaziError) -> None:
            self._read_holders()
            self._context.notifier.problem(error)

        self._context.edits.do_many(operation, title=told, initiator=self, done=done, failed=failed)


def _holders(queries: PricebookQueries, sku: EntityKey) -> list[LinkHolder]:
    """Away from the UI thread."""
    users = {one.user for one in queries.where_used(sku) if one.kind is not EntityKind.CATEGORY}
    return holders_of(queries.values(users, HOLDER_FIELDS)) if users else []

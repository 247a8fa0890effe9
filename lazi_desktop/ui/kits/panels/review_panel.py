"""The kit changed: what its services would have were they to follow, to accept or to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.use_differences import SkuDifference, Stand, UseDifference, differences_of
from lazi_desktop.domain.kits.using import uses_by_service
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.using import (
    SERVICE_FIELDS,
    accept_kit_changes,
    leave_kit_changes,
    services_now,
)
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import NOTHING, counted, number
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.push.row_model import Cells, RowModel
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import Heading, in_card


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """`row` is None for what the service cannot have; `refused` says why."""

    difference: UseDifference
    first: bool
    row: SkuDifference | None
    name: str
    code: str
    refused: str = ""


class ReviewPanel(KitPanel):
    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__(self.tr("Kit changed"), "", Glyph.ACCEPT)
        self._context = context
        self._kits = kits
        self._uses: list[PartId] = []
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self.differences: Sequence[UseDifference] = ()
        self.rows: RowModel[DifferenceRow] = RowModel(_columns())
        self.table = self.rows.dressed(self.tr("What the services would have"))
        self.hint = label("", "muted", wrap=True)
        self.over_hand = QCheckBox(self.tr("Follow the kit too where somebody changed the service by hand"))
        self.leave = button(self.tr("Leave as they are"))
        self.foot.insertWidget(1, self.leave)
        right = QVBoxLayout()
        right.addWidget(self.hint)
        right.addWidget(self.over_hand)
        right.addWidget(in_card(self.table), 1)
        self.content.addLayout(right, 1)
        self.act.clicked.connect(self._accept)
        self.leave.clicked.connect(self._leave)
        self.over_hand.toggled.connect(self._show)
        kits.changed.connect(lambda _: self._read())
        context.edits.changed.connect(self._on_edited)

    # ------------------------------------------------------------------------------------------------------- showing

    def open(self, differences: Sequence[UseDifference]) -> None:
        self._uses = [one.use.key for one in differences]
        self.over_hand.setChecked(False)
        self._take(list({one.service.key: one.service for one in differences}.values()))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, changes: Changes, _initiator: QObject | None) -> None:
        services = {one.service.key for one in self.differences}
        if Aspect.EVERYTHING in changes.aspects or not changes.keys.isdisjoint(services):
            self._read()

    def _read(self) -> None:
        if not self.isVisible() or not self.differences:
            return
        keys, queries = {one.service.key for one in self.differences}, self._context.queries
        self._reads.ask(lambda: services_now(queries.values(keys, SERVICE_FIELDS)), self._take)

    def _take(self, services: Sequence[ServiceNow]) -> None:
        book = self._kits.book
        uses, found = uses_by_service(book), []
        for service in services:
            there = uses.get(service.key, ())
            for kit, use in there:
                if use.key in self._uses:
                    others = [one for _, one in there if one.key != use.key]
                    found.append(differences_of(book, kit, use, service, others))
        self.differences = found
        self._show()

    def _show(self) -> None:
        self.rows.take([row for one in self.differences for row in _rows(one)])
        kits = {self._kits.book.kits[one.kit].name for one in self.differences}
        self.subject.setText(", ".join(sorted(kits)))
        moved = [one for one in self.differences if one.is_open]
        clashes = sum(row.stand is Stand.CLASH for one in self.differences for row in one.rows)
        self.over_hand.setVisible(bool(clashes))
        self.hint.setText(self._hint(clashes))
        self.hint.setVisible(bool(self.hint.text()))
        words = counted(len(moved), self.tr("service"), self.tr("services"))
        edits = self._context.edits
        title = (
            self.tr("Propose for {services}") if edits.may_only_propose else self.tr("Accept in {services}")
        )
        self.act.setVisible(True)
        self.act.setText(title.format(services=words))
        self.act.setAccessibleName(self.act.text())
        allowed = bool(moved) and edits.may_record
        self.act.setEnabled(allowed)
        self.leave.setEnabled(allowed)
        self.say("" if moved else self.tr("There is nothing to decide."))

    def _hint(self, clashes: int) -> str:
        unclear = [one.name for each in self.differences for one in each.unclear]
        if unclear:
            names = ", ".join(dict.fromkeys(unclear))
            return self.tr("Nobody knows how many: {names}. What they gave stays.").format(names=names)
        if clashes:
            return self.tr("What somebody changed in the service by hand stays unless you say otherwise.")
        return ""

    # -------------------------------------------------------------------------------------------------------- acting

    def _open(self) -> list[UseDifference]:
        return [one for one in self.differences if one.is_open]

    def _accept(self) -> None:
        moved = self._open()
        over: set[tuple[PartId, EntityKey]] = set()
        if self.over_hand.isChecked():
            over = {
                (one.use.key, row.sku.key) for one in moved for row in one.rows if row.stand is Stand.CLASH
            }

        def operation(work: UnitOfWork, step: Step) -> Changes:
            return accept_kit_changes(work, moved, over, step=step)

        words = counted(len(moved), self.tr("service"), self.tr("services"))
        follow = (
            self.tr("{services} follows the kit") if len(moved) == 1 else self.tr("{services} follow the kit")
        )
        told = follow.format(services=words)
        self.act.setEnabled(False)
        self._context.edits.do_many(
            operation,
            title=told,
            initiator=self,
            done=lambda changes: self._done(told, changes),
            failed=self._failed,
        )

    def _leave(self) -> None:
        moved = self._open()
        told = self.tr("Left as they are")
        self._context.edits.do(
            lambda work: leave_kit_changes(work, moved),
            initiator=self,
            done=lambda changes: self._done(told, changes),
            failed=self._failed,
        )

    def _done(self, told: str, changes: Changes) -> None:
        if not self._context.edits.may_only_propose:
            self._context.notifier.done(told, undo=self._context.edits.undoing(changes, initiator=self))
        self.closed.emit()

    def _failed(self, error: LaziError) -> None:
        self._read()
        self._context.notifier.problem(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitReview", text)


_ORDER = (Stand.CLASH, Stand.FOLLOWS, Stand.BY_HAND, Stand.AGREES, Stand.SAME)
_ROLES = {
    Stand.FOLLOWS: Role.CHANGED,
    Stand.CLASH: Role.DANGER,
    Stand.AGREES: Role.PROVED,
    Stand.BY_HAND: Role.ACCENT,
    Stand.SAME: Role.NEUTRAL,
}


def _stand_word(stand: Stand) -> str:
    return {
        Stand.SAME: _tr("as it is"),
        Stand.FOLLOWS: _tr("follows the kit"),
        Stand.BY_HAND: _tr("changed by hand"),
        Stand.CLASH: _tr("both changed"),
        Stand.AGREES: _tr("has it already"),
    }[stand]


def _rows(difference: UseDifference) -> list[DifferenceRow]:
    """What is to be decided first."""
    ordered = sorted(difference.rows, key=lambda row: _ORDER.index(row.stand))
    found = [DifferenceRow(difference, False, row, row.sku.name, row.sku.code) for row in ordered]
    for refused in difference.not_linked:
        sku = refused.sku
        name, code = (sku.name, sku.code) if sku else (_tr("something removed"), "")
        found.append(DifferenceRow(difference, False, None, name, code, refused.reason))
    if found:
        head = found[0]
        found[0] = DifferenceRow(head.difference, True, head.row, head.name, head.code, head.refused)
    return found


def _columns() -> Sequence[Cells[DifferenceRow]]:
    def service(row: DifferenceRow) -> str:
        return " · ".join(filter(None, (row.difference.service.code, row.difference.service.name)))

    def figure(name: str) -> Cells[DifferenceRow]:
        titles = {
            "then": _tr("Kit gave"),
            "now": _tr("Kit gives"),
            "stands": _tr("Service has"),
            "wanted": _tr("Would have"),
        }

        def text(row: DifferenceRow) -> str:
            value = getattr(row.row, name) if row.row is not None else 0
            return number(value) if value else NOTHING

        return Cells(Heading(titles[name], 84), text, is_figure=lambda _row: True)

    return [
        Cells(Heading(_tr("Service"), 150, 2), lambda row: service(row) if row.first else "", tip=service),
        Cells(Heading(_tr("Code"), 90), lambda row: row.code),
        Cells(Heading(_tr("Name"), 170, 3), lambda row: row.name),
        figure("then"),
        figure("now"),
        figure("stands"),
        figure("wanted"),
        Cells(
            Heading("", 140),
            lambda row: _stand_word(row.row.stand) if row.row is not None else _tr("cannot be linked"),
            chip=lambda row: _ROLES[row.row.stand] if row.row is not None else Role.DANGER,
            tip=lambda row: said(row.refused) if row.refused else "",
        ),
    ]

"""The services that the kit was used in, and the kits that it is in: whether they are as the kit is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.use_differences import UseDifference, differences_of
from lazi_desktop.domain.kits.using import uses_by_service
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.using import SERVICE_FIELDS, services_now
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.pane.section import Section
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

MOST_SHOWN = 30


class UsedInSection(Section):
    """`review_wanted(differences)`: to look at what the kit would change in them. `service_wanted(key)`,
    `kit_wanted(kit)`: to go there."""

    review_wanted = Signal(object)
    service_wanted = Signal(object)
    kit_wanted = Signal(object)

    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__(self.tr("Used in"))
        self._context = context
        self._shown = shown
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._services: dict[EntityKey, ServiceNow] = {}
        self.differences: Sequence[UseDifference] = ()
        self.rows: list[UsedInRow] = []
        self.nothing = label(self.tr("No service and no kit uses it yet."), "small", wrap=True)
        self.review_all = button("", "link")
        self.review_all.clicked.connect(self._review_all)
        self.head.addWidget(self.review_all)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._place)
        shown.changed.connect(self._read)
        context.edits.changed.connect(self._on_edited)
        self._show()

    # -------------------------------------------------------------------------------------------------------- reading

    def _on_edited(self, changes: Changes, _initiator: QObject | None) -> None:
        """What a service links is no part of the kit, and is followed here."""
        kit = self._shown.kit
        if kit is None or not changes.aspects & {Aspect.FIELDS, Aspect.STATE, Aspect.EVERYTHING}:
            return
        if Aspect.EVERYTHING in changes.aspects or any(use.service in changes.keys for use in kit.uses):
            self._read()

    def _read(self) -> None:
        kit, queries = self._shown.kit, self._context.queries
        services = {use.service for use in kit.uses} if kit is not None else set()
        if not services:
            self._reads.drop()
            self._take(())
            return
        self._reads.ask(lambda: services_now(queries.values(services, SERVICE_FIELDS)), self._take)

    def _take(self, services: Sequence[ServiceNow]) -> None:
        self._services = {one.key: one for one in services}
        kit = self._shown.kit
        self.differences = self._differences(kit) if kit is not None else ()
        self._show()

    def _differences(self, kit: Kit) -> Sequence[UseDifference]:
        book = self._shown.kits.book
        uses, found = uses_by_service(book), []
        for use in kit.uses:
            service = self._services.get(use.service)
            if service is not None:
                others = [one for _, one in uses.get(use.service, ()) if one.key != use.key]
                found.append(differences_of(book, kit.key, use, service, others))
        return sorted(found, key=lambda one: (not one.is_open, one.service.name.casefold()))

    # -------------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        book, kit = self._shown.kits.book, self._shown.kit
        self.rows = [self._service_row(one) for one in self.differences[:MOST_SHOWN]]
        users = sorted(book.users_of(kit.key), key=lambda one: book.kits[one].name) if kit is not None else []
        self.rows += [self._kit_row(one, book.kits[one].name) for one in users[:MOST_SHOWN]]
        for row in self.rows:
            self._place.addWidget(row)
        self.nothing.setVisible(not self.rows)
        moved = [one for one in self.differences if one.is_open]
        self.review_all.setVisible(len(moved) > 1)
        self.review_all.setText(self.tr("Review all {n}").format(n=whole(len(moved))))
        self.review_all.setAccessibleName(self.review_all.text())

    def _service_row(self, difference: UseDifference) -> UsedInRow:
        service = difference.service
        row = UsedInRow(service.name or service.code)
        row.name.clicked.connect(lambda: self.service_wanted.emit(service.key))
        if difference.is_open:
            row.offer(self.tr("kit changed: review"), Role.CHANGED)
            row.act.clicked.connect(lambda: self.review_wanted.emit([difference]))
        elif difference.differs:
            row.offer(self.tr("changed by hand"), Role.NEUTRAL)
            row.act.clicked.connect(lambda: self.review_wanted.emit([difference]))
        else:
            row.say(self.tr("up to date"), Role.PROVED)
        return row

    def _kit_row(self, kit: KitId, name: str) -> UsedInRow:
        row = UsedInRow(name)
        row.name.clicked.connect(lambda: self.kit_wanted.emit(kit))
        row.say(self.tr("kit"), Role.ACCENT)
        return row

    def _review_all(self) -> None:
        self.review_wanted.emit([one for one in self.differences if one.is_open])


class UsedInRow(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.title = name
        self.name = button("", "row", name=self.tr("Go to {name}").format(name=name))
        inner = QHBoxLayout(self.name)
        inner.setContentsMargins(metrics.GAP_TINY, 0, metrics.GAP_TINY, 0)
        words = ElidedLabel()
        words.setText(name)
        inner.addWidget(words)
        self.act = button("")
        self.act.hide()
        self.state = chip_label("", Role.NEUTRAL)
        self.state.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_TINY)
        row.addWidget(self.name, 1)
        row.addWidget(self.act)
        row.addWidget(self.state)

    @property
    def words(self) -> str:
        return self.act.text() or self.state.text()

    def say(self, words: str, role: Role) -> None:
        self.state.setText(words)
        self.state.setProperty("chip", role.value)
        self.state.show()

    def offer(self, words: str, role: Role) -> None:
        """What is said is a button."""
        self.act.setText(words)
        self.act.setAccessibleName(f"{self.title}: {words}")
        self.act.setProperty("chip", role.value)
        self.act.show()

"""For the pricebook: the kits that a SKU is in, and those that gave a service what it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.use_differences import differences_of
from lazi_desktop.domain.kits.using import uses_by_service
from lazi_desktop.domain.kits.where_used import kits_with_sku
from lazi_desktop.operations.kits.using import read_services
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import number
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.using.more_uses import MoreUse, MoreUses


class KitUses(MoreUses):
    def __init__(self, kits: Kits, parent: QObject) -> None:
        super().__init__(parent)
        self._kits = kits
        kits.changed.connect(lambda _: self.changed.emit())

    def read(self, queries: PricebookQueries, detail: EntityDetail) -> Sequence[ServiceNow]:
        return read_services(queries, [detail.key]) if detail.kind is EntityKind.SERVICE else ()

    def uses_of(self, detail: EntityDetail, read: Sequence[ServiceNow]) -> Sequence[MoreUse]:
        self._kits.ensure()
        return [*(use for service in read for use in self._given(service)), *self._in_kits(detail)]

    def _given(self, service: ServiceNow) -> list[MoreUse]:
        """Whether the service has what its kits give now."""
        book, found = self._kits.book, []
        uses = uses_by_service(book).get(service.key, ())
        for kit, use in uses:
            others = [one for _, one in uses if one.key != use.key]
            difference = differences_of(book, kit, use, service, others)
            if difference.is_open:
                words, ink = self.tr("kit changed: review it there"), "changed_text"
            elif difference.differs:
                words, ink = self.tr("changed by hand since"), "text"
            else:
                words, ink = self.tr("up to date"), "text"
            times = "" if use.multiplier == 1 else f"× {number(use.multiplier)}"
            title = book.kits[kit].name
            found.append(MoreUse(self.tr("Made with kits"), title, words, times, Glyph.KIT, kit, ink))
        return found

    def _in_kits(self, detail: EntityDetail) -> list[MoreUse]:
        if not detail.kind.is_sku:
            return []
        return [
            MoreUse(
                self.tr("Kits"),
                one.kit.name,
                " › ".join(one.kit.path),
                self.tr("substitute") if one.is_substitute else _times(one.quantity),
                Glyph.KIT,
                one.kit.key,
                "text_disabled" if one.kit.archived else "text",
            )
            for one in kits_with_sku(self._kits.book, detail.key)
        ]


def _times(quantity: Quantity) -> str:
    return quantity if isinstance(quantity, str) else f"× {number(quantity)}"

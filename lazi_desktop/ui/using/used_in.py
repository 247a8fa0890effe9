"""What names an entity: services, equipment, categories. One click goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import CategoryRef, EntityDetail, Usage
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.entity_tab import EntityView
from lazi_desktop.ui.formatting import counted, field_title, kind_title, number
from lazi_desktop.ui.kind_looks import glyph_of
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.using.more_uses import MoreUse, MoreUses
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from lazi_desktop.ui.widgets.two_lines import LineRole, TwoLineList, heading_item, row_item

MOST_SHOWN = 2_000


class UsedInView(EntityView):
    """`more` tells of what else names an entry."""

    def __init__(self, context: UiContext, more: MoreUses | None = None) -> None:
        super().__init__()
        self._context = context
        self._more = more
        self._detail: EntityDetail | None = None
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self.summary = label("", "small", wrap=True)
        self.summary.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        self.list = TwoLineList(self.tr("Used in"))
        self.rows = QStandardItemModel(self)
        self.list.setModel(self.rows)
        self.card = EmptyCard()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        if more is not None:
            more.changed.connect(self._again)

    def show_entity(self, detail: EntityDetail) -> None:
        self._detail = detail
        queries, key, more = self._context.queries, detail.key, self._more

        def read() -> tuple[Sequence[Usage], Any]:
            return queries.where_used(key), more.read(queries, detail) if more is not None else None

        self._reads.ask(read, lambda found: self._show(detail, *found))

    def _again(self) -> None:
        if self._detail is not None and self.isVisible():
            self.show_entity(self._detail)

    def _show(self, detail: EntityDetail, usages: Sequence[Usage], read: Any) -> None:
        self.rows.clear()
        self.summary.setText(used_words(usages))
        self.summary.setVisible(bool(usages))
        others = self._more.uses_of(detail, read) if self._more is not None else ()
        if not usages and not detail.categories and not others:
            self._say_nothing(detail.kind)
            return
        self._show_others(others)
        self._show_users(usages)
        self._show_categories(detail.categories)
        self._stack.setCurrentWidget(self.list)

    def _say_nothing(self, kind: EntityKind) -> None:
        words = (
            self.tr("Nothing hangs in it.")
            if kind is EntityKind.CATEGORY
            else self.tr("It hangs in no category, and no other entry links it.")
        )
        self.card.say(Glyph.CONNECT, self.tr("Not used anywhere"), words)
        self._stack.setCurrentWidget(self.card)

    def _show_categories(self, categories: Sequence[CategoryRef]) -> None:
        if categories:
            self.rows.appendRow(heading_item(self.tr("Categories")))
        for ref in categories:
            above = " › ".join(ref.path[:-1])
            glyph = glyph_of(EntityKind.CATEGORY)
            self.rows.appendRow(row_item(ref.path[-1], above, glyph=glyph, subject=ref.key))

    def _show_others(self, others: Sequence[MoreUse]) -> None:
        heading = ""
        for one in others[:MOST_SHOWN]:
            if one.heading != heading:
                heading = one.heading
                self.rows.appendRow(heading_item(heading))
            self.rows.appendRow(
                row_item(
                    one.title, one.detail, at_right=one.at_right, glyph=one.glyph, ink=one.ink,
                    glyph_ink="accent", subject=one,
                )
            )  # fmt: skip

    def _show_users(self, usages: Sequence[Usage]) -> None:
        shown: tuple[EntityKind, str] | None = None
        for usage in sorted(usages, key=_order)[:MOST_SHOWN]:
            if shown != (usage.kind, usage.field):
                shown = (usage.kind, usage.field)
                self.rows.appendRow(heading_item(_heading(usage)))
            quantity = "" if usage.quantity is None else f"× {number(usage.quantity)}"
            self.rows.appendRow(
                row_item(
                    usage.code or usage.name,
                    usage.name if usage.code else "",
                    at_right=quantity or ("" if usage.active else self.tr("inactive")),
                    glyph=glyph_of(usage.kind),
                    ink="text" if usage.active else "text_disabled",
                    subject=usage.user,
                )
            )

    def _go(self, index: QModelIndex) -> None:
        subject = index.data(LineRole.SUBJECT)
        if isinstance(subject, MoreUse) and self._more is not None:
            self._more.wanted.emit(subject.subject)
        elif subject is not None:
            self.show_wanted.emit(EntityKey(subject))


def used_words(usages: Sequence[Usage]) -> str:
    """`Used in 12 services, 1 equipment`, distinct ones."""
    kinds = {kind: len({one.user for one in usages if one.kind is kind}) for kind in EntityKind}
    parts = [counted(count, kind_title(kind, 1), kind_title(kind)) for kind, count in kinds.items() if count]
    return ", ".join(parts)


def _order(usage: Usage) -> tuple[int, str, str, str]:
    return (list(EntityKind).index(usage.kind), usage.field, usage.code.casefold(), usage.name.casefold())


def _heading(usage: Usage) -> str:
    """`Services · Materials`: the kind that names it, and as what."""
    kind = kind_title(usage.kind)
    known = usage.field in {"categories", "parent_id"}
    title = "" if known else field_title(usage.kind, field_of(usage.kind, usage.field).name)
    return f"{kind[:1].upper()}{kind[1:]}" + (f"  ·  {title}" if title else "")

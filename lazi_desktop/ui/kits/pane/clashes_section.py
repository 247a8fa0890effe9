"""Where two people meant different things: what the kit has, and what somebody else said meanwhile, to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.assembling import (
    fields_of_group,
    fields_of_kit,
    fields_of_line,
    fields_of_parameter,
)
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Line
from lazi_desktop.domain.kits.parts import Clash, PartId
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, moment
from lazi_desktop.ui.kits.kit_words import part_field_title, part_value
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Clashing:
    """A field of a part. `now` is what is stored, `others` what else was said; `line` is set where it is of a line."""

    part: PartId
    name: str
    field: str
    now: Value
    others: Sequence[Clash]
    line: PartId | None


def clashing_in(kit: Kit, book: KitBook) -> Sequence[Clashing]:
    return [*_of_kit(kit), *_of_lines(kit, book), *_of_others(kit)]


def _of_kit(kit: Kit) -> Iterator[Clashing]:
    for field, others in kit.clashes.items():
        yield Clashing(PartId(kit.key), kit.name, field, fields_of_kit(kit).get(field), others, None)


def _of_lines(kit: Kit, book: KitBook) -> Iterator[Clashing]:
    for line in kit.lines:
        for field, others in line.clashes.items():
            now = fields_of_line(line).get(field)
            yield Clashing(line.key, _line_name(line, book), field, now, others, line.key)


def _of_others(kit: Kit) -> Iterator[Clashing]:
    for group in kit.groups:
        for field, others in group.clashes.items():
            yield Clashing(group.key, group.name, field, fields_of_group(group).get(field), others, None)
    for one in kit.parameters:
        for field, others in one.clashes.items():
            yield Clashing(one.key, one.name, field, fields_of_parameter(one).get(field), others, None)


def _line_name(line: Line, book: KitBook) -> str:
    if line.includes is not None:
        kit = book.kits.get(line.includes)
        return kit.name if kit is not None else ""
    sku = book.skus.get(line.sku) if line.sku is not None else None
    return (sku.name or sku.code) if sku is not None else ""


class ClashesSection(QWidget):
    """`line_wanted(path)`: to go to the line."""

    line_wanted = Signal(object)

    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self.cards: list[ClashCard] = []
        self.title = label("", "heading", wrap=True)
        self._place = QVBoxLayout()
        self._place.setSpacing(metrics.GAP_SMALL)
        self.banner = frame("banner")
        self.banner.setProperty("tone", "danger")
        inner = QVBoxLayout(self.banner)
        inner.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        inner.setSpacing(metrics.GAP_SMALL)
        inner.addWidget(self.title)
        inner.addLayout(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        shown.changed.connect(self._show)
        context.edits.level_changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        kit = self._shown.kit
        found = clashing_in(kit, self._shown.kits.book) if kit is not None else []
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(one) for one in found]
        for card in self.cards:
            self._place.addWidget(card)
        self.setVisible(bool(found))
        fields = counted(len(found), self.tr("field"), self.tr("fields"))
        self.title.setText(self.tr("Two people changed {fields} at the same time").format(fields=fields))

    def _card(self, clashing: Clashing) -> ClashCard:
        card = ClashCard(clashing, self._shown.kits.book)
        card.chosen.connect(lambda value: self._choose(clashing, value))
        edits = self._context.edits
        for answer in (card.keep, *card.takes):
            answer.setEnabled(edits.may_record)
        card.go_wanted.connect(lambda: self.line_wanted.emit((clashing.line,)))
        return card

    def _choose(self, clashing: Clashing, value: Value) -> None:
        part, field = clashing.part, clashing.field
        self._context.edits.do(lambda work: choose_clash(work, part, field, value), initiator=self)


class ClashCard(QWidget):
    """`chosen(value)`; `go_wanted()`: to the line that it is about."""

    chosen = Signal(object)
    go_wanted = Signal()

    def __init__(self, clashing: Clashing, book: KitBook) -> None:
        super().__init__()
        self.clashing = clashing
        title = f"{part_field_title(clashing.field)} · {clashing.name}"
        self.go = button(title, "problem", name=self.tr("Go to {name}").format(name=clashing.name))
        self.go.setEnabled(clashing.line is not None)
        self.go.clicked.connect(self.go_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_TINY)
        column.addWidget(self.go)
        answers = QWidget()
        flow = FlowLayout(answers, gap=metrics.GAP_TINY)
        now = part_value(clashing.field, clashing.now, book)
        self.keep = button(self.tr("Keep {value}").format(value=_cut(now)))
        self.keep.setToolTip(now)
        self.keep.clicked.connect(lambda: self.chosen.emit(clashing.now))
        flow.addWidget(self.keep)
        self.takes = [self._take(one, book) for one in clashing.others]
        for take in self.takes:
            flow.addWidget(take)
        column.addWidget(answers)

    def _take(self, other: Clash, book: KitBook) -> QPushButton:
        value = part_value(self.clashing.field, other.value, book)
        who = self.tr("{name}, {time}").format(name=other.by or "?", time=moment(other.at))
        take = button(self.tr("Take {value} ({who})").format(value=_cut(value), who=who))
        take.setToolTip(f"{value}\n{who}")
        take.clicked.connect(lambda: self.chosen.emit(other.value))
        return take


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1].rstrip()}…"

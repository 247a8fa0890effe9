"""A bench for operations on kits: a workspace in memory with some materials, and words for looking at kits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast
from uuid import uuid4

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Kit, Line
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.unit_of_work import FakeUnitOfWork


class Bench:
    def __init__(self) -> None:
        self.fake = FakeUnitOfWork()
        self.work = cast("UnitOfWork", self.fake)
        self._codes: dict[EntityKey, str] = {}

    def material(self, code: str, **fields: Any) -> EntityKey:
        key = self.fake.add(code=code, display_name=code.title(), cost=Decimal(2), **fields)
        self._codes[key] = code
        return key

    def kit(self, name: str, *codes: str) -> KitId:
        """A kit with a line of each of these new materials."""
        kit = KitId(uuid4())
        create_kit(self.work, name, kit=kit)
        if codes:
            add_lines(self.work, kit, [NewLine(sku=self.material(code)) for code in codes])
        return kit

    def now(self, kit: KitId) -> Kit:
        return kits_of(self.work.kit_parts([kit]))[kit]

    def line(self, kit: KitId, code: str) -> Line:
        return next(line for line in self.now(kit).lines if self.called(line) == code)

    def called(self, line: Line) -> str:
        if line.includes is not None:
            return self.now(line.includes).name
        return "" if line.sku is None else self._codes[line.sku]

    def shown(self, kit: KitId) -> list[str]:
        """Line by line: those in no group, then each group with its name and a colon before its lines."""
        found = self.now(kit)
        rows = [self.called(line) for line in found.lines_of(None)]
        for group in found.groups:
            rows += [f"{group.name}:", *(self.called(line) for line in found.lines_of(group.key))]
        return rows

    def part(self, key: PartId) -> Part:
        return self.fake.kits.now[key]

    def somebody_sets(self, key: PartId, field: str, value: Any) -> None:
        """The hub tells what somebody else said."""
        part = self.part(key)
        self.fake.kits.tell(
            Part(kind=part.kind, key=key, kit=part.kit, fields={**part.fields, field: value}, by="sam")
        )

    @property
    def steps(self) -> int:
        return len(self.fake.undo_list)

    def labels(self) -> list[str]:
        return [step.label for step in self.fake.undo_list]

    def count(self, kit: KitId, kind: KitPart) -> int:
        return sum(part.kind is kind and not part.is_gone for part in self.work.kit_parts([kit]))

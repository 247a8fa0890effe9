"""The model hub's kits: 75_kits.sql. How long texts may be is the SQL's own matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from lazi_desktop.domain.kits.parts import KitPart, is_last_word
from lazi_desktop.domain.ops import Op, OpOutcome
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.hub_feed import FeedKind
from tests.simulation.model_base import HubTables
from tests.simulation.model_rows import Clash, Effects, KitPartRow, Named, Receipt

_NAME = re.compile("[a-z][a-z_]{0,39}")
_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class HubKits(HubTables):
    def kit_payload(self, row: KitPartRow) -> dict[str, Value]:
        return {
            "kind": row.kind.value, "kit": row.kit, "fields": row.fields, "clashes": row.clashes, "by": row.by,
            "at": row.at,
        }  # fmt: skip

    def kit_oddity(self, op: Op) -> str | None:
        whole = not op.field
        if whole and (
            not isinstance(op.value, dict)
            or (op.entity_kind is not KitPart.KIT and not _ID.fullmatch(str(op.value.get("kit"))))
        ):
            return "not a part of a kit"
        if op.field in ("number", "content") and op.entity_kind is KitPart.VERSION:
            return "A version never changes."
        for name in op.value.keys() - {"kit"} if whole else (op.field,):
            if not _NAME.fullmatch(name) or name == "kit":
                return f"unknown field: {name[:60]}"
        row = self.kit_parts.get(op.entity_key)
        if row is not None and row.kind is not op.entity_kind:
            return "It is a part of another kind."
        if whole and row is not None and row.kit not in (None, _kit_of(op)):
            return "It is a part of another kit."
        return None

    def apply_kits(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """Each of another part."""
        for op in ops:
            told = self.kit_oddity(op)
            if told is not None:
                effects.results.append(Receipt(op, dev, OpOutcome.REJECTED, None, told))
                continue
            row = self.kit_parts.get(op.entity_key) or KitPartRow(KitPart(op.entity_kind))
            before = (row.kit, row.fields, row.clashes)
            outcome = self.set_field(dev, who, row, op) if op.field else self.make_part(row, op)
            if outcome is OpOutcome.ACCEPTED:
                row.by, row.at = who, self.loop.now
            effects.results.append(Receipt(op, dev, outcome))
            if outcome is OpOutcome.ACCEPTED or (row.kit, row.fields, row.clashes) != before:
                self.kit_parts[op.entity_key] = row
                if row.kit is not None:
                    effects.events.append(
                        (FeedKind.KIT_PART, Named(op.entity_key), "", self.kit_payload(row), op.op_id)
                    )

    def make_part(self, row: KitPartRow, op: Op) -> OpOutcome:
        """It may have been edited before it came."""
        fields = _without_nulls({**op.value, **row.fields})
        if row.kit is not None and same(fields, row.fields):
            return OpOutcome.NOOP
        row.kit, row.fields = _kit_of(op), fields
        return OpOutcome.ACCEPTED

    def set_field(self, dev: UUID, who: str, row: KitPartRow, op: Op) -> OpOutcome:
        """What was said in ignorance of what is there is kept beside it."""
        field, now = op.field, row.fields.get(op.field)
        others = row.clashes.get(field, [])
        own = next((one for one in others if one["device"] == dev), None)
        has_seen = same(op.seen, now)
        unknown = row.kit is None and field not in row.fields
        if not unknown and same(op.value, now):
            self.leave(row, field, self.clashes_left(others, dev, now, has_seen, op.base))
            return OpOutcome.ACCEPTED if has_seen and others else OpOutcome.NOOP
        if has_seen or unknown or self.is_last_word(row.kind, field):
            self.leave(row, field, self.clashes_left(others, dev, op.value, has_seen, op.base))
            row.fields = {**row.fields, field: op.value}
            if row.kit is not None:
                row.fields = _without_nulls(row.fields)
            return OpOutcome.ACCEPTED
        left = self.clashes_left(others, dev, now, False, None)
        if own is not None and same(op.seen, own["value"]) and same(op.value, own["seen"]):
            self.leave(row, field, left)
            return OpOutcome.NOOP  # they take back what they said
        seen = own["seen"] if own is not None and same(op.seen, own["value"]) else op.seen
        clash: Clash = {
            "value": op.value, "seen": seen, "by": who, "at": self.loop.now, "op": op.op_id, "device": dev,
        }  # fmt: skip
        self.leave(row, field, [*left, clash])
        return OpOutcome.CONFLICT

    def is_last_word(self, kind: KitPart, field: str) -> bool:
        return is_last_word(kind, field)

    def clashes_left(
        self, others: Sequence[Clash], dev: UUID, now: Value, has_seen: bool, known: Value
    ) -> list[Clash]:
        """Who saw what was there and `known` beside it, and spoke then, has chosen between these."""
        chosen = known if has_seen and isinstance(known, list) else []
        return [
            one
            for one in others
            if one["device"] != dev
            and not same(one["value"], now)
            and not any(same(one["value"], value) for value in chosen)
        ]

    def leave(self, row: KitPartRow, field: str, clashes: list[Clash]) -> None:
        kept = {name: its for name, its in row.clashes.items() if name != field}
        row.clashes = {**kept, field: clashes} if clashes else kept


def _kit_of(op: Op) -> UUID:
    return op.entity_key if op.entity_kind is KitPart.KIT else UUID(op.value["kit"])


def _without_nulls(fields: Fields) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name != "kit" and value is not None}

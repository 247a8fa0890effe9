"""Deliberate bugs in how kits are merged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.ops import Changes, Op, OpOutcome
from lazi_desktop.domain.values import Value
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_rows import Clash, KitPartRow
from tests.simulation.model_workspace import ModelWorkspace


class KitsByTheLastWord(ModelHub):
    """In kits what arrives later counts, whatever its author saw."""

    def is_last_word(self, kind: KitPart, field: str) -> bool:
        return True


class OneClashAField(ModelHub):
    """Of what others said of a field only the latest is kept."""

    def leave(self, row: KitPartRow, field: str, clashes: list[Clash]) -> None:
        super().leave(row, field, clashes[-1:])


class ClashesEndUnseen(ModelHub):
    """Whoever edits a field has chosen, also between what they had not heard of."""

    def clashes_left(
        self, others: Sequence[Clash], dev: UUID, now: Value, has_seen: bool, known: Value
    ) -> list[Clash]:
        return [] if has_seen else super().clashes_left(others, dev, now, has_seen, known)


class EarlyEditsRefused(ModelHub):
    """Of a part that the hub does not have, nothing can be said: also where it was restored and is offered it later."""

    def kit_oddity(self, op: Op) -> str | None:
        unknown = bool(op.field) and op.entity_key not in self.kit_parts
        return "It is not there." if unknown else super().kit_oddity(op)


class MadeOverEdits(ModelHub):
    """What makes a part says what it is, whatever was said of it before it came."""

    def make_part(self, row: KitPartRow, op: Op) -> OpOutcome:
        row.fields = {name: value for name, value in row.fields.items() if name not in op.value}
        return super().make_part(row, op)


class KitsOutliveTheHubs(ModelWorkspace):
    """What a snapshot does not name stays."""

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        kept = dict(self.kit_rows)
        changes = super().end_snapshot(epoch, at_seq, group)
        self.kit_rows = kept
        return changes


HUBS = {
    "kits by the last word": KitsByTheLastWord,
    "one clash a field": OneClashAField,
    "clashes end unseen": ClashesEndUnseen,
    "early edits refused": EarlyEditsRefused,
    "made over edits": MadeOverEdits,
}
WORKSPACES = {"kits outlive the hub's": KitsOutliveTheHubs}
NAMES = frozenset(HUBS) | frozenset(WORKSPACES)

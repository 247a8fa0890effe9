"""What this desktop's ledger tells about one entity, or one kit."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.history import NOT_TAKEN, Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, uuid_or_none

_NEWEST = 1_000
_SELECT = """
    SELECT op_id, txn_id, kind, field, value, seen, wall, state = 'acked', outcome, detail, note, change_set,
        (SELECT label FROM undo_step WHERE undo_step.txn_id = op.txn_id)
    FROM op WHERE entity_key = ? AND kind NOT IN ('submit', 'recall', 'file', 'answer') AND outcome IS NOT 'noop'
    ORDER BY op_no DESC LIMIT ?"""
# Of what a version holds nobody asks here, and it is long.
_OF_KIT = """
    SELECT entity_key, entity_kind, op_id, txn_id, kind, field,
        CASE entity_kind WHEN 'kit_version' THEN json_remove(value, '$.content') ELSE value END, seen, wall,
        state = 'acked', outcome, detail, note, change_set,
        (SELECT label FROM undo_step WHERE undo_step.txn_id = op.txn_id)
    FROM op WHERE kind = 'kit' AND outcome IS NOT 'noop' AND (
        entity_key = :kit OR field = '' AND value ->> '$.kit' = :named
        OR entity_key IN (SELECT part_id FROM kit_part WHERE kit = :kit
            UNION ALL SELECT part_id FROM kit_part_here WHERE kit = :kit))
    ORDER BY op_no DESC LIMIT :newest"""
_TAKEN = (None, OpOutcome.ACCEPTED)


def read_own_history(database: Database, key: EntityKey) -> list[Recorded]:
    """The newest first."""
    return [_recorded(*row) for row in database.all(_SELECT, (key.bytes, _NEWEST))]


def read_kit_history(database: Database, kit: KitId) -> list[Recorded]:
    """Of all its parts; the newest first."""
    found = database.all(_OF_KIT, {"kit": kit.bytes, "named": str(kit), "newest": _NEWEST})
    return [
        replace(_recorded(*row), part=PartId(UUID(bytes=part)), part_kind=KitPart(kind))
        for part, kind, *row in found
    ]


def _recorded(
    op_id: bytes,
    txn_id: bytes,
    kind: str,
    field: str,
    value: str,
    seen: str,
    wall: str,
    shared: int,
    outcome: str | None,
    detail: str | None,
    note: str,
    change_set: bytes | None,
    label: str | None,
) -> Recorded:
    taken = outcome in _TAKEN
    return Recorded(
        number=None,
        at=parse_moment(wall),
        by="",
        action=kind if taken else NOT_TAKEN,
        field=field,
        before=None if kind == OpKind.DISCARD else from_json(seen),
        after=None if kind == OpKind.DISCARD else from_json(value),
        op_id=UUID(bytes=op_id),
        txn_id=UUID(bytes=txn_id),
        change_set=uuid_or_none(change_set),
        message=(label or note) if taken else detail or "",
        shared=bool(shared),
    )

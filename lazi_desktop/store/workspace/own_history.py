"""What this desktop's ledger tells about one entity."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.domain.history import NOT_TAKEN, Recorded
from lazi_desktop.domain.keys import EntityKey
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
_TAKEN = (None, OpOutcome.ACCEPTED)


def read_own_history(database: Database, key: EntityKey) -> list[Recorded]:
    """The newest first."""
    records = []
    for (
        op_id,
        txn_id,
        kind,
        field,
        value,
        seen,
        wall,
        shared,
        outcome,
        detail,
        note,
        change_set,
        label,
    ) in database.all(_SELECT, (key.bytes, _NEWEST)):
        taken = outcome in _TAKEN
        records.append(
            Recorded(
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
        )
    return records

"""What a push would do, decided against ServiceTitan as it is now. Nothing is sent and nothing is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import PushDecision, decide_push
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.engine import PushedField, PushResult
from lazi_desktop.ports.hub import Hub, OverrideRow
from lazi_desktop.ports.remote import RemotePricebook


async def preview_push(hub: Hub, remote: RemotePricebook) -> Sequence[PushedField]:
    """One entry per pending field: WAITING would be sent, VERIFIED is there already, CONFLICT needs a person."""
    by_kind: dict[EntityKind, list[OverrideRow]] = defaultdict(list)
    for row in await hub.pending():
        by_kind[row.entity_kind].append(row)
    fields: list[PushedField] = []
    for kind, rows in by_kind.items():
        ids = sorted({row.remote_id for row in rows if row.remote_id is not None})
        entities = await remote.read_many(kind, ids)
        there = {entity.remote_id: entity.fields for entity in entities if not entity.problem}
        open_conflicts = await hub.conflicted_fields(list({row.entity_key for row in rows}))
        for row in rows:
            held = open_conflicts.get(row.entity_key, frozenset()) & group_of(kind, row.field)
            fields.append(_preview(row, there, held=bool(held)))
    return fields


def _preview(row: OverrideRow, there: Mapping[int, Fields], *, held: bool) -> PushedField:
    known = there.get(row.remote_id) if row.remote_id is not None else None
    detail = ""
    if known is None:
        result, detail = PushResult.FAILED, "ServiceTitan does not have it."
    elif held:
        result, detail = PushResult.CONFLICT, "An open conflict holds it back."
    else:
        result = {
            PushDecision.SEND: PushResult.WAITING,
            PushDecision.CONVERGED: PushResult.VERIFIED,
            PushDecision.CONFLICT: PushResult.CONFLICT,
        }[decide_push(base=row.base, ours=row.value, theirs=known.get(row.field))]
    return PushedField(
        entity_key=row.entity_key,
        kind=row.entity_kind,
        code=row.code,
        name=row.name,
        field=row.field,
        result=result,
        ours=row.value,
        found=known.get(row.field) if known is not None else None,
        detail=detail,
    )

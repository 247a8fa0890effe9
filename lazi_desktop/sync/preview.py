"""What a push would do, decided against ServiceTitan as it is now. Nothing is sent and nothing is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lazi_desktop.domain.errors import BadAnswer, RemoteRejected
from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import PushDecision, decide_push
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.engine import PushedField, PushResult
from lazi_desktop.ports.hub import Hub, OverrideRow
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.create_plan import CreateStep, decide_create, missing_required, missing_words

WOULD_BE_CREATED = "It would be created."
WOULD_BE_CREATED_LATER = "It would be created once ServiceTitan has what it names."
THERE_ALREADY = "ServiceTitan has it already: it would be taken for the same."
HELD = "An open conflict holds it back."
GONE = "ServiceTitan does not have it."


async def preview_push(hub: Hub, remote: RemotePricebook) -> Sequence[PushedField]:
    """One entry per pending field: WAITING would be sent, VERIFIED is there already, CONFLICT needs a person."""
    by_kind: dict[EntityKind, list[OverrideRow]] = defaultdict(list)
    new: dict[EntityKey, list[OverrideRow]] = defaultdict(list)
    for row in await hub.pending():
        if row.remote_id is None:
            new[row.entity_key].append(row)
        else:
            by_kind[row.entity_kind].append(row)
    fields: list[PushedField] = []
    for rows in new.values():
        fields += await _new(hub, remote, rows)
    for kind, rows in by_kind.items():
        ids = sorted({row.remote_id for row in rows if row.remote_id is not None})
        entities = await remote.read_many(kind, ids)
        there = {entity.remote_id: entity.fields for entity in entities if not entity.problem}
        open_conflicts = await hub.conflicted_fields(list({row.entity_key for row in rows}))
        for row in rows:
            held = open_conflicts.get(row.entity_key, frozenset()) & group_of(kind, row.field)
            fields.append(_preview(row, there, held=bool(held)))
    return fields


async def _new(hub: Hub, remote: RemotePricebook, rows: Sequence[OverrideRow]) -> list[PushedField]:
    """An entity that ServiceTitan does not have yet: all of its fields go together."""
    kind, key = rows[0].entity_kind, rows[0].entity_key
    wanted = {row.field: row.value for row in rows}
    conflicted = (await hub.conflicted_fields([key])).get(key, frozenset())
    held = {row.field for row in rows if conflicted & group_of(kind, row.field)}
    result, detail, details = await _what_would_become(remote, kind, key, wanted)
    if missing_required(kind, {name: value for name, value in wanted.items() if name not in held}):
        held = held and set(wanted)
    return [
        _told(row, PushResult.CONFLICT, HELD)
        if row.field in held
        else _told(row, result, details.get(row.field, detail))
        for row in rows
    ]


async def _what_would_become(
    remote: RemotePricebook, kind: EntityKind, key: EntityKey, wanted: Fields
) -> tuple[PushResult, str, Mapping[str, str]]:
    missing = missing_required(kind, wanted)
    if missing:
        return PushResult.FAILED, missing_words(kind, missing), {}
    try:
        look = await remote.look_for(kind, key, wanted)
    except (BadAnswer, RemoteRejected) as error:
        return PushResult.FAILED, str(error), {}
    decision = decide_create(kind, look, wanted, sent=False)
    if decision.step is CreateStep.ADOPT:
        return PushResult.WAITING, THERE_ALREADY, {}
    if decision.step is not CreateStep.SEND:
        return PushResult.FAILED, decision.detail, decision.field_details
    waits = any(local_references(name, value) for name, value in wanted.items())
    return PushResult.WAITING, WOULD_BE_CREATED_LATER if waits else WOULD_BE_CREATED, {}


def _preview(row: OverrideRow, there: Mapping[int, Fields], *, held: bool) -> PushedField:
    known = there.get(row.remote_id) if row.remote_id is not None else None
    if known is None:
        return _told(row, PushResult.FAILED, GONE)
    found = known.get(row.field)
    if held:
        return _told(row, PushResult.CONFLICT, HELD, found)
    decision = decide_push(base=row.base, ours=row.value, theirs=known.get(row.field, row.base))
    result = {
        PushDecision.SEND: PushResult.WAITING,
        PushDecision.CONVERGED: PushResult.VERIFIED,
        PushDecision.CONFLICT: PushResult.CONFLICT,
    }[decision]
    return _told(row, result, "", found)


def _told(row: OverrideRow, result: PushResult, detail: str, found: object = None) -> PushedField:
    return PushedField(
        entity_key=row.entity_key,
        kind=row.entity_kind,
        code=row.code,
        name=row.name,
        field=row.field,
        result=result,
        ours=row.value,
        found=found,
        detail=detail,
        created=row.remote_id is None,
    )

"""Submitting without a workspace: the command line says "send what is pending" straight to the hub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.overrides import OverrideRow, OverrideState
from lazi_desktop.ports.system import Clock, Ids


def sendable(pending: Sequence[OverrideRow], *, again: bool) -> list[OverrideRow]:
    """What a push without a person may send: `again` takes along what ServiceTitan refused or dropped before. What is
    held back stays here."""
    seen_before = (OverrideState.FAILED, OverrideState.DIFFERS)
    return [row for row in pending if (again or row.state not in seen_before) and not row.stays]


async def submit(hub: Hub, chosen: Sequence[OverrideRow], ids: Ids, clock: Clock) -> None:
    """Submits these overrides as they stand; one that is edited meanwhile is not sent.

    The device's ops are numbered on from what the hub has: a command line keeps no ledger of its own.
    """
    if chosen:
        await hub.apply_ops(_ops(chosen, (await hub.state()).last_op_no, ids, format_moment(clock.now())))


def _ops(pending: Sequence[OverrideRow], last_op_no: int, ids: Ids, wall: str) -> list[Op]:
    by_entity: dict[EntityKey, list[OverrideRow]] = defaultdict(list)
    for row in pending:
        by_entity[row.entity_key].append(row)
    txn_id = ids.ordered()
    return [
        Op(
            kind=OpKind.SUBMIT,
            entity_kind=rows[0].entity_kind,
            entity_key=key,
            value=sorted(str(row.op_id) for row in rows),
            op_id=ids.ordered(),
            op_no=last_op_no + number,
            txn_id=txn_id,
            wall=wall,
        )
        for number, (key, rows) in enumerate(by_entity.items(), 1)
    ]

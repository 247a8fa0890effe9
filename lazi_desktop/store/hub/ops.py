"""Sending ops to the hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from lazi_desktop.domain.ops import Op, OpOutcome, OpReceipt
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.session import HubSession

BATCH = 200
STAGED_AT_ONCE = 1_000


class Ops(HubSession):
    async def apply_ops(self, ops: Sequence[Op], follows: UUID | None = None) -> Sequence[OpReceipt]:
        receipts: list[OpReceipt] = []
        for batch in _batches(ops):
            if len(batch) <= BATCH:
                answer = await self.call("apply_ops", ops=(_wired(batch), "jsonb"), follows=(follows, "uuid"))
            else:
                answer = await self._apply_large(batch, follows)
            follows = batch[-1].op_id
            receipts += [_receipt(*row) for row in answer]
        if any(receipt.outcome is not OpOutcome.NOOP for receipt in receipts):
            self.feed_moved()
        return receipts

    async def _apply_large(self, ops: Sequence[Op], follows: UUID | None) -> Sequence[Any]:
        """Carried in lots under no lock, then applied by one call."""
        for start in range(0, len(ops), STAGED_AT_ONCE):
            await self._stage(ops[start : start + STAGED_AT_ONCE])
        await self._apply_staged(ops, follows)
        return await self.database.rows(
            "select op_id, outcome, feed_seq, conflict_id, detail from ("
            "   select distinct on (op_id) * from sync.receipts"
            "   where tenant_id = :tenant and op_id = any (cast(:ids as uuid[]))"
            "   order by op_id, device_id <> :device, outcome = 'rejected') l"
            " order by op_no",
            tenant=self.tenant_id,
            device=self.device.device_id,
            ids=[op.op_id for op in ops],
        )

    async def _stage(self, ops: Sequence[Op]) -> None:
        await self.call("stage_ops", ops=(_wired(ops), "jsonb"))

    async def _apply_staged(self, ops: Sequence[Op], follows: UUID | None) -> None:
        await self.call("apply_txn", txn=ops[0].txn_id, follows=(follows, "uuid"), laid=(len(ops), "int"))


def _receipt(
    op_id: UUID | str, outcome: str, feed_seq: int, conflict_id: UUID | str | None, detail: str
) -> OpReceipt:
    return OpReceipt(
        op_id=UUID(str(op_id)),
        outcome=OpOutcome(outcome),
        feed_seq=feed_seq,
        conflict_id=UUID(str(conflict_id)) if conflict_id else None,
        detail=detail,
    )


def _batches(ops: Sequence[Op]) -> Iterator[Sequence[Op]]:
    """Whole txns, as many as fit into a batch; a larger txn alone."""
    batch: list[Op] = []
    for _, members in groupby(ops, key=lambda op: op.txn_id):
        txn = list(members)
        if batch and len(batch) + len(txn) > BATCH:
            yield batch
            batch = []
        batch += txn
    if batch:
        yield batch


def _wired(ops: Sequence[Op]) -> str:
    return wire.encode(
        [
            {
                "op_id": op.op_id,
                "op_no": op.op_no,
                "txn_id": op.txn_id,
                "kind": op.kind.value,
                "entity_kind": op.entity_kind.value,
                "entity_key": op.entity_key,
                "field": op.field,
                "value": op.value,
                "seen": op.seen,
                "base": op.base,
                "conflict_id": op.conflict_id,
                "wall": op.wall,
                "note": op.note,
                "change_set": op.change_set,
            }
            for op in ops
        ]
    )

"""People of one tenant at their desktops, and what they do in tests."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import psycopg

from lazi_desktop.domain.keys import EntityKey, TenantId, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind, OpReceipt
from lazi_desktop.domain.team import Level
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_feed import FeedRow
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, PageEnd
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.store.hub import EmbeddedPostgres, PostgresHub, create_tenant

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
LEVELS: Mapping[str, Level] = {
    "ann": "manager",
    "bob": "manager",
    "adam": "admin",
    "ed": "estimator",
    "vera": "viewer",
}
MATERIAL = EntityKind.MATERIAL

_numbers = itertools.count(1)


class Team:
    def __init__(self, server: EmbeddedPostgres) -> None:
        self.server = server
        self.tenant_id: TenantId = create_tenant(server.admin_url, next(_numbers), "test")
        self._hubs: list[PostgresHub] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hub in self._hubs:
            await hub.close()

    def url(self, person: str = "ann") -> str:
        return self.server.member_url(self.tenant_id, person, level=LEVELS[person], label=person.title())

    async def hub(self, person: str = "ann", device: DeviceInfo | None = None) -> PostgresHub:
        device = device or DeviceInfo(uuid4(), uuid4(), f"{person}'s PC")
        hub = await PostgresHub.connect(self.url(person), self.tenant_id, device)
        self._hubs.append(hub)
        return hub

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """As the superuser, past all rules."""
        with psycopg.connect(self.server.admin_url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def key(self, remote_id: int, kind: EntityKind = MATERIAL) -> EntityKey:
        return pulled_key(self.tenant_id, kind, remote_id)


class Typist:
    """Numbers ops as one desktop's ledger does."""

    def __init__(self, team: Team, hub: PostgresHub, first: int = 1) -> None:
        self._team = team
        self.hub = hub
        self._numbers = itertools.count(first)

    def op(
        self, kind: OpKind, remote_id: int, field: str = "", value: Value = None, *, seen: Value = None,
        base: Value = None, txn: UUID | None = None, conflict_id: UUID | None = None, key: EntityKey | None = None,
    ) -> Op:  # fmt: skip
        return Op(
            kind=kind, entity_kind=MATERIAL, entity_key=key or self._team.key(remote_id), field=field, value=value,
            seen=seen, base=base, conflict_id=conflict_id, op_id=uuid4(), op_no=next(self._numbers),
            txn_id=txn or uuid4(), wall="2026-11-21T10:00:00Z",
        )  # fmt: skip

    def set(self, remote_id: int, field: str, value: Value, **seen: Any) -> Op:
        return self.op(OpKind.SET, remote_id, field, value, **seen)

    async def send(self, *ops: Op) -> Sequence[OpReceipt]:
        return await self.hub.apply_ops(ops)

    async def edit(self, remote_id: int, field: str, value: Value, *, seen: Value, base: Value = ...) -> Op:
        """A set that must be accepted. `base` is what was seen unless given."""
        op = self.set(remote_id, field, value, seen=seen, base=seen if base is ... else base)
        [receipt] = await self.send(op)
        assert receipt.outcome == "accepted", receipt
        return op

    async def submit(self, *ops: Op) -> OpReceipt:
        [receipt] = await self.send(
            self.op(OpKind.SUBMIT, 0, value=[str(op.op_id) for op in ops], key=ops[0].entity_key)
        )
        return receipt


def entity(
    remote_id: int, fields: Mapping[str, Value], kind: EntityKind = MATERIAL, problem: str = ""
) -> RemoteEntity:
    payload = json.dumps({"id": remote_id, **fields}, default=str)
    modified = fields.get("modified_on", "2026-01-01T00:00:00.1234567Z")
    return RemoteEntity(kind, remote_id, payload, fields, modified, problem)


async def pull(
    hub: PostgresHub, lease: Lease, fields: Mapping[int, Mapping[str, Value]], kind: EntityKind = MATERIAL
) -> IngestCounts:
    """A pull of one page that begins and ends well."""
    run_id = await hub.begin_run(lease, what=str(kind), full=False)
    lot = [entity(remote_id, its, kind) for remote_id, its in fields.items()]
    counts = await hub.ingest(lease, run_id, lot, kind=kind)
    await hub.end_run(lease, run_id, state="done", counts=counts, detail="")
    return counts


def page_end(before: str | None, after: str | None, *remote_ids: int, page: int = 1, **more: Any) -> PageEnd:
    return PageEnd(
        page=page, token_before=before, token_after=after, sha256=b"\1" * 32, remote_ids=remote_ids, **more
    )


async def whole_feed(hub: PostgresHub, after: int = 0) -> list[FeedRow]:
    """Everything, checked to be without gaps and in whole groups."""
    rows: list[FeedRow] = []
    while page := await hub.feed_after(after, 50):
        assert page[-1].group_last
        assert [row.seq for row in page] == list(range(after + 1, after + 1 + len(page)))
        rows += page
        after = page[-1].seq
    return rows


def told(row: FeedRow) -> Mapping[str, Value]:
    """The payload of a row that has one."""
    assert row.payload is not None
    return row.payload

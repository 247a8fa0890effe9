"""What a pull writes and asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.values import Fields, canonical_json
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, ListCursor, PageEnd, PullCursor, Twins
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.session import HubSession

LOT = 500


class Pulls(HubSession):
    async def pull_cursor(self, kind: EntityKind) -> PullCursor:
        rows = await self.database.rows(
            "select c.token, c.watermark, statement_timestamp() from (values (1)) as always"
            " left join sync.pull_cursor c on c.tenant_id = :tenant and c.kind = :kind",
            tenant=self.tenant_id,
            kind=kind.value,
        )
        return PullCursor(*rows[0])

    async def begin_run(self, lease: Lease, *, what: str, full: bool) -> UUID:
        run_id: UUID = await self.call(
            "begin_run", token=(lease.token, "bigint"), what=(what, "text"), full=full
        )
        return run_id

    async def end_run(
        self, lease: Lease, run_id: UUID, *, state: str, counts: IngestCounts | Mapping[str, int], detail: str
    ) -> None:
        await self.call(
            "end_run",
            token=(lease.token, "bigint"),
            run=run_id,
            state=(state, "text"),
            counts=(wire.encode(asdict(counts) if isinstance(counts, IngestCounts) else counts), "jsonb"),
            detail=(detail, "text"),
        )

    async def mirror_of(
        self, kind: EntityKind, remote_ids: Sequence[int], names: Sequence[str] = ()
    ) -> Mapping[int, Fields]:
        fields = (
            "(select jsonb_object_agg(n, m.fields -> n) from unnest(cast(:names as text[])) as names (n)"
            " where m.fields ? n)"
            if names
            else "m.fields"
        )
        rows = await self.database.rows(
            f"select m.remote_id, {fields} from master.entities m"  # noqa: S608 - one of two texts above
            " where m.tenant_id = :tenant and m.kind = :kind and m.remote_id = any (cast(:ids as bigint[]))"
            " and m.deleted_at is null",
            tenant=self.tenant_id,
            kind=kind.value,
            ids=list(remote_ids),
            **({"names": list(names)} if names else {}),
        )
        return {remote_id: found or {} for remote_id, found in rows}

    async def mirrored_count(self, kind: EntityKind) -> int:
        count: int = await self.database.value(
            "select count(*) from master.entities"
            " where tenant_id = :tenant and kind = :kind and deleted_at is null",
            tenant=self.tenant_id,
            kind=kind.value,
        )
        return count

    async def ingest(
        self,
        lease: Lease,
        run_id: UUID,
        entities: Sequence[RemoteEntity],
        *,
        kind: EntityKind,
        page_end: PageEnd | None = None,
    ) -> IngestCounts:
        if len(entities) > LOT:
            raise ValueError(f"at most {LOT} entities at a time, not {len(entities)}")
        # A page may name an entity twice: the later one counts.
        lot = [self._record(entity) for entity in {entity.remote_id: entity for entity in entities}.values()]
        counts = await self.call(
            "ingest",
            token=(lease.token, "bigint"),
            run=run_id,
            kind=(kind.value, "text"),
            lot=(wire.encode(lot), "json"),
            page=(_page(page_end) if page_end else None, "jsonb"),
        )
        counted = IngestCounts(**counts)
        if counted.added or counted.changed or counted.cleared or counted.conflicts:
            self.feed_moved()
        twice = len(entities) - len(lot)
        return counted + IngestCounts(received=twice, unchanged=twice)

    def _record(self, entity: RemoteEntity) -> dict[str, Any]:
        """An entity ready for the database. Payload and fields stay text, which is parsed only where it is news."""
        payload, problem = entity.payload, entity.problem
        fields = "{}"
        hash_ = b""
        if not problem:
            try:
                fields = wire.encode(entity.fields)
                hash_ = wire.hash_of_fields(entity.fields)
                payload.encode()
            except UnicodeEncodeError:
                problem = "A text in it is not Unicode."
        if problem:
            payload = payload.encode("utf-8", "replace").decode()
            hash_ = wire.hash_of_text(payload)
            if not wire.is_json(payload):
                payload = wire.encode(payload)
        return {
            "id": entity.remote_id,
            "key": pulled_key(self.tenant_id, entity.kind, entity.remote_id),
            "payload": payload,
            "fields": fields,
            "hash": hash_.hex(),
            "modified_on": entity.modified_on,
            "modified_at": _moment(entity.modified_on),
            "problem": problem,
        }

    async def missing_after(self, run_id: UUID, kind: EntityKind, last_page: Sequence[int]) -> int:
        missing: int = await self.database.value(
            "select count(*) from master.entities m"
            " where m.tenant_id = :tenant and m.kind = :kind and m.deleted_at is null and m.remote_id not in ("
            "   select unnest(p.remote_ids) from sync.inbound_page p"
            "   where p.tenant_id = :tenant and p.run_id = :run and p.kind = :kind)"
            " and m.remote_id <> all (cast(:last as bigint[]))",
            last=list(last_page),
            tenant=self.tenant_id,
            kind=kind.value,
            run=run_id,
        )
        return missing

    async def note_missing(self, lease: Lease, run_id: UUID, kind: EntityKind) -> Sequence[int]:
        missing: Sequence[int] = await self.call(
            "note_missing", token=(lease.token, "bigint"), run=run_id, kind=(kind.value, "text")
        )
        return missing

    async def bury(self, lease: Lease, run_id: UUID, kind: EntityKind, remote_ids: Sequence[int]) -> int:
        buried: int = await self.call(
            "bury",
            token=(lease.token, "bigint"),
            run=run_id,
            kind=(kind.value, "text"),
            ids=(list(remote_ids), "bigint[]"),
        )
        if buried:
            self.feed_moved()
        return buried

    async def list_cursors(self) -> Mapping[str, ListCursor]:
        rows = await self.database.rows(
            "select c.kind, c.watermark, c.token from sync.pull_cursor c"
            " where c.tenant_id = :tenant and c.kind like 'lists %'",
            tenant=self.tenant_id,
        )
        return {
            kind.removeprefix("lists "): ListCursor(watermark, refused or "")
            for kind, watermark, refused in rows
        }

    async def note_list_refused(self, lease: Lease, name: str, reason: str) -> None:
        await self.call(
            "note_list_refused", token=(lease.token, "bigint"), name=(name, "text"), reason=(reason, "text")
        )

    async def ingest_reference(
        self,
        lease: Lease,
        run_id: UUID,
        name: str,
        rows: Sequence[ReferenceRow],
        *,
        whole: bool = True,
        watermark: datetime | None = None,
    ) -> IngestCounts:
        """Of two rows with the same id the later one counts."""
        lot = [
            {
                "id": row.remote_id,
                "name": row.name,
                "active": row.active,
                "payload": row.payload,
                "fields": wire.encode(canonical_json(wire.decode(row.payload))),
                "hash": wire.hash_of_text(row.payload).hex(),
            }
            for row in {row.remote_id: row for row in rows}.values()
        ]
        counts = await self.call(
            "ingest_reference",
            at_length=len(lot) > LOT,
            token=(lease.token, "bigint"),
            run=run_id,
            name=(name, "text"),
            lot=(wire.encode(lot), "json"),
            whole=whole,
            watermark=(watermark, "timestamptz"),
        )
        return IngestCounts(**counts)

    async def note_twins(
        self, lease: Lease, run_id: UUID, kinds: Collection[EntityKind], twins: Sequence[Twins]
    ) -> Sequence[Twins]:
        lot = [
            {"kind": one.kind.value, "mark": one.mark, "remote_ids": one.remote_ids, "codes": one.codes}
            for one in twins
        ]
        news = await self.call(
            "note_twins",
            token=(lease.token, "bigint"),
            run=run_id,
            kinds=([kind.value for kind in kinds], "text[]"),
            lot=(wire.encode(lot), "jsonb"),
        )
        told = {(one["kind"], one["mark"]) for one in news}
        return [one for one in twins if (one.kind.value, one.mark) in told]


def _moment(text: str | None) -> datetime | None:
    try:
        return parse_moment(text) if text else None
    except ValueError:
        return None


def _page(end: PageEnd) -> str:
    return wire.encode(
        {
            "page": end.page,
            "token_before": end.token_before,
            "token_after": end.token_after,
            "watermark": end.watermark.isoformat() if end.watermark else None,
            "sha256": end.sha256.hex(),
            "remote_ids": end.remote_ids,
        }
    )

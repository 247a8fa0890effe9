"""Pull: ServiceTitan's lists into the hub, page by page, resumable, with a tripwire; and what is in them no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from uuid import UUID

from lazi_desktop.domain.errors import BadAnswer, LaziError, PullStopped, ScopeMissing
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.tripwire import Tripwire
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.engine import KindReport, Progress, PullReport
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pull import IngestCounts, PageEnd
from lazi_desktop.ports.remote import RemoteEntity, RemotePage, RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.ending import end_run
from lazi_desktop.sync.pull_token import PullToken
from lazi_desktop.sync.turn import Turn

LOT = 500
OVERLAP = timedelta(minutes=15)
SETTLING = timedelta(minutes=2)  # ServiceTitan's lists may lag behind its own clock by this much
RESUMABLE_FOR = timedelta(hours=6)
_YOUNG = timedelta(0)
MOST_ON_A_PAGE = 100_000  # categories come with all that is below them
TOTAL_MAY_GROW = 10_000  # while a list is read

# Categories first, so that SKUs find theirs; they have no change filter and are always read whole.
KINDS = (
    EntityKind.CATEGORY,
    EntityKind.MATERIAL,
    EntityKind.SERVICE,
    EntityKind.EQUIPMENT,
    EntityKind.DISCOUNT_FEE,
)
TITLES = {
    EntityKind.CATEGORY: "categories",
    EntityKind.MATERIAL: "materials",
    EntityKind.SERVICE: "services",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.DISCOUNT_FEE: "discounts and fees",
}


@dataclass(slots=True)
class _KindPull:
    """One kind within a pull."""

    kind: EntityKind
    run_id: UUID
    full: bool
    token: PullToken
    stored_token: str | None
    tripwire: Tripwire
    seen: int = 0
    counts: IngestCounts = field(default_factory=IngestCounts)
    unreadable: int = 0
    unknown_members: int = 0
    gone: int = 0
    ids: set[int] = field(default_factory=set)
    """Of the pages since this pull began or was taken up again."""


class Pull:
    """One pull of all kinds. `accept` goes on where the tripwire would stop."""

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        *,
        full: bool = False,
        accept: bool = False,
        tell: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._full = full
        self._accept = accept
        self._tell = tell
        self._pending: dict[tuple[EntityKind, int], dict[str, Value]] | None = None

    async def run(self) -> PullReport:
        """Raises PullStopped when the tripwire trips, and any error that is not about one kind alone.

        Pages committed before an error stay; the next pull resumes after them.
        """
        started = self._clock.monotonic()
        kinds = [await self._pull_kind(kind) for kind in KINDS]
        return PullReport(kinds=kinds, seconds=self._clock.monotonic() - started)

    async def _pull_kind(self, kind: EntityKind) -> KindReport:
        pull = await self._begin(kind)
        try:
            await self._pages(pull)
            if pull.full:
                await self._bury_missing(pull)
        except ScopeMissing as error:
            await self._end(pull, "refused", error.title)
            return KindReport(kind, pull.counts, full=pull.full, refused=error)
        except LaziError as error:
            await self._end(pull, "stopped" if isinstance(error, PullStopped) else "failed", str(error))
            raise
        except BaseException:
            await self._end(pull, "cancelled", "")
            raise
        await self._end(pull, "done", f"{pull.gone:,} are gone from ServiceTitan" if pull.gone else "")
        return KindReport(
            kind,
            pull.counts,
            full=pull.full,
            unreadable=pull.unreadable,
            unknown_members=pull.unknown_members,
            gone=pull.gone,
        )

    async def _begin(self, kind: EntityKind) -> _KindPull:
        cursor = await self._hub.pull_cursor(kind)
        full = self._full or cursor.watermark is None or kind is EntityKind.CATEGORY
        token = unfinished = PullToken.parse(cursor.token)
        resumed = (
            token is not None
            and token.full == full
            and token.since == (None if full else cursor.watermark)
            and token.page_size == self._remote.page_size
        )
        # By the hub's clock, which is the same for every machine that goes on. To start over is always safe.
        if token is None or not resumed or not _YOUNG <= cursor.asked_at - token.started <= RESUMABLE_FOR:
            run_id = await self._hub.begin_run(self._turn.lease, what=str(kind), full=full)
            since = None if full else cursor.watermark
            token = PullToken(
                run_id=run_id, full=full, since=since, next_page=1, page_size=self._remote.page_size,
                started=cursor.asked_at,
            )  # fmt: skip
        mirrored = await self._hub.mirrored_count(kind)
        if self._accept:
            tripwire = Tripwire(kind, mirrored)
        else:  # what an unfinished run did counts along, also where this one starts over
            tripwire = (unfinished or token).tripwire(kind, mirrored)
        return _KindPull(kind, token.run_id, full, token, cursor.token, tripwire, seen=token.seen)

    async def _end(self, pull: _KindPull, state: str, detail: str) -> None:
        await end_run(self._hub, self._turn, pull.run_id, state=state, counts=pull.counts, detail=detail)

    async def _pages(self, pull: _KindPull) -> None:
        since = pull.token.since
        pages = self._remote.pages(
            pull.kind,
            first_page=pull.token.next_page,
            modified_from=since - OVERLAP if since is not None else None,
        )
        async with aclosing(cast("AsyncGenerator[RemotePage, None]", pages)):
            async for page in pages:
                await self._take(pull, page)

    async def _take(self, pull: _KindPull, page: RemotePage) -> None:
        _check_page(pull, page)
        readable = [entity for entity in page.entities if not entity.problem]
        pull.unreadable += len(page.entities) - len(readable)
        pull.unknown_members += sum(page.unknown_members.values())
        await self._watch(pull, readable)
        if pull.full and not page.has_more:
            await self._watch_for_vanished(pull, page)
        token = pull.token.after(
            page.number,
            page.server_time - SETTLING,
            seen=pull.seen + len(page.entities),
            tripwire=pull.tripwire,
        )
        done = None if page.has_more else token.watermark
        token_after = token.text() if page.has_more else None
        end = PageEnd(
            page=page.number,
            token_before=pull.stored_token,
            token_after=token_after,
            watermark=done,
            sha256=page.sha256,
            remote_ids=[entity.remote_id for entity in page.entities if entity.remote_id > 0],
        )
        lots = [page.entities[at : at + LOT] for at in range(0, len(page.entities), LOT)] or [[]]
        for lot in lots:
            counts = await self._hub.ingest(
                self._turn.lease,
                pull.run_id,
                lot,
                kind=pull.kind,
                page_end=end if lot is lots[-1] else None,
            )
            pull.counts += counts
            pull.seen += len(lot)
            self._tell(Progress("pull", TITLES[pull.kind], pull.seen, page.total))
        pull.token, pull.stored_token = token, token_after

    async def _bury_missing(self, pull: _KindPull) -> None:
        """What two full runs in a row did not name is asked for by its number, and gone where it does not answer."""
        missing = await self._hub.note_missing(self._turn.lease, pull.run_id, pull.kind)
        if not missing:
            return
        found = await self._remote.read_many(pull.kind, missing)
        for at in range(0, len(found), LOT):
            pull.counts += await self._hub.ingest(
                self._turn.lease, pull.run_id, found[at : at + LOT], kind=pull.kind
            )
        answered = {entity.remote_id for entity in found}
        if not all(remote_id > 0 for remote_id in answered):
            return  # one of them answers and cannot be read: nobody knows which
        gone = [remote_id for remote_id in missing if remote_id not in answered]
        for at in range(0, len(gone), LOT):
            pull.gone += await self._hub.bury(self._turn.lease, pull.run_id, pull.kind, gone[at : at + LOT])

    async def _watch(self, pull: _KindPull, entities: Sequence[RemoteEntity]) -> None:
        if not pull.tripwire.mirrored or not entities:
            return
        ids = [entity.remote_id for entity in entities]
        mirror = await self._hub.mirror_of(pull.kind, ids, pull.tripwire.watched)
        pairs = []
        for entity in entities:
            before = mirror.get(entity.remote_id)
            if before is None:
                continue
            if pull.tripwire.is_suspicious(before, entity.fields):
                before = {**before, **await self._ours(pull, entity)}
            pairs.append((before, entity.fields))
        pull.tripwire.look_at(pairs)
        self._check(pull)

    async def _ours(self, pull: _KindPull, entity: RemoteEntity) -> Fields:
        """Values that ServiceTitan has because we sent them, not read back yet: no news to be wary of."""
        if self._pending is None:
            self._pending = defaultdict(dict)
            for row in await self._hub.pending():
                if row.remote_id is not None:
                    self._pending[row.entity_kind, row.remote_id][row.field] = row.value
        ours = self._pending.get((pull.kind, entity.remote_id), {})
        return {
            name: value
            for name, value in ours.items()
            if name in entity.fields and same(value, entity.fields[name])
        }

    async def _watch_for_vanished(self, pull: _KindPull, last: RemotePage) -> None:
        """Before the last page is taken in and the run counts as done."""
        ids = [entity.remote_id for entity in last.entities]
        pull.tripwire.vanished = await self._hub.missing_after(pull.run_id, pull.kind, ids)
        self._check(pull)

    def _check(self, pull: _KindPull) -> None:
        reason = pull.tripwire.reason()
        if reason and not self._accept:
            raise PullStopped(
                f"{reason} If that is right, accept it and pull again; until then nothing more is taken in."
            )


def _check_page(pull: _KindPull, page: RemotePage) -> None:
    """What no list can look like: nothing of it is taken in.

    Raises:
        BadAnswer: saying what is wrong with it.
    """
    ids = {entity.remote_id for entity in page.entities if entity.remote_id > 0}
    if page.number != pull.token.next_page:
        raise BadAnswer(f"Page {page.number} came where page {pull.token.next_page} was due.")
    if len(page.entities) > MOST_ON_A_PAGE:
        raise BadAnswer(f"A page of {len(page.entities):,} records came.")
    if page.has_more and ids <= pull.ids:
        raise BadAnswer("The list repeats itself.")
    if page.total is not None and pull.seen + len(page.entities) > 2 * page.total + TOTAL_MAY_GROW:
        raise BadAnswer(f"The list has {page.total:,} records and does not come to an end.")
    pull.ids |= ids

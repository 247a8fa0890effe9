"""ServiceTitan as a model: no idempotency keys, no row versions, lists that lag, writes that arrive late or not at all.

`ModelServiceTitan` is the server; `RemoteClient` is one process's connection to it and implements
`ports.remote.RemotePricebook`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from lazi_desktop.domain.errors import (
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
)
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.remote import (
    Look,
    ReferenceRow,
    ReferenceRows,
    RemoteChange,
    RemoteEntity,
    RemotePage,
)
from tests.simulation.judge_pictures import meant
from tests.simulation.model_storage import Storage

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PAGE_SIZE = 6
LIST_LAG = (0, 0, 0, 2, 30, 110)
NEW_LAG = (0, 0, 0, 2, 30, 110, 170)
SLOWEST = 100.0  # how long ServiceTitan may work on one request
MARKABLE = frozenset((EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.EQUIPMENT, EntityKind.DISCOUNT_FEE))


class RemoteItem:
    """`listed` is what lists show of it, `fields` what it is."""

    __slots__ = (
        "fields",
        "kind",
        "later",
        "listed",
        "made_for",
        "marker",
        "modified",
        "modified_listed",
        "number",
    )

    def __init__(
        self, number: int, kind: EntityKind, fields: dict[str, Value], at: float, made_for: EntityKey | None
    ) -> None:
        self.number = number
        self.kind = kind
        self.fields = fields
        self.modified = at
        self.listed: dict[str, Value] | None = None
        self.modified_listed = at
        self.later: list[tuple[float, dict[str, Value], float]] = []
        self.made_for = made_for  # which of our creates made it: for the judge, nobody else sees it
        self.marker: EntityKey | None = None

    def show(self, now: float) -> dict[str, Value] | None:
        later = self.later
        while later and later[0][0] <= now:
            _, self.listed, self.modified_listed = later.pop(0)
        return self.listed


class ModelServiceTitan:
    def __init__(self, world: World) -> None:
        self.world = world
        self.items: dict[int, RemoteItem] = {}
        self.buried: dict[int, RemoteItem] = {}
        self.lists: dict[str, dict[int, ReferenceRow]] = {}
        self.storage = Storage(world)
        self.next_number = 100
        self.in_flight = 0
        self.can_mark = True
        self.lacking: int | None = None  # from its lists, while things go wrong: the even or the odd numbers
        self.away_until = 0.0

    # --------------------------------------------------------------------------------------------- what happens there

    def add(
        self,
        kind: EntityKind,
        fields: Mapping[str, Value],
        *,
        lag: float = 0,
        made_for: EntityKey | None = None,
    ) -> RemoteItem:
        self.next_number += 1
        now = self.world.loop.now
        fields = {"active": True, **self.storage.nothing(kind), **fields}
        item = RemoteItem(self.next_number, kind, fields, now, made_for)
        item.later.append((now + lag, item.fields, now))
        if made_for is not None and self.can_mark and kind in MARKABLE:
            item.marker = made_for
        self.items[item.number] = item
        return item

    def write(self, item: RemoteItem, changes: Mapping[str, Value], *, lag: float = 0) -> None:
        now = self.world.loop.now
        item.fields = {**item.fields, **changes}
        item.modified = now
        shown = max([now + lag, *(when for when, _, _ in item.later)])
        item.later.append((shown, item.fields, now))

    def remove(self, item: RemoteItem) -> None:
        del self.items[item.number]
        self.buried[item.number] = item

    def entity(self, item: RemoteItem, fields: dict[str, Value], modified: float) -> RemoteEntity:
        return RemoteEntity(item.kind, item.number, "", fields, f"{modified:.3f}")

    # ------------------------------------------------------------------------------------------------------- answers

    def page(
        self, kind: EntityKind, number: int, since: float | None, hide: Callable[[int], bool] | None
    ) -> RemotePage:
        now = self.world.loop.now
        found = []
        for item in self.items.values():
            if item.kind is not kind:
                continue
            shown = item.show(now)
            if shown is None or (since is not None and item.modified_listed < since):
                continue
            if hide is not None and hide(item.number):
                continue
            found.append(item)
        part = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return RemotePage(
            kind=kind,
            number=number,
            entities=[self.entity(item, item.listed or {}, item.modified_listed) for item in part],
            has_more=len(found) > number * PAGE_SIZE,
            server_time=BEGIN + timedelta(seconds=now),
            sha256=b"",
            total=len(found),
        )

    def read(self, kind: EntityKind, numbers: Sequence[int]) -> list[RemoteEntity]:
        found = []
        for number in numbers:
            item = self.items.get(number)
            if item is not None and item.kind is kind:
                found.append(self.entity(item, item.fields, item.modified))
        return found

    def look(self, kind: EntityKind, key: EntityKey, wanted: Fields) -> Look:
        now = self.world.loop.now
        marked, alike = [], []
        natural = ("name", "parent_id", "category_type") if kind is EntityKind.CATEGORY else ("code",)
        for item in self.items.values():
            if item.kind is not kind or item.show(now) is None:
                continue
            if item.marker == key:
                marked.append(self.entity(item, item.fields, item.modified))
            elif all(same(item.fields.get(name), wanted.get(name)) for name in natural):
                alike.append(self.entity(item, item.fields, item.modified))
        return Look(marked=marked, alike=alike, can_mark=self.can_mark and kind in MARKABLE)

    # -------------------------------------------------------------------------------------------------------- writes

    def patch(
        self,
        kind: EntityKind,
        number: int,
        changes: Mapping[str, Value],
        known: Fields,
        lag: float,
        dropped: str,
    ) -> None:
        item = self.items.get(number)
        if item is None:
            raise RemoteGone("It was deleted.", status=404)
        world = self.world
        changes = self.storage.named(changes)
        for name, value in changes.items():
            there = item.fields.get(name)
            if not same(there, known.get(name)) and meant(there) != meant(value):
                world.overwrote(item, name, there)  # there is no If-Match: this window cannot be closed
            world.was_there(item, name, value)
        self.write(item, {name: value for name, value in changes.items() if name != dropped}, lag=lag)

    def create(self, kind: EntityKind, key: EntityKey, wanted: Fields, lag: float) -> int:
        code = wanted.get("code")
        if code is not None and any(
            item.kind is kind and same(item.fields.get("code"), code) for item in self.items.values()
        ):
            raise RemoteRejected("There is one with this code.", status=409)
        wanted = self.storage.named(wanted)
        given = wanted if kind is EntityKind.CATEGORY else {"categories": [], **wanted}
        item = self.add(kind, given, lag=lag, made_for=key)
        self.world.was_made(item, key)
        return item.number


class RemoteClient:
    """One process's way to ServiceTitan, with everything that can go wrong on it."""

    page_size = PAGE_SIZE
    may_send_together = True
    requests_per_second = 20.0

    def __init__(self, world: World, process: Process, dice: Any) -> None:
        self.world = world
        self.process = process
        self.dice = dice
        self.server = world.remote

    async def _read(self, work: Callable[[], Any]) -> Any:
        process = self.process
        await process.breathe()
        if self.world.faults:
            if self.server.away_until > self.world.loop.now:
                raise RemoteUnavailable("It is being maintained.")
            draw = self.dice.random()
            if draw < 0.02:
                raise RemoteUnavailable("The line is down.")
            if draw < 0.025:
                process.crash()
            if draw < 0.03:
                process.sleep_for(self.dice.choice((20, 130, 400)))
            elif draw < 0.15:
                await process.wait(self.dice.choice((0.1, 0.5, 2, 20)))
        answer = work()
        await process.breathe()
        return answer

    async def pages(
        self,
        kind: EntityKind,
        *,
        first_page: int = 1,
        modified_from: datetime | None = None,
    ) -> AsyncIterator[RemotePage]:
        since = (modified_from - BEGIN).total_seconds() if modified_from is not None else None
        hide = None
        missing = self.server.lacking if self.world.faults else None
        if self.world.faults and self.dice.random() < 0.02:  # an answer that lacks some
            missing = self.dice.randrange(2)
        if missing is not None:
            hide = lambda number: number % 2 == missing  # noqa: E731
        number = first_page
        while True:
            page: RemotePage = await self._read(partial(self.server.page, kind, number, since, hide))
            yield page
            if not page.has_more:
                return
            number += 1

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        found: list[RemoteEntity] = await self._read(lambda: self.server.read(kind, remote_ids))
        return found

    async def read_one(self, kind: EntityKind, remote_id: int) -> RemoteEntity | None:
        found: list[RemoteEntity] = await self._read(lambda: self.server.read(kind, [remote_id]))
        return found[0] if found else None

    async def look_for(self, kind: EntityKind, key: EntityKey, wanted: Fields) -> Look:
        found: Look = await self._read(lambda: self.server.look(kind, key, wanted))
        return found

    def reference_lists(self) -> Sequence[str]:
        return tuple(self.server.lists)

    async def reference_rows(self, name: str, *, modified_from: datetime | None = None) -> ReferenceRows:
        found: Sequence[ReferenceRow] = await self._read(lambda: list(self.server.lists[name].values()))
        return ReferenceRows(found)

    async def picture(self, address: str) -> bytes:
        content: bytes | None = await self._read(lambda: self.server.storage.read(address))
        if self.world.faults and self.dice.random() < 0.04:
            raise PictureProblem(PictureFlaw.REFUSED, "The other host does not give it.")
        if content is None:
            raise PictureProblem(PictureFlaw.NOT_THERE, "It is not there.")
        return content

    async def close(self) -> None:
        return None

    # -------------------------------------------------------------------------------------------------------- writes

    async def patch(
        self, kind: EntityKind, remote_id: int, changes: Mapping[str, Value], known: Fields, *,
        may_send: Callable[[], None],
    ) -> None:  # fmt: skip
        self.process.check_alive()
        may_send()
        self.world.check_intent(self.process, kind, remote_id, None, changes)
        dropped = ""
        lag = self.dice.choice(LIST_LAG)
        if self.world.faults and self.dice.random() < 0.04:
            dropped = self.dice.choice(sorted(changes))
        await self._write(lambda: self.server.patch(kind, remote_id, changes, known, lag, dropped))

    async def upload_picture(self, content: bytes, address: str, *, may_send: Callable[[], None]) -> str:
        self.process.check_alive()
        may_send()
        self.world.check_upload(self.process, content)
        path: str = await self._write(lambda: self.server.storage.upload(content))
        return path

    async def patch_together(
        self, kind: EntityKind, changes: Sequence[RemoteChange], *, may_send: Callable[[], None]
    ) -> None:
        """All of it or nothing."""
        self.process.check_alive()
        may_send()
        for one in changes:
            self.world.check_intent(self.process, kind, one.remote_id, None, one.changes)
        lag = self.dice.choice(LIST_LAG)
        dropped = ""
        if self.world.faults and self.dice.random() < 0.04:
            dropped = self.dice.choice(sorted(changes[0].changes))
        if self.world.faults and self.dice.random() < 0.05:
            raise ScopeMissing("Your app may not.")

        def work() -> None:
            if any(one.remote_id not in self.server.items for one in changes):
                raise RemoteRejected("One does not exist.", status=400)
            for one in changes:
                self.server.storage.check(one.changes)
            for one in changes:
                self.server.patch(kind, one.remote_id, one.changes, one.known, lag, dropped)

        await self._write(work)

    async def create(
        self, kind: EntityKind, key: EntityKey, wanted: Fields, *, may_send: Callable[[], None]
    ) -> int:
        self.process.check_alive()
        may_send()
        self.world.check_intent(self.process, kind, None, key, wanted)
        lag = self.dice.choice(NEW_LAG)
        number: int = await self._write(lambda: self.server.create(kind, key, wanted, lag))
        return number

    async def _write(self, work: Callable[[], Any]) -> Any:
        """`work` is done by the server now, late, or never; the answer arrives or is lost."""
        dice, process = self.dice, self.process
        if not self.world.faults:
            return work()
        if self.server.away_until > self.world.loop.now:
            raise OutcomeUnknown("It is being maintained.")
        draw = dice.random()
        if draw < 0.70:
            if draw < 0.2:
                return await self._slowly(work, dice.choice((0.2, 2.0, 15.0)))
            return work()
        if draw < 0.74:
            raise RemoteUnavailable("No connection.")
        if draw < 0.78:
            raise RateLimited("Slow down.", retry_after=dice.choice((1, 5, 30)))
        if draw < 0.81:
            raise RemoteRejected("It does not fit.", status=400, field_errors={})
        if draw < 0.82:
            raise RemoteRejected("Something is in the way.", status=409)
        if draw < 0.86:
            raise OutcomeUnknown("It broke off.")  # never arrived
        if draw < 0.92:
            self._quietly(work)
            if draw < 0.88:
                process.crash()
            raise OutcomeUnknown("The answer was lost.")
        self._later_quietly(work, dice.uniform(1, SLOWEST))
        if draw < 0.95:
            process.crash()
        await process.wait(dice.choice((0, 1, 110)))
        raise OutcomeUnknown("No answer came.")

    async def _slowly(self, work: Callable[[], Any], seconds: float) -> Any:
        """The request is on its way: whatever becomes of who asks, it arrives."""
        loop = self.world.loop
        answer = loop.create_future()
        self.server.in_flight += 1

        def arrive() -> None:
            self.server.in_flight -= 1
            try:
                found = work()
            except RemoteRejected as error:
                if not answer.done():
                    answer.set_exception(error)
            else:
                if not answer.done():
                    answer.set_result(found)

        loop.call_later(seconds, arrive)
        return await answer

    def _quietly(self, work: Callable[[], Any]) -> None:
        try:
            work()
        except (RemoteRejected, RateLimited):
            pass  # nobody hears of it

    def _later_quietly(self, work: Callable[[], Any], seconds: float) -> None:
        self.server.in_flight += 1

        def arrive() -> None:
            self.server.in_flight -= 1
            self._quietly(work)

        self.world.loop.call_later(seconds, arrive)

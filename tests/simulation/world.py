"""The world that is simulated: desks, a worker without a window, the hub, ServiceTitan, people, the office, and chance.

A history is a list of actions. Each carries a seed of its own and picks what it is about (which entity, which value,
which fault) when it happens, so that a failing history can be shortened by leaving actions out.
"""

from __future__ import annotations

import asyncio
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_feed import Burial, DeviceCopied, FeedRow
from lazi_desktop.ports.hub_push import Verdict
from lazi_desktop.sync import ending, given_pictures, pull, push, push_together, replication
from lazi_desktop.sync.reference_lists import pull_reference_lists
from lazi_desktop.sync.turn import Turn
from tests.simulation import judge_pictures
from tests.simulation.judge_pictures import meant
from tests.simulation.loop import VirtualLoop
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_rows import TENANT, Conflict, Item, Job, Receipt
from tests.simulation.model_servicetitan import BEGIN, ModelServiceTitan, RemoteClient, RemoteItem
from tests.simulation.model_storage import PictureComparison, says
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.violation import Crashed, Violation
from tests.simulation.wire import HubClient


class Silence:
    """A log that nobody reads."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *values, **named: None


DESKS = 3
OP_NAMESPACE = 1 << 110
SMALL_LOTS: tuple[tuple[Any, str, Any], ...] = (
    (replication, "BATCH", 4),
    (replication, "PAGE", 7),
    (push, "LOT", 3),
    (push_together, "LEAST_TOGETHER", 2),
    (pull, "LOT", 4),
    (replication, "log", Silence()),
    (ending, "log", Silence()),
    (given_pictures, "log", Silence()),
)
"""Sizes at which batches, pages and lots end within what one history does."""

M, S, C = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.CATEGORY


def frozen(value: Value) -> Any:
    """A value as something that a set can hold. True and 1 stay apart."""
    if isinstance(value, list):
        return tuple(frozen(one) for one in value)
    if isinstance(value, dict):
        return tuple(sorted((name, frozen(one)) for name, one in value.items()))
    return (value,) if isinstance(value, bool) else value


class DeskClock:
    """One computer's clocks. The wall clock may jump; the monotonic one stands still while the computer sleeps."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.loop = desk.world.loop
        self.offset = 0.0
        self.slept = 0.0

    def wall(self) -> float:
        return self.loop.now + self.offset

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.now + self.offset)

    def monotonic(self) -> float:
        return self.loop.now - self.slept

    async def sleep(self, seconds: float) -> None:
        process = self.desk.process
        await process.wait(seconds)
        await process.breathe()


class Process:
    """One run of the program on a desk. Dies with everything it had not written down."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.world = desk.world
        self.incarnation = desk.world.new_id()
        self.leads_as: UUID | None = None  # the desk may go on as another device meanwhile
        self.dead = False
        self.exchanging: asyncio.Task[None] | None = None
        self.working: asyncio.Task[None] | None = None
        self.tasks: list[asyncio.Task[None]] = []
        self.one_exchange = asyncio.Lock()

    def check_alive(self) -> None:
        if self.dead:
            raise Crashed

    async def wait(self, seconds: float) -> None:
        self.check_alive()
        loop = self.world.loop
        over = loop.create_future()
        handle = loop.call_later(seconds, _finish, over)
        try:
            await over
        finally:
            handle.cancel()

    async def breathe(self) -> None:
        """Where a sleeping computer stops, and a dead process ends."""
        desk, loop = self.desk, self.world.loop
        while not self.dead and desk.asleep_until > loop.now:
            await self.wait(desk.asleep_until - loop.now)
        self.check_alive()

    def crash(self) -> NoReturn:
        self.end()
        raise Crashed

    def end(self) -> None:
        """The power goes; the program starts again."""
        if not self.dead:
            self.dead = True
            for task in self.tasks:
                task.cancel()
            self.desk.process = Process(self.desk)

    def sleep_for(self, seconds: float) -> None:
        desk, now = self.desk, self.world.loop.now
        until = max(desk.asleep_until, now + seconds)
        desk.clock.slept += until - max(desk.asleep_until, now)
        desk.asleep_until = until

    def cancel(self) -> None:
        """A person says stop, or closes the window."""
        if self.working is not None:
            self.working.cancel()

    def start(self, work: Callable[[], Any], name: str) -> asyncio.Task[None]:
        self.tasks = [task for task in self.tasks if not task.done()]
        task = self.world.loop.create_task(self._watched(work), name=name)
        self.tasks.append(task)
        return task

    async def _watched(self, work: Callable[[], Any]) -> None:
        try:
            await work()
        except LaziError as error:
            self.world.told(self.desk, error)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # a defect: of the product, or of the model
            self.world.defect(error)


class Writer:
    """The store's thread: work is done at once and whole; the power may go before or after it."""

    def __init__(self, process: Process, dice: random.Random) -> None:
        self.process = process
        self.dice = dice

    def submit(self, work: Callable[[], Any]) -> Any:
        process = self.process
        world = process.world
        done = world.loop.create_future()
        process.check_alive()
        draw = self.dice.random() if world.faults else 1.0
        if draw < 0.004:
            process.crash()
        if draw < 0.008:
            process.desk.power_in = self.dice.randint(1, 3)
        try:
            found = work()
        except (Crashed, Violation):
            raise
        except Exception as error:
            done.set_exception(error)
            return done
        finally:
            process.desk.power_in = 0
        if draw < 0.012:
            process.crash()
        done.set_result(found)
        return done


class Desk:
    """One computer with its workspace. `headless` is a worker: it pulls and pushes, and nobody edits there."""

    def __init__(self, world: World, number: int, *, headless: bool) -> None:
        self.world = world
        self.number = number
        self.label = f"desk {number}" if not headless else "worker"
        self.headless = headless
        self.device = world.new_id()
        self.clock = DeskClock(self)
        self.online = True
        self.asleep_until = 0.0
        self.power_in = 0
        self.process = Process(self)
        self.workspace = world.workspace_type(self)
        self.backup: ModelWorkspace | None = None
        self.looked: list[Any] = []
        world.hub.enrol(self.device, self.label)

    def power(self) -> None:
        """Called between two transactions of one piece of work."""
        if self.power_in:
            self.power_in -= 1
            if not self.power_in:
                self.process.crash()

    # ------------------------------------------------------------------------------------------------ what it runs

    def exchange(self, seed: int) -> asyncio.Task[None]:
        process = self.process
        if process.exchanging is None or process.exchanging.done():
            dice = random.Random(seed)
            client = self.world.client_type(self.world, process, dice)
            process.exchanging = process.start(lambda: self._exchange(process, client, dice), "exchange")
        return process.exchanging

    async def _exchange(self, process: Process, client: HubClient, dice: random.Random) -> None:
        if self.headless:
            return
        async with process.one_exchange:
            await self._exchange_now(process, client, dice)

    async def _exchange_now(self, process: Process, client: HubClient, dice: random.Random) -> None:
        client.device = self.device
        try:
            await self.replicator(process, client, dice).exchange()
        except DeviceCopied:
            self.device = self.world.new_id()
            self.world.hub.enrol(self.device, self.label)
            client.device = self.device
            process.check_alive()
            self.workspace.re_enrol(self.device)
            await self.replicator(process, client, dice).exchange()

    def replicator(self, process: Process, client: HubClient, dice: random.Random) -> replication.Replicator:
        added = self.workspace.added
        return self.world.replicator_type(client, self.workspace, Writer(process, dice), added=added)  # type: ignore[arg-type]

    def push(self, seed: int) -> None:
        self.work(lambda process, dice: self._push(process, dice), seed, "push")

    def pull(self, seed: int, *, full: bool, accept: bool = False) -> None:
        self.work(lambda process, dice: self._pull(process, dice, full=full, accept=accept), seed, "pull")

    def work(self, activity: Callable[[Process, random.Random], Any], seed: int, name: str) -> None:
        process = self.process
        if process.working is None or process.working.done():
            dice = random.Random(seed)
            process.working = process.start(lambda: activity(process, dice), name)

    async def _push(self, process: Process, dice: random.Random) -> None:
        world = self.world
        client, remote = world.client_type(world, process, dice), world.remote_type(world, process, dice)
        await self._exchange(process, client, dice)
        async with world.turn_type(client, self.clock) as turn:  # type: ignore[arg-type]
            tools = world.tools_type()
            await push.Push(client, remote, turn, self.clock, together=world.together, tools=tools).run()  # type: ignore[arg-type]
        await self._exchange(process, client, dice)

    async def _pull(self, process: Process, dice: random.Random, *, full: bool, accept: bool) -> None:
        world = self.world
        client, remote = world.client_type(world, process, dice), world.remote_type(world, process, dice)
        async with world.turn_type(client, self.clock) as turn:  # type: ignore[arg-type]
            await world.pull_type(client, remote, turn, self.clock, full=full, accept=accept).run()  # type: ignore[arg-type]
            await pull_reference_lists(client, remote, turn)  # type: ignore[arg-type]
        await self._exchange(process, client, dice)


class World:
    # a mutant has others
    hub_type: type[ModelHub] = ModelHub
    workspace_type: type[ModelWorkspace] = ModelWorkspace
    client_type: type[HubClient] = HubClient
    remote_type: type[RemoteClient] = RemoteClient
    pull_type: type[pull.Pull] = pull.Pull
    turn_type: type[Turn] = Turn
    replicator_type: type[replication.Replicator] = replication.Replicator
    tools_type: type[PictureComparison] = PictureComparison

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.loop = VirtualLoop()  # type: ignore[abstract]
        self.dice = random.Random(seed)
        self.trace = 0
        self.log: list[str] | None = None
        self.faults = False
        self.together = seed % 6 == 5  # pushes send changes of several entries in one request
        self._ids = 0
        self._values = 0
        # what the judge knows
        self.ops: list[tuple[Desk, Op]] = []
        # ops that went with a profile put back from a backup: those that the hub did not have, and those that it had
        self.never_kept: set[UUID] = set()
        self.only_at_hub: set[UUID] = set()
        self.at_remote: set[tuple[int, str, Any]] = set()
        self.office: list[tuple[int, str, Any]] = []
        self.raced: set[tuple[int, str, Any]] = set()
        self.undone: set[tuple[int, str, Any]] = (
            set()
        )  # ours, at ServiceTitan, then overwritten by a stale write of ours
        self.answered: dict[UUID, list[Value]] = {}  # what the author of an answer was shown
        self.discarded: list[tuple[Item, str, Value]] = []
        self.by_id: dict[UUID, Op] = {}
        self.ever_taken: set[UUID] = set()  # ops that counted, also where the hub has forgotten it since
        self.filled_in: set[tuple[int, str, Any]] = set()  # by ServiceTitan, in what we made there
        self.heirs: dict[EntityKey, set[EntityKey]] = {}  # of keys that were adopted, in any life of the hub
        self.leases: dict[UUID, float] = {}
        self.versions_seen: dict[UUID, int] = {}
        self.made_by: dict[UUID, UUID] = {}
        self.went_back = False  # the hub was restored, and does not know it yet
        self.backup: dict[str, Any] | None = None
        self.intents: dict[EntityKey, list[Mapping[str, Value]]] = {}
        self.made: dict[EntityKey, list[int]] = {}
        self.defects: list[BaseException] = []
        self.stats = {
            "steps": 0,
            "ops": 0,
            "conflicts": 0,
            "races": 0,
            "restores": 0,
            "errors": 0,
            "twins": 0,
            "answers": 0,
            "uploads": 0,
            "needless": 0,
        }
        # the parts
        self.remote = ModelServiceTitan(self)
        self.hub = self.hub_type(self)
        self.desks = [Desk(self, number, headless=False) for number in range(DESKS)]
        self.worker = Desk(self, DESKS, headless=True)
        self.everybody = [*self.desks, self.worker]
        self.fill()

    def new_id(self) -> UUID:
        self._ids += 1
        return UUID(int=OP_NAMESPACE + self._ids)

    def new_value(self) -> int:
        self._values += 1
        return self._values

    def fill(self) -> None:
        """A small pricebook that everybody knows."""
        add = self.remote.add
        trees = [
            add(C, {"name": f"C{n}", "position": n, "category_type": "Materials"}).number for n in range(2)
        ]
        for n in range(3):
            add(M, {
                "code": f"M{n}", "display_name": f"m{n}", "price": self.new_value(), "member_price": self.new_value(),
                "cost": self.new_value(), "categories": [trees[n % 2]], "description": f"<p>m{n}</p>",
            })  # fmt: skip
        add(S, {"code": "S0", "display_name": "s0", "price": self.new_value(), "hours": 1, "categories": []})
        for item in self.remote.items.values():
            for name, value in item.fields.items():
                self.at_remote.add((item.number, name, meant(value)))

    # -------------------------------------------------------------------------------------------- what the judge hears

    def note(self, process: Process, what: str) -> None:
        self.trace = zlib.crc32(f"{self.loop.now:.3f} {process.desk.number} {what}".encode(), self.trace)
        if self.log is not None:
            self.log.append(f"    {self.loop.now:9.2f}  {process.desk.label:<7} {what}")

    def say(self, what: str) -> None:
        self.trace = zlib.crc32(what.encode(), self.trace)
        if self.log is not None:
            self.log.append(f"{self.loop.now:9.2f}  {what}")

    def told(self, desk: Desk, error: LaziError) -> None:
        self.stats["errors"] += 1
        self.say(f"    {desk.label} is told: {error}")

    def defect(self, error: BaseException) -> None:
        self.defects.append(error)

    def saved(self, desk: Desk, ops: Sequence[Op]) -> None:
        self.ops += [(desk, op) for op in ops]
        for op in ops:
            self.by_id[op.op_id] = op
            if op.conflict_id is not None:
                shown = desk.workspace.conflicts[op.conflict_id].payload
                self.answered[op.op_id] = [shown["base"], shown["ours"], shown["theirs"], op.seen, op.base]
        if self.log is not None:
            for op in ops:
                self.say(
                    f"    op {op.op_id.int & 0xFFFF} {op.kind} {self.name_of(op.entity_key)}.{op.field} = {op.value!r}"
                    f" (seen {op.seen!r}, base {op.base!r})"
                )

    def decided(self, receipt: Receipt) -> None:
        op = receipt.op
        if receipt.outcome is not OpOutcome.STALE:
            self.ever_taken.add(op.op_id)
        as_saved = self.by_id[op.op_id]
        if (op.value, op.seen, op.base) != (as_saved.value, as_saved.seen, as_saved.base):
            raise Violation("I1", f"op {op.op_id.int & 0xFFFF} was saved otherwise: {as_saved}")
        if op.entity_key != as_saved.entity_key and op.entity_key not in self.heirs_of(as_saved.entity_key):
            raise Violation("I1", f"op {op.op_id.int & 0xFFFF} was saved for something else: {as_saved}")
        if self.log is not None:
            self.say(f"    hub: op {receipt.op.op_id.int & 0xFFFF} {receipt.op.kind} {receipt.outcome}")

    def delivered(self, desk: Desk, rows: Sequence[FeedRow]) -> None:
        if rows[0].seq != desk.workspace.cursor + 1 or not rows[-1].group_last:
            raise Violation(
                "I5", f"{desk.label} applied {rows[0].seq}…{rows[-1].seq} at {desk.workspace.cursor}"
            )
        if any(row.group != rows[0].group for row in rows):
            raise Violation("I9", f"{desk.label} applied a piece of a group")

    def clashed(self, key: EntityKey, field: str, c: Conflict) -> None:
        if self.log is not None:
            self.say(
                f"    hub: {c.kind} over {self.name_of(key)}.{field} {c.state}: {c.ours!r} or {c.theirs!r}"
            )
        of_values = c.kind not in ("unique", "delete_vs_edit")  # those two ask about something else
        if c.state == "open" and of_values and frozen(c.ours) == frozen(c.theirs):
            raise Violation("I7", f"{self.name_of(key)}.{field}: a conflict of equal values, {c.ours!r}")
        if c.state == "open" and of_values and meant(c.ours) == meant(c.theirs):
            self.stats["needless"] += 1  # the same pictures, which nobody has compared yet

    def was_there(self, item: RemoteItem, name: str, value: Value) -> None:
        self.at_remote.add((item.number, name, meant(value)))
        if self.log is not None:
            self.say(f"    ServiceTitan: {item.number}.{name} := {value!r}")

    def overwrote(self, item: RemoteItem, name: str, there: Value) -> None:
        """A write of ours met another value than it was decided on."""
        value = (item.number, name, meant(there))
        if value in self.raced or any(one == value for one in self.office):
            self.raced.add(value)
            self.stats["races"] += 1
        else:
            self.undone.add(value)

    def heirs_of(self, key: EntityKey) -> set[EntityKey]:
        found, fresh = set[EntityKey](), {key}
        while fresh:
            fresh = {heir for one in fresh for heir in self.heirs.get(one, ())} - found
            found |= fresh
        return found

    def was_buried(self, item: Item, reason: Burial) -> None:
        if item.replaced_by is not None:
            self.heirs.setdefault(item.key, set()).add(item.replaced_by)
        self.say(f"    hub: {self.name_of(item.key)} is buried as {reason}")
        if reason is Burial.GONE and item.remote_id in self.remote.items:
            raise Violation("I18", f"{self.name_of(item.key)} was buried and is in ServiceTitan")

    def thrown_away(self, item: Item) -> None:
        """Overrides that somebody throws away with the entity: named by the op that did it."""
        for field, o in item.overrides.items():
            self.discarded.append((item, field, o.value))

    def led(self, device: UUID, until: float) -> None:
        self.leases[device] = until

    def was_made(self, item: RemoteItem, key: EntityKey) -> None:
        made = self.made[key] = [number for number in self.made.get(key, ()) if number in self.remote.items]
        made.append(item.number)
        self.say(f"    ServiceTitan: {item.number} made for {self.name_of(key)}")
        if len(made) > 1 and item.kind is C and self.stats["restores"]:
            self.stats["twins"] += (
                1  # categories bear no marker, and the hub has forgotten what this one was called
            )
        elif len(made) > 1:
            raise Violation("I4", f"{self.name_of(key)} was made {len(made)} times: {made}")
        for name, value in item.fields.items():
            self.at_remote.add((item.number, name, meant(value)))
            if not any(name in sent for sent in self.intents.get(key, ())):
                self.filled_in.add((item.number, name, meant(value)))

    def intended(self, key: EntityKey, sending: Mapping[str, Value]) -> None:
        self.intents.setdefault(key, []).append(dict(sending))

    def is_being_made(self, item: RemoteItem) -> bool:
        """Ours, and the hub has not seen it there yet.

        Whoever edits it in those minutes is not looked at here: ServiceTitan's own defaults cannot be told from their
        values, and a category, which bears no marker, cannot be found again under another name.
        """
        held = self.hub.items.get(item.made_for) if item.made_for is not None else None
        return item.made_for is not None and (held is None or not held.mirrored)

    def office_sets(self, item: RemoteItem, field: str, value: Value, *, lag: float) -> None:
        self.office.append((item.number, field, meant(value)))
        self.say(f"    office: {item.number}.{field} := {value!r}")
        self.was_there(item, field, value)
        self.remote.write(item, {field: value}, lag=lag)

    def check_intent(
        self,
        process: Process,
        kind: EntityKind,
        number: int | None,
        key: EntityKey | None,
        sending: Mapping[str, Value],
    ) -> None:
        if key is None:
            assert number is not None
            item = self.hub.by_remote.get((kind, number))
            key = item.key if item is not None else pulled_key(TENANT, kind, number)
        self.note(process, "wire")
        if self.log is not None:
            self.say(f"    {process.desk.label} sends {self.name_of(key)} {dict(sending)}")
        self.check_lease(process, self.name_of(key))
        intents = self.intents.get(key, ())
        if dict(sending) not in intents and not any(says(sending, one) for one in intents):
            raise Violation("I13", f"{self.name_of(key)} was sent without an intent: {dict(sending)}")

    def check_upload(self, process: Process, content: bytes) -> None:
        self.note(process, "upload")
        self.say(f"    {process.desk.label} uploads {content!r}")
        self.check_lease(process, "a picture")
        judge_pictures.is_uploaded(self, content)

    def check_lease(self, process: Process, what: str) -> None:
        if process.leads_as is None or self.leases[process.leads_as] < self.loop.now:
            raise Violation("I11", f"{what} was sent after the sender's lease had run out")

    def proved(self, digest: str, path: str) -> None:
        self.say(f"    hub: {path} is picture {digest[:8]}")
        judge_pictures.was_proved(self, digest, path)

    def settled(self, job: Job, verdict: Verdict) -> None:
        judge_pictures.was_settled(self, job, verdict)

    def was_leader(self, device: UUID, token: int, what: str) -> None:
        if not self.hub.holds(device, token):
            raise Violation("I11", f"{what} was accepted with the stale token {token}")

    def one_live_job(self, item: Item) -> None:
        if item.job is not None:
            raise Violation("I11", f"a second live job of {self.name_of(item.key)}")

    def name_of(self, key: EntityKey) -> str:
        item = self.hub.items.get(key)
        if item is None or item.remote_id is None:
            return f"new{key.int & 0xFFFF}"
        return f"{item.kind.value}{item.remote_id}"

    # --------------------------------------------------------------------------------------------------------- driving

    def pass_time(self, seconds: float) -> None:
        self.loop.run_for(seconds)
        if self.defects:
            raise self.defects[0]
        if self.loop.complaints:
            raise Violation("defect", self.loop.complaints[0])


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


@contextmanager
def small_lots() -> Iterator[None]:
    before = [getattr(module, name) for module, name, _ in SMALL_LOTS]
    try:
        for module, name, size in SMALL_LOTS:
            setattr(module, name, size)
        yield
    finally:
        for (module, name, _), value in zip(SMALL_LOTS, before, strict=True):
            setattr(module, name, value)


__all__ = ["OpKind", "Violation", "World", "small_lots"]

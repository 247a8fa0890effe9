"""Deliberate bugs: each takes one rule of the protocol away, as a double of the part that keeps it.

`MUTANTS` names them; a world made with `mutated(names)` has those parts. `seeds.txt` has a seed that kills each, or the
combination it needs because another rule masks it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lazi_desktop.domain.errors import OutcomeUnknown
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Decision, PullDecision
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpReceipt
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_feed import FeedRow, HubState, ListedRow, ListMoment, OpGap
from lazi_desktop.ports.hub_push import Verdict
from lazi_desktop.ports.remote import Look, RemoteEntity
from lazi_desktop.ports.replica import ReplicaState
from lazi_desktop.ports.workspace import Step
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Moment, Turn
from tests.simulation import mutants_of_kits, mutants_of_pictures
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_rows import Effects, Event, Item, Job, Override, Receipt
from tests.simulation.model_servicetitan import BEGIN, RemoteClient
from tests.simulation.model_storage import PictureComparison
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.wire import HubClient
from tests.simulation.world import World

# ------------------------------------------------------------------------------------------------------------ the hub


class NoIdempotency(ModelHub):
    """An op that arrives again is applied again."""

    def apply_ops(self, dev: UUID, ops: Sequence[Op], follows: UUID | None = None) -> list[OpReceipt]:
        device = self.devices[dev]
        if ops[0].op_no > device.last_op_no + 1:
            raise OpGap(device.last_op_no)
        self.take(dev, device.label, ops)
        device.last_op_no = max(device.last_op_no, ops[-1].op_no)
        return [
            OpReceipt(
                op_id=op.op_id,
                outcome=self.op_log[op.op_id].outcome,
                feed_seq=self.op_log[op.op_id].feed_seq,
                conflict_id=self.op_log[op.op_id].conflict_id,
            )
            for op in ops
        ]


class LastWriterWins(ModelHub):
    """What arrives later counts, whatever its author saw."""

    def decide(self, item: Item, op: Op, current: Value) -> Decision:
        return Decision.ACCEPT


class VersionInsteadOfValue(ModelHub):
    """An edit counts where its author had the newest version of the field. Versions belong to overrides and begin anew
    with each, as such numbers do."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.versions: dict[tuple[EntityKey, str], int] = {}

    def override_payload(self, item: Item, o: Override) -> dict[str, Value]:
        version = next(
            (self.versions.get((item.key, f), 1) for f, held in item.overrides.items() if held is o), 1
        )
        return {**super().override_payload(item, o), "version": version}

    def decide(self, item: Item, op: Op, current: Value) -> Decision:
        place = (item.key, op.field)
        held = item.overrides.get(op.field)
        version = self.versions.get(place, 0) if held is not None else 0
        if self.world.versions_seen.get(op.op_id, 0) != version and (
            held is None or held.device != self.world.made_by[op.op_id]
        ):
            return Decision.CONFLICT
        self.versions[place] = version + 1
        return Decision.ACCEPT


class BlindResolve(ModelHub):
    """An answer to a conflict counts, whatever has become of its two sides."""

    def pair_stands(self, op: Op, item: Item, held: Override | None, effective: Value, mirror: Value) -> bool:
        return True


class EchoByField(ModelHub):
    """While a push of a field is unfinished, whatever ServiceTitan shows of that field passes for its echo."""

    def decide_pull(self, item: Item, field: str, o: Override, old: Value, theirs: Value) -> PullDecision:
        decision = super().decide_pull(item, field, o, old, theirs)
        if decision is PullDecision.CONFLICT and item.job is not None and field in item.job.sending:
            return PullDecision.ECHO
        return decision


class NoFence(ModelHub):
    """Writes of a pull or push are taken from whoever had the lease once."""

    def fence(self, dev: UUID, token: int) -> None:
        return


class NoQuietPeriod(ModelHub):
    """What is not there yet is taken for not sent."""

    def quiet_until(self, job: Job) -> float:
        return float("-inf")


class NoWriteAhead(ModelHub):
    """What was on the wire when its sender died is as good as never sent."""

    def recover(self, job: Job) -> None:
        job.state, job.ambiguous_since, job.sending, job.updated_at = "ready", None, {}, self.loop.now


class NoIntent(ModelHub):
    """Nothing is written before the wire."""

    def intend(
        self, dev: UUID, token: int, job_id: UUID, sending: Mapping[str, Value], before: Fields
    ) -> UUID:
        return self.new_id()

    def answered(self, dev: UUID, token: int, job_id: UUID, attempt: UUID, outcome: str, detail: str) -> None:
        return


class SettlesBlindly(ModelHub):
    """What was pushed clears the override, also one that a person made since."""

    def is_done(self, o: Override, verdict: Verdict) -> bool:
        return True


class LaterEditsWait(ModelHub):
    """A conflict also holds back what was submitted while the job was under way."""

    def has_more_to_send(self, job: Job) -> bool:
        return job.item.remote_id is None and super().has_more_to_send(job)


class AmbiguousIsReady(ModelHub):
    """A change without an answer is sent again at once, without being looked for."""

    def answered(self, dev: UUID, token: int, job_id: UUID, attempt: UUID, outcome: str, detail: str) -> None:
        super().answered(
            dev, token, job_id, attempt, "rejected" if outcome == "ambiguous" else outcome, detail
        )


class NoCreateHold(ModelHub):
    """After a restore creates go out at once, also those that were sent before it and do not show yet."""

    def hold_creates(self) -> None:
        return


class ReferencesLost(ModelHub):
    """Adopting an entity leaves those that name it by its key as they are."""

    def number_references(self, key: EntityKey) -> list[Event]:
        return []


class PullOverwrites(ModelHub):
    """A pull moves the mirror and asks nobody."""

    def decide_pull(self, item: Item, field: str, o: Override, old: Value, theirs: Value) -> PullDecision:
        decision = super().decide_pull(item, field, o, old, theirs)
        return PullDecision.MOVED if decision is PullDecision.CONFLICT else decision


class ListsByTheClock(ModelHub):
    """When a list changed is what the server's clock says, also where it was set back."""

    def moment_of_lists(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.now + self.clock_is_off)


# ------------------------------------------------------------------------------------------------------ the workspace


class CursorFirst(ModelWorkspace):
    """The cursor is committed before the rows it stands for."""

    def commit_group(self, rows: Sequence[FeedRow]) -> None:
        self.desk.world.delivered(self.desk, rows)
        self.cursor, self.group = rows[-1].seq, rows[-1].group
        self.desk.power()
        for row in rows:
            self.put(row)
        self.lift(self.cursor)


class PrunedOnAck(ModelWorkspace):
    """What the hub has acknowledged is forgotten here."""

    def acknowledge(self, receipts: Sequence[OpReceipt]) -> Changes:
        changes = super().acknowledge(receipts)
        self.ledger = [entry for entry in self.ledger if not entry.acked or entry.overlays]
        return changes


class SeenRewritten(ModelWorkspace):
    """A download brings what an unsent edit says its author saw up to date."""

    def put(self, row: FeedRow) -> None:
        super().put(row)
        for entry in self.ledger:
            if not entry.acked and entry.op.entity_key == row.entity_key and row.payload is not None:
                if row.kind == "override" and row.field == entry.op.field:
                    entry.op = replace(entry.op, seen=row.payload["value"])
                elif row.kind == "mirror":
                    now = row.payload["fields"].get(entry.op.field)
                    entry.op = replace(entry.op, seen=now, base=now)


class TombstonesIgnored(ModelWorkspace):
    """What is gone stays in sight, and can be edited on."""

    def bury(self, row: FeedRow) -> None:
        return


class VersionsNoted(ModelWorkspace):
    """Its ops say which version of the field their author had; goes with the hub that decides by it."""

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        changes = super().record(drafts, label=label, undoable=undoable, step=step)
        world = self.desk.world
        for op_id in changes.op_ids:
            op = world.by_id[op_id]
            row = self.overrides.get(op.entity_key, {}).get(op.field)
            world.versions_seen[op_id] = row.payload["version"] if row is not None else 0
            world.made_by[op_id] = self.device
        return changes


class HalfGroups(ModelWorkspace):
    """Rows are applied as they come, not group by group."""

    def apply_feed(self, rows: Sequence[FeedRow]) -> Changes:
        for row in self.fresh(rows):
            self.desk.power()
            self.commit_group([row])
        return Changes()


class GapsUnseen(ModelWorkspace):
    """The cursor goes on to the last row that came, without a look at what is missing before it."""

    def fresh(self, rows: Sequence[FeedRow]) -> list[FeedRow]:
        return [row for row in rows if row.seq > self.cursor]


class AcknowledgedUnheard(ModelWorkspace):
    """What was offered counts as received, also where the answer was lost."""

    def unsent(self, limit: int) -> list[Op]:
        ops = super().unsent(limit)
        for entry in self.ledger:
            if entry.op in ops:
                entry.acked = True
        self._note_acked()
        return ops


class ListsOnlyGrow(ModelWorkspace):
    """What is no longer in a list stays."""

    def put_lists(self, rows: Sequence[ListedRow], at: ListMoment | None, *, whole: bool) -> Changes:
        return super().put_lists([row for row in rows if not row.gone], at, whole=whole)


# --------------------------------------------------------------------------------------------------- the product's side


class NoSendGuard(Turn):
    """A sender that was away sends all the same."""

    def check_can_send(self) -> None:
        return


class OldLooks(Turn):
    """What was seen of ServiceTitan is believed for as long as the turn lasts."""

    def seconds_since(self, then: Moment) -> float:
        return super().seconds_since(then) if then == self._asked else 0.0


class EpochIgnored(Replicator):
    """A hub that was restored is followed as if nothing had happened."""

    async def _meet(self) -> tuple[HubState, bool, bool]:
        here = self._replica.state()
        state = await self._hub.state(here.cursor)
        return (replace(state, epoch=here.epoch) if here.epoch is not None else state), False, False


class PastForgotten(Replicator):
    """What this workspace shared while it was another device is not offered again to a hub that lost it."""

    async def _offer_past(self) -> None:
        return


class AnswersComeSecond(ModelHub):
    """A proposal is open whenever it comes, also where a restored hub was offered its answer before."""

    def answer_of(self, op_id: UUID, who: str) -> Receipt | None:
        return None


class ProposalsOverride(ModelHub):
    """What is asked for is in effect at once."""

    def propose(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        super().propose(dev, who, ops, effects)
        self.apply_sets(dev, who, ops, Effects())


class NumbersBelieved(ModelHub):
    """Nobody looks whether the op that has our last number at the hub is ours."""

    def state(self, dev: UUID, cursor: int = 0) -> HubState:
        return replace(super().state(dev, cursor), last_op_id=None)

    def apply_ops(self, dev: UUID, ops: Sequence[Op], follows: UUID | None = None) -> list[OpReceipt]:
        return super().apply_ops(dev, ops)


class ListsUnproved(Replicator):
    """What a restored hub says has changed in the lists since a moment that it forgot is all that has."""

    async def _lists_since(self, known: ListMoment) -> Sequence[ListedRow] | None:
        return await self._hub.listed_rows(known.at)


class ListsOutliveTheHubs(Replicator):
    """A hub that has no list has nothing to say about ours."""

    async def _fetch_lists(self, state: HubState, here: ReplicaState) -> None:
        if state.lists_at is not None:
            await super()._fetch_lists(state, here)


class BuriedUnasked(Pull):
    """What a list does not name is gone."""

    async def _bury_missing(self, pull: Any) -> None:
        hub = self._hub
        missing = set(await hub.note_missing(self._turn.lease, pull.run_id, pull.kind))
        await hub.bury(self._turn.lease, pull.run_id, pull.kind, sorted(missing))


class NoReadBeforeCreate(RemoteClient):
    """Nobody looks whether it is there before it is created."""

    async def look_for(self, kind: EntityKind, key: EntityKey, wanted: Fields) -> Look:
        found = await super().look_for(kind, key, wanted)
        return replace(found, marked=[], alike=[])


class RowsGetLost(HubClient):
    """The hub numbers rows before it commits them: a reader may come between two of them."""

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        rows = list(await super().feed_after(cursor, limit, group))
        if len(rows) > 1 and self.world.faults and self.dice.random() < 0.1:
            del rows[self.dice.randrange(len(rows) - 1)]
        return rows


class NoPreflight(RemoteClient):
    """The last look before a write is a look at what the hub believes."""

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        hub = self.world.hub
        held = [hub.by_remote.get((kind, number)) for number in remote_ids]
        jobs = [item.job for item in held if item is not None]
        if any(job is not None and job.state in ("applied", "ambiguous", "sending") for job in jobs):
            return await super().read_many(kind, remote_ids)
        return [
            RemoteEntity(kind, item.remote_id or 0, "", dict(item.fields), item.modified_on)
            for item in held
            if item is not None and item.fields is not None
        ]


class NaiveRetry(RemoteClient):
    """A write whose answer was lost is sent once more, at once."""

    async def patch(
        self, kind: EntityKind, remote_id: int, changes: Mapping[str, Value], known: Fields, *,
        may_send: Callable[[], None],
    ) -> None:  # fmt: skip
        try:
            await super().patch(kind, remote_id, changes, known, may_send=may_send)
        except OutcomeUnknown:
            await super().patch(kind, remote_id, changes, known, may_send=may_send)

    async def create(
        self, kind: EntityKind, key: EntityKey, wanted: Fields, *, may_send: Callable[[], None]
    ) -> int:
        try:
            return await super().create(kind, key, wanted, may_send=may_send)
        except OutcomeUnknown:
            return await super().create(kind, key, wanted, may_send=may_send)


HUBS = {
    "no idempotency": NoIdempotency,
    "last writer wins": LastWriterWins,
    "version instead of value": VersionInsteadOfValue,
    "blind resolve": BlindResolve,
    "echo by field": EchoByField,
    "no fence": NoFence,
    "no quiet period": NoQuietPeriod,
    "no write-ahead": NoWriteAhead,
    "no intent": NoIntent,
    "settles blindly": SettlesBlindly,
    "later edits wait": LaterEditsWait,
    "ambiguous is ready": AmbiguousIsReady,
    "no create hold": NoCreateHold,
    "references lost": ReferencesLost,
    "pull overwrites": PullOverwrites,
    "lists by the clock": ListsByTheClock,
    "numbers believed": NumbersBelieved,
    "answers come second": AnswersComeSecond,
    "proposals override": ProposalsOverride,
    **mutants_of_kits.HUBS,
    **mutants_of_pictures.HUBS,
}
WORKSPACES = {
    "version instead of value": VersionsNoted,
    "cursor first": CursorFirst,
    "pruned on ack": PrunedOnAck,
    "seen rewritten": SeenRewritten,
    "half groups": HalfGroups,
    "gaps unseen": GapsUnseen,
    "acknowledged unheard": AcknowledgedUnheard,
    "tombstones ignored": TombstonesIgnored,
    "lists only grow": ListsOnlyGrow,
    **mutants_of_kits.WORKSPACES,
}
CLIENTS = {"rows get lost": RowsGetLost, **mutants_of_pictures.CLIENTS}
REMOTES = {
    "no preflight": NoPreflight,
    "naive retry": NaiveRetry,
    "no read before create": NoReadBeforeCreate,
}
TURNS = {"no send guard": NoSendGuard, "old looks": OldLooks}
REPLICATORS = {
    "epoch ignored": EpochIgnored,
    "past forgotten": PastForgotten,
    "lists unproved": ListsUnproved,
    "lists outlive the hub's": ListsOutliveTheHubs,
    **mutants_of_pictures.REPLICATORS,
}
PULLS = {"buried unasked": BuriedUnasked}
TOOLS = {**mutants_of_pictures.TOOLS}
JUDGED_BY_COUNT = "no preflight"
"""It breaks no promise that ServiceTitan's API lets us make: it shows in how many office edits are overwritten."""
NEEDLESS = "echo by proof alone"
"""Nothing is lost by it: people are asked more often about pictures that nobody has compared yet."""
MASKED = ("rows get lost", "gaps unseen", "no send guard", "old looks", JUDGED_BY_COUNT, NEEDLESS)
MUTANTS = list(dict.fromkeys((*HUBS, *WORKSPACES, *CLIENTS, *REMOTES, *TURNS, *REPLICATORS, *PULLS, *TOOLS)))
TOGETHER: list[tuple[str, ...]] = [("rows get lost", "gaps unseen"), ("no send guard", "old looks")]
"""Bugs that another rule masks: each is killed together with what masks it."""
ALONE_OR_TOGETHER: list[tuple[str, ...]] = [(name,) for name in MUTANTS if name not in MASKED] + TOGETHER


def mutated(names: Collection[str]) -> Callable[[int], World]:
    """Makes worlds in which these rules are not kept."""
    unknown = set(names) - set(MUTANTS)
    if unknown:
        raise ValueError(f"no such mutants: {unknown}")

    def part(doubles: Mapping[str, type], real: type) -> Any:
        chosen = tuple(doubles[name] for name in names if name in doubles)
        return type("Mutant", (*chosen, real), {}) if len(chosen) > 1 else chosen[0] if chosen else real

    class Mutated(World):
        hub_type = part(HUBS, ModelHub)
        workspace_type = part(WORKSPACES, ModelWorkspace)
        client_type = part(CLIENTS, HubClient)
        remote_type = part(REMOTES, RemoteClient)
        turn_type = part(TURNS, Turn)
        replicator_type = part(REPLICATORS, Replicator)
        pull_type = part(PULLS, Pull)
        tools_type = part(TOOLS, PictureComparison)

    return Mutated

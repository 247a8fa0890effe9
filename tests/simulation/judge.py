"""The invariants: after every step, and at the end of a history.

Some are checked where they could break, at the event, and some in other tests alone. A step is an action, or a round
in which the world comes to rest. I1 to I18 are the protocol's, the others those of proposals, kits and pictures.

I1   no saved edit is lost         event: World.decided (the op is as it was saved), ModelHub.meet. end:
                                   _no_edit_is_lost
I2   all have the same             step: _shows_what_it_has_heard, of desks at the head of the feed, but not while the
                                   hub was put back and nobody has noticed. event: ModelWorkspace.refresh (digests
                                   differ), where no hub was put back. end: _mirror_is_what_is_there,
                                   _lists_are_what_is_there
I3   no office edit is lost        end: _mirror_is_what_is_there, _no_office_edit_is_lost. What is overwritten after
                                   the last look is counted (races)
I4   one entry in ServiceTitan     event: World.was_made; categories after a restore are counted (twins). That a second
                                   one is reported: tests/sync/test_twins.py
I5   a feed without gaps, each     event: World.delivered, before a desk commits a group. That each row comes: I2 and
     row applied once              I6. The real ones: tests/store/hub/test_feed.py,
                                   tests/store/workspace/test_replica.py
I6   it comes to rest              end: bring_to_rest, _mirror_is_what_is_there. Ten minutes without progress are not
                                   measured: at rest no job is claimed, sending or applied
I7   no needless conflict, no      event: World.clashed (both sides are equal). Different fields, and what merging
     order of merging              does: tests/store/hub/test_ops.py, test_merge_cases.py,
                                   tests/domain/test_merge_sets.py
I8   a device's ops in order,      not here: the model hub refuses gaps as the real one does, and an op that is applied
     once                          twice shows as I1. tests/store/hub/test_ops.py
I9   groups are whole              event: World.delivered, which calls a group without its end I5. Uploads, and the
                                   real ones: tests/store/hub/test_ops.py, tests/store/workspace/test_replica.py
I10  no cursor is ahead            step: _shows_what_it_has_heard (of the hub's head); one ahead of the desk's own rows
                                   shows as I2. A pull's token: tests/store/hub/test_ingest.py
I11  no stale token, one live job  event: World.was_leader (after each write of a pull or push), check_lease (before
                                   each write to ServiceTitan), one_live_job
I12  conflicts end by an answer    step: _conflicts_end_only_by_an_answer. What the hub calls superseded is believed,
                                   and a restore begins anew
I13  no write without an intent    event: World.check_intent, before each write but uploads. What a dead sender leaves
                                   is in doubt: tests/store/hub/test_push.py; here it shows as I4 or I6
I14  history is only added to      not here: tests/store/hub/test_audit.py
I15  tenants are apart             not here: tests/store/hub/test_security.py
I16  a seed is a history           test_histories.py, of two seeds. Nobody looks for clocks and threads: loop.py has
                                   none
I17  no secret is written          not here: tests/app/test_no_secret_written.py, tests/servicetitan/test_secrecy.py
I18  no burial without approval    event: World.was_buried (it is still there). The limit: tests/sync/test_pull.py,
                                   test_sweep.py, tests/domain/test_tripwire.py
I19  proposals change no value,    event: ModelHub.take_aside, actions.py (_changed_no_value). end:
     none is lost                  _no_proposal_is_lost
I20  no word about a kit is lost   step: judge_kits.has_the_hubs_kits, as I2. end: the rest of judge_kits.py
I21  no picture passes for         event: judge_pictures.was_proved, was_settled
     another
I22  no picture is lost            end: judge_pictures.no_picture_is_lost
I23  none is uploaded for nothing  event: judge_pictures.is_uploaded
"""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.ops import DELETED, Op, OpKind, OpOutcome
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.resolve_conflict import resolve_conflict
from tests.simulation import judge_kits, judge_pictures
from tests.simulation.judge_pictures import meant
from tests.simulation.model_rows import Conflict, Item, Job
from tests.simulation.violation import Violation
from tests.simulation.world import Desk, World

ROUNDS = 60


class Judge:
    def __init__(self, world: World) -> None:
        self.world = world
        self._open: dict[UUID, Conflict] = {}
        self._restores = 0
        self._seen: dict[int, Any] = {}

    # -------------------------------------------------------------------------------------------------- after each step

    def look(self) -> None:
        self._conflicts_end_only_by_an_answer()
        for desk in self.world.desks:
            self._shows_what_it_has_heard(desk)

    def _conflicts_end_only_by_an_answer(self) -> None:
        hub = self.world.hub
        if self._restores != self.world.stats["restores"]:
            self._restores = self.world.stats["restores"]
            self._open = dict(hub.open)
        if hub.open.keys() == self._open.keys():
            return
        for conflict_id, c in self._open.items():
            if conflict_id in hub.open or conflict_id not in hub.conflicts:
                continue
            if c.state == "resolved":
                receipt = hub.op_log.get(c.resolved_op) if c.resolved_op is not None else None
                if receipt is None or receipt.outcome is not OpOutcome.ACCEPTED:
                    raise Violation("I12", f"conflict over {c.field} was resolved by nobody")
            elif c.state != "superseded":
                raise Violation("I12", f"conflict over {c.field} ended as {c.state}")
        self._open = dict(hub.open)

    def _shows_what_it_has_heard(self, desk: Desk) -> None:
        """A desk at the head of the feed has what the hub has."""
        hub, here = self.world.hub, desk.workspace
        place = (id(here), here.epoch, here.cursor, here.generation, hub.epoch, len(hub.feed))
        if self._seen.get(desk.number) == place:
            return
        if here.epoch != hub.epoch or here.cursor != len(hub.feed):
            if here.epoch == hub.epoch and here.cursor > len(hub.feed) and not self.world.went_back:
                raise Violation("I10", f"{desk.label} is at {here.cursor} of {len(hub.feed)}")
            return
        if self.world.went_back:
            return
        mirrors = {key: (item.remote_id, item.fields) for key, item in hub.items.items() if item.mirrored}
        shown = {
            key: (row.payload["remote_id"], row.payload["fields"])
            for key, row in here.mirrors.items()
            if key not in here.tombstones
        }
        if mirrors != shown:
            raise Violation(
                "I2", f"{desk.label} has another mirror than the hub: {_differing(mirrors, shown)}"
            )
        overrides = {
            (key, field): (o.value, o.base, o.op_id, o.state, o.change_set)
            for key, item in hub.items.items()
            for field, o in item.overrides.items()
        }
        held = {
            (key, field): (
                row.payload["value"],
                row.payload["base"],
                row.payload["op_id"],
                row.payload["state"],
                row.payload["change_set"],
            )
            for key, fields in here.overrides.items()
            for field, row in fields.items()
        }
        if overrides != held:
            raise Violation(
                "I2", f"{desk.label} has other overrides than the hub: {_differing(overrides, held)}"
            )
        self._has_what_is_beside(desk)
        judge_kits.has_the_hubs_kits(self.world, desk)
        conflicts = {c.conflict_id: (c.ours, c.theirs) for c in hub.open.values()}
        listed = {
            conflict_id: (row.payload["ours"], row.payload["theirs"])
            for conflict_id, row in here.conflicts.items()
            if row.payload["state"] == "open"
        }
        if conflicts != listed:
            raise Violation(
                "I2", f"{desk.label} lists other conflicts than the hub: {_differing(conflicts, listed)}"
            )

    def _has_what_is_beside(self, desk: Desk) -> None:
        hub, here = self.world.hub, desk.workspace
        for what, there, listed in (
            (
                "change-sets",
                {set_id: hub.change_set_payload(one) for set_id, one in hub.change_sets.items()},
                {set_id: row.payload for set_id, row in here.sets.items()},
            ),
            (
                "proposals",
                {
                    op_id: (one.key, one.field, hub.proposal_payload(one))
                    for op_id, one in hub.proposals.items()
                },
                {op_id: (key, field, row.payload) for op_id, (key, field, row) in here.proposed.items()},
            ),
            (
                "habits",
                {place: hub.habit_payload(place, one) for place, one in hub.habits.items()},
                {place: row.payload for place, row in here.habits.items()},
            ),
        ):
            if there != listed:
                raise Violation(
                    "I2", f"{desk.label} has other {what} than the hub: {_differing(there, listed)}"
                )

    # --------------------------------------------------------------------------------------------------- at the end

    def bring_to_rest(self) -> None:
        """The faults stop, everybody syncs, people answer what they are asked; then nothing may be left undone."""
        world = self.world
        dice = random.Random(world.seed)
        world.faults = False
        world.say("the faults stop")
        for desk in world.everybody:
            desk.online = True
            desk.asleep_until = 0.0
        answering = dice.random() < 0.8  # else conflicts stay, and hold back only what is theirs
        quiet = 0
        before: Any = None
        for number in range(ROUNDS):
            world.pass_time(130 if number % 3 else 310)
            who = world.everybody[number % len(world.everybody)]
            who.pull(dice.getrandbits(32), full=True, accept=True)
            world.pass_time(1)
            who.push(dice.getrandbits(32))
            world.pass_time(1)
            for desk in world.desks:
                desk.exchange(dice.getrandbits(32))
            world.pass_time(1)
            self.look()
            if answering:
                desk = dice.choice(world.desks)
                for shown in desk.workspace.open_conflicts():
                    self._answer(desk, shown, dice)
            now = (len(world.hub.feed), world.hub.epoch, world.remote.in_flight, len(world.ops))
            quiet = quiet + 1 if now == before and self._at_rest() else 0
            before = now
            if quiet == 2:
                return
        raise Violation("I6", f"no rest after {ROUNDS} rounds: {self._restless()}")

    def _answer(self, desk: Desk, shown: Any, dice: random.Random) -> None:
        choice = Resolution.THEIRS if shown.theirs_exists and dice.random() < 0.5 else Resolution.OURS
        try:
            resolve_conflict(desk.workspace, shown, choice)
        except NothingToDo:
            pass

    def _at_rest(self) -> bool:
        return not self._restless()

    def _restless(self) -> list[str]:
        world, hub, found = self.world, self.world.hub, []
        if world.remote.in_flight:
            found.append("a request in flight")
        found += [
            f"{desk.label} is still at it"
            for desk in world.everybody
            if any(not task.done() for task in desk.process.tasks)
        ]
        for job in hub.jobs.values():
            if job.state not in ("blocked", "needs_human") and not judge_pictures.waits_for_a_picture(
                world, job
            ):
                found.append(f"a job of {world.name_of(job.item.key)} is {job.state} ({job.detail})")
            elif job.state == "blocked" and not job.item.open and not job.detail:
                found.append(f"a job of {world.name_of(job.item.key)} is blocked by nothing")
            elif behind := _held_by_others_conflicts(job):
                found.append(f"{world.name_of(job.item.key)}: {behind} wait for others' conflicts")
        for desk in world.desks:
            here = desk.workspace
            if here.acked != here.next_op_no - 1 or here.cursor != len(hub.feed) or here.epoch != hub.epoch:
                found.append(
                    f"{desk.label}: acked {here.acked} of {here.next_op_no - 1}, at {here.cursor} of {len(hub.feed)}"
                )
        return found

    def sum_up(self) -> None:
        self._mirror_is_what_is_there()
        self._no_edit_is_lost()
        self._no_office_edit_is_lost()
        self._lists_are_what_is_there()
        self._no_proposal_is_lost()
        judge_kits.clashes_are_real(self.world)
        judge_kits.no_word_is_lost(self.world)
        judge_kits.desks_show_what_the_hub_has(self.world)
        judge_pictures.no_picture_is_lost(self.world)
        world = self.world
        world.stats["ops"] = len(world.ops)
        world.stats["conflicts"] = len(world.hub.conflicts)

    def _mirror_is_what_is_there(self) -> None:
        world = self.world
        for there in world.remote.items.values():
            held = world.hub.by_remote.get((there.kind, there.number))
            if held is None or held.fields is None or held.deleted:
                raise Violation("I2", f"{there.kind}{there.number} is in ServiceTitan and not in the hub")
            if held.fields != there.fields:
                raise Violation(
                    "I2", f"{there.kind}{there.number} differs: {_differing(there.fields, held.fields)}"
                )
            for field, o in held.overrides.items():
                if (
                    o.state == "submitted"
                    and not any(name == field for name, *_ in held.open)
                    and held.job is None
                ):
                    raise Violation(
                        "I6", f"{there.kind}{there.number}.{field} was submitted and nobody is at it"
                    )
        for item in world.hub.items.values():
            for field, o in item.overrides.items():
                if (
                    field in REFERENCE_FIELDS
                    and world.hub.in_numbers(item.kind, field, o.value) is not o.value
                ):
                    raise Violation(
                        "I2",
                        f"{world.name_of(item.key)}.{field} names by its key what has a number: {o.value}",
                    )
        for desk in world.desks:
            here = desk.workspace
            if any(entry.overlays for entry in here.ledger):
                raise Violation("I2", f"{desk.label} still shows what it did as its own")

        knowing = self._known_to_authors()
        for item in world.hub.items.values():
            for field, o in item.overrides.items():
                mirror = item.mirror_value(field)
                if (
                    item.buried
                    or _same(o.base, mirror)
                    or _same(o.value, mirror)
                    or any(name == field for name, *_ in item.open)
                ):
                    continue
                if (item.key, field, meant(mirror)) in knowing:
                    continue
                raise Violation(
                    "I3",
                    f"{world.name_of(item.key)}.{field}: {o.value!r} over {o.base!r} hides {mirror!r}, unasked",
                )

    def _no_proposal_is_lost(self) -> None:
        """Each is there as it was made, and open until somebody answered it or its author proposed something else."""
        hub = self.world.hub
        latest: dict[tuple[str, Any, str], UUID] = {}
        for receipt in hub.op_log.values():
            if receipt.op.kind is OpKind.PROPOSE and receipt.outcome is not OpOutcome.REJECTED:
                held = hub.proposals.get(receipt.op.op_id)
                if held is None or (held.field, held.value) != (
                    receipt.op.field,
                    self._as_proposed(receipt.op),
                ):
                    raise Violation("I19", f"proposal {receipt.op.op_id.int & 0xFFFF} was lost")
                latest[held.by, held.key, held.field] = receipt.op.op_id
        for op_id, held in hub.proposals.items():
            ended = self._was_answered(op_id, held.by) or latest[held.by, held.key, held.field] != op_id
            if (held.state != "open") != ended:
                raise Violation("I19", f"proposal {op_id.int & 0xFFFF} is {held.state}")

    def _was_answered(self, op_id: UUID, author: str) -> bool:
        """By whoever may: it is taken back by its author alone."""
        hub = self.world.hub
        return any(
            str(op_id) in receipt.op.value["ops"]
            and (receipt.op.value["verdict"] != "withdrawn" or hub.devices[receipt.device].label == author)
            for receipt in hub.op_log.values()
            if receipt.op.kind is OpKind.ANSWER
        )

    def _as_proposed(self, op: Op) -> Value:
        return self.world.hub.proposals[op.op_id].value if op.field in REFERENCE_FIELDS else op.value

    def _lists_are_what_is_there(self) -> None:
        world = self.world
        there = {
            (name, number): (row.name, row.active, row.payload)
            for name, rows in world.remote.lists.items()
            for number, row in rows.items()
        }
        for where, held in (
            ("hub", world.hub.listed),
            *((desk.label, desk.workspace.lists) for desk in world.desks),
        ):
            listed = {key: (row.title, row.active, row.payload) for key, row in held.items() if not row.gone}
            if listed != there:
                raise Violation("I2", f"{where} has other lists: {_differing(there, listed)}")

    def _received(self, op: Op) -> Op:
        """An op as the hub got it. A desktop moves what it did for an adopted key to its heir, and offers that to a
        restored hub, which may not know of the adoption any more (`World.decided` checks that it was its heir)."""
        receipt = self.world.hub.op_log.get(op.op_id)
        return receipt.op if receipt is not None else op

    def _meant(self, op: Op) -> tuple[Item, Value, Value, Value]:
        """What a received op is about and says by now: under the key that was adopted, with ServiceTitan's numbers."""
        hub = self.world.hub
        known = hub.as_known_now(op)
        return hub.items[known.entity_key], known.value, known.seen, known.base

    def _known_to_authors(self) -> set[tuple[Any, str, Any]]:
        """What people saw of a field, or beneath it, when they edited it or answered for it."""
        world, known = self.world, set()
        for _, saved in world.ops:
            op = self._received(saved)
            if op.kind is OpKind.PROPOSE:
                continue  # it lies over nothing
            if op.op_id in world.ever_taken and op.entity_key in world.hub.items:
                item, _, seen, base = self._meant(op)
                known.add((item.key, op.field, meant(seen)))
                known.add((item.key, op.field, meant(base)))
        return known

    def _decided_knowingly(self) -> set[tuple[Any, str, Any]]:
        """Values that stand in a conflict, or that whoever answered one was shown."""
        world, known = self.world, set()
        for c in world.hub.open.values():
            known |= {
                (c.item.key, c.field, self._now(c.item, c.field, value))
                for value in (c.base, c.ours, c.theirs)
            }
        for op_id, shown in world.answered.items():
            op = self._received(world.by_id[op_id])
            if op_id in world.ever_taken and op.entity_key in world.hub.items:
                item = self._meant(op)[0]
                known.update((item.key, op.field, self._now(item, op.field, value)) for value in shown)
        return known

    def _now(self, item: Item, field: str, value: Value) -> Any:
        if field not in REFERENCE_FIELDS:
            return meant(value)
        return meant(self.world.hub.in_numbers(item.kind, field, value))

    def _no_edit_is_lost(self) -> None:
        world, hub = self.world, self.world.hub
        known = self._decided_knowingly()
        for item, field, value in world.discarded:
            known.add((item.key, field, self._now(item, field, value)))
        seen: dict[tuple[Any, str], set[Any]] = {}
        accepted = []
        asked_anew: dict[tuple[Any, str, int], int] = {}
        for desk, op in world.ops:
            receipt = hub.op_log.get(op.op_id)
            if receipt is None:
                if op.op_id in world.never_kept or (
                    world.stats["restores"] and op.op_id in world.only_at_hub
                ):
                    continue  # both copies were put back to an earlier state
                if world.stats["restores"] and self._was_refused_before(op):
                    continue
                raise Violation(
                    "I1", f"op {op.op_id.int & 0xFFFF} of {desk.label} was saved and never reached the hub"
                )
            if op.kind in (OpKind.SET, OpKind.RESOLVE, OpKind.UNSET) and op.field != "deleted":
                item, value, before, base = self._meant(receipt.op)
                mine = seen.setdefault((item.key, op.field), set())
                if receipt.outcome is OpOutcome.ACCEPTED:
                    accepted.append((desk, op, item, meant(value)))
                if (
                    receipt.outcome is OpOutcome.CONFLICT
                ):  # what a device asks now takes the place of what it asked before
                    asked_anew[item.key, op.field, desk.number] = op.op_id.int
                if receipt.outcome in (OpOutcome.ACCEPTED, OpOutcome.CONFLICT) and not _same(value, before):
                    mine |= {meant(before), meant(base)}
        for desk, op, item, value in accepted:
            held = item.overrides.get(op.field)
            final = meant(held.value if held is not None else (item.fields or {}).get(op.field))
            if (
                value == final
                or (item.key, op.field, value) in known
                or value in seen[item.key, op.field]
                or asked_anew.get((item.key, op.field, desk.number), 0) > op.op_id.int
                or any(
                    (number, op.field, value) in world.at_remote
                    and (number, op.field, value) not in world.undone
                    for number in self._numbers(item, op)
                )
            ):
                continue
            raise Violation(
                "I1",
                f"{world.name_of(item.key)}.{op.field} = {op.value!r} was accepted and silently overwritten",
            )

    def _was_refused_before(self, op: Op) -> bool:
        """Who goes on as another device offers no refusal again: its person was told, and may have done otherwise."""
        return any(
            entry.op.op_id == op.op_id
            and entry.op.op_no <= 0
            and entry.acked
            and entry.outcome is OpOutcome.REJECTED
            for desk in self.world.desks
            for entry in desk.workspace.ledger
        )

    def _numbers(self, item: Item, op: Op) -> list[int | None]:
        """Where ServiceTitan may have what an op asks for. Who took an edit back asks for what ServiceTitan has, also
        under a number that a restored hub has forgotten and, of a category, may not find again."""
        made = self.world.made.get(item.key, ()) if op.kind is OpKind.UNSET else ()
        return [item.remote_id, *made]

    def _no_office_edit_is_lost(self) -> None:
        world, hub = self.world, self.world.hub
        last = {(number, field): value for number, field, value in world.office}
        knowing = self._decided_knowingly() | self._known_to_authors()
        for (number, field), value in last.items():
            item = world.remote.items.get(number)
            if item is None:
                continue
            held = hub.by_remote[item.kind, number]
            if meant(item.fields.get(field)) == value:
                continue
            if (held.key, field, value) in knowing or (number, field, value) in world.raced:
                continue
            if (number, field, value) in world.filled_in:
                continue  # back to what it was made with, which our edits stood over: by its value nothing happened
            if item.made_for is not None and world.stats["restores"]:
                continue  # a hub that forgot having made it takes what it finds for ServiceTitan's defaults
            raise Violation(
                "I3", f"{item.kind}{number}.{field} = {value!r} of the office was silently overwritten"
            )


def _held_by_others_conflicts(job: Job) -> list[str]:
    """What was submitted and could be sent, of an entry that ServiceTitan has."""
    item = job.item
    conflicted = {field for field, *_ in item.open}
    if (
        job.state != "blocked"
        or job.depends_on
        or item.remote_id is None
        or item.deleted
        or DELETED in conflicted
    ):
        return []
    held = frozenset[str]().union(*(group_of(item.kind, field) for field in conflicted))
    return sorted(
        field
        for field, o in item.overrides.items()
        if o.state == "submitted" and field not in held and not local_references(field, o.value)
    )


def _same(one: Any, other: Any) -> bool:
    return bool(meant(one) == meant(other))


def _differing(one: Any, other: Any) -> Any:
    keys = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
    return [(key, one.get(key), other.get(key)) for key in sorted(keys, key=str)[:2]]

"""The model says what the hub says: real PostgreSQL, real workspaces and the product's exchange, beside the model.

Hypothesis makes up what happens at two desks and between the hub and ServiceTitan. After each step both hubs hold the
same overrides, conflicts, jobs and feed; at the end both desks show what the hub has.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.keys import EntityKey, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack, Resolution
from lazi_desktop.domain.team import Level
from lazi_desktop.operations.change_sets import (
    choose_change_set,
    close_change_set,
    file_changes,
    hold_back,
    open_change_set,
    release,
    rename_change_set,
    reopen_change_set,
)
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.links import reference_to
from lazi_desktop.operations.proposals import accept, propose, reject, withdraw
from lazi_desktop.operations.resolve_conflict import resolve_conflict
from lazi_desktop.operations.submit import recall_changes, submit_changes
from lazi_desktop.operations.undo import ChangedSince, undo
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_push import JobEnd, Verdict
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.replication import Replicator
from tests.simulation import both_kits, model_rows
from tests.simulation.double import BothHubs, BothLeaders, Standstill, in_order, plain, told
from tests.simulation.model_hub import ModelHub

M, C = EntityKind.MATERIAL, EntityKind.CATEGORY
FIELDS = {M: ("price", "member_price", "display_name", "code"), C: ("name", "position")}
NUMBERS = frozenset(("price", "member_price", "position"))
PEOPLE = ("ann", "bob")
ESTIMATOR = "ed"
LISTS = ("vendors", "markup")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_numbers = itertools.count(1)


class Person:
    def __init__(self, name: str, hub: BothHubs, work: OpenWorkspace) -> None:
        self.name = name
        self.hub = hub
        self.work = work

    def do(self, operation: Any, *values: Any, **named: Any) -> None:
        def run() -> None:
            with self.work.workspace.unit_of_work() as unit:
                operation(unit, *values, **named)

        with contextlib.suppress(NothingToDo, ChangedSince, InvalidValue):
            self.work.writer.submit(run).result()

    def shown(self) -> list[EntityKey]:
        rows = self.work.queries.rows(self.work.queries.find(SkuQuery(tree=_MATERIALS)))
        return [row.key for row in rows] + [node.key for node in self.work.queries.categories(_MATERIALS)]


_MATERIALS = SkuQuery().tree


class TwoHubs(RuleBasedStateMachine):
    server: ClassVar[EmbeddedPostgres]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
        environment = f"double{next(_numbers)}"
        self.tenant = tenant_id_of(1, environment)
        create_tenant(self.server.admin_url, "1", environment)
        self.admin = psycopg.connect(self.server.admin_url, autocommit=True)
        self.there: dict[int, dict[str, Any]] = {}
        self.kinds: dict[int, EntityKind] = {}
        self.values = itertools.count(100)
        self.asked: list[Any] = []
        self.pushes: dict[UUID, UUID] = {}
        model_rows.TENANT = self.tenant
        self.model = ModelHub(Standstill())  # type: ignore[arg-type]
        self.home = Path(tempfile.mkdtemp(dir=self.folder))
        self.people = [self.runner.run(self._arrive(name)) for name in PEOPLE]
        self.everybody = [*self.people, self.runner.run(self._arrive(ESTIMATOR, "estimator"))]
        self.leader = BothLeaders(self.people[0].hub.real, self.model)
        self.runner.run(self.leader.take_turn())
        for number, kind in enumerate((C, C, M, M), 1):
            self._add(number, kind)
        self._ingest([1, 2])
        self._ingest([3, 4])
        for person in self.everybody:
            self._exchange(person)

    async def _arrive(self, name: str, level: Level = "manager") -> Person:
        device = DeviceInfo(uuid4(), uuid4(), name)
        url = self.server.member_url(self.tenant, f"{name}_double", level=level, label=name)
        hub = await PostgresHub.connect(url, self.tenant, device)
        self.model.enrol(device.device_id, name).level = level
        work = open_workspace(
            self.home / name,
            tenant_id=self.tenant,
            device_id=device.device_id,
            ids=OrderedIds(),
            clock=SystemClock(),
            migrations=migrations_folder(),
        )
        return Person(name, BothHubs(hub, self.model), work)

    # ------------------------------------------------------------------------------------------------- ServiceTitan

    def _add(self, number: int, kind: EntityKind) -> None:
        self.kinds[number] = kind
        if kind is C:
            self.there[number] = {
                "name": f"C{number}",
                "position": number,
                "category_type": "Materials",
                "active": True,
            }
        else:
            self.there[number] = {
                "code": f"M{number}", "display_name": f"m{number}", "price": number, "member_price": None,
                "categories": [1], "active": True,
            }  # fmt: skip

    def _entities(self, numbers: list[int]) -> list[RemoteEntity]:
        return [
            RemoteEntity(self.kinds[one], one, "{}", dict(self.there[one]), "2026-01-01T00:00:00Z")
            for one in numbers
            if one in self.there
        ]

    def _ingest(self, numbers: list[int]) -> None:
        for kind in (C, M):
            entities = [one for one in self._entities(numbers) if one.kind is kind]
            if entities:
                self.runner.run(self.leader.ingest(kind, entities))

    def _exchange(self, person: Person) -> None:
        replicator = Replicator(person.hub, person.work.replica, person.work.replication)
        self.runner.run(replicator.exchange())

    def _value(self, field: str) -> Any:
        number = next(self.values)
        return number if field in NUMBERS else f"v{number}"

    # ---------------------------------------------------------------------------------------------------- at a desk

    who = st.integers(0, len(PEOPLE) - 1)
    pick = st.integers(0, 1_000)

    @rule(who=who, pick=pick, stale=st.booleans(), shared=st.booleans())
    def edit(self, who: int, pick: int, stale: bool, shared: bool) -> None:
        person = self.people[who]
        key = _one(person.shown(), pick)
        detail = person.work.queries.detail(key)
        assert detail is not None
        field = _one((*FIELDS[detail.kind], "note"), pick // 7)
        seen = detail.mirror.get(field) if stale else detail.effective.get(field)
        value = ("same" if field not in NUMBERS else 55) if shared and field != "code" else self._value(field)
        person.do(edit_fields, [FieldEdit(key, field, value, seen)])

    @rule(who=who, pick=pick)
    def recategorise(self, who: int, pick: int) -> None:
        person = self.people[who]
        skus = [key for key in person.shown() if _detail(person, key).kind is M]
        trees = [person.work.queries.detail(node.key) for node in person.work.queries.categories(_MATERIALS)]
        detail = person.work.queries.detail(_one(skus, pick))
        assert detail is not None
        wanted = reference_to(_one([one for one in trees if one is not None], pick // 5))
        held = list(detail.effective.get("categories") or [])
        value = [one for one in held if one != wanted] if wanted in held else [*held, wanted]
        person.do(
            edit_fields, [FieldEdit(detail.key, "categories", value, detail.effective.get("categories"))]
        )

    @rule(who=who, category=st.booleans(), pick=pick)
    def create(self, who: int, category: bool, pick: int) -> None:
        person, key, number = self.people[who], EntityKey(uuid4()), next(self.values)
        if category:
            values: dict[str, Any] = {"name": f"N{number}", "category_type": "Materials", "position": number}
            person.do(create_entity, key, C, values)
        else:
            trees = [
                person.work.queries.detail(one.key) for one in person.work.queries.categories(_MATERIALS)
            ]
            place = reference_to(_one([one for one in trees if one is not None], pick))
            code = "M3" if pick % 3 == 0 else f"N{number}"
            person.do(create_entity, key, M, {"code": code, "price": number, "categories": [place]})

    @rule(who=who, pick=pick)
    def discard(self, who: int, pick: int) -> None:
        person = self.people[who]
        made = [key for key in person.shown() if _detail(person, key).remote_id is None]
        if made:
            person.do(discard_entities, [_one(made, pick)])

    @rule(who=who, pick=pick)
    def revert(self, who: int, pick: int) -> None:
        person = self.people[who]
        pending = person.work.queries.pending()
        if pending:
            one = _one(pending, pick)
            person.do(revert_fields, [(one.entity_key, one.field)])

    @rule(who=who)
    def undo_last(self, who: int) -> None:
        self.people[who].do(undo, anyway=True)

    @rule(who=who, every=st.booleans(), pick=pick)
    def submit(self, who: int, every: bool, pick: int) -> None:
        person = self.people[who]
        pending = list(person.work.queries.pending())
        chosen = pending if every or not pending else [_one(pending, pick)]
        person.do(submit_changes, [one.op_id for one in chosen])

    @rule(who=who, every=st.booleans(), pick=pick)
    def recall(self, who: int, every: bool, pick: int) -> None:
        person = self.people[who]
        sent = [one for one in person.work.queries.pending() if one.state is OverrideState.SUBMITTED]
        chosen = sent if every or not sent else [_one(sent, pick)]
        person.do(recall_changes, [one.op_id for one in chosen])

    @rule(who=who, pick=pick, choice=st.sampled_from((Resolution.OURS, Resolution.THEIRS)))
    def resolve(self, who: int, pick: int, choice: Resolution) -> None:
        person = self.people[who]
        conflicts = person.work.queries.conflicts()
        if conflicts:
            person.do(resolve_conflict, _one(conflicts, pick), choice)

    anybody = st.integers(0, len(PEOPLE))

    @rule(
        who=anybody, pick=pick, what=st.sampled_from(("open", "rename", "close", "reopen", "choose", "leave"))
    )
    def change_set(self, who: int, pick: int, what: str) -> None:
        person = self.everybody[who]
        sets = [one.set_id for one in person.work.queries.change_sets()]
        if what == "open" or not sets:
            person.do(open_change_set, f"S{next(self.values)}")
        elif what == "rename":
            person.do(rename_change_set, _one(sets, pick), f"S{next(self.values)}")
        elif what == "leave":
            person.do(choose_change_set, None)
        else:
            operation = {"close": close_change_set, "reopen": reopen_change_set, "choose": choose_change_set}[
                what
            ]
            person.do(operation, _one(sets, pick))

    @rule(who=anybody, pick=pick, every=st.booleans(), what=st.sampled_from(("file", "hold", "release")))
    def file(self, who: int, pick: int, every: bool, what: str) -> None:
        person, queries = self.everybody[who], self.everybody[who].work.queries
        ids = [one.op_id for one in queries.pending()] + [one.op_id for one in queries.proposals()]
        chosen = ids if every or not ids else [_one(ids, pick)]
        before = {(one.entity_key, one.field): one.ours for one in queries.pending()}
        if what == "file":
            sets = [None, *(one.set_id for one in queries.change_sets())]
            person.do(file_changes, chosen, _one(sets, pick // 7))
        else:
            person.do(hold_back if what == "hold" else release, chosen)
        assert {(one.entity_key, one.field): one.ours for one in queries.pending()} == before

    @rule(who=anybody, pick=pick, count=st.integers(1, 2))
    def propose(self, who: int, pick: int, count: int) -> None:
        person = self.everybody[who]
        detail = _detail(person, _one(person.shown(), pick))
        fields = FIELDS[detail.kind]
        edits = [
            FieldEdit(detail.key, field, self._value(field), detail.effective.get(field))
            for field in fields[pick // 7 % len(fields) :][:count]
        ]
        person.do(propose, edits)
        now = person.work.queries.detail(detail.key)
        assert now is not None
        assert now.effective == detail.effective

    @rule(who=anybody, pick=pick, every=st.booleans(), what=st.sampled_from((accept, reject, withdraw)))
    def answer_proposals(self, who: int, pick: int, every: bool, what: Any) -> None:
        person = self.everybody[who]
        asked = [one for one in person.work.queries.proposals() if one.state is ProposalState.OPEN]
        chosen = asked if every or not asked else [_one(asked, pick)]
        if what is withdraw:
            person.do(withdraw, [one.op_id for one in chosen])
        else:
            person.do(what, chosen, reason="because")

    @rule(who=anybody, name=st.sampled_from(both_kits.ACTS), seed=st.integers(0, 2**32))
    def work_on_kits(self, who: int, name: str, seed: int) -> None:
        person = self.everybody[who]
        person.do(both_kits.act, name, seed, person.shown(), self.values)

    @rule(who=anybody)
    def exchange(self, who: int) -> None:
        self._exchange(self.everybody[who])
        self._agree()

    # ------------------------------------------------------------------------------------------- hub and ServiceTitan

    @rule(pick=pick)
    def office_edits(self, pick: int) -> None:
        number = _one(sorted(self.there), pick)
        field = _one(FIELDS[self.kinds[number]], pick // 7)
        self.there[number] = {**self.there[number], field: self._value(field)}
        self._ingest([number])
        self._agree()

    @precondition(lambda self: len(self.there) > 3)
    @rule(pick=pick)
    def office_deletes(self, pick: int) -> None:
        number = _one(sorted(self.there), pick)
        del self.there[number]
        self.runner.run(self.leader.bury(self.kinds[number], [number]))
        self._agree()

    @rule(
        name=st.sampled_from(LISTS),
        rows=st.lists(st.tuples(st.integers(1, 4), st.sampled_from("ab"), st.booleans()), max_size=4),
        whole=st.booleans(),
        day=st.none() | st.integers(1, 9),
    )
    def a_list_is_read(
        self, name: str, rows: list[tuple[int, str, bool]], whole: bool, day: int | None
    ) -> None:
        lot = [ReferenceRow(number, f'{{"id": {number}}}', title, active) for number, title, active in rows]
        watermark = None if day is None else datetime(2026, 1, day, tzinfo=UTC)
        self.runner.run(self.leader.ingest_reference(name, lot, whole, watermark))
        assert in_order(self.runner.run(self.people[0].hub.real.listed_rows(LONG_AGO))) == in_order(
            self.model.listed_rows(LONG_AGO)
        )

    @rule(name=st.sampled_from(LISTS), reason=st.sampled_from(("no scope", "no module")))
    def a_list_is_refused(self, name: str, reason: str) -> None:
        self.runner.run(self.leader.note_list_refused(name, reason))

    @rule(
        marks=st.dictionaries(st.sampled_from("ab"), st.sets(st.integers(1, 4), min_size=2)),
        kind=st.sampled_from((C, M)),
    )
    def twins_are_looked_for(self, marks: dict[str, set[int]], kind: EntityKind) -> None:
        twins = [
            Twins(kind=kind, mark=mark, remote_ids=sorted(numbers), codes=["x"] * len(numbers))
            for mark, numbers in marks.items()
        ]
        self.runner.run(self.leader.note_twins([kind], twins))

    @rule(seconds=st.sampled_from((70, 130, 310)))
    def time_passes(self, seconds: int) -> None:
        self.model.loop.now += seconds
        self.admin.execute(
            "update sync.outbound_queue set not_before = not_before - make_interval(secs => %(s)s),"
            " sent_at = sent_at - make_interval(secs => %(s)s), looked_at = looked_at - make_interval(secs => %(s)s),"
            " first_sent_at = first_sent_at - make_interval(secs => %(s)s),"
            " claimed_at = claimed_at - make_interval(secs => %(s)s),"
            " updated_at = updated_at - make_interval(secs => %(s)s)"
            " where tenant_id = %(t)s", {"s": seconds, "t": self.tenant},
        )  # fmt: skip
        self.admin.execute(
            "update sync.conflicts set resolved_at = resolved_at - make_interval(secs => %(s)s)"
            " where tenant_id = %(t)s",
            {"s": seconds, "t": self.tenant},
        )
        self.admin.execute(
            "update sync.tenants set create_hold_until = create_hold_until - make_interval(secs => %(s)s)"
            " where tenant_id = %(t)s", {"s": seconds, "t": self.tenant},
        )  # fmt: skip

    @rule(
        ends=st.lists(
            st.sampled_from(("applied", "dropped", "lost", "refused", "not sent")), min_size=3, max_size=3
        )
    )
    def push(self, ends: list[str]) -> None:
        self.runner.run(self._push(ends))
        self._agree()

    def edit_and_push(self, who: int, pick: int, ends: list[str]) -> None:
        person = self.people[who]
        detail = _detail(person, _one(person.shown(), pick))
        field = _one(FIELDS[detail.kind], pick // 7)
        edit = FieldEdit(detail.key, field, self._value(field), detail.effective.get(field))
        person.do(edit_fields, [edit])
        pending = person.work.queries.pending()
        person.do(submit_changes, [one.op_id for one in pending if one.entity_key == detail.key])
        self._exchange(person)
        self.runner.run(self._push(ends))
        self._agree()

    async def _push(self, ends: list[str]) -> None:
        leader = self.leader
        real, model = await leader.begin_push()
        self.pushes[real] = model
        for both, end in zip(await leader.claim(3), ends, strict=False):
            job = both[0]
            if end == "not sent":
                await leader.put_off(both, JobEnd.RETRY, {})
            elif job.remote_id is None:
                await self._create(both, end)
            elif job.remote_id not in self.there:
                await leader.gone(both)
            else:
                await self._change(both, end)

    async def _create(self, both: Any, end: str) -> None:
        leader, job = self.leader, both[0]
        made = next(
            (number for number, fields in self.there.items() if fields.get("made_for") == job.entity_key),
            None,
        )
        if job.chosen is not None and job.chosen in self.there and job.chosen not in self.ours():
            await leader.adopt(both, job.chosen)
            return
        if job.state == "ambiguous":
            if end == "refused":
                kind = job.entity_kind
                alike = [
                    one for one in sorted(self.there) if self.kinds[one] is kind and one not in job.dismissed
                ]
                await leader.ask_which(both, alike[-2:])
            elif made is None:
                await leader.not_found(both)
            else:
                await leader.adopt(both, made)
            return
        sending = {one.field: one.value for one in job.fields}
        attempts = await leader.intend(both, sending, {})
        if attempts is None:
            await leader.put_off(both, JobEnd.RETRY, {})
            return
        if end == "refused":
            await leader.answered(both, attempts, "rejected")
            await leader.put_off(both, JobEnd.NEEDS_HUMAN, {"code": "It is taken."})
            return
        if end != "dropped":
            number = max(self.kinds) + 1
            self.kinds[number] = job.entity_kind
            self.there[number] = {**sending, "made_for": job.entity_key}
        if end == "applied":
            await leader.answered(both, attempts, "applied")
            await leader.adopt(both, number)
            await self._settle(both)
        else:
            await leader.answered(both, attempts, "ambiguous")

    def ours(self) -> set[int]:
        return {item.remote_id for item in self.model.items.values() if item.made_here and item.remote_id}

    @rule(pick=pick, none=st.booleans(), late=st.booleans())
    def answer(self, pick: int, none: bool, late: bool) -> None:
        """A person says what became of a create, also where somebody else has said it already."""
        asked = self.runner.run(self.leader.questions())
        self.asked = [*self.asked, *asked][-4:]
        known = self.asked if late else asked
        if known:
            question, twin, found = _one(known, pick)
            choice = None if none or not found else _one(found, pick // 3)
            self.runner.run(self.leader.answer_create(question, twin, choice))
            self._agree()

    async def _change(self, both: Any, end: str) -> None:
        leader, job = self.leader, both[0]
        sending = {one.field: one.value for one in job.fields if one.may_send}
        known = self.there[job.remote_id]
        attempts = (
            await leader.intend(both, sending, {name: known.get(name) for name in sending})
            if sending
            else None
        )
        if attempts is None:
            await leader.put_off(both, JobEnd.RETRY, {})
            return
        if end == "refused":
            await leader.answered(both, attempts, "rejected")
            await leader.put_off(both, JobEnd.NEEDS_HUMAN, {})
            return
        if end != "dropped":
            self.there[job.remote_id] = {**known, **sending}
        if end == "lost":
            await leader.answered(both, attempts, "ambiguous")
        else:
            await leader.answered(both, attempts, "applied")
            await self._settle(both)

    async def _settle(self, both: Any) -> None:
        job = both[0]
        number = job.remote_id or max(self.there)
        fields = self.there[number]
        verdicts = []
        for one in job.fields:
            same = plain(fields.get(one.field)) == plain(one.value)
            kept = plain(fields.get(one.field)) == plain(one.base)
            made = Habit.DROPPED if kept else Habit.NORMALISED
            result, habit = (ReadBack.VERIFIED, None) if same else (ReadBack.DIFFERS, made)
            is_doubtful = habit is Habit.NORMALISED and one.field in PICTURE_FIELDS
            verdicts.append(
                Verdict(
                    field=one.field,
                    op_id=one.op_id,
                    result=result,
                    found=fields.get(one.field),
                    habit=None if is_doubtful else habit,
                    is_answer=is_doubtful,
                )
            )
        await self.leader.settle(both, verdicts, None)

    @rule(new_turn=st.booleans())
    def a_leader_dies(self, new_turn: bool) -> None:
        """Somebody else takes over what it left behind, and its token counts no more."""
        old = self.leader.lease.token
        self.runner.run(self.leader.take_turn())
        self.runner.run(self.leader.refused_with_an_old_token(old))

    # ---------------------------------------------------------------------------------------------------- the judge

    def _sql(self, statement: str) -> list[Any]:
        return self.admin.execute(statement.encode(), {"t": self.tenant}).fetchall()

    def _agree(self) -> None:
        model = self.model
        jobs = self._sql(
            "select entity_key, state from sync.outbound_queue where tenant_id = %(t)s"
            " and state not in ('done', 'cancelled') order by entity_key"
        )
        expected = sorted((job.item.key, job.state) for job in model.jobs.values())
        assert jobs == expected
        overrides = self._sql(
            "select entity_key, field, value, base, op_id, state, submitted_op, change_set from crm.pricebook_overrides"
            " where tenant_id = %(t)s order by entity_key, field"
        )
        held = sorted(
            (item.key, field, o.value, o.base, o.op_id, o.state, o.submitted_op, o.change_set)
            for item in model.items.values()
            for field, o in item.overrides.items()
        )
        assert plain(overrides) == plain(held)
        conflicts = self._sql(
            "select entity_key, field, kind, standing, base, ours, theirs, ours_op from sync.conflicts"
            " where tenant_id = %(t)s and state = 'open'"
            " order by entity_key, field, device_id, standing, kind = 'unique'"
        )
        opened = sorted(
            model.open.values(),
            key=lambda c: (c.item.key.int, c.field, c.device.int, c.standing, c.kind == "unique"),
        )
        assert plain(conflicts) == plain(
            [(c.item.key, c.field, c.kind, c.standing, c.base, c.ours, c.theirs, c.ours_op) for c in opened]
        )
        ledger = self._sql(
            "select run_id, entity_key, field, op_id, created, before, sent, found, result, detail,"
            " attempt_id is not null, settled_run from sync.push_results where tenant_id = %(t)s"
        )
        assert sorted(
            (
                plain((self.pushes[run], *line, self.pushes.get(later)))
                for run, *line, later in ledger
            ),
            key=_line,
        ) == sorted(
            (
                plain((
                    *place, one.op_id, one.created, one.before, one.sent, one.found, one.result, one.detail,
                    one.attempt is not None, one.settled_run,
                ))
                for place, one in model.results.items()
            ),
            key=_line,
        )  # fmt: skip
        asides = self._sql(
            "select set_id, message, state, by from crm.change_sets where tenant_id = %(t)s order by set_id"
        )
        assert plain(asides) == plain(
            sorted((set_id, one.message, one.state, one.by) for set_id, one in model.change_sets.items())
        )
        proposals = self._sql(
            "select op_id, entity_key, entity_kind, field, seen, value, change_set, by, state, reason, answered_by"
            " from crm.proposals where tenant_id = %(t)s order by op_id"
        )
        assert plain(proposals) == plain([
            (
                one.op_id, one.key, one.kind.value, one.field, one.seen, one.value, one.change_set, one.by, one.state,
                one.reason, one.answered_by,
            )
            for one in sorted(model.proposals.values(), key=lambda one: one.op_id.int)
        ])  # fmt: skip
        habits = self._sql(
            "select entity_kind, field, what, sent, found, seen from crm.habits where tenant_id = %(t)s"
            " order by 1, 2, 3"
        )
        assert plain(habits) == plain([(*place, *one[:3]) for place, one in sorted(model.habits.items())])
        self.agree_on_kits()
        self.runner.run(self._same_feed())

    def agree_on_kits(self) -> None:
        both_kits.hub_has_the_models(self._sql(both_kits.HELD), self.model)

    async def _same_feed(self) -> None:
        hub = self.people[0].hub.real
        known: dict[str, int] = {}
        other: dict[str, int] = {}
        cursor = 0
        while rows := await hub.feed_after(cursor, 500):
            assert [row.seq for row in rows] == list(range(cursor + 1, cursor + 1 + len(rows)))
            expected = self.model.feed[cursor : cursor + len(rows)]
            assert [told(row, known) for row in rows] == [told(row, other) for row in expected]
            cursor = rows[-1].seq
        assert cursor == len(self.model.feed)

    def teardown(self) -> None:
        try:
            for person in (*self.everybody, *self.everybody):
                self._exchange(person)
            self._agree()
            for person in self.everybody:
                self._shows_what_the_hub_has(person)
        finally:
            self.close()

    def close(self) -> None:
        for person in self.everybody:
            person.work.close()
            self.runner.run(person.hub.real.close())
        self.admin.close()
        self.runner.close()
        shutil.rmtree(self.home)

    def _shows_what_the_hub_has(self, person: Person) -> None:
        """I1, I2: nothing of one's own is laid over any more, and the values are the hub's."""
        assert person.work.queries.counts().unsent_ops == 0
        pending = {(one.entity_key, one.field): one.ours for one in person.work.queries.pending()}
        assert plain({f"{key} {field}": value for (key, field), value in pending.items()}) == plain(
            {
                f"{item.key} {field}": o.value
                for item in self.model.items.values()
                for field, o in item.overrides.items()
                if o.state != "kept"
            }
        )
        sets = {one.set_id: (one.message, one.state.value) for one in person.work.queries.change_sets()}
        assert sets == {set_id: (one.message, one.state) for set_id, one in self.model.change_sets.items()}
        filed = {(one.entity_key, one.field): one.change_set for one in person.work.queries.pending()}
        assert filed == {
            (item.key, field): o.change_set
            for item in self.model.items.values()
            for field, o in item.overrides.items()
            if o.state != "kept"
        }
        proposals = {
            one.op_id: (
                one.entity_key,
                one.field,
                plain(one.value),
                one.change_set,
                one.state.value,
                one.reason,
            )
            for one in person.work.queries.proposals()
        }
        assert proposals == {
            op_id: (one.key, one.field, plain(one.value), one.change_set, one.state, one.reason)
            for op_id, one in self.model.proposals.items()
        }
        habits = {
            (one.kind.value, one.field, one.habit.value): one.seen for one in person.work.queries.habits()
        }
        assert habits == {place: one[2] for place, one in self.model.habits.items()}
        both_kits.desk_has_the_models(person.work.queries, self.model)
        for name in LISTS:
            there = [
                (row.remote_id, row.title, row.active)
                for row in self.model.listed_rows(None)
                if row.name == name
            ]
            here = person.work.queries.reference_rows(name)
            assert sorted((row.remote_id, row.name, row.active) for row in here) == sorted(there)
        for item in self.model.items.values():
            notes = {field: o.value for field, o in item.overrides.items() if o.state == "kept"}
            detail = person.work.queries.detail(item.key)
            if detail is not None:
                assert {name: one.value for name, one in detail.kept.items()} == notes
        assert {one.conflict_id for one in person.work.queries.conflicts()} == {
            UUID(str(one)) for (one,) in self._sql(
                "select conflict_id from sync.conflicts where tenant_id = %(t)s and state = 'open'"
            )
        }  # fmt: skip


def _detail(person: Person, key: EntityKey) -> EntityDetail:
    found = person.work.queries.detail(key)
    assert found is not None
    return found


def _line(result: Any) -> Any:
    return result[:3]


def _one(of: Any, pick: int) -> Any:
    return of[pick % len(of)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(6))
def test_the_ledger_of_the_model_is_the_hubs(server: EmbeddedPostgres, tmp_path: Path, seed: int):
    """Pushes that end in every way, one after the other: what is written down of them is the same."""
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    chance = random.Random(seed)
    hubs = TwoHubs()
    try:
        for _ in range(12):
            who, pick = chance.randrange(len(PEOPLE)), chance.randrange(1_000)
            if chance.random() < 0.3:
                hubs.create(who, False, pick)
            hubs.edit_and_push(who, pick, chance.choices(("applied", "dropped", "lost", "refused"), k=3))
            hubs.time_passes(chance.choice((70, 130, 310)))
        ended = {one.result for one in hubs.model.results.values()}
        assert {"verified", "rejected", "waiting"} & ended
    finally:
        hubs.teardown()
        model_rows.TENANT = before


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_filed_proposed_and_answered_is_told_alike(
    server: EmbeddedPostgres, tmp_path: Path, seed: int
):
    """Much of it, by two managers and an estimator, with pushes that ServiceTitan drops in between."""
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    chance = random.Random(seed)
    hubs = TwoHubs()
    who, pick, yes = (
        lambda: chance.randrange(len(PEOPLE) + 1),
        lambda: chance.randrange(1_000),
        lambda: chance.random() < 0.5,
    )
    words = ("open", "rename", "close", "reopen", "choose", "leave")
    doings: list[Any] = [
        lambda: hubs.edit(chance.randrange(len(PEOPLE)), pick(), False, False),
        lambda: hubs.change_set(who(), pick(), chance.choice(words)),
        lambda: hubs.file(who(), pick(), yes(), chance.choice(("file", "hold", "release"))),
        lambda: hubs.propose(who(), pick(), chance.randint(1, 2)),
        lambda: hubs.answer_proposals(who(), pick(), yes(), chance.choice((accept, reject, withdraw))),
        lambda: hubs.exchange(who()),
        lambda: hubs.exchange(who()),
    ]
    try:
        for place in range(60):
            chance.choice(doings)()
            if place % 20 == 19:
                hubs.edit_and_push(0, pick(), ["dropped", "applied", "dropped"])
        assert {one.state for one in hubs.model.proposals.values()} > {"open"}
        assert {one.change_set for item in hubs.model.items.values() for one in item.overrides.values()}
    finally:
        hubs.teardown()
        model_rows.TENANT = before


@pytest.mark.timeout(300)
def test_the_model_is_the_hub(server: EmbeddedPostgres, tmp_path: Path):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    try:
        run_state_machine_as_test(
            TwoHubs,
            settings=settings(
                max_examples=12,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.generate,),  # shortening takes a database minutes
            ),
        )
    finally:
        model_rows.TENANT = before

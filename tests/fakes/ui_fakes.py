"""What the window is given, without databases or networks: a few hundred rows in memory, an engine that records calls.

`FakeApp()` builds everything: `app.context` for widgets, `app.book` to change data behind their back, `app.engine` to
tell what an engine tells, `app.notifier` to see what a person was told. Work runs at once, results arrive with the
event loop as in the real program: `app.settle(qtbot)` waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

from PySide6.QtCore import QSettings

from lazi_desktop.domain.column_values import LINKED_COLUMNS
from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.field_tables import FIELDS, OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree, tree_of
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.linked_cost import COSTED, in_columns, linked_cost
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.ops import Aspect, Changes, OpKind
from lazi_desktop.domain.team import Level, TeamSettings
from lazi_desktop.domain.values import Fields, same
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.pricebook import (
    CategoryNode,
    CategoryRef,
    ConflictView,
    EntityDetail,
    OverriddenField,
    PendingChange,
    SkuRow,
    SkuState,
)
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.tasks import Tasks
from tests.fakes.drafts import FakeDrafts
from tests.fakes.queries import FakeQueries as FakeQueries
from tests.fakes.unit_of_work import FakeUnitOfWork

T = TypeVar("T")
AT = "2026-03-03T09:05:00.0000000Z"

_BRANCHES: Mapping[Tree, Mapping[str, Sequence[str]]] = {
    Tree.MATERIALS: {
        "Electrical": ("Breakers", "Wire & cable", "Conduit & fittings"),
        "Plumbing": ("Elbows", "Tees", "Unions", "Valves"),
        "Chemicals": (),
    },
    Tree.SERVICES: {"Diagnostics": (), "Pump repair": ("Motors", "Seals"), "Heaters": ("Gas", "Electric")},
}
_SHAPES = ("Check Valve Union", "CPVC Union", "Pump Union w/ O-ring", "PVC Union Slip", "PVC Union Thread")
_SIZES = ('1/2"', '3/4"', '1"', '1-1/4"', '1-1/2"', '2"', '2-1/2"', '4"')


@cache
def key_of(name: str) -> EntityKey:
    return EntityKey(uuid5(UUID(int=1), name))


class FakeBook(FakeUnitOfWork):
    """A pricebook in memory: the writer's side (a unit of work) and, through `FakeQueries`, the reader's.

    The same data every time. SKUs' codes: UN-1000, UN-1007 … (materials), SV-…, EQ-…, DF-….
    """

    def __init__(self, materials: int = 240, services: int = 60, equipment: int = 12, fees: int = 3) -> None:
        super().__init__()
        self.nodes: list[CategoryNode] = []
        self.hangs_in: dict[EntityKey, list[EntityKey]] = {}
        self.states: dict[tuple[EntityKey, str], tuple[OverrideState, str]] = {}
        self.row_states: dict[EntityKey, SkuState] = {}
        self.people: dict[UUID, tuple[str, str]] = {}
        """Who made an op, and when."""
        self.remote_ids: dict[EntityKey, int] = {}
        self.gone: set[EntityKey] = set()
        self.facts: dict[str, PictureFact] = {}
        """What was found out about pictures, by address."""
        self.unsent_ops = 0
        self._skus: list[EntityKey] = []
        self._skus_until: tuple[int, EntityKey | None] = (0, None)
        """How many entities there were when these were looked through, and the last of them."""
        self._grown = 0
        self._grow_trees()
        for kind, prefix, count in (
            (EntityKind.MATERIAL, "UN", materials),
            (EntityKind.SERVICE, "SV", services),
            (EntityKind.EQUIPMENT, "EQ", equipment),
            (EntityKind.DISCOUNT_FEE, "DF", fees),
        ):
            for number in range(count):
                self._grow_sku(kind, prefix, number)

    @property
    def skus(self) -> list[EntityKey]:
        """In the order of their row numbers, which count from 0."""
        last = (len(self.mirror), next(reversed(self.mirror), None))
        if self._skus_until != last:
            self._skus_until = last
            self._skus = [key for key, (kind, _) in self.mirror.items() if kind.is_sku]
        return self._skus

    def key(self, code: str) -> EntityKey:
        return next(key for key, (_, fields) in self.mirror.items() if fields.get("code") == code)

    def make_new(self, kind: EntityKind, category: str = "", **fields: Any) -> EntityKey:
        """Something that was made here and that ServiceTitan does not have yet."""
        key = key_of(f"new {fields.get('code') or fields.get('name')}")
        self.mirror[key] = (kind, {})
        homes = [node.key for node in self.nodes if node.name == category]
        if kind.is_sku:
            self.hangs_in[key] = homes
        else:
            tree = Tree.MATERIALS
            self.nodes.append(
                CategoryNode(
                    key,
                    None,
                    homes[0] if homes else None,
                    tree,
                    fields["name"],
                    99,
                    True,
                    0,
                    SkuState.PENDING,
                )
            )
        for name, value in fields.items():
            self.override(key, name, value)
        return key

    def found(self, fact: PictureFact) -> None:
        """As `PictureFacts`."""
        self.facts[fact.address] = fact

    def bury(self, key: EntityKey) -> None:
        """ServiceTitan deleted it while something of ours hangs on it."""
        self.gone.add(key)

    def override(
        self,
        key: EntityKey,
        name: str,
        value: Any,
        state: OverrideState = OverrideState.PENDING,
        detail: str = "",
        *,
        by: str = "Dana",
        at: str = AT,
        change_set: UUID | None = None,
    ) -> UUID:
        """Our value of a field, as if a person had set it some time ago. Returns the op's id."""
        op_id = uuid4()
        self.overrides[key, name] = (value, op_id)
        self.states[key, name] = (state, detail)
        self.people[op_id] = (by, at)
        self.filed[op_id] = change_set
        return op_id

    def conflict_on(
        self,
        key: EntityKey,
        name: str,
        *,
        ours: Any,
        theirs: Any,
        kind: str = "override_vs_st",
        mine: bool = True,
    ) -> ConflictView:
        """`theirs` came, from ServiceTitan or from somebody of the team, while we (if it is `mine`) had `ours`."""
        entity_kind, fields = self.mirror[key]
        view = ConflictView(
            uuid4(),
            key,
            entity_kind,
            fields.get("code", ""),
            self._name(fields),
            name,
            kind,
            fields.get(name),
            ours,
            theirs,
            "Dana",
            AT,
            mine=mine,
            standing=kind == "override_vs_st",
        )
        if kind == "override_vs_override":
            self.override(key, name, theirs)
        else:
            fields[name] = theirs
            self.override(key, name, ours)
        self.open_conflicts[view.conflict_id] = view
        return view

    def detail(self, key: EntityKey) -> EntityDetail:
        kind, fields = self.mirror[key]
        ours = self._ours(key)
        return EntityDetail(
            key=key,
            kind=kind,
            remote_id=self.remote_ids.get(key),
            mirror=dict(fields),
            effective=fields | {name: value for name, (value, _) in ours.items()},
            overrides={
                name: OverriddenField(value, fields.get(name), "Dana", AT, *self._state(key, name), op_id)
                for name, (value, op_id) in ours.items()
                if name not in OWN_FIELDS
            },
            conflicts={
                conflict.field: conflict.conflict_id
                for conflict in self.open_conflicts.values()
                if conflict.entity_key == key
            },
            categories=[self.category_ref(category) for category in self.hangs_in.get(key, ())],
            gone=key in self.gone,
            kept={
                name: OverriddenField(value, None, "Dana", AT, OverrideState.KEPT, op_id=op_id)
                for name, (value, op_id) in ours.items()
                if name in OWN_FIELDS
            },
        )

    def _ours(self, key: EntityKey) -> dict[str, tuple[Any, UUID]]:
        """Values and their ops, by field."""
        return {name: found for (owner, name), found in self.overrides.items() if owner == key}

    def category_ref(self, key: EntityKey) -> CategoryRef:
        by_key = {node.key: node for node in self.nodes}
        path, node = [by_key[key].name], by_key[key]
        while node.parent_key is not None:
            node = by_key[node.parent_key]
            path.insert(0, node.name)
        return CategoryRef(key, by_key[key].remote_id, tuple(path))

    def pending(self) -> list[PendingChange]:
        changes = []
        for (key, name), (value, op_id) in self.overrides.items():
            if name in OWN_FIELDS:
                continue
            kind, fields = self.mirror[key]
            state, detail = self._state(key, name)
            now = self.detail(key).effective
            code, title = now.get("code", ""), self._name(now)
            changes.append(
                PendingChange(
                    key,
                    kind,
                    code,
                    title,
                    name,
                    fields.get(name),
                    value,
                    *self.people.get(op_id, ("Dana", AT)),
                    op_id,
                    state,
                    detail,
                    creates=key not in self.remote_ids,
                    change_set=self.filed.get(op_id),
                    order=code or title,
                )
            )
        return changes

    def record(self, drafts, *, label, undoable=True, step=None) -> Changes:
        for draft in drafts:
            if draft.kind is OpKind.SUBMIT:
                for (key, name), (_, op_id) in self.overrides.items():
                    if key == draft.entity_key and str(op_id) in draft.value:
                        self.states[key, name] = (OverrideState.SUBMITTED, "")
            elif draft.kind is OpKind.RECALL:
                for (key, name), (_, op_id) in self.overrides.items():
                    if key == draft.entity_key and str(op_id) in draft.value:
                        self.states.pop((key, name), None)
            elif draft.kind is OpKind.RESOLVE:
                del self.open_conflicts[draft.conflict_id]
                self._resolve(draft.entity_key, draft.field, draft.value)
            else:
                self.states.pop((draft.entity_key, draft.field), None)
        changes = super().record(drafts, label=label, undoable=undoable, step=step)
        aspects = changes.aspects | ({Aspect.STATE} if changes.aspects != {Aspect.KITS} else set())
        return Changes(changes.keys, aspects, label, changes.txn_id if undoable else None, changes.op_ids)

    def state_of(self, key: EntityKey) -> SkuState:
        if key in self.gone:
            return SkuState.GONE
        if any(conflict.entity_key == key for conflict in self.open_conflicts.values()):
            return SkuState.CONFLICT
        ours = [name for owner, name in self.overrides if owner == key and name not in OWN_FIELDS]
        found = {self._state(key, name)[0] for name in ours}
        for state in (
            OverrideState.FAILED,
            OverrideState.DIFFERS,
            OverrideState.SUBMITTED,
            OverrideState.PENDING,
        ):
            if state in found:
                return SkuState(state.value)
        if key not in self.remote_ids:
            return SkuState.NEW
        return self.row_states.get(key, SkuState.NONE)

    def linked(self, key: EntityKey) -> Fields:
        """What stands in the columns of what it links."""
        detail = self.detail(key)
        kinds = {
            name: linked[0] for (of, name), linked in LINKED.items() if of is detail.kind and name in COSTED
        }
        if not kinds:
            return {}
        costs = {
            (one.kind, str(name)): _decimal(one.effective.get("cost"))
            for one in map(self.detail, self.skus)
            for name in (one.remote_id, one.key)
        }
        lines = [
            (link["quantity"], costs.get((of, str(link["skuId"]))))
            for name, of in kinds.items()
            for link in detail.effective.get(name) or ()
        ]
        cost = linked_cost(lines).with_own(detail.kind, _decimal(detail.effective.get("cost")))
        return in_columns(cost, detail.effective.get("price"))

    def row(self, number: int, fields: Sequence[str] = ()) -> SkuRow:
        key = self.skus[number]
        kind, fields_there = self.mirror[key]
        ours = self._ours(key)
        now = fields_there | {name: value for name, (value, _) in ours.items()}
        vendor = now.get("primary_vendor") or {}
        return SkuRow(
            number=number,
            key=key,
            kind=kind,
            remote_id=self.remote_ids.get(key),
            code=now.get("code") or "",
            name=now.get("display_name") or "",
            cost=_decimal(now.get("cost")),
            price=_decimal(now.get("price")),
            member_price=_decimal(now.get("member_price")),
            add_on_price=_decimal(now.get("add_on_price")),
            unit=now.get("unit_of_measure") or "",
            vendor_part=vendor.get("vendorPart", ""),
            hours=_decimal(now.get("hours")),
            taxable=now.get("taxable"),
            active=bool(now.get("active")),
            state=self.state_of(key),
            changed=frozenset(ours.keys() - OWN_FIELDS),
            more={name: now.get(name) for name in fields if name in FIELDS[kind]}
            | (dict(self.linked(key)) if LINKED_COLUMNS.intersection(fields) else {}),
        )

    def _state(self, key: EntityKey, name: str) -> tuple[OverrideState, str]:
        state = OverrideState.KEPT if name in OWN_FIELDS else OverrideState.PENDING
        return self.states.get((key, name), (state, ""))

    def _resolve(self, key: EntityKey, name: str, value: Any) -> None:
        if same(value, self.mirror[key][1].get(name)):
            self.overrides.pop((key, name), None)
        else:
            self.override(key, name, value)

    @staticmethod
    def _name(fields: Mapping[str, Any]) -> str:
        return fields.get("display_name") or fields.get("name") or ""

    def _grow_trees(self) -> None:
        remote_id = 900
        for tree, roots in _BRANCHES.items():
            for position, (root, leaves) in enumerate(roots.items()):
                for at, name in enumerate((root, *leaves)):
                    remote_id += 1
                    key = key_of(f"{tree}/{root}/{name if at else ''}")
                    parent = key_of(f"{tree}/{root}/") if at else None
                    place = at - 1 if at else position
                    self.nodes.append(
                        CategoryNode(key, remote_id, parent, tree, name, place, True, 0, SkuState.NONE)
                    )
                    self.mirror[key] = (EntityKind.CATEGORY, {"name": name, "active": True})
                    self.remote_ids[key] = remote_id

    def _grow_sku(self, kind: EntityKind, prefix: str, number: int) -> None:
        key = key_of(f"{prefix}-{number}")
        cost = Decimal(105 + number * 137 % 6000) / 100
        price = (cost * Decimal("1.6")).quantize(Decimal("0.01"))
        fields: dict[str, Any] = {
            "code": f"{prefix}-{1000 + 7 * number}",
            "display_name": f"{_SIZES[number % 8]} {_SHAPES[number % 5]}",
            "description": f"<p>Schedule 40 &amp; up.</p><p>Number {number}</p>" if number % 3 else None,
            "active": number % 20 != 19,
            "taxable": number % 4 != 0,
        }
        if kind is EntityKind.DISCOUNT_FEE:
            fields |= {"type": "Discount", "amount_type": "Percentage", "amount": 10}
        else:
            fields |= {
                "cost": cost,
                "price": price,
                "member_price": (price * Decimal("0.92")).quantize(Decimal("0.01")),
                "add_on_price": (price * Decimal("0.95")).quantize(Decimal("0.01")),
                "add_on_member_price": (price * Decimal("0.9")).quantize(Decimal("0.01")),
                "hours": Decimal("0.25") * (number % 9),
            }
        if kind in (EntityKind.MATERIAL, EntityKind.EQUIPMENT):
            fields |= {
                "unit_of_measure": "EA",
                "primary_vendor": {"vendorName": "SCP", "vendorPart": f"SCP-{20000 + 37 * number}"},
            }
        tree = tree_of(kind)
        homes = [node for node in self.nodes if node.tree is tree]
        chosen = [] if number % 10 == 9 else [homes[number % len(homes)].key]
        fields["categories"] = [node.remote_id for node in homes if node.key in chosen]
        self.hangs_in[key] = chosen
        self.mirror[key] = (kind, fields)
        self.remote_ids[key] = 61880000 + self._grown
        self._grown += 1


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


class FakeWorkspace:
    """`refuse` makes the next unit of work fail with it."""

    def __init__(self, book: FakeBook) -> None:
        self.book = book
        self.level = ""
        self.team_settings = TeamSettings()
        self.refuse: LaziError | None = None

    def keep_level(self, level: str) -> None:
        self.level = level

    def keep_team_settings(self, settings: TeamSettings) -> None:
        self.team_settings = settings

    @contextmanager
    def unit_of_work(self) -> Iterator[FakeBook]:
        refused, self.refuse = self.refuse, None
        if refused is not None:
            raise refused
        yield self.book


class FakeEngine:
    """`calls` lists what was asked, like ("pull", {"full": True, "accept": False}); `tell` plays the engine's part."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.wakes = 0
        self.fetched: dict[str, Future[bytes]] = {}
        """What `fetch_picture` answers, by address; what is not named waits until it is answered."""
        self._listeners: list[Callable[[EngineEvent], None]] = []

    def listen(self, listener: Callable[[EngineEvent], None]) -> None:
        self._listeners.append(listener)

    def tell(self, event: EngineEvent) -> None:
        for listener in self._listeners:
            listener(event)

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self.calls.append(("pull", {"full": full, "accept": accept}))

    def push(self) -> None:
        self.calls.append(("push", None))

    def preview(self, op_ids: Collection[UUID]) -> None:
        self.calls.append(("preview", frozenset(op_ids)))

    def pause(self, activity: str) -> None:
        self.calls.append(("pause", activity))

    def resume(self, activity: str) -> None:
        self.calls.append(("resume", activity))

    def wake(self) -> None:
        self.wakes += 1

    def cancel(self, activity: str) -> None:
        self.calls.append(("cancel", activity))

    def fetch_picture(self, address: str) -> Future[bytes]:
        self.calls.append(("fetch_picture", address))
        return self.fetched.setdefault(address, Future())

    def read_runs(self, *, before: datetime | None = None) -> None:
        self.calls.append(("read_runs", before))

    def read_attempts(self, run_id: UUID) -> None:
        self.calls.append(("read_attempts", run_id))

    def read_pushes(self, *, before: datetime | None = None) -> None:
        self.calls.append(("read_pushes", before))

    def read_push_results(self, run_id: UUID) -> None:
        self.calls.append(("read_push_results", run_id))

    def count_pulled(self, run_ids: Sequence[UUID]) -> None:
        self.calls.append(("count_pulled", tuple(run_ids)))

    def read_pulled(self, run_ids: Sequence[UUID], what: Pulled, *, skip: int = 0) -> None:
        self.calls.append(("read_pulled", (tuple(run_ids), what, skip)))

    def read_history(self, key: EntityKey, *, before: int | None = None) -> None:
        self.calls.append(("read_history", (key, before)))

    def read_kit_history(self, kit: KitId, *, before: int | None = None) -> None:
        self.calls.append(("read_kit_history", (kit, before)))

    def read_audit(self, wanted: AuditFilter, *, after: AuditPlace | None = None) -> None:
        self.calls.append(("read_audit", (wanted, after)))

    def read_audit_people(self) -> None:
        self.calls.append(("read_audit_people", None))

    def read_team(self) -> None:
        self.calls.append(("read_team", None))

    def invite(self, login: str, name: str, level: Level, password: str) -> None:
        self.calls.append(("invite", (login, name, level, password)))

    def change_member(self, login: str, name: str, level: Level) -> None:
        self.calls.append(("change_member", (login, name, level)))

    def disable_member(self, login: str) -> None:
        self.calls.append(("disable_member", login))

    def enable_member(self, login: str) -> None:
        self.calls.append(("enable_member", login))

    def renew_password(self, login: str, password: str) -> None:
        self.calls.append(("renew_password", (login, password)))

    def change_my_password(self, password: str) -> None:
        self.calls.append(("change_my_password", password))

    def reassign(self, login: str, to_login: str) -> None:
        self.calls.append(("reassign", (login, to_login)))

    def put_team_settings(self, settings: TeamSettings, shown: TeamSettings) -> None:
        self.calls.append(("put_team_settings", settings))

    def read_views(self) -> None:
        self.calls.append(("read_views", None))

    def put_view(self, view: SavedView) -> None:
        self.calls.append(("put_view", view))

    def drop_view(self, tree: Tree, name: str) -> None:
        self.calls.append(("drop_view", (tree, name)))

    def read_rules(self) -> None:
        self.calls.append(("read_rules", None))

    def put_rule(self, rule: ConflictRule) -> None:
        self.calls.append(("put_rule", rule))

    def drop_rule(self, rule_id: UUID) -> None:
        self.calls.append(("drop_rule", rule_id))

    def read_questions(self) -> None:
        self.calls.append(("read_questions", None))

    def answer_create(self, question_id: UUID, remote_id: int | None) -> None:
        self.calls.append(("answer_create", (question_id, remote_id)))

    def asked(self, what: str) -> list[Any]:
        """What this was called with, each time."""
        return [given for name, given in self.calls if name == what]

    def stop(self) -> None:
        self.calls.append(("stop", None))


class RecordingNotifier:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.undos: list[Callable[[], None] | None] = []
        self.problems: list[LaziError] = []

    def done(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        self.told.append(text)
        self.undos.append(undo)

    def problem(self, error: LaziError) -> None:
        self.problems.append(error)


class _Inline:
    """Runs the work at once. With `held` set, it waits until `release`."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def _take(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._waiting.append((future, work))
        if not self.held:
            self.release()
        return future

    def release(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future, work in waiting:
            try:
                future.set_result(work())
            except Exception as error:
                future.set_exception(error)


class InlineExecutor(_Inline, Executor):
    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        return self._take(lambda: work(*args, **kwargs))


class InlineWriter(_Inline):
    def submit(self, work: Callable[[], T]) -> Future[T]:
        return self._take(work)


class FakeApp:
    """Everything a page needs, made of the fakes above."""

    def __init__(
        self,
        folder: Path,
        book: FakeBook | None = None,
        *,
        notifier: Any = None,
        place: str = "demo",
        drafts: FakeDrafts | None = None,
        has_keys: bool = True,
    ) -> None:
        self.book = book if book is not None else FakeBook()
        self.queries = FakeQueries(self.book)
        self.workspace = FakeWorkspace(self.book)
        self.engine = FakeEngine()
        self.drafts = drafts if drafts is not None else FakeDrafts()
        self.notifier = notifier or RecordingNotifier()
        self.readers = InlineExecutor()
        self.writer = InlineWriter()
        self.tasks = Tasks(self.readers, self.writer, self.notifier)
        self.edits = Edits(self.workspace, self.engine, self.tasks)
        self.state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.context = UiContext(
            queries=self.queries,
            engine=self.engine,
            edits=self.edits,
            tasks=self.tasks,
            notifier=self.notifier,
            drafts=self.drafts,
            state=self.state,
            place=place,
            has_keys=has_keys,
        )

    def settle(self, qtbot: Any) -> None:
        """Waits until all work is done and its results have arrived."""
        qtbot.waitUntil(lambda: self.tasks.idle)

"""After any sequence of feed rows, edits and acknowledgements the window shows what the layers say, and no more."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.ports.sku_query import SkuQuery
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

SKUS = [sku(one, f"C-{one}", f"Name {one}") for one in (11, 12, 13)]
CATEGORIES = [1, 2, 3, 4]

_skus = st.sampled_from([key_of(one) for one in SKUS])
_prices = st.integers(1, 4)
_places = st.sets(st.sampled_from(CATEGORIES)).map(sorted)
_changes = st.one_of(
    st.tuples(st.just("price"), _prices), st.tuples(st.just("categories"), _places),
    st.tuples(st.just("display_name"), st.sampled_from(["Elbow", "Tee 1/2"])),
)  # fmt: skip


class Layers(RuleBasedStateMachine):
    """Keeps the layers as plain dicts, and recomputes everything from them."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(self.folder, CountedIds(), TickingClock())
        self.feed = FeedMaker()
        self.mirrors: dict[EntityKey, dict[str, Any]] = {}
        self.parents: dict[int, int | None] = {}
        self.overrides: dict[tuple[EntityKey, str], Any] = {}
        self.ops: list[dict[str, Any]] = []
        tree = [category(one, f"K{one}") for one in CATEGORIES]
        self.desk.start(self.feed.mirrors([*tree, *SKUS]))
        self.parents = dict.fromkeys(CATEGORIES)
        self.mirrors = {key_of(one): dict(one["fields"]) for one in SKUS}

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.open.close()
            shutil.rmtree(self.folder)

    @rule(key=_skus, change=_changes)
    def pulled(self, key: EntityKey, change: tuple[str, Any]) -> None:
        self.mirrors[key] = {**self.mirrors[key], change[0]: change[1]}
        (payload,) = [one for one in SKUS if key_of(one) == key]
        self.desk.feed(self.feed.mirror({**payload, "fields": self.mirrors[key]}))

    @rule(child=st.sampled_from(CATEGORIES), parent=st.sampled_from([*CATEGORIES, None]))
    def tree_moved(self, child: int, parent: int | None) -> None:
        self.parents[child] = parent
        self.desk.feed(self.feed.mirror(category(child, f"K{child}", parent_id=parent)))

    @rule(key=_skus, change=_changes)
    def overridden_by_somebody(self, key: EntityKey, change: tuple[str, Any]) -> None:
        self.overrides[key, change[0]] = change[1]
        self.desk.feed(self.feed.override(key, change[0], change[1]))

    @rule(key=_skus, name=st.sampled_from(["price", "categories", "display_name"]))
    def cleared(self, key: EntityKey, name: str) -> None:
        self.overrides.pop((key, name), None)
        self.desk.feed(self.feed.cleared(key, name))

    @rule(key=_skus, change=_changes, kind=st.sampled_from([OpKind.SET, OpKind.UNSET, OpKind.RESOLVE]))
    def edited(self, key: EntityKey, change: tuple[str, Any], kind: OpKind) -> None:
        changes = self.desk.set(key, change[0], change[1], kind=kind)
        self.ops.append({"id": changes.op_ids[0], "key": key, "field": change[0], "value": change[1], "kind": kind,
                         "until": None, "lost": False})  # fmt: skip

    @rule(outcome=st.sampled_from(list(OpOutcome)), ahead=st.integers(0, 3))
    def acknowledged(self, outcome: OpOutcome, ahead: int) -> None:
        sent = self.desk.unsent(1)
        self.desk.acknowledge(sent, outcome, feed_seq=self.feed.seq + ahead)
        taken = outcome in (OpOutcome.ACCEPTED, OpOutcome.NOOP)
        for op in self.ops:
            if op["id"] in {one.op_id for one in sent}:
                op["until"] = self.feed.seq + ahead
                op["lost"] = not taken

    @rule()
    def reopened(self) -> None:
        self.desk.reopen()

    @rule()
    def told_again(self) -> None:
        assert not self.desk.feed(FeedMaker().mirrors([SKUS[0]]))

    @invariant()
    def shows_what_the_layers_say(self) -> None:
        if not hasattr(self, "desk"):
            return
        hung: dict[int, set[EntityKey]] = {one: set() for one in CATEGORIES}
        for key, mirror in self.mirrors.items():
            ours = self._ours(key)
            fields = {**mirror, **ours}
            row = self.desk.row(key)
            assert (row.price, row.name) == (fields["price"], fields["display_name"])
            assert row.changed == set(ours)
            detail = self.desk.detail(key)
            assert dict(detail.effective) == fields
            assert {name: one.value for name, one in detail.overrides.items()} == ours
            assert row.number in self.desk.open.queries.find(SkuQuery(search=fields["display_name"]))
            for place in fields["categories"]:
                for above in self._upward(place):
                    hung[above].add(key)
        nodes = self.desk.open.queries.categories(Tree.MATERIALS)
        assert {node.remote_id: node.sku_count for node in nodes} == {
            one: len(keys) for one, keys in hung.items()
        }

    def _ours(self, key: EntityKey) -> dict[str, Any]:
        ours = {name: value for (one, name), value in self.overrides.items() if one == key}
        for op in self.ops:
            if op["key"] != key or op["lost"] or (op["until"] is not None and op["until"] <= self.feed.seq):
                continue
            name, value = op["field"], op["value"]
            if op["kind"] is OpKind.RESOLVE and name in ours and ours[name] == value:
                continue
            ours.pop(name, None)
            if op["kind"] is not OpKind.UNSET and value != self.mirrors[key].get(name):
                ours[name] = value
        return ours

    def _upward(self, place: int) -> set[int]:
        reached: set[int] = set()
        one: int | None = place
        while one is not None and one not in reached:
            reached.add(one)
            one = self.parents[one]
        return reached


Layers.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
TestLayers = Layers.TestCase

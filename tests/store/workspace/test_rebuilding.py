"""What is shown is always what the layers beneath would make of it anew: nothing is left over, nothing is missing."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from decimal import Decimal
from operator import methodcaller
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpDraft, OpKind, OpOutcome
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook, local_address
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.sku_query import SortBy, TextFilter
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.pictures import PictureTables
from lazi_desktop.store.workspace.projection import Projection
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

PULLED = [sku(one, f"C-{one}", f"Name {one}", categories=[1]) for one in (11, 12)]
TREE = [category(1, "K1"), category(2, "K2", parent_id=1)]
LOCAL = [EntityKey(UUID(int=(7 << 76) + number)) for number in (1, 2)]
SHELVES = [EntityKey(UUID(int=(7 << 76) + number)) for number in (11, 12)]
NUMBERS = {**dict(zip(LOCAL, (71, 72), strict=True)), **dict(zip(SHELVES, (81, 82), strict=True))}

_skus = st.sampled_from([*(key_of(one) for one in PULLED), *LOCAL])
_categories = st.sampled_from([*(key_of(one) for one in TREE), *SHELVES])
_any = st.one_of(_skus, _categories)
_places = st.lists(st.sampled_from([1, 2, *map(str, SHELVES)]), max_size=2, unique=True)
_parents = st.sampled_from([None, 1, 2, *map(str, SHELVES)])
_amounts = st.sampled_from([None, 0, 1, 7, Decimal("0.5"), Decimal("12.345")])
_flags = st.sampled_from([None, True, False])
PLAIN = {
    "price": _amounts, "cost": _amounts, "member_price": _amounts, "add_on_price": _amounts, "hours": _amounts,
    "bonus": _amounts, "unit_of_measure": st.sampled_from([None, "EA", "Ft. 10"]), "taxable": _flags, "active": _flags,
    "is_price_locked": _flags, "review_mark": st.sampled_from([None, "To review", "Reviewed"]),
}  # fmt: skip
"""Fields of which nothing comes but columns of their own, and values they may hold."""
_cells = st.sampled_from(sorted(PLAIN)).flatmap(lambda name: st.tuples(st.just(name), PLAIN[name]))
ADDRESSES = ["Images/a.jpg", "Images/b.jpg", "https://x.example/c.png", local_address("d" * 64, "jpg")]
_pictures = st.lists(st.sampled_from([None, *ADDRESSES]), max_size=2).map(
    lambda shown: [{"alias": None, "isDefault": False, "type": "Image", "url": one} for one in shown]
)
_looks = st.sampled_from([0, 0b11, 0b1111, 0b111111, 1 << 63, 2**64 - 1])
_facts = st.builds(
    lambda address, seen, flaw, side: PictureFact(
        address,
        None if flaw else PictureLook(side, side, 9, "a" * 64, seen),
        PictureFlaw.NOT_THERE if flaw else None,
    ),
    st.sampled_from(ADDRESSES),
    _looks,
    st.sampled_from([False, False, False, True]),
    st.sampled_from([100, 1000]),
)
_edits = st.lists(
    st.tuples(_skus, st.one_of(_cells, st.just(("display_name", "Other")), st.just(("categories", [2])))),
    min_size=1,
    max_size=6,
)


def kind_of(key: EntityKey) -> EntityKind:
    is_category = key in SHELVES or key in [key_of(one) for one in TREE]
    return EntityKind.CATEGORY if is_category else EntityKind.MATERIAL


def payload_of(key: EntityKey, **fields: Any) -> dict[str, Any]:
    for one in (*PULLED, *TREE):
        if key_of(one) == key:
            return {**one, "fields": {**one["fields"], **fields}}
    number = NUMBERS[key]
    made = category(number, f"K{number}") if key in SHELVES else sku(number, f"C-{number}", "Made here")
    return {**made, "fields": {**made["fields"], **fields}}


_UNSEEN = "not seen"
"""No value of these fields: every edit counts."""


class Rebuilding(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(self.folder, CountedIds(), TickingClock())
        self.feed = FeedMaker()
        self.moved = False
        self.desk.start(self.feed.mirrors([*TREE, *PULLED]))

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.open.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------------------------------------------- from the hub

    @rule(key=_skus, places=_places)
    def mirrored(self, key: EntityKey, places: list[Any]) -> None:
        numbers = [one for one in places if isinstance(one, int)]
        self._tell((FeedKind.MIRROR, key, "", payload_of(key, categories=numbers)))

    @rule(key=_skus, cells=st.lists(_cells, max_size=4))
    def priced(self, key: EntityKey, cells: list[tuple[str, Any]]) -> None:
        theirs = {name: value for name, value in cells if name != "review_mark"}
        self._tell((FeedKind.MIRROR, key, "", payload_of(key, **theirs)))

    @rule(key=_skus, cell=_cells, state=st.sampled_from(["pending", "submitted", "failed", "differs"]))
    def edited_by_somebody(self, key: EntityKey, cell: tuple[str, Any], state: str) -> None:
        self._override(key, *cell, state="kept" if cell[0] == "review_mark" else state)

    @rule(key=_skus, assets=_pictures)
    def pictured(self, key: EntityKey, assets: list[Any]) -> None:
        self._tell((FeedKind.MIRROR, key, "", payload_of(key, assets=assets)))

    @rule(
        key=_categories, own=st.sampled_from([None, *ADDRESSES]), of_skus=st.lists(st.sampled_from(ADDRESSES))
    )
    def category_pictured(self, key: EntityKey, own: str | None, of_skus: list[str]) -> None:
        self._tell((FeedKind.MIRROR, key, "", payload_of(key, image=own, sku_images=of_skus)))

    @rule(key=_skus, assets=_pictures, state=st.sampled_from(["pending", "submitted", "failed", "differs"]))
    def pictured_by_somebody(self, key: EntityKey, assets: list[Any], state: str) -> None:
        self._override(key, "assets", assets, state=state)

    @rule(facts=st.lists(_facts, max_size=3))
    def seen(self, facts: list[PictureFact]) -> None:
        def learn() -> None:
            database = self.desk.open.workspace._db
            with database.writing():
                PictureTables(database).learn(facts)

        self.desk.on_writer(learn)

    @rule(key=_categories, parent=st.sampled_from([None, 1, 2]))
    def tree_mirrored(self, key: EntityKey, parent: int | None) -> None:
        self._tell((FeedKind.MIRROR, key, "", payload_of(key, parent_id=parent)))

    @rule(key=_any, reason=st.sampled_from(["gone", "discarded"]))
    def buried(self, key: EntityKey, reason: str) -> None:
        payload = {"kind": str(kind_of(key)), "reason": reason, "replaced_by": None}
        self._tell((FeedKind.TOMBSTONE, key, "", payload))

    @rule(key=st.sampled_from([*LOCAL, *SHELVES]))
    def created(self, key: EntityKey) -> None:
        self._tell((FeedKind.CREATED, key, "", {"kind": str(kind_of(key))}))

    @rule(new=st.sampled_from(LOCAL))
    def adopted(self, new: EntityKey) -> None:
        old, self.moved = key_of(PULLED[0]), True
        payload = {"kind": "material", "reason": "adopted", "replaced_by": str(new)}
        self._tell((FeedKind.TOMBSTONE, old, "", payload), (FeedKind.MIRROR, new, "", payload_of(new)))

    @rule(key=_skus, places=_places)
    def placed_by_somebody(self, key: EntityKey, places: list[Any]) -> None:
        self._override(key, "categories", places)

    @rule(key=_categories, parent=_parents)
    def hung_by_somebody(self, key: EntityKey, parent: Any) -> None:
        self._override(key, "parent_id", parent)

    @rule(
        key=_any, name=st.sampled_from(["categories", "parent_id", "display_name", "assets", "image", *PLAIN])
    )
    def cleared(self, key: EntityKey, name: str) -> None:
        self._tell((FeedKind.OVERRIDE, key, name, None))

    @rule(key=_any, state=st.sampled_from(["open", "resolved"]))
    def disputed(self, key: EntityKey, state: str) -> None:
        if key == key_of(PULLED[0]) and self.moved:
            return  # the hub tells of it under its other key
        self.desk.feed(self.feed.conflict(
            key, "deleted", UUID(int=key.int + 1), base=None, ours=1, theirs=None, state=state, kind="delete_vs_edit",
            entity_kind=str(kind_of(key)),
        ))  # fmt: skip

    @rule()
    def snapshot(self) -> None:
        self.feed = FeedMaker()
        self.desk.start(
            self.feed.mirrors([*TREE, PULLED[1]]) + self.feed.created(LOCAL[0])
            + self.feed.tombstone(key_of(PULLED[0])),
            epoch=self.desk.ids.ordered(),
        )  # fmt: skip

    # -------------------------------------------------------------------------------------------------- on this desk

    @rule(key=_skus, places=_places)
    def placed(self, key: EntityKey, places: list[Any]) -> None:
        self._record(OpKind.SET, key, "categories", places)

    @rule(key=_skus, assets=_pictures)
    def pictured_here(self, key: EntityKey, assets: list[Any]) -> None:
        self._record(OpKind.SET, key, "assets", assets)

    @rule(key=_categories, own=st.sampled_from([None, *ADDRESSES]))
    def category_pictured_here(self, key: EntityKey, own: str | None) -> None:
        self._record(OpKind.SET, key, "image", own)

    @rule(edits=_edits, taken_back=st.sets(st.integers(0, 5)))
    def edited(self, edits: list[tuple[EntityKey, tuple[str, Any]]], taken_back: set[int]) -> None:
        """Many cells in one step, some of them back to ServiceTitan's value; what is gone is passed over."""
        self.desk.work(lambda unit: unit.record(
            [
                OpDraft(
                    kind=OpKind.UNSET if place in taken_back else OpKind.SET, entity_kind=EntityKind.MATERIAL,
                    entity_key=key, field=name, value=value,
                )
                for place, (key, (name, value)) in enumerate(edits)
            ],
            label="x",
        ))  # fmt: skip

    @rule(edits=_edits)
    def typed(self, edits: list[tuple[EntityKey, tuple[str, Any]]]) -> None:
        """As a person does it: what the fields hold is read first, and what does not fit is refused."""
        here = [(key, cell) for key, cell in edits if cell[1] is not None and key not in LOCAL]
        with suppress(InvalidValue):
            self.desk.work(lambda unit: edit_fields(
                unit, [FieldEdit(key, name, value, _UNSEEN) for key, (name, value) in here]
            ))  # fmt: skip

    @rule()
    def sent(self) -> None:
        chosen = [str(one.op_id) for one in self.desk.open.queries.pending()]
        keys = {one.entity_key for one in self.desk.open.queries.pending()}
        drafts = [
            OpDraft(kind=OpKind.SUBMIT, entity_kind=kind_of(key), entity_key=key, value=chosen)
            for key in keys
        ]
        self.desk.work(lambda unit: unit.record(drafts, label="x", undoable=False))

    @rule(forward=st.booleans())
    def taken_back(self, forward: bool) -> None:
        with suppress(NothingToDo):
            self.desk.work(lambda unit: (redo if forward else undo)(unit, anyway=True))

    @rule(key=_categories, parent=_parents)
    def hung(self, key: EntityKey, parent: Any) -> None:
        self._record(OpKind.SET, key, "parent_id", parent)

    @rule(key=st.sampled_from([*LOCAL, *SHELVES]))
    def made(self, key: EntityKey) -> None:
        self._record(OpKind.CREATE, key)
        self._record(OpKind.SET, key, "name" if key in SHELVES else "code", "New")

    @rule(key=st.sampled_from([*LOCAL, *SHELVES]), all_seen=st.booleans())
    def discarded(self, key: EntityKey, all_seen: bool) -> None:
        seen = [str(one.op_id) for one in self.desk.open.queries.pending() if one.entity_key == key]
        self._record(OpKind.DISCARD, key, "", seen if all_seen else seen[:1])

    @rule(outcome=st.sampled_from(list(OpOutcome)), ahead=st.integers(0, 2))
    def acknowledged(self, outcome: OpOutcome, ahead: int) -> None:
        self.desk.acknowledge(self.desk.unsent(1), outcome, feed_seq=self.feed.seq + ahead)

    @rule(op_no=st.integers(0, 10))
    def rewound(self, op_no: int) -> None:
        self.desk.on_writer(lambda: self.desk.open.replica.rewind_to(op_no))

    @rule(
        column=st.sampled_from(
            ["categories", "display_name", "modified_on", "cost", "unit", "bonus", "review_mark"]
        )
    )
    def looked_at(self, column: str) -> None:
        filters = (TextFilter(column, "n"),)
        self.desk.find(order=(SortBy(column),))
        self.desk.find(filters=filters)

    @rule()
    def reopened(self) -> None:
        self.desk.reopen()

    @invariant()
    def shown_is_what_the_layers_make_of_it(self) -> None:
        if hasattr(self, "desk"):
            shown, anew = self.desk.on_writer(lambda: rebuilt(self.desk.open.workspace._db))
            assert shown == anew

    def _tell(self, *rows: tuple[FeedKind, EntityKey, str, Any]) -> None:
        self.desk.feed(self.feed.rows(rows))

    def _override(self, key: EntityKey, name: str, value: Any, state: str = "pending") -> None:
        self.desk.feed(self.feed.override(key, name, value, state=state, op_id=self.desk.ids.ordered()))

    def _record(self, kind: OpKind, key: EntityKey, name: str = "", value: Any = None) -> None:
        draft = OpDraft(kind=kind, entity_kind=kind_of(key), entity_key=key, field=name, value=value)
        self.desk.work(lambda unit: unit.record([draft], label="x"))


class _Enough(Exception):
    """Ends the transaction without a trace."""


def rebuilt(database: Database) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is shown, and what would be after everything was made again from the layers."""
    shown = contents(database)
    anew: dict[str, Any] = {}
    try:
        with database.writing():
            for table in (
                "sku", "sku_category", "sku_picture", "category", "category_picture", "overridden", "shown_value",
            ):  # fmt: skip
                database.run(f"DELETE FROM {table}")
            database.run("UPDATE picture_kin SET skus = 0")
            keys = database.all(
                "SELECT entity_key FROM mirror UNION SELECT entity_key FROM created"
                " UNION SELECT entity_key FROM tombstone UNION SELECT entity_key FROM op"
                " UNION SELECT entity_key FROM override ORDER BY 1"
            )
            Projection(database).renew(key for (key,) in keys)
            anew = contents(database)
            raise _Enough
    except _Enough:
        return shown, anew


def contents(database: Database) -> dict[str, Any]:
    names = [name for _, name, *_ in database.all("PRAGMA table_info(sku)") if name != "number"]
    return {
        "skus": sorted(map(repr, database.all(f"SELECT {', '.join(names)} FROM sku"))),
        "places": sorted(map(repr, database.all(
            "SELECT hex(entity_key), category_id FROM sku_category JOIN sku USING (number)"
        ))),
        "stray": database.value("SELECT count(*) FROM sku_category WHERE number NOT IN (SELECT number FROM sku)"),
        "categories": sorted(map(repr, database.all(
            "SELECT hex(entity_key), remote_id, reference, parent_id, tree, name, state, sku_count FROM category"
        ))),
        "pictures": sorted(map(repr, database.all(
            "SELECT hex(entity_key), address FROM sku_picture JOIN sku USING (number) JOIN picture ON id = picture_id"
        ))),
        "pictures of what is gone": database.value(
            "SELECT count(*) FROM sku_picture WHERE number NOT IN (SELECT number FROM sku)"
        ) + database.value(
            "SELECT count(*) FROM category_picture WHERE number NOT IN (SELECT number FROM category)"
        ),
        "pictures of categories": sorted(map(repr, database.all(
            "SELECT hex(entity_key), field, address FROM category_picture JOIN category USING (number)"
            " JOIN picture ON id = picture_id"
        ))),
        "sharing": sorted(database.all("SELECT kin, skus FROM picture_kin WHERE skus <> 0")),
        "overridden": sorted(map(repr, database.all("SELECT * FROM overridden"))),
        "columns": sorted(map(repr, database.all(
            "SELECT shown_column.name, hex(entity_key), ordered, text, folded FROM shown_value"
            " JOIN shown_column ON id = column_id LEFT JOIN sku USING (number)"
        ))),
    }  # fmt: skip


Rebuilding.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
TestRebuilding = Rebuilding.TestCase


_MANY = [
    sku(one, f"M-{one}", f"Plain {one}", price=Decimal(one) / 4, cost=one % 3, categories=[1])
    for one in range(20, 30)
]
_many_keys = [key_of(one) for one in _MANY]
_steps = st.lists(
    st.lists(st.tuples(st.sampled_from(_many_keys), _cells, st.booleans()), min_size=3, max_size=25),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25)
@given(steps=_steps)
def test_plain_edits_come_to_what_the_layers_say(
    steps: list[list[tuple[EntityKey, tuple[str, Any], bool]]],
) -> None:
    """Of SKUs of every state: edited by others, sent, in conflict, buried with something of ours, untouched."""
    folder = Path(tempfile.mkdtemp())
    desk, feed = Desk(folder, CountedIds(), TickingClock()), FeedMaker()
    try:
        desk.start(feed.mirrors([*TREE, *_MANY]))
        for place, state in enumerate(("pending", "submitted", "failed", "differs")):
            desk.feed(feed.override(_many_keys[place], "price", 3, state=state, op_id=desk.ids.ordered()))
        desk.feed(feed.conflict(_many_keys[4], "cost", UUID(int=5), base=0, ours=1, theirs=2))
        desk.feed(feed.override(_many_keys[5], "hours", 2, op_id=desk.ids.ordered()))
        desk.feed(feed.tombstone(_many_keys[5]))
        for column in ("bonus", "unit", "price", "review_mark"):
            desk.find(order=(SortBy(column),))
        for step in steps:
            drafts = [
                OpDraft(
                    kind=OpKind.UNSET if back else OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=key,
                    field=name, value=value,
                )
                for key, (name, value), back in step
            ]  # fmt: skip
            desk.work(methodcaller("record", drafts, label="x"))
            shown, anew = desk.on_writer(lambda: rebuilt(desk.open.workspace._db))
            assert shown == anew
    finally:
        desk.open.close()
        shutil.rmtree(folder)

"""What the Review page reads of changes alone is what reading everything anew finds, whatever happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from lazi_desktop.domain.errors import InvalidValue, NothingToDo, WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes, OpKind, OpOutcome
from lazi_desktop.domain.review_rules import Rule
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.operations.change_sets import file_changes, hold_back, open_change_set, release
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.discard_changes import discard_changes
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.proposals import accept, propose, withdraw
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.hub_feed import FeedRow
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.review.arranging import Arrangement, Grouping, Sorting
from lazi_desktop.ui.review.due import Due
from lazi_desktop.ui.review.reading import Broken, Reading, read_pile, read_rules
from lazi_desktop.ui.review.review_row import ReviewRow
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock
from tests.ui.review.conftest import Desk as PageDesk

FLOOR = TeamSettings().margin_floor
ME = frozenset(("Ann",))
HOMES = [category(1, "Unions"), category(2, "Tees"), category(3, "Valves", parent_id=1)]
ITEMS = [
    sku(number, f"UN-{number}", f"Union {number}", price=10 + number, cost=5, categories=[number % 3 + 1])
    for number in range(11, 31)
]
KEYS = [key_of(one) for one in ITEMS]
CODES = ["UN-11", "un-12", "UN-999", "A-1", "UN-100"]
GROUPINGS = (Grouping.CHANGE_SET, Grouping.CATEGORY, Grouping.SKU)


class Shown:
    """What the page would show, caught up from change to change."""

    def __init__(self, queries: PricebookQueries) -> None:
        self.queries = queries
        self.unread, self.unjudged = Due(), Due()
        self.reading: Reading | None = None
        self.broken: Broken = {}

    def catch_up(self, arrangement: Arrangement) -> None:
        due = self.unread.ask()
        self.reading = read_pile(self.queries, arrangement, self.broken, me=ME, before=self.reading, due=due)
        self.unread.answered()
        pending = self.reading.pile.pending
        self.broken = read_rules(self.queries, pending, self.broken, self.unjudged.ask(), floor=FLOOR)
        self.unjudged.answered()

    def note(self, changes: Changes) -> None:
        self.unread.add(changes)
        self.unjudged.add(changes)


class Day:
    """Things that happen to a workspace, drawn by lot."""

    def __init__(self, desk: Desk, dice: Random) -> None:
        self.desk, self.dice, self.feed = desk, dice, FeedMaker()
        desk.start(self.feed.mirrors([*HOMES, *ITEMS]))
        self.made: list[EntityKey] = []
        self.sets: list[UUID] = []
        self.conflicts: dict[UUID, tuple[EntityKey, str]] = {}
        self.acts: Sequence[Callable[[], Changes]] = (
            self.edit, self.edit, self.edit, self.edit_many, self.discard, self.create, self.propose, self.answer,
            self.withdraw, self.found, self.file, self.hold, self.release, self.undo, self.redo, self.submit,
            self.acknowledge, self.pulled, self.pulled, self.others_edit, self.cleared, self.disputed, self.decided,
            self.buried, self.category_renamed,
        )  # fmt: skip

    def act(self) -> Changes:
        try:
            return self.dice.choice(self.acts)()
        except (NothingToDo, InvalidValue):
            return Changes()

    def _drawn(self) -> tuple[EntityKey, str, Any]:
        name, value = self.dice.choice([
            ("price", Decimal(self.dice.randint(0, 40))),
            ("cost", Decimal(self.dice.randint(0, 40))),
            ("code", self.dice.choice(CODES)),
            ("display_name", f"Name {self.dice.randint(1, 9)}"),
            ("active", self.dice.random() < 0.5),
            ("categories", [self.dice.randint(1, 3)]),
        ])  # fmt: skip
        return self.dice.choice([*KEYS, *self.made]), name, value

    def _edits(self, count: int) -> list[FieldEdit]:
        drawn = {(key, name): value for key, name, value in (self._drawn() for _ in range(count))}
        known = {key: self.desk.open.queries.detail(key) for key, _ in drawn}
        return [
            FieldEdit(key, name, value, detail.effective.get(name))
            for (key, name), value in drawn.items()
            if (detail := known[key]) is not None
        ]

    def edit(self) -> Changes:
        edits = self._edits(1)
        return self.desk.work(lambda unit: edit_fields(unit, edits))

    def edit_many(self) -> Changes:
        edits = self._edits(12)
        return self.desk.work(lambda unit: edit_fields(unit, edits))

    def _some(self) -> list[UUID]:
        ids = [one.op_id for one in self.desk.open.queries.pending()]
        ids += [one.op_id for one in self.desk.open.queries.proposals()]
        return self.dice.sample(ids, min(len(ids), 4))

    def discard(self) -> Changes:
        chosen = set(self._some())
        pending = [one for one in self.desk.open.queries.pending() if one.op_id in chosen]
        targets = [(one.entity_key, one.field) for one in pending if not one.creates]
        new = list(dict.fromkeys(one.entity_key for one in pending if one.creates))
        return self.desk.work(lambda unit: discard_changes(unit, targets, new))

    def create(self) -> Changes:
        key, values = EntityKey(UUID(int=self.dice.getrandbits(100))), {
            "code": self.dice.choice(CODES), "display_name": "New union", "price": 5, "description": "New",
        }  # fmt: skip
        self.made.append(key)
        return self.desk.work(lambda unit: create_entity(unit, key, EntityKind.MATERIAL, values))

    def propose(self) -> Changes:
        edits = self._edits(2)
        return self.desk.work(lambda unit: propose(unit, edits))

    def answer(self) -> Changes:
        asked = [one for one in self.desk.open.queries.proposals() if one.state is ProposalState.OPEN]
        return self.desk.work(lambda unit: accept(unit, asked[:1]))

    def withdraw(self) -> Changes:
        chosen = self._some()
        return self.desk.work(lambda unit: withdraw(unit, chosen))

    def found(self) -> Changes:
        self.sets.append(UUID(int=self.dice.getrandbits(100)))
        return self.desk.work(lambda unit: open_change_set(unit, "Some set", set_id=self.sets[-1]))

    def file(self) -> Changes:
        chosen, to = self._some(), self.dice.choice([None, *self.sets])
        return self.desk.work(lambda unit: file_changes(unit, chosen, to))

    def hold(self) -> Changes:
        chosen = self._some()
        return self.desk.work(lambda unit: hold_back(unit, chosen))

    def release(self) -> Changes:
        chosen = self._some()
        return self.desk.work(lambda unit: release(unit, chosen))

    def undo(self) -> Changes:
        return self.desk.work(lambda unit: undo(unit, anyway=True))

    def redo(self) -> Changes:
        return self.desk.work(lambda unit: redo(unit, anyway=True))

    def submit(self) -> Changes:
        chosen = self._some()
        return self.desk.work(lambda unit: submit_changes(unit, chosen))

    def acknowledge(self) -> Changes:
        outcome = self.dice.choice((OpOutcome.ACCEPTED, OpOutcome.ACCEPTED, OpOutcome.REJECTED))
        ops = self.desk.unsent()[: self.dice.randint(1, 5)]
        told: list[FeedRow] = []
        for op in ops:
            if outcome is OpOutcome.ACCEPTED and op.kind is OpKind.SET:
                told += self.feed.override(op.entity_key, op.field, op.value, op_id=op.op_id)
        changes = self.desk.acknowledge(ops, outcome, feed_seq=self.feed.seq)
        return changes | (self.desk.feed(told) if told else Changes())

    def pulled(self) -> Changes:
        place = self.dice.randrange(len(ITEMS))
        _, name, value = self._drawn()
        payload = {**ITEMS[place], "fields": {**ITEMS[place]["fields"], name: value}}
        return self.desk.feed(self.feed.mirror(payload))

    def others_edit(self) -> Changes:
        _, name, value = self._drawn()
        by, state = self.dice.choice(("Ann", "Bob")), self.dice.choice(("pending", "failed", "differs"))
        op_id = UUID(int=self.dice.getrandbits(100))
        return self.desk.feed(
            self.feed.override(self.dice.choice(KEYS), name, value, op_id=op_id, by=by, state=state)
        )

    def cleared(self) -> Changes:
        pending = self.desk.open.queries.pending()
        if not pending:
            return Changes()
        one = self.dice.choice(pending)
        return self.desk.feed(self.feed.cleared(one.entity_key, one.field))

    def disputed(self) -> Changes:
        conflict_id, key = UUID(int=self.dice.getrandbits(100)), self.dice.choice(KEYS)
        self.conflicts[conflict_id] = key, "price"
        return self.desk.feed(self.feed.conflict(key, "price", conflict_id, base=1, ours=2, theirs=3))

    def decided(self) -> Changes:
        if not self.conflicts:
            return Changes()
        conflict_id, (key, name) = self.conflicts.popitem()
        return self.desk.feed(
            self.feed.conflict(key, name, conflict_id, base=1, ours=2, theirs=3, state="resolved")
        )

    def buried(self) -> Changes:
        """Gone, or the same as another: what was pending of it goes along."""
        if self.made and self.dice.random() < 0.7:
            former = self.made.pop()
            return self.desk.feed(
                self.feed.tombstone(former, reason="replaced", replaced_by=self.dice.choice(KEYS))
            )
        if self.dice.random() < 0.2:
            return self.desk.feed(self.feed.tombstone(self.dice.choice(KEYS)))
        return Changes()

    def category_renamed(self) -> Changes:
        one = self.dice.choice(HOMES)
        name, active = f"Home {self.dice.randint(1, 9)}", self.dice.random() < 0.5
        return self.desk.feed(
            self.feed.mirror({**one, "fields": {**one["fields"], "name": name, "active": active}})
        )


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, CountedIds(), TickingClock())
    yield desk
    desk.open.close()


def told(rows: Sequence[ReviewRow]) -> list[tuple[Any, ...]]:
    return [
        (row.identity, row.changes, row.state, row.by, row.set_id, row.conflict, row.proposal, row.effect, row.shown)
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_what_is_caught_up_with_is_what_reading_everything_finds(workspace: Desk, seed: int) -> None:
    dice = Random(seed)
    day, shown = Day(workspace, dice), Shown(workspace.open.queries)
    merged = 0
    for _ in range(70):
        for _ in range(dice.randint(1, 3)):
            shown.note(day.act())
        arrangement = Arrangement(dice.choice(GROUPINGS), dice.choice(list(Sorting)))
        shown.catch_up(arrangement)
        assert shown.reading is not None
        fresh = read_pile(shown.queries, arrangement, {}, me=ME)
        assert shown.reading.pile == fresh.pile
        assert [one.order for one in shown.reading.pile.pending] == [one.order for one in fresh.pile.pending]
        assert told(shown.reading.rows) == told(fresh.rows)
        assert shown.reading.totals == fresh.totals
        assert shown.reading.known == fresh.known
        assert shown.broken == read_rules(shown.queries, fresh.pile.pending, floor=FLOOR)
        merged += len(fresh.rows)
    assert merged > 500


# ---------------------------------------------------------------------------------------------------------- the page


class Counted(FakeQueries):
    """Remembers of which entities changes were read; None for all."""

    def __init__(self, book: FakeBook) -> None:
        super().__init__(book)
        self.read: list[frozenset[EntityKey] | None] = []
        self.fails = False

    def pending(
        self, *, limit: int | None = None, keys: Collection[EntityKey] | None = None
    ) -> Sequence[PendingChange]:
        if self.fails:
            raise WorkspaceProblem("The disk is full.")
        self.read.append(None if keys is None else frozenset(keys))
        return super().pending(limit=limit, keys=keys)


@pytest.fixture
def counted(app: FakeApp, qtbot: QtBot) -> tuple[PageDesk, Counted]:
    queries = Counted(app.book)
    app.queries = queries
    app.context = replace(app.context, queries=queries)
    for code in ("UN-1007", "UN-1014", "UN-1021"):
        app.book.override(app.book.key(code), "price", Decimal(90))
    desk = PageDesk(app, qtbot)
    queries.read.clear()
    return desk, queries


def changed(desk: PageDesk, *codes: str) -> frozenset[EntityKey]:
    """Somebody changes the hours of these, and the page hears of it."""
    keys = frozenset(map(desk.book.key, codes))
    for key in keys:
        desk.book.override(key, "hours", Decimal(3))
    desk.app.edits.announce(Changes(keys, frozenset((Aspect.FIELDS,))))
    desk.settle()
    return keys


def lines(desk: PageDesk) -> set[tuple[str, str]]:
    return {(row.code, row.changes[0].field) for row in desk.page.model.rows()}


PRICES = {("UN-1007", "price"), ("UN-1014", "price"), ("UN-1021", "price")}


def test_the_page_reads_only_what_changed(counted: tuple[PageDesk, Counted]) -> None:
    desk, queries = counted
    before = {row.identity: row for row in desk.page.model.rows()}
    keys = changed(desk, "UN-1014")
    assert queries.read == [keys]
    assert lines(desk) == PRICES | {("UN-1014", "hours")}
    same = [row for row in desk.page.model.rows() if row.code != "UN-1014"]
    assert [before[row.identity] is row for row in same] == [True, True]


def test_a_page_that_nobody_sees_reads_once_what_changed_meanwhile(
    counted: tuple[PageDesk, Counted],
) -> None:
    desk, queries = counted
    desk.page.hide()
    keys = changed(desk, "UN-1014") | changed(desk, "UN-1028")
    assert queries.read == []
    desk.page.show()
    desk.settle()
    assert queries.read == [keys]
    assert lines(desk) == PRICES | {("UN-1014", "hours"), ("UN-1028", "hours")}


def test_where_too_much_changed_to_name_everything_is_read(counted: tuple[PageDesk, Counted]) -> None:
    desk, queries = counted
    desk.book.override(desk.book.key("UN-1028"), "hours", Decimal(3))
    desk.app.edits.announce(Changes(aspects=frozenset((Aspect.EVERYTHING,))))
    desk.settle()
    assert queries.read == [None]
    assert lines(desk) == PRICES | {("UN-1028", "hours")}


def test_what_could_not_be_read_is_read_with_what_changes_next(counted: tuple[PageDesk, Counted]) -> None:
    desk, queries = counted
    queries.fails = True
    first = changed(desk, "UN-1014")
    assert [str(one.detail) for one in desk.app.notifier.problems] == ["The disk is full."]
    queries.fails = False
    second = changed(desk, "UN-1028")
    assert queries.read == [first | second]
    assert lines(desk) == PRICES | {("UN-1014", "hours"), ("UN-1028", "hours")}


def test_a_code_that_another_takes_is_seen_though_only_the_other_changed(
    counted: tuple[PageDesk, Counted],
) -> None:
    desk, _ = counted
    desk.book.override(desk.book.key("UN-1007"), "code", "NEW-1")
    desk.read()
    other = desk.book.key("UN-1035")
    desk.book.mirror[other][1]["code"] = "NEW-1"
    desk.app.edits.announce(Changes(frozenset((other,)), frozenset((Aspect.FIELDS,))))
    desk.settle()
    [row] = [one for one in desk.page.model.rows() if one.changes[0].field == "code"]
    assert [one.rule for one in row.violations] == [Rule.DUPLICATE_CODE]


def test_what_a_person_filters_by_stays_when_others_change_something(
    counted: tuple[PageDesk, Counted],
) -> None:
    desk, _ = counted
    desk.page.strip.text.setText("UN-1014")
    desk.qtbot.waitUntil(lambda: lines(desk) == {("UN-1014", "price")})
    desk.settle()
    changed(desk, "UN-1021")
    assert desk.page.strip.text.text() == "UN-1014"
    assert lines(desk) == {("UN-1014", "price")}

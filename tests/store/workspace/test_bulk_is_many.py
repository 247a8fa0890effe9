"""A bulk edit leaves behind what the same edits leave one by one, and so does taking it back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.sku_query import SkuQuery, SortBy
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

PULLED = [
    sku(number, f"C-{number}", f"Name {number}", categories=[1], price=number, cost=5, bonus=number)
    for number in range(11, 16)
]
TREE = [category(1, "K1"), category(2, "K2", parent_id=1)]
_AMOUNTS = [1, 7, 12, Decimal("0.5"), Decimal("12.34")]
FIELDS: Mapping[str, Sequence[Any]] = {
    **dict.fromkeys(("price", "cost", "member_price", "add_on_price", "hours", "bonus"), _AMOUNTS),
    "unit_of_measure": [None, "EA", "Ft. 10"],
    "taxable": [True, False],
    "active": [True, False],
    "is_price_locked": [True, False],
    "review_mark": [None, "To review", "Reviewed"],
    "display_name": ["Other", "Name 12"],
    "categories": [[], [1], [2]],
    "note": [None, "Ours"],
}
"""Of some come words, places and marks as well: a bulk may hold all kinds."""

_Cell = tuple[EntityKey, str, Any]


def some_cells(dice: random.Random) -> list[_Cell]:
    places = [(key_of(one), name) for one in PULLED for name in FIELDS]
    return [(key, name, dice.choice(FIELDS[name])) for key, name in dice.sample(places, 25)]


_TABLES = {
    "sku": "*",
    "overridden": "entity_key, field, entity_kind, value, base, theirs, by_whom, state, detail, change_set",
    "op": "kind, entity_kind, entity_key, field, value, seen, base, answers, state, overlays, note",
    "sku_category": "*",
    "shown_value": "*",
    "category": "*",
}
"""All that does not tell when, as which one and by which id something was recorded."""


def tables_of(desk: Desk, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    database = desk.open.workspace._db

    def read() -> dict[str, list[tuple[Any, ...]]]:
        return {name: sorted(database.all(f"SELECT {_TABLES[name]} FROM {name}"), key=repr) for name in names}

    return desk.on_writer(read)


def edits_of(desk: Desk, cells: Sequence[_Cell]) -> list[FieldEdit]:
    details = desk.work(lambda unit: unit.details([key for key, _, _ in cells]))
    return [FieldEdit(key, name, value, details[key].effective.get(name)) for key, name, value in cells]


def in_steps(desk: Desk, steps: Sequence[Sequence[FieldEdit]]) -> int:
    """Returns how many of them there was something to do in."""
    return sum(bool(desk.work(partial(edit_fields, edits=edits, label="Edit"))) for edits in steps)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    made = [Desk(tmp_path / name, CountedIds(), TickingClock()) for name in ("bulk", "single")]
    for desk in made:
        desk.feed(FeedMaker().mirrors([*TREE, *PULLED]))
        for column in ("bonus", "unit_of_measure", "note", "categories"):
            desk.open.queries.find(SkuQuery(order=(SortBy(column),)))
    yield made
    for desk in made:
        desk.open.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_bulk_edit_and_its_undo_come_to_what_single_ones_come_to(desks: list[Desk], seed: int) -> None:
    dice, (bulk, single) = random.Random(seed), desks
    for _ in range(4):
        cells = some_cells(dice)
        edits = edits_of(bulk, cells)
        assert edits == edits_of(single, cells)
        assert in_steps(bulk, [edits]) == 1
        steps = in_steps(single, [[edit] for edit in edits])
        assert steps > 1
        assert tables_of(bulk, *_TABLES) == tables_of(single, *_TABLES)
        if dice.random() < 0.5:
            bulk.work(undo)
            for _ in range(steps):
                single.work(undo)
            assert tables_of(bulk, *_TABLES) == tables_of(single, *_TABLES)
            bulk.work(redo)
            for _ in range(steps):
                single.work(redo)
            assert tables_of(bulk, *_TABLES) == tables_of(single, *_TABLES)

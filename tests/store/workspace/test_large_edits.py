"""Edits of thousands of cells: what they read, what is left when they are stopped, and that nothing is missed."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import Cancelled
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.undo import redo, undo
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk
from tests.store.workspace.test_rebuilding import rebuilt

MANY = 1_200
PAYLOADS = [
    sku(number, f"M-{number:04}", f"Union {number}", price=Decimal(number) / 4, categories=[number % 3 + 1])
    for number in range(10, 10 + MANY)
]
KEYS = [key_of(payload) for payload in PAYLOADS]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.feed(FeedMaker().mirrors([category(1, "A"), category(2, "B"), category(3, "C"), *PAYLOADS]))
    return desk


def edits(name: str, values) -> list[FieldEdit]:
    seen = {"price": "price", "display_name": "display_name", "categories": "categories"}[name]
    return [
        FieldEdit(key, name, values(place), payload["fields"][seen])
        for place, (key, payload) in enumerate(zip(KEYS, PAYLOADS, strict=True))
    ]


def test_some_fields_are_read_as_the_whole_entity_says(filled: Desk) -> None:
    some = KEYS[:3]
    filled.set(some[0], "price", Decimal("7.25"))
    filled.set(some[1], "display_name", "Ours")
    names = ("price", "display_name", "unit_of_measure")
    gone = EntityKey(uuid4())
    values = filled.work(lambda unit: unit.values([*some, gone], names))
    details = filled.work(lambda unit: unit.details(some))
    assert set(values) == set(some)
    for key in some:
        one, whole = values[key], details[key]
        assert (one.kind, one.remote_id) == (whole.kind, whole.remote_id)
        assert one.effective == {name: whole.effective.get(name) for name in names}
        assert one.mirror == {name: whole.mirror.get(name) for name in names}
        assert one.ours == {name for name in names if whole.has_ours(name)}


@pytest.mark.parametrize(
    "name, values",
    [
        ("price", lambda place: Decimal(place) + Decimal("0.99")),
        ("display_name", lambda place: f"Joint {place}"),
        ("categories", lambda place: [place % 2 + 1, 3]),
    ],
)
def test_what_is_shown_after_a_large_edit_and_its_undo_is_what_the_layers_say(
    filled: Desk, name: str, values
) -> None:
    def agree() -> bool:
        shown, anew = filled.on_writer(lambda: rebuilt(filled.open.workspace._db))
        return shown == anew

    before = filled.find("union")
    filled.work(lambda unit: edit_fields(unit, edits(name, values)))
    assert agree()
    assert len(filled.find("joint")) == (MANY if name == "display_name" else 0)
    filled.work(undo)
    assert agree()
    assert filled.find("union") == before
    filled.work(redo)
    assert agree()


def test_an_edit_that_is_stopped_halfway_leaves_nothing_behind(filled: Desk) -> None:
    told: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    rows = [filled.row(key) for key in KEYS[:5]]
    with pytest.raises(Cancelled):
        filled.work(lambda unit: edit_fields(unit, edits("price", lambda _: 1), step=step))
    assert told[0] == (0, MANY)
    assert len(told) == 2
    assert filled.unsent() == []
    assert [filled.row(key) for key in KEYS[:5]] == rows
    assert filled.open.queries.undo_labels() == ("", "")
    filled.work(lambda unit: edit_fields(unit, edits("price", lambda _: 1)))
    with pytest.raises(Cancelled):
        filled.work(lambda unit: undo(unit, progress=step))
    assert {filled.row(key).price for key in KEYS} == {1}

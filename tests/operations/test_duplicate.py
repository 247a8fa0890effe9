"""Copies of entities."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.duplicate import duplicate
from lazi_desktop.operations.undo import undo
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def copies(work: FakeUnitOfWork, *keys: EntityKey, used: frozenset[str] = frozenset()) -> list[dict]:
    duplicate(work, keys, in_use=lambda codes: {code.casefold() for code in codes} & used)
    made = [op.entity_key for op in work.ledger if op.kind is OpKind.CREATE]
    return [dict(work.detail(key).effective) for key in made]


def test_everything_that_can_be_written_comes_along(work: FakeUnitOfWork) -> None:
    key = work.add(
        code="ELB-1", display_name="Elbow", description="<p>x</p>", price=10, categories=[1], active=True,
        source="catalog", external_id="77", modified_on="2026-01-01T00:00:00Z", default_asset_url="x",
        primary_vendor={"id": 5, "vendorId": 3, "cost": 4}, other_vendors=[{"id": 6, "vendorId": 3, "cost": 4}],
    )  # fmt: skip
    work.overrides[key, "tags"] = (["winter"], work.new_key())
    work.overrides[key, "review_mark"] = ("To review", work.new_key())
    assert copies(work, key) == [{
        "code": "ELB-1-COPY", "display_name": "Elbow", "description": "<p>x</p>", "price": 10, "categories": [1],
        "active": True, "primary_vendor": {"vendorId": 3, "cost": 4}, "other_vendors": [{"vendorId": 3, "cost": 4}],
        "tags": ["winter"],
    }]  # fmt: skip
    undo(work)
    assert [op.kind for op in work.ledger][-1] is OpKind.DISCARD


def test_every_copy_has_a_code_of_its_own(work: FakeUnitOfWork) -> None:
    one, two = work.add(code="A", active=True), work.add(code="a", active=True)
    used = frozenset({"a-copy", *(f"a-copy-{n}" for n in range(2, 25))})
    assert [copy["code"] for copy in copies(work, one, two, used=used)] == ["A-COPY-25", "a-COPY-26"]


def test_what_is_in_use_is_asked_once_for_all(work: FakeUnitOfWork) -> None:
    keys = [work.add(code=f"E{n}") for n in range(50)]
    asked: list[int] = []

    def in_use(codes: Sequence[str]) -> set[str]:
        asked.append(len(codes))
        return set()

    duplicate(work, keys, in_use=in_use)
    assert len(asked) == 1


def test_many_are_one_step(work: FakeUnitOfWork) -> None:
    keys = [work.add(code=f"E{n}") for n in range(3)]
    copies(work, *keys)
    assert [step.label for step in work.undo_list] == ["Duplicate 3 entries"]


def test_a_category_is_copied_beside_itself(work: FakeUnitOfWork) -> None:
    key = work.add(EntityKind.CATEGORY, name="Copper", category_type="Materials", parent_id=7, position=3)
    assert copies(work, key) == [
        {"name": "Copper copy", "category_type": "Materials", "parent_id": 7, "position": 3}
    ]


def test_what_is_not_there_cannot_be_copied(work: FakeUnitOfWork) -> None:
    with pytest.raises(NothingToDo):
        copies(work, work.new_key())

"""Deleting categories: what hangs in those that ServiceTitan never had stays, elsewhere."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.remove_category import remove_categories
from lazi_desktop.operations.undo import undo
from tests.fakes.unit_of_work import FakeUnitOfWork

C, M = EntityKind.CATEGORY, EntityKind.MATERIAL


def new(work: FakeUnitOfWork, name: str, parent: object = None):
    key = work.new_key()
    values = {"name": name, "category_type": "Materials"} | ({"parent_id": parent} if parent else {})
    create_entity(work, key, C, values)
    return key


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def test_what_hung_in_it_moves_up_and_undo_brings_all_back(work):
    root = work.add(C, name="Plumbing", active=True)
    number = work.numbers[root]
    tees = new(work, "Tees", number)
    brass = new(work, "Brass", str(tees))
    inner = new(work, "Small", str(brass))
    sku = work.add(M, code="A", categories=[4])
    other = work.add(M, code="B", categories=[])
    work.overrides[sku, "categories"] = ([4, str(tees)], work.new_key())
    work.overrides[other, "categories"] = ([str(brass)], work.new_key())
    changes = remove_categories(work, [tees, brass], users=[sku, other, inner, brass])
    assert changes.label == "Discard 2 categories"
    assert not {tees, brass} & work.mirror.keys()
    assert work.effective(inner, "parent_id") == number
    assert work.effective(sku, "categories") == [4]
    assert work.effective(other, "categories") == []
    undo(work)
    assert work.effective(brass, "parent_id") == str(tees)
    assert work.effective(inner, "parent_id") == str(brass)
    assert work.effective(sku, "categories") == [4, str(tees)]
    assert work.effective(other, "categories") == [str(brass)]


def test_what_servicetitan_has_is_switched_off_and_keeps_what_hangs_in_it(work):
    known = work.add(C, name="Plumbing", active=True)
    sku = work.add(M, code="A", categories=[work.numbers[known]])
    assert remove_categories(work, [known], users=[sku]).label == "Deactivate Plumbing"
    assert work.effective(known, "active") is False
    assert work.effective(sku, "categories") == [work.numbers[known]]
    with pytest.raises(NothingToDo, match="inactive already"):
        remove_categories(work, [known], users=[sku])

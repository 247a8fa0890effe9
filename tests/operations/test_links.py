"""Links, places in categories, switching off, moving categories."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.links import link, put_in_category, take_out_of_category, unlink
from lazi_desktop.operations.move_category import move_categories
from lazi_desktop.operations.switch import switch
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from tests.fakes.unit_of_work import FakeUnitOfWork

C, M, S, E, D = EntityKind


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def local(work, kind, **values) -> EntityKey:
    key = EntityKey(uuid4())
    create_entity(work, key, kind, {"code": "NEW"} | values if kind.is_sku else values)
    return key


# ---------------------------------------------------------------------------------------------------------------- links


def test_a_material_goes_into_a_service_once(work):
    material, service = work.add(M, code="M-1"), work.add(S, code="S-1")
    number = work.numbers[material]
    link(work, service, "service_materials", material)
    assert work.effective(service, "service_materials") == [{"skuId": number, "quantity": 1}]
    link(work, service, "service_materials", material, quantity="2.5")
    assert work.effective(service, "service_materials") == [{"skuId": number, "quantity": Decimal("2.5")}]
    assert not link(work, service, "service_materials", material)
    unlink(work, service, "service_materials", material)
    assert work.effective(service, "service_materials") == []
    assert not unlink(work, service, "service_materials", material)


def test_what_has_no_number_yet_is_linked_by_its_key(work):
    material, service, other = local(work, M), local(work, S), work.add(M)
    link(work, service, "service_materials", material, quantity=3)
    link(work, service, "service_materials", other)
    linked = {one["skuId"] for one in work.effective(service, "service_materials")}
    assert linked == {str(material), work.numbers[other]}


@pytest.mark.parametrize(
    "kind, field, other, value",
    [
        (S, "recommendations", S, lambda number: number),
        (E, "recommendations", M, lambda number: {"skuId": number, "type": "Material"}),
        (E, "recommendations", S, lambda number: {"skuId": number, "type": "Service"}),
        (S, "upgrades", S, lambda number: number),
        (E, "equipment_materials", M, lambda number: {"skuId": number, "quantity": 1}),
    ],
)
def test_each_link_is_said_in_its_own_way(work, kind, field, other, value):
    key, target = work.add(kind), work.add(other)
    link(work, key, field, target)
    assert work.effective(key, field) == [value(work.numbers[target])]
    unlink(work, key, field, target)
    assert work.effective(key, field) == []


@pytest.mark.parametrize(
    "kind, field, other",
    [(S, "service_materials", E), (S, "service_equipment", M), (S, "upgrades", C), (E, "upgrades", S)],
)
def test_what_does_not_belong_there_is_not_linked(work, kind, field, other):
    key, target = work.add(kind, code="A"), work.add(other, code="B", name="B")
    with pytest.raises(InvalidValue, match="B cannot be one of"):
        link(work, key, field, target)
    assert work.ledger == []


def test_nothing_is_linked_to_itself_or_without_quantity(work):
    service, material = work.add(S, code="A"), work.add(M)
    with pytest.raises(InvalidValue, match="itself"):
        link(work, service, "upgrades", service)
    for quantity in (0, "-1", "x"):
        with pytest.raises(InvalidValue):
            link(work, service, "service_materials", material, quantity=quantity)
    assert work.ledger == []


# ----------------------------------------------------------------------------------------------------------- categories


def test_skus_are_put_in_a_category_and_taken_out_in_one_step(work):
    place = local(work, C, name="Tees", category_type="Materials")
    skus = [work.add(M, categories=[4]), work.add(M)]
    put_in_category(work, skus, place)
    assert work.effective(skus[0], "categories") == [4, str(place)]
    assert work.effective(skus[1], "categories") == [str(place)]
    assert not put_in_category(work, skus, place)
    take_out_of_category(work, skus, place)
    assert [work.effective(sku, "categories") for sku in skus] == [[4], []]
    undo(work)
    assert work.effective(skus[1], "categories") == [str(place)]


def test_a_sku_stays_in_its_tree(work):
    place = work.add(C, name="Tees", category_type="Materials")
    with pytest.raises(InvalidValue, match="cannot hang in a category of Materials"):
        put_in_category(work, [work.add(M), work.add(E, code="E-1")], place)
    assert work.ledger == []


def test_off_and_on(work):
    on, off = work.add(M, code="A", active=True), work.add(C, name="B", active=False)
    assert switch(work, [on, off], active=False).keys == {on}
    assert switch(work, [on, off], active=True).label == "Activate 2 entries"
    with pytest.raises(NothingToDo, match="active already"):
        switch(work, [on, off, on], active=True)


class Shelf:
    """A tree as it is shown: roots A, B, and A1 … A3 below A."""

    def __init__(self, work: FakeUnitOfWork) -> None:
        self.work = work
        self.keys: dict[str, EntityKey] = {}
        for name, parent, position in (
            ("A", None, 1), ("B", None, 4), ("A1", "A", 1), ("A2", "A", 2), ("A3", "A", 5), ("A3x", "A3", 1),
        ):  # fmt: skip
            above = None if parent is None else work.numbers[self.keys[parent]]
            self.keys[name] = work.add(C, name=name, parent_id=above, position=position)

    def move(self, name: str, parent: str | None, place: int):
        by_number = {self.work.numbers[key]: key for key in self.keys.values()}
        details = {one: self.work.detail(key) for one, key in self.keys.items()}
        shown = sorted(
            (
                CategoryNode(
                    detail.key, detail.remote_id, by_number.get(detail.effective["parent_id"]), Tree.MATERIALS, one,
                    detail.effective["position"], True, 0, SkuState.NONE,
                )
                for one, detail in details.items()
            ),
            key=lambda node: node.position,
        )  # fmt: skip
        above = None if parent is None else self.keys[parent]
        moving = [self.keys[one] for one in name.split()]
        others = [node.key for node in shown if node.parent_key == above and node.key not in moving]
        before = others[place] if place < len(others) else None
        return move_categories(self.work, moving, above, before, shown=shown)

    def below(self, parent: str | None) -> list[str]:
        above = None if parent is None else self.work.numbers[self.keys[parent]]
        found = [(self.work.effective(key, "position"), name) for name, key in self.keys.items()
                 if self.work.effective(key, "parent_id") == above]  # fmt: skip
        assert len({position for position, _ in found}) == len(found)
        return [name for _, name in sorted(found)]


@pytest.fixture
def shelf(work) -> Shelf:
    return Shelf(work)


@pytest.mark.parametrize(
    "name, parent, place, below, changed",
    [
        ("A1", "A", 1, ["A2", "A1", "A3"], 1),  # into the gap
        ("A3", "A", 0, ["A3", "A1", "A2"], 3),
        ("A2", "A", 1, ["A1", "A2", "A3"], 0),
        ("A1", "A", 99, ["A2", "A3", "A1"], 1),
        ("B", "A", 0, ["B", "A1", "A2", "A3"], 4),
        ("B", "A", 2, ["A1", "A2", "B", "A3"], 2),
        ("A1", None, 1, ["A", "A1", "B"], 2),
        ("A1", "B", 0, ["A1"], 1),
        ("A1 A3", "A", 0, ["A1", "A3", "A2"], 2),
        ("A3 A1", "B", 0, ["A1", "A3"], 4),  # in the order they are shown
        ("A3 A3x", "B", 0, ["A3"], 2),  # what hangs in one of them goes along
    ],
)
def test_a_category_moves_and_pushes_on_no_more_than_it_must(
    work, shelf, name, parent, place, below, changed
):
    shelf.move(name, parent, place)
    assert shelf.below(parent) == below
    assert len(work.ledger) <= changed + 1
    if work.ledger:
        undo(work)
        assert work.overrides == {}


@pytest.mark.parametrize("parent", ["A", "A3", "A3x"])
def test_a_category_does_not_move_below_itself(work, shelf, parent):
    with pytest.raises(InvalidValue, match="below itself"):
        shelf.move("A", parent, 0)
    assert work.ledger == []


def test_a_category_stays_in_its_tree(work, shelf):
    elsewhere = work.add(C, name="Heating", category_type="Services")
    shelf.keys["Heating"] = elsewhere
    with pytest.raises(InvalidValue, match="its tree"):
        move_categories(work, [shelf.keys["A"]], elsewhere, None, shown=[])


@pytest.mark.parametrize("first", [0, 1])
def test_two_people_who_swap_the_same_siblings_agree_on_one_order(work, shelf, first):
    """Each decides by the tree as they saw it; of the fields both set, the last one counts."""
    moves = [("A1", "A", 1), ("A2", "A", 0)]
    said = []
    for name, parent, place in moves:
        shelf.move(name, parent, place)
        said.append({(op.entity_key, op.field): op.value for op in work.ledger})
        undo(work)
        work.ledger.clear()
    merged = said[1 - first] | said[first]
    for (key, field), value in merged.items():
        work.mirror[key][1][field] = value
    assert shelf.below("A") == ["A2", "A1", "A3"]


@given(
    moves=st.lists(
        st.tuples(st.sampled_from("A1 A2 A3 B A3x".split()), st.integers(0, 4)), min_size=1, max_size=6
    )
)
def test_siblings_keep_an_order_of_their_own_however_often_they_move(moves):
    work = FakeUnitOfWork()
    shelf = Shelf(work)
    for name, place in moves:
        shelf.move(name, "A", place)
        assert shelf.below("A").index(name) == min(place, len(shelf.below("A")) - 1)

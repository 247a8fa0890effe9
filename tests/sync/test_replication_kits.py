"""Two desktops in one kit, over a hub: whatever each did without it, both end up with the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_quantity
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import create_kit, rename
from lazi_desktop.operations.undo import undo
from tests.fakes.feed import key_of
from tests.fakes.hub import FakeHub
from tests.sync.people import ELBOW, TEE, Person

PAD, UNION = KitId(UUID(int=0xA1)), KitId(UUID(int=0xA2))
LINE = PartId(UUID(int=0xB1))


@pytest.fixture
def people(hub: FakeHub, tmp_path: Path) -> Iterator[list[Person]]:
    """Both have a pump pad with one line."""
    people = [Person(hub, tmp_path / str(number), number) for number in (1, 2)]
    for person in people:
        person.exchange()
    ann, bob = people
    ann.desk.work(lambda unit: create_kit(unit, "Pump pad", kit=PAD))
    add(ann, PAD, NewLine(key=LINE, sku=key_of(ELBOW), quantity="2"))
    ann.exchange()
    bob.exchange()
    yield people
    for person in people:
        person.desk.open.close()


def add(person: Person, kit: KitId, *lines: NewLine) -> None:
    person.desk.work(lambda unit: add_lines(unit, kit, lines))


def quantity(person: Person, typed: str) -> None:
    person.desk.work(lambda unit: set_quantity(unit, PAD, [LINE], typed))


def kits(person: Person) -> dict[KitId, Kit]:
    return kits_of(person.desk.open.queries.kit_parts())


def exchange(*people: Person) -> None:
    """Until everybody has heard of everything."""
    for person in (*people, *people):
        person.exchange()


def test_both_lines_and_both_fields_stay(people: list[Person]) -> None:
    ann, bob = people
    add(ann, PAD, NewLine(sku=key_of(TEE), quantity="1/2"))
    add(bob, PAD, NewLine(sku=key_of(ELBOW), quantity="3"))
    quantity(ann, "4")
    bob.desk.work(lambda unit: rename(unit, PAD, "Pump pad, 2 HP"))
    exchange(ann, bob)
    assert kits(ann) == kits(bob)
    pad = kits(ann)[PAD]
    assert (pad.name, len(pad.lines)) == ("Pump pad, 2 HP", 3)
    assert [line.quantity for line in pad.lines if line.key == LINE] == [4]


def test_two_quantities_of_one_line_wait_for_a_choice_that_both_hear_of(people: list[Person]) -> None:
    ann, bob = people
    quantity(ann, "4")
    quantity(bob, "5")
    exchange(ann, bob)
    for person in people:
        [line] = kits(person)[PAD].lines
        assert [line.quantity, *(one.value for one in line.clashes["quantity"])] == [4, 5]
    ann.desk.work(lambda unit: choose_clash(unit, LINE, "quantity", 5))
    assert kits(ann)[PAD].lines[0].clashes == {}
    exchange(ann, bob)
    for person in people:
        [line] = kits(person)[PAD].lines
        assert [line.quantity, line.clashes] == [5, {}]


def test_who_keeps_what_is_there_chooses_as_well(people: list[Person]) -> None:
    ann, bob = people
    quantity(ann, "4")
    quantity(bob, "5")
    exchange(ann, bob)
    bob.desk.work(lambda unit: choose_clash(unit, LINE, "quantity", 4))
    exchange(ann, bob)
    for person in people:
        [line] = kits(person)[PAD].lines
        assert [line.quantity, line.clashes] == [4, {}]


def test_kits_that_two_put_into_each_other_arrive_at_both(people: list[Person]) -> None:
    ann, bob = people
    ann.desk.work(lambda unit: create_kit(unit, "Union set", kit=UNION))
    exchange(ann, bob)
    ann.desk.work(lambda unit: include_kit(unit, PAD, UNION))
    bob.desk.work(lambda unit: include_kit(unit, UNION, PAD))
    exchange(ann, bob)
    assert kits(ann) == kits(bob)
    assert {line.includes for kit in kits(bob).values() for line in kit.lines if line.is_include} == {
        PAD,
        UNION,
    }


def test_a_line_that_one_removes_and_another_edits_is_removed_and_comes_back_as_edited(
    people: list[Person],
) -> None:
    ann, bob = people
    ann.desk.work(lambda unit: remove_parts(unit, PAD, [LINE]))
    quantity(bob, "5")
    exchange(ann, bob)
    assert not any(kits(person)[PAD].lines for person in people)
    ann.desk.work(undo)
    exchange(ann, bob)
    assert [line.quantity for person in people for line in kits(person)[PAD].lines] == [5, 5]


def test_a_version_is_the_same_at_both(people: list[Person]) -> None:
    ann, bob = people
    ann.desk.work(lambda unit: save_version(unit, PAD, "As built"))
    exchange(ann, bob)
    [version] = kits(bob)[PAD].versions
    assert (version.number, version.note) == (1, "As built")
    held = bob.desk.open.queries.kit_version(version.key)
    assert held is not None
    assert held == ann.desk.open.queries.kit_version(version.key)


def test_a_restored_hub_gets_kits_back(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    backup = hub.copy()
    quantity(ann, "4")
    add(ann, PAD, NewLine(sku=key_of(TEE)))
    exchange(ann, bob)
    there = kits(bob)[PAD].lines
    hub.restore(backup)
    bob.exchange()
    assert len(kits(bob)[PAD].lines) == 1, "as the hub has it"
    exchange(ann, bob)
    assert kits(ann)[PAD].lines == kits(bob)[PAD].lines == there
    assert not ann.state.restored


def test_who_comes_late_is_told_all_of_it(hub: FakeHub, people: list[Person], tmp_path: Path) -> None:
    ann, bob = people
    quantity(ann, "4")
    quantity(bob, "5")
    exchange(ann, bob)
    cy = Person(hub, tmp_path / "3", 3)
    cy.exchange()
    assert kits(cy) == kits(ann)
    cy.desk.open.close()


@pytest.mark.parametrize("first", [0, 1], ids=["the maker", "the editor"])
def test_edits_of_a_line_that_the_restored_hub_forgot_are_kept_for_it(
    hub: FakeHub, people: list[Person], first: int
) -> None:
    ann, bob = people
    backup = hub.copy()
    key = PartId(UUID(int=0xB2))
    add(ann, PAD, NewLine(key=key, sku=key_of(TEE), quantity="2"))
    exchange(ann, bob)
    bob.desk.work(lambda unit: set_quantity(unit, PAD, [key], "7"))
    exchange(bob, ann)
    hub.restore(backup)
    exchange(*(people if first == 0 else people[::-1]))
    assert [line.quantity for person in people for line in kits(person)[PAD].lines] == [2, 7, 2, 7]
    assert not any(line.clashes for person in people for line in kits(person)[PAD].lines)

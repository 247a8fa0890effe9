"""What should not come into kits, and comes: through the window, over two desktops on one hub, out of ServiceTitan."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import fields_of_line, kits_of
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.health import Ailment, health_of
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.material_list import Job, material_list
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.kits.totals import Lack
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.ui.kits.book import named_in
from lazi_desktop.ui.kits.listing.words import chips_of
from lazi_desktop.ui.kits.pane.problems_section import TroubleLine
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.estimator import CONTROL, Estimator, Key
from tests.app.windows import a_desktop, pull
from tests.ui.kits.kit_desk import KitDesk
from tests.world import World

KITS = 64


# ---------------------------------------------------------------------------------------------- what a person may type


@pytest.fixture
def desk(qapp, tmp_path: Path, qtbot) -> Iterator[KitDesk]:
    apply_theme(qapp, "light")
    desk = KitDesk(tmp_path, qtbot)
    desk.show()
    yield desk
    desk.close()


@pytest.fixture
def kit(desk: KitDesk) -> KitId:
    """With a parameter, and a line whose quantity is to be typed."""
    kit = KitId(uuid4())
    desk.do(
        lambda work: (
            create_kit(work, "Pump pad", kit=kit)
            | add_parameter(work, kit, {"name": "run_ft", "default": Decimal(0)})
            | add_lines(work, kit, [NewLine(sku=desk.part("PI-1001"))])
        )
    )
    desk.open(kit)
    desk.at_rest()
    desk.builder.enter_lines()
    return kit


def type_quantity(desk: KitDesk, text: str) -> None:
    desk.press(Key.Key_F2)
    desk.press("a", CONTROL)
    field = desk.builder.tree.editor.field
    assert field is not None
    if len(text) > 300:
        field.insert(text)  # as it is pasted
        field.textEdited.emit(field.text())
    else:
        desk.type(text)
    desk.press(Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [("1/2", "0.5"), ("1 1/2", "1.5"), ("½", "0.5"), ("1½", "1.5"), ("1,5", "1.5"), (" 2 ", "2")],
)
def test_quantities_as_people_write_them(desk: KitDesk, kit: KitId, typed: str, quantity: str) -> None:
    type_quantity(desk, typed)
    desk.wait(lambda: desk.shown.lines[0].quantity == Decimal(quantity))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("=[runs]*2", "runs"),
        ("=" + "1+" * 5_000 + "1", "1,000"),
        ("=" + "(" * 200 + "1" + ")" * 200, "too long"),
        ("=2*", ""),
        ("-3", ""),
        ("1/0", ""),
    ],
    ids=["a missing parameter", "10,000 characters", "200 brackets", "cut off", "less than none", "by zero"],
)
def test_what_is_no_quantity_is_told_at_its_cell_and_stays_there(
    desk: KitDesk, kit: KitId, typed: str, told: str
) -> None:
    began = time.perf_counter()
    type_quantity(desk, typed)
    field, bubble = desk.builder.tree.editor.field, desk.builder.tree.editor.bubble
    assert field is not None
    assert field.text() == typed
    assert told in bubble.text
    assert bubble.isVisible()
    assert len(bubble.text) < 300
    assert desk.shown.lines[0].quantity == Decimal(1)
    assert time.perf_counter() - began < 5
    desk.press(Key.Key_Escape)


def test_a_division_by_zero_makes_the_kit_incomplete_and_says_where(desk: KitDesk, kit: KitId) -> None:
    type_quantity(desk, "=100/[run_ft]")
    desk.wait(lambda: desk.shown.lines[0].quantity == "=100/[run_ft]")
    desk.at_rest()
    assert desk.drawn()[0][1:4] == ["?", "stick", "—"]
    pane = desk.builder.pane
    assert pane.roll_up.cost.text() == "0.00 + ?"
    (line,) = pane.problems.lacks.lines
    desk.wait(line.isVisible)
    assert "is 0, and nothing can be divided by it" in line.trouble.words
    assert "PVC pipe" in line.trouble.name
    assert is_read_to_its_end(line)
    (row,) = pane.parameters.rows.values()
    row.line.setFocus()
    row.line.selectAll()
    desk.type("20")
    desk.wait(lambda: desk.drawn()[0][1] == "5")
    assert pane.roll_up.cost.text() == "37.10"


def is_read_to_its_end(line: TroubleLine) -> bool:
    words = line.words
    return words.text() == line.trouble.words and words.height() >= words.heightForWidth(words.width())


def test_a_cycle_of_two_people_is_shown_with_its_way_and_removing_the_line_mends_it(
    desk: KitDesk, kit: KitId
) -> None:
    other = KitId(uuid4())
    desk.do(lambda work: create_kit(work, "Union set", kit=other) | include_kit(work, other, kit))
    desk.at_rest()
    line = Line(key=PartId(uuid4()), includes=other, place="z")
    payload = {
        "kind": KitPart.INCLUDE.value,
        "kit": str(kit),
        "fields": {"kit": str(kit), **fields_of_line(line)},
        "clashes": {},
        "by": "Sam",
        "at": "2026-11-20T10:00:01Z",
    }
    desk.feed(desk.feeder.rows([(FeedKind.KIT_PART, EntityKey(line.key), "", payload)]))
    desk.context.edits.announce(Changes(frozenset((EntityKey(kit),)), frozenset((Aspect.KITS,))))
    desk.wait(lambda: len(desk.shown.lines) == 2)
    desk.at_rest()
    (trouble,) = desk.builder.pane.problems.lacks.lines
    assert "Pump pad › Union set › Pump pad" in trouble.trouble.words
    assert is_read_to_its_end(trouble)
    QTest.mouseClick(trouble.go, Qt.MouseButton.LeftButton)
    assert desk.builder.tree.chosen_lines() == [line.key]
    desk.builder.tree.setFocus()
    desk.press(Key.Key_Delete)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    assert not desk.builder.pane.problems.lacks.isVisible()


# ------------------------------------------------------------------------------------- two people, offline, five kits


class Person:
    """A desktop of their own on the same hub; `meets` is when their network is there."""

    def __init__(self, hub: PostgresHub, desk: OpenWorkspace) -> None:
        self.hub, self.desk = hub, desk

    async def meets(self) -> None:
        await Replicator(self.hub, self.desk.replica, self.desk.replication).exchange()

    def does(self, operation: Callable[[UnitOfWork], Changes]) -> Changes:
        def work() -> Changes:
            with self.desk.workspace.unit_of_work() as unit:
                return operation(unit)

        changes: Changes = self.desk.writer.submit(work).result()
        return changes

    @property
    def book(self) -> KitBook:
        kits = kits_of(self.desk.queries.kit_parts())
        return KitBook(kits, self.desk.queries.kit_skus(named_in(kits.values())), now=datetime.now(UTC))


@asynccontextmanager
async def a_person(world: World, server: EmbeddedPostgres, folder: Path) -> AsyncIterator[Person]:
    device = DeviceInfo(uuid4(), uuid4(), "another desk")
    tenant_id = world.hub.tenant_id
    hub = await PostgresHub.connect(server.member_url(tenant_id, "kits_sam", label="Sam"), tenant_id, device)
    desk = open_workspace(
        folder, tenant_id=tenant_id, device_id=device.device_id, ids=OrderedIds(), clock=SystemClock(),
        migrations=migrations_folder(),
    )  # fmt: skip
    try:
        yield Person(hub, desk)
    finally:
        desk.close()
        await hub.close()


async def test_a_cycle_that_two_people_make_offline_is_a_conflict_until_somebody_mends_it(
    world: World, server: EmbeddedPostgres, tmp_path: Path
) -> None:
    await world.pull()
    dana = Person(world.hub, world.desk)
    pipe = world.key(EntityKind.MATERIAL, world.some(EntityKind.MATERIAL)[0])
    ids = [KitId(uuid4()) for _ in range(5)]
    names = ["Pad", "Manifold", "Union set", "Valve box", "Fittings"]
    for number, (kit, name) in enumerate(zip(ids, names, strict=True)):
        dana.does(partial(create_kit, name=name, kit=kit))
        lines = [NewLine(sku=pipe, quantity=Decimal(number + 1))]
        dana.does(partial(add_lines, kit=kit, lines=lines))
    await dana.meets()
    async with a_person(world, server, tmp_path / "sam") as sam:
        await sam.meets()
        # Without a network: Pad › Manifold › Union set here, Union set › Valve box › Fittings › Pad there.
        for holder, held in ((0, 1), (1, 2)):
            dana.does(partial(include_kit, kit=ids[holder], included=ids[held]))
        for holder, held in ((2, 3), (3, 4), (4, 0)):
            sam.does(partial(include_kit, kit=ids[holder], included=ids[held]))
        await dana.meets()
        await sam.meets()
        await dana.meets()
        for person in (dana, sam):
            assert [len(person.book.kits[kit].lines) for kit in ids] == [2] * 5
            for kit in ids:
                check_cycle(person.book, kit, names)
        with pytest.raises(InvalidValue, match="is in"):
            sam.does(lambda work: include_kit(work, ids[0], ids[2]))

        (last,) = [line.key for line in sam.book.kits[ids[4]].lines if line.includes is not None]
        sam.does(lambda work: remove_parts(work, ids[4], [last]))
        await sam.meets()
        await dana.meets()
        for person in (dana, sam):
            assert all(not person.book.cycle(kit) for kit in ids)
            book = person.book
            assert [one.needed for one in material_list(book, [Job(kit=ids[0])]).rows] == [15]
            assert not any(one.lack is Lack.CYCLE for kit in ids for one in book.roll(kit).problems)


def check_cycle(book: KitBook, kit: KitId, names: list[str]) -> None:
    """Told with its path, and no total pretends to be one."""
    path = book.cycle(kit)
    assert (len(path), path[0], path[-1]) == (6, kit, kit)
    roll = book.roll(kit)
    assert not roll.cost.is_complete
    told = [one for one in roll.problems if one.lack is Lack.CYCLE]
    assert told
    assert all(other in told[0].detail for other in names), told[0].detail
    assert health_of(book, kit)[0].ailment is Ailment.CYCLE


# -------------------------------------------------------------------------------- deactivated in ServiceTitan


def test_a_material_that_is_deactivated_is_told_of_in_all_64_kits(
    qapp, simulator: RunningSimulator, server: EmbeddedPostgres, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    create_tenant(server.admin_url, simulator.tenant, "badkits")
    valve = simulator.office_create(
        "material",
        {"code": "VA-1063", "displayName": "Check valve", "description": "Check valve", "cost": 26.01,
         "price": 55.0, "unitOfMeasure": "EA", "active": True},
    )["id"]  # fmt: skip
    with a_desktop(simulator, server, tmp_path / "profile", "badkits", login="badkits_dana") as desktop:
        pull(desktop, qtbot)
        dana = Estimator(desktop, qtbot)
        key = pulled_key(desktop.tenant_id, EntityKind.MATERIAL, valve)

        def kits(work: UnitOfWork) -> Changes:
            changes = Changes()
            for number in range(KITS):
                kit = KitId(work.new_key())
                changes |= create_kit(work, f"Kit {number:02}", kit=kit) | add_lines(
                    work, kit, [NewLine(sku=key)]
                )
            return changes

        with qtbot.waitSignal(desktop.context.edits.changed):
            desktop.context.edits.do(kits, initiator=desktop.context.edits)
        dana.goes_to("Kits")
        shown = dana.kits.list
        dana.wait(lambda: shown.figures.kits.value.text() == str(KITS))
        dana.settled()
        assert not any(row.has_problems for row in shown.model.rows)

        simulator.office_edit("material", valve, {"active": False})
        pull(desktop, qtbot)
        began = time.perf_counter()
        dana.wait(lambda: all(row.ailments == {Ailment.INACTIVE: 1} for row in shown.model.rows))
        assert time.perf_counter() - began < 2
        assert [chips_of(row)[0][0] for row in shown.model.rows] == ["inactive"] * KITS
        assert shown.narrowing.isVisible()
        chip = next(one for one in shown.narrowing.findChildren(QPushButton) if "With problems" in one.text())
        assert str(KITS) in chip.text()
        dana.clicks(chip)
        assert len(shown.model.rows) == KITS
        dana.opens("Kit 63")
        (line,) = dana.builder.pane.problems.doubts.lines
        assert line.isVisible()
        assert "inactive" in line.trouble.words
        book = dana.kits.kits.book
        assert len(book.kits_with(key)) == KITS

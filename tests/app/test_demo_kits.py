"""The demo's kits: all of them come to something in the demo's pricebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.app.demo_kits import DemoKits, find_materials, make_demo_kits
from lazi_desktop.app.demo_recipes import RECIPES
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.kits.samples import failed_samples
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.engine import PullFinished, PullReport
from lazi_desktop.simulator.generated.pricebook import make_pricebook
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.feed import FeedMaker, sku
from tests.fakes.ui_fakes import FakeApp
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """With the materials of the demo's own pricebook, and the kits in it."""
    desk = Desk(Path(tmp_path_factory.mktemp("demo")), CountedIds(), TickingClock())
    book = make_pricebook(seed=1, scale=1.0, clean=False)
    payloads = [
        sku(one["id"], one["code"].strip(), one["displayName"], cost=Decimal(str(one["cost"])),
            price=Decimal(str(one["price"])), active=one["active"], hours=Decimal(str(one["hours"])))
        for one in (row.value() for row in book.skus["material"])
    ]  # fmt: skip
    desk.start(FeedMaker().mirrors(payloads))
    materials = find_materials(desk.open.queries)
    changes: Changes = desk.work(lambda unit: make_demo_kits(unit, materials))
    assert len(changes.keys) == len(RECIPES)
    yield desk
    desk.open.close()


def kits(demo: Desk) -> list[Kit]:
    found = kits_of(demo.open.queries.kit_parts()).values()
    return sorted(found, key=lambda kit: [recipe.name for recipe in RECIPES].index(kit.name))


def book(demo: Desk) -> KitBook:
    named: set[EntityKey] = {line.sku for kit in kits(demo) for line in kit.lines if line.sku is not None}
    skus = demo.open.queries.kit_skus(named)
    return KitBook({kit.key: kit for kit in kits(demo)}, skus, now=datetime(2026, 1, 3, tzinfo=UTC))


def test_every_line_of_every_recipe_is_there(demo: Desk) -> None:
    for kit, recipe in zip(kits(demo), RECIPES, strict=True):
        assert len(kit.lines) == sum(len(lines) for *_, lines in recipe.groups), recipe.name
        assert [group.name for group in kit.groups] == [name for name, *_ in recipe.groups if name]
        assert sum(len(line.substitutes) for line in kit.lines) == sum(
            len(line.substitutes) for *_, lines in recipe.groups for line in lines
        )


def test_all_of_them_come_to_a_whole_cost_and_keep_what_they_promise(demo: Desk) -> None:
    there = book(demo)
    for kit in kits(demo):
        roll = there.roll(kit.key)
        assert roll.cost.is_complete, kit.name
        assert roll.cost.amount > 0
        assert roll.hours.is_complete
        assert roll.hours.amount < 16
        assert list(failed_samples(kit, there)) == []


def test_nobody_is_offered_to_take_them_back_and_they_are_made_once(demo: Desk) -> None:
    assert demo.open.queries.undo_labels() == ("", "")
    materials = find_materials(demo.open.queries)
    assert demo.work(lambda unit: make_demo_kits(unit, materials)) == Changes()


def test_they_come_once_with_the_first_pull_and_without_a_message(qapp, qtbot, tmp_path: Path) -> None:
    app, owner = FakeApp(tmp_path), QObject()
    signals = EngineSignals(app.engine, app.edits)
    kits = DemoKits(app.context, signals, owner)
    announced: list[Changes] = []
    app.edits.changed.connect(lambda changes, _: announced.append(changes))
    app.engine.tell(PullFinished(PullReport([], 1.0)))
    qtbot.waitUntil(lambda: bool(announced))
    app.engine.tell(PullFinished(PullReport([], 1.0)))
    app.settle(qtbot)
    assert {part.fields["name"] for part in app.queries.kit_parts() if part.kind is KitPart.KIT} == {
        recipe.name for recipe in RECIPES
    }
    assert [(one.label, one.aspects) for one in announced] == [("", frozenset((Aspect.KITS,)))]
    assert kits is not None


def test_without_its_materials_a_kit_has_fewer_lines(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CountedIds(), TickingClock())
    desk.start(FeedMaker().mirrors([sku(1, "PV-1", '2" Coupling')]))
    materials = find_materials(desk.open.queries)
    desk.work(lambda unit: make_demo_kits(unit, materials))
    assert {kit.name: len(kit.lines) for kit in kits(desk)}['Union set, 2"'] == 1
    desk.open.close()

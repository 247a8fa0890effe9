"""What the selected lines come to, as the line below them tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.formatting import rounded_money
from tests.ui.kits.kit_desk import KitDesk


@pytest.fixture
def desk(tmp_path, qtbot) -> Iterator[KitDesk]:
    desk = KitDesk(tmp_path, qtbot, more=60)
    desk.show()
    yield desk
    desk.close()


def test_an_option_that_is_not_taken_costs_nothing(desk: KitDesk) -> None:
    kit, keys = KitId(uuid4()), [PartId(uuid4()) for _ in range(3)]
    parts = [desk.part(f"ZZ-{number:05}") for number in (1, 2, 3)]
    lines = [
        NewLine(key=key, sku=sku, quantity=Decimal(2), optional=place == 2)
        for place, (key, sku) in enumerate(zip(keys, parts, strict=True))
    ]
    desk.do(lambda work: create_kit(work, "Pump pad", kit=kit))
    desk.do(lambda work: add_lines(work, kit, lines))
    desk.open(kit)
    desk.wait(lambda: len(desk.shown.lines) == 3)
    desk.at_rest()
    desk.builder.tree.choose(keys)
    roll = desk.opened.kits.kits.book.roll(kit)
    option = roll.line(keys[2])
    assert option is not None
    assert option.cost.amount
    desk.wait(lambda: desk.builder.status.text() == f"3 lines · cost {rounded_money(roll.cost.amount)}")

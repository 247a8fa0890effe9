"""The window's kits in memory: read once, kept as they are, and never more often than needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, Part
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.whole_kits import create_kit, rename
from lazi_desktop.ui.kits.book import Kits
from tests.fakes.ui_fakes import FakeApp, key_of
from tests.ui.kits.pump_pad import PumpPad


def settled(kits: Kits, qtbot) -> None:
    qtbot.waitUntil(lambda: kits.is_up_to_date)


def test_nothing_is_read_before_somebody_needs_the_kits(app: FakeApp, pad: PumpPad, qtbot):
    kits = Kits(app.context)
    pad.do(lambda work: rename(work, pad.kit, "Pump pad"))
    assert not kits.is_ready
    assert not kits.book.kits
    with qtbot.waitSignal(kits.changed) as changed:
        kits.ensure()
    assert changed.args == [{pad.kit, pad.union_set}]
    assert kits.book.kits[pad.kit].name == "Pump pad"


def test_a_changed_line_changes_its_kit_and_the_kits_it_is_in(kits: Kits, pad: PumpPad, qtbot):
    before = kits.book.roll(pad.kit).cost.amount
    line = kits.book.kits[pad.union_set].lines[0].key
    with qtbot.waitSignal(kits.changed) as changed:
        pad.do(lambda work: set_quantity(work, pad.union_set, [line], Decimal(3)))
    assert changed.args == [{pad.kit, pad.union_set}]
    assert kits.book.roll(pad.kit).cost.amount == before + 2 * Decimal("11.36")


def test_a_kit_that_is_taken_into_another_is_told_of(kits: Kits, pad: PumpPad, qtbot):
    other = KitId(uuid4())
    pad.do(lambda work: create_kit(work, "Other", kit=other))
    settled(kits, qtbot)
    with qtbot.waitSignal(kits.changed) as changed:
        pad.do(lambda work: add_lines(work, other, [NewLine(includes=pad.union_set)]))
    assert changed.args == [{other, pad.union_set}]
    assert set(kits.book.users_of(pad.union_set)) == {other, pad.kit}


def test_a_new_line_brings_its_sku_along(kits: Kits, app: FakeApp, pad: PumpPad, qtbot):
    assert key_of("VALVE-NEW") not in kits.book.skus
    line = NewLine(sku=key_of("VALVE-NEW"))
    pad.do(lambda work: add_lines(work, pad.union_set, [line]))
    settled(kits, qtbot)
    assert kits.book.skus[key_of("VALVE-NEW")].cost == Decimal("28.40")


def test_another_cost_of_a_sku_is_read_and_told(kits: Kits, app: FakeApp, pad: PumpPad, qtbot):
    app.book.override(key_of("BRACKET"), "cost", Decimal("9.50"))
    with qtbot.waitSignal(kits.changed) as changed:
        app.edits.announce(Changes(frozenset([key_of("BRACKET")]), frozenset([Aspect.FIELDS])))
    assert changed.args == [{pad.kit}]
    assert kits.book.roll(pad.kit).cost.is_complete


def test_what_lives_on_under_another_key_is_followed_there(app: FakeApp, pad: PumpPad, qtbot, monkeypatch):
    real, old, new = app.queries.kit_skus, key_of("BRACKET"), key_of("VALVE-NEW")

    def renamed(keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        return {key: real([new])[new] if key == old else one for key, one in real(keys).items()}

    monkeypatch.setattr(app.queries, "kit_skus", renamed)
    kits = Kits(app.context)
    kits.ensure()
    settled(kits, qtbot)
    assert kits.book.skus[old].cost == Decimal("28.40")
    app.book.override(new, "cost", Decimal(30))
    with qtbot.waitSignal(kits.changed) as changed:
        app.edits.announce(Changes(frozenset([new]), frozenset([Aspect.FIELDS])))
    assert changed.args == [{pad.kit}]
    assert kits.book.skus[old].cost == Decimal(30)


class CostOnTheWay:
    """A cost that changes just after it was read, while what was read is not here yet."""

    def __init__(self, app: FakeApp, monkeypatch) -> None:
        self._app = app
        self._real = app.queries.kit_skus
        self._is_over = False
        monkeypatch.setattr(app.queries, "kit_skus", self._read)

    def _read(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        found = self._real(keys)
        if not self._is_over:
            self._is_over = True
            self._app.book.override(key_of("VALVE-NEW"), "cost", Decimal("99.99"))
            self._app.book.override(key_of("BRACKET"), "cost", Decimal("99.99"))
            touched = frozenset([key_of("VALVE-NEW"), key_of("BRACKET")])
            self._app.edits.announce(Changes(touched, frozenset([Aspect.FIELDS])))
        return found


def test_a_cost_that_changes_while_all_is_read_is_read_again(app: FakeApp, pad: PumpPad, qtbot, monkeypatch):
    CostOnTheWay(app, monkeypatch)
    kits = Kits(app.context)
    kits.ensure()
    qtbot.waitUntil(lambda: kits.is_up_to_date and kits.book.skus[key_of("BRACKET")].cost == Decimal("99.99"))


def test_a_cost_that_changes_while_it_is_asked_for_is_read_again(
    kits: Kits, app: FakeApp, qtbot, monkeypatch
):
    CostOnTheWay(app, monkeypatch)
    known: list[bool] = []
    kits.know([key_of("VALVE-NEW")], lambda: known.append(True))
    qtbot.waitUntil(lambda: bool(known))
    qtbot.waitUntil(lambda: kits.book.skus[key_of("VALVE-NEW")].cost == Decimal("99.99"))
    app.edits.announce(Changes(aspects=frozenset([Aspect.EVERYTHING])))
    settled(kits, qtbot)
    assert key_of("VALVE-NEW") in kits.book.skus, "it was asked for"


def test_what_concerns_no_kit_is_not_read(kits: Kits, app: FakeApp, qtbot, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(app.queries, "kit_skus", never)
    monkeypatch.setattr(app.queries, "kit_parts", never)
    app.edits.announce(Changes(frozenset([key_of("VALVE-NEW")]), frozenset([Aspect.FIELDS])))
    assert kits.is_up_to_date


def test_a_burst_of_changes_is_read_in_few_goes(kits: Kits, app: FakeApp, pad: PumpPad, qtbot, monkeypatch):
    reads: list[Collection[KitId] | None] = []
    real = app.queries.kit_parts

    def counted(wanted: Collection[KitId] | None = None) -> Sequence[Part]:
        reads.append(wanted)
        return real(wanted)

    monkeypatch.setattr(app.queries, "kit_parts", counted)
    for number in range(50):
        pad.do(partial(rename, kit=pad.kit, name=f"Pump pad {number}"))
    settled(kits, qtbot)
    assert kits.book.kits[pad.kit].name == "Pump pad 49"
    assert len(reads) == 2


def test_after_everything_changed_all_is_read_again(kits: Kits, app: FakeApp, pad: PumpPad, qtbot):
    other = KitId(key_of("other kit"))
    with app.workspace.unit_of_work() as work:
        create_kit(work, "Heater hook-up", kit=other)
    with qtbot.waitSignal(kits.changed):
        app.edits.announce(Changes(aspects=frozenset([Aspect.EVERYTHING])))
    assert set(kits.book.kits) == {pad.kit, pad.union_set, other}


def test_a_failed_read_is_told_and_made_up_for(kits: Kits, app: FakeApp, pad: PumpPad, qtbot, monkeypatch):
    def broken(*_: object) -> Sequence[Part]:
        raise LaziError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(app.queries, "kit_parts", broken)
        pad.do(lambda work: rename(work, pad.kit, "Pump pad"))
        qtbot.waitUntil(lambda: bool(app.notifier.problems))
    kits.ensure()
    settled(kits, qtbot)
    assert kits.book.kits[pad.kit].name == "Pump pad"


def test_skus_that_no_kit_names_can_be_known_too(kits: Kits, qtbot):
    known = []
    kits.know([key_of("VALVE-NEW")], lambda: known.append(True))
    qtbot.waitUntil(lambda: bool(known))
    assert key_of("VALVE-NEW") in kits.book.skus


@pytest.mark.parametrize("code", ["PIPE", "WIRE"])
def test_substitutes_and_lines_are_known_from_the_start(kits: Kits, code: str):
    assert key_of(code) in kits.book.skus


def test_costs_age_in_a_window_that_stays_open(app: FakeApp, pad: PumpPad, qtbot):
    today = datetime.now(UTC)
    kits = Kits(app.context, now=lambda: today)
    kits.ensure()
    settled(kits, qtbot)
    elsewhere = Changes(frozenset([key_of("VALVE-NEW")]), frozenset([Aspect.FIELDS]))
    app.edits.announce(elsewhere)
    assert kits.is_up_to_date
    today += timedelta(days=365)
    with qtbot.waitSignal(kits.changed) as changed:
        app.edits.announce(elsewhere)
    assert changed.args == [{pad.kit, pad.union_set}]
    assert kits.book.now == today
    assert kits.is_up_to_date

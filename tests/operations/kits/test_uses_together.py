"""Several kits in one service, used, changed and followed in any order: nobody's quantity is taken for handwork."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Merge
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.use_differences import Stand, differences_of
from lazi_desktop.domain.kits.using import uses_by_service
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.using import (
    accept_kit_changes,
    forget_uses,
    leave_kit_changes,
    use_in_services,
)
from lazi_desktop.operations.undo import undo
from tests.operations.kits.bench import Bench
from tests.operations.kits.test_using import book, changed, links, now_of, planned, service

_KITS = st.integers(0, 2)


class KitsInOneService(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.kits: list[KitId] = []
        self.service: EntityKey
        self.made = 0

    @initialize()
    def stock(self) -> None:
        pipe, bolt = (self.bench.material(code) for code in ("PIPE", "BOLT"))
        for number in range(3):
            kit = self.bench.kit(f"K{number}")
            wanted = [NewLine(sku=pipe, quantity=Decimal(number + 1))]
            wanted += [NewLine(sku=bolt, quantity=Decimal(4))] if number else []
            add_lines(self.bench.work, kit, wanted)
            self.kits.append(kit)
        self.service = service(self.bench, "S-1")
        self.made = self.bench.steps

    @rule(number=_KITS, merge=st.sampled_from(list(Merge)), times=st.integers(1, 3))
    def use(self, number: int, merge: Merge, times: int) -> None:
        wanted = {"merge": merge, "multiplier": Decimal(times)}
        with suppress(NothingToDo):
            use_in_services(self.bench.work, planned(self.bench, self.kits[number], self.service, **wanted))

    @rule(number=_KITS, many=st.integers(0, 6))
    def change(self, number: int, many: int) -> None:
        line = self.bench.now(self.kits[number]).lines[0]
        set_quantity(self.bench.work, self.kits[number], [line.key], Decimal(many))

    @rule()
    def follow(self) -> None:
        differences = changed(self.bench, self.service)
        if not differences:
            return
        before = links(self.bench, self.service)
        accept_kit_changes(self.bench.work, differences)
        assert not changed(self.bench, self.service)
        undo(self.bench.work)
        assert links(self.bench, self.service) == before
        assert changed(self.bench, self.service) == differences
        accept_kit_changes(self.bench.work, differences)

    @rule()
    def leave(self) -> None:
        if differences := changed(self.bench, self.service):
            leave_kit_changes(self.bench.work, differences)
            assert not changed(self.bench, self.service)

    @precondition(lambda self: self.bench.steps > self.made)
    @rule()
    def take_back(self) -> None:
        undo(self.bench.work)

    @rule(number=_KITS)
    def forget(self, number: int) -> None:
        forget_uses(self.bench.work, [use.key for use in self.bench.now(self.kits[number]).uses])

    @invariant()
    def nothing_looks_like_handwork(self) -> None:
        if not self.kits:
            return
        known, (service,) = book(self.bench), now_of(self.bench, [self.service])
        for owner, use in uses_by_service(known).get(self.service, ()):
            found = differences_of(known, owner, use, service)
            told = {row.sku.code: row.stand for row in found.rows if row.sku.key in use.applied}
            assert not {Stand.BY_HAND, Stand.CLASH} & set(told.values()), told


KitsInOneService.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
TestKitsInOneService = KitsInOneService.TestCase

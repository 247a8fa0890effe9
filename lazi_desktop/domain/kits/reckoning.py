"""What kits come to, worked out from ready-made plans. What was worked out once is kept until something in it changes.

Of a thousand kits the totals are wanted, and the lines of the one that somebody looks at: lines are made of the same
plans when they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, getcontext, setcontext
from functools import cached_property

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.graph import IncludeGraph
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.lacks import Below, lacks_of
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.planning import (
    DEFAULTS,
    EXACT,
    Plan,
    PlannedLine,
    Settings,
    exactly,
    with_waste,
)
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.sums import Sums
from lazi_desktop.domain.kits.totals import Lack, Missing
from lazi_desktop.domain.kits.worked_out import MOST_NESTED, Inside, Memory, WorkedLine, of_kit

MOST_OPTIONS = 200
"""So many choices of optional lines are remembered, with what kits come to."""

_ZERO = Decimal(0)
_Rate = tuple[Decimal, Decimal, Decimal]


class _TooMany(Exception):
    """More kits within kits than are worked out."""


class Reckoner:
    """Of kits and SKUs as they are at one time. It never changes: a new one takes over what still holds, so that what
    was rolled up before keeps its own lines."""

    def __init__(
        self,
        plans: Mapping[KitId, Plan],
        graph: IncludeGraph,
        skus: Mapping[EntityKey, KitSku],
        stale_before: datetime,
    ) -> None:
        self.plans = plans
        self.graph = graph
        self.skus = skus
        self.options: frozenset[PartId] = frozenset()
        self._usual: Reckoner | None = None
        self._touched: Collection[int] = ()
        self._with_options: dict[frozenset[PartId], Reckoner] = {}
        self._stale_before = stale_before
        self._rates: dict[int, _Rate] = {}
        self.replaced: dict[int, KitSku] = {}
        self.memory = Memory()
        self.rolled: dict[int, RollUp] = {}
        """With the defaults. Not taken over: lines nobody asked for yet would keep all former times in memory."""
        self._left = MOST_NESTED
        self._rate(skus)

    def with_skus(
        self, skus: Mapping[EntityKey, KitSku | None], users: Iterable[KitId], affected: Iterable[KitId]
    ) -> Reckoner:
        """`users` are the kits that name any of them in a line, `affected` those in which they are at any depth."""
        all_ = dict(self.skus)
        for key, sku in skus.items():
            if sku is None:
                all_.pop(key, None)
            else:
                all_[key] = sku
        new = Reckoner(self.plans, self.graph, {}, self._stale_before)
        new.skus, new._rates, new.replaced = all_, self._rates.copy(), self.replaced.copy()
        new._rate(skus)
        new.memory = self.memory.without([one.int for one in users], [one.int for one in affected])
        return new

    def with_kits(
        self,
        plans: Mapping[KitId, Plan],
        graph: IncludeGraph,
        changed: Iterable[KitId],
        affected: Iterable[KitId],
    ) -> Reckoner:
        """`affected` are those in which the changed ones are at any depth, or were."""
        new = Reckoner(plans, graph, {}, self._stale_before)
        new.skus, new._rates, new.replaced = self.skus, self._rates, self.replaced
        above = [one.int for one in affected]
        new.memory = self.memory.without([one.int for one in changed], above, above)
        return new

    def with_options(self, options: Collection[PartId]) -> Reckoner:
        """With these optional lines taken, wherever they are. Of kits in which none of them is this one is asked."""
        owners = self._optional_in
        wanted = frozenset(one for one in options if one in owners)
        if not wanted:
            return self
        if (known := self._with_options.get(wanted)) is not None:
            return known
        new = Reckoner(self.plans, self.graph, {}, self._stale_before)
        new.skus, new._rates, new.options = self.skus, self._rates, wanted
        new._usual = self
        new._touched = {one.int for one in self.graph.all_users({owners[one] for one in wanted})}
        if len(self._with_options) >= MOST_OPTIONS:
            self._with_options.clear()
        self._with_options[wanted] = new
        return new

    @cached_property
    def _optional_in(self) -> Mapping[PartId, KitId]:
        return {one.line.key: key for key, plan in self.plans.items() for one in plan.optional}

    def that_knows(self, plan: Plan) -> Reckoner:
        """What comes to the same without the options is worked out without them, for all who ask."""
        return self if self._usual is None or plan.number in self._touched else self._usual

    # ----------------------------------------------------------------------------------------------------------- asking

    def sums(self, plan: Plan, settings: Settings) -> Sums:
        if (usual := self.that_knows(plan)) is not self:
            return usual.sums(plan, settings)
        if (found := self.memory.known(plan, settings)) is not None:
            return found
        self._left = MOST_NESTED
        before = getcontext()
        setcontext(EXACT)  # as `exactly` does, in less time: it is done for every kit
        try:
            return self.memory.keep(plan, settings, self._sum_up(plan, settings))
        except _TooMany:
            return self._remember_too_many(plan, settings)
        finally:
            setcontext(before)

    def line(self, planned: PlannedLine, plan: Plan, settings: Settings) -> WorkedLine:
        """One line, whether it counts or not."""
        self._left = MOST_NESTED
        with exactly():
            try:
                return self._line(planned, plan, settings)
            except _TooMany:
                lack = self._too_deep(planned.line, "there are too many kits in it to be worked out.")
                return _unknown(planned, lack)

    def counts(self, line: Line) -> bool:
        return not line.optional or line.key in self.options

    # ------------------------------------------------------------------------------------------------------------- sums

    def _all(self, plan: Plan, settings: Settings) -> Sums:
        if (usual := self.that_knows(plan)) is not self:
            usual._left = self._left
            try:
                return usual._all(plan, settings)
            finally:
                self._left = usual._left
        found = self.memory.known(plan, settings)
        return found or self.memory.keep(plan, settings, self._sum_up(plan, settings))

    def _sum_up(self, plan: Plan, settings: Settings) -> Sums:
        self._left -= 1
        if self._left < 0:
            raise _TooMany
        own, inside = self._own_of(plan, settings), self.inside_of(plan, settings)
        cost, price, hours = own.cost, own.price, own.hours
        below: list[Below] = []
        usual = self.memory.usual
        for number, quantity, line, inner, nested in inside.kits:
            sums = usual.get(number)
            if sums is None:
                sums = self._all(inner, nested)
            cost += quantity * sums.cost
            price += quantity * sums.price
            if sums.hours:
                hours += quantity * sums.hours
            if sums.lacks:
                below.append((line.key, sums.lacks))
        lacks = [*own.lacks, *inside.lacks] if inside.lacks else own.lacks
        return Sums(cost, price, hours, lacks_of(lacks, below))

    def inside_of(self, plan: Plan, settings: Settings) -> Inside:
        known = of_kit(self.memory.inside, plan)
        found = known.get(settings.key)
        if found is None:
            found = known[settings.key] = self._look_inside(plan, settings)
        return found

    def _look_inside(self, plan: Plan, settings: Settings) -> Inside:
        kits: list[tuple[int, Decimal, Line, Plan, Settings]] = []
        lacks: list[Missing] = []
        taken = (one for one in plan.optional if one.line.is_include and self.counts(one.line))
        for planned in (*plan.includes, *taken):
            typed, problem = planned.quantity(settings)
            if typed is None:
                lacks.append(self._no_formula(planned.line, problem))
                continue
            found = self._included(planned, plan, settings)
            if isinstance(found, Missing):
                lacks.append(found)
            else:
                inner, nested, flagged = found
                number = inner.number if nested.key is DEFAULTS else -1
                kits.append((number, typed, planned.line, inner, nested))
                lacks += flagged
        return Inside(kits, lacks)

    def _own_of(self, plan: Plan, settings: Settings) -> Sums:
        known = of_kit(self.memory.own, plan)
        found = known.get(settings.key)
        if found is None:
            found = known[settings.key] = self._sum_up_own(plan, settings)
        return found

    def _sum_up_own(self, plan: Plan, settings: Settings) -> Sums:
        cost, price, hours = _ZERO, _ZERO, plan.labour
        rates, lacks = self._rates, list[Missing]()
        for quantity, number, line in zip(plan.quantities, plan.numbers, plan.steady, strict=True):
            rate = rates.get(number)
            if rate is None:
                rate = self._lacking(line, lacks)
            cost += quantity * rate[0]
            price += quantity * rate[1]
            if rate[2]:
                hours += quantity * rate[2]
        taken = (one for one in plan.optional if not one.line.is_include and self.counts(one.line))
        for planned in (*plan.others, *taken):
            sums = self._line(planned, plan, settings).sums
            cost += sums.cost
            price += sums.price
            hours += sums.hours
            lacks += sums.lacks
        return Sums(cost, price, hours, lacks_of(lacks, ()))

    # ------------------------------------------------------------------------------------------------------------ lines

    def _line(self, planned: PlannedLine, plan: Plan, settings: Settings) -> WorkedLine:
        line = planned.line
        typed, problem = planned.quantity(settings)
        if typed is None:
            return _unknown(planned, self._no_formula(line, problem))
        needed, quantity = with_waste(line, typed)
        nested: Settings | None = None
        lacks: list[Missing] = []
        below: list[Below] = []
        if line.sku is not None:
            cost, price, hours = self._rates.get(line.sku.int) or self._lacking(line, lacks)
        else:
            found = self._included(planned, plan, settings)
            if isinstance(found, Missing):
                return _unknown(planned, found, typed, needed, quantity)
            inner, nested, flagged = found
            sums = self._all(inner, nested)
            cost, price, hours = sums.cost, sums.price, sums.hours
            lacks += flagged
            if sums.lacks:
                below.append((line.key, sums.lacks))
        each = Sums(cost, price, hours, lacks_of(tuple(lacks), below))
        return WorkedLine(planned, typed, needed, quantity, each, each.times(quantity), nested)

    def _included(
        self, planned: PlannedLine, plan: Plan, settings: Settings
    ) -> tuple[Plan, Settings, Sequence[Missing]] | Missing:
        """The included kit, with which values, and what is flagged; or why nobody knows what it comes to."""
        line, at = planned.line, (planned.line.key,)
        included = _kit(line)
        inner = self.plans.get(included)
        if inner is None or inner.kit.gone:
            return Missing(Lack.NO_SKU, at, self.name_of(line))
        name = inner.kit.name
        if self.graph.closes_circle(plan.kit.key, included):
            way = (plan.kit.key, *self.graph.path([included], plan.kit.key))
            return Missing(Lack.CYCLE, at, name, self.names_of(way))
        if self.graph.is_too_deep(included):
            return self._too_deep(line, "it has too many levels of kits in it.")
        given, problem = planned.given_values(settings)
        if problem:
            return self._no_formula(line, problem)
        unknown = given.keys() - set(inner.names)
        flagged = [
            Missing(Lack.VALUE, at, name, f"{name} has no parameter {one}.") for one in sorted(unknown)
        ]
        return inner, inner.settings(given) if given else inner.defaults, flagged

    def _no_formula(self, line: Line, problem: str) -> Missing:
        return Missing(Lack.FORMULA, (line.key,), self.name_of(line), problem, line.sku)

    def _lacking(self, line: Line, lacks: list[Missing]) -> _Rate:
        """Of a SKU that lacks something, or whose cost is old."""
        key = _sku(line)
        sku, at, name = self.skus.get(key), (line.key,), self.name_of(line)
        if sku is None or sku.gone:
            lacks.append(Missing(Lack.NO_SKU, at, name, sku=key))
            return _ZERO, _ZERO, _ZERO
        if sku.cost is None:
            lacks.append(Missing(Lack.NO_COST, at, name, sku=key))
        elif self._is_stale(sku):
            lacks.append(Missing(Lack.STALE_COST, at, name, sku=key))
        if sku.price is None:
            lacks.append(Missing(Lack.NO_PRICE, at, name, sku=key))
        return sku.cost or _ZERO, sku.price or _ZERO, sku.hours or _ZERO

    def _rate(self, skus: Mapping[EntityKey, KitSku | None]) -> None:
        """Of most SKUs nothing is to be said but these three numbers."""
        for key, sku in skus.items():
            if sku is None or sku.key is key or sku.key == key:
                self.replaced.pop(key.int, None)
            else:
                self.replaced[key.int] = sku
            if sku is None or sku.gone or sku.cost is None or sku.price is None or self._is_stale(sku):
                self._rates.pop(key.int, None)
            else:
                self._rates[key.int] = (sku.cost, sku.price, sku.hours or _ZERO)

    def _is_stale(self, sku: KitSku) -> bool:
        return sku.cost is not None and sku.cost_at is not None and sku.cost_at < self._stale_before

    def _remember_too_many(self, plan: Plan, settings: Settings) -> Sums:
        detail = "there are too many kits in it to be worked out."
        sums = Sums(lacks=(Missing(Lack.TOO_DEEP, (), plan.kit.name, detail),))
        return self.memory.keep(plan, settings, sums)

    def _too_deep(self, line: Line, detail: str) -> Missing:
        return Missing(Lack.TOO_DEEP, (line.key,), self.name_of(line), detail)

    def name_of(self, line: Line) -> str:
        if line.includes is not None:
            plan = self.plans.get(line.includes)
            return plan.kit.name if plan is not None else ""
        sku = self.skus.get(_sku(line))
        return (sku.name or sku.code) if sku is not None else ""

    def names_of(self, kits: Iterable[KitId]) -> str:
        return " › ".join(self.plans[kit].kit.name for kit in kits)


def _sku(line: Line) -> EntityKey:
    assert line.sku is not None
    return line.sku


def _kit(line: Line) -> KitId:
    assert line.includes is not None
    return line.includes


def _unknown(
    planned: PlannedLine,
    lack: Missing,
    typed: Decimal | None = None,
    needed: Decimal | None = None,
    quantity: Decimal | None = None,
) -> WorkedLine:
    return WorkedLine(planned, typed, needed, quantity, None, Sums(lacks=(lack,)))

"""Roll-ups of random nested kits against taking everything apart by hand, in fractions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import given_by
from lazi_desktop.domain.kits.kit import Kit, Line, Parameter
from lazi_desktop.domain.kits.material_list import Job, material_list
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Lack
from tests.domain.kits.stock import NOW, kit_id, line, part_id, sku

NAMES = [f"m{at}" for at in range(6)]
KITS = 5
FORMULAS = {
    "=ROUNDUP([x]*1.1/10, 0)": lambda x: Fraction(math.ceil(x * Fraction(11, 100))),
    "=[x]*2+0.5": lambda x: 2 * x + Fraction(1, 2),
    "=IF([x] > 20, 3, 1)": lambda x: Fraction(3 if x > 20 else 1),
    "=MAX([x], 8)": lambda x: max(x, Fraction(8)),
}


@dataclass(frozen=True)
class Stock:
    kits: Mapping[KitId, Kit]
    skus: Mapping[EntityKey, KitSku]

    def book(self) -> KitBook:
        return KitBook(self.kits, self.skus, now=NOW)

    @property
    def top(self) -> Kit:
        return self.kits[kit_id(f"k{KITS - 1}")]

    def with_top(self, **fields) -> Stock:
        return Stock({**self.kits, self.top.key: replace(self.top, **fields)}, self.skus)


numbers = st.integers(0, 4_000).map(lambda cents: Decimal(cents) / 100)
quantities = st.integers(0, 600).map(lambda tens: Decimal(tens) / 40)


@st.composite
def stocks(draw) -> Stock:
    skus = [
        sku(name, draw(numbers), price=draw(numbers), hours=draw(st.none() | quantities)) for name in NAMES
    ]
    kits: dict[KitId, Kit] = {}
    for at in range(KITS):
        lines = [
            _line(draw, f"{at}/{number}", at, number)
            for number in range(draw(st.integers(0 if at else 1, 5)))
        ]
        kits[kit_id(f"k{at}")] = Kit(
            key=kit_id(f"k{at}"),
            name=f"k{at}",
            labour_hours=draw(quantities),
            lines=lines,
            parameters=[Parameter(key=part_id(f"x{at}"), name="x", default=draw(quantities))],
        )
    return Stock(kits, {one.key: one for one in skus})


def _line(draw, key: str, level: int, number: int) -> Line:
    quantity = draw(quantities | st.sampled_from(sorted(FORMULAS)))
    if level and draw(st.booleans()):
        below = f"kit:k{draw(st.integers(0, level - 1))}"
        values = draw(st.sampled_from([{}, {"x": Decimal(12)}, {"x": "=[x]+1"}]))
        return line(below, quantity, key=key, values=values)
    return line(
        draw(st.sampled_from(NAMES)),
        quantity,
        key=key,
        waste=draw(st.sampled_from([Decimal(0), Decimal("0.1"), Decimal("0.075")])),
        pack=draw(st.sampled_from([None, None, Decimal(10), Decimal("2.5")])),
        optional=draw(st.integers(0, 5)) == 0,
    )


def counted(one: Line, x: Fraction) -> Fraction:
    """A second way to reckon a quantity."""
    typed = FORMULAS[one.quantity](x) if isinstance(one.quantity, str) else Fraction(one.quantity)
    needed = typed * (1 + Fraction(one.waste))
    return needed if one.pack is None else math.ceil(needed / Fraction(one.pack)) * Fraction(one.pack)


def taken_apart(stock: Stock, key: KitId, x: Fraction | None = None) -> tuple[Counter[EntityKey], Fraction]:
    """Every SKU with its quantity, and the hours of all kits in it."""
    kit = stock.kits[key]
    default = kit.parameters[0].default
    assert default is not None
    if x is None:
        x = Fraction(default)
    found: Counter[EntityKey] = Counter()
    hours = Fraction(kit.labour_hours)
    for one in kit.lines:
        if one.optional:
            continue
        many = counted(one, x)
        if one.sku is not None:
            found[one.sku] += many  # type: ignore[assignment]
            continue
        assert one.includes is not None
        value = one.values.get("x")
        below = None if value is None else (x + 1 if isinstance(value, str) else Fraction(value))
        inside, their_hours = taken_apart(stock, one.includes, below)
        for sku_key, count in inside.items():
            found[sku_key] += many * count  # type: ignore[assignment]
        hours += many * their_hours
    return found, hours


@given(stocks())
def test_a_roll_up_is_what_taking_everything_apart_comes_to(stock):
    roll = stock.book().roll(stock.top.key)
    everything, hours = taken_apart(stock, stock.top.key)
    skus = stock.skus
    assert Fraction(roll.cost.amount) == sum(
        many * Fraction(skus[key].cost) for key, many in everything.items()
    )
    assert Fraction(roll.price.amount) == sum(
        many * Fraction(skus[key].price) for key, many in everything.items()
    )
    assert Fraction(roll.hours.amount) == hours + sum(
        many * Fraction(skus[key].hours or 0) for key, many in everything.items()
    )
    assert roll.problems == ()


@given(stocks(), st.data())
def test_options_and_what_lacks_a_cost_are_known_at_any_depth(stock, data):
    """With optional kits, some of them taken, and SKUs without a cost: against lines that are always there."""
    kits = {
        key: replace(
            kit,
            lines=[
                replace(one, optional=one.optional or (one.is_include and data.draw(st.booleans())))
                for one in kit.lines
            ],
        )
        for key, kit in stock.kits.items()
    }
    skus = {
        key: replace(one, cost=None) if data.draw(st.booleans()) else one for key, one in stock.skus.items()
    }
    lines = [one for kit in kits.values() for one in kit.lines]
    taken = {one.key for one in lines if one.optional and data.draw(st.booleans())}
    plain = {
        key: replace(
            kit,
            lines=[replace(one, optional=False) for one in kit.lines if one.key in taken or not one.optional],
        )
        for key, kit in kits.items()
    }
    optional, always = Stock(kits, skus).book(), Stock(plain, skus).book()
    if data.draw(st.booleans()):
        optional.roll(stock.top.key)  # what is known without the options is no answer with them
    roll, expected = optional.roll(stock.top.key, None, taken), always.roll(stock.top.key)
    assert (roll.cost.amount, roll.price, roll.hours) == (
        expected.cost.amount, expected.price, expected.hours,
    )  # fmt: skip
    assert _said(roll) == _said(expected)
    assert given_by(optional, roll).skus == given_by(always, expected).skus
    everything, _ = taken_apart(Stock(plain, skus), stock.top.key)
    without = {key for key in everything if skus[key].cost is None}
    assert {one.sku for one in roll.cost.missing} == without
    assert roll.cost.is_complete == (not without)


def _said(roll: RollUp) -> set[tuple[Lack, str]]:
    """Without the way there: what is lacking twice is named once, by either."""
    return {(one.lack, one.name) for one in roll.problems}


@given(stocks())
def test_lines_add_up_to_the_totals(stock):
    book = stock.book()
    for key, kit in stock.kits.items():
        roll = book.roll(key)
        lines = [one for one in roll.lines if one.counts]
        assert Fraction(roll.cost.amount) == sum(Fraction(one.cost.amount) for one in lines)
        assert Fraction(roll.price.amount) == sum(Fraction(one.price.amount) for one in lines)
        assert sum(Fraction(one.amount) for one in roll.groups.values()) == Fraction(roll.cost.amount)
        assert Fraction(roll.hours.amount) == Fraction(kit.labour_hours) + sum(
            Fraction(one.hours.amount) for one in lines
        )


@given(stocks())
def test_an_included_kit_may_be_replaced_by_its_lines(stock):
    """With their quantities as they come out, times those of the line that included them."""
    book = stock.book()
    roll = book.roll(stock.top.key)
    lines: list[Line] = []
    labour = stock.top.labour_hours
    for one, rolled in zip(stock.top.lines, roll.lines, strict=True):
        if rolled.nested is None or rolled.quantity is None:
            lines.append(one)
            continue
        inner = stock.kits[rolled.nested.kit]
        labour += rolled.quantity * inner.labour_hours
        for below, theirs in zip(inner.lines, rolled.nested.lines, strict=True):
            assert theirs.quantity is not None
            values = {} if theirs.nested is None else dict(theirs.nested.values)
            moved = replace(
                below,
                key=PartId(part_id(f"{one.key}/{below.key}")),
                quantity=rolled.quantity * theirs.quantity,
                waste=Decimal(0),
                pack=None,
                values=values,
            )
            lines.append(moved)
    expanded = stock.with_top(lines=lines, labour_hours=labour).book().roll(stock.top.key)
    assert (expanded.cost, expanded.price, expanded.hours) == (roll.cost, roll.price, roll.hours)


@given(stocks(), st.randoms(use_true_random=False))
def test_the_order_of_lines_never_changes_a_total(stock, random):
    lines = list(stock.top.lines)
    random.shuffle(lines)
    before, after = stock.book().roll(stock.top.key), stock.with_top(lines=lines).book().roll(stock.top.key)
    assert (before.cost, before.price, before.hours) == (after.cost, after.price, after.hours)


@given(stocks(), quantities)
def test_so_many_of_a_kit_cost_so_many_times_as_much(stock, many):
    whole = Kit(key=kit_id("whole"), name="whole", lines=[line(f"kit:k{KITS - 1}", many)])
    book = Stock({**stock.kits, whole.key: whole}, stock.skus).book()
    one, all_ = book.roll(stock.top.key), book.roll(whole.key)
    for each, total in ((one.cost, all_.cost), (one.price, all_.price), (one.hours, all_.hours)):
        assert Fraction(total.amount) == Fraction(each.amount) * Fraction(many)


def amounts(found: Mapping[EntityKey, Fraction]) -> dict[EntityKey, Fraction]:
    return {key: many for key, many in found.items() if many}


@given(stocks())
def test_what_a_kit_gives_is_what_it_takes(stock):
    book = stock.book()
    given_ = given_by(book, book.roll(stock.top.key))
    everything, _ = taken_apart(stock, stock.top.key)
    assert amounts({key: Fraction(one.quantity) for key, one in given_.skus.items()}) == amounts(
        {key: Fraction(many) for key, many in everything.items()}
    )


@given(stocks(), st.lists(st.tuples(st.integers(0, KITS - 1), st.integers(1, 5)), min_size=1, max_size=4))
def test_merging_material_lists_keeps_what_is_needed(stock, wanted):
    book = stock.book()
    jobs = [Job(kit=kit_id(f"k{at}"), count=Decimal(count)) for at, count in wanted]
    alone: Counter[EntityKey] = Counter()
    for job in jobs:
        for row in material_list(book, [job]).rows:
            alone[row.key] += Fraction(row.needed)  # type: ignore[assignment]
    merged = material_list(book, jobs).rows
    assert amounts({row.key: Fraction(row.needed) for row in merged}) == amounts(
        {key: Fraction(many) for key, many in alone.items()}
    )
    for row in merged:
        assert row.buy >= row.needed
        assert row.pack is None or (row.buy % row.pack == 0 and row.buy - row.needed < row.pack)


@given(stocks(), st.data())
def test_a_book_that_is_kept_up_knows_what_a_new_one_would(stock, data):
    book, kits, skus = stock.book(), dict(stock.kits), dict(stock.skus)
    before = {key: book.roll(key) for key in kits}
    for _ in range(data.draw(st.integers(1, 5))):
        changed = _change(data, book, kits, skus)
        after = {key: book.roll(key) for key in kits}
        assert {key for key in kits if before.get(key) != after[key]} <= changed
        fresh = KitBook(kits, skus, now=NOW)
        for key in kits:
            assert after[key] == fresh.roll(key)
            assert list(after[key].lines) == list(fresh.roll(key).lines)
            assert set(book.users_of(key)) == set(fresh.users_of(key))
            assert book.cycle(key) == fresh.cycle(key)
        assert all(set(book.kits_with(key)) == set(fresh.kits_with(key)) for key in skus)
        before = after


def _change(data, book: KitBook, kits: dict[KitId, Kit], skus: dict[EntityKey, KitSku]) -> set[KitId]:
    what = data.draw(st.sampled_from(["cost", "no cost", "gone", "line", "include", "remove", "parameter"]))
    name = data.draw(st.sampled_from(NAMES))
    found = skus.get(sku(name).key)
    if what in ("cost", "no cost") and found is not None:
        changed = replace(found, cost=data.draw(numbers) if what == "cost" else None)
        skus[changed.key] = changed
        return book.put_skus({changed.key: changed})
    if what == "gone":
        skus.pop(sku(name).key, None)
        return book.put_skus({sku(name).key: None})
    key = data.draw(st.sampled_from(sorted(kits)))
    kit = kits[key]
    if what == "remove" and len(kits) > 2:
        del kits[key]
        return book.put_kits({key: None})
    if what == "parameter":
        kit = replace(kit, parameters=[replace(kit.parameters[0], default=data.draw(st.none() | quantities))])
    else:
        other = f"kit:k{data.draw(st.integers(0, KITS - 1))}" if what == "include" else name
        added = line(
            other, data.draw(quantities), key=f"{key}{len(kit.lines)}{data.draw(st.integers(0, 99))}"
        )
        kit = replace(kit, lines=[*_some(data, kit.lines), added])
    kits[key] = kit
    return book.put_kits({key: kit})


def _some(data, lines: Sequence[Line]) -> Sequence[Line]:
    return lines if data.draw(st.booleans()) else lines[1:]

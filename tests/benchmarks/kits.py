"""Kits in memory: totals of all of them, one cost that changes, and a large one put together and rolled up.

The bare things are the same multiplications and additions in a plain loop, without names, waste, or anything missing.
Times are the processor's: nothing here waits.
"""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.benchmarks.figures import Figure, Options, Outcome, percentile
from tests.benchmarks.timing import spreads, timed, worked

if TYPE_CHECKING:
    from lazi_desktop.domain.kits.book import KitBook
    from lazi_desktop.domain.kits.kit import Kit, Line, Parameter
    from lazi_desktop.domain.kits.parts import Part
    from lazi_desktop.domain.kits.skus import KitSku

KITS, LINES, LEVELS, SKUS = 1_000, 40, 4, 5_000
INCLUDES = 4
FORMULAS = 0.1
LARGE = 500
ROLL_MS, CHANGE_MS, OPEN_MS = 200, 5, 100
TURNS, CHANGES = 21, 300
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def measure(options: Options) -> Outcome:
    share = 20 if options.quick else 1
    world = _World(KITS // share, SKUS // share)
    found: dict[str, Any] = {}
    gc.collect()
    for turn in range(2 if options.quick else TURNS):
        _roll_all(world, turn, found)
        _roll_with_missing(world, turn, found)
    book = world.book()
    _change_costs(world, book, 10 if options.quick else CHANGES, found)
    lacking = world.book(world.without_costs(0))
    _change_costs(world, lacking, 10 if options.quick else CHANGES, found, "missing, ")
    for turn in range(2 if options.quick else TURNS):
        _open_large(world, book, turn, found)
    return Outcome(
        figures=[
            _figure(
                f"kits: totals of all {len(world.kits):,} × {LINES} lines, {LEVELS} levels, p95",
                found["all"], found["all, bare"], ROLL_MS, "every cost is another one; formulas were read before",
            ),
            _figure(
                "kits: the same from the stored kits, formulas read, p95",
                found["cold"], found["all, bare"], ROLL_MS, "the first time that a window asks",
            ),
            _figure(
                "kits: one cost changed, until all totals that hang on it, p95",
                found["change"], found["change, bare"], CHANGE_MS, "in kits of the lowest level as in the highest",
            ),
            _figure(
                "kits: totals of all where one cost in ten is missing, p95",
                found["missing, all"], found["all, bare"], ROLL_MS, "what they lack is listed where somebody reads it",
            ),
            _figure(
                "kits: one cost changed where one in ten is missing, p95",
                found["missing, change"], found["missing, change, bare"], CHANGE_MS, "",
            ),
            _figure(
                f"kits: {LARGE} lines put together, rolled up, and made to be shown, p95",
                found["open"], found["open, bare"], OPEN_MS, "the bare: the same lines read from JSON, and multiplied",
            ),
        ],
        details={
            **spreads(found, "all_", "cold_", "change_", "missing_", "open_"),
            "all lines of all kits made": found["lines"],
            "kits that a changed cost is in": {"most": max(found["reach"]), "median": percentile(found["reach"], 0.5)},
        },
    )  # fmt: skip


def _figure(name: str, value: Sequence[float], baseline: Sequence[float], target: float, note: str) -> Figure:
    return Figure(
        name=name,
        value=1000 * percentile(value, 0.95),
        unit="ms",
        target=target,
        baseline=1000 * percentile(baseline, 0.95),
        note=note,
    )


class _World:
    """A quarter of the kits at each level: each has lines of SKUs, above the lowest some of kits one level below."""

    def __init__(self, kits: int, skus: int) -> None:
        self.random = random.Random(6)
        self.skus = {one.key: one for one in (self._sku(number) for number in range(skus))}
        self._keys = list(self.skus)
        self.parts: list[Part] = []
        self.kits: list[Kit] = []
        below: list[Kit] = []
        for _ in range(LEVELS):
            level = [self.kit(LINES, below) for _ in range(kits // LEVELS)]
            self.kits += level
            below = level

    def book(self, skus: dict[Any, KitSku] | None = None) -> KitBook:
        from lazi_desktop.domain.kits.book import KitBook

        return KitBook({one.key: one for one in self.kits}, skus or self.skus, now=NOW)

    def without_costs(self, turn: int) -> dict[Any, KitSku]:
        """One in ten has none, another one at each turn."""
        return {
            key: replace(one, cost=None) if (number + turn) % 10 == 0 else one
            for number, (key, one) in enumerate(self.skus.items())
        }

    def dearer(self, turn: int) -> dict[Any, KitSku]:
        return {key: replace(one, cost=(one.cost or Decimal(0)) + turn + 1) for key, one in self.skus.items()}

    def kit(self, lines: int, below: Sequence[Kit]) -> Kit:
        from lazi_desktop.domain.kits.kit import Kit, Parameter
        from lazi_desktop.domain.kits.parts import KitId, PartId

        parameter: Parameter = Parameter(
            key=PartId(self._id()), name="run_ft", unit="ft", default=Decimal(47)
        )
        nested = [self._line(includes=self.random.choice(below).key) for _ in range(INCLUDES if below else 0)]
        own = [self._line(sku=self.random.choice(self._keys)) for _ in range(lines - len(nested))]
        return Kit(
            key=KitId(self._id()),
            name=f"Kit {len(self.kits):,}",
            labour_hours=Decimal("0.5"),
            parameters=[parameter],
            lines=[*own, *nested],
        )

    def _line(self, **of: Any) -> Line:
        from lazi_desktop.domain.kits.kit import Line
        from lazi_desktop.domain.kits.parts import PartId

        quantity = Decimal(self.random.randint(1, 40)) / 4
        if self.random.random() < FORMULAS:
            return Line(key=PartId(self._id()), quantity=f"=ROUNDUP([run_ft] * {quantity} / 10, 0)", **of)
        waste = Decimal(self.random.choice(("0", "0", "0.1")))
        return Line(
            key=PartId(self._id()), quantity=quantity, waste=waste if "sku" in of else Decimal(0), **of
        )

    def _sku(self, number: int) -> KitSku:
        from lazi_desktop.domain.keys import EntityKey
        from lazi_desktop.domain.kinds import EntityKind
        from lazi_desktop.domain.kits.skus import KitSku

        cost = Decimal(self.random.randint(1, 99_999)) / 100
        return KitSku(
            key=EntityKey(self._id()),
            kind=EntityKind.MATERIAL,
            code=f"M-{number}",
            name=f"Material {number}",
            unit="EA",
            cost=cost,
            price=cost * 2,
            cost_at=NOW,
        )

    def _id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))


def _roll_all(world: _World, turn: int, found: dict[str, Any]) -> None:
    gc.collect()  # what the turn before left behind is not this one's
    with timed(found, "cold_"):
        book = world.book()
        for kit in world.kits:
            assert book.roll(kit.key).cost.is_complete
    dearer = world.dearer(turn)
    book.put_skus(dearer)
    gc.collect()
    with timed(found, "all_"):
        for kit in world.kits:
            assert book.roll(kit.key).cost.is_complete
    products = _products(world.kits, dearer)
    with timed(found, "bare_"):
        for kit_products in products:
            cost = price = Decimal(0)
            for quantity, each, sold in kit_products:
                cost += quantity * each
                price += quantity * sold
    with timed(found, "lines_"):
        for kit in world.kits:
            assert len(book.roll(kit.key).lines) == LINES
    for name, what in (("cold", "cold_"), ("all", "all_"), ("all, bare", "bare_")):
        found.setdefault(name, []).append(found[worked(what)][-1])
    found["lines"] = f"{1000 * found[worked('lines_')][-1]:.0f} ms"


def _roll_with_missing(world: _World, turn: int, found: dict[str, Any]) -> None:
    book = world.book(world.without_costs(turn))
    for kit in world.kits:
        book.roll(kit.key)
    book.put_skus(world.without_costs(turn + 1))
    gc.collect()
    with timed(found, "missing_"):
        incomplete = sum(not book.roll(kit.key).cost.is_complete for kit in world.kits)
    assert incomplete > len(world.kits) / 2
    found.setdefault("missing, all", []).append(found[worked("missing_")][-1])


def _products(kits: Sequence[Kit], skus: dict[Any, KitSku]) -> list[list[tuple[Decimal, Decimal, Decimal]]]:
    two = Decimal(2)
    return [
        [
            (
                two if isinstance(line.quantity, str) else line.quantity,
                (line.sku and skus[line.sku].cost) or two,
                (line.sku and skus[line.sku].price) or two,
            )
            for line in kit.lines
        ]
        for kit in kits
    ]


def _change_costs(world: _World, book: KitBook, count: int, found: dict[str, Any], where: str = "") -> None:
    for kit in world.kits:
        book.roll(kit.key)
    changing, bare = f"{where}change_", f"{where}bare_change_"
    for number in range(count):
        key = world.random.choice(list(world.skus))
        sku = replace(world.skus[key], cost=Decimal(number + 1))
        with timed(found, changing):
            changed = book.put_skus({key: sku})
            complete = sum(book.roll(one).cost.is_complete for one in changed)
        assert where or complete == len(changed)
        products = _products([book.kits[one] for one in changed], {**book.skus})
        with timed(found, bare):
            for kit_products in products:
                cost = price = Decimal(0)
                for quantity, each, sold in kit_products:
                    cost += quantity * each
                    price += quantity * sold
        found.setdefault("reach", []).append(len(changed))
    found[f"{where}change"], found[f"{where}change, bare"] = found[worked(changing)], found[worked(bare)]


def _open_large(world: _World, book: KitBook, turn: int, found: dict[str, Any]) -> None:
    from lazi_desktop.domain.kits.assembling import kits_of
    from lazi_desktop.domain.kits.parts import KitPart

    kit = world.kit(LARGE, world.kits[-10:])
    parts = _parts_of(kit)
    text = json.dumps([{**part.fields} for part in parts], default=str)
    gc.collect()
    with timed(found, "open_"):
        assembled = kits_of(parts)
        book.put_kits(assembled)
        lines = book.roll(kit.key).lines
    assert len(lines) == LARGE
    assert all(part.kind in KitPart for part in parts)
    with timed(found, "bare_open_"):
        total = Decimal(turn)
        for fields in json.loads(text):
            UUID(fields["kit"])
            total += Decimal(2) * Decimal(turn)
    found["open"], found["open, bare"] = found[worked("open_")], found[worked("bare_open_")]


def _parts_of(kit: Kit) -> list[Part]:
    from lazi_desktop.domain.kits.assembling import (
        fields_of_kit,
        fields_of_line,
        fields_of_parameter,
        part_of,
    )
    from lazi_desktop.domain.kits.parts import KitPart, PartId

    return [
        part_of(kit.key, KitPart.KIT, PartId(kit.key), fields_of_kit(kit)),
        *(part_of(kit.key, KitPart.PARAMETER, one.key, fields_of_parameter(one)) for one in kit.parameters),
        *(
            part_of(
                kit.key, KitPart.INCLUDE if one.is_include else KitPart.ITEM, one.key, fields_of_line(one)
            )
            for one in kit.lines
        ),
    ]

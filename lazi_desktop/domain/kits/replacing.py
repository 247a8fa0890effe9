"""One thing in the place of another everywhere: in lines of kits, among their substitutes, and in what SKUs link.

A plan only: what would become of every place, with a ratio and a tick for each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.arithmetic import CONTEXT
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Line, Quantity
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.replaced_lines import (
    Thing,
    bought,
    times,
    together,
    twin_of,
    with_substitute,
    with_thing,
)
from lazi_desktop.domain.kits.replaced_links import LinkHolder, Relinked, names, relinked, why_not_there
from lazi_desktop.domain.kits.replacement import (
    Choice,
    LineChange,
    LinkChange,
    Place,
    ReplacedRow,
    ReplacePlan,
    Spot,
)
from lazi_desktop.domain.kits.skus import KitSku


def plan_replacing(
    book: KitBook,
    old: Thing,
    new: Thing,
    holders: Iterable[LinkHolder] = (),
    *,
    ratio: Decimal = Decimal(1),
    choices: Mapping[Place, Choice] | None = None,
) -> ReplacePlan:
    """`book` knows both; `holders` are the SKUs that link the old one.

    Raises:
        InvalidValue: the two cannot take each other's place at all, or a ratio is nothing or less.
    """
    return _Planning(book, old, new, ratio, choices or {}).plan(holders)


class _Planning:
    def __init__(
        self, book: KitBook, old: Thing, new: Thing, ratio: Decimal, choices: Mapping[Place, Choice]
    ) -> None:
        _check(book, old, new, [ratio, *(one.ratio for one in choices.values() if one.ratio is not None)])
        self._book = book
        self._old = old
        self._new = new
        self._ratio = ratio
        self._choices = choices
        kit = None if new.kit is None else book.kits[new.kit]
        self._names = [] if kit is None else [one.name for one in kit.parameters]
        self._skus = [None if one.sku is None else book.skus[one.sku] for one in (old, new)]
        self._each = _cost_each(book, new)

    def plan(self, holders: Iterable[LinkHolder]) -> ReplacePlan:
        rows: list[ReplacedRow] = []
        lines: list[LineChange] = []
        for kit in self._kits():
            found, changed = self._in_kit(kit)
            rows += found
            lines += changed
        links: list[LinkChange] = []
        for holder in holders:
            for row, change in self._in_links(holder):
                rows.append(row)
                links += [change] if row.counts and change is not None else []
        moves = {
            EntityKey(row.place.owner): row.ratio
            for row in rows
            if row.counts and row.kind is EntityKind.SERVICE and row.ratio is not None
        }
        return ReplacePlan(old=self._old, new=self._new, rows=rows, lines=lines, links=links, moves=moves)

    def _kits(self) -> Iterator[Kit]:
        for kit in sorted(self._book.kits.values(), key=lambda one: (one.name.casefold(), str(one.key))):
            if not kit.gone and any(self._names_old(line) for line in kit.lines):
                yield kit

    def _names_old(self, line: Line) -> bool:
        return self._old.is_in(line) or (self._old.sku is not None and self._old.sku in line.substitutes)

    # ------------------------------------------------------------------------------------------------- in one kit

    def _in_kit(self, kit: Kit) -> tuple[list[ReplacedRow], list[LineChange]]:
        lines = {line.key: line for line in kit.lines}
        why = self._why_not_in(kit)
        held = [line for line in kit.lines if self._old.is_in(line)]
        going = {line.key for line in held}
        joined: dict[PartId, PartId] = {}
        rows = [self._line_row(kit, line, lines, joined, going, why) for line in held]
        ratios = {row.place.line: row.ratio for row in rows}
        beside = [
            line for line in kit.lines if self._old.sku is not None and self._old.sku in line.substitutes
        ]
        rows += [self._substitute_row(kit, line, lines) for line in beside]
        changed = [
            LineChange(
                kit.key, line, lines.get(line.key), joined.get(line.key), ratios.get(line.key) or Decimal(1)
            )
            for line in kit.lines
            if lines.get(line.key) is not line
        ]
        return rows, changed

    def _line_row(
        self,
        kit: Kit,
        line: Line,
        lines: dict[PartId, Line],
        joined: dict[PartId, PartId],
        going: Collection[PartId],
        why: str,
    ) -> ReplacedRow:
        """Changes `lines` and `joined` where the row counts."""
        place = Place(kit.key, Spot.LINE, line.key)
        choice, ratio = self._choice(place)
        put: Line | None = None
        twin: Line | None = None
        after: Quantity | None = None
        try:
            put = with_thing(line, self._new, times(line.quantity, ratio), self._names)
            twin = twin_of(put, (one for one in lines.values() if one.key not in going))
            after = put.quantity if twin is None else together(twin.quantity, put.quantity)
        except InvalidValue as problem:
            why = why or problem.detail
        if put is not None and after is not None and choice.ticked and not why:
            if twin is None:
                lines[line.key] = put
            else:
                lines[twin.key] = replace(twin, quantity=after)
                del lines[line.key]
                joined[line.key] = twin.key
        rolled = self._book.roll(kit.key).line(line.key)
        typed = None if rolled is None else rolled.typed
        return ReplacedRow(
            place=place,
            name=kit.name,
            ratio=ratio,
            ticked=choice.ticked,
            before=line.quantity,
            after=after,
            joins=twin is not None,
            refused=why,
            cost_before=_times(bought(line, typed), None if rolled is None else rolled.cost_each),
            cost_after=None if put is None else _times(bought(put, _times(typed, ratio)), self._each),
        )

    def _substitute_row(self, kit: Kit, line: Line, lines: dict[PartId, Line]) -> ReplacedRow:
        place = Place(kit.key, Spot.SUBSTITUTE, line.key)
        choice, _ = self._choice(place)
        why = "" if self._new.sku is not None else "A kit cannot be a substitute."
        now = lines.get(line.key)
        if choice.ticked and self._old.sku is not None and self._new.sku is not None and now is not None:
            lines[line.key] = with_substitute(now, self._old.sku, self._new.sku)
        return ReplacedRow(place=place, name=kit.name, ticked=choice.ticked, refused=why)

    def _why_not_in(self, kit: Kit) -> str:
        if self._new.kit is None:
            return ""
        path = self._book.would_cycle(kit.key, [self._new.kit])
        if not path:
            return ""
        names = (self._book.kits[one].name for one in path if one in self._book.kits)
        return f"The kit would be in itself: {' › '.join(names)}."

    # ---------------------------------------------------------------------------------------------- in one SKU's links

    def _in_links(self, holder: LinkHolder) -> Iterator[tuple[ReplacedRow, LinkChange | None]]:
        old, new = self._skus
        for name, value in holder.links.items():
            if old is not None and names(value, old):
                yield self._in_link(holder, name, old, new)

    def _in_link(
        self, holder: LinkHolder, name: str, old: KitSku, new: KitSku | None
    ) -> tuple[ReplacedRow, LinkChange | None]:
        place = Place(holder.key, Spot.LINK, field=name)
        choice, ratio = self._choice(place)
        why, found = why_not_there(holder, name, new), Relinked(())
        if new is not None and not why:
            try:
                found = relinked(holder, name, old, new, ratio)
            except InvalidValue as problem:
                why = problem.detail
        row = ReplacedRow(
            place=place,
            code=holder.code,
            name=holder.name,
            kind=holder.kind,
            ratio=None if found.before is None else ratio,
            ticked=choice.ticked,
            before=found.before,
            after=found.after,
            joins=found.joins,
            refused=why,
            cost_before=_times(found.before, old.cost),
            cost_after=_times(found.added, self._each),
        )
        return row, None if why else LinkChange(holder.key, name, holder.links[name], found.value)

    def _choice(self, place: Place) -> tuple[Choice, Decimal]:
        choice = self._choices.get(place) or Choice()
        return choice, self._ratio if choice.ratio is None else choice.ratio


def _check(book: KitBook, old: Thing, new: Thing, ratios: Iterable[Decimal]) -> None:
    if old == new:
        raise InvalidValue("This would take its own place.")
    if any(ratio <= 0 for ratio in ratios):
        raise InvalidValue("The ratio must be more than nothing.")
    for one in (old, new):
        if one.sku is not None and one.sku not in book.skus:
            raise InvalidValue("The SKU is not there any more.")
        if one.kit is not None and one.kit not in book.kits:
            raise InvalidValue("The kit is not there any more.")
    if new.sku is not None and book.skus[new.sku].gone:
        raise InvalidValue("ServiceTitan does not have the new one any more.")
    if new.kit is not None and book.kits[new.kit].gone:
        raise InvalidValue("The new kit was removed.")


def _cost_each(book: KitBook, thing: Thing) -> Decimal | None:
    if thing.sku is not None:
        return book.skus[thing.sku].cost
    assert thing.kit is not None
    cost = book.roll(thing.kit).cost
    return cost.amount if cost.is_complete else None


def _times(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else CONTEXT.multiply(one, other)

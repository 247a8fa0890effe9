"""The functions of formulas, by the names that spreadsheets gave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from lazi_desktop.domain.formula.arithmetic import MOST_PLACES, next_multiple, rounded
from lazi_desktop.domain.formula.parts import Gives, Part, Values, Work
from lazi_desktop.domain.formula.problems import FormulaProblem


@dataclass(frozen=True, slots=True)
class Function:
    """`takes` says what the arguments are; the last one may come again up to `most` times. `usage` is shown."""

    usage: str
    least: int
    most: int
    takes: tuple[Gives, ...]
    gives: Gives
    build: Callable[[Sequence[Part]], Work]

    def wanted(self, place: int) -> Gives:
        return self.takes[min(place, len(self.takes) - 1)]


_ANY = 50


def _if(parts: Sequence[Part]) -> Work:
    condition, yes, no = (part.work for part in parts)
    return lambda values: yes(values) if condition(values) else no(values)


def _and(parts: Sequence[Part]) -> Work:
    works = [part.work for part in parts]
    return lambda values: all(work(values) for work in works)


def _or(parts: Sequence[Part]) -> Work:
    works = [part.work for part in parts]
    return lambda values: any(work(values) for work in works)


def _not(parts: Sequence[Part]) -> Work:
    work = parts[0].work
    return lambda values: not work(values)


def _min(parts: Sequence[Part]) -> Work:
    works = [part.work for part in parts]
    return lambda values: min(work(values) for work in works)


def _max(parts: Sequence[Part]) -> Work:
    works = [part.work for part in parts]
    return lambda values: max(work(values) for work in works)


def _abs(parts: Sequence[Part]) -> Work:
    work = parts[0].work
    return lambda values: work(values).copy_abs()


def _rounding(how: str) -> Callable[[Sequence[Part]], Work]:
    def build(parts: Sequence[Part]) -> Work:
        work = parts[0].work
        if len(parts) == 1:
            return lambda values: rounded(work(values), 0, how)
        places = parts[1]
        return lambda values: rounded(work(values), _places(places, values), how)

    return build


def _places(part: Part, values: Values) -> int:
    number: Decimal = part.work(values)
    if number != number.to_integral_value() or abs(number) > MOST_PLACES:
        raise FormulaProblem(
            f"the number of decimals is a whole number from -{MOST_PLACES} to {MOST_PLACES}.",
            part.at,
            len(part.text),
        )
    return int(number)


def _ceiling(parts: Sequence[Part]) -> Work:
    work = parts[0].work
    if len(parts) == 1:
        return lambda values: next_multiple(work(values), Decimal(1))
    step = parts[1]

    def up(values: Values) -> Decimal:
        size: Decimal = step.work(values)
        if size <= 0:
            raise FormulaProblem(
                f"CEILING goes up in steps above 0, and “{step.text}” is not.", step.at, len(step.text)
            )
        return next_multiple(work(values), size)

    return up


_N, _T = Gives.NUMBER, Gives.TRUTH

FUNCTIONS: Mapping[str, Function] = {
    "IF": Function("IF(condition, then, else)", 3, 3, (_T, _N), _N, _if),
    "AND": Function("AND(condition, condition, …)", 1, _ANY, (_T,), _T, _and),
    "OR": Function("OR(condition, condition, …)", 1, _ANY, (_T,), _T, _or),
    "NOT": Function("NOT(condition)", 1, 1, (_T,), _T, _not),
    "MIN": Function("MIN(number, number, …)", 1, _ANY, (_N,), _N, _min),
    "MAX": Function("MAX(number, number, …)", 1, _ANY, (_N,), _N, _max),
    "ABS": Function("ABS(number)", 1, 1, (_N,), _N, _abs),
    "ROUND": Function("ROUND(number, decimals)", 1, 2, (_N,), _N, _rounding(ROUND_HALF_UP)),
    "ROUNDUP": Function("ROUNDUP(number, decimals)", 1, 2, (_N,), _N, _rounding(ROUND_UP)),
    "ROUNDDOWN": Function("ROUNDDOWN(number, decimals)", 1, 2, (_N,), _N, _rounding(ROUND_DOWN)),
    "CEILING": Function("CEILING(number, step)", 1, 2, (_N,), _N, _ceiling),
}

"""A kit made ready to be rolled up again and again: formulas read, and what never changes worked out once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DecimalException, getcontext, setcontext
from functools import cached_property, lru_cache

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.arithmetic import finite, next_multiple
from lazi_desktop.domain.formula.parser import Formula, parse, plain_name
from lazi_desktop.domain.formula.problems import FormulaProblem, NoValue
from lazi_desktop.domain.kits.kit import Kit, Line, Parameter, Quantity
from lazi_desktop.domain.kits.parameter_values import check_value
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.quantity import MAX_QUANTITY, MAX_WASTE, number_text

EXACT = Context(prec=6_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Room for thirty levels of quantities with all of their digits: sums and products are never rounded."""


@contextmanager
def exactly() -> Iterator[None]:
    """Operators reckon with it meanwhile. No copy is made of it, as by decimal itself, for every kit."""
    before = getcontext()
    setcontext(EXACT)
    try:
        yield
    finally:
        setcontext(before)


DEFAULTS = "defaults"
"""The key of settings in which nothing was given."""

Worked = tuple[Decimal | None, str]
"""A number, or what is wrong with it in a sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of a kit's parameters, by their plain names. `troubles` say why a name has none that can be used."""

    values: Mapping[str, Decimal]
    troubles: Mapping[str, str]
    key: Hashable


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A number as it stands, the formula of one, or what is wrong. `column` is where it was typed."""

    column: str
    number: Decimal | None = None
    formula: Formula | None = None
    problem: str = ""

    def worked_out(self, settings: Settings) -> Worked:
        if self.formula is None:
            return self.number, self.problem
        try:
            return finite(self.formula.number(settings.values)), ""
        except NoValue as problem:
            return None, _told(self.column, problem, settings.troubles.get(problem.name))
        except FormulaProblem as problem:
            return None, _told(self.column, problem)
        except DecimalException:
            return None, f"{self.column}: the numbers become too large to count with."


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """`values` are of the included kit's parameters, by their plain names."""

    line: Line
    typed: Reckoned
    values: Mapping[str, Reckoned]

    def quantity(self, settings: Settings) -> Worked:
        """As it is typed."""
        number, problem = self.typed.worked_out(settings)
        if number is None:
            return number, problem
        if not self.line.is_include:
            if self.line.waste > MAX_WASTE:
                return None, f"Waste: more than {MAX_WASTE * 100:,} % cannot be meant."
            if self.line.pack is not None and self.line.pack > MAX_QUANTITY:
                return None, f"Pack: it is more than {MAX_QUANTITY:,}."
        return _within_bounds(self.typed.column, number)

    def given_values(self, settings: Settings) -> tuple[dict[str, Decimal], str]:
        """What the included kit is given, or what is wrong with it."""
        given: dict[str, Decimal] = {}
        for name, reckoned in self.values.items():
            number, problem = reckoned.worked_out(settings)
            if number is None:
                return {}, problem
            given[name] = number
        return given, ""


class Plan:
    """Of one kit. `steady` are the SKU lines whose quantity is the same whatever the values are, with `quantities` and
    the `numbers` of their SKUs' keys: numbers are found in less time than keys. `others` and `includes` have to be
    worked out; `optional` lines count only if they are taken. `unsteady` are all that are not steady.
    """

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.number = kit.key.int
        self.labour = kit.labour_hours
        self.names = [plain_name(one.name) for one in kit.parameters]
        self.steady: list[Line] = []
        self.quantities: list[Decimal] = []
        self.numbers: list[int] = []
        self.others: list[PlannedLine] = []
        self.includes: list[PlannedLine] = []
        self.optional: list[PlannedLine] = []
        self.unsteady: dict[PartId, PlannedLine] = {}
        for line in kit.lines:
            typed = line.quantity
            if (
                line.sku is None
                or line.optional
                or isinstance(typed, str)
                or not 0 <= typed <= MAX_QUANTITY
                or (line.waste and line.waste > MAX_WASTE)
                or (line.pack is not None and line.pack > MAX_QUANTITY)
            ):
                self._sort_in(line)
                continue
            self.steady.append(line)
            self.quantities.append(
                with_waste(line, typed)[1] if line.waste or line.pack is not None else typed
            )
            self.numbers.append(line.sku.int)

    @cached_property
    def lines(self) -> Sequence[PlannedLine]:
        """All, in order."""
        return [self.unsteady.get(line.key) or planned_line(line, self.names) for line in self.kit.lines]

    @cached_property
    def defaults(self) -> Settings:
        return replace(self.settings({}), key=DEFAULTS)

    def settings(self, given: Mapping[str, Decimal]) -> Settings:
        """Names that are no parameter's are left out."""
        values: dict[str, Decimal] = {}
        troubles: dict[str, str] = {}
        key: list[Decimal | None] = []
        for name, parameter in zip(self.names, self.kit.parameters, strict=True):
            value = given.get(name, parameter.default)
            key.append(value)
            trouble = _trouble(parameter, value)
            if name in values or name in troubles:
                trouble = f"two parameters are called {parameter.name}."
                values.pop(name, None)
            if trouble or value is None:
                troubles[name] = trouble
            else:
                values[name] = value
        return Settings(values, troubles, tuple(key))

    def _sort_in(self, line: Line) -> None:
        planned = self.unsteady[line.key] = planned_line(line, self.names)
        if line.optional:
            self.optional.append(planned)
        elif line.sku is None:
            self.includes.append(planned)
        else:
            self.others.append(planned)


def with_waste(line: Line, typed: Decimal) -> tuple[Decimal, Decimal]:
    """What is needed of a line, and that rounded up to packs. Kits have neither waste nor packs."""
    if line.is_include:
        return typed, typed
    needed = EXACT.multiply(typed, EXACT.add(1, line.waste)) if line.waste else typed
    if line.pack is None:
        return needed, needed
    return needed, in_packs(needed, line.pack)


def in_packs(needed: Decimal, pack: Decimal) -> Decimal:
    """Rounded up to whole packs."""
    try:
        return next_multiple(needed, pack)
    except DecimalException:  # more packs than formulas can count
        whole = EXACT.multiply(EXACT.divide_int(needed, pack), pack)
        return whole if whole >= needed else EXACT.add(whole, pack)


def planned_line(line: Line, names: Collection[str]) -> PlannedLine:
    return PlannedLine(
        line,
        _reckoned(line.quantity, "Quantity", names),
        {plain_name(name): _reckoned(one, f"Value of {name}", names) for name, one in line.values.items()},
    )


def _reckoned(quantity: Quantity, column: str, names: Collection[str]) -> Reckoned:
    if not isinstance(quantity, str):
        return Reckoned(column, quantity)
    found = _parsed(quantity)
    if isinstance(found, Formula) and not found.names.issubset(names):
        try:
            parse(quantity, names=names)
        except FormulaProblem as problem:
            found = problem
    if isinstance(found, FormulaProblem):
        return Reckoned(column, problem=_told(column, found))
    return Reckoned(column, formula=found)


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Formula | FormulaProblem:
    try:
        return parse(text)
    except FormulaProblem as problem:
        return problem


def _told(column: str, problem: FormulaProblem, reason: str | None = None) -> str:
    return f"{column}, character {problem.at + 1}: {reason or problem.reason}"


def _within_bounds(column: str, number: Decimal) -> Worked:
    if number < 0:
        return None, f"{column}: it comes to {number_text(number)}, and cannot be below zero."
    if number > MAX_QUANTITY:
        return None, f"{column}: it comes to more than {MAX_QUANTITY:,}."
    return number, ""


def _trouble(parameter: Parameter, value: Decimal | None) -> str:
    if value is None:
        return f"{parameter.name} has no value yet."
    try:
        check_value(parameter, value)
    except InvalidValue as error:
        return f"{parameter.name} cannot be {number_text(value)}. {error.detail}"
    return ""

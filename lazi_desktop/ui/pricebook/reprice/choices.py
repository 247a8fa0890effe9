"""What a person chose for a bulk price change, as they typed it: kept from one time to the next. Without Qt."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.pricing.derived import DERIVED_FIELDS, Derived, Follow
from lazi_desktop.domain.pricing.ladder import Ladder
from lazi_desktop.domain.pricing.methods import (
    ByAmount,
    ByFormula,
    ByLadder,
    ByPercent,
    MarkupFromCost,
    Method,
    TargetMargin,
)
from lazi_desktop.domain.pricing.priced import NAMES
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.domain.pricing.rounding import CENT, Rounding, Toward
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.domain.typed_text import MAX_MONEY, parse_number
from lazi_desktop.ui.numerals import understood

_MOST_PERCENT = Decimal(100_000)


class How(StrEnum):
    PERCENT = "percent"
    AMOUNT = "amount"
    MARKUP = "markup"
    MARGIN = "margin"
    FORMULA = "formula"
    LADDER = "ladder"


class Ends(StrEnum):
    """Which prices there are to be."""

    CENT = "cent"
    NINETY_NINE = "99"
    NINETY_FIVE = "95"
    WHOLE = "whole"
    MULTIPLE = "multiple"


class ChoiceProblem(LaziError):
    """What was typed into one of the fields cannot be used: `about` is its name, `detail` the sentence."""

    title = "This cannot be used"

    def __init__(self, about: str, detail: str) -> None:
        super().__init__(detail)
        self.about = about


def _first_values() -> dict[str, str]:
    return {
        How.PERCENT: "5",
        How.AMOUNT: "1",
        How.MARKUP: "60",
        How.MARGIN: "40",
        How.FORMULA: "cost * 1.9 + 5",
    }


def _first_follows() -> dict[str, str]:
    return {name: str(Follow.KEEP_RATIO) for name in DERIVED_FIELDS}


def _first_percents() -> dict[str, str]:
    return dict.fromkeys(DERIVED_FIELDS, "10")


@dataclass(frozen=True, slots=True)
class Choices:
    """`values` has a text for each way to a price, so that going back to one finds what was typed. `follows` and
    `percents` are by the derived price's field."""

    how: str = How.PERCENT
    values: Mapping[str, str] = field(default_factory=_first_values)
    ends: str = Ends.CENT
    multiple: str = "5"
    toward: str = Toward.UP
    follows: Mapping[str, str] = field(default_factory=_first_follows)
    percents: Mapping[str, str] = field(default_factory=_first_percents)
    rounds_derived: bool = True
    floor: str = "10"

    def to_text(self, team: TeamSettings | None = None) -> str:
        """What is as it is to begin with is not kept: the team may begin otherwise tomorrow."""
        first = asdict(Choices.of_team(team or TeamSettings()))
        return json.dumps({name: value for name, value in asdict(self).items() if value != first[name]})

    @classmethod
    def of_team(cls, team: TeamSettings) -> Choices:
        """Those to begin with, by what holds for everybody."""
        floor, step = f"{team.margin_floor * 100:f}", team.round_to
        plain = floor.rstrip("0").rstrip(".") if "." in floor else floor
        if step <= CENT:
            return cls(floor=plain)
        if step == 1:
            return cls(floor=plain, ends=Ends.WHOLE, toward=Toward.NEAREST)
        return cls(floor=plain, ends=Ends.MULTIPLE, multiple=f"{step:f}", toward=Toward.NEAREST)

    @classmethod
    def from_text(cls, text: str, team: TeamSettings | None = None) -> Choices:
        """What was kept; the first choices where it cannot be read, as when another version wrote it."""
        first = cls.of_team(team or TeamSettings())
        try:
            kept = json.loads(text)
            known = {one.name: kept.get(one.name, getattr(first, one.name)) for one in fields(cls)}
            for name in ("values", "follows", "percents"):
                known[name] = {**getattr(first, name), **known[name]}
            chosen = cls(**known)
            How(chosen.how), Ends(chosen.ends), Toward(chosen.toward)
            for follow in chosen.follows.values():
                Follow(follow)
        except (ValueError, TypeError, AttributeError):
            return first
        return chosen


def read_choices(choices: Choices, ladder: Ladder) -> Repricing:
    """
    Raises:
        ChoiceProblem: something typed cannot be used.
    """
    return Repricing(
        method=_method(choices, ladder),
        rounding=_rounding(choices),
        derived={name: _derived(choices, name) for name in DERIVED_FIELDS},
        rounds_derived=choices.rounds_derived,
        floor=_number("floor", choices.floor, Decimal(0), Decimal(100)) / 100,
    )


_PERCENTS: Mapping[str, Callable[[Decimal], Method]] = {
    How.PERCENT: ByPercent,
    How.MARKUP: MarkupFromCost,
    How.MARGIN: TargetMargin,
}


def _method(choices: Choices, ladder: Ladder) -> Method:
    text = choices.values.get(choices.how, "")
    try:
        if choices.how in _PERCENTS:
            return _PERCENTS[choices.how](_number("value", text, -_MOST_PERCENT, _MOST_PERCENT))
        if choices.how == How.AMOUNT:
            return ByAmount(_number("value", text, -MAX_MONEY, MAX_MONEY))
        if choices.how == How.LADDER:
            return ByLadder(ladder)
        return ByFormula(parse(text, names=NAMES))
    except FormulaProblem as problem:
        raise ChoiceProblem("value", problem.detail) from problem
    except InvalidValue as problem:
        raise ChoiceProblem("value", problem.detail) from problem


def _rounding(choices: Choices) -> Rounding:
    toward = Toward(choices.toward)
    match Ends(choices.ends):
        case Ends.CENT:
            return Rounding()
        case Ends.NINETY_NINE:
            return Rounding(Decimal(1), Decimal("0.99"), toward)
        case Ends.NINETY_FIVE:
            return Rounding(Decimal(1), Decimal("0.95"), toward)
        case Ends.WHOLE:
            return Rounding(Decimal(1), Decimal(0), toward)
        case Ends.MULTIPLE:
            step = _number("multiple", choices.multiple, CENT, Decimal(10_000))
            if step % CENT:
                raise ChoiceProblem("multiple", "Prices are rounded to whole cents.")
            return Rounding(step, Decimal(0), toward)


def _derived(choices: Choices, name: str) -> Derived:
    follow = Follow(choices.follows[name])
    if follow is not Follow.PERCENT_OFF:
        return Derived(follow)
    return Derived(follow, _number(name, choices.percents[name], Decimal(0), Decimal("99.99")))


def _number(about: str, text: str, least: Decimal, most: Decimal) -> Decimal:
    bare = text.strip().removesuffix("%").strip()
    number = parse_number(understood(bare))
    if number is None:
        shown = f"“{bare[:40]}” is not a number." if bare else "Type a number."
        raise ChoiceProblem(about, shown)
    if not least <= number <= most:
        raise ChoiceProblem(about, f"A number from {least:,f} to {most:,f} is possible here.")
    return number

"""Which parameters the formulas of a line name, and formulas with a name changed in them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.formula.tokens import Token, TokenKind, tokens_of
from lazi_desktop.domain.kits.kit import Line, Quantity
from lazi_desktop.domain.values import Value


def names_in(line: Line) -> frozenset[str]:
    """As `plain_name` spells them."""
    return frozenset(
        name for quantity in (line.quantity, *line.values.values()) for name in names_of_formula(quantity)
    )


def names_of_formula(quantity: Quantity) -> frozenset[str]:
    if not isinstance(quantity, str):
        return frozenset()
    try:
        tokens = tokens_of(quantity)
    except FormulaProblem:
        return frozenset()
    return frozenset(plain_name(token.text) for token in _names(tokens))


def with_name(formula: Value, old: str, new: str) -> Value:
    """What is no formula stays as it is. `old` as `plain_name` spells it."""
    if not isinstance(formula, str):
        return formula
    try:
        tokens = tokens_of(formula)
    except FormulaProblem:
        return formula
    for token in reversed(_names(tokens)):
        if plain_name(token.text) == old:
            formula = f"{formula[: token.at]}[{new}]{formula[token.end :]}"
    return formula


def _names(tokens: Sequence[Token]) -> list[Token]:
    """A word before a bracket is a function."""
    return [
        one
        for one, following in itertools.pairwise(tokens)
        if one.kind is TokenKind.BRACKETED or (one.kind is TokenKind.WORD and following.text != "(")
    ]

"""Formulas as people type them, without brackets around everything, against Python's own reading of them.

Python reads the text, and what it read is worked out in fractions: precedence, order and signs must be the same.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from lazi_desktop.domain.formula.parser import parse, plain_name
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.formula.spelled import with_values

VALUES = {"run_ft": Decimal(47), "rows": Decimal(3), "width": Decimal("2.75"), "none": Decimal(0)}
NEAR = Fraction(1, 10**12)


class NothingToSay(Exception):
    """Divided by nothing, or a hair beside a step."""


OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def worked_out(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return Fraction(str(value))
        case ast.Name(id=name):
            return Fraction(VALUES[plain_name(name)])
        case ast.UnaryOp(op=sign, operand=operand):
            return -worked_out(operand) if isinstance(sign, ast.USub) else worked_out(operand)
        case ast.BinOp(op=ast.Div(), left=left, right=right):
            divisor = worked_out(right)
            if not divisor:
                raise NothingToSay
            return worked_out(left) / divisor
        case ast.BinOp(op=op, left=left, right=right):
            return OPERATORS[type(op)](worked_out(left), worked_out(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            one, other = worked_out(left), worked_out(right)
            if one != other and abs(one - other) < NEAR:
                raise NothingToSay
            return OPERATORS[type(op)](one, other)
        case ast.Call(func=ast.Name(id=name), args=args):
            return called(name, args)
    raise AssertionError(ast.dump(node))


def called(name: str, args: list[ast.expr]) -> Any:
    match name:
        case "IF":
            return worked_out(args[1] if worked_out(args[0]) else args[2])
        case "AND":
            return all(worked_out(one) for one in args)
        case "OR":
            return any(worked_out(one) for one in args)
        case "NOT":
            return not worked_out(args[0])
        case "MIN":
            return min(worked_out(one) for one in args)
        case "MAX":
            return max(worked_out(one) for one in args)
        case "ABS":
            return abs(worked_out(args[0]))
        case "CEILING":
            step = worked_out(args[1])
            if step <= 0:
                raise NothingToSay
            return math.ceil(steady(worked_out(args[0]) / step)) * step
    places = worked_out(args[1])
    shifted = steady(worked_out(args[0]) * Fraction(10) ** int(places))
    size = abs(shifted)
    away = {
        "ROUND": math.floor(size + Fraction(1, 2)),
        "ROUNDUP": math.ceil(size),
        "ROUNDDOWN": math.floor(size),
    }
    return (away[name] if shifted >= 0 else -away[name]) / Fraction(10) ** int(places)


def steady(number: Fraction) -> Fraction:
    nearest = Fraction(round(number * 2), 2)
    if number != nearest and abs(number - nearest) < NEAR:
        raise NothingToSay
    return number


def as_python(text: str) -> str:
    """The same in Python's signs; numbers become texts of themselves, so that none of them is a float."""
    text = text.replace("[", "").replace("]", "").replace("<>", "!=")
    text = re.sub(r"(?<![<>=!])=(?!=)", "==", text)
    return re.sub(r"(?<![\w.\"])(\d+(?:\.\d+)?)", r'"\1"', text)


numbers = st.integers(0, 400).map(lambda tens: f"{Decimal(tens) / 20:f}")
names = st.sampled_from(["run_ft", "[rows]", "width", "[none]", "Run_Ft"])


def extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " + ", " - "])), min_size=1, max_size=3
    )
    conditions = st.tuples(inner, st.sampled_from([" < ", "<=", ">", " >= ", "=", " <> "]), inner).map(
        "".join
    )
    tests = conditions | st.builds("AND({}, {})".format, conditions, conditions)
    tests |= st.builds("OR({}, {})".format, conditions, conditions) | conditions.map("NOT({})".format)
    return (
        st.builds(lambda terms, last: "".join(one + sign for one, sign in terms) + last, joined, inner)
        | inner.map("({})".format)
        | inner.map("-{}".format)
        | st.builds("IF({}, {}, {})".format, tests, inner, inner)
        | st.builds("{}({}, {})".format, st.sampled_from(["MIN", "MAX"]), inner, inner)
        | inner.map("ABS({})".format)
        | st.builds(
            "{}({}, {})".format,
            st.sampled_from(["ROUND", "ROUNDUP", "ROUNDDOWN"]), inner, st.integers(-2, 4).map(abs),
        )
        | st.builds("CEILING({}, {})".format, inner, st.sampled_from(["1", "0.25", "width"]))
    )  # fmt: skip


formulas = st.recursive(numbers | names, extended, max_leaves=14)


@given(formulas, st.booleans())
def test_formulas_are_read_as_python_reads_them(text, with_sign):
    assume(len(text) < 400)
    try:
        expected = worked_out(ast.parse(as_python(text), mode="eval").body)
    except NothingToSay:
        assume(False)
    try:
        found = parse(f"={text}" if with_sign else text, names=VALUES).number(VALUES)
    except FormulaProblem as problem:
        if not problem.reason.startswith(
            ("brackets are nested", "the numbers become", "the formula is too long")
        ):
            raise
        return
    assert abs(Fraction(found) - expected) <= NEAR * (1 + abs(expected))
    assert parse(with_values(text, VALUES)).number({}) == found


@given(formulas)
def test_a_name_without_a_value_stays_in_what_is_shown(text):
    shown = with_values(text, {})
    assert parse(shown).names == parse(text).names

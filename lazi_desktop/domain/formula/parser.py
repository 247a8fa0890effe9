"""Reads a formula by precedence, and says in words what it cannot read.

From loose to tight: one comparison, `+ -`, `* /`, sign. `5%` is 0.05, wherever it stands. Every part is worked out at
most once, so that what a formula costs is bounded by its length.
"""

from __future__ import annotations

import difflib
import operator
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from typing import Any

from lazi_desktop.domain.formula.arithmetic import CONTEXT, difference
from lazi_desktop.domain.formula.functions import FUNCTIONS, Function
from lazi_desktop.domain.formula.parts import Gives, Part, Values, Work
from lazi_desktop.domain.formula.problems import FormulaProblem, NoValue
from lazi_desktop.domain.formula.tokens import Token, TokenKind, tokens_of

MAX_DEPTH = 30

_COMPARE: dict[str, Callable[[Decimal, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def plain_name(text: str) -> str:
    """How a name is looked up: `[Run Ft]` and `run_ft` are one."""
    return "_".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class Formula:
    """`names` are those it needs values of."""

    text: str
    gives: Gives
    names: frozenset[str]
    _work: Work = field(repr=False, compare=False)

    def number(self, values: Values) -> Decimal:
        """
        Raises:
            FormulaProblem: a value is missing, something is divided by 0, or the result is out of all bounds.
        """
        result: Decimal = self._worked_out(values)
        return result

    def truth(self, values: Values) -> bool:
        """Of a condition. Raises like `number`."""
        result: bool = self._worked_out(values)
        return result

    def _worked_out(self, values: Values) -> Any:
        try:
            return self._work(values)
        except DecimalException as error:
            raise FormulaProblem("the numbers become too large to count with.", 0, len(self.text)) from error


def parse(text: str, *, names: Collection[str] | None = None, gives: Gives = Gives.NUMBER) -> Formula:
    """`names` are those that may be used, as `plain_name` spells them; None allows any.

    Raises:
        FormulaProblem: it cannot be read, or does not give what is wanted.
    """
    parser = _Parser(text, names)
    part = parser.whole(gives)
    return Formula(text, gives, frozenset(parser.used), part.work)


class _Parser:
    def __init__(self, text: str, names: Collection[str] | None) -> None:
        self._text = text
        self._names = names
        self._tokens = tokens_of(text)
        self._place = 0
        self._depth = 0
        self.used: set[str] = set()

    def whole(self, gives: Gives) -> Part:
        if self._at_end():
            raise FormulaProblem("there is nothing to work out yet.", self._next.at, 0)
        part = self._expression()
        if not self._at_end():
            raise self._unexpected("an operator such as + or *")
        return self._wanted(part, gives)

    # ------------------------------------------------------------------------------------------------------- tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _at_end(self) -> bool:
        return self._next.kind is TokenKind.END

    def _take(self) -> Token:
        token = self._next
        self._place += 1
        return token

    def _is_sign(self, *signs: str) -> bool:
        return self._next.kind is TokenKind.SIGN and self._next.text in signs

    def _unexpected(self, wanted: str) -> FormulaProblem:
        token = self._next
        if token.kind is TokenKind.END:
            return FormulaProblem(f"the formula ends where {wanted} is expected.", token.at, 0)
        shown = self._text[token.at : token.end]
        return FormulaProblem(f"{wanted} is expected here, not “{shown}”.", token.at, len(shown))

    def _part(self, gives: Gives, work: Work, at: int) -> Part:
        """From `at` to the last token taken."""
        return Part(gives, work, at, self._text[at : self._tokens[self._place - 1].end])

    @staticmethod
    def _wanted(part: Part, gives: Gives) -> Part:
        if part.gives is not gives:
            raise FormulaProblem(
                f"{gives} is needed here; “{part.text}” gives {part.gives}.", part.at, len(part.text)
            )
        return part

    # ---------------------------------------------------------------------------------------------------- operators

    def _expression(self) -> Part:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaProblem(f"brackets are nested deeper than {MAX_DEPTH}.", self._next.at)
        left = self._sum()
        if self._is_sign(*_COMPARE):
            left = self._comparison(left)
        self._depth -= 1
        return left

    def _comparison(self, left: Part) -> Part:
        holds = _COMPARE[self._take().text]
        one = self._wanted(left, Gives.NUMBER).work
        other = self._wanted(self._sum(), Gives.NUMBER).work
        if self._is_sign(*_COMPARE):
            raise FormulaProblem(
                "two things are compared at a time; join comparisons with AND( , ).", self._next.at
            )
        return self._part(
            Gives.TRUTH, lambda values: holds(difference(one(values), other(values)), 0), left.at
        )

    def _sum(self) -> Part:
        left = self._product()
        while self._is_sign("+", "-"):
            count = CONTEXT.add if self._take().text == "+" else CONTEXT.subtract
            left = self._joined(left, self._product(), count)
        return left

    def _product(self) -> Part:
        left = self._signed()
        while self._is_sign("*", "/"):
            if self._take().text == "*":
                left = self._joined(left, self._signed(), CONTEXT.multiply)
            else:
                left = self._quotient(left, self._signed())
        return left

    def _joined(self, left: Part, right: Part, count: Callable[[Decimal, Decimal], Decimal]) -> Part:
        one, other = self._wanted(left, Gives.NUMBER).work, self._wanted(right, Gives.NUMBER).work
        return self._part(Gives.NUMBER, lambda values: count(one(values), other(values)), left.at)

    def _quotient(self, left: Part, right: Part) -> Part:
        one, other = self._wanted(left, Gives.NUMBER).work, self._wanted(right, Gives.NUMBER).work

        def divide(values: Values) -> Decimal:
            divisor = other(values)
            if not divisor:
                raise FormulaProblem(
                    f"“{right.text}” is 0, and nothing can be divided by it.", right.at, len(right.text)
                )
            return CONTEXT.divide(one(values), divisor)

        return self._part(Gives.NUMBER, divide, left.at)

    def _signed(self) -> Part:
        signs: list[Token] = []
        while self._is_sign("+", "-"):
            signs.append(self._take())
        part = self._operand()
        if not signs:
            return part
        work = self._wanted(part, Gives.NUMBER).work
        if sum(sign.text == "-" for sign in signs) % 2 == 0:
            return self._part(Gives.NUMBER, work, signs[0].at)
        return self._part(Gives.NUMBER, lambda values: CONTEXT.minus(work(values)), signs[0].at)

    # ----------------------------------------------------------------------------------------------------- operands

    def _operand(self) -> Part:
        token = self._next
        if token.kind is TokenKind.NUMBER:
            return self._number()
        if token.kind is TokenKind.BRACKETED:
            return self._name()
        if token.kind is TokenKind.WORD:
            following = self._tokens[self._place + 1]
            is_call = following.kind is TokenKind.SIGN and following.text == "("
            return self._call() if is_call else self._name()
        if self._is_sign("("):
            self._take()
            inner = self._expression()
            self._close(token)
            return self._part(inner.gives, inner.work, token.at)
        raise self._unexpected("a number, a name or a bracket")

    def _close(self, opened: Token) -> None:
        if self._at_end():
            raise FormulaProblem("this bracket is not closed.", opened.at)
        if not self._is_sign(")"):
            raise self._unexpected("an operator or “)”")
        self._take()

    def _number(self) -> Part:
        token = self._take()
        number = Decimal(token.text)
        if self._is_sign("%"):
            self._take()
            number = number.scaleb(-2)
        return self._part(Gives.NUMBER, lambda values: number, token.at)

    def _name(self) -> Part:
        token = self._take()
        name = plain_name(token.text)
        if token.kind is TokenKind.WORD and token.text.upper() in FUNCTIONS:
            usage = FUNCTIONS[token.text.upper()].usage
            raise FormulaProblem(f"{token.text.upper()} is written as {usage}.", token.at, len(token.text))
        if self._names is not None and name not in self._names:
            raise FormulaProblem(self._unknown(token, name, self._names), token.at, token.end - token.at)
        self.used.add(name)

        def look_up(values: Values) -> Decimal:
            value = values.get(name)
            if value is None:
                raise NoValue(name, f"there is no {token.text}.", token.at, token.end - token.at)
            return value if type(value) is Decimal else Decimal(value)

        return self._part(Gives.NUMBER, look_up, token.at)

    @staticmethod
    def _unknown(token: Token, name: str, names: Collection[str]) -> str:
        near = difflib.get_close_matches(name, sorted(names), n=1)
        help_ = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names)) or 'none'}."
        return f"there is nothing called “{token.text}”. {help_}"

    # ---------------------------------------------------------------------------------------------------- functions

    def _call(self) -> Part:
        token, opened = self._take(), self._take()
        function = FUNCTIONS.get(token.text.upper())
        if function is None:
            known = ", ".join(FUNCTIONS)
            raise FormulaProblem(
                f"there is no function “{token.text}”. There are: {known}.", token.at, len(token.text)
            )
        parts = self._arguments(function)
        self._close(opened)
        if not function.least <= len(parts) <= function.most:
            raise FormulaProblem(
                f"it is written as {function.usage}.", token.at, self._tokens[self._place - 1].end - token.at
            )
        return self._part(function.gives, function.build(parts), token.at)

    def _arguments(self, function: Function) -> list[Part]:
        parts: list[Part] = []
        if self._is_sign(")"):
            return parts
        while True:
            parts.append(self._wanted(self._expression(), function.wanted(len(parts))))
            if not self._is_sign(","):
                return parts
            self._take()

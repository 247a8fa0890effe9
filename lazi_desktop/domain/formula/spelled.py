"""A formula with the numbers in the places of its names, for showing how it was worked out."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.formula.functions import FUNCTIONS
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.formula.parts import Values
from lazi_desktop.domain.formula.tokens import Token, TokenKind, tokens_of

_SHOWN = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠"}
_SPACED = frozenset("+×÷−<>=≤≥≠")


def with_values(text: str, values: Values) -> str:
    """`=[run_ft]*1.1/10` as `47 × 1.1 ÷ 10`; names without a value stay. It can be read as a formula again.

    Raises:
        FormulaProblem: it cannot be cut into words and signs.
    """
    tokens = tokens_of(text)[:-1]
    return "".join(_spelled(token, tokens[at - 1] if at else None, values) for at, token in enumerate(tokens))


def _spelled(token: Token, before: Token | None, values: Values) -> str:
    if token.kind is TokenKind.SIGN:
        shown = _SHOWN.get(token.text, token.text)
        if token.text == ",":
            return ", "
        is_sign_of_number = token.text in "+-" and (before is None or _opens(before))
        return f" {shown} " if shown in _SPACED and not is_sign_of_number else shown
    if token.kind is TokenKind.NUMBER or (token.kind is TokenKind.WORD and token.text.upper() in FUNCTIONS):
        return token.text.upper()
    value = values.get(plain_name(token.text))
    if value is None:
        return f"[{token.text}]"
    number = f"{Decimal(value):f}"
    return f"({number})" if value < 0 else number


def _opens(token: Token) -> bool:
    """Whether what follows begins an operand."""
    return token.kind is TokenKind.SIGN and token.text not in ")%"

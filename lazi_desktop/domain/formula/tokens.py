"""A formula's text cut into numbers, names and signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.domain.formula.problems import FormulaProblem

MAX_LENGTH = 1_000
MAX_TOKENS = 300
MAX_DIGITS = 20


class TokenKind(StrEnum):
    NUMBER = "number"
    WORD = "word"
    BRACKETED = "bracketed"  # a name in square brackets, which is never a function
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as it was typed; signs by their plain spelling, bracketed names without the brackets."""

    kind: TokenKind
    text: str
    at: int
    end: int


_PATTERN = re.compile(
    r"""(?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<word>[^\W\d]\w*)
      | \[(?P<bracketed>[^\[\]]+)\]
      | (?P<sign><=|>=|<>|!=|==|[-+*/()%,;=<>×÷−≤≥≠])""",
    re.VERBOSE,
)
_PLAIN = {"×": "*", "÷": "/", "−": "-", ";": ",", "==": "=", "!=": "<>", "≠": "<>", "≤": "<=", "≥": ">="}


def tokens_of(text: str) -> Sequence[Token]:
    """The last one is the end.

    Raises:
        FormulaProblem: a character means nothing, or there is too much of everything.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaProblem(f"a formula has at most {MAX_LENGTH:,} characters.", MAX_LENGTH)
    tokens: list[Token] = []
    at = _start(text)
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _PATTERN.match(text, at)
        if found is None:
            raise FormulaProblem(_stranger(text[at]), at)
        kind = TokenKind(str(found.lastgroup))
        word = found[kind]
        if kind is TokenKind.NUMBER and len(word.replace(".", "")) > MAX_DIGITS:
            raise FormulaProblem(f"a number has at most {MAX_DIGITS} digits.", at, len(word))
        tokens.append(Token(kind, _PLAIN.get(word, word), at, found.end()))
        if len(tokens) > MAX_TOKENS:
            raise FormulaProblem("the formula is too long from here on. Cut it into simpler ones.", at)
        at = found.end()
    tokens.append(Token(TokenKind.END, "", len(text), len(text)))
    return tokens


def _start(text: str) -> int:
    """Behind the `=` that a spreadsheet's formulas begin with."""
    bare = text.lstrip()
    return len(text) - len(bare) + (1 if bare.startswith("=") and not bare.startswith("==") else 0)


def _stranger(character: str) -> str:
    if character == "[":
        return "a name in [ ] is not closed."
    if character in "$€£":
        return f"type amounts without {character}."
    if character == "^":
        return "powers are not known here."
    if character in "\"'“”":
        return "texts are not known here, only numbers."
    return f"“{character}” means nothing here."

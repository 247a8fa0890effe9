"""What is wrong with a formula, and where."""

from __future__ import annotations

from lazi_desktop.domain.errors import LaziError


class FormulaProblem(LaziError):
    """`reason` is a sentence, `at` and `length` are the part of the text that it is about."""

    title = "This formula does not work"

    def __init__(self, reason: str, at: int, length: int = 1) -> None:
        super().__init__(f"Character {at + 1}: {reason}")
        self.reason = reason
        self.at = at
        self.length = length


class NoValue(FormulaProblem):
    """Nothing is known that the name stands for. `name` is as `plain_name` spells it."""

    def __init__(self, name: str, reason: str, at: int, length: int) -> None:
        super().__init__(reason, at, length)
        self.name = name

"""Reads query parameters the way the API does: unknown ones are ignored, unreadable ones refused."""

from __future__ import annotations

from uuid import UUID

from starlette.datastructures import QueryParams

from lazi_desktop.simulator.clock import to_ticks
from lazi_desktop.simulator.problems import not_valid

_MOST_IDS = 50
_INT32 = 2**31


class Query:
    def __init__(self, parameters: QueryParams) -> None:
        self._parameters = parameters

    def text(self, name: str) -> str | None:
        """None also for an empty value."""
        return self._parameters.get(name) or None

    def whole(self, name: str, default: int, *, least: int) -> int:
        given = self.text(name)
        if given is None:
            return default
        number = whole_number(given)
        if number is None or not least <= number < _INT32:
            raise not_valid(given, name)
        return number

    def flag(self, name: str) -> bool | None:
        given = self.text(name)
        if given is None:
            return None
        if given.lower() not in ("true", "false"):
            raise not_valid(given, name)
        return given.lower() == "true"

    def ticks(self, name: str) -> int | None:
        given = self.text(name)
        if given is None:
            return None
        try:
            return to_ticks(given)
        except (ValueError, OverflowError):
            raise not_valid(given, name) from None

    def active(self) -> bool | None:
        """True unless asked otherwise; None for any."""
        given = self.text("active")
        choices = {"true": True, "false": False, "any": None}
        if given is None:
            return True
        if given.lower() not in choices:
            raise not_valid(given, "active")
        return choices[given.lower()]

    def ids(self, name: str = "ids") -> list[int] | None:
        given = self.text(name)
        if given is None:
            return None
        numbers = [whole_number(part) for part in given.split(",")]
        if len(numbers) > _MOST_IDS:
            raise not_valid(f"{len(numbers)} ids, at most {_MOST_IDS} allowed", name)
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            raise not_valid(given, name)
        return known

    def guid(self, name: str) -> str | None:
        given = self.text(name)
        if given is None:
            return None
        try:
            return str(UUID(given))
        except ValueError:
            raise not_valid(given, name) from None

    def sort(self, fields: tuple[str, ...]) -> tuple[str, bool] | None:
        """Field and whether it descends; a plus that arrived as a space counts as one."""
        given = self.text("sort")
        if given is None:
            return None
        name = given[1:] if given[0] in "+- " else given
        for field in fields:
            if field.lower() == name.lower():
                return field, given[0] == "-"
        raise not_valid(given, "sort")


def whole_number(text: str) -> int | None:
    """Plain ASCII digits with an optional sign that fit 64 bits."""
    text = text.strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    number = int(text)
    return number if -(2**63) <= number < 2**63 else None

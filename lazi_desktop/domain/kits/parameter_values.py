"""What a parameter can have: numbers within bounds, or one of its choices."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Choice, Parameter


def check_value(parameter: Parameter, value: Decimal) -> Decimal:
    """
    Raises:
        InvalidValue: it is outside of what the parameter can have; in words.
    """
    name, unit = parameter.name, f" {parameter.unit}" if parameter.unit else ""
    if parameter.choices and all(one.value != value for one in parameter.choices):
        raise InvalidValue(f"{name} is one of: {', '.join(one.label for one in parameter.choices)}.")
    if parameter.least is not None and value < parameter.least:
        raise InvalidValue(f"{name} is {parameter.least:f}{unit} at least.")
    if parameter.most is not None and value > parameter.most:
        raise InvalidValue(f"{name} is {parameter.most:f}{unit} at most.")
    return value


def choice_of(parameter: Parameter, value: Decimal | None) -> Choice | None:
    return next((one for one in parameter.choices if one.value == value), None)

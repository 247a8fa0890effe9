"""Reads JSON request bodies against declared fields: unknown members fall away, wrong ones are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from lazi_desktop.simulator.problems import REQUEST_REQUIRED, Errors, invalid
from lazi_desktop.simulator.wire import Json, decode

Check = Callable[[Any, str, Errors], Any]

_INT64 = 2.0**63
_LARGEST_DECIMAL = Decimal(79_228_162_514_264_337_593_543_950_335)


def complain(errors: Errors, path: str, message: str) -> None:
    errors.setdefault(path, []).append(message)


def _wrong(value: object, path: str, errors: Errors, wanted: str) -> None:
    complain(errors, path, f"Error converting value {str(value)[:60]!r} to type '{wanted}'. Path '{path}'.")


def text(*, longest: int | None = None) -> Check:
    def check(value: Any, path: str, errors: Errors) -> Any:
        if not isinstance(value, str) or not _is_unicode(value):
            _wrong(ascii(value), path, errors, "String")
        elif longest is not None and len(value) > longest:
            complain(errors, path, f"The field {path} must be a string with a maximum length of {longest}.")
        return value

    return check


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def guid(value: Any, path: str, errors: Errors) -> Any:
    try:
        return str(UUID(value))
    except (ValueError, AttributeError, TypeError):
        _wrong(ascii(value), path, errors, "Guid")
        return value


def boolean(value: Any, path: str, errors: Errors) -> Any:
    if not isinstance(value, bool):
        _wrong(ascii(value), path, errors, "Boolean")
    return value


def decimal(*, lowest: int | None = None, highest: int | None = None) -> Check:
    least = -_LARGEST_DECIMAL if lowest is None else Decimal(lowest)
    most = _LARGEST_DECIMAL if highest is None else Decimal(highest)

    def check(value: Any, path: str, errors: Errors) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            _wrong(ascii(value), path, errors, "Decimal")
        elif not -_LARGEST_DECIMAL <= value <= _LARGEST_DECIMAL:
            _wrong(value, path, errors, "Decimal")
        elif not least <= value <= most:
            complain(errors, path, f"The field {path} must be between {lowest} and {highest}.")
        return value

    return check


def integer(bits: int = 64) -> Check:
    def check(value: Any, path: str, errors: Errors) -> Any:
        if isinstance(value, float | Decimal) and -_INT64 < value < _INT64 and value == int(value):
            value = int(value)
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not -(1 << bits - 1) <= value < 1 << bits - 1
        ):
            _wrong(ascii(value), path, errors, f"Int{bits}")
        return value

    return check


def one_of(*names: str) -> Check:
    def check(value: Any, path: str, errors: Errors) -> Any:
        if value not in names:
            _wrong(ascii(value), path, errors, f"one of {', '.join(names)}")
        return value

    return check


def list_of(item: Check) -> Check:
    def check(value: Any, path: str, errors: Errors) -> Any:
        if not isinstance(value, list):
            complain(errors, path, f"Cannot deserialize the current JSON value into a list. Path '{path}'.")
            return []
        return [item(each, f"{path}[{index}]", errors) for index, each in enumerate(value)]

    return check


@dataclass(frozen=True)
class Field:
    check: Check
    required: bool = False
    nullable: bool = False


Model = Mapping[str, Field]


def required(check: Check) -> Field:
    return Field(check, required=True)


def optional(check: Check) -> Field:
    return Field(check, nullable=True)


def model(fields: Model) -> Check:
    def check(value: Any, path: str, errors: Errors) -> Any:
        if not isinstance(value, dict):
            complain(
                errors, path, f"Cannot deserialize the current JSON value into an object. Path '{path}'."
            )
            return {}
        return read_object(value, fields, errors, f"{path}." if path else "")

    return check


def read_object(value: Json, fields: Model, errors: Errors, prefix: str = "") -> Json:
    """The declared members of ``value``; what is wrong with them is added to ``errors``."""
    accepted: Json = {}
    for name, field in fields.items():
        path = prefix + name
        if name not in value:
            if field.required:
                complain(errors, path, f"Required property '{name}' not found in JSON. Path '{prefix[:-1]}'.")
        elif value[name] is None:
            if field.nullable:
                accepted[name] = None
            else:
                complain(errors, path, f"Required property '{name}' expects a non-null value. Path '{path}'.")
        else:
            accepted[name] = field.check(value[name], path, errors)
    return accepted


def read_json(body: bytes) -> Json:
    """Raises Problem unless the body is a JSON object."""
    try:
        value = decode(body)
    except (ValueError, OverflowError, ArithmeticError):
        raise invalid({"": ["The JSON value could not be read."], "request": [REQUEST_REQUIRED]}) from None
    if not isinstance(value, dict):
        raise invalid(
            {"": ["Cannot deserialize the current JSON value into an object."], "request": [REQUEST_REQUIRED]}
        )
    return value


def read(value: Json, fields: Model) -> Json:
    """Raises Problem naming every member that is missing or wrong."""
    errors: Errors = {}
    accepted = read_object(value, fields, errors)
    if errors:
        raise invalid({**errors, "request": [REQUEST_REQUIRED]})
    return accepted

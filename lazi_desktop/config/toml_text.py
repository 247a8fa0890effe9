"""TOML as people wrote it: the values by their dotted names, and on which line each stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lazi_desktop.domain.errors import ConfigurationProblem


def read_toml(file: Path) -> tuple[str, dict[str, Any]]:
    """The text and what it says.

    Raises:
        ConfigurationProblem: naming the file and, where one is to blame, the line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationProblem(f"There is no file {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationProblem(f"{file} cannot be read: {error}.") from None
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationProblem(f"{file} is not valid TOML: {error}.") from None


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """`{"hub": {"url": …}}` as `hub.url`; lists stay whole."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """The way back from `flat`."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        *sections, last = name.split(".")
        inside = found
        for section in sections:
            inside = inside.setdefault(section, {})
        inside[last] = value
    return found


@lru_cache(maxsize=4)
def lines_of(text: str) -> Mapping[str, int]:
    """On which line the entry of each name begins; those of the second table of a list are called `tenants.1.…`.

    Python's reader tells no places. So it reads line after line until what was begun is whole.
    """
    found: dict[str, int] = {}
    lines = text.splitlines(keepends=True)
    begun = 1
    for number in range(1, len(lines) + 1):
        try:
            values = tomllib.loads("".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        for name in _names(values, ""):
            found.setdefault(name, begun)
        begun = number + 1
    return found


def _names(value: object, name: str) -> Iterator[str]:
    if name:
        yield name
    inner = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    )
    for part, one in inner:
        yield from _names(one, f"{name}.{part}" if name else str(part))

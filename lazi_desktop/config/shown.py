"""Settings as text: values as they may be shown to anybody, and the documentation's table of all keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from pydantic import BaseModel

from lazi_desktop.config.settings import KEYS, Settings

SET, NOT_SET = "set", "not set"
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/]*(?=@)")
_HIDDEN = {"version"}


def shown_keys() -> Iterator[str]:
    return (key for key in KEYS if key not in _HIDDEN)


def shown(settings: Settings, key: str) -> str:
    """Without a secret, whatever somebody has written where."""
    value = settings.value_of(key)
    if KEYS[key].is_secret:
        return SET if value is not None else NOT_SET
    return plain_words(value)


def plain_words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case list():
            return ", ".join(
                str(one.tenant) if isinstance(one, BaseModel) and hasattr(one, "tenant") else str(one)
                for one in value
            )
    return _PASSWORD.sub(r"\1", str(value))


def keys_table() -> str:
    """In Markdown: what the README shows."""
    rows = [["key", "variable", "takes", "default", ""]]
    for name in shown_keys():
        key = KEYS[name]
        default = key.default_words or _code(plain_words(key.default))
        takes = key.takes if not key.choices else ", ".join(_code(one) for one in key.choices)
        name_words = f"– ({name})" if key.is_secret else _code(name)
        rows.append([name_words, _code(key.variable), takes, default, key.help])
    return "\n".join(_lines(rows))


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in body:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""

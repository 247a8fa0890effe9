"""What can be set, key by key, as the models of the settings say it: for messages, lists and the documentation."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

PREFIX = "LAZI_"


@dataclass(frozen=True, slots=True)
class Key:
    """`help` is a sentence; `takes` says what is allowed; `default_words` stands where the default is no value."""

    name: str
    help: str
    takes: str
    default: Any
    default_words: str
    choices: tuple[str, ...]
    is_secret: bool

    @property
    def variable(self) -> str:
        return PREFIX + self.name.replace(".", "__").upper()


def keys_of(model: type[BaseModel], prefix: str = "") -> Iterator[Key]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from keys_of(kind, f"{prefix}{name}.")
        else:
            yield _key(f"{prefix}{name}", field)


def nearest(name: str, keys: Mapping[str, Key]) -> str:
    """Which of them was meant, or ""."""
    found = difflib.get_close_matches(name, keys, n=1, cutoff=0.75)
    return found[0] if found else ""


def _key(name: str, field: FieldInfo) -> Key:
    extra = field.json_schema_extra
    said: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
    choices = _choices(field.annotation)
    return Key(
        name=name,
        help=field.description or "",
        takes=str(said.get("takes", "")) or _takes(field, choices),
        default=field.get_default(call_default_factory=True),
        default_words=str(said.get("default", "")),
        choices=choices,
        is_secret=SecretStr in _kinds(field.annotation),
    )


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(one.value) for one in annotation)
    return ()


def _takes(field: FieldInfo, choices: tuple[str, ...]) -> str:
    if choices:
        *first, last = (f"“{one}”" for one in choices)
        return f"{', '.join(first)} or {last}"
    for kind in _kinds(field.annotation):
        match kind:
            case _ if kind is bool:
                return "true or false"
            case _ if kind is int:
                return f"a whole number{_bounds(field)}"
            case _ if kind is float:
                return f"a number{_bounds(field)}"
            case _ if kind is Path:
                return "a path"
            case _ if kind is UUID:
                return "a UUID"
    return "text"


def _bounds(field: FieldInfo) -> str:
    words = ""
    for bound in field.metadata:
        match bound:
            case Ge(ge):
                words += f" from {ge:,}"
            case Gt(gt):
                words += f" above {gt:,}"
            case Le(le):
                words += f" to {le:,}" if " from " in words else f", at most {le:,}"
    return words

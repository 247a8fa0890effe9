"""One request as the endpoints see it, and the answer they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lazi_desktop.simulator.fields import read_json
from lazi_desktop.simulator.problems import not_valid
from lazi_desktop.simulator.query import Query, whole_number
from lazi_desktop.simulator.wire import Json


@dataclass(frozen=True, kw_only=True)
class Upload:
    file_name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Call:
    """``variables`` are the path segments that stand for ids; ``dropped`` are body members to lose on the way."""

    query: Query
    body: bytes
    variables: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None
    dropped: frozenset[str] = frozenset()

    def number(self, name: str) -> int:
        number = whole_number(self.variables[name])
        if number is None:
            raise not_valid(self.variables[name], name)
        return number

    def json(self) -> Json:
        value = read_json(self.body)
        return {name: each for name, each in value.items() if name not in self.dropped}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json; charset=utf-8"


Handler = Callable[[Call], Answer]

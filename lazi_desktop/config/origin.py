"""Where the value of a setting comes from, in the order in which one wins over the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lazi_desktop.config.toml_text import lines_of


class OriginKind(StrEnum):
    LOCKED = "locked"
    ENVIRONMENT = "environment"
    FILE = "file"
    POLICY = "policy"
    BUILT_IN = "built in"


@dataclass(frozen=True, slots=True)
class Origin:
    """`place` is the variable or the file; `key` the setting's dotted name in it."""

    kind: OriginKind
    key: str = ""
    place: str = ""
    text: str = field(default="", repr=False)

    @property
    def line(self) -> int | None:
        """Of the file."""
        return lines_of(self.text).get(self.key) if self.text else None

    def words(self, name: str = "") -> str:
        """`name`: of what is meant inside the value, `tenants.1.tenant`."""
        name = name or self.key
        if self.kind is OriginKind.ENVIRONMENT:
            return f"the variable {self.place}"
        if self.kind is OriginKind.BUILT_IN:
            return f"“{name}”"
        return place_words(name, self.place, lines_of(self.text).get(name) or self.line)


def place_words(name: str, file: str, line: int | None) -> str:
    """Where a file says something."""
    if line:
        return f"“{name}” in {file}, line {line}"
    return f"“{name}” in {file}"


BUILT_IN = Origin(OriginKind.BUILT_IN)

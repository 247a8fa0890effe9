"""A pasted block that names its rows by code: which of its columns is which field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.pasted_block import PastedBlock

CODE = "code"
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class PastedTable:
    """`columns` names the field of each column of the block, "" for one that is not used; the first `CODE` finds the
    rows. `has_heading`: the first row is not data."""

    block: PastedBlock
    columns: Sequence[str] = field(default=())
    has_heading: bool = False

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        return self.block.rows[1:] if self.has_heading else self.block.rows

    @property
    def first_row(self) -> int:
        return int(self.has_heading)

    @property
    def code_column(self) -> int:
        """Raises InvalidValue where no column holds codes."""
        if CODE not in self.columns:
            raise InvalidValue("Say which column holds the codes.", title="The rows cannot be found")
        return list(self.columns).index(CODE)


def understood(block: PastedBlock, titles: Mapping[str, str], following: Sequence[str]) -> PastedTable:
    """`titles` are the fields by what people call them. Without a heading row the first column holds the codes, and
    those behind it the fields `following`."""
    folded = {fold_title(title): name for title, name in titles.items()}
    named = [folded.get(fold_title(text), "") for text in block.rows[0]] if block.rows else []
    if CODE in named and (len(named) > 1 or len(block.rows) > 1):
        columns = _each_once(named)
        return PastedTable(block, _as_wide(columns, block.width), has_heading=True)
    columns = [CODE, *(name for name in following if name != CODE)]
    return PastedTable(block, _as_wide(columns, block.width))


def fold_title(title: str) -> str:
    """`Member price`, `member_price` and `MemberPrice` are one title."""
    return _NOT_LETTERS.sub("", title).casefold()


def _each_once(names: Sequence[str]) -> list[str]:
    return ["" if name in names[:place] else name for place, name in enumerate(names)]


def _as_wide(columns: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple((*columns, *[""] * width)[:width])

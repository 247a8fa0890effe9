"""Where things go in the grid: from what is selected and what is pasted to rows and columns. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lazi_desktop.domain.pasted_block import PastedBlock


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A pasted cell and the one it is for. `at` is its row and column in the block."""

    row: int
    column: int
    text: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spread:
    """`beyond` has no cell to go to: it would lie below the last row or right of the last column."""

    placed: Sequence[Placed]
    beyond: Sequence[Placed]


def spread(
    block: PastedBlock, parts: Sequence[Part], current: tuple[int, int], rows: int, columns: int
) -> Spread:
    """A block is repeated where the selection holds it several times over, and otherwise goes down and right from its
    upper left cell. No row is ever added."""
    chosen = parts or (Part(*current, *current),)
    placed: dict[tuple[int, int], Placed] = {}
    beyond = []
    for top, left, times_down, times_right in _origins(block, chosen):
        for at, one in _repeated(block, times_down, times_right):
            row, column = top + at[0], left + at[1]
            here = Placed(row, column, one[0], one[1])
            if row < rows and column < columns:
                placed[row, column] = here
            else:
                beyond.append(here)
    return Spread(list(placed.values()), beyond)


def _origins(block: PastedBlock, parts: Sequence[Part]) -> list[tuple[int, int, int, int]]:
    """(row, column, how often down, how often right). Of several selected rectangles, each that holds the block."""
    high, wide = len(block.rows), block.width
    held = [
        (part.top, part.left, part.height // high, part.width // wide)
        for part in parts
        if block.is_even and not part.height % high and not part.width % wide
    ]
    return held or [(min(part.top for part in parts), min(part.left for part in parts), 1, 1)]


def _repeated(
    block: PastedBlock, down: int, right: int
) -> Iterator[tuple[tuple[int, int], tuple[str, tuple[int, int]]]]:
    """(place in the selection, (text, place in the block))."""
    high, wide = len(block.rows), block.width
    for turn in range(down):
        for line, texts in enumerate(block.rows):
            for again in range(right):
                for place, text in enumerate(texts):
                    yield (turn * high + line, again * wide + place), (text, (line, place))


def with_source(part: Part, *, down: bool) -> Part:
    """What fill down (or right) is about: a single row takes from the one above it."""
    if down:
        return part if part.height > 1 else replace(part, top=max(part.top - 1, 0))
    return part if part.width > 1 else replace(part, left=max(part.left - 1, 0))


def copies(parts: Sequence[Part], *, down: bool) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What is copied inside of these: (from, to) as rows and columns."""
    for part in parts:
        for row in range(part.top + down, part.bottom + 1):
            for column in range(part.left + (not down), part.right + 1):
                yield (part.top, column) if down else (row, part.left), (row, column)

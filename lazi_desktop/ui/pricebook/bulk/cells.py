"""Where things go in the grid: from what is selected and what is pasted to rows and columns. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

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
    """One value fills what is selected; a block is repeated where the selection holds it several times over, and
    otherwise goes down and right from its upper left cell. No row is ever added."""
    chosen = parts or (Part(*current, *current),)
    if block.single is not None:
        text = block.single
        cells = chain.from_iterable(_cells(part) for part in chosen)
        return Spread([Placed(row, column, text, (0, 0)) for row, column in dict.fromkeys(cells)], ())
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


def _cells(part: Part) -> Iterator[tuple[int, int]]:
    return (
        (row, column)
        for row in range(part.top, part.bottom + 1)
        for column in range(part.left, part.right + 1)
    )


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


def copies(parts: Sequence[Part], *, down: bool) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """What fill down (or right) copies: (from, to) as rows and columns. A single row takes from the one above it."""
    pairs = []
    for part in parts:
        if down:
            first = part.top if part.height > 1 else part.top - 1
            cells = ((row, column) for row in range(first + 1, part.bottom + 1)
                     for column in range(part.left, part.right + 1))  # fmt: skip
            pairs += [((first, column), (row, column)) for row, column in cells if first >= 0]
        else:
            first = part.left if part.width > 1 else part.left - 1
            cells = ((row, column) for row in range(part.top, part.bottom + 1)
                     for column in range(first + 1, part.right + 1))  # fmt: skip
            pairs += [((row, first), (row, column)) for row, column in cells if first >= 0]
    return pairs

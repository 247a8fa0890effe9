"""File names taken apart: letters and digits in pieces, what a camera called it, what only counts or tells the view."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_PIECES = 40
LONGEST_RUN = 14
LONGEST_COUNTER = 2
"""Digits of a number that tells the first picture from the second."""

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ENDING = re.compile(r"\.[^\W_]{1,5}$")
_COPY = re.compile(r"\(\s*\d{1,3}\s*\)|\[\s*\d{1,3}\s*\]")
_CAMERA = re.compile(
    r"(?:(?:img|image|imagen|dscn?|dscf|dscpdc|pxl|mvimg|vid|pict?|photo|foto|pano|burst|gopr|dji|cimg|sam|kimg|fb|scan"
    r"|screenshot|screen shot|captura de pantalla|whatsapp image|signal|received|snapchat|untitled|unnamed|download)"
    r"(?=[\W_\d]|$)[\W_\d]*(?:wa\d+|e\d+|at|am|pm|mp|pano|hdr|cover|burst|portrait|edited|copy|\d|[\W_])*"
    r"|p\d{7}|[\W_\d]*(?:19|20)\d{6}[\W_]\d{6,}[\W_\d]*|\d{10,}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
_LETTERS_ONLY = {sign: None for sign in range(128) if not chr(sign).isalnum()}

VIEWS = frozenset(
    """
    front back rear side left right top bottom inside outside open closed detail details close closeup up zoom
    main hero cover default alt label box package packaging view angle photo photos pic pics picture image img
    copy of edited edit final new small medium large big web hires highres lowres res hd thumb thumbnail white
    bg background cropped crop resized scaled min the and with w for a b c d e f x no nr frente frontal atras
    lado lateral izquierda derecha arriba abajo detalle copia de foto fotos imagen nuevo nueva grande px jpg
    jpeg png
    """.split()
)
"""Words that tell how it is shown, not what."""


FILLERS = frozenset("the and with w for of de la el los las con para y a in no nr".split())
"""Words that tell nothing in a name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters or digits in a row. `glued`: nothing stands between it and the one before. `counts`: it is a number in
    brackets, by which systems tell copies apart."""

    text: str
    start: int
    glued: bool
    counts: bool = False

    @property
    def tells_nothing(self) -> bool:
        """Of what is to be seen: it counts, or tells the view."""
        return self.counts or self.text in VIEWS or self.is_short_number

    @property
    def is_short_number(self) -> bool:
        return self.text.isdigit() and len(self.text) <= LONGEST_COUNTER


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces, from `first` up to `end`, joined."""

    text: str
    first: int
    end: int

    def holds(self, other: Run) -> bool:
        return self.first <= other.first and other.end <= self.end and self != other


@dataclass(frozen=True, slots=True)
class FileName:
    """`plain` is the name without its ending, as it is compared; `is_of_camera` when nobody gave it."""

    plain: str
    pieces: tuple[Piece, ...]
    is_of_camera: bool

    def runs(self) -> Iterator[Run]:
        """All that could be a code."""
        texts = [piece.text for piece in self.pieces]
        for first in range(len(texts)):
            for end in range(first + 1, min(len(texts), first + LONGEST_RUN) + 1):
                yield Run("".join(texts[first:end]), first, end)

    def is_whole(self, run: Run) -> bool:
        """Beside it stands nothing that tells what is to be seen."""
        return all(piece.tells_nothing for piece in self.rest(run))

    def rest(self, run: Run) -> tuple[Piece, ...]:
        return self.pieces[: run.first] + self.pieces[run.end :]

    def as_written(self, run: Run) -> str:
        last = self.pieces[run.end - 1]
        return self.plain[self.pieces[run.first].start : last.start + len(last.text)]

    def joined(self, run: Run) -> str:
        """As `joined` makes of a code that is separated like it; "" where it reaches into a number in brackets."""
        chosen = self.pieces[run.first : run.end]
        return "" if any(one.counts for one in chosen) else _joined([one.text for one in chosen])

    def is_glued(self, run: Run) -> tuple[bool, bool]:
        """Before and after."""
        before = run.first > 0 and self.pieces[run.first].glued
        after = run.end < len(self.pieces) and self.pieces[run.end].glued
        return before, after


def folded(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(sign))


def squeezed(text: str) -> str:
    """Letters and digits alone: what is the same however it is separated."""
    if text.isascii():
        return text.lower().translate(_LETTERS_ONLY)
    return "".join(_PIECE.findall(folded(text)))


def joined(text: str) -> str:
    """As `squeezed`, but two numbers side by side stay two: 27-2 is not 272."""
    return _joined(_PIECE.findall(folded(text)))


def read_name(name: str) -> FileName:
    """Of a file."""
    return read_stem(_ENDING.sub("", name))


@lru_cache(4_096)
def read_stem(stem: str) -> FileName:
    """Of a file without its ending, or of a folder."""
    plain = folded(stem).strip()
    return FileName(plain, _pieces(plain), _CAMERA.fullmatch(plain) is not None)


def _joined(texts: Sequence[str]) -> str:
    made = ""
    for text in texts:
        made += f".{text}" if made[-1:].isdigit() and text[0].isdigit() else text
    return made


def _pieces(plain: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    brackets, last = [one.span() for one in _COPY.finditer(plain)], -1
    for one in _PIECE.finditer(plain):
        counts = bool(found) and any(start <= one.start() < end for start, end in brackets)
        found.append(Piece(one[0], one.start(), one.start() == last, counts))
        last = one.end()
        if len(found) == MOST_PIECES:
            break
    return tuple(found)

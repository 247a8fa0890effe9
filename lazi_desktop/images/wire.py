"""What goes to the decoding process and what comes back: fixed frames of numbers, then texts and bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum

from lazi_desktop.domain.pictures import Crop, PictureEdit

READY = b"ready"
_QUESTION = struct.Struct("!BI?B?4d???II")
"""What is to be done, side, whether it is wanted packed, too; the edit; bytes of the picture, and of the other one."""
QUESTION_SIZE = _QUESTION.size
ANSWER = struct.Struct("!?IIIIQII")
"""Whether it is well; then width, height, full width, full height, how it looks, and the bytes of two parts. Of a
problem: bytes of its kind and of its words in the last two."""
UNEDITED = PictureEdit()


class Work(IntEnum):
    THUMBNAIL = 1
    """Of the picture as it is. Parts: pixels, and the thumbnail as a file if it is wanted."""
    PREVIEW = 2
    """Of the picture as it would be when edited. Parts: pixels."""
    PREPARE = 3
    """Parts: the file; its suffix and the remarks, a line each."""
    COMPARE = 4
    """Of two pictures. The width is 1 where they are the same, 0 otherwise."""


@dataclass(frozen=True, slots=True)
class Question:
    work: Work
    content: bytes = field(repr=False)
    other: bytes = field(default=b"", repr=False)
    side: int = 0
    packs: bool = False
    edit: PictureEdit = UNEDITED

    def head(self) -> bytes:
        edit, crop = self.edit, self.edit.crop
        return _QUESTION.pack(
            self.work,
            self.side,
            self.packs,
            edit.turns % 4,
            edit.is_mirrored,
            *(crop.left, crop.top, crop.right, crop.bottom),
            *(edit.trims, edit.whitens, edit.squares),
            len(self.content),
            len(self.other),
        )


def read_head(head: bytes) -> tuple[Question, int, int]:
    """With the bytes of the picture, and of the other one, that follow."""
    work, side, packs, turns, is_mirrored, *rest = _QUESTION.unpack(head)
    *crop, trims, whitens, squares, first, second = rest
    edit = PictureEdit(turns, is_mirrored, Crop(*crop), trims, whitens, squares)
    return Question(Work(work), b"", b"", side, packs, edit), first, second


@dataclass(frozen=True, slots=True)
class Done:
    """`print` is as in `domain.pictures.PictureLook`."""

    width: int = 0
    height: int = 0
    full_width: int = 0
    full_height: int = 0
    print: int = 0
    first: bytes = field(default=b"", repr=False)
    second: bytes = field(default=b"", repr=False)

    def frame(self) -> bytes:
        sizes = self.width, self.height, self.full_width, self.full_height
        return ANSWER.pack(True, *sizes, self.print, len(self.first), len(self.second))

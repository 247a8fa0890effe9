"""Pictures without a decoder: what is added and how it fares is told by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from concurrent.futures import Future
from pathlib import Path

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import (
    PictureEdit,
    PictureFlaw,
    PictureLook,
    PictureProblem,
    PreparedPicture,
)
from lazi_desktop.ports.pictures import Thumbnail

LARGE = b"large"
"""How content begins that is made smaller."""
BAD = b"bad"
"""How content begins that is no picture."""


class FakeTools:
    """With `held` set, nothing is answered until `release`."""

    def __init__(self) -> None:
        self.held = False
        self.asked: list[tuple[bytes | Path, PictureEdit]] = []
        self.shown: list[PictureEdit] = []
        self._waiting: list[tuple[Future[PreparedPicture], bytes | Path, PictureEdit]] = []

    def prepare(self, source: bytes | Path, edit: PictureEdit | None = None) -> Future[PreparedPicture]:
        future: Future[PreparedPicture] = Future()
        self.asked.append((source, edit or PictureEdit()))
        self._waiting.append((future, source, edit or PictureEdit()))
        if not self.held:
            self.release()
        return future

    @property
    def waiting(self) -> int:
        return sum(not future.cancelled() for future, _, _ in self._waiting)

    def release(self, count: int = 1_000_000) -> None:
        waiting, self._waiting = self._waiting[:count], self._waiting[count:]
        for future, source, edit in waiting:
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(prepared(source, edit))
            except LaziError as error:
                future.set_exception(error)

    def look(self, source: bytes | Path) -> Future[PictureLook]:
        future: Future[PictureLook] = Future()
        try:
            future.set_result(prepared(source, PictureEdit()).look)
        except LaziError as error:
            future.set_exception(error)
        return future

    def thumbnail(
        self, source: bytes | Path, side: int, edit: PictureEdit | None = None
    ) -> Future[Thumbnail]:
        """Twice as wide as high, in a colour that tells how it was edited."""
        future: Future[Thumbnail] = Future()
        self.shown.append(edit or PictureEdit())
        try:
            look = prepared(source, edit or PictureEdit()).look
            width, height = side, max(1, side // 2)
            if (edit or PictureEdit()).turns % 2:
                width, height = height, width
            colour = bytes((*bytes.fromhex(look.digest[:6]), 255))
            future.set_result(Thumbnail(width, height, colour * (width * height), 1200, 600))
        except LaziError as error:
            future.set_exception(error)
        return future

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        future: Future[bool] = Future()
        future.set_result(one == other)
        return future


def prepared(source: bytes | Path, edit: PictureEdit) -> PreparedPicture:
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise PictureProblem(PictureFlaw.NOT_THERE, "The file is not there any more.") from error
    if content.startswith(BAD):
        raise PictureProblem(PictureFlaw.NOT_A_PICTURE, "This is no picture.")
    if edit != PictureEdit():
        content += repr(edit).encode()
    remarks = ["It was made smaller."] if content.startswith(LARGE) else []
    look = PictureLook(800, 600, len(content), hashlib.sha256(content).hexdigest(), 0)
    return PreparedPicture(content, "jpg", look, remarks)


def address_of(content: bytes, edit: PictureEdit | None = None) -> str:
    """Under which `FakeTools` and `FakeAdded` keep it."""
    return prepared(content, edit or PictureEdit()).address


class FakeAdded:
    """`refuse` makes keeping fail."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.refuse: LaziError | None = None

    def keep(self, picture: PreparedPicture) -> str:
        if self.refuse is not None:
            raise self.refuse
        self.held[picture.look.digest] = picture.content
        return picture.address

    def read(self, digest: str) -> bytes | None:
        return self.held.get(digest)

    def digests(self) -> Collection[str]:
        return list(self.held)


Answer = Callable[[Thumbnail | LaziError], None]


class Wish:
    def __init__(self, address: str, side: int, answer: Answer) -> None:
        self.address, self.side, self.answer = address, side, answer
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class FakePictures:
    """`held` is at hand at once; what else is asked for waits in `wishes`."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.held: dict[str, Thumbnail] = {}

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        return self.held.get(address)

    def ask(self, address: str, side: int, answer: Answer, *, visible: bool = True) -> Wish:
        self.wishes.append(Wish(address, side, answer))
        return self.wishes[-1]


def filled(colour: tuple[int, ...], width: int = 60, height: int = 40) -> Thumbnail:
    return Thumbnail(width, height, bytes(colour) * (width * height), 600, 400)

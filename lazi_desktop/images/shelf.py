"""Pictures on this computer: added here, or fetched before, with their thumbnails and what is known of them."""

from __future__ import annotations

import struct
from collections.abc import Callable

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import PictureLook, PictureProblem, local_digest
from lazi_desktop.images.decoder import Decoder, Drawn, look_of
from lazi_desktop.images.disk import PictureDisk, digest
from lazi_desktop.images.limits import MOST_KEPT_SIDE
from lazi_desktop.ports.pictures import AddedPictures, Thumbnail

_KNOWN = struct.Struct("!IIQQ32s")
"""Before each kept thumbnail: width and height of its picture, its bytes, how it looks, and its hash."""


class PictureShelf:
    """Blocks on the disk: never for the UI thread. `tell` hears, on any thread, that pictures are not kept."""

    def __init__(
        self, disk: PictureDisk, tell: Callable[[LaziError], None], added: AddedPictures | None = None
    ) -> None:
        self._disk = disk
        self._tell = tell
        self._added = added
        self._is_told = False

    def original(self, address: str) -> bytes | None:
        name = local_digest(address)
        found = self._added.read(name) if name is not None and self._added is not None else None
        return found or self._disk.original(address)

    def size(self, address: str) -> int | None:
        """In bytes; None where it is not here."""
        name = local_digest(address)
        added = self._added.read(name) if name is not None and self._added is not None else None
        return self._disk.size_of_original(address) if added is None else len(added)

    @property
    def free(self) -> int:
        return self._disk.free

    def keep_for_good(self, address: str, content: bytes) -> None:
        """Nothing else has to go for it. Raises PictureProblem when it cannot be kept."""
        self._disk.hold(len(content))
        self._disk.keep_original(address, content)

    def thumbnail(self, address: str, side: int, decoder: Decoder) -> tuple[Thumbnail, PictureLook] | None:
        kept = self._disk.thumbnail(address, side) if side <= MOST_KEPT_SIDE else None
        if kept is None:
            return None
        try:
            width, height, size, print_, hashed = _KNOWN.unpack_from(kept)
            small = decoder.thumbnail(kept[_KNOWN.size :], side, pack=False).thumbnail
        except (PictureProblem, struct.error):
            self._disk.forget_thumbnail(address, side)
            return None
        look = PictureLook(width, height, size, hashed.hex(), print_)
        return Thumbnail(small.width, small.height, small.pixels, width, height), look

    def keep(self, address: str, original: bytes, side: int, drawn: Drawn, *, is_new: bool) -> PictureLook:
        """`is_new`: it was fetched just now."""
        small = drawn.thumbnail
        look = look_of(original, small.full_width, small.full_height, drawn.print)
        known = _KNOWN.pack(look.width, look.height, look.size, look.print, bytes.fromhex(look.digest))
        try:
            if is_new:
                self._disk.keep_original(address, original)
            if side <= MOST_KEPT_SIDE:
                self._disk.keep_thumbnail(look.digest, side, known + drawn.packed)
        except PictureProblem as problem:
            if not self._is_told:
                self._is_told = True
                self._tell(problem)
        else:
            self._is_told = False
        return look


def is_whole(address: str, content: bytes) -> bool:
    """Of what was added somewhere the address tells what it must be."""
    name = local_digest(address)
    return name is None or digest(content) == name

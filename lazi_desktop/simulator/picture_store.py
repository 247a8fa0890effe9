"""Bytes behind storage paths: uploads as they came, all other pictures drawn from their own path."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable

from PIL import Image, ImageDraw

from lazi_desktop.simulator.rows import Row

_PATH = re.compile(rb'"(Images/[^"\\]+)"')
_SIZE = 800
_SMALL = 360
_SMALL_ONES = 20
"""Of 256 pictures: too small to look good, as some in every pricebook are."""
_MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}


def media_type(path: str) -> str:
    return _MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


class PictureStore:
    def __init__(self, rows: Callable[[], Iterable[Row]], now: Callable[[], float]) -> None:
        self._rows = rows
        self._now = now
        self._known: set[str] | None = None
        self._uploads: dict[str, bytes] = {}
        self._passing: dict[str, float] = {}

    def reset(self) -> None:
        self._uploads = {}
        self._passing = {}

    def exists(self, path: str) -> bool:
        return path in self._uploads or path in self._drawable()

    def upload(self, path: str, content: bytes) -> None:
        self._uploads[path] = content
        self._passing[path] = self._now()

    def settle(self, path: str) -> None:
        """Something points there: it stays."""
        self._passing.pop(path, None)

    def remove(self, path: str) -> None:
        self._uploads.pop(path, None)
        self._passing.pop(path, None)

    def forget(self, seconds: float) -> None:
        """Uploads so old that nothing points to."""
        for path in [path for path, at in self._passing.items() if at + seconds < self._now()]:
            self.remove(path)

    def read(self, path: str) -> bytes:
        return self._uploads[path] if path in self._uploads else draw(path)

    def _drawable(self) -> set[str]:
        """Paths the tenant's first state mentions; a path somebody merely wrote leads nowhere."""
        if self._known is None:
            found = (match for row in self._rows() for match in _PATH.findall(row.encoded))
            self._known = {path.decode() for path in found}
        return self._known


def draw(path: str) -> bytes:
    """A small picture that looks different for every path and the same every time."""
    digest = hashlib.sha256(path.encode()).digest()
    light = tuple(150 + value % 100 for value in digest[:3])
    size = _SMALL if digest[3] < _SMALL_ONES else _SIZE
    picture = Image.new("RGB", (size, size * 3 // 4), light)
    canvas = ImageDraw.Draw(picture)
    for index in range(4):
        left, top, width, height, *colour = digest[4 + index * 7 : 11 + index * 7]
        at = (left * 3 // 2, top, left * 3 // 2 + 30 + width // 2, top + 30 + height // 2)
        box = tuple(one * size // 480 for one in at)
        shape = canvas.ellipse if digest[3] >> index & 1 else canvas.rectangle
        shape(box, fill=tuple(value * 3 // 4 for value in colour))
    canvas.text((12, 10), path.rpartition("/")[2][:8], fill=(20, 20, 20), font_size=size // 40)
    target = io.BytesIO()
    if path.lower().endswith(".png"):
        picture.save(target, "PNG")
    else:
        picture.save(target, "JPEG", quality=80)
    return target.getvalue()

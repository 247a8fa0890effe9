"""What is dragged here or lies on the clipboard, as sources of pictures. Looks at memory only."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from lazi_desktop.domain.pictures import MOST_BYTES
from lazi_desktop.ui.picture_adding.carried import carried_in
from lazi_desktop.ui.picture_adding.sources import FromBytes, FromFile, FromPixels, FromWeb, Source

_PACKED = (
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "image/bmp",
    "image/tiff",
    "image/heic",
    "image/avif",
)
"""Files as another program gives them, the best first: they go to the decoder as they are."""
_SHOWN = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(;base64)?,", re.IGNORECASE)
_LONGEST_MARKUP = 2 * MOST_BYTES
_MOST_ADDRESSES = 200


def has_pictures(data: QMimeData) -> bool:
    """Whether this may hold some: asked while it is dragged about."""
    return (
        bool(carried_in(data))
        or data.hasImage()
        or any(data.hasFormat(kind) for kind in _PACKED)
        or any(url.isLocalFile() or _is_on_the_web(url.toString()) for url in data.urls())
        or (data.hasText() and bool(_addresses_in(data.text())))
        or (data.hasHtml() and _SHOWN.search(data.html()) is not None)
    )


def sources_in(data: QMimeData) -> Sequence[Source]:
    """Of a browser's picture the file at its address, which is better than what it shows."""
    if carried := carried_in(data):
        return carried
    files = [FromFile(path) for path in paths_in(data)]
    if files:
        return files
    pixels = _pixels_in(data)
    shown = _shown_in(data)
    if len(shown) == 1:
        one = shown[0]
        return [FromWeb(one.address, pixels) if isinstance(one, FromWeb) else one]
    addresses = [url.toString() for url in data.urls() if _is_on_the_web(url.toString())]
    if not addresses and not shown and pixels is None and data.hasText():
        addresses = _addresses_in(data.text())
    if pixels is not None:
        return [FromWeb(addresses[0], pixels)] if len(addresses) == 1 else [pixels]
    if addresses:
        return [FromWeb(address) for address in addresses[:_MOST_ADDRESSES]]
    return shown[:_MOST_ADDRESSES]


def sources_on_clipboard() -> Sequence[Source]:
    return sources_in(QGuiApplication.clipboard().mimeData())


def paths_in(data: QMimeData) -> list[Path]:
    """Of files and folders."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _pixels_in(data: QMimeData) -> FromBytes | FromPixels | None:
    for kind in _PACKED:
        if data.hasFormat(kind) and (content := bytes(data.data(kind).data())):
            return FromBytes(content)
    image = data.imageData() if data.hasImage() else None
    return FromPixels(image) if isinstance(image, QImage) and not image.isNull() else None


def _shown_in(data: QMimeData) -> list[FromWeb | FromBytes]:
    """The pictures in a piece of a web page."""
    markup = data.html() if data.hasHtml() else ""
    if len(markup) > _LONGEST_MARKUP:
        return []
    found: list[FromWeb | FromBytes] = []
    for quoted in _SHOWN.finditer(markup):
        address = unescape(quoted[1] or quoted[2] or "").strip()
        if _is_on_the_web(address):
            found.append(FromWeb(address))
        elif (content := _content_in(address)) is not None:
            found.append(FromBytes(content))
    return found


def _content_in(address: str) -> bytes | None:
    """Of an address that is the picture itself."""
    head = _DATA.match(address)
    if head is None:
        return None
    rest = address[head.end() :]
    if not head[1]:
        return unquote_to_bytes(rest)
    try:
        return base64.b64decode(unquote_to_bytes(rest))
    except binascii.Error:
        return None


def _addresses_in(text: str) -> list[str]:
    """Lines that are web addresses, where all of them are."""
    lines = [line.strip() for line in text[:100_000].splitlines() if line.strip()]
    return lines if lines and all(_is_on_the_web(line) for line in lines) else []


def _is_on_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, address))

"""Pictures of entries that are dragged or copied inside this program: by address, so that nothing is packed anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from uuid import uuid4

from PySide6.QtCore import QByteArray, QMimeData

from lazi_desktop.ui.picture_adding.sources import FromEntry

PICTURES_MIME = f"application/x-lazi-pictures-{uuid4().hex}"
"""Of this start of the program: another one may belong to another pricebook."""


def carry(data: QMimeData, pictures: Iterable[FromEntry]) -> None:
    packed = json.dumps([(one.address, one.alias) for one in pictures])
    data.setData(PICTURES_MIME, QByteArray(packed.encode()))


def carried_in(data: QMimeData) -> Sequence[FromEntry]:
    found = bytes(data.data(PICTURES_MIME).data())
    return [FromEntry(address, alias) for address, alias in json.loads(found)] if found else []

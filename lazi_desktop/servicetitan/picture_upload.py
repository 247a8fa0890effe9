"""A picture on its way into ServiceTitan's storage: one file of a form, answered with the path that it got there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from lazi_desktop.domain.errors import BadAnswer, OutcomeUnknown
from lazi_desktop.domain.pictures import media_type
from lazi_desktop.servicetitan.connection import Connection
from lazi_desktop.servicetitan.http import Answer
from lazi_desktop.servicetitan.parts import IMAGES
from lazi_desktop.servicetitan.records import read_json

_PART = "file"
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


async def upload_picture(
    connection: Connection, content: bytes, address: str, may_send: Callable[[], None]
) -> str:
    """Where it is from now on, for a while."""
    digest = hashlib.sha256(content).hexdigest()
    sort = media_type(address)
    boundary = f"picture-{digest}"  # what holds its own hash cannot be made
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{_PART}"; filename="{digest[:16]}{_SUFFIXES[sort]}"\r\n'
        f"Content-Type: {sort}\r\n\r\n"
    )
    answer = await connection.write(
        "POST",
        IMAGES,
        IMAGES.path,
        b"".join((head.encode("ascii"), content, f"\r\n--{boundary}--\r\n".encode("ascii"))),
        {},
        may_send,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    path = _answered_path(answer)
    if path is None:
        raise OutcomeUnknown("It answered without saying where it put the picture.")
    return path


def _answered_path(answer: Answer) -> str | None:
    try:
        content = read_json(answer.body) if answer.is_json else None
    except BadAnswer:
        return None
    path = content.get("path") if isinstance(content, dict) else None
    return path if isinstance(path, str) and path.strip() else None

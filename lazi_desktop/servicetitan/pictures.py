"""A picture by its path: ServiceTitan answers where it is, and it is fetched there without our keys."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.servicetitan.connection import Connection
from lazi_desktop.servicetitan.parts import IMAGES
from lazi_desktop.servicetitan.picture_download import PictureDownload

STORAGE = "Images/"
_ELSEWHERE = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_NOT_THERE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


async def fetch_picture(connection: Connection, download: PictureDownload, address: str) -> bytes:
    """Raises PictureProblem, or what says that ServiceTitan cannot be asked now."""
    if urlsplit(address).scheme in ("http", "https"):
        return await download.fetch(address)
    if not address.startswith(STORAGE):
        raise PictureProblem(
            PictureFlaw.NO_ADDRESS, "ServiceTitan only gives out what lies in its folder “Images”."
        )
    answer = await connection.read(
        IMAGES, IMAGES.path, {"path": address}, accepts=_ELSEWHERE | _NOT_THERE, bulk=True
    )
    if answer.status == HTTPStatus.OK:
        return answer.body
    if answer.status in _NOT_THERE:
        raise PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more.")
    location = answer.headers.get("location", "")
    if not location:
        raise BadAnswer("It did not say where the picture is.")
    return await download.fetch(urljoin(f"{connection.api_url}/", location))

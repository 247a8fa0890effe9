"""What the team may lack and this computer has: pictures added here, and those of others that were looked at here."""

from __future__ import annotations

from collections.abc import Collection

import structlog

from lazi_desktop.domain.pictures import PictureProblem, PreparedPicture, local_address
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.disk import PictureDisk

log = structlog.get_logger("pictures")


class PicturesAtHand:
    """Implements `ports.pictures.AddedPictures` for whoever gives pictures to the team.

    An edit made here may name a picture that was added elsewhere. Where the team has lost that one, what was fetched
    of it serves; from then on it is kept as if it had been added here.
    """

    def __init__(self, added: AddedPictureFiles, fetched: PictureDisk) -> None:
        self._added = added
        self._fetched = fetched

    def keep(self, picture: PreparedPicture) -> str:
        return self._added.keep(picture)

    def read(self, digest: str) -> bytes | None:
        content = self._added.read(digest)
        if content is not None:
            return content
        content = self._fetched.original(local_address(digest, "jpg"))
        if content is not None:
            try:
                self._added.keep_too(digest, content)
            except PictureProblem as problem:  # it can be given all the same
                log.warning("a picture of others is not kept here", reason=str(problem))
        return content

    def digests(self) -> Collection[str]:
        return self._added.digests()

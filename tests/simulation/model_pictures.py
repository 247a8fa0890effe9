"""The model hub's pictures: 86_pictures.sql."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lazi_desktop.ports.hub_pictures import Upload
from tests.simulation.model_base import HubTables
from tests.simulation.model_servicetitan import BEGIN


class HubPictureRows(HubTables):
    def missing_blobs(self, digests: Collection[str]) -> frozenset[str]:
        return self.pictures.missing(digests)

    def keep_blob(self, digest: str, content: bytes) -> None:
        self.pictures.keep(digest, content)

    def blob(self, digest: str) -> bytes | None:
        return self.pictures.blobs.get(digest)

    def picture(self, path: str) -> bytes | None:
        return self.pictures.picture(path)

    def keep_picture(self, path: str, content: bytes) -> None:
        self.pictures.keep_received(path, content)

    def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        return self.pictures.uploads(digests)

    def note_upload(self, dev: UUID, token: int, digest: str, path: str) -> None:
        self.fence(dev, token)
        self.pictures.note(digest, path, self._moment())

    def forget_upload(self, dev: UUID, token: int, digest: str, path: str) -> None:
        self.fence(dev, token)
        self.pictures.forget(digest, path)

    def prove_picture(self, dev: UUID, token: int, digest: str, path: str) -> None:
        self.fence(dev, token)
        self.pictures.prove(digest, path, self._moment())

    def _moment(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.now)

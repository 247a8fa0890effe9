"""The model hub's pictures: 70_pictures.sql and 86_pictures.sql."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value, same
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
        self.world.proved(digest, path)

    # ------------------------------------------------------------------------------------------------ 70 pictures

    def is_same_picture(self, one: Value, other: Value, *, loosely: bool) -> bool:
        if one == other:
            return True
        for address, there in ((one, other), (other, one)):
            digest = local_digest(address) if isinstance(address, str) else None
            rows = self.pictures.known.get(digest, {}) if digest is not None else {}
            for row in rows.values():
                if row.is_proved and row.path == there:
                    return True
                if loosely and _file_of(row.path) is not None and _file_of(row.path) == _file_of(there):
                    return True
        return False

    def as_said(self, field: str, value: Value, other: Value, *, loosely: bool = False) -> Value:
        """The value as the other one says it, where both name the same pictures in the same places."""
        if field not in PICTURE_FIELDS or same(value, other):
            return value
        if isinstance(value, str) and isinstance(other, str):
            return other if self.is_same_picture(value, other, loosely=loosely) else value
        if not isinstance(value, list) or not isinstance(other, list) or len(value) != len(other):
            return value
        agree = all(self._agrees(*pair, loosely) for pair in zip(value, other, strict=True))
        return other if agree else value

    def is_alike(self, field: str, value: Value, other: Value) -> bool:
        return same(self.as_said(field, value, other), other)

    def _agrees(self, mine: Value, yours: Value, loosely: bool) -> bool:
        if isinstance(mine, Mapping) and isinstance(yours, Mapping):
            rest = [{name: one for name, one in entry.items() if name != "url"} for entry in (mine, yours)]
            return same(*rest) and self.is_same_picture(mine.get("url"), yours.get("url"), loosely=loosely)
        if isinstance(mine, str) and isinstance(yours, str):
            return self.is_same_picture(mine, yours, loosely=loosely)
        return same(mine, yours)

    def _moment(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.now)


def _file_of(address: Value) -> str | None:
    """None for what no file can be called."""
    return (str(address).rpartition("/")[2] or None) if address is not None else None

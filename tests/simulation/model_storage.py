"""Where the model of ServiceTitan has pictures: what is uploaded passes away unless something names it in time.

Paths of its own tell, to whoever judges, which picture is there; the product never reads them so.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lazi_desktop.domain.assets import PICTURE_FIELDS, addresses_in, read_assets, readdressed
from lazi_desktop.domain.errors import RemoteRejected
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PreparedPicture, local_digest
from lazi_desktop.domain.values import Fields, Value

if TYPE_CHECKING:
    from tests.simulation.world import World

PICTURES = 130_000_000_000
"""Histories from this seed on have pictures, and neither change-sets nor kits. Those before have none."""
KEPT_SECONDS = 900.0
PASSING = "Images/Temporary/"
PACKED = b" packed anew"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def looks_like(content: bytes) -> bytes:
    """The same of what was packed anew."""
    return content.removesuffix(PACKED)


def picture_at(address: Value) -> Any:
    """Which picture is meant by an address, wherever it is; the address itself where it is none of a picture."""
    if not isinstance(address, str):
        return address
    local = local_digest(address)
    if local is not None:
        return "picture", local
    if address.startswith("Images/"):
        return "picture", address.rpartition("-")[2].removesuffix(".jpg")
    return address


class AddedFiles(dict[str, bytes]):
    """Pictures on one desk's disk, by their digests."""

    def __init__(self, *files: Mapping[str, bytes]) -> None:
        super().__init__(*files)
        self.given: set[str] = set()  # for a mutant

    def keep(self, picture: PreparedPicture) -> str:
        self[picture.look.digest] = picture.content
        return picture.address

    def read(self, digest: str) -> bytes | None:
        return self.get(digest)

    def digests(self) -> Collection[str]:
        return list(self)


class PictureComparison:
    """The part of `ports.pictures.PictureTools` that a push needs."""

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        found: Future[bool] = Future()
        found.set_result(looks_like(one) == looks_like(other))
        return found


@dataclass
class Stored:
    content: bytes
    at: float
    is_named: bool


class Storage:
    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = random.Random(world.seed)
        self.files: dict[str, Stored] = {}
        self.uploads = 0

    def nothing(self, kind: EntityKind) -> Fields:
        """What an entity has that has no pictures."""
        if self.world.seed < PICTURES:
            return {}
        return {"image": None} if kind is EntityKind.CATEGORY else {"assets": []}

    def upload(self, content: bytes) -> str:
        self.uploads += 1
        self.world.stats["uploads"] += 1
        path = f"{PASSING}{self.uploads}-{digest_of(looks_like(content))}.jpg"
        self.files[path] = Stored(content, self.world.loop.now, is_named=False)
        return path

    def put(self, content: bytes) -> str:
        """The office adds a picture."""
        self.uploads += 1
        path = f"Images/Material/{self.uploads}-{digest_of(content)}.jpg"
        self.files[path] = Stored(content, self.world.loop.now, is_named=True)
        return path

    def read(self, path: str) -> bytes | None:
        stored = self.files.get(path)
        if stored is None or not (stored.is_named or self.world.loop.now - stored.at < KEPT_SECONDS):
            return None
        return stored.content

    def check(self, changes: Mapping[str, Value]) -> None:
        """
        Raises:
            RemoteRejected: a write names a picture that is not there any more.
        """
        for field, value in changes.items():
            for path in addresses_in(field, value):
                if path.startswith("picture:"):
                    raise RemoteRejected("That is no address.", status=400, field_errors={field: "no url"})
                if self.read(path) is None:
                    raise RemoteRejected("It is not there.", status=400, field_errors={field: "no such url"})

    def named(self, changes: Mapping[str, Value]) -> dict[str, Value]:
        """What is kept of a write: pictures in passing storage move, or not, and may be packed anew."""
        self.check(changes)
        return {
            field: readdressed(field, value, {path: self._moved(path) for path in addresses_in(field, value)})
            for field, value in changes.items()
        }

    def _moved(self, path: str) -> str:
        if not path.startswith(PASSING) or self.files[path].is_named:
            return path
        stored, draw = self.files[path], self.dice.random()
        if draw < 0.15:
            stored.is_named = True
            return path
        content = stored.content + (PACKED if self.dice.random() < 0.4 else b"")
        if draw < 0.22:  # it gets something wrong
            content = b"nothing to see"
        name = path.removeprefix(PASSING)
        if draw < 0.5:
            self.uploads += 1
            name = f"r{self.uploads}-{digest_of(looks_like(content))}.jpg"
        if content == b"nothing to see":
            name = f"x{self.uploads}-{digest_of(content)}.jpg"
        moved = f"Images/Material/{name}"
        self.files[moved] = Stored(content, self.world.loop.now, is_named=True)
        return moved


def says(sent: Mapping[str, Value], meant: Fields) -> bool:
    """Whether what goes on the wire is what was to be sent, pictures by the addresses that they were uploaded to."""
    if sent.keys() != meant.keys():
        return False
    for field, value in meant.items():
        wire = sent[field]
        if field not in PICTURE_FIELDS:
            if wire != value:
                return False
            continue
        pairs = list(zip(read_assets(value), read_assets(wire), strict=False))
        uploaded = {
            mine.address: there.address
            for mine, there in pairs
            if local_digest(mine.address) is not None
            and picture_at(mine.address) == picture_at(there.address)
        }
        if readdressed(field, value, uploaded) != wire:
            return False
    return True

"""A person who adds pictures at a desk of real parts."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import psycopg
from PIL import Image

from lazi_desktop.domain.assets import addresses_in
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureLook, PreparedPicture
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.operations.pictures import PictureFor, add_pictures
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.push import PushedField, PushReport
from tests.sync.making import Maker
from tests.world import World


def photo(seed: int = 1, side: int = 320) -> bytes:
    """Looks different for every seed."""
    picture = Image.radial_gradient("L").resize((side, side * 3 // 4)).convert("RGB")
    for number in range(8):
        draw = hashlib.sha256(f"{seed} {number}".encode()).digest()
        left, top = draw[0] * side // 320, draw[1] * side // 512
        picture.paste(
            (draw[2], draw[3], draw[4]), (left, top, left + 40 + draw[5] // 4, top + 30 + draw[6] // 4)
        )
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=92)
    return target.getvalue()


def prepared(content: bytes) -> PreparedPicture:
    digest = hashlib.sha256(content).hexdigest()
    return PreparedPicture(content, "jpg", PictureLook(320, 240, len(content), digest, 0))


Admin = psycopg.Connection[Any]


class Photographer:
    """Their desk gives what they add to the hub, and pushes compare pictures."""

    def __init__(self, world: World, folder: Path, tools: PictureTools, admin: Admin) -> None:
        self.world = world
        self.maker = Maker(world, admin)
        self.added = AddedPictureFiles(folder)
        world.added, world.tools = self.added, tools

    def keep(self, seed: int = 1) -> str:
        return self.added.keep(prepared(photo(seed)))

    def add(self, *pictures: PictureFor) -> None:
        def work() -> None:
            with self.world.desk.workspace.unit_of_work() as unit:
                add_pictures(unit, pictures)

        self.world.desk.writer.submit(work).result()

    def picture(self, kind: EntityKind, remote_id: int, seed: int = 1, *, field: str = "") -> str:
        """Its address, once the entry has it and a person has said "send"."""
        address = self.keep(seed)
        self.add(PictureFor(self.world.key(kind, remote_id), address, field=field))
        self.world.submit()
        return address

    async def push(self) -> dict[str, PushedField]:
        report = await self.world.push()
        assert report.stopped is None, report.stopped
        return by_field(report)

    def make_due(self, seconds: float = 61) -> None:
        """What waits in the hub's queue."""
        self.maker.pass_time(seconds)

    def shown(self, kind: EntityKind, remote_id: int, field: str = "assets") -> list[str]:
        """Addresses in ServiceTitan, the default one first."""
        wire = {"sku_images": "skuImages"}.get(field, field)
        return list(addresses_in(field, self.world.simulator.item(str(kind), remote_id)[wire]))

    async def there(self, path: str) -> bytes:
        return await self.world.remote.picture(path)

    def uploads(self) -> int:
        return self.calls("POST", "/images")

    def calls(self, method: str, ending: str) -> int:
        return sum(
            one["method"] == method and one["path"].endswith(ending)
            for one in self.world.simulator.requests()
        )


def by_field(report: PushReport) -> dict[str, PushedField]:
    return {one.field: one for one in report.fields}

"""Pictures on their way through the engine: what is kept for the team on the way holds up nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import cast

from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.pictures import KEPT_AT_ONCE, MOST_WAITING_BYTES, PictureFetches

JPEG = b"\xff\xd8\xff" + bytes(1024 * 1024)


class SlowHub:
    """Takes pictures one after the other, when it may."""

    def __init__(self) -> None:
        self.may = asyncio.Event()
        self.taking = 0
        self.most = 0
        self.kept: set[str] = set()

    async def picture(self, path: str) -> bytes | None:
        return None

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        self.taking += 1
        self.most = max(self.most, self.taking)
        await self.may.wait()
        self.taking -= 1
        self.kept.add(path)


class Remote:
    async def picture(self, path: str) -> bytes:
        return JPEG


async def test_a_slow_hub_is_given_few_pictures_at_once_and_what_waits_is_bounded():
    hub = SlowHub()

    async def open_hub() -> Hub:
        return cast(Hub, hub)

    async def open_remote() -> RemotePricebook:
        return cast(RemotePricebook, Remote())

    fetches = PictureFetches(Connections(open_hub, open_remote), SystemClock())
    for number in range(60):
        answer: Future[bytes] = Future()
        fetches.begin(f"Images/Service/{number}.jpg", answer)
        assert await asyncio.wrap_future(answer) == JPEG  # whatever becomes of it in the hub
    assert 0 < len(fetches.under_way) * len(JPEG) <= MOST_WAITING_BYTES
    hub.may.set()
    await asyncio.gather(*fetches.under_way)
    assert hub.most == KEPT_AT_ONCE
    assert len(hub.kept) == MOST_WAITING_BYTES // len(JPEG)

    answer = Future()
    fetches.begin("Images/Service/later.jpg", answer)
    await asyncio.wrap_future(answer)
    await asyncio.gather(*fetches.under_way)
    assert "Images/Service/later.jpg" in hub.kept  # there is room again

"""Pictures on their way through the engine: what is kept for the team on the way holds up nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import cast

import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.domain.errors import HubRefused, MayNotDoThat
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.pictures import KEPT_AT_ONCE, MOST_WAITING_BYTES, READ_AT_ONCE, PictureFetches

JPEG = b"\xff\xd8\xff" + bytes(1024 * 1024)


class SlowHub:
    """Answers when it may."""

    def __init__(self) -> None:
        self.may_give, self.may_take = asyncio.Event(), asyncio.Event()
        self.is_full = asyncio.Event()
        self.giving = self.taking = 0
        self.most_given = self.most_taken = 0
        self.kept: dict[str, str] = {}
        self.refuses: list[HubRefused] = []

    async def picture(self, path: str) -> bytes | None:
        self.giving += 1
        self.most_given = max(self.most_given, self.giving)
        if self.giving == READ_AT_ONCE:
            self.is_full.set()
        await self.may_give.wait()
        self.giving -= 1
        return None

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        self.taking += 1
        self.most_taken = max(self.most_taken, self.taking)
        await self.may_take.wait()
        self.taking -= 1
        if self.refuses:
            raise self.refuses.pop()
        self.kept[path] = media_type


class Remote:
    def __init__(self, content: bytes) -> None:
        self.content = content

    async def picture(self, path: str) -> bytes:
        return self.content


def fetches_of(hub: SlowHub, content: bytes = JPEG) -> PictureFetches:
    async def open_hub() -> Hub:
        return cast(Hub, hub)

    async def open_remote() -> RemotePricebook:
        return cast(RemotePricebook, Remote(content))

    return PictureFetches(Connections(open_hub, open_remote), SystemClock())


def begin(fetches: PictureFetches, path: str) -> asyncio.Future[bytes]:
    answer: Future[bytes] = Future()
    fetches.begin(path, answer)
    return asyncio.wrap_future(answer)


async def test_a_slow_hub_is_given_few_pictures_at_once_and_what_waits_is_bounded():
    hub = SlowHub()
    hub.may_give.set()
    fetches = fetches_of(hub)
    for number in range(60):
        # whatever becomes of it in the hub
        assert await begin(fetches, f"Images/Service/{number}.jpg") == JPEG
    assert 0 < len(fetches.under_way) * len(JPEG) <= MOST_WAITING_BYTES
    hub.may_take.set()
    await asyncio.gather(*fetches.under_way)
    assert hub.most_taken == KEPT_AT_ONCE
    assert len(hub.kept) == MOST_WAITING_BYTES // len(JPEG)

    await begin(fetches, "Images/Service/later.jpg")
    await asyncio.gather(*fetches.under_way)
    assert "Images/Service/later.jpg" in hub.kept  # there is room again


async def test_a_slow_hub_is_asked_for_few_pictures_at_once():
    hub = SlowHub()
    hub.may_take.set()
    fetches = fetches_of(hub)
    answers = [begin(fetches, f"Images/Service/{number}.jpg") for number in range(20)]
    async with asyncio.timeout(30):
        await hub.is_full.wait()
    hub.may_give.set()
    assert await asyncio.gather(*answers) == [JPEG] * 20
    await asyncio.gather(*fetches.under_way)
    assert hub.most_given == READ_AT_ONCE


@pytest.mark.parametrize(
    ("content", "sort"),
    [(JPEG, "image/jpeg"), (b"GIF89a", "image/gif"), (b"RIFF0000WEBPVP8 ", "image/webp"), (b"<html>", None)],
)
async def test_of_what_sort_it_is_the_picture_tells_and_not_its_address(content: bytes, sort: str | None):
    hub = SlowHub()
    hub.may_give.set()
    hub.may_take.set()
    fetches = fetches_of(hub, content)
    await begin(fetches, "Images/Service/a.png")
    await asyncio.gather(*fetches.under_way)
    assert hub.kept.get("Images/Service/a.png") == sort


@pytest.mark.parametrize(
    ("refusal", "kept"),
    [
        (HubRefused("The picture is not what it says: it has another hash."), ["Images/b.jpg"]),
        (MayNotDoThat('This needs the level "estimator"; this login has "viewer".'), []),
    ],
)
async def test_only_who_may_only_look_keeps_nothing_more(refusal: HubRefused, kept: list[str]):
    hub = SlowHub()
    hub.may_give.set()
    hub.may_take.set()
    hub.refuses = [refusal]
    fetches = fetches_of(hub)
    for path in ("Images/a.jpg", "Images/b.jpg"):
        await begin(fetches, path)
        await asyncio.gather(*fetches.under_way)
    assert list(hub.kept) == kept

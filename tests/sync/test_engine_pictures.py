"""Pictures over the engine's connection: from the second host, cancelled, refused, and ended with the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from lazi_desktop.domain.errors import ConfigurationProblem, HubUnavailable, LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.chain import PictureChain
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.images.shelf import PictureShelf
from lazi_desktop.ports.pictures import Thumbnail
from lazi_desktop.servicetitan.picture_download import PictureDownload
from tests.sync.picturing import photo, prepared
from tests.world import World

PATIENCE = 30.0


def paths_of(world: World) -> list[str]:
    return [asset["url"] for item in world.simulator.items("service") for asset in item["assets"]
            if asset["type"] == "Image"]  # fmt: skip


async def test_a_picture_comes_over_the_engines_connection(world: World, start):
    engine, _ = start()
    assert len(engine.fetch_picture(paths_of(world)[0]).result(PATIENCE)) > 1000
    with pytest.raises(PictureProblem) as caught:
        engine.fetch_picture("Images/Service/never.jpg").result(PATIENCE)
    assert caught.value.flaw is PictureFlaw.NOT_THERE


async def test_where_nobody_is_signed_in_it_is_said(world: World, start):
    async def no_secrets():
        raise ConfigurationProblem("No secrets.")

    engine, _ = start(open_remote=no_secrets)
    with pytest.raises(ConfigurationProblem):
        engine.fetch_picture(paths_of(world)[0]).result(PATIENCE)


async def test_what_one_desk_fetched_the_team_has_without_servicetitan(world: World, start):
    async def no_secrets():
        raise ConfigurationProblem("No secrets.")

    path = paths_of(world)[0]
    engine, _ = start()
    content = engine.fetch_picture(path).result(PATIENCE)
    await until(lambda: world.hub.picture(path))
    other, _ = start(open_remote=no_secrets)
    assert other.fetch_picture(path).result(PATIENCE) == content
    assert sum("/images" in one["path"] for one in world.simulator.requests()) == 1


async def test_without_the_hub_servicetitan_is_asked(world: World, start):
    async def no_hub():
        raise HubUnavailable("It is away.")

    engine, _ = start(open_hub=no_hub)
    for path in paths_of(world)[:2]:
        assert len(engine.fetch_picture(path).result(PATIENCE)) > 1000


async def test_a_picture_added_here_comes_from_here_and_anywhere_else_from_the_team(
    world: World, start, tmp_path: Path
):
    async def nobody():
        raise HubUnavailable("It is away.")

    added = AddedPictureFiles(tmp_path / "added")
    address = added.keep(prepared(photo()))
    here, _ = start(open_hub=nobody, open_remote=nobody, added_pictures=added)
    assert here.fetch_picture(address).result(PATIENCE) == photo()
    there, _ = start(open_remote=nobody)
    with pytest.raises(PictureProblem) as caught:
        there.fetch_picture(address).result(PATIENCE)
    assert caught.value.flaw is PictureFlaw.NOT_THERE
    await world.hub.keep_blob(address[8:72], "image/jpeg", photo())
    assert there.fetch_picture(address).result(PATIENCE) == photo()


async def test_a_picture_on_the_web_needs_no_sign_in(world: World, start):
    async def nobody():
        raise ConfigurationProblem("No secrets.")

    async def web():
        return PictureDownload(is_own_machine=True)

    path = paths_of(world)[0]
    content = await world.remote.picture(path)
    [address] = [
        f"{world.simulator.images_url}{one['path']}?{one['query']}"
        for one in world.simulator.requests()
        if one["origin"] == "images"
    ]
    engine, _ = start(open_remote=nobody, open_web=web)
    assert engine.fetch_picture(address).result(PATIENCE) == content
    with pytest.raises(PictureProblem):
        engine.fetch_picture("https://10.0.0.7/a.jpg").result(PATIENCE)


async def test_what_is_no_picture_is_not_kept_for_the_team(world: World, start):
    engine, _ = start()
    path = paths_of(world)[0]
    world.simulator.inject("status", status=200, body="<html>", match={"path_contains": "/Images/"})
    assert engine.fetch_picture(path).result(PATIENCE) == b"<html>"
    assert engine.fetch_picture(path).result(PATIENCE).startswith((b"\xff\xd8", b"\x89PNG"))


async def test_pictures_go_to_the_hub_with_the_edits_that_name_them(world: World, start, tmp_path: Path):
    await world.pull()
    added = AddedPictureFiles(tmp_path / "added")
    address = added.keep(prepared(photo()))
    [service] = world.some(EntityKind.SERVICE)
    entry = {"alias": None, "isDefault": True, "type": "Image", "url": address}
    world.edit(EntityKind.SERVICE, service, {"assets": [entry]})
    start(added_pictures=added)
    assert await until(lambda: world.hub.blob(address[8:72])) == photo()


async def test_a_picture_that_was_left_behind_is_given_when_the_program_starts(
    world: World, start, tmp_path: Path
):
    await world.pull()
    added = AddedPictureFiles(tmp_path / "added")
    address = added.keep(prepared(photo()))
    [service] = world.some(EntityKind.SERVICE)
    entry = {"alias": None, "isDefault": True, "type": "Image", "url": address}
    world.edit(EntityKind.SERVICE, service, {"assets": [entry]})
    world.added = AddedPictureFiles(tmp_path / "another")
    await world.replicate()  # the edit alone
    assert await world.hub.missing_blobs([address[8:72]])
    start(added_pictures=added, queries=world.desk.queries)
    assert await until(lambda: world.hub.blob(address[8:72])) == photo()


async def test_an_edit_whose_picture_is_lost_goes_all_the_same(world: World, tmp_path: Path):
    await world.pull()
    [service] = world.some(EntityKind.SERVICE)
    entry = {"alias": None, "isDefault": True, "type": "Image", "url": f"picture:{'0' * 64}.jpg"}
    world.edit(EntityKind.SERVICE, service, {"assets": [entry], "price": 77})
    world.added = AddedPictureFiles(tmp_path / "added")
    await world.replicate()
    assert {row.field for row in await world.hub.pending()} == {"assets", "price"}


async def until(asked: Callable[[], Awaitable[bytes | None]]) -> bytes:
    """What others do in their own time."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await asked()
            if found is not None:
                return found


async def test_stopping_and_cancelling_end_requests_that_hang(world: World, start):
    engine, _ = start()
    world.simulator.inject("slow", seconds=300, match={"path_contains": "/images"}, times=2)
    path = paths_of(world)[0]
    given_up = engine.fetch_picture(path)
    hanging = engine.fetch_picture(path)
    assert given_up.cancel()
    engine.stop()
    with pytest.raises(CancelledError):
        hanging.result(PATIENCE)


async def test_from_servicetitan_to_pixels_and_offline_from_then_on(world: World, start, tmp_path: Path):
    engine, _ = start()
    told: list[LaziError] = []
    paths = paths_of(world)[:8]
    for is_offline in (False, True):
        chain = PictureChain(engine, PictureShelf(PictureDisk(tmp_path / "pictures"), told.append))
        found: list[Thumbnail | LaziError] = []
        for path in paths:
            chain.ask(path, 128, found.append)
        for _ in range(3000):
            if len(found) == len(paths):
                break
            chain._threads[0].join(0.01)
        chain.close()
        sizes = {(one.width, one.full_width) for one in found if isinstance(one, Thumbnail)}
        assert sizes <= {(128, 800), (128, 360)}
        assert len(found) == len(paths)
        if not is_offline:
            engine.stop()
    assert not told
    asked = [one for one in world.simulator.requests() if "/images" in one["path"]]
    assert len(asked) == len(paths)

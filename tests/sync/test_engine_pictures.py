"""Pictures over the engine's connection: from the second host, cancelled, refused, and ended with the engine."""

from __future__ import annotations

from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.chain import PictureChain
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.ports.pictures import Thumbnail
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
        chain = PictureChain(engine, PictureDisk(tmp_path / "pictures"), tell=told.append)
        found: list[Thumbnail | LaziError] = []
        for path in paths:
            chain.ask(path, 128, found.append)
        for _ in range(3000):
            if len(found) == len(paths):
                break
            chain._threads[0].join(0.01)
        chain.close()
        assert {(one.width, one.full_width) for one in found if isinstance(one, Thumbnail)} == {(128, 480)}
        assert len(found) == len(paths)
        if not is_offline:
            engine.stop()
    assert not told
    asked = [one for one in world.simulator.requests() if "/images" in one["path"]]
    assert len(asked) == len(paths)

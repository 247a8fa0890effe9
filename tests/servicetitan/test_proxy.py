"""Pictures by a proxy: it alone knows where hosts are, and no private place may be named to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.config.way import Way
from lazi_desktop.domain.pictures import PictureProblem
from lazi_desktop.servicetitan.picture_download import PictureDownload
from lazi_desktop.simulator import RunningSimulator
from tests.company_proxy import HOSTS, Authority, CompanyProxy


@pytest.fixture
def proxy(tmp_path: Path, simulator: RunningSimulator) -> Iterator[tuple[CompanyProxy, Way]]:
    authority = Authority(tmp_path)
    with CompanyProxy(authority, int(simulator.images_url.rpartition(":")[2])) as proxy:
        yield proxy, Way(proxy.url, "", authority.file)


async def test_a_host_of_pictures_is_found_by_the_proxy(proxy, simulator: RunningSimulator) -> None:
    company, way = proxy
    download = PictureDownload(is_own_machine=False, way=way)
    try:
        with pytest.raises(PictureProblem, match=r"not there any more|refused to give it"):
            await download.fetch(f"https://{HOSTS[2]}/none.png")
    finally:
        await download.close()
    assert company.asked == [f"{HOSTS[2]}:443"]


@pytest.mark.parametrize(
    "url",
    [
        "http://pictures.servicetitan.test/a.png",
        "https://10.0.0.7/a.png",
        "https://[fd00::1]/a.png",
        "https://intranet/a.png",
        "https://me:x@pictures.servicetitan.test/a.png",
    ],
)
async def test_private_places_are_not_named_to_it(proxy, url: str) -> None:
    company, way = proxy
    download = PictureDownload(is_own_machine=False, way=way)
    try:
        with pytest.raises(PictureProblem):
            await download.fetch(url)
    finally:
        await download.close()
    assert company.asked == []

"""By a proxy: it alone knows where hosts are, it may let nobody in or look into everything, and no private place may be
named to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import RemoteUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureProblem
from lazi_desktop.servicetitan.picture_download import PictureDownload
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from tests.certificates import Authority
from tests.company_proxy import HOSTS, CompanyProxy
from tests.servicetitan.stage import FakeClock, freely


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


def pricebook_by(way: Way, simulator: RunningSimulator) -> ServiceTitanPricebook:
    return ServiceTitanPricebook(
        Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
        Endpoints(f"https://{HOSTS[0]}", f"https://{HOSTS[1]}"),
        clock=FakeClock(),
        way=way,
    )


@pytest.mark.parametrize(
    ("pair", "refuses", "trusted", "words"),
    [
        ("", 0, False, "Its certificate is not good: unable to get local issuer certificate."),
        ("lazi:all through here", 0, True, "asks for a name and a password (407)."),
        ("", 403, True, "does not lead there (403)."),
    ],
    ids=["looks into everything", "asks who it is", "lets nobody through"],
)
async def test_a_proxy_that_is_no_way_is_told_of_and_told_nothing(
    tmp_path: Path, simulator: RunningSimulator, pair: str, refuses: int, trusted: bool, words: str
) -> None:
    authority = Authority(tmp_path)
    port = int(simulator.api_url.rpartition(":")[2])
    with CompanyProxy(authority, port, pair=pair, refuses=refuses) as company:
        pricebook = pricebook_by(Way(company.url, "", authority.file if trusted else None), simulator)
        try:
            with pytest.raises(RemoteUnavailable) as read:
                await pricebook.read_many(EntityKind.MATERIAL, [1])
            with pytest.raises(RemoteUnavailable) as written:
                await pricebook.patch(EntityKind.MATERIAL, 1, {"active": False}, {}, may_send=freely)
        finally:
            await pricebook.close()
    for told in (read, written):
        assert type(told.value) is RemoteUnavailable, "nothing of it has left"
        assert told.value.detail.endswith(words)
    assert set(company.asked) == {f"{HOSTS[1]}:443"}
    assert simulator.requests() == []


async def test_a_proxy_that_may_look_into_everything_is_used(
    tmp_path: Path, simulator: RunningSimulator
) -> None:
    authority = Authority(tmp_path)
    port = int(simulator.api_url.rpartition(":")[2])
    [wanted] = simulator.items("material")[:1]
    with CompanyProxy(authority, port) as company:
        pricebook = pricebook_by(Way(company.url, "", authority.file), simulator)
        try:
            [found] = await pricebook.read_many(EntityKind.MATERIAL, [wanted["id"]])
        finally:
            await pricebook.close()
    assert found.remote_id == wanted["id"]
    assert set(company.asked) == {f"{HOSTS[0]}:443", f"{HOSTS[1]}:443"}

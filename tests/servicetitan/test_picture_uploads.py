"""A picture sent into ServiceTitan's storage: as a form, once, and what its answer means."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from lazi_desktop.domain.errors import (
    ConfigurationProblem,
    LeaseLost,
    OutcomeUnknown,
    RateLimited,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
)
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from tests.servicetitan.stage import FakeClock, Stage, answer, freely, html, problem

CONTENT = b"\xff\xd8\r\n--boundary--\r\n\x00 any bytes at all"
JPG = f"picture:{'a' * 64}.jpg"
PNG = f"picture:{'a' * 64}.png"


@pytest.fixture
async def pricebook(simulator: RunningSimulator) -> AsyncIterator[ServiceTitanPricebook]:
    pricebook = ServiceTitanPricebook(
        Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
        Endpoints(simulator.api_url, simulator.auth_url),
        clock=FakeClock(),
    )
    yield pricebook
    await pricebook.close()


@pytest.mark.parametrize("address", [JPG, PNG])
async def test_what_was_uploaded_can_be_fetched_again(pricebook: ServiceTitanPricebook, address: str) -> None:
    path = await pricebook.upload_picture(CONTENT, address, may_send=freely)
    assert path.startswith("Images/")
    assert path.endswith(address[-4:])
    assert await pricebook.picture(path) == CONTENT


async def test_without_the_scope_it_is_said_which_one(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook
) -> None:
    simulator.inject("deny_scope", scope="tn.pb.images:w")
    with pytest.raises(ScopeMissing, match=r"tn\.pb\.images:w"):
        await pricebook.upload_picture(CONTENT, JPG, may_send=freely)


async def test_it_goes_as_one_file_of_a_form_with_its_sort() -> None:
    stage = Stage(answer(201, {"path": "Images/Temporary/1.png"}))
    pricebook = stage.pricebook()
    assert await pricebook.upload_picture(CONTENT, PNG, may_send=freely) == "Images/Temporary/1.png"
    [request] = stage.requests
    assert request.method == "POST"
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    head, content = request.content.split(b"\r\n\r\n", 1)
    assert b'name="file"' in head
    assert b"Content-Type: image/png" in head
    assert content.startswith(CONTENT + b"\r\n--picture-")
    await pricebook.close()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (answer(201, {}), OutcomeUnknown),
        (answer(201, {"path": 7}), OutcomeUnknown),
        (answer(201, {"path": " "}), OutcomeUnknown),
        (answer(201, b"{"), OutcomeUnknown),
        (html(200), OutcomeUnknown),
        (html(500), OutcomeUnknown),
        (httpx.ReadTimeout("slow"), OutcomeUnknown),
        (httpx.ConnectError("down"), RemoteUnavailable),
        (answer(429, {}, retry_after="3"), RateLimited),
        (problem(413, "Too large."), RemoteRejected),
        (problem(400, "No.", {"file": ["Not a picture."]}), RemoteRejected),
        (problem(404, "Nothing here."), ConfigurationProblem),
    ],
)
async def test_it_is_sent_once_and_its_answer_read(line: object, expected: type[Exception]) -> None:
    stage = Stage(line)
    pricebook = stage.pricebook()
    with pytest.raises(expected) as caught:
        await pricebook.upload_picture(CONTENT, JPG, may_send=freely)
    assert type(caught.value) is expected
    assert len(stage.requests) == 1
    await pricebook.close()


async def test_what_speaks_against_it_at_the_wire_is_heard() -> None:
    def lost() -> None:
        raise LeaseLost("Too long.")

    stage = Stage(answer(201, {"path": "Images/Temporary/1.png"}))
    pricebook = stage.pricebook()
    with pytest.raises(LeaseLost):
        await pricebook.upload_picture(CONTENT, JPG, may_send=lost)
    assert not stage.requests
    await pricebook.close()

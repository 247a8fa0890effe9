from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

import httpx
import pytest

from lazi_desktop.domain.errors import AppKeyRefused, RateLimited, RemoteUnavailable, SignInFailed
from lazi_desktop.domain.kinds import EntityKind
from tests.servicetitan.stage import Stage, answer, freely, html, page, problem, token

MATERIAL = EntityKind.MATERIAL
REFUSED = problem(401, "Unauthorized")


async def read(stage: Stage, times: int = 1) -> None:
    pricebook = stage.pricebook()
    try:
        for _ in range(times):
            await pricebook.read_many(MATERIAL, [7])
    finally:
        await pricebook.close()


async def test_asks_with_id_and_secret_in_the_form_and_sends_token_and_key():
    stage = Stage(page([]))
    await read(stage)
    (asked,) = stage.token_requests
    assert (asked.method, str(asked.url)) == ("POST", "https://auth.example.test/connect/token")
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["cid.of-a-client"],
        "client_secret": ["cs1.very-secret"],
    }
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert "authorization" not in asked.headers
    assert "st-app-key" not in asked.headers
    (request,) = stage.requests
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["st-app-key"] == "ak1.a-key"


async def test_one_token_serves_until_a_minute_before_its_end():
    stage = Stage(page([]))
    pricebook = stage.pricebook()
    await pricebook.read_many(MATERIAL, [7])
    stage.clock.seconds += 839
    await pricebook.read_many(MATERIAL, [7])
    assert len(stage.token_requests) == 1
    stage.clock.seconds += 2
    await pricebook.read_many(MATERIAL, [7])
    assert len(stage.token_requests) == 2
    assert stage.requests[-1].headers["authorization"] == "Bearer token-2"
    await pricebook.close()


async def test_many_at_once_share_one_renewal():
    async def slowly(_request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        return token()

    stage = Stage(page([]), tokens=slowly)
    pricebook = stage.pricebook()
    await asyncio.gather(*(pricebook.read_many(MATERIAL, [7]) for _ in range(8)))
    await pricebook.close()
    assert len(stage.token_requests) == 1
    assert len(stage.requests) == 8


async def test_a_refused_token_is_renewed_once():
    stage = Stage(REFUSED, page([]))
    await read(stage)
    assert [request.headers["authorization"] for request in stage.requests] == [
        "Bearer token-1",
        "Bearer token-2",
    ]


async def test_many_refused_at_once_share_one_renewal():
    def by_token(request: httpx.Request) -> httpx.Response:
        return (
            page([]) if request.headers["authorization"] == "Bearer token-2" else problem(401, "Unauthorized")
        )

    stage = Stage(by_token)
    pricebook = stage.pricebook()
    await asyncio.gather(*(pricebook.read_many(MATERIAL, [7]) for _ in range(5)))
    await pricebook.close()
    assert len(stage.token_requests) == 2


async def test_a_token_refused_twice_is_a_failed_sign_in():
    stage = Stage(REFUSED)
    with pytest.raises(SignInFailed, match="client id"):
        await read(stage)
    assert len(stage.requests) == 2


async def test_an_unknown_app_key_is_said_to_be_one():
    stage = Stage(problem(401, "Application key not present, check ST-App-Key header value."))
    with pytest.raises(AppKeyRefused, match="app key"):
        await read(stage)
    assert len(stage.requests) == 1


async def test_a_wrong_secret_says_what_to_check():
    stage = Stage(page([]), tokens=lambda _: answer(400, {"error": "invalid_client"}))
    with pytest.raises(SignInFailed, match="client id and client secret") as caught:
        await read(stage)
    assert "very-secret" not in f"{caught.value} {caught.value!r}"
    assert not caught.value.may_retry
    assert len(stage.token_requests) == 1
    assert not stage.requests


async def test_a_sign_in_page_in_html_is_no_token():
    with pytest.raises(SignInFailed, match=r"403 \(Forbidden\)") as caught:
        await read(Stage(page([]), tokens=lambda _: html(403)))
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        {"access_token": 5},
        {"access_token": "two\nlines"},
        {"access_token": "x", "token_type": "mac"},
    ],
)
async def test_an_answer_without_a_token_can_be_tried_again(content):
    with pytest.raises(RemoteUnavailable):
        await read(Stage(page([]), tokens=lambda _: answer(200, content)))


async def test_a_token_without_a_lifetime_is_used_once():
    stage = Stage(page([]), tokens=lambda _: answer(200, {"access_token": "x", "token_type": "bearer"}))
    await read(stage, times=2)
    assert len(stage.token_requests) == 2


@pytest.mark.parametrize("first", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), html(503)])
async def test_the_sign_in_is_tried_again_for_a_read(first):
    lines = [first, token()]

    def tokens(_request: httpx.Request) -> httpx.Response:
        line = lines.pop(0)
        if isinstance(line, Exception):
            raise line
        return line

    stage = Stage(page([]), tokens=tokens)
    await read(stage)
    assert len(stage.token_requests) == 2
    assert len(stage.requests) == 1


async def test_for_a_write_a_failed_sign_in_means_that_nothing_was_sent():
    stage = Stage(page([]), tokens=lambda _: html(503))
    pricebook = stage.pricebook()
    with pytest.raises(RemoteUnavailable) as caught:
        await pricebook.patch(MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    await pricebook.close()
    assert type(caught.value) is RemoteUnavailable
    assert not stage.requests


async def test_a_throttled_sign_in_slows_everything_down():
    stage = Stage(page([]), tokens=lambda _: answer(429, {}, retry_after="7"))
    pricebook = stage.pricebook()
    with pytest.raises(RateLimited):
        await pricebook.patch(MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    await pricebook.close()
    assert caught.value.retry_after == 7
    assert len(stage.token_requests) == 1

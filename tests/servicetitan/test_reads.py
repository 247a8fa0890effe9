"""What becomes of a read: tried again, refused in words, or given up."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing

import httpx
import pytest

from lazi_desktop.domain.errors import (
    BadAnswer,
    ConfigurationProblem,
    RateLimited,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
    TenantRefused,
)
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.connection import READ_ATTEMPTS
from lazi_desktop.servicetitan.http import Http
from tests.servicetitan.stage import Stage, answer, html, material, page, problem

MATERIAL = EntityKind.MATERIAL


async def first_page(stage: Stage, kind: EntityKind = MATERIAL):
    pricebook = stage.pricebook()
    try:
        async with aclosing(pricebook.pages(kind)) as pages:
            return await anext(pages)
    finally:
        await pricebook.close()


@pytest.mark.parametrize(
    "trouble",
    [
        html(500),
        html(502),
        problem(503, "Service unavailable"),
        html(504),
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.ReadTimeout("slow"),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError("closed"),
    ],
)
async def test_what_may_heal_is_tried_again(trouble):
    stage = Stage(trouble, trouble, page([material()]))
    assert [entity.remote_id for entity in (await first_page(stage)).entities] == [7]
    assert len(stage.requests) == 3


async def test_what_does_not_heal_is_given_up_in_words():
    stage = Stage(html(500))
    with pytest.raises(RemoteUnavailable, match=r"500 \(Internal Server Error\)") as caught:
        await first_page(stage)
    assert caught.value.may_retry
    assert "<" not in str(caught.value)
    assert len(stage.requests) == READ_ATTEMPTS


async def test_a_lost_read_is_not_called_a_lost_write():
    with pytest.raises(RemoteUnavailable) as caught:
        await first_page(Stage(httpx.ReadTimeout("slow")))
    assert type(caught.value) is RemoteUnavailable


@pytest.mark.parametrize(
    "said, waited",
    [
        ("3", 3),
        ("0", 1),
        ("86400", 900),
        ("", 10),
        ("soon", 10),
        ("Sat, 21 Nov 2026 12:00:20 GMT", 20),
        ("1.5", 1.5),
    ],
)
async def test_a_429_is_waited_out_as_long_as_it_says_within_reason(said, waited):
    stage = Stage(problem(429, "Too many requests", retry_after=said), page([]))
    await first_page(stage)
    assert sum(stage.clock.slept) == pytest.approx(waited)


async def test_a_storm_of_429_ends_with_a_word():
    stage = Stage(answer(429, b"slow down", retry_after="2"))
    with pytest.raises(RateLimited) as caught:
        await first_page(stage)
    assert caught.value.retry_after == 2
    assert caught.value.may_retry
    assert len(stage.requests) == READ_ATTEMPTS


@pytest.mark.parametrize(
    "kind, words, scope",
    [
        (EntityKind.MATERIAL, "materials", "tn.pb.materials:r"),
        (EntityKind.DISCOUNT_FEE, "discounts and fees", "tn.pb.discountsandfees:r"),
    ],
)
async def test_a_missing_scope_names_the_part(kind, words, scope):
    stage = Stage(problem(403, "Scope validation failed"))
    with pytest.raises(ScopeMissing, match=words) as caught:
        await first_page(stage, kind)
    assert scope in caught.value.detail
    assert len(stage.requests) == 1


async def test_another_403_is_about_the_tenant():
    stage = Stage(problem(403, "Tenant is not authorized to access this resource."))
    with pytest.raises(TenantRefused, match="tenant id"):
        await first_page(stage)


async def test_a_list_that_is_not_there_is_a_wrong_address():
    with pytest.raises(ConfigurationProblem, match="API address"):
        await first_page(Stage(problem(404, "Not found")))


async def test_a_bad_question_gets_its_answer():
    errors = {"sort": ["The value '+Colour' is not valid for Sort."]}
    with pytest.raises(RemoteRejected, match="not valid for Sort") as caught:
        await first_page(Stage(problem(400, "One or more validation errors occurred.", errors)))
    assert caught.value.status == 400


async def test_redirects_are_not_followed():
    stage = Stage(httpx.Response(302, headers={"location": "https://elsewhere.test/"}))
    with pytest.raises(BadAnswer, match="elsewhere"):
        await first_page(stage)
    assert len(stage.requests) == 1


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b'"text"', b"{", b'{"title": 5, "errors": []}', b"\xff\xfe"]
)
async def test_any_error_body_is_survived(body):
    with pytest.raises(RemoteRejected, match=r"400|text"):
        await first_page(Stage(answer(400, body)))


async def test_long_html_inside_a_problem_is_cut_to_a_line():
    with pytest.raises(RemoteRejected) as caught:
        await first_page(Stage(problem(400, "<b>No</b>\n" + "so " * 1000)))
    assert caught.value.detail.startswith("No so so")
    assert len(caught.value.detail) <= 300


@pytest.mark.parametrize("said", ["<" * 60_000, "a" * 60_000, "< " * 30_000])
async def test_what_a_problem_says_at_great_length_holds_nobody_up(said: str):
    body = json.dumps({"title": said, "errors": {"x": [said], "y": said}}).encode()
    with pytest.raises(RemoteRejected) as caught:
        await first_page(Stage(answer(400, body)))
    assert len(caught.value.detail) <= 300


async def test_an_endless_body_is_cut_off():
    class Endless(httpx.AsyncByteStream):
        sent = 0

        async def __aiter__(self):
            while True:
                self.sent += 400
                yield b" " * 400

    body = Endless()
    http = Http(transport=httpx.MockTransport(lambda _: httpx.Response(200, stream=body)), max_body=1000)
    with pytest.raises(BadAnswer, match="larger"):
        await http.send("GET", "https://api.example.test/", headers={})
    await http.close()
    for _ in range(3):  # httpx leaves its generators for the loop to close
        await asyncio.sleep(0)
    assert body.sent <= 2000


async def test_a_body_that_comes_too_slowly_ends_by_the_deadline(monkeypatch):
    monkeypatch.setattr("lazi_desktop.servicetitan.http.DEADLINE_SECONDS", 0.0)

    async def dripping():
        while True:
            yield b" "
            await asyncio.sleep(0)

    with pytest.raises(RemoteUnavailable, match="in time"):
        await first_page(Stage(lambda _: httpx.Response(200, content=dripping())))

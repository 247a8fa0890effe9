"""The ASGI applications of the two origins, with faults and the request log around them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from lazi_desktop.simulator.api import TOKEN_PATH, Api, read_upload
from lazi_desktop.simulator.calls import Answer, Upload
from lazi_desktop.simulator.connections import cut
from lazi_desktop.simulator.controls import PREFIX, Controls
from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.endpoints import signature
from lazi_desktop.simulator.faults import Fault, replace_everywhere
from lazi_desktop.simulator.picture_store import media_type
from lazi_desktop.simulator.problems import Problem
from lazi_desktop.simulator.wire import decode, encode

_HTML = b"<html><head><title>%d</title></head><body><h1>The service is unavailable</h1></body></html>"


class _Reset(Exception):
    """The connection is to be cut instead of answered."""


class Origin:
    """What both origins share: faults that come before the answer, those that spoil it, and the log."""

    name = ""

    def __init__(self, core: SimulatorCore, stopping: asyncio.Event) -> None:
        self.core = core
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        if await self.controlled(request, body, send):
            return
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        is_api = self.name == "api" and path != TOKEN_PATH
        faults = self.core.faults.met_by(request.method, path, query, api=is_api)
        entry = {
            "method": request.method,
            "path": path,
            "query": query,
            "status": 0,
            "origin": self.name,
            "faults": [fault.kind for fault in faults],
        }
        self.core.log.append(entry)
        try:
            answer = await self._answer_with(request, body, faults)
        except _Reset:
            await cut(scope, receive)
            return
        entry["status"] = answer.status
        if any(fault.kind == "reset_midway" for fault in faults):
            await _send_half(answer, send)
            await cut(scope, receive)
            return
        headers = dict(answer.headers)
        response = Response(answer.body, answer.status, headers, answer.media_type if answer.body else None)
        await response(scope, receive, send)

    async def controlled(self, request: Request, body: bytes, send: Send) -> bool:
        """Whether the request was one to the simulator itself."""
        return False

    def apply_late(self, request: Request, body: bytes, seconds: float) -> None:
        """Only the API applies anything."""

    async def answer(self, request: Request, body: bytes, dropped: frozenset[str]) -> Answer:
        raise NotImplementedError

    async def _answer_with(self, request: Request, body: bytes, faults: list[Fault]) -> Answer:
        for fault in faults:
            if fault.kind == "expire_tokens":
                self.core.tokens.expire_all()
            elif fault.kind == "slow":
                await self._pause(float(fault.options.get("seconds", 1)))
            elif fault.kind == "reset_before_apply":
                raise _Reset
            elif fault.kind == "apply_late":
                self.apply_late(request, body, float(fault.options.get("seconds", 99)))
                raise _Reset
            elif fault.kind in ("status", "html", "rate_limit"):
                return _faulty_answer(fault)
        dropped = frozenset(fault.options["field"] for fault in faults if fault.kind == "drop_field")
        answer = await self.answer(request, body, dropped)
        for fault in faults:
            if fault.kind == "reset_after_apply":
                raise _Reset
            answer = _spoilt(answer, fault, body)
        return answer

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            pass


class ApiOrigin(Origin):
    name = "api"

    def __init__(
        self, core: SimulatorCore, stopping: asyncio.Event, images_url: Callable[[], str], controls: Controls
    ) -> None:
        super().__init__(core, stopping)
        self._api = Api(core, images_url)
        self._controls = controls

    async def controlled(self, request: Request, body: bytes, send: Send) -> bool:
        if not request.url.path.startswith(PREFIX):
            return False
        response = self._controls.answer(request.method, request.scope["path"], body)
        await response(request.scope, request.receive, send)
        return True

    def apply_late(self, request: Request, body: bytes, seconds: float) -> None:
        path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
        method, headers = request.method, request.headers
        self.core.postpone(seconds, lambda: self._api.answer(method, path, query, headers, body))

    async def answer(self, request: Request, body: bytes, dropped: frozenset[str]) -> Answer:
        self.core.catch_up()
        path = request.scope["path"]
        wait = self.core.seconds_over_rate() if path != TOKEN_PATH else None
        if wait is not None:
            title = f"Rate limit is exceeded. Try again in {wait} seconds."
            return self._api.refusal(Problem(429, title, headers={"retry-after": str(wait)}))
        query = request.scope["query_string"].decode("latin-1")
        upload = await _upload(request)
        return self._api.answer(
            request.method, path, query, request.headers, body, upload=upload, dropped=dropped
        )


class ImagesOrigin(Origin):
    """Serves pictures by signed address, and refuses whoever shows a credential."""

    name = "images"

    async def answer(self, request: Request, body: bytes, dropped: frozenset[str]) -> Answer:
        if "authorization" in request.headers or "st-app-key" in request.headers:
            text = b"<?xml version='1.0'?><Error><Code>InvalidAuthenticationInfo</Code></Error>"
            return Answer(403, text, media_type="application/xml")
        if request.method not in ("GET", "HEAD"):
            return Answer(405, headers={"allow": "GET, HEAD"})
        path = request.scope["path"].lstrip("/")
        signed = parse_qs(request.scope["query_string"].decode("latin-1")).get("sig", [""])
        if signed != [signature(path)]:
            return Answer(
                403, b"<Error><Code>AuthenticationFailed</Code></Error>", media_type="application/xml"
            )
        if not self.core.tenant.pictures.exists(path):
            return Answer(404, b"<Error><Code>BlobNotFound</Code></Error>", media_type="application/xml")
        return Answer(200, self.core.tenant.pictures.read(path), media_type=media_type(path))


async def _upload(request: Request) -> Upload | None:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    try:
        async with request.form() as form:
            return await read_upload(form.get("file"))
    except Exception:  # a malformed form is simply no upload
        return None


def _faulty_answer(fault: Fault) -> Answer:
    options = fault.options
    if fault.kind == "rate_limit":
        wait = options.get("retry_after")
        headers = {} if wait is None else {"retry-after": str(wait)}
        return Answer(429, encode({"title": "Rate limit is exceeded.", "status": 429}), headers)
    if fault.kind == "html":
        status = int(options.get("status", 503))
        return Answer(status, _HTML % status, media_type="text/html; charset=utf-8")
    body = options.get("body", "")
    text = body if isinstance(body, str) else encode(body).decode()
    return Answer(int(options.get("status", 500)), text.encode(), options.get("headers") or {})


def _spoilt(answer: Answer, fault: Fault, sent: bytes) -> Answer:
    body = answer.body
    if fault.kind == "truncate":
        body = body[: len(body) // 2]
    elif fault.kind == "replace_value":
        body = replace_everywhere(body, fault.options["field"], fault.options.get("value"))
    elif fault.kind == "drop_field" and fault.options.get("echo") and answer.status < 300 and body:
        name = fault.options["field"]
        body = encode(decode(body) | {key: each for key, each in decode(sent).items() if key == name})
    return Answer(answer.status, body, answer.headers, answer.media_type)


async def _send_half(answer: Answer, send: Send) -> None:
    headers = [
        (b"content-type", answer.media_type.encode()),
        (b"content-length", str(len(answer.body)).encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    await asyncio.sleep(0)

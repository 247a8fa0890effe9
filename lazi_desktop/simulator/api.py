"""The API's origin: checks requests in ServiceTitan's order and hands them to the endpoints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from starlette.datastructures import Headers, QueryParams, UploadFile

from lazi_desktop.simulator.calls import Answer, Call, Upload
from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.endpoints import Endpoint, all_endpoints
from lazi_desktop.simulator.problems import Problem, not_found
from lazi_desktop.simulator.query import Query, whole_number
from lazi_desktop.simulator.wire import encode

TOKEN_PATH = "/connect/token"
NO_APP_KEY = "Application key not present, check ST-App-Key header value."


class Api:
    def __init__(self, core: SimulatorCore, images_url: Callable[[], str]) -> None:
        self._core = core
        self._endpoints = all_endpoints(core.tenant, images_url)
        self._modules = {endpoint.module for endpoint in self._endpoints}
        self._traces = 0

    def answer(
        self,
        method: str,
        path: str,
        query: str,
        headers: Headers,
        body: bytes,
        *,
        upload: Upload | None = None,
        dropped: frozenset[str] = frozenset(),
    ) -> Answer:
        try:
            if path == TOKEN_PATH:
                return self._token(method, headers, body)
            endpoint, variables = self._admitted(method, path, headers)
            call = Call(
                query=Query(QueryParams(query)),
                body=body,
                variables=variables,
                upload=upload,
                dropped=dropped,
            )
            return endpoint.handler(call)
        except Problem as problem:
            return self.refusal(problem)

    def refusal(self, problem: Problem) -> Answer:
        self._traces += 1
        return Answer(
            problem.status,
            problem.body(f"{self._traces:032x}"),
            problem.headers,
            "application/json; charset=utf-8",
        )

    def _token(self, method: str, headers: Headers, body: bytes) -> Answer:
        if method != "POST":
            raise Problem(405, "Method not allowed.", headers={"allow": "POST"})
        status, content = self._core.tokens.answer(headers.get("content-type", ""), body)
        return Answer(status, encode(content), {"cache-control": "no-store"})

    def _admitted(self, method: str, path: str, headers: Headers) -> tuple[Endpoint, Mapping[str, str]]:
        """App key, bearer, tenant, scope, route: the first that is wrong decides the answer."""
        segments = tuple(unquote(segment) for segment in path.strip("/").split("/"))
        if segments[:2] not in self._modules or segments[2] != "tenant" or len(segments) < 5:
            raise not_found()
        if not headers.get("st-app-key"):
            raise Problem(401, NO_APP_KEY)
        if headers["st-app-key"] != self._core.settings.app_key:
            raise Problem(401, "Application key is not valid, check ST-App-Key header value.")
        if not self._core.tokens.is_valid(headers.get("authorization", "")):
            raise Problem(401, "Unauthorized", headers={"www-authenticate": "Bearer"})
        if whole_number(segments[3]) is None:
            raise not_found()
        if segments[3] != self._core.settings.tenant:
            raise Problem(403, "Tenant is not authorized to access this resource.")
        return self._routed(method, segments[:2], segments[4:])

    def _routed(
        self, method: str, module: tuple[str, ...], segments: tuple[str, ...]
    ) -> tuple[Endpoint, Mapping[str, str]]:
        found = [one for one in self._endpoints if one.module == module and _fits(one.path, segments)]
        if not found:
            raise not_found()
        fixed = [endpoint for endpoint in found if endpoint.path == segments] or found
        endpoint = next((each for each in fixed if each.method == method), None)
        if endpoint is None:
            allowed = ", ".join(sorted({each.method for each in fixed}))
            raise Problem(405, "Method not allowed.", headers={"allow": allowed})
        if endpoint.scope not in self._core.settings.scopes or self._core.faults.denies(endpoint.scope):
            raise Problem(403, "Scope validation failed")
        return endpoint, {
            name[1:-1]: value
            for name, value in zip(endpoint.path, segments, strict=True)
            if name.startswith("{")
        }


def _fits(path: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    return len(path) == len(segments) and all(
        name == segment or name.startswith("{") for name, segment in zip(path, segments, strict=True)
    )


async def read_upload(file: object) -> Upload | None:
    """The form part named ``file``, if it is one."""
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return Upload(file_name=file.filename, content=await file.read())

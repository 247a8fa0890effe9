"""The simulator's own endpoints, outside the API's paths: faults, office edits, request log, reset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.problems import Problem
from lazi_desktop.simulator.uploads import HOW, UploadHabits
from lazi_desktop.simulator.wire import Json, decode, encode

PREFIX = "/_simulator"

OVERVIEW = f"""\
GET    {PREFIX}/                    addresses, tenant, counts
GET    {PREFIX}/faults              the faults in force
POST   {PREFIX}/faults              add a fault, e.g. {{"kind": "rate_limit", "times": 3, "retry_after": 1,
                                     "match": {{"method": "PATCH", "path_contains": "/materials/"}}}}
DELETE {PREFIX}/faults              clear them
GET    {PREFIX}/requests            the request log
DELETE {PREFIX}/requests            empty it
GET    {PREFIX}/items/KIND[/ID]     rows as they are now; KIND is category, material, service,
                                     equipment, discount_fee, or a list such as
                                     vendors or business-units
POST   {PREFIX}/items/KIND          a row appears behind the client's back
PATCH  {PREFIX}/items/KIND/ID       an office edit: the members sent replace the row's
DELETE {PREFIX}/items/KIND/ID       an office deletion
POST   {PREFIX}/clock               {{"advance": SECONDS}} moves the tenant's time forward
POST   {PREFIX}/list_lag            {{"seconds": SECONDS}}: for so long lists do not show what is new
POST   {PREFIX}/uploads             {{"how": "renamed", "seconds": SECONDS, "refuses_gone": true}}: what becomes of
                                     uploaded pictures; how is one of {", ".join(HOW)}
POST   {PREFIX}/reset               first state again, no faults, empty log
"""


class Controls:
    def __init__(self, core: SimulatorCore, about: Callable[[], Json]) -> None:
        self._core = core
        self._about = about

    def answer(self, method: str, path: str, body: bytes) -> Response:
        words = path.removeprefix(PREFIX).strip("/").split("/")
        try:
            sent = decode(body) if body else {}
            content = self._done(method, words, sent)
        except Problem as problem:
            return _json(problem.status, {"error": problem.title, **problem.errors})
        except (ValueError, TypeError, KeyError) as mistake:
            return _json(400, {"error": str(mistake)})
        if content is _UNKNOWN:
            return _json(404, {"error": "no such control", "controls": OVERVIEW.splitlines()})
        return _json(200, content) if content is not None else Response(status_code=204)

    def _done(self, method: str, words: list[str], sent: Any) -> Any:
        core = self._core
        match method, words:
            case "GET", [""]:
                return self._about()
            case "GET", ["faults"]:
                return core.faults.described()
            case "POST", ["faults"]:
                return core.inject(sent)
            case "DELETE", ["faults"]:
                return core.faults.clear()
            case "GET", ["requests"]:
                return list(core.log)
            case "DELETE", ["requests"]:
                return core.log.clear()
            case "POST", ["clock"]:
                return core.advance(float(sent["advance"]))
            case "POST", ["list_lag"]:
                core.tenant.list_lag = float(sent["seconds"])
                return None
            case "POST", ["uploads"]:
                core.tenant.uploads = UploadHabits(**sent)
                return None
            case "POST", ["reset"]:
                return core.reset()
            case _, ["items", kind, *rest] if len(rest) < 2:
                return self._item(method, kind, rest, sent)
        return _UNKNOWN

    def _item(self, method: str, kind: str, rest: list[str], sent: Any) -> Any:
        core = self._core
        match method, rest:
            case "GET", []:
                return core.items(kind)
            case "POST", []:
                return core.office_create(kind, sent)
            case "GET", [number]:
                return core.item(kind, int(number))
            case "PATCH", [number]:
                return core.office_edit(kind, int(number), sent)
            case "DELETE", [number]:
                return core.office_delete(kind, int(number))
        return _UNKNOWN


_UNKNOWN = object()


def _json(status: int, content: object) -> Response:
    return Response(encode(content), status, media_type="application/json")

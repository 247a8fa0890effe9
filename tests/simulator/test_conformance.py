"""ServiceTitan's own document against a clean simulator.

Left out, each for a reason:

* The document's ``positive_data_acceptance``: its schemas know nothing of rules that the API has beyond them (ids that
  exist, at most 50 ids, closed lists of sort fields, cost code and cost type together, no number above a decimal).
* Its ``negative_data_rejection``: unknown members and parameters are ignored by the API, not refused.
* Its ``missing_required_header``, ``ignored_auth``, ``unsupported_method`` and ``allow_header_conformance``:
  401, 403, 405 and a 404 for a path that is none are documented for no operation; admission has its own tests.
* ``ensure_resource_availability`` and ``use_after_free``: a delete switches off, so a deleted row still answers.
* The upload of pictures: the document puts the file into JSON, the API wants a form.
* The image's 302: followed, it leads to another origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from tests.conftest import NO_SHARED, SHARED
from tests.simulator.client import Caller

if not SHARED.is_dir():
    pytest.skip(NO_SHARED, allow_module_level=True)

KEPT = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
UPLOAD = "/tenant/{tenant}/images"
PROBLEM = {"type", "title", "status", "traceId", "errors", "data"}
REFERRING = {
    "serviceMaterials": "material",
    "serviceEquipment": "equipment",
    "equipmentMaterials": "material",
    "variationMaterials": "material",
    "variationEquipment": "equipment",
    "recommendations": "service",
    "upgrades": "service",
    "exceptions": "service",
    "categories": "category",
    "parentId": "category",
}
KINDS = {
    "categories": "category",
    "services": "service",
    "materials": "material",
    "equipment": "equipment",
    "discounts-and-fees": "discount_fee",
    "discountAndFees": "discount_fee",
}

valid = schemathesis.openapi.from_path(SHARED / "servicetitan" / "openapi" / "pricebook-v2.json")
valid.config.generation.update(modes=[GenerationMode.POSITIVE], with_security_parameters=False)
broken = schemathesis.openapi.from_path(SHARED / "servicetitan" / "openapi" / "pricebook-v2.json")
broken.config.generation.update(modes=[GenerationMode.NEGATIVE], with_security_parameters=False)


@pytest.fixture(scope="module")
def clean() -> Iterator[Caller]:
    simulated = SimulatorSettings(scale=0.02, clean=True, vendor_required=False, frozen_clock=True)
    with RunningSimulator(simulated) as simulator:
        caller = Caller(simulator)
        yield caller
        caller.close()


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture(scope="module")
def ids(clean: Caller) -> dict[str, list[int]]:
    return {kind: [row["id"] for row in clean.simulator.items(kind)] for kind in KINDS.values()}


@pytest.fixture(scope="module")
def successes() -> Iterator[dict[str, Counter[int]]]:
    """Statuses by operation; each must have succeeded for once, or nothing was tested."""
    statuses: dict[str, Counter[int]] = {}
    yield statuses
    failed = [name for name, counts in statuses.items() if not any(status < 400 for status in counts)]
    assert not failed


def checked(case: Any, caller: Caller, session: requests.Session) -> Any:
    """Calls and holds the answer against the document. What was changed is as before."""
    case.path_parameters["tenant"] = caller.simulator.tenant
    url = f"{caller.simulator.api_url}/pricebook/v2"
    response = case.call(base_url=url, session=session, headers=caller.headers(), allow_redirects=False)
    if case.method != "GET" and response.status_code < 400:
        caller.simulator.reset()
    documented = case.operation.definition.raw["responses"]
    if response.status_code in (401, 403, 404, 405) and str(response.status_code) not in documented:
        assert set(response.json()) == PROBLEM
    else:
        case.validate_response(response, checks=[CHECKS.get_one(name) for name in KEPT])
    return response


def with_real_ids(value: Any, ids: dict[str, list[int]], kind: str | None = None) -> Any:
    """The body with its references pointing to rows that exist, and both cost members or none."""
    if isinstance(value, dict):
        body = {
            name: with_real_ids(each, ids, REFERRING.get(name, kind if name == "skuId" else None))
            for name, each in value.items()
        }
        if ("budgetCostCode" in body) != ("budgetCostType" in body):
            body.pop("budgetCostCode", None)
            body.pop("budgetCostType", None)
        if isinstance(body.get("customId"), str):
            body["customId"] = f"of the request {body['customId']}"
        return body
    if isinstance(value, list):
        return [
            with_real_ids(each, ids, kind) if not isinstance(each, dict) else with_kind(each, ids, kind)
            for each in value
        ]
    if kind is not None and isinstance(value, int) and not isinstance(value, bool):
        return ids[kind][value % len(ids[kind])]
    return value


def with_kind(link: dict[str, Any], ids: dict[str, list[int]], kind: str | None) -> Any:
    mended = with_real_ids(link, ids)
    if kind is not None and "skuId" in (mended or {}):
        mended["skuId"] = with_real_ids(link["skuId"], ids, kind)
    return mended


def aimed(case: Any, ids: dict[str, list[int]]) -> None:
    """Every second path names a row that exists."""
    number = case.path_parameters.get("id", case.path_parameters.get("rateSheetId"))
    if not isinstance(number, int) or number % 2:
        return
    collection = case.path.split("/")[3]
    if collection in KINDS:
        existing = ids[KINDS[collection]]
        case.path_parameters["id"] = existing[number // 2 % len(existing)]
    elif collection == "materialsmarkup":
        case.path_parameters["id"] = 1 + number // 2 % 5
    else:
        case.path_parameters["rateSheetId"] = 901 + number // 2 % 3


@valid.exclude(method="POST", path=UPLOAD).parametrize()
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_valid_requests_get_documented_answers(
    case: Any,
    clean: Caller,
    session: requests.Session,
    ids: dict[str, list[int]],
    successes: dict[str, Counter[int]],
) -> None:
    aimed(case, ids)
    if isinstance(case.body, dict):
        case.body = with_real_ids(case.body, ids)
    if case.path == UPLOAD and case.query.get("path"):
        node = next(row for row in clean.simulator.items("category") if row["image"])
        case.query["path"] = node["image"]
    statuses = successes.setdefault(case.operation.label, Counter())
    statuses[checked(case, clean, session).status_code] += 1
    if case.method in ("GET", "PATCH", "DELETE") and min(statuses) >= 400:
        # What was drawn so far named nothing that exists, or moved it where it cannot go: the plainest request of all.
        for name in ("id", "rateSheetId"):
            if name in case.path_parameters:
                case.path_parameters[name] = 0
        aimed(case, ids)
        if case.method == "PATCH":
            case.body = {}
        statuses[checked(case, clean, session).status_code] += 1


@broken.exclude(method="POST", path=UPLOAD).parametrize()
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_broken_requests_get_documented_answers(
    case: Any, clean: Caller, session: requests.Session, ids: dict[str, list[int]]
) -> None:
    aimed(case, ids)
    checked(case, clean, session)

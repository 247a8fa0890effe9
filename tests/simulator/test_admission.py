"""Who is let in, and in which order the doors are checked."""

from __future__ import annotations

import base64
import json

import pytest

from tests.simulator.client import Caller


def test_token_answer_has_the_documented_members(api: Caller):
    token = api.ask_token().json()
    assert set(token) == {"access_token", "expires_in", "token_type", "scope"}
    assert (token["expires_in"], token["token_type"]) == (900, "Bearer")
    claims = token["access_token"].split(".")[1]
    decoded = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert decoded["exp"] - decoded["iat"] == 900
    assert set(decoded) == {"nbf", "exp", "iss", "client_id", "tenant", "jti", "iat", "scope"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_id": "somebody"}, "invalid_client"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": "demo "}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_token_refusals_are_oauth_errors(api: Caller, changes, error):
    answer = api.ask_token(**changes)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


def test_token_endpoint_takes_a_form_only(api: Caller):
    body = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo"}
    assert api.http.post("/connect/token", json=body).status_code == 400


def test_missing_app_key_is_refused_before_anything_else(api: Caller):
    answer = api.http.get("/pricebook/v2/tenant/999/nowhere")
    assert answer.status_code == 401
    assert answer.json()["title"] == "Application key not present, check ST-App-Key header value."


def test_problem_bodies_have_all_six_members(api: Caller):
    body = api.http.get("/pricebook/v2/tenant/1/materials").json()
    assert set(body) == {"type", "title", "status", "traceId", "errors", "data"}


def test_bearer_is_checked_before_the_tenant(api: Caller):
    answer = api.http.get("/pricebook/v2/tenant/999/materials", headers={"ST-App-Key": "demo"})
    assert answer.status_code == 401
    assert "Application key" not in answer.json()["title"]


def test_wrong_app_key_is_refused(api: Caller):
    headers = api.headers() | {"ST-App-Key": "other"}
    assert api.http.get(api.path("materials"), headers=headers).status_code == 401


def test_token_without_the_word_bearer_is_refused(api: Caller):
    headers = api.headers() | {"Authorization": api.token()}
    assert api.http.get(api.path("materials"), headers=headers).status_code == 401


def test_another_tenant_is_refused_before_its_path_is_looked_at(api: Caller):
    answer = api.http.get("/pricebook/v2/tenant/999/nowhere", headers=api.headers())
    assert answer.status_code == 403
    assert answer.json()["title"] == "Tenant is not authorized to access this resource."


def test_scopes_are_granted_one_by_one(tenant_with):
    api = tenant_with(scopes=frozenset({"tn.pb.services:r", "tn.pb.materials:r"}))
    assert api.get("services").status_code == 200
    refused = api.get("equipment")
    assert (refused.status_code, refused.json()["title"]) == (403, "Scope validation failed")
    assert api.patch("materials/1", {}).status_code == 403
    assert api.get("materials/costtypes").status_code == 200
    assert api.get("materialsmarkup").status_code == 200


def test_scope_is_checked_before_the_body(tenant_with):
    api = tenant_with(scopes=frozenset({"tn.pb.materials:r"}))
    assert api.request("POST", "materials", content=b"not json").status_code == 403


def test_unknown_path_is_a_problem_with_404(api: Caller):
    assert api.get("nowhere").status_code == 404
    outside = api.http.get("/")
    assert (outside.status_code, outside.json()["status"]) == (404, 404)


def test_wrong_verb_names_the_right_ones(api: Caller):
    answer = api.put("materials", {})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


def test_token_expires_when_its_time_is_over(tenant_with):
    api = tenant_with(token_seconds=2)
    assert api.get("services").status_code == 200
    api.simulator.advance(1.9)
    assert api.get("services").status_code == 200
    api.simulator.advance(0.2)
    assert api.get("services").status_code == 401

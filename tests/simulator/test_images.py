"""Pictures: a redirect to a second origin that wants no credentials, and uploads."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image

from tests.simulator.client import Caller


def location(api: Caller, path: str) -> str:
    answer = api.get("images", path=path)
    assert answer.status_code == 302, answer.text
    assert answer.content == b""
    return answer.headers["location"]


def pictured(api: Caller) -> list[str]:
    return [row["defaultAssetUrl"] for row in api.rows("services") if row["defaultAssetUrl"]]


def test_download_leads_to_another_origin_without_credentials(api: Caller):
    url = location(api, pictured(api)[0])
    assert urlsplit(url).port != urlsplit(api.simulator.api_url).port
    answer = httpx.get(url, trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size in ((800, 600), (360, 270))


@pytest.mark.parametrize("header", ["Authorization", "ST-App-Key"])
def test_the_other_origin_refuses_credentials(api: Caller, header):
    url = location(api, pictured(api)[0])
    assert httpx.get(url, headers={header: "leaked"}, trust_env=False).status_code == 403
    assert api.simulator.requests()[-1]["origin"] == "images"


def test_an_address_is_signed(api: Caller):
    url = location(api, pictured(api)[0])
    assert httpx.get(url.partition("?")[0], trust_env=False).status_code == 403


def test_pictures_differ_and_stay_the_same(api: Caller):
    first, second = pictured(api)[:2]
    contents = [httpx.get(location(api, path), trust_env=False).content for path in (first, second, first)]
    assert contents[0] == contents[2] != contents[1]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"path": "Pricebook/Attachments/Service/a.pdf"}, 400),
        ({"path": "images/Service/a.jpg"}, 400),
        ({"path": "Images/Service/nothing.jpg"}, 404),
    ],
)
def test_paths_that_lead_nowhere(api: Caller, query, status):
    assert api.get("images", **query).status_code == status


def upload(api: Caller, content: bytes = b"\x89PNG picture", name: str = "pump.png") -> str:
    answer = api.request("POST", "images", files={"file": (name, content, "image/png")})
    assert answer.status_code == 201, answer.text
    path: str = answer.json()["path"]
    return path


def test_an_upload_moves_when_it_is_attached(api: Caller):
    path = upload(api)
    assert httpx.get(location(api, path), trust_env=False).content == b"\x89PNG picture"
    sku = api.rows("materials")[0]["id"]
    row = api.patch(f"materials/{sku}", {"assets": [{"type": "Image", "url": path}]}).json()
    kept = row["assets"][0]["url"]
    assert kept.startswith("Images/Material/")
    assert kept == row["defaultAssetUrl"]
    assert httpx.get(location(api, kept), trust_env=False).content == b"\x89PNG picture"


def test_a_category_takes_an_upload_too(api: Caller):
    node = api.rows("categories")[0]["id"]
    kept = api.patch(f"categories/{node}", {"image": upload(api)}).json()["image"]
    assert kept.startswith("Images/Category/")
    assert api.get("images", path=kept).status_code == 302


def test_uploads_can_be_told_to_stay(tenant_with):
    api = tenant_with(move_uploads=False)
    path = upload(api)
    sku = api.rows("services")[0]["id"]
    row = api.patch(f"services/{sku}", {"assets": [{"type": "Image", "url": path}]}).json()
    assert row["defaultAssetUrl"] == path


def test_an_upload_needs_a_part_named_file(api: Caller):
    assert api.request("POST", "images", files={"picture": ("a.png", b"x")}).status_code == 400
    assert api.request("POST", "images", json={"file": "x"}).status_code == 400


def gradient() -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(target, "JPEG", quality=95)
    return target.getvalue()


def attached(api: Caller, path: str) -> str:
    service = api.rows("services")[0]["id"]
    answer = api.patch(f"services/{service}", {"assets": [{"type": "Image", "url": path}]})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["assets"][0]["url"])


def content(api: Caller, path: str) -> bytes:
    return httpx.get(location(api, path), trust_env=False).content


@pytest.mark.parametrize("how", ["moved", "renamed", "recoded", "shrunk", "spoilt", "lost"])
def test_what_becomes_of_an_upload_can_be_told(api: Caller, how: str):
    path = upload(api, gradient(), "a.jpg")
    before = content(api, path)
    api.simulator.treat_uploads(how)
    kept = attached(api, path)
    assert api.get("images", path=path).status_code == 404
    assert (kept.rpartition("/")[2] == path.rpartition("/")[2]) is (how != "renamed")
    if how == "lost":
        assert api.get("images", path=kept).status_code == 404
    else:
        assert (content(api, kept) == before) is (how in ("moved", "renamed"))


def test_uploads_that_nothing_names_go_after_a_time(api: Caller):
    api.simulator.treat_uploads(seconds=600)
    kept, passing = attached(api, upload(api, gradient(), "a.jpg")), upload(api, gradient(), "a.jpg")
    api.simulator.advance(601)
    assert api.get("images", path=passing).status_code == 404
    assert api.get("images", path=kept).status_code == 302
    assert attached(api, passing) == passing  # it leads nowhere, and nobody says so


def test_naming_an_upload_that_is_gone_can_be_refused(api: Caller):
    api.simulator.treat_uploads(refuses_gone=True)
    service = api.rows("services")[0]["id"]
    gone = {"assets": [{"type": "Image", "url": "Images/Temporary/gone.jpg"}]}
    answer = api.patch(f"services/{service}", gone)
    assert answer.status_code == 400
    assert "assets" in answer.json()["errors"]

"""Which changes ServiceTitan would take: as the sign-in tells, as pushes have shown, or not known yet."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.write_scopes import WriteScopes
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.doctor import CheckState
from lazi_desktop.simulator.tokens import Tokens
from tests.app.doctor.conftest import bad
from tests.app.editing import edit

KINDS = {f"change_{kind}" for kind in EntityKind} | {"change_pictures"}
MATERIALS = f"change_{EntityKind.MATERIAL}"


@pytest.fixture
def scopes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the sign-in tells: `beside` the token and `within` it. What is granted stays as it is."""
    said: dict[str, Any] = {"beside": None, "within": None}
    answer, issue = Tokens.answer, Tokens._issue

    def answered(tokens: Tokens, content_type: str, body: bytes) -> tuple[int, Any]:
        status, content = answer(tokens, content_type, body)
        content.pop("scope", None)
        return status, content | ({"scope": said["beside"]} if said["beside"] else {})

    def issued(tokens: Tokens) -> str:
        token = issue(tokens)
        claims = base64.urlsafe_b64encode(json.dumps({"scope": said["within"]}).encode()).decode().rstrip("=")
        told = f"{token[:9]}{tokens._count}.{claims}.signed"
        tokens._expiry[told] = tokens._expiry.pop(token)
        return told

    monkeypatch.setattr(Tokens, "answer", answered)
    monkeypatch.setattr(Tokens, "_issue", issued)
    return said


def test_the_sign_in_tells_them(unattended, examine) -> None:
    found = examine()
    assert {found[name].state for name in KINDS} == {CheckState.OK}
    assert found[MATERIALS].words == "Your app may change materials (tn.pb.materials:w)."
    assert found["change_together"].state is CheckState.SKIPPED


@pytest.mark.parametrize(
    "told",
    [
        {"beside": "tn.pb.materials:r tn.pb.services:w"},
        {"within": ["tn.pb.materials:r", "tn.pb.services:w"]},
    ],
)
def test_one_that_is_not_granted_is_told_of_before_any_push(unattended, examine, scopes, told) -> None:
    scopes |= told
    found = examine()
    assert not bad(found)
    assert {name for name in KINDS if found[name].state is CheckState.WARNING} == KINDS - {
        f"change_{EntityKind.SERVICE}"
    }
    assert "a push needs the scope tn.pb.materials:w" in found[MATERIALS].words
    assert "developer portal" in found[MATERIALS].mend


@pytest.mark.parametrize("within", [None, "", [], ["openid"], 7])
def test_where_the_sign_in_tells_none_the_first_push_will(unattended, examine, scopes, within) -> None:
    scopes["within"] = within
    found = examine()
    assert {found[name].state for name in KINDS} == {CheckState.SKIPPED}
    assert found[MATERIALS].words == (
        "ServiceTitan does not tell it before the first push of materials, which needs tn.pb.materials:w."
    )


def test_what_a_push_met_is_remembered_until_one_goes_well(unattended, examine, scopes, capsys) -> None:
    assert main(["pull", "--full", "--accept"]) == 0
    item = next(one for one in unattended.items("material") if one["active"])
    edit(item["id"], "display_name", "Another name", base=item["displayName"], submitted=True)
    unattended.inject("deny_scope", scope="tn.pb.materials:w")
    main(["push"])
    found = examine()
    assert found[MATERIALS].state is CheckState.WARNING
    assert "A push was refused on 2" in found[MATERIALS].words
    assert "tn.pb.materials:w" in found[MATERIALS].words
    unattended.clear_faults()
    assert main(["push", "--yes", "--again"]) == 0
    found = examine()
    assert found[MATERIALS].state is CheckState.OK
    assert "ServiceTitan took a push of materials on 2" in found[MATERIALS].words


def test_what_cannot_be_kept_or_read_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "scopes.json"
    file.write_text("[")
    scopes = WriteScopes(file, "production 1", SystemClock())
    assert not scopes.shown()
    file.unlink()
    file.mkdir()
    scopes.heard("tn.pb.materials:w", False)
    assert not scopes.shown()
    file.rmdir()
    WriteScopes(file, "production 1", SystemClock()).heard("tn.pb.materials:w", True)
    WriteScopes(file, "production 2", SystemClock()).heard("tn.pb.materials:w", False)
    assert scopes.shown()["tn.pb.materials:w"].is_granted

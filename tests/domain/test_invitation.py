"""Invitations: what is in one, what mail does to it, and what is none."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.invitation import Invitation, read_invitation

PEM = "-----BEGIN CERTIFICATE-----\n" + "MIIB" * 400 + "\n-----END CERTIFICATE-----\n"
WHOLE: dict[str, str] = {
    "hub": "postgresql://db.example.com:5432/lazi",
    "tenant": "123456",
    "environment": "custom",
    "team": "Blue Water Pools · «Süd»",
    "login": "ana.lopez",
    "name": "Ana López",
    "api_url": "https://api.example.com",
    "auth_url": "https://auth.example.com",
    "certificate": PEM,
}


def an_invitation(**other: str) -> Invitation:
    return Invitation(**{**WHOLE, **other})


def written(**other: Any) -> str:
    """A file as somebody could have written it."""
    return json.dumps({"lazi-desktop invitation": 1, **WHOLE, **other})


def link_of(text: str) -> str:
    return "lazi-desktop://join/" + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "invitation", [an_invitation(), an_invitation(certificate="", login="", name="", team="")]
)
def test_what_is_written_is_read_again(invitation: Invitation) -> None:
    assert read_invitation(invitation.as_text()) == invitation
    assert read_invitation(invitation.as_link()) == invitation


def test_the_file_can_be_read_by_a_person_and_names_no_empty_things() -> None:
    said = json.loads(an_invitation(certificate="").as_text())
    assert said["name"] == "Ana López"
    assert "certificate" not in said
    assert said["lazi-desktop invitation"] == 1


@pytest.mark.parametrize(
    "around",
    ["  {}  ", "\n\n{}\n", "\ufeff{}", "\r\n{}\r\n", "\t{}", " \ufeff{}", "\ufeff\n{}", "\u00a0{}\u00a0"],
)
def test_blanks_around_it_do_not_matter(around: str) -> None:
    for text in (an_invitation().as_text(), an_invitation().as_link()):
        assert read_invitation(around.format(text) if "{}" in around else text) == an_invitation()


@pytest.mark.parametrize("brackets", ["<{}>", "“{}”", '"{}"', "({})", "<{}>.", "'{}'"])
def test_mail_puts_links_into_brackets_and_quotes(brackets: str) -> None:
    assert read_invitation(brackets.format(an_invitation().as_link())) == an_invitation()


@pytest.mark.parametrize("width", [1, 60, 76, 998])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", "\n> > ", " \n", "\n\t"])
def test_mail_breaks_links_over_lines(width: int, end: str) -> None:
    link = an_invitation().as_link()
    broken = end.join(link[at : at + width] for at in range(0, len(link), width))
    if width < len("lazi-desktop://join/"):
        broken = link[:20] + end.join(link[at : at + width] for at in range(20, len(link), width))
    assert read_invitation(broken) == an_invitation()


def test_a_link_quoted_by_an_answer() -> None:
    assert read_invitation(f"> {an_invitation().as_link()}") == an_invitation()


def test_a_link_with_its_padding_and_in_capitals_at_its_beginning() -> None:
    link = an_invitation(team="").as_link()
    assert read_invitation(link.replace("lazi-desktop", "LAZI-Desktop")) == an_invitation(team="")
    packed = link.partition("join/")[2]
    assert read_invitation(link + "=" * (-len(packed) % 4)) == an_invitation(team="")


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert read_invitation(written(colour="blue", more={"a": [1]})) == an_invitation()


def cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
def test_a_part_of_one_is_none(share: float) -> None:
    text = an_invitation().as_text().strip()
    for part in (cut(text, share), cut(an_invitation().as_link(), share), text[int(len(text) * share) :]):
        with pytest.raises(InvalidValue, match="no invitation, or only a part of one"):
            read_invitation(part)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\ufeff", "hello", "[]", "{}", "null", "1", '"lazi"', "[[[[", "{" * 5000, "[" * 60_000, "\x00\x01",
        "x" * 70_000, "lazi-desktop:", "lazi-desktop://join/", "lazi-desktop://join/!!!!", "lazi-desktop://leave/e30",
        "lazi-desktop://join/" + "A" * 70_000, link_of("[]"), link_of("{}"), link_of("hello"),
        "lazi-desktop://join/" + base64.urlsafe_b64encode(b"\xff\xfe\x00").decode(),
        "https://example.com/join/e30", '{"lazi-desktop invitation": "1"}', '{"lazi-desktop invitation": null}',
        '{"lazi-desktop invitation": 1}', '{"lazi-desktop invitation": true}', '{"lazi-desktop invitation": 0}',
        '{"lazi-desktop invitation": -1}', '{"lazi-desktop invitation": 1.5}', "NaN", "Infinity",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    with pytest.raises(InvalidValue, match="no invitation, or only a part of one"):
        read_invitation(text)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [1, None, True, [], {}, ["x"], 1.5])
def test_values_of_another_type(name: str, value: object) -> None:
    with pytest.raises(InvalidValue):
        read_invitation(written(**{name: value}))


@pytest.mark.parametrize("name", ["hub", "tenant", "environment"])
def test_what_has_to_be_in_it(name: str) -> None:
    said = json.loads(written())
    del said[name]
    with pytest.raises(InvalidValue, match="no invitation, or only a part of one"):
        read_invitation(json.dumps(said))


@pytest.mark.parametrize("version", [2, 99, 10**30])
def test_a_newer_one_asks_for_an_update(version: int) -> None:
    newer = json.dumps({"lazi-desktop invitation": version, "place": {"other": "shape"}})
    for text in (newer, link_of(newer)):
        with pytest.raises(InvalidValue, match="newer LAZI Desktop"):
            read_invitation(text)


@pytest.mark.parametrize(
    "hub",
    [
        "postgresql://ana:secret@db.example.com/lazi",
        "postgresql://ana@db.example.com/lazi",
        "postgresql://:secret@db.example.com/lazi",
        "postgresql://db.example.com/lazi?password=secret",
        "postgresql://db.example.com/lazi?sslmode=require&password=secret",
        "postgresql://db.example.com/lazi?user=ana&PASSWORD=secret",
        "postgresql://db.example.com/lazi?p%61ssword=secret",
        "postgresql://db.example.com/lazi?passfile=%2Fhome%2Fana%2F.pgpass",
        "postgresql://db.example.com/lazi?sslkey=%2Fhome%2Fana%2Fkey.pem",
        "postgresql://db.example.com/lazi?user=ana",
    ],
)
def test_nobodys_login_or_secret_is_carried(hub: str) -> None:
    for text in (written(hub=hub), link_of(written(hub=hub))):
        with pytest.raises(InvalidValue, match=r"secret, which none should carry"):
            read_invitation(text)


@pytest.mark.parametrize(
    "option",
    ["host=db.mallory.example", "hostaddr=10.0.0.7", "port=6432", "dbname=other", "sslrootcert=%2Ftmp%2Fca.pem",
     "options=-c%20search_path%3Dmallory", "options=reference%3Da%20-c%20x%3Dy",
     "gssencmode=require", "SSLMODE=disable"],
)  # fmt: skip
def test_the_address_leads_nowhere_else(option: str) -> None:
    with pytest.raises(InvalidValue, match="more than where the shared database is"):
        read_invitation(written(hub=f"postgresql://db.example.com/lazi?sslmode=require&{option}"))


@pytest.mark.parametrize(
    "hub",
    ["", "db.example.com", "https://db.example.com/lazi", "postgresql://", "postgresql:///lazi",
     "postgresql://db.example.com", "postgresql://db.example.com/", "postgresql://db.example.com:0/lazi",
     "postgresql://db.example.com:99999/lazi", "postgresql://db.example.com:x/lazi", "postgresql://[::1/lazi",
     "javascript://x/y", "file:///etc/passwd", " "],
)  # fmt: skip
def test_where_no_database_can_be(hub: str) -> None:
    with pytest.raises(InvalidValue, match="where the shared database is"):
        an_invitation(hub=hub)
    with pytest.raises(InvalidValue):
        read_invitation(written(hub=hub))


@pytest.mark.parametrize(
    "hub",
    ["postgresql://db.example.com/lazi", "postgres://db.example.com:6432/lazi", "postgresql://[::1]:5432/lazi",
     "postgresql://10.0.0.7/lazi?sslmode=verify-full",
     "postgresql://aws-1-eu.pooler.supabase.com:5432/postgres?options=reference%3Dabcd"],
)  # fmt: skip
def test_where_one_can_be(hub: str) -> None:
    assert read_invitation(written(hub=hub)).hub == hub


@pytest.mark.parametrize("tenant", ["", "12 3", "abc", "-5", "１２３", "²", "1" * 40])
def test_a_tenant_is_a_number(tenant: str) -> None:
    with pytest.raises(InvalidValue, match="whose pricebook"):
        an_invitation(tenant=tenant)


@pytest.mark.parametrize("environment", ["", "elsewhere", "Production", "../x"])
def test_an_environment_is_one_of_servicetitans(environment: str) -> None:
    with pytest.raises(InvalidValue, match="whose pricebook"):
        an_invitation(environment=environment)


@pytest.mark.parametrize("name", ["api_url", "auth_url"])
@pytest.mark.parametrize(
    "url", ["ftp://example.com", "example.com", "javascript:alert(1)", "https://", "http://"]
)
def test_addresses_of_servicetitan_are_addresses(name: str, url: str) -> None:
    with pytest.raises(InvalidValue, match="address"):
        an_invitation(**{name: url})


@pytest.mark.parametrize(
    "certificate",
    ["hello", "/etc/ssl/ca.pem", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"],
)
def test_a_certificate_is_one_and_no_key(certificate: str) -> None:
    with pytest.raises(InvalidValue, match="certificate"):
        an_invitation(certificate=certificate)

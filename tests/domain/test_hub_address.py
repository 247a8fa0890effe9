"""Connection strings as people paste them, taken apart and put together again."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.hub_address import (
    HubAddress,
    as_asked,
    for_everybody,
    take_apart,
    with_project,
    without_password,
)

POOLER = "aws-1-eu-central-1.pooler.supabase.com"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "postgresql://owner:p%40ss@db.example:6432/lazi",
            HubAddress("db.example", "6432", "lazi", "owner", "p@ss"),
        ),
        (" postgres://db.example/lazi\n", HubAddress("db.example", "", "lazi")),
        (
            "postgresql://owner:as@typed#/here@db.example/lazi",
            HubAddress("db.example", "", "lazi", "owner", "as@typed#/here"),
        ),
        (
            f"postgresql://postgres.abcd:[YOUR-PASSWORD]@{POOLER}:5432/postgres",
            HubAddress(POOLER, "5432", "postgres", "postgres.abcd"),
        ),
        (
            "postgresql://owner@db.example/lazi?sslmode=require&connect_timeout=3",
            HubAddress("db.example", "", "lazi", "owner", "", {"sslmode": "require", "connect_timeout": "3"}),
        ),
        (
            "host=db.example port=5432 dbname=lazi user=owner password='it''s' sslmode=require",
            HubAddress("db.example", "5432", "lazi", "owner", "it", {"sslmode": "require"}),
        ),
        (
            "jdbc:postgresql://db.example:5432/lazi?user=owner&password=secret",
            HubAddress("db.example", "5432", "lazi", "owner", "secret"),
        ),
        (r"host=db.example password='a\'b\\c'", HubAddress("db.example", password="a'b\\c")),
        ("postgresql://owner@[::1]:5432/lazi", HubAddress("[::1]", "5432", "lazi", "owner")),
        ("mysql://db.example/lazi", None),
        ("https://supabase.com/dashboard", None),
        ("my password", None),
        ("", None),
    ],
)
def test_it_is_taken_apart(text: str, found: HubAddress | None) -> None:
    assert take_apart(text) == found


def test_it_is_put_together_without_and_with_the_login() -> None:
    address = HubAddress("db.example", "5432", "la zi", "d@x", "p/w", {"sslrootcert": "/a b/c.pem"})
    assert address.url() == "postgresql://db.example:5432/la%20zi?sslrootcert=%2Fa%20b%2Fc.pem"
    whole = address.url(with_login=True)
    assert whole.startswith("postgresql://d%40x:p%2Fw@db.example")
    assert take_apart(whole) == address


def test_supabases_project_goes_into_the_address_and_comes_back_with_every_login() -> None:
    shown = HubAddress(POOLER, "5432", "postgres", "postgres.abcd", "x")
    kept = with_project(shown)
    assert kept.login == "postgres"
    assert "abcd" in kept.url()
    assert as_asked(kept) == shown
    dana = HubAddress(POOLER, "5432", "postgres", "dana", "y", kept.options)
    assert as_asked(dana).login == "dana.abcd"


@pytest.mark.parametrize("host", ["db.example", "db.abcd.supabase.co"])
def test_elsewhere_a_dot_in_a_login_is_a_dot(host: str) -> None:
    address = HubAddress(host, "5432", "postgres", "dana.smith")
    assert with_project(address) == address
    assert as_asked(address) == address


def test_no_password_shows_in_a_repr() -> None:
    assert "hidden" not in repr(HubAddress(password="hidden"))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://dana:hidden@db.example:6432/lazi", "postgresql://dana@db.example:6432/lazi"),
        ("postgresql://dana:hid@den#/x@db.example/lazi", "postgresql://dana@db.example/lazi"),
        ("postgresql://:hidden@db.example/lazi", "postgresql://db.example/lazi"),
        (
            "postgresql://dana@db.example/lazi?sslmode=require&password=hidden&sslpassword=hidden",
            "postgresql://dana@db.example/lazi?sslmode=require",
        ),
        ("postgresql://dana@db.example/lazi?PASSWORD=hidden", "postgresql://dana@db.example/lazi"),
        ("postgresql:///lazi?host=/run&password=hidden", ""),
        ("postgresql://dana:hidden@[::1/lazi", ""),
        (
            "postgresql://dana@db.example/lazi?sslmode=require",
            "postgresql://dana@db.example/lazi?sslmode=require",
        ),
        ("postgresql:///lazi?host=/run", "postgresql:///lazi?host=/run"),
        ("", ""),
    ],
)
def test_an_address_that_goes_into_a_file_has_no_password(url: str, told: str) -> None:
    assert without_password(url) == told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://dana:hidden@db.example:5432/lazi", "postgresql://db.example:5432/lazi"),
        ("host=db.example dbname=lazi user=dana password=hidden", "postgresql://db.example/lazi"),
        (
            "postgresql://db.example/lazi?user=dana&sslmode=require&sslkey=/srv/dana/key",
            "postgresql://db.example/lazi?sslmode=require",
        ),
        (
            f"postgresql://dana.abcd@{POOLER}:5432/postgres",
            f"postgresql://{POOLER}:5432/postgres?options=reference%3Dabcd",
        ),
        ("postgresql://dana@[::1/lazi", ""),
        ("postgresql:///lazi?host=/run&user=dana", ""),
        ("postgresql:///lazi?host=/run", "postgresql:///lazi?host=/run"),
        ("", ""),
    ],
)
def test_an_address_that_is_handed_on_names_nobody(url: str, told: str) -> None:
    assert for_everybody(url) == told


def test_servers_are_told_apart_and_so_are_projects_at_one_pooler() -> None:
    addresses = [
        HubAddress("db.example", "", "lazi"),
        HubAddress("db.example", "6432", "lazi"),
        *(with_project(HubAddress(POOLER, "5432", "postgres", f"dana.{one}")) for one in ("abcd", "efgh")),
    ]
    assert len({one.server for one in addresses}) == len(addresses)
    assert HubAddress("db.example", "5432", "other").server == addresses[0].server

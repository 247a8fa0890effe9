"""What logins are called, and which passwords are taken."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.logins import first_password, login_problem, password_problem, proposed_login


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Ana López", "ana.lopez"),
        ("  Ana  María  de la Cruz ", "ana.cruz"),
        ("Dana", "dana"),
        ("Jürgen Groß", "jurgen.gross"),
        ("Søren Ærø", "soren.aero"),
        ("O'Neil, Pat", "oneil.pat"),
        ("Łukasz Żak", "lukasz.zak"),
        ("4 Seasons", "seasons"),
        ("李雷", ""),
        ("…", ""),
        ("", ""),
        ("Postgres", "postgres2"),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_login_is_proposed_from_the_name(name: str, login: str) -> None:
    assert proposed_login(name) == login


def test_who_has_it_already_keeps_it() -> None:
    assert proposed_login("Ana López", {"ana.lopez"}) == "ana.lopez2"
    assert proposed_login("Ana López", {"ana.lopez", "ana.lopez2", "ana.lopez3"}) == "ana.lopez4"


@pytest.mark.parametrize("login", ["a", "ana.lopez", "ana_lopez-2", "x" * 63])
def test_what_can_be_a_login(login: str) -> None:
    assert login_problem(login) == ""


@pytest.mark.parametrize(
    "login",
    ["", " ana", "Ana", "ana lopez", "2ana", "ana@here", "aña", "ana'; drop", "x" * 64, "pg_ana", "lazi_owner",
     "postgres", "ana\n", ".ana"],
)  # fmt: skip
def test_what_cannot_be_one(login: str) -> None:
    assert login_problem(login)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "h7kd-p2mw-x9rc", "contraseña larga", "Ana likes tea!"]
)
def test_what_can_be_a_password(password: str) -> None:
    assert password_problem(password, ("ana", "Ana López")) == ""


@pytest.mark.parametrize(
    "password",
    ["", "short", "elevenchars", "aaaaaaaaaaaaa", "abababababab", " correct horse battery", "correct horse\t battery",
     "correct horse battery\n", "ana.lopez1234", "Ana.Lopez!!!!", "x" * 201],
)  # fmt: skip
def test_what_cannot_be_one_either(password: str) -> None:
    assert password_problem(password, ("ana.lopez", "Ana López"))


def test_first_passwords_differ_can_be_read_out_and_pass() -> None:
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        assert password_problem(one) == ""
        assert not set(one) & set("01ilo")
        assert [len(group) for group in one.split("-")] == [4, 4, 4, 4]

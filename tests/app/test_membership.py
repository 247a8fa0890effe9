"""What an invitation says of this computer's connection, and where one's own password is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lazi_desktop.app.membership import OwnMembership
from lazi_desktop.app.session import Session, hub_password, hub_password_name, hub_url
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem, InvalidValue
from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.ports.team import Membership

OLD, NEW = "the old one of mine", "the new one of mine"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIB\n-----END CERTIFICATE-----"
KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [one for one in os.environ if one.startswith("LAZI_")]:
        monkeypatch.delenv(name)
    (tmp_path / "secrets.toml").touch(0o600)
    return tmp_path


def session_of(
    folder: Path, url: str = "postgresql://mara@db.example.com:6432/lazi", more: str = ""
) -> Session:
    config = folder / "config.toml"
    config.write_text(
        f"profile = '{folder / 'profile'}'\nsecrets_file = '{folder / 'secrets.toml'}'\n"
        f'[servicetitan]\ntenant = "123456"\n[hub]\nurl = "{url}"\n{more}'
    )
    return Session.of(load_settings(config), role="window")


def invitation_of(session: Session) -> Invitation:
    membership: Membership = OwnMembership(session)
    return membership.invitation(team="Blue Water", login="ana", name="Ana")


def test_it_says_where_the_hub_is_and_whose_pricebook_it_holds(folder: Path) -> None:
    assert invitation_of(session_of(folder)) == Invitation(
        hub="postgresql://db.example.com:6432/lazi",
        tenant="123456",
        environment="production",
        team="Blue Water",
        login="ana",
        name="Ana",
    )


@pytest.mark.parametrize(
    ("url", "hub"),
    [
        (
            f"postgresql://mara:{OLD.replace(' ', '%20')}@db.example.com/lazi",
            "postgresql://db.example.com/lazi",
        ),
        ("postgresql://m%40ra@db.example.com/lazi", "postgresql://db.example.com/lazi"),
        (
            "postgresql://db.example.com/lazi?sslmode=require&sslrootcert=/etc/hub/ca.pem&passfile=/x&user=mara",
            "postgresql://db.example.com/lazi?sslmode=require",
        ),
        (
            "postgresql://mara@aws-1-eu.pooler.supabase.com:5432/postgres?options=reference%3Dabcd",
            "postgresql://aws-1-eu.pooler.supabase.com:5432/postgres?options=reference%3Dabcd",
        ),
        (
            "postgresql://mara@db.example.com/lazi?options=-c%20search_path%3Dmara&host=db.mara.example",
            "postgresql://db.example.com/lazi",
        ),
        ("postgresql://mara@[fe80::1]:6432/lazi#mine", "postgresql://[fe80::1]:6432/lazi"),
    ],
)
def test_nothing_of_ones_own_goes_along(folder: Path, url: str, hub: str) -> None:
    invitation = invitation_of(session_of(folder, url))
    assert invitation.hub == hub
    assert "mara" not in invitation.as_text()
    assert "old" not in invitation.as_text()


def test_the_certificate_goes_along_and_no_key_beside_it(folder: Path) -> None:
    authority = folder / "ca.pem"
    authority.write_text(f"subject=Blue Water\n{CERTIFICATE}\n{KEY}\n{CERTIFICATE}\n")
    invitation = invitation_of(session_of(folder, more=f"certificate = '{authority}'\n"))
    assert invitation.certificate == f"{CERTIFICATE}\n{CERTIFICATE}"
    authority.unlink()
    with pytest.raises(ConfigurationProblem, match=r"ca\.pem cannot be read"):
        invitation_of(session_of(folder, more=f"certificate = '{authority}'\n"))


def test_where_there_is_no_shared_database_there_is_no_invitation(folder: Path) -> None:
    with pytest.raises(InvalidValue, match="where the shared database is"):
        invitation_of(session_of(folder, ""))


def test_a_new_password_is_kept_where_the_old_one_is_and_used_at_once(folder: Path) -> None:
    session, told = session_of(folder), list[str]()
    session.secrets.write(hub_password_name(session.settings_now()), OLD)
    OwnMembership(session, told.append).keep_password(NEW)
    assert told == [NEW]
    assert "the%20new%20one" in hub_url(session.settings_now(), session.secrets)
    again = session_of(folder)
    assert hub_password(again.settings_now(), again.secrets) == NEW


def test_where_a_variable_says_it_the_person_is_told_which(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAZI_HUB__PASSWORD", OLD)
    session = session_of(folder)
    for _ in range(2):
        with pytest.raises(ConfigurationProblem, match="LAZI_HUB__PASSWORD"):
            OwnMembership(session).keep_password(NEW)
    assert hub_password(session.settings_now(), session.secrets) == NEW  # until the program ends
    assert NEW not in (folder / "secrets.toml").read_text()


def test_where_it_stands_in_the_address_the_person_is_told_so(folder: Path) -> None:
    session = session_of(folder, "postgresql://mara:secret%20of%20old@db.example.com/lazi")
    membership = OwnMembership(session)
    for _ in range(2):
        with pytest.raises(ConfigurationProblem, match=r"hub\.url"):
            membership.keep_password(NEW)
    assert "the%20new%20one" in hub_url(session.settings_now(), session.secrets)


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is not in its mode there")
def test_a_place_that_does_not_take_it_is_told_and_can_be_tried_again(folder: Path) -> None:
    session = session_of(folder)
    membership = OwnMembership(session)
    (folder / "secrets.toml").chmod(0o644)
    with pytest.raises(ConfigurationProblem, match="chmod 600"):
        membership.keep_password(NEW)
    (folder / "secrets.toml").chmod(0o600)
    membership.keep_password(NEW)
    assert session.secrets.read(hub_password_name(session.settings_now())) == NEW

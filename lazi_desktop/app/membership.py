"""This person's own way into the team: what an invitation says of it, and where their password is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from lazi_desktop.app.session import Session, hub_password_name, with_hub_password
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.hub_address import is_everybodys
from lazi_desktop.domain.invitation import Invitation

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class OwnMembership:
    """Implements `ports.team.Membership`. `changed(password)` tells whoever opens the next window."""

    def __init__(self, session: Session, changed: Callable[[str], None] = lambda _: None) -> None:
        self._session = session
        self._changed = changed
        self._stands_in_address = False

    def invitation(self, *, team: str, login: str, name: str) -> Invitation:
        settings = self._session.settings_now()
        remote = settings.servicetitan
        return Invitation(
            hub=_for_anybody(settings.hub.url),
            tenant=self._session.tenant,
            environment=str(remote.environment),
            team=team,
            login=login,
            name=name,
            api_url=remote.api_url,
            auth_url=remote.auth_url,
            certificate=_authority(settings.hub.certificate),
        )

    def keep_password(self, password: str) -> None:
        settings = self._session.settings_now()
        origin = settings.origin_of("hub.password")
        self._stands_in_address |= urlsplit(settings.hub.url).password is not None
        self._session.settings_now = _as_said(self._session.settings_now, password)
        self._changed(password)
        if origin.kind is OriginKind.ENVIRONMENT:
            raise ConfigurationProblem(
                f"Here the variable {origin.place} says the password: set it to the new one."
            )
        if self._stands_in_address:
            raise ConfigurationProblem("Here the password stands in the address hub.url: take it out there.")
        self._session.secrets.write(hub_password_name(settings), password)


def _as_said(settings_now: Callable[[], Settings], password: str) -> Callable[[], Settings]:
    return lambda: with_hub_password(settings_now(), password)


def _for_anybody(url: str) -> str:
    """Without whose it is, and without the paths of this computer."""
    parts = urlsplit(url)
    said = [(name, value) for name, value in parse_qsl(parts.query) if is_everybodys(name, value)]
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=place, query=urlencode(said, quote_via=quote), fragment=""))


def _authority(file: Path | None) -> str:
    """The certificates of it, and nothing else that may stand there."""
    if file is None:
        return ""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigurationProblem(f"The certificate {file} cannot be read: {error.strerror}.") from error
    return "\n".join(_CERTIFICATE.findall(text))

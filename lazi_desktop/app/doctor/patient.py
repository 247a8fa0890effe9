"""What is looked over: one profile with its settings, or without them where they cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lazi_desktop.app.session import Session, secrets_of
from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import profile_of
from lazi_desktop.config.settings import Settings, load_settings, settings_file
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.keys import TenantId, tenant_id_of
from lazi_desktop.ports.system import Clock, Secrets


@dataclass(frozen=True, slots=True)
class Patient:
    """`problem` says why there are no settings."""

    file: Path | None
    """Where the settings stand; None where they are made up."""
    settings: Settings | None
    problem: str
    places: ProfilePlaces
    secrets: Secrets | None
    tenant_id: TenantId | None
    clock: Clock

    @classmethod
    def of_file(cls, config: Path | None, clock: Clock | None = None) -> Patient:
        file, clock = settings_file(config), clock or SystemClock()
        try:
            settings = load_settings(config)
        except ConfigurationProblem as problem:
            places = ProfilePlaces(profile_of(file).folder)
            return cls(file, None, problem.detail, places, None, None, clock)
        remote = settings.servicetitan
        tenant_id = tenant_id_of(remote.tenant, str(remote.environment)) if remote.tenant else None
        places, secrets = ProfilePlaces(settings.profile), secrets_of(settings)
        return cls(file, settings, "", places, secrets, tenant_id, clock)

    @classmethod
    def of_session(cls, session: Session) -> Patient:
        """The one in use. Its settings may take a moment: not for the UI thread."""
        settings = session.settings_now()
        return cls(None, settings, "", session.places, session.secrets, session.tenant_id, SystemClock())

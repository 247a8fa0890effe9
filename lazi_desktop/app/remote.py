"""ServiceTitan as configured: addresses, credentials, and where the secrets come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.settings import Environment, ServiceTitanSettings, Settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.secrecy import keep_secret
from lazi_desktop.ports.hub_pace import Budget
from lazi_desktop.ports.pictures import WebPictures
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Secrets

if TYPE_CHECKING:
    from lazi_desktop.config.way import Way
    from lazi_desktop.servicetitan.examining import Examiner
    from lazi_desktop.servicetitan.settings import Credentials, Endpoints

CLIENT_SECRET = "servicetitan client secret"
APP_KEY = "servicetitan app key"


def secret_name(settings: ServiceTitanSettings, what: str) -> str:
    """Secrets of several tenants and environments live side by side."""
    return f"{what}, {settings.environment} {settings.tenant}"


def open_remote(
    settings: Settings,
    secrets: Secrets,
    budget: Budget | None = None,
    heard: Callable[[str, bool], None] = lambda scope, is_granted: None,
) -> RemotePricebook:
    """`budget` is what everybody who works on this tenant shares. `heard` learns what writes showed of scopes.

    Raises ConfigurationProblem naming what is missing and how to give it.
    """
    from lazi_desktop.servicetitan.marks import APPLICATION
    from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
    from lazi_desktop.servicetitan.rate import TenantRate

    remote = settings.servicetitan
    clock = SystemClock()
    return ServiceTitanPricebook(
        credentials_of(settings, secrets),
        endpoints_of(remote),
        clock=clock,
        way=way_of(settings, secrets),
        heard=heard,
        rate=TenantRate(clock, per_second=remote.requests_per_second, budget=budget),
        page_size=remote.page_size,
        may_send_together=remote.send_together,
        application=(remote.application_guid or APPLICATION) if remote.mark_creates else None,
    )


def open_examiner(settings: Settings, secrets: Secrets) -> Examiner:
    """To look whether the keys work. Raises ConfigurationProblem as `open_remote`."""
    from lazi_desktop.servicetitan.examining import Examiner

    return Examiner(
        credentials_of(settings, secrets),
        endpoints_of(settings.servicetitan),
        clock=SystemClock(),
        way=way_of(settings, secrets),
    )


def credentials_of(settings: Settings, secrets: Secrets) -> Credentials:
    """Raises ConfigurationProblem as `open_remote`."""
    from lazi_desktop.servicetitan.settings import Credentials

    remote = settings.servicetitan
    if not settings.asks_servicetitan:
        raise ConfigurationProblem(
            "ServiceTitan's tenant and client id are not set. Give them as servicetitan.tenant and "
            "servicetitan.client_id in the configuration file, or as LAZI_SERVICETITAN__TENANT and "
            "LAZI_SERVICETITAN__CLIENT_ID."
        )
    return Credentials(
        tenant=remote.tenant,
        client_id=remote.client_id,
        client_secret=_secret(settings, secrets, "client_secret", CLIENT_SECRET),
        app_key=_secret(settings, secrets, "app_key", APP_KEY),
    )


def way_of(settings: Settings, secrets: Secrets) -> Way:
    """How ServiceTitan is reached from here. Raises ConfigurationProblem where the password cannot be looked up."""
    from lazi_desktop.config.way import Way, proxy_password_name

    network = settings.network
    given = network.proxy_password
    password = given.get_secret_value() if given is not None else ""
    if not password and "@" in network.proxy:
        password = secrets.read(proxy_password_name(network.proxy)) or ""
    return Way(network.proxy, password, network.certificate)


def open_web(settings: Settings, secrets: Secrets) -> WebPictures:
    """Raises ConfigurationProblem as `open_remote`."""
    from lazi_desktop.servicetitan.picture_download import PictureDownload

    is_own_machine = endpoints_of(settings.servicetitan).is_own_machine
    return PictureDownload(is_own_machine=is_own_machine, way=way_of(settings, secrets))


def endpoints_of(remote: ServiceTitanSettings) -> Endpoints:
    """Raises ConfigurationProblem for addresses that are none."""
    from lazi_desktop.servicetitan.settings import INTEGRATION, PRODUCTION, Endpoints

    if remote.environment in (Environment.CUSTOM, Environment.DEMO):
        if not remote.api_url:
            raise ConfigurationProblem(
                "servicetitan.environment is “custom”, so servicetitan.api_url must be set."
            )
        return Endpoints(remote.api_url, remote.auth_url or remote.api_url)
    return PRODUCTION if remote.environment is Environment.PRODUCTION else INTEGRATION


def _secret(settings: Settings, secrets: Secrets, setting: str, name: str) -> str:
    given = getattr(settings.servicetitan, setting)
    secret = given.get_secret_value() if given is not None else None
    secret = secret or secrets.read(secret_name(settings.servicetitan, name))
    if not secret:
        raise ConfigurationProblem(
            f"ServiceTitan's {setting.replace('_', ' ')} is not known on this computer. Connect in the window, or "
            f"give LAZI_SERVICETITAN__{setting.upper()}, or name a file with `secrets_file`."
        )
    keep_secret(secret)
    return secret

"""One profile in use: its settings, its device, the hub it belongs to and how that hub is reached."""

from __future__ import annotations

import asyncio
import getpass
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit
from uuid import UUID

from pydantic import SecretStr

from lazi_desktop.app.device import WINDOW, device_of, new_device
from lazi_desktop.app.remote import open_remote, open_web
from lazi_desktop.app.restored_moves import finish_interrupted
from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.write_scopes import WriteScopes
from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import ConfigurationProblem, HubStopped, HubUnavailable
from lazi_desktop.domain.hub_address import as_asked, is_pooler, take_apart
from lazi_desktop.domain.keys import TenantId, tenant_id_of
from lazi_desktop.domain.push_cost import Pace
from lazi_desktop.domain.secrecy import keep_secret
from lazi_desktop.ports.hub import DeviceInfo, Hub
from lazi_desktop.ports.hub_pace import Drawn
from lazi_desktop.ports.pictures import WebPictures
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Secrets

if TYPE_CHECKING:
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres


@dataclass(slots=True)
class Session:
    """Knows how to open the parts; each part is closed by whoever opened it, then `close` lets go of the built-in hub.

    `settings_now` is asked late, since the demo learns its addresses only when its ServiceTitan answers.
    """

    settings_now: Callable[[], Settings]
    places: ProfilePlaces
    secrets: Secrets
    tenant: str
    environment: str
    role: str
    device: DeviceInfo = field(init=False)
    _embedded: EmbeddedPostgres | None = field(init=False, default=None)
    _prepared: bool = field(init=False, default=False)
    _starting: threading.Lock = field(init=False, default_factory=threading.Lock)
    _budget: _CurrentBudget = field(init=False, default_factory=lambda: _CurrentBudget())

    def __post_init__(self) -> None:
        finish_interrupted(self.places)
        self.device = device_of(
            self.places.device(self.role), self.role, known_elsewhere=self._device_of_workspace
        )

    @classmethod
    def of(cls, settings: Settings, *, role: str) -> Session:
        """Raises ConfigurationProblem when no tenant is configured."""
        remote = settings.servicetitan
        if not remote.tenant:
            raise ConfigurationProblem(
                "No ServiceTitan tenant is set. Give it as servicetitan.tenant in the configuration file, or as "
                "LAZI_SERVICETITAN__TENANT."
            )
        return cls(
            settings_now=lambda: settings,
            places=ProfilePlaces(settings.profile),
            secrets=secrets_of(settings),
            tenant=remote.tenant,
            environment=str(remote.environment),
            role=role,
        )

    @property
    def tenant_id(self) -> TenantId:
        return tenant_id_of(self.tenant, self.environment)

    def pace(self) -> Pace:
        """What a push may do, by the settings."""
        remote = self.settings_now().servicetitan
        return Pace(remote.requests_per_second, remote.send_together)

    def new_device(self) -> UUID:
        """From now on this profile is another device: the old one's numbers are used by a copy of it."""
        self.device = new_device(self.places.device(self.role), self.role)
        return self.device.device_id

    async def open_hub(self) -> Hub:
        """Connects; starts the built-in PostgreSQL first where no other hub is configured."""
        from lazi_desktop.store.hub.hub import PostgresHub

        settings = self.settings_now()
        if settings.hub.url:
            url = hub_url(settings, self.secrets)
        else:
            url = await asyncio.to_thread(self._start_embedded)
        hub: Hub = await PostgresHub.connect(url, self.tenant_id, self.device, built_in=not settings.hub.url)
        self._budget.hub = hub
        return hub

    async def open_remote(self) -> RemotePricebook:
        settings = await asyncio.to_thread(self.settings_now)
        shown = WriteScopes(self.places.write_scopes, f"{self.environment} {self.tenant}", SystemClock())
        return await asyncio.to_thread(open_remote, settings, self.secrets, self._budget, shown.heard)

    async def open_web(self) -> WebPictures:
        settings = await asyncio.to_thread(self.settings_now)
        return await asyncio.to_thread(open_web, settings, self.secrets)

    def close(self) -> None:
        """Stops the built-in PostgreSQL if nobody else uses it."""
        with self._starting:
            embedded, self._embedded = self._embedded, None
            if embedded is not None:
                embedded.stop()

    def _device_of_workspace(self) -> UUID | None:
        if self.role != WINDOW:
            return None
        from lazi_desktop.store.workspace.opening import device_of_workspace

        return device_of_workspace(self.places.workspace)

    def _start_embedded(self) -> str:
        from lazi_desktop.store.hub.embedded import EmbeddedPostgres
        from lazi_desktop.store.hub.members import create_tenant
        from lazi_desktop.store.hub.schema import upgrade

        with self._starting:
            if self._embedded is None:
                self._embedded = EmbeddedPostgres(self.places.hub)
            server = self._embedded
            try:
                server.start()  # once more after a crash: it may be gone, or run on another port
            except HubUnavailable as error:
                raise HubStopped(error.detail) from error
            if not self._prepared:
                upgrade(server.admin_url, migrations_folder())
                create_tenant(server.admin_url, self.tenant, self.environment)
                self._prepared = True
            return server.member_url(self.tenant_id, level="admin", label=self.device.label)


class _CurrentBudget:
    """Implements `ports.hub_pace.Budget` by whichever hub was opened last."""

    def __init__(self) -> None:
        self.hub: Hub | None = None

    async def draw(self, wanted: int) -> Drawn:
        return await self._opened().draw(wanted)

    async def slow_down(self, seconds: float) -> None:
        await self._opened().slow_down(seconds)

    def _opened(self) -> Hub:
        if self.hub is None:
            raise HubUnavailable("There is no connection yet.")
        return self.hub


def secrets_of(settings: Settings) -> Secrets:
    """The file that was named, else the keyring."""
    from lazi_desktop.secrets import FileSecrets, KeyringSecrets

    return FileSecrets(settings.secrets_file) if settings.secrets_file is not None else KeyringSecrets()


def hub_url(settings: Settings, secrets: Secrets) -> str:
    """The configured address with the login, its password where one is known, and the server's own authority."""
    address = take_apart(settings.hub.url)
    if address is not None and is_pooler(address.host):
        known = replace(address, login=hub_login(settings), password=hub_password(settings, secrets))
        options = dict(parse_qsl(_with_certificate(settings, urlencode(known.options))))
        return as_asked(replace(known, options=options)).url(with_login=True)
    parts = urlsplit(settings.hub.url)
    who = quote(hub_login(settings), safe="")
    password = hub_password(settings, secrets)
    if password:  # else the server may ask for none, or read it from .pgpass
        who += f":{quote(password, safe='')}"
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{who}@{place}", query=_with_certificate(settings, parts.query)))


def hub_login(settings: Settings) -> str:
    """As whom this person signs in."""
    return unquote(urlsplit(settings.hub.url).username or "") or settings.hub.login or account_name()


def account_name() -> str:
    """By what name this computer knows the person; "" where it does not."""
    try:
        return getpass.getuser().rpartition("\\")[2].lower()
    except (OSError, KeyError, ImportError):
        return ""


def hub_password(settings: Settings, secrets: Secrets) -> str:
    """ "" where none is known."""
    said, given = urlsplit(settings.hub.url).password, settings.hub.password
    if said:
        password = unquote(said)
    elif given is not None:
        password = given.get_secret_value()
    else:
        password = secrets.read(hub_password_name(settings)) or ""
    keep_secret(password)
    return password


def with_hub_password(settings: Settings, password: str) -> Settings:
    """As if it had been given with them."""
    parts = urlsplit(settings.hub.url)
    who, at, place = parts.netloc.rpartition("@")
    bare = urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}{at}{place}"))
    hub = settings.hub.model_copy(update={"url": bare, "password": SecretStr(password)})
    return settings.model_copy(update={"hub": hub})


def _with_certificate(settings: Settings, query: str) -> str:
    """A server that its own authority vouches for has to prove itself; the address may say otherwise."""
    if settings.hub.certificate is None:
        return query
    said = dict(parse_qsl(query))
    said = {"sslmode": "verify-full", "sslrootcert": str(settings.hub.certificate)} | said
    return urlencode(said, quote_via=quote)


def hub_place(settings: Settings) -> str:
    """Where the hub is, for people."""
    parts = urlsplit(settings.hub.url)
    return f"{parts.hostname}{parts.path}" if settings.hub.url else "built in, on this computer"


def hub_password_name(settings: Settings) -> str:
    """Under which name the keyring has the password of this hub's login."""
    address = take_apart(settings.hub.url)
    server = address.server if address is not None else urlsplit(settings.hub.url).hostname
    return f"hub password, {hub_login(settings)} at {server}"

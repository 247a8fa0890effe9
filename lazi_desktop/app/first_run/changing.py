"""Another connection for a window that has one: the form over it, tried, and kept when it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_run.errands import Errands
from lazi_desktop.app.first_run.remembering import (
    Given,
    hub_values,
    keep_hub_password,
    keep_keys,
    where_secrets_go,
)
from lazi_desktop.app.first_run.trying import problems_of
from lazi_desktop.app.session import hub_login
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.hub_address import take_apart, with_project
from lazi_desktop.ui.first_run.connection import ConnectionForm
from lazi_desktop.ui.first_run.connection_window import ConnectionWindow

_KEYS = {
    name: f"servicetitan.{name}" for name in ("tenant", "client_id", "environment", "api_url", "auth_url")
}
_KEYS |= {"hub_url": "hub.url", "hub_login": "hub.login"}


def connection_window(
    settings: Settings,
    config: Path | None,
    errands: Errands,
    choose: Callable[[Choice], None],
    over: QWidget | None = None,
) -> ConnectionWindow:
    def test(form: ConnectionForm, answer: Callable[[Mapping[str, str]], None]) -> Callable[[], object]:
        async def work() -> Mapping[str, str]:
            return await problems_of(settings_from(settings, form))

        return errands.begin(work, answer, lambda error: answer({"": str(error)}))

    def connect(form: ConnectionForm) -> None:
        try:
            choose(Choice(settings=remember(settings, form, config)))
        except LaziError as error:
            window.show_problems({"": str(error)})

    async def ask() -> tuple[str, bool]:
        return where_secrets_go(settings)

    window = ConnectionWindow(test=test, start=form_of(settings), over=over)
    page = window.connect_page
    page.fix(locked_fields(settings), settings.policy_note)
    window.connect_requested.connect(connect)
    window.closed.connect(lambda: choose(Choice()))
    errands.begin(
        ask,
        lambda said: page.say_where_secrets_go(said[0], possible=said[1]),
        lambda error: page.say_where_secrets_go(str(error), possible=False),
    )
    return window


def form_of(settings: Settings) -> ConnectionForm:
    """What is known already; secrets are typed anew."""
    remote, address = settings.servicetitan, take_apart(settings.hub.url)
    return ConnectionForm(
        tenant=remote.tenant,
        client_id=remote.client_id,
        environment=str(remote.environment),
        api_url=remote.api_url,
        auth_url=remote.auth_url,
        hub_url=address.url() if address is not None else settings.hub.url,
        hub_login=hub_login(settings) if settings.hub.url else "",
    )


def locked_fields(settings: Settings) -> set[str]:
    """Of the form, by name: what the organisation answers for everybody."""
    return {name for name, key in _KEYS.items() if settings.origin_of(key).kind is OriginKind.LOCKED}


def settings_from(settings: Settings, form: ConnectionForm) -> Settings:
    """The settings with what the form says, as far as the organisation leaves it open; its secrets only in memory."""
    return _given(settings, form).settings(
        hub_password=form.hub_password or None, client_secret=form.client_secret, app_key=form.app_key
    )


def remember(settings: Settings, form: ConnectionForm, config: Path | None) -> Settings:
    """Secrets to the keyring, all else to the configuration file.

    Raises:
        ConfigurationProblem: there is no keyring to trust, and nothing was written; or the file cannot be written.
    """
    found = settings_from(settings, form)
    if form.has_keys:
        keep_keys(found, form.client_secret, form.app_key)
    keep_hub_password(found, form.hub_password)
    _given(settings, form).keep(config)
    return found


def _given(settings: Settings, form: ConnectionForm) -> Given:
    address, hub, login = take_apart(form.hub_url), form.hub_url, form.hub_login
    if address is not None:
        address = with_project(address)
        hub, login = address.url(), address.login or login
    values = hub_values(
        hub=hub,
        login=login,
        tenant=form.tenant,
        environment=form.environment,
        api_url=form.api_url,
        auth_url=form.auth_url,
    )
    return Given(settings, {**values, "servicetitan.client_id": form.client_id})

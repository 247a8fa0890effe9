"""The first start: shows the welcome, tries a connection, and remembers what was given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from lazi_desktop.app.remote import APP_KEY, CLIENT_SECRET, open_remote, secret_name
from lazi_desktop.app.session import Session, hub_password_name, secrets_of
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import Environment, Settings, settings_file
from lazi_desktop.config.toml_text import flat
from lazi_desktop.domain.errors import (
    AppKeyRefused,
    ConfigurationProblem,
    HubRefused,
    HubSchemaMismatch,
    HubUnavailable,
    LaziError,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.ui.first_run.connect_page import ConnectPage
from lazi_desktop.ui.first_run.connection import ConnectionForm
from lazi_desktop.ui.first_run.window import FirstRunWindow

HUB_SECONDS = 5.0
REMOTE_SECONDS = 12.0  # signing in and five small reads

_TO_BLAME: tuple[tuple[type[LaziError], str], ...] = (
    (SignInFailed, "client_secret"),
    (AppKeyRefused, "app_key"),
    (TenantRefused, "tenant"),
    (HubUnavailable, "hub_url"),
    (HubRefused, "hub_url"),
    (HubSchemaMismatch, "hub_url"),
)
_NO_KEYRING = (
    "This computer has no keyring. Start LAZI with LAZI_SECRETS_FILE=… or the environment variables of the"
    " README."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose at the first start: the demo, or settings to go on with."""

    demo: bool = False
    settings: Settings | None = None


async def first_start(settings: Settings, config: Path | None, *, changing: bool = False) -> Choice:
    """Shows the welcome until something was chosen; closing it chooses nothing. `changing`: the form alone, over the
    window of the connection that is."""
    chosen: asyncio.Future[Choice] = asyncio.get_running_loop().create_future()
    trials: set[asyncio.Task[None]] = set()

    def choose(choice: Choice) -> None:
        if not chosen.done():
            chosen.set_result(choice)

    def test(form: ConnectionForm, answer: Callable[[Mapping[str, str]], None]) -> Callable[[], object]:
        trial = asyncio.ensure_future(_try_out(settings, form, answer))
        trials.add(trial)
        trial.add_done_callback(trials.discard)
        return trial.cancel

    def connect(form: ConnectionForm) -> None:
        given = settings_from(settings, form)
        try:
            remember(given, form, config)
        except LaziError as error:
            window.show_problems({"": str(error)})
        else:
            choose(Choice(settings=given))

    window = FirstRunWindow(test=test, start=_form(settings), changing=changing)
    window.connect_page.fix(locked_fields(settings), settings.policy_note)
    window.demo_requested.connect(lambda: choose(Choice(demo=True)))
    window.connect_requested.connect(connect)
    window.closed.connect(lambda: choose(Choice()))
    window.show()
    asked = asyncio.ensure_future(_say_where_secrets_go(settings, window.connect_page))
    trials.add(asked)
    try:
        return await chosen
    finally:
        for trial in tuple(trials):
            trial.cancel()
        window.close()
        window.deleteLater()


async def _say_where_secrets_go(settings: Settings, page: ConnectPage) -> None:
    """Asked away from the window: looking for a keyring may take a while."""
    words, possible = await asyncio.to_thread(where_secrets_go, settings)
    page.say_where_secrets_go(words, possible=possible)


def where_secrets_go(settings: Settings) -> tuple[str, bool]:
    """A sentence for the person who is about to type some, and whether there is anything that would keep them."""
    from lazi_desktop.secrets import KeyringSecrets

    if settings.secrets_file is not None:
        return f"Secrets go to {settings.secrets_file} and nowhere else. Connecting changes nothing.", True
    try:
        KeyringSecrets().check()
    except ConfigurationProblem:
        return _NO_KEYRING, False
    return "Secrets go to this computer's keyring and nowhere else. Connecting changes nothing.", True


def _form(settings: Settings) -> ConnectionForm:
    """What is known already; secrets are typed anew."""
    remote = settings.servicetitan
    return ConnectionForm(
        tenant=remote.tenant,
        client_id=remote.client_id,
        environment=str(remote.environment),
        api_url=remote.api_url,
        auth_url=remote.auth_url,
        hub_url=settings.hub.url,
    )


def locked_fields(settings: Settings) -> set[str]:
    """Of the form, by name: what the organisation answers for everybody."""
    keys = {
        name: f"servicetitan.{name}" for name in ("tenant", "client_id", "environment", "api_url", "auth_url")
    }
    keys["hub_url"] = "hub.url"
    return {name for name, key in keys.items() if settings.origin_of(key).kind is OriginKind.LOCKED}


def settings_from(settings: Settings, form: ConnectionForm) -> Settings:
    """The settings with what the form says, as far as the organisation leaves it open; its secrets only in memory."""
    given = _given(settings, form)
    remote = settings.servicetitan.model_copy(
        update={
            **given["servicetitan"],
            "client_secret": SecretStr(form.client_secret),
            "app_key": SecretStr(form.app_key),
        }
    )
    password = SecretStr(form.hub_password) if form.hub_password else None
    hub = settings.hub.model_copy(update={**given["hub"], "password": password})
    return settings.model_copy(update={"servicetitan": remote, "hub": hub})


def _given(settings: Settings, form: ConnectionForm) -> dict[str, dict[str, Any]]:
    """Of each section what the form says and the policy does not."""
    said: dict[str, dict[str, Any]] = {
        "servicetitan": {
            "tenant": form.tenant,
            "client_id": form.client_id,
            "environment": Environment(form.environment),
            "api_url": form.api_url,
            "auth_url": form.auth_url,
        },
        "hub": {"url": form.hub_url},
    }
    return {
        section: {
            name: value
            for name, value in values.items()
            if settings.origin_of(f"{section}.{name}").kind is not OriginKind.LOCKED
        }
        for section, values in said.items()
    }


def remember(settings: Settings, form: ConnectionForm, config: Path | None) -> None:
    """Secrets to the keyring, all else to the configuration file.

    Raises:
        ConfigurationProblem: there is no keyring to trust, and nothing was written; or the file cannot be written.
    """
    secrets = secrets_of(settings)
    secrets.write(secret_name(settings.servicetitan, CLIENT_SECRET), form.client_secret)
    secrets.write(secret_name(settings.servicetitan, APP_KEY), form.app_key)
    if form.hub_password:
        secrets.write(hub_password_name(settings), form.hub_password)
    save_values(settings_file(config), dict(flat(_given(settings, form))), settings)


async def _try_out(
    settings: Settings, form: ConnectionForm, answer: Callable[[Mapping[str, str]], None]
) -> None:
    answer(await asyncio.to_thread(_try_in_own_loop, settings_from(settings, form)))


def _try_in_own_loop(settings: Settings) -> Mapping[str, str]:
    """PostgreSQL's driver needs a selector loop, which Qt's is not everywhere."""
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(_problems(settings))


async def _problems(settings: Settings) -> Mapping[str, str]:
    """Both at once: neither waits for the other's silence."""
    found = await asyncio.gather(_problem_of_servicetitan(settings), _problem_of_hub(settings))
    return {_field_to_blame(error): str(error) for error in found if error is not None}


async def _problem_of_servicetitan(settings: Settings) -> LaziError | None:
    try:
        async with asyncio.timeout(REMOTE_SECONDS):
            await _try_servicetitan(settings)
    except LaziError as error:
        return error
    except TimeoutError:
        return RemoteUnavailable(f"It did not answer within {REMOTE_SECONDS:.0f} s.")
    return None


async def _problem_of_hub(settings: Settings) -> LaziError | None:
    if not settings.hub.url:
        return None
    try:
        async with asyncio.timeout(HUB_SECONDS):
            hub = await Session.of(settings, role="window").open_hub()
            await hub.close()
    except LaziError as error:
        return error
    except TimeoutError:
        return HubUnavailable(f"It did not answer within {HUB_SECONDS:.0f} s.")
    return None


async def _try_servicetitan(settings: Settings) -> None:
    """Signs in and asks each part for one page; names the parts that are refused, if not all are."""
    remote = open_remote(settings, secrets_of(settings))
    refused = []
    try:
        for kind in (EntityKind.CATEGORY, *SKU_KINDS):
            try:
                await remote.read_many(kind, [1])
            except ScopeMissing as error:
                refused.append(error.detail or str(error))
    finally:
        await remote.close()
    if refused:
        raise ScopeMissing(" ".join(refused))


def _field_to_blame(error: LaziError) -> str:
    return next((field for kind, field in _TO_BLAME if isinstance(error, kind)), "")

"""Everything the window asks for, from a TOML file, the environment, and what the organisation says.

Order, the strongest first: what the policy locks, environment variables (`LAZI_SERVICETITAN__TENANT`, …), the
configuration file, what else the policy says, the built-in defaults. Secrets come from the environment, from a file of
mode 0600 that was named, or from the keyring; never from these files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from lazi_desktop.config.cron import check_cron
from lazi_desktop.config.keys import PREFIX, Key, keys_of
from lazi_desktop.config.layers import Layer, check_names, merged, origins
from lazi_desktop.config.origin import BUILT_IN, Origin, OriginKind
from lazi_desktop.config.places import default_config_file, default_profile_folder
from lazi_desktop.config.policy import Policy, load_policy
from lazi_desktop.config.toml_text import flat, nested, read_toml
from lazi_desktop.domain.errors import ConfigurationProblem

VERSION = 1

Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "es"]
CRON = "a cron line in local time, or nothing for never"


class Environment(StrEnum):
    """Which ServiceTitan. `CUSTOM` takes `api_url` and `auth_url`."""

    PRODUCTION = "production"
    INTEGRATION = "integration"
    CUSTOM = "custom"
    DEMO = "demo"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _only_digits(tenant: str) -> str:
    if tenant and not tenant.isdigit():
        raise ValueError("the tenant is a number")
    return tenant


class ServiceTitanSettings(_Section):
    tenant: str = Field("", description="Whose pricebook it is.", json_schema_extra={"takes": "digits"})
    environment: Environment = Field(
        Environment.PRODUCTION, description="Which ServiceTitan; “custom” takes api_url and auth_url."
    )
    client_id: str = Field("", description="By what name the program signs in.")
    api_url: str = Field("", description="Where a custom ServiceTitan answers.")
    auth_url: str = Field("", description="Where a custom ServiceTitan lets sign in.")
    client_secret: SecretStr | None = Field(None, exclude=True, description="Signs in; else the keyring's.")
    app_key: SecretStr | None = Field(None, exclude=True, description="Of the program; else the keyring's.")
    page_size: int = Field(1000, ge=1, le=5000, description="How many entries a pull asks for at once.")
    requests_per_second: float = Field(
        20.0, gt=0, le=60, description="How often all who work on this tenant ask ServiceTitan together."
    )
    # The proof is made on one SKU, which would lose what is left out if this ServiceTitan blanked it: so a person
    # decides to try.
    send_together: bool = Field(
        False, description="Several changes in one request, where that proves itself on a first SKU."
    )
    mark_creates: bool = Field(
        True,
        description="What is created here carries a marker, so that it is found again when an answer is lost.",
    )
    web_page: str = Field(
        "",
        description="The address of an entry in ServiceTitan's own pages, with {list} and {id}.",
        json_schema_extra={"default": "the usual one"},
    )
    application_guid: UUID | None = Field(
        None,
        description="Under which these markers are kept.",
        json_schema_extra={"default": "the program's own"},
    )

    _digits = field_validator("tenant")(_only_digits)


class HubSettings(_Section):
    """`url` empty means the built-in PostgreSQL."""

    url: str = Field(
        "",
        description="The shared database, without the password.",
        json_schema_extra={
            "takes": "postgresql://name@server:5432/database",
            "default": "the built-in database",
        },
    )
    password: SecretStr | None = Field(None, exclude=True, description="Of that login; else the keyring's.")


class SyncSettings(_Section):
    """When the engine works by itself: cron lines in this computer's time, "" for never."""

    pull: str = Field(
        "*/5 * * * *", description="When changes are pulled.", json_schema_extra={"takes": CRON}
    )
    lists: str = Field(
        "*/15 * * * *",
        description="When vendors, markups and other lists are pulled.",
        json_schema_extra={"takes": CRON},
    )
    sweep: str = Field(
        "30 2 * * *", description="When everything is read again.", json_schema_extra={"takes": CRON}
    )
    tend: str = Field(
        "15 3 * * *",
        description="When the shared database is tidied up.",
        json_schema_extra={"takes": CRON},
    )
    pause_on_battery: bool = Field(False, description="Nothing runs by itself on battery.")
    pause_on_metered: bool = Field(False, description="Nothing runs by itself on a metered network.")

    @field_validator("pull", "lists", "sweep", "tend")
    @classmethod
    def _cron(cls, line: str) -> str:
        return check_cron(line)


class TenantSettings(_Section):
    """One of several tenants that `lazi-desktop sync --all` keeps up to date. Its secrets are found by its name."""

    tenant: str
    environment: Environment = Environment.PRODUCTION
    client_id: str
    api_url: str = ""
    auth_url: str = ""

    _digits = field_validator("tenant")(_only_digits)


_SHARED_BY_TENANTS = {"page_size", "requests_per_second", "send_together", "mark_creates", "application_guid"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

    version: int = Field(VERSION, description="Of the form of this file.")
    profile: Path = Field(
        default_factory=default_profile_folder,
        description="The folder of the workspace and all else that is kept on this computer.",
        json_schema_extra={"default": "the system's folder for data"},
    )
    secrets_file: Path | None = Field(
        None,
        description="A TOML file of mode 0600 with the secrets.",
        json_schema_extra={"default": "the keyring"},
    )
    theme: Theme = Field("system", description="How the window looks.")
    language: Language = Field("system", description="What the window speaks.")
    servicetitan: ServiceTitanSettings = Field(default_factory=ServiceTitanSettings)
    hub: HubSettings = Field(default_factory=HubSettings)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    tenants: list[TenantSettings] = Field(
        default_factory=list,
        description="More tenants for `sync --all`.",
        json_schema_extra={"takes": "tables with tenant, client_id, environment, api_url, auth_url"},
    )
    _origins: Mapping[str, Origin] = PrivateAttr(default_factory=dict)
    _policy: Policy = PrivateAttr(default_factory=Policy)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)  # `load_settings` knows the order

    @property
    def is_configured(self) -> bool:
        return bool(self.servicetitan.tenant and self.servicetitan.client_id)

    def origin_of(self, key: str) -> Origin:
        """Who says the value of `servicetitan.tenant`."""
        return self._origins.get(key, BUILT_IN)

    def value_of(self, key: str) -> Any:
        found: Any = self
        for part in key.split("."):
            found = getattr(found, part)
        return found

    def default_of(self, key: str) -> Any:
        """What holds where neither the file nor a variable says anything: as `value_of`, or as the policy wrote it."""
        return self._policy.defaults.values.get(key, KEYS[key].default)

    def has_policy_default(self, key: str) -> bool:
        return key in self._policy.defaults.values

    def changed(self, key: str, value: Any, origin: Origin) -> Settings:
        """The same with another value.

        Raises:
            ValueError: saying what is allowed.
        """
        section, _, name = key.rpartition(".")
        holder = self.value_of(section) if section else self
        try:
            fresh: Any = holder.__pydantic_validator__.validate_assignment(holder.model_copy(), name, value)
        except ValidationError as error:
            raise ValueError(_reason(error.errors(include_input=False)[0], key)) from None
        copy: Settings = self.model_copy(update={section: fresh}) if section else fresh
        copy._origins = {**self._origins, key: origin}
        return copy

    @property
    def policy_note(self) -> str:
        """What the organisation tells people about what it has locked."""
        return self._policy.note

    def for_each_tenant(self) -> list[Settings]:
        """These settings once for the main tenant and once for each of `tenants`, none twice."""
        found = {self._place: self} if self.servicetitan.tenant else {}
        for one in self.tenants:
            given = self.servicetitan.model_dump(include=_SHARED_BY_TENANTS)
            settings = self.model_copy(
                update={"servicetitan": ServiceTitanSettings(**given, **one.model_dump()), "tenants": []}
            )
            found.setdefault(settings._place, settings)
        return list(found.values())

    @property
    def _place(self) -> tuple[str, str]:
        return self.servicetitan.tenant, str(self.servicetitan.environment)


KEYS: Mapping[str, Key] = {key.name: key for key in keys_of(Settings)}


def load_settings(file: Path | None = None) -> Settings:
    """The settings of this run. `file` None means `LAZI_CONFIG`, then the usual place, which may be missing.

    Raises:
        ConfigurationProblem: naming the file, the line and the entry, and what to do.
    """
    policy = load_policy(KEYS)
    layers = (policy.locked, _environment(), _file(file), policy.defaults)
    for layer in layers:
        check_names(layer, KEYS)
    try:
        settings = Settings(**nested(merged(layers)))
    except ValidationError as error:
        raise ConfigurationProblem(_explain(error, origins(layers))) from None
    settings._origins, settings._policy = origins(layers), policy
    return settings


def settings_file(file: Path | None = None) -> Path:
    """Where `load_settings` looks, whether anything is there or not."""
    return file or _named_file() or default_config_file()


def environment_values() -> dict[str, Any]:
    """What variables say, as the arguments of `Settings`."""
    try:
        return EnvSettingsSource(Settings)()
    except SettingsError as error:
        raise ConfigurationProblem(f"A variable {PREFIX}… cannot be read: {error}.") from None


def _environment() -> Layer:
    return Layer(OriginKind.ENVIRONMENT, dict(flat(environment_values())))


def _file(file: Path | None) -> Layer:
    path = settings_file(file)
    if file is None and _named_file() is None and not path.is_file():
        return Layer(OriginKind.FILE, {})
    text, values = read_toml(path)
    return Layer(OriginKind.FILE, dict(flat(values)), str(path), text)


def _named_file() -> Path | None:
    named = os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else None


def _explain(error: ValidationError, said_by: Mapping[str, Origin]) -> str:
    lines = []
    for one in error.errors(include_input=False):
        name = ".".join(str(part) for part in one["loc"])
        key = next((key for key in KEYS if name == key or name.startswith(f"{key}.")), name)
        where = said_by.get(key, BUILT_IN).words(name)
        lines.append(f"{where}: {_reason(one, key if name == key else '')}")
    return "; ".join(lines) + "."


def _reason(one: Mapping[str, Any], key: str) -> str:
    """`key`: whose whole value is wrong, or ""."""
    own_words = one["type"] == "value_error" or not key
    return str(one["msg"]).removeprefix("Value error, ") if own_words else f"takes {KEYS[key].takes}"

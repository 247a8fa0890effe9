"""Everything the window asks for, from a TOML file or the environment.

Order: environment variables (`LAZI_SERVICETITAN__TENANT`, …) win over the file, the file over the defaults. Secrets
come from the environment, from a file of mode 0600 that was named, or from the keyring; never from this file.
"""

from __future__ import annotations

import os
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from lazi_desktop.config.cron import check_cron
from lazi_desktop.config.places import default_config_file, default_profile_folder
from lazi_desktop.domain.errors import ConfigurationProblem

PREFIX = "LAZI_"
VERSION = 1

Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "es"]


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
    tenant: str = ""
    environment: Environment = Environment.PRODUCTION
    client_id: str = ""
    api_url: str = ""
    auth_url: str = ""
    client_secret: SecretStr | None = Field(default=None, exclude=True)
    app_key: SecretStr | None = Field(default=None, exclude=True)
    page_size: int = Field(default=1000, ge=1, le=5000)
    requests_per_second: float = Field(default=20.0, gt=0, le=60)
    send_together: bool = False
    """Changes of several SKUs may go in one request, where ServiceTitan proves that it takes them so. The proof is made
    on one SKU, which would lose what is left out if this ServiceTitan blanked it: so a person decides to try."""
    mark_creates: bool = True
    """What this program creates carries a marker of ours, so that it is found again when an answer is lost."""
    web_page: str = ""
    """The address of an entry in ServiceTitan's own pages, with {list} and {id}; "" for the usual one."""
    application_guid: UUID | None = None
    """Under which those markers are kept; None for the program's own."""

    _digits = field_validator("tenant")(_only_digits)


class HubSettings(_Section):
    """`url` empty means the built-in PostgreSQL. `postgresql://name@host:5432/database`, the password aside."""

    url: str = ""
    password: SecretStr | None = Field(default=None, exclude=True)


class SyncSettings(_Section):
    """When the engine works by itself: cron lines in this computer's time, "" for never."""

    pull: str = "*/5 * * * *"
    lists: str = "*/15 * * * *"
    sweep: str = "30 2 * * *"
    tend: str = "15 3 * * *"
    pause_on_battery: bool = False
    pause_on_metered: bool = False

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

    version: int = VERSION
    profile: Path = Field(default_factory=default_profile_folder)
    secrets_file: Path | None = None
    theme: Theme = "system"
    language: Language = "system"
    servicetitan: ServiceTitanSettings = Field(default_factory=ServiceTitanSettings)
    hub: HubSettings = Field(default_factory=HubSettings)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    tenants: list[TenantSettings] = Field(default_factory=list)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @property
    def is_configured(self) -> bool:
        return bool(self.servicetitan.tenant and self.servicetitan.client_id)

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


def load_settings(file: Path | None = None) -> Settings:
    """The settings of this run. `file` None means `LAZI_CONFIG`, then the usual place, which may be missing.

    Raises:
        ConfigurationProblem: naming the file and the entry, and what to do.
    """
    named = file or _named_file()
    path = settings_file(file)
    values = _read(path) if named is not None or path.is_file() else {}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise ConfigurationProblem(_explain(error, path)) from None


def settings_file(file: Path | None = None) -> Path:
    """Where `load_settings` looks, whether anything is there or not."""
    return file or _named_file() or default_config_file()


def save_settings(settings: Settings, file: Path) -> None:
    """Writes what is not secret and not a default."""
    values = settings.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    if settings.profile == default_profile_folder():
        values.pop("profile", None)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(tomli_w.dumps({"version": VERSION, **values}), encoding="utf-8")
    draft.replace(file)


def _named_file() -> Path | None:
    named = os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationProblem(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationProblem(f"{path} cannot be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationProblem(f"{path} is not valid TOML: {error}.") from None


def _explain(error: ValidationError, path: Path) -> str:
    lines = []
    for one in error.errors(include_input=False):
        name = ".".join(str(part) for part in one["loc"])
        variable = PREFIX + "__".join(str(part) for part in one["loc"]).upper()
        where = f"the variable {variable}" if variable in os.environ else f"“{name}” in {path}"
        reason = (
            "is not a setting"
            if one["type"] == "extra_forbidden"
            else one["msg"].removeprefix("Value error, ")
        )
        lines.append(f"{where}: {reason}")
    return "; ".join(lines) + "."

"""Everything the window asks for, from a TOML file, the environment, and what the organisation says.

A file in the folder `profiles` has a folder of data of its own, also where a variable or the policy names one for all.

Order, the strongest first: what the policy locks, environment variables (`LAZI_SERVICETITAN__TENANT`, …), the
configuration file, what else the policy says, the built-in defaults. Secrets come from the environment, from a file of
mode 0600 that was named, or from the keyring; never from these files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from lazi_desktop.config.keys import PREFIX, Key, keys_of
from lazi_desktop.config.layers import Layer, check_names, merged, origins
from lazi_desktop.config.origin import BUILT_IN, Origin, OriginKind
from lazi_desktop.config.places import (
    default_config_file,
    default_profile_folder,
    profile_folder,
    profiles_folder,
)
from lazi_desktop.config.policy import Policy, load_policy
from lazi_desktop.config.sections import (
    Density,
    Environment,
    HubSettings,
    Language,
    NetworkSettings,
    ServiceTitanSettings,
    SyncSettings,
    TenantSettings,
    Theme,
    UnitsSettings,
    UpdatesSettings,
)
from lazi_desktop.config.toml_text import flat, nested, read_toml
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import ProfileColour

# Whoever reads settings finds their sections here, too.
__all__ = [
    "KEYS",
    "VERSION",
    "Environment",
    "HubSettings",
    "Language",
    "NetworkSettings",
    "ServiceTitanSettings",
    "Settings",
    "SyncSettings",
    "TenantSettings",
    "Theme",
    "UnitsSettings",
    "UpdatesSettings",
    "environment_values",
    "has_environment_file",
    "load_settings",
    "settings_file",
]

VERSION = 1

_SHARED_BY_TENANTS = {"page_size", "requests_per_second", "send_together", "mark_creates", "application_guid"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

    version: int = Field(VERSION, description="Of the form of this file.")
    name: str = Field(
        "",
        description="Of this profile, as the window shows it.",
        json_schema_extra={"default": "“Main”"},
    )
    colour: ProfileColour = Field("blue", description="Of this profile: the band over the window.")
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
    density: Density = Field("comfortable", description="How high the rows of lists and tables are.")
    language: Language = Field("system", description="What the window speaks.")
    units: UnitsSettings = Field(default_factory=UnitsSettings)
    servicetitan: ServiceTitanSettings = Field(default_factory=ServiceTitanSettings)
    hub: HubSettings = Field(default_factory=HubSettings)
    network: NetworkSettings = Field(default_factory=NetworkSettings)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    updates: UpdatesSettings = Field(default_factory=UpdatesSettings)
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
        """Without ServiceTitan's keys a computer works on the shared database alone."""
        return bool(self.servicetitan.tenant and (self.servicetitan.client_id or self.hub.url))

    @property
    def asks_servicetitan(self) -> bool:
        """Whether this computer is meant to pull and push; its secrets may be missing all the same."""
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

    def is_said_by_file(self, key: str) -> bool:
        return self.origin_of(key).kind is OriginKind.FILE

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
    layers = _layers(policy, file)
    for layer in layers:
        check_names(layer, KEYS)
    try:
        settings = Settings(**nested(merged(layers) | _own_folder(settings_file(file), layers)))
    except ValidationError as error:
        raise ConfigurationProblem(_explain(error, origins(layers))) from None
    settings._origins, settings._policy = origins(layers), policy
    return settings


def said_profile(file: Path) -> Path | None:
    """The folder of data, also of settings that are wrong somewhere else; None where nobody can tell."""
    try:
        layers = _layers(load_policy(KEYS), file)
    except ConfigurationProblem:
        return None
    said = (merged(layers) | _own_folder(file, layers)).get("profile", default_profile_folder())
    return Path(said) if isinstance(said, str | Path) else None


def settings_file(file: Path | None = None) -> Path:
    """Where `load_settings` looks, whether anything is there or not."""
    return file or _named_file() or default_config_file()


def environment_values() -> dict[str, Any]:
    """What variables say, as the arguments of `Settings`."""
    try:
        return EnvSettingsSource(Settings)()
    except SettingsError as error:
        raise ConfigurationProblem(f"A variable {PREFIX}… cannot be read: {error}.") from None


def _layers(policy: Policy, file: Path | None) -> tuple[Layer, ...]:
    return policy.locked, _environment(), _file(file), policy.defaults


def _environment() -> Layer:
    return Layer(OriginKind.ENVIRONMENT, dict(flat(environment_values())))


def _own_folder(file: Path, layers: Sequence[Layer]) -> dict[str, Any]:
    """What is said for all profiles is no folder of one of them."""
    if file.parent != profiles_folder():
        return {}
    said_by = next((layer for layer in layers if "profile" in layer.values), None)
    if said_by is None:
        return {"profile": profile_folder(file.stem)}
    if said_by.kind is OriginKind.FILE:
        return {}
    return {"profile": Path(str(said_by.values["profile"])) / "profiles" / file.stem}


def _file(file: Path | None) -> Layer:
    path = settings_file(file)
    may_be_missing = path == default_config_file() and path != _named_file()
    if may_be_missing and not path.is_file():
        return Layer(OriginKind.FILE, {})
    text, values = read_toml(path)
    return Layer(OriginKind.FILE, dict(flat(values)), str(path), text)


def has_environment_file() -> bool:
    """Whether `LAZI_CONFIG` names one."""
    return _named_file() is not None


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

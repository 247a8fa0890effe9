"""The sections of the settings, and what their keys take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from lazi_desktop.config.cron import check_cron
from lazi_desktop.config.way import check_proxy
from lazi_desktop.domain.hub_address import check_scheme
from lazi_desktop.domain.update_address import WANTED as UPDATE_ADDRESS
from lazi_desktop.domain.update_address import is_secure

Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "es"]
Density = Literal["comfortable", "compact"]
Measures = Literal["system", "us", "metric"]
Channel = Literal["stable", "early", "off"]
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
    login: str = Field(
        "",
        description="Who signs in there, where the address names nobody.",
        json_schema_extra={"default": "this computer's account name, in lower case"},
    )
    certificate: Path | None = Field(
        None,
        description="The authority that vouches for its server, as a PEM file, where no public one does.",
        json_schema_extra={"default": "none"},
    )
    password: SecretStr | None = Field(None, exclude=True, description="Of that login; else the keyring's.")

    _scheme = field_validator("url")(check_scheme)


class NetworkSettings(_Section):
    """Of the way to ServiceTitan. The shared database is always reached directly."""

    proxy: str = Field(
        "",
        description="By which ServiceTitan, its pictures and the update server are asked; never the shared database.",
        json_schema_extra={
            "takes": "http://host:port, perhaps with name@, or “none”",
            "default": "as the system and its variables say",
        },
    )
    proxy_password: SecretStr | None = Field(
        None, exclude=True, description="Of the name in network.proxy; else the keyring's."
    )
    certificate: Path | None = Field(
        None,
        description="The authority of a proxy that looks into secured connections, as a PEM file, beside the system's.",
        json_schema_extra={"default": "none"},
    )

    _proxy = field_validator("proxy")(check_proxy)


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


class UnitsSettings(_Section):
    """Units are text: they are offered and filled in, never converted."""

    measures: Measures = Field(
        "system",
        description="Which units a kit's parameters are offered: feet and gallons, or metres and litres.",
    )
    new_entries: str = Field(
        "",
        max_length=30,
        description="The unit that new materials and equipment start with.",
        json_schema_extra={"takes": "text of 30 characters at most", "default": "none"},
    )


class UpdatesSettings(_Section):
    """Without an address nothing is asked, and with the channel "off" neither."""

    channel: Channel = Field("stable", description="Which new versions are offered; “off” asks for none.")
    url: str = Field(
        "",
        description="The folder of the update server, or of a mirror of it.",
        json_schema_extra={"takes": UPDATE_ADDRESS, "default": "none: nothing is asked"},
    )

    @field_validator("url")
    @classmethod
    def _secure(cls, url: str) -> str:
        if url and not is_secure(url):
            raise ValueError(f"it takes {UPDATE_ADDRESS}")
        return url


class TenantSettings(_Section):
    """One of several tenants that `lazi-desktop sync --all` keeps up to date. Its secrets are found by its name."""

    tenant: str
    environment: Environment = Environment.PRODUCTION
    client_id: str
    api_url: str = ""
    auth_url: str = ""

    _digits = field_validator("tenant")(_only_digits)

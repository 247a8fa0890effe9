"""Secrets from environment variables, for unattended runs."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.secrets.names import short_name


class EnvironmentSecrets:
    """Implements `ports.system.Secrets`: “servicetitan app key, …” is `LAZI_SERVICETITAN_APP_KEY`."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def read(self, name: str) -> str | None:
        return self._variables.get(_variable(name), "").strip() or None

    def write(self, name: str, secret: str) -> None:
        raise ConfigurationProblem(f"Secrets come from the environment here. Set {_variable(name)} instead.")

    def forget(self, name: str) -> None:
        raise ConfigurationProblem(
            f"Secrets come from the environment here. Unset {_variable(name)} instead."
        )


def _variable(name: str) -> str:
    return f"LAZI_{short_name(name).upper()}"

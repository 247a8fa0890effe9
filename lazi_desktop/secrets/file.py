"""Secrets in a TOML file that somebody named, readable by its owner alone."""

from __future__ import annotations

import os
import shlex
import stat
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.secrets.names import short_name


class FileSecrets:
    """Implements `ports.system.Secrets`.

    A secret stands under its whole name, or under the short one where the file serves a single tenant:
    `servicetitan_client_secret = "…"`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str) -> str | None:
        kept = self._kept()
        secret = kept.get(name, kept.get(short_name(name)))
        if secret is not None and not isinstance(secret, str):
            raise ConfigurationProblem(f"“{name}” in {self._path} is not a text. Put it in quotes.")
        return secret or None

    def write(self, name: str, secret: str) -> None:
        kept = self._kept() if self._path.exists() else {}
        self._keep({**kept, name: secret})

    def forget(self, name: str) -> None:
        if self._path.exists():
            self._keep(
                {one: secret for one, secret in self._kept().items() if one not in (name, short_name(name))}
            )

    def _kept(self) -> dict[str, Any]:
        try:
            with self._path.open("rb") as file:
                self._check(os.fstat(file.fileno()))
                return tomllib.load(file)
        except OSError as error:
            raise ConfigurationProblem(
                f"The secrets file {self._path} cannot be read: {error.strerror}."
            ) from error
        except ValueError:  # not chained: the parser may quote the line
            raise ConfigurationProblem(f"The secrets file {self._path} is not valid TOML.") from None

    def _check(self, found: os.stat_result) -> None:
        if sys.platform == "win32":  # who may read a file is not in its mode there
            return
        quoted = shlex.quote(str(self._path))
        if self._is_credential():
            if stat.S_IMODE(found.st_mode) & 0o007:
                raise ConfigurationProblem(f"Others can read the secrets file {self._path}.")
            return
        if found.st_uid != os.getuid():
            raise ConfigurationProblem(
                f"The secrets file {self._path} belongs to somebody else. Run: sudo chown {os.getuid()} {quoted}"
            )
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise ConfigurationProblem(
                f"Others can read the secrets file {self._path}. Run: chmod 600 {quoted}"
            )

    def _is_credential(self) -> bool:
        """systemd puts those of a service into a folder that nobody else may enter; they belong to root there."""
        folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
        return bool(folder) and self._path.resolve().is_relative_to(Path(folder).resolve())

    def _keep(self, secrets: dict[str, Any]) -> None:
        path = self._path.resolve()
        try:
            handle, written = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    tomli_w.dump(secrets, file)
                    file.flush()
                    os.fsync(file.fileno())
                Path(written).replace(path)
            except BaseException:
                Path(written).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise ConfigurationProblem(
                f"The secrets file {path} cannot be written: {error.strerror}."
            ) from error

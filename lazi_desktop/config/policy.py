"""What an organisation says for every person on a machine, in a file that administrators keep.

It has the keys of the configuration file. A value in it replaces the built-in default; a key that `[policy] locked`
names, alone or by its section, holds whatever a person or a variable says:

    [policy]
    locked = ["hub", "sync.sweep"]
    note = "Ask it@example.com for another database."

    [hub]
    url = "postgresql://db.example.com/lazi"
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lazi_desktop.config.keys import PREFIX, Key
from lazi_desktop.config.layers import Layer, check_names
from lazi_desktop.config.origin import OriginKind, place_words
from lazi_desktop.config.toml_text import flat, lines_of, read_toml
from lazi_desktop.config.windows_rights import (
    belongs_to_administrators,
    descriptor_of,
    only_administrators_write,
)
from lazi_desktop.domain.errors import ConfigurationProblem

VARIABLE = f"{PREFIX}POLICY"
_ALL = "*"
look_at = os.stat
rights_of = descriptor_of


@dataclass(frozen=True, slots=True)
class Policy:
    """`locked` and `defaults` are the two parts of what it says, the strongest and the weakest but one."""

    locked: Layer = field(default_factory=lambda: Layer(OriginKind.LOCKED, {}))
    defaults: Layer = field(default_factory=lambda: Layer(OriginKind.POLICY, {}))
    note: str = ""


def machine_policy_file() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "LAZI Desktop" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/LAZI Desktop/policy.toml")
    return Path("/etc/lazi-desktop/policy.toml")


def policy_file() -> Path | None:
    """The machine's own; `LAZI_POLICY` can name another one only where it has none."""
    machines = machine_policy_file()
    try:
        machines.lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        return machines  # it cannot be looked at, so reading it will say why
    else:
        return machines
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def load_policy(keys: Mapping[str, Key]) -> Policy:
    """Raises:
    ConfigurationProblem: naming the file, the line and the key.
    """
    file = policy_file()
    if file is None:
        return Policy()
    if file == machine_policy_file():
        _check_who_keeps(file)
    text, said = read_toml(file)
    table = said.pop("policy", {})
    everything = Layer(OriginKind.POLICY, dict(flat(said)), str(file), text)
    check_names(everything, keys)
    _check_table(table, everything)
    values = everything.values
    locked = {key for name in table.get("locked", []) for key in _named(name, everything)}
    return Policy(
        Layer(OriginKind.LOCKED, {key: values[key] for key in values if key in locked}, str(file), text),
        Layer(OriginKind.POLICY, {key: values[key] for key in values if key not in locked}, str(file), text),
        table.get("note", ""),
    )


def _check_who_keeps(file: Path) -> None:
    """Who may write there says what holds for everybody on the machine."""
    for place in (file, file.parent):
        try:
            wrong = (
                _who_but_administrators(place, file)
                if sys.platform == "win32"
                else _who_but_root(place, file)
            )
        except OSError:
            return  # reading it will say why
        if wrong:
            raise ConfigurationProblem(wrong)


def _who_but_root(place: Path, file: Path) -> str:
    found = look_at(place)
    if found.st_uid != 0:
        return (
            f"{place} does not belong to root, so what {file} says cannot be trusted to be your organisation's."
            " Give both to root, and let nobody else write to them."
        )
    if found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and found.st_gid != 0):
        return (
            f"{place} can be written by others than root, so what {file} says cannot be trusted to be your"
            " organisation's. Give both to root, and let nobody else write to them."
        )
    return ""


def _who_but_administrators(place: Path, file: Path) -> str:
    found = rights_of(place)
    if not belongs_to_administrators(found):
        return (
            f"{place} does not belong to Administrators, so what {file} says cannot be trusted to be your"
            " organisation's. Give both to Administrators, and let nobody else write to them."
        )
    if not only_administrators_write(found):
        return (
            f"{place} can be written by others than administrators, so what {file} says cannot be trusted to be your"
            " organisation's. Give both to Administrators, and let nobody else write to them."
        )
    return ""


def _check_table(table: Any, policy: Layer) -> None:
    if not isinstance(table, dict):
        raise ConfigurationProblem(f"{_where(policy, 'policy')}: is a section, written as [policy].")
    for name, value in table.items():
        where = _where(policy, f"policy.{name}")
        if name == "locked":
            if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
                raise ConfigurationProblem(
                    f"{where}: takes a list of keys and sections, or [“*”] for all that this file says."
                )
        elif name != "note":
            raise ConfigurationProblem(f"{where}: is nothing that a policy says.")
        elif not isinstance(value, str):
            raise ConfigurationProblem(f"{where}: takes text.")


def _named(name: str, policy: Layer) -> list[str]:
    if name == _ALL:
        return list(policy.values)
    found = [key for key in policy.values if key == name or key.startswith(f"{name}.")]
    if not found:
        where = _where(policy, "policy.locked")
        raise ConfigurationProblem(f"{where}: names “{name}”, which this file does not set.")
    return found


def _where(policy: Layer, name: str) -> str:
    return place_words(name, policy.place, lines_of(policy.text).get(name))

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
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lazi_desktop.config.keys import PREFIX, Key
from lazi_desktop.config.layers import Layer, check_names
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.toml_text import flat, lines_of, read_toml
from lazi_desktop.domain.errors import ConfigurationProblem

VARIABLE = f"{PREFIX}POLICY"
_ALL = "*"
_WORDS = {"locked": "a list of keys and sections, or [“*”] for all that this file says", "note": "text"}


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


def _check_table(table: Any, policy: Layer) -> None:
    if not isinstance(table, dict):
        raise _wrong(policy, "policy", "is a section, written as [policy]")
    for name, value in table.items():
        if name not in _WORDS:
            raise _wrong(policy, f"policy.{name}", "is nothing that a policy says")
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not (is_list if name == "locked" else isinstance(value, str)):
            raise _wrong(policy, f"policy.{name}", f"takes {_WORDS[name]}")


def _named(name: str, policy: Layer) -> list[str]:
    if name == _ALL:
        return list(policy.values)
    found = [key for key in policy.values if key == name or key.startswith(f"{name}.")]
    if not found:
        raise _wrong(policy, "policy.locked", f"names “{name}”, which this file does not set")
    return found


def _wrong(policy: Layer, name: str, what: str) -> ConfigurationProblem:
    line = lines_of(policy.text).get(name)
    where = f"“{name}” in {policy.place}" + (f", line {line}" if line else "")
    return ConfigurationProblem(f"{where}: {what}.")

"""Writes single settings into the configuration file; all else in it stays, except comments."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import tomli_w

from lazi_desktop.config.settings import KEYS, VERSION, Settings
from lazi_desktop.config.toml_text import flat, nested, read_toml
from lazi_desktop.domain.errors import ConfigurationProblem


def save_values(file: Path, values: Mapping[str, Any], settings: Settings) -> None:
    """By dotted key. What is the default is taken out: it follows the organisation's, and a newer program's.

    Raises:
        ConfigurationProblem: the file cannot be read or written.
    """
    kept = dict(flat(read_toml(file)[1])) if file.exists() else {}
    for key, value in values.items():
        if KEYS[key].is_secret:
            raise ValueError(f"{key} is a secret")
        if value == settings.default_of(key):
            kept.pop(key, None)
        else:
            kept[key] = value.value if isinstance(value, Enum) else value
    _write(file, {"version": VERSION, **kept})


def _write(file: Path, values: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(tomli_w.dumps(nested(values)), encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        raise ConfigurationProblem(f"{file} cannot be written: {error}.") from None

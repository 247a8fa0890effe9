"""A policy file to begin from: everything that one can say, with what holds where it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import groupby

import tomli_w

from lazi_desktop.config.keys import Key
from lazi_desktop.config.policy import machine_policy_file
from lazi_desktop.config.settings import KEYS
from lazi_desktop.config.shown import shown_keys

GAP = "…"
"""Stands where there is no value to begin from."""
_HEAD = """\
# What holds for everybody on this machine: {file}
# The # before a line is all that keeps it from counting. Secrets have no place here.
"""
_POLICY = """
[policy]
# Keys and sections that nobody can change, of those that this file says; ["*"] is all of them.
locked = []
# What people read beside a setting that they cannot change.
note = ""
"""


def policy_text() -> str:
    keys = [KEYS[name] for name in shown_keys() if not KEYS[name].is_secret]
    text = _HEAD.format(file=machine_policy_file())
    for section, inside in groupby(sorted(keys, key=_section), key=_section):  # what is in none comes first
        text += f"\n[{section}]\n" if section else "\n"
        text += "\n".join(_lines(inside)) + "\n"
        if not section:
            text += _POLICY
    return text


def _section(key: Key) -> str:
    return key.name.rpartition(".")[0]


def _lines(keys: Iterator[Key]) -> Iterator[str]:
    for key in keys:
        takes = f"One of {', '.join(key.choices)}." if key.choices else f"Takes {key.takes}."
        without = f" Without it: {key.default_words}." if key.default_words else ""
        yield f"# {key.help} {takes}{without}"
        yield f"#{_assignment(key)}"


def _assignment(key: Key) -> str:
    value = key.default.value if isinstance(key.default, Enum) else key.default
    if key.default_words or value is None or value == "":
        value = GAP
    return tomli_w.dumps({key.name.rpartition(".")[2]: value}).strip()

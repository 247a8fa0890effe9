"""The short form of a secret's name, for places that keep the secrets of one tenant only."""

from __future__ import annotations

import re


def short_name(name: str) -> str:
    """`servicetitan_client_secret` for “servicetitan client secret, production 123”."""
    return re.sub(r"\W+", "_", name.partition(",")[0].strip().lower())

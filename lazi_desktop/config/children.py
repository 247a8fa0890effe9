"""What the programs that we start are told of our own environment: nothing of ours, and no secret."""

from __future__ import annotations

import os

from lazi_desktop.config.keys import PREFIX

_SECRET = ("PGPASSWORD",)
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
"""Often with a password in them; none of these programs asks the web for anything."""


def variables_for_children(**more: str) -> dict[str, str]:
    """Without what variables set for us: they may hold ServiceTitan's keys, and a child asks for none of it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(PREFIX) and name not in _SECRET and name.upper() not in _PROXIES
    }
    return {**kept, **more}

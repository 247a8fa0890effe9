"""Takes out of a text what looks like a password, a key, a token or an e-mail address."""

from __future__ import annotations

import re

_PATTERNS = (
    (re.compile(r"(?<=://)[^/@\s]+@"), "…@"),
    (re.compile(r"\beyJ[\w-]+(\.[\w-]*){0,2}"), "(token)"),
    (re.compile(r"\b(?:cid|cs\d|ak\d)\.[\w.-]+"), "(key)"),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "(e-mail)"),
    (re.compile(r"(?i)\b(password|secret|token|key)(\s*[=:]\s*)\S+"), r"\1\2…"),
)


def without_keys(text: str) -> str:
    for pattern, by in _PATTERNS:
        text = pattern.sub(by, text)
    return text

"""Takes out of a text the secrets that this process knows, in all of their forms, and what looks like one.

Whoever reads, makes or is given a secret tells it here once; whatever is written down goes through `without_secrets`.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote, quote_plus

_LEAST: Final = 8  # letters: a shorter one would be found in many a word
_MOST: Final = 200  # a token comes every quarter of an hour
_NAMED = re.compile(
    r"""(?ix)
    (?P<before>
        (?: pass(?:word|wd|phrase) | secret | token | (?:api|app|access|private|secret|signing|subscription)[ _-]?key )
        (?P<quote> \\*+["'] )?+ \s*+ [=:]{1,2}>?
        (?: (?(quote)|(?<!:)) | (?! ["'](?:[\s,)}\]]|\Z) ) )  # "Password:" that stands on a button
        \s*+ (?: (?: b | \w++\( ) (?=\\*["']) )?
    )
    (?:
        (?P<flat> ["'] ) (?: \\. | (?!(?P=flat))[^\\\n] )*+ (?P=flat)?
    |   (?P<deep> \\++["'] ) (?: (?!(?<!\\)(?P=deep)) [^\n] )*+ (?:(?P=deep))?  # of a text in a text
    |   (?! (?:null|none|true|false)(?![^\s,;)}\]"'\\]) )
        (?: (?! \\{0,4}["'](?:[\s,;:)}\]]|\Z) )  # the end of the text in which all of it stands
            (?(quote) [^\s,\[\]{}] | \S ) )++
    )
    """
)
"""What has a name of this kind, to its last quote, or else to the end of the line; none of it is looked at twice."""

_PATTERNS: Final = (
    (re.compile(r"(?<=://)[^/@\s]+@"), "…@"),
    (re.compile(r"\beyJ[\w-]+(\.[\w-]*){0,2}"), "(token)"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 …"),
    (re.compile(r"\b(?:cid|cs\d|ak\d)\.[\w.-]+"), "(key)"),
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+"), "(e-mail)"),  # a long word is looked through once
    # What is called a key and no more is one of ours or of the keyboard, unless it is long and has digits.
    (
        re.compile(
            r"""(?i)(?<![\w-])(key["']?\s*[=:]\s*["']?)(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-]))"""
            r"""(?=[\w.~+/-]*\d)[\w.~+/-]{20,}={0,2}"""
        ),
        r"\1…",
    ),
)


class _Known:
    """The newest secrets, in all of their forms.

    They are looked for one by one: to put them together into one pattern takes seconds where many tokens are known.
    """

    def __init__(self) -> None:
        self._secrets: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._forms: Sequence[str] | None = ()

    def add(self, secret: str) -> None:
        with self._lock:
            if secret in self._secrets:
                self._secrets.move_to_end(secret)
                return
            self._secrets[secret] = None
            if len(self._secrets) > _MOST:
                self._secrets.popitem(last=False)
            self._forms = None

    def taken_out(self, text: str) -> str:
        forms = self._forms
        for form in self._longest_first() if forms is None else forms:
            text = text.replace(form, "…")
        return text

    def _longest_first(self) -> Sequence[str]:
        """Only when something is written down: a start reads many secrets one after the other."""
        with self._lock:
            if self._forms is None:
                forms = {form for one in self._secrets for form in _forms(one)}
                self._forms = sorted(forms, key=len, reverse=True)
            return self._forms


_known = _Known()


def keep_secret(secret: str) -> None:
    """From now on it is written nowhere."""
    if len(secret) >= _LEAST:
        _known.add(secret)


def without_known_secrets(text: str) -> str:
    return _known.taken_out(text)


def without_secrets(text: str) -> str:
    """Also without what only looks like a password, a key, a token or an e-mail address."""
    text = without_known_secrets(text)
    for pattern, by in _PATTERNS:
        text = pattern.sub(by, text)
    return _NAMED.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    """In the quotes that it had, or its name where it had none: what was JSON stays so."""
    quote = found["flat"] or found["deep"] or found["quote"] or ""
    return f"{found['before']}{quote}…{quote}"


def _forms(secret: str) -> Iterator[str]:
    """As it is, and as it stands in addresses, JSON, Python's own words, and headers."""
    raw = secret.encode(errors="surrogatepass")
    yield from (secret, quote(raw, safe=""), quote(raw), quote_plus(raw))
    for ascii_only in (True, False):
        in_json = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield in_json
        yield json.dumps(in_json, ensure_ascii=ascii_only)[1:-1]
    yield repr(secret)[1:-1]
    yield json.dumps(repr(secret)[1:-1], ensure_ascii=False)[1:-1]
    yield raw.hex()
    for before in range(3):  # where it begins in what was encoded decides the letters
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(bytes(before) + raw).decode()
            yield text[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6]

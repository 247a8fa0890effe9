"""Logins and passwords of people: what one is called by, and what a password has to be."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Final

LONGEST_LOGIN: Final = 63
LEAST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200

_LOGIN = re.compile(r"[a-z][a-z0-9._-]*")
_KEPT = ("pg_", "lazi_")
_OWN = ("postgres", "public", "none", "root", "admin")
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read out
_GROUPS, _GROUP = 4, 4


def proposed_login(name: str, taken: Collection[str] = ()) -> str:
    """`ana.lopez` for “Ana María López”, with a number where somebody has it; "" where no letter of it is in a–z."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPELLED))
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [kept for word in ascii_only.split() if (kept := re.sub(r"[^a-z0-9]", "", word))]
    made = ".".join([words[0], words[-1]] if len(words) > 1 else words).lstrip("0123456789.")
    made = made[: LONGEST_LOGIN - 3].rstrip(".")
    if not made or login_problem(made) or made in taken:
        numbered = (f"{made}{number}" for number in range(2, len(taken) + 3)) if made else ()
        return next((one for one in numbered if one not in taken and not login_problem(one)), "")
    return made


def login_problem(login: str) -> str:
    """What is wrong with it, "" for nothing. Whether somebody has it the database knows."""
    if not login:
        return "A login is needed."
    if not _LOGIN.fullmatch(login):
        return "Only a–z, figures, points, “-” and “_”, and a letter first."
    if len(login) > LONGEST_LOGIN:
        return "It is too long."
    if login.startswith(_KEPT) or login in _OWN:
        return "The database keeps this name for itself."
    return ""


def password_problem(password: str, about: Collection[str] = ()) -> str:
    """What is wrong with one that a person chose, "" for nothing. `about`: what anybody would try first."""
    if len(password) < LEAST_PASSWORD:
        return "At least 12 characters; a few words are easy to remember."
    if len(password) > LONGEST_PASSWORD:
        return "It is too long."
    if password != password.strip() or not password.isprintable():
        return "No blanks at its ends, and nothing that cannot be seen."
    if len(set(password.lower())) < 5:
        return "Too few different characters."
    small = password.lower()
    for word in about:
        if len(word) > 3 and len(small.replace(word.lower(), "")) < LEAST_PASSWORD // 2:
            return "Anybody would try your name first."
    return ""


def first_password(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """One that can be read out: `h7kd-p2mw-x9rc-tq4n`, of 79 bits."""
    groups = ("".join(choose(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)

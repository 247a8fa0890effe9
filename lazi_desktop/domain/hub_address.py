"""Addresses of PostgreSQL as people have them at hand, taken apart: URLs, libpq's words, what Supabase shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

SUPABASE_POOLER: Final = "pooler.supabase.com"
TRANSACTION_PORT: Final = "6543"
_USUAL_PORT = "5432"
_URL = re.compile(
    r"(?:jdbc:)?postgres(?:ql)?://(?:(?P<who>.*)@)?(?P<host>\[[^\]]+\]|[^:/?#@\s]+)(?::(?P<port>\d+))?"
    r"(?:/(?P<database>[^?#\s]*))?(?:\?(?P<query>\S*))?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.:-]*://", re.IGNORECASE)
_WORD = re.compile(r"(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))")
_REMINDER = re.compile(r"\[.*\]")  # “[YOUR-PASSWORD]”
_OURS = {"host", "port", "dbname", "user", "password", "hostaddr"}
_PROJECT = "reference="
_OF_PROJECT = re.compile(rf"{_PROJECT}[A-Za-z0-9_-]+")
_PASSWORDS = ("password", "sslpassword")
_EVERYBODYS = ("sslmode", "connect_timeout", "target_session_attrs", "channel_binding")


@dataclass(frozen=True, slots=True)
class HubAddress:
    """`login` and `password` as they are, not as an address writes them."""

    host: str = ""
    port: str = ""
    database: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """What tells it from every other one. A pooler is one host for many projects."""
        port = "" if self.port in ("", _USUAL_PORT) else f":{self.port}"
        project = self.options.get("options", "") if is_pooler(self.host) else ""
        return f"{self.host}{port}{f' ({project})' if project else ''}"

    def url(self, *, with_login: bool = False) -> str:
        """Without login and password it can be told to everybody."""
        who = ""
        if with_login and self.login:
            who = (
                quote(self.login, safe="")
                + (f":{quote(self.password, safe='')}" if self.password else "")
                + "@"
            )
        port = f":{self.port}" if self.port else ""
        query = f"?{urlencode(self.options, quote_via=quote)}" if self.options else ""
        return f"postgresql://{who}{self.host}{port}/{quote(self.database, safe='')}{query}"


def take_apart(text: str) -> HubAddress | None:
    """None for what is no address. A password that stands there only as a reminder is none."""
    text = text.strip()
    found = _URL.fullmatch(text.strip("'\""))
    if found is not None:
        return _of_url(found)
    text = text.strip('"')  # a last value may end with the other one
    if not _WORD.match(text):
        return None
    words = {name: re.sub(r"\\(.)", r"\1", quoted) or plain for name, quoted, plain in _WORD.findall(text)}
    if "host" not in words:
        return None
    return HubAddress(
        host=words["host"],
        port=words.get("port", ""),
        database=words.get("dbname", ""),
        login=words.get("user", ""),
        password=_real(words.get("password", "")),
        options={name: value for name, value in words.items() if name not in _OURS},
    )


def check_scheme(text: str) -> str:
    """Raises:
    ValueError: where it is the address of something else.
    """
    scheme = _SCHEME.match(text)
    if scheme is not None and not re.match(r"(jdbc:)?postgres(ql)?:", text, re.IGNORECASE):
        raise ValueError(f"“{scheme[0]}” is not how the address of a PostgreSQL begins")
    return text


def _of_url(found: re.Match[str]) -> HubAddress:
    login, _, password = (found["who"] or "").partition(":")
    said = dict(parse_qsl(found["query"] or ""))
    return HubAddress(
        host=found["host"],
        port=found["port"] or "",
        database=unquote(found["database"] or ""),
        login=unquote(login) or said.get("user", ""),
        password=_real(unquote(password) or said.get("password", "")),
        options={name: value for name, value in said.items() if name not in _OURS},
    )


def _real(password: str) -> str:
    return "" if _REMINDER.fullmatch(password) else password


def without_password(url: str) -> str:
    """As it is, but for a password, wherever it stands; "" for what has one and cannot be taken apart."""
    address = take_apart(url)
    if address is None:
        return "" if re.search(r"password\s*=|:[^/@]+@", url, re.IGNORECASE) else url
    options = {name: value for name, value in address.options.items() if name.lower() not in _PASSWORDS}
    if not address.password and options == address.options:
        return url
    return replace(address, password="", options=options).url(with_login=True)


def for_everybody(url: str) -> str:
    """Where the hub is, and nothing of the one person whose address it was; "" where these cannot be told apart."""
    address = take_apart(url)
    if address is None:
        return "" if re.search(r"@|user|pass|ssl(key|cert)|service", url, re.IGNORECASE) else url
    address = with_project(address)
    options = {name: value for name, value in address.options.items() if is_everybodys(name, value)}
    return replace(address, options=options).url()


def is_everybodys(option: str, value: str) -> bool:
    """Whether an address may say it to the whole team: no login, secret, other server or path of one computer."""
    return option in _EVERYBODYS or (option == "options" and _OF_PROJECT.fullmatch(value) is not None)


# ------------------------------------------------------------------------------------------------------------- Supabase
# Its pooler tells projects apart by what follows the login's dot. We keep that in the address, which is the same for
# the whole team, as `options=reference=…`, so that people have plain logins and an invitation serves all of them.


def with_project(address: HubAddress) -> HubAddress:
    """“postgres.abcd” at its pooler as the login “postgres” in the project “abcd”."""
    login, _, project = address.login.partition(".")
    if not is_pooler(address.host) or not project:
        return address
    return replace(address, login=login, options={**address.options, "options": f"{_PROJECT}{project}"})


def as_asked(address: HubAddress) -> HubAddress:
    """As the server wants to be asked: the reverse of `with_project`."""
    project = address.options.get("options", "")
    if not is_pooler(address.host) or not project.startswith(_PROJECT) or not address.login:
        return address
    options = {name: value for name, value in address.options.items() if name != "options"}
    return replace(address, login=f"{address.login}.{project.removeprefix(_PROJECT)}", options=options)


def is_pooler(host: str) -> bool:
    return host.lower().endswith(SUPABASE_POOLER)

"""`lazi-desktop settings`: every setting, its value, and who says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lazi_desktop.app.exit_codes import DONE, code_of
from lazi_desktop.app.output import print_error, print_json
from lazi_desktop.app.remote import APP_KEY, CLIENT_SECRET, secret_name
from lazi_desktop.app.session import hub_password_name, secrets_of
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.policy import machine_policy_file, policy_file
from lazi_desktop.config.policy_text import policy_text
from lazi_desktop.config.settings import KEYS, Settings, load_settings, settings_file
from lazi_desktop.config.shown import NOT_SET, SET, keys_table, plain_words, shown, shown_keys
from lazi_desktop.config.way import proxy_password_name
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError

_ORDER = (
    "The first that says a value wins: the policy's locked values, environment variables, the configuration file,"
    " the policy's other values, the built-in defaults."
)


@dataclass(frozen=True, slots=True)
class Told:
    """One setting, without a secret."""

    key: str
    value: str
    default: str
    origin: str
    place: str
    line: int | None
    locked: bool


def run_settings(config: Path | None, *, as_json: bool, table: bool, policy: Path | None) -> int:
    if table:
        print(keys_table())
        return DONE
    if policy is not None:
        return _write_policy(policy)
    try:
        settings = load_settings(config)
        told = [_told(settings, key) for key in shown_keys()]
    except LaziError as error:
        if not as_json:
            raise
        print_error("settings", error)
        return code_of(error)
    file, of_organisation = settings_file(config), policy_file()
    if as_json:
        print_json(
            "settings",
            settings=told,
            file=file,
            policy=of_organisation,
            note=settings.policy_note,
            order=list(OriginKind),
        )
        return DONE
    print("\n".join(_lines(told)))
    print(f"\nConfiguration file: {file}{'' if file.is_file() else ' (there is none)'}")
    print(f"Policy: {of_organisation or 'none'}")
    if settings.policy_note:
        print(f"Your organisation says: {settings.policy_note}")
    print(_ORDER)
    return DONE


def _write_policy(file: Path) -> int:
    """To a file and not to a pipe, which Windows would give another encoding."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(policy_text())
    except OSError as error:
        raise ConfigurationProblem(f"{file} cannot be written: {error.strerror}.") from error
    print(
        f"{file} has every key that a policy can say. Nothing holds until it lies at {machine_policy_file()}."
    )
    return DONE


def _told(settings: Settings, key: str) -> Told:
    origin = settings.origin_of(key)
    value, kind, place = shown(settings, key), str(origin.kind), origin.place
    if KEYS[key].is_secret and value == NOT_SET:
        value, kind, place = _kept(settings, key)
    default = "" if KEYS[key].is_secret else plain_words(settings.default_of(key))
    return Told(key, value, default, kind, place, origin.line, origin.kind is OriginKind.LOCKED)


def _kept(settings: Settings, key: str) -> tuple[str, str, str]:
    """Whether the keyring, or the file that was named, has the secret."""
    names = {
        "servicetitan.client_secret": secret_name(settings.servicetitan, CLIENT_SECRET),
        "servicetitan.app_key": secret_name(settings.servicetitan, APP_KEY),
        "hub.password": hub_password_name(settings),
        "network.proxy_password": proxy_password_name(settings.network.proxy),
    }
    named = settings.secrets_file
    kind, place = ("secrets file", str(named)) if named is not None else ("keyring", "")
    try:
        found = secrets_of(settings).read(names[key])
    except ConfigurationProblem as problem:
        return NOT_SET, kind, f"{place}: {problem.detail}" if place else problem.detail
    return (SET, kind, place) if found else (NOT_SET, "", "")


def _lines(told: list[Told]) -> list[str]:
    rows = [(one.key, one.value or _nothing(one), _origin_words(one)) for one in told]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [f"{key:<{widths[0]}}  {value:<{widths[1]}}  {origin}".rstrip() for key, value, origin in rows]


def _nothing(one: Told) -> str:
    words = "" if one.default else KEYS[one.key].default_words
    return f"({words})" if words else "nothing"


def _origin_words(one: Told) -> str:
    where = f"{one.place}, line {one.line}" if one.line else one.place
    return f"{one.origin}: {where}" if where else one.origin

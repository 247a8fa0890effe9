"""A profile in a file for another computer: its settings and how its window is arranged. No secrets, no data, nobody's
name."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w
from PySide6.QtCore import QSettings

from lazi_desktop import __version__
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import create_profile, list_profiles, profile_of, remove_profile
from lazi_desktop.config.settings import KEYS, VERSION
from lazi_desktop.config.toml_text import flat, nested, read_toml
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.hub_address import for_everybody
from lazi_desktop.domain.profile import COLOURS, Profile, check_name, free_colour, free_name

ENDING = ".lazi-profile"
FORMAT = 1
_ABOUT, _SETTINGS, _WINDOW = "about.json", "settings.toml", "window.ini"
_LARGEST = 4_000_000
"""Bytes of one member: what is larger is none of ours."""
_OF_THIS_COMPUTER = re.compile(r"^(hub/me$|sync/|push/under_way)|(?i:folder|place$|recent)")
"""Who sits here, what was under way, and where files lie."""
_OWN = {"version", "name", "colour", "hub.login"}


def export(profile: Profile, file: Path) -> list[str]:
    """Returns what is in it, in words. Raises ConfigurationProblem: it cannot be read or written."""
    settings = _settings_of(profile)
    about = {"format": FORMAT, "program": __version__, "name": profile.name, "colour": profile.colour}
    contents = [f"the settings of “{profile.name}” without login, passwords and keys"]
    try:
        draft = file.with_name(f"{file.name}.unfinished")
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, json.dumps(about, ensure_ascii=False, indent=1))
            archive.writestr(_SETTINGS, tomli_w.dumps(nested(settings)))
            if window := _window_of(profile):
                archive.writestr(_WINDOW, window)
                contents.append("your own views, keys and the arrangement of the window")
        draft.replace(file)
    except OSError as error:
        raise ConfigurationProblem(f"{file} cannot be written: {error.strerror}.") from None
    return contents


def bring_in(file: Path) -> Profile:
    """A new profile, of another name where that one is taken.

    Raises:
        ConfigurationProblem: it is no such file, or its settings do not fit.
    """
    about, settings, window = _read(file)
    known = list_profiles()
    wanted = about.get("name")
    wanted = wanted if isinstance(wanted, str) and not check_name(wanted, ()) else file.stem
    colour = next((one for one in COLOURS if one == about.get("colour")), COLOURS[0])
    if any(one.colour == colour for one in known):
        colour = free_colour(known)
    made = create_profile(free_name(wanted, known), colour, nested(settings))
    if made.problem:
        remove_profile(made)
        raise ConfigurationProblem(made.problem)
    if window:
        state = ProfilePlaces(made.folder).window_state
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_bytes(window)
    return profile_of(made.file)


def _settings_of(profile: Profile) -> dict[str, Any]:
    said = dict(flat(read_toml(profile.file)[1])) if profile.file.is_file() else {}
    return {"version": VERSION, **_handed_on(said)}


def _handed_on(said: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is a path on one computer, and without a name or password that somebody wrote into an address."""
    kept = {
        key: value
        for key, value in said.items()
        if key not in _OWN and (key not in KEYS or not (KEYS[key].takes == "a path" or KEYS[key].is_secret))
    }
    if isinstance(url := kept.get("hub.url"), str):
        kept["hub.url"] = for_everybody(url)
    if isinstance(proxy := kept.get("network.proxy"), str):
        kept["network.proxy"] = re.sub(r"//[^/]*@", "//", proxy)
    return kept


def _window_of(profile: Profile) -> bytes:
    file = ProfilePlaces(profile.folder).window_state
    if not file.is_file():
        return b""
    return _filtered(file.read_bytes())


def _filtered(content: bytes) -> bytes:
    """Qt itself reads and writes the form."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.ini"), Path(folder, "after.ini")
        before.write_bytes(content)
        given = QSettings(str(before), QSettings.Format.IniFormat)
        kept = QSettings(str(after), QSettings.Format.IniFormat)
        for key in given.allKeys():
            if not _OF_THIS_COMPUTER.search(key):
                kept.setValue(key, given.value(key))
        kept.sync()
        return after.read_bytes() if after.is_file() else b""


def _read(file: Path) -> tuple[Mapping[str, Any], dict[str, Any], bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(_member(archive, _ABOUT))
            settings = tomllib.loads(_member(archive, _SETTINGS).decode())
            window = _member(archive, _WINDOW) if _WINDOW in archive.namelist() else b""
    except OSError as error:
        raise ConfigurationProblem(f"{file} cannot be read: {error.strerror}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError):
        raise ConfigurationProblem(f"{file.name} is no exported profile.") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ConfigurationProblem(f"{file.name} is no profile that this LAZI Desktop can read.")
    return about, _handed_on(dict(flat(settings))), _filtered(window) if window else b""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(name)
    return archive.read(name)

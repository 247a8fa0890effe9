"""Profiles: several tenants and environments side by side, each with a file of settings and a folder of its own.

`config.toml` is the profile “Main” unless it says another name; every other one is a file in `profiles` beside it. What
the policy locks and what variables say holds for all of them. A folder that one of these two names is shared by none:
each profile but the main one takes a folder of its own inside it.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from lazi_desktop.config.places import (
    default_config_file,
    default_profile_folder,
    profile_folder,
    profiles_folder,
)
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import (
    VERSION,
    Settings,
    has_environment_file,
    load_settings,
    said_profile,
    settings_file,
)
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import (
    COLOURS,
    MAIN,
    Profile,
    ProfileColour,
    check_name,
    same_name,
    tidy_name,
)

MAIN_NAME = "Main"
_STATE = "state.json"
_LONGEST_SLUG = 40
_TAKEN = {MAIN, "default", "state", "con", "prn", "aux", "nul"}
_DEVICE = re.compile(r"(com|lpt)\d")  # names that Windows keeps for itself, whatever follows the dot


def list_profiles() -> list[Profile]:
    """The main one first, then by name. The main one is left out while nothing is said of it and there are others."""
    main = profile_of(default_config_file())
    others = sorted(map(profile_of, _files()), key=lambda one: (same_name(one.name), one.slug))
    shows_main = main.is_configured or main.problem or main.file.is_file() or not others
    return [main, *others] if shows_main else others


def profile_of(file: Path) -> Profile:
    """Also of a file that lies elsewhere, which has no slug."""
    slug = slug_of(file)
    try:
        settings = load_settings(file)
    except ConfigurationProblem as problem:
        said = _said(file)
        name, folder = said.get("name"), said_profile(file)
        return Profile(
            slug=slug,
            name=(name.strip() if isinstance(name, str) else "") or _nameless(slug, file),
            colour=next((one for one in COLOURS if one == said.get("colour")), COLOURS[0]),
            file=file,
            folder=folder or _usual_folder(slug),
            problem=problem.detail,
            is_folder_known=folder is not None,
        )
    return profile_with(settings, file)


def profile_with(settings: Settings, file: Path) -> Profile:
    """As these settings say, which were read from the file."""
    slug = slug_of(file)
    own_name = settings.name if slug == MAIN or settings.is_said_by_file("name") else ""
    return Profile(
        slug=slug,
        name=own_name or _nameless(slug, file),
        colour=settings.colour,
        file=file,
        folder=settings.profile,
        tenant=settings.servicetitan.tenant,
        environment=str(settings.servicetitan.environment),
        is_configured=settings.is_configured,
    )


def slug_of(file: Path) -> str:
    """ "" for a file that somebody named, which is no profile of the list."""
    if file == default_config_file():
        return MAIN
    return file.stem if file.parent == profiles_folder() and file.suffix == ".toml" else ""


def named_profile(name: str) -> Profile:
    """By its name or its slug.

    Raises:
        ConfigurationProblem: there is none, or more than one, with those that there are.
    """
    known = list_profiles()
    wanted = same_name(name)
    found = [one for one in known if one.slug == wanted] or [
        one for one in known if same_name(one.name) == wanted
    ]
    if len(found) > 1:
        files = ", ".join(f"“{one.slug}” in {one.file}" for one in found)
        raise ConfigurationProblem(
            f"Several profiles are called “{name}”: {files}. Name one by what stands in front."
        )
    if found:
        return found[0]
    near = difflib.get_close_matches(wanted, [same_name(one.name) for one in known], n=1, cutoff=0.6)
    meant = next((f" Is “{one.name}” meant?" for one in known if near and same_name(one.name) == near[0]), "")
    names = ", ".join(f"“{one.name}”" for one in known)
    raise ConfigurationProblem(f"There is no profile “{name}”.{meant} There are: {names}.")


def chosen_file(config: Path | None, profile: str) -> Path | None:
    """The file that `--config` and `--profile` mean together; None for `LAZI_CONFIG`, or the usual place.

    Raises:
        ConfigurationProblem: both were given, or there is no such profile.
    """
    if not profile:
        return config
    if config is not None:
        raise ConfigurationProblem("Give --config or --profile, not both.")
    return named_profile(profile).file


def file_to_open() -> Path:
    """What a window without further words shows: what `LAZI_CONFIG` names, else the profile used last, else the main
    one."""
    if has_environment_file():
        return settings_file()
    last = last_used()
    known = list_profiles()
    return next((one.file for one in known if one.slug == last), known[0].file)


# --------------------------------------------------------------------------------------------------------- changing


def create_profile(name: str, colour: ProfileColour, values: Mapping[str, Any] | None = None) -> Profile:
    """`values`: what else stands in its file, by section.

    Raises:
        ConfigurationProblem: the name does not serve, or the file cannot be written.
    """
    known = list_profiles()
    name = _checked(name, known)
    file = profiles_folder() / f"{_free_slug(name, {one.slug for one in known})}.toml"
    text = tomli_w.dumps({"version": VERSION, "name": name, "colour": colour, **(values or {})})
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as made:
            made.write(text)
    except OSError as error:
        raise ConfigurationProblem(f"{file} cannot be written: {error}.") from None
    return profile_of(file)


def rename_profile(profile: Profile, name: str) -> Profile:
    """Its file and folder stay where they are. Raises ConfigurationProblem as `create_profile`."""
    others = [one for one in list_profiles() if one.slug != profile.slug]
    save_values(profile.file, {"name": _checked(name, others)}, load_settings(profile.file))
    return profile_of(profile.file)


def recolour_profile(profile: Profile, colour: ProfileColour) -> Profile:
    """Raises ConfigurationProblem: the file cannot be read or written."""
    save_values(profile.file, {"colour": colour}, load_settings(profile.file))
    return profile_of(profile.file)


def remove_profile(profile: Profile) -> None:
    """Its file; its folder is another's business. Raises ConfigurationProblem: it cannot be removed."""
    try:
        profile.file.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationProblem(f"{profile.file} cannot be removed: {error}.") from None
    _leave_for_main(profile)


def set_file_aside(profile: Profile) -> None:
    """Its file stays beside the others, under a name by which it is none of them. Raises as `remove_profile`."""
    number, aside = 1, profile.file.with_name(f"{profile.file.name}.aside")
    while aside.exists():
        number += 1
        aside = profile.file.with_name(f"{profile.file.name}.aside {number}")
    try:
        profile.file.rename(aside)
    except OSError as error:
        raise ConfigurationProblem(f"{profile.file} cannot be set aside: {error}.") from None
    _leave_for_main(profile)


def _leave_for_main(profile: Profile) -> None:
    if last_used() == profile.slug:
        remember_used(MAIN)


# ------------------------------------------------------------------------------------------------------- used last


def last_used() -> str:
    """Its slug, "" where none is remembered."""
    try:
        said = json.loads((profiles_folder() / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    last = said.get("last", "") if isinstance(said, dict) else ""
    return last if isinstance(last, str) else ""


def remember_used(slug: str) -> None:
    """Whole or not at all. Raises OSError where it cannot be written."""
    file = profiles_folder() / _STATE
    if slug == (last_used() or MAIN):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"version": 1, "last": slug}), encoding="utf-8")
    draft.replace(file)


# ------------------------------------------------------------------------------------------------------------ names


def _files() -> Iterator[Path]:
    folder = profiles_folder()
    return (file for file in folder.glob("*.toml") if file.is_file()) if folder.is_dir() else iter(())


def _said(file: Path) -> Mapping[str, Any]:
    """Of a file that is wrong somewhere what can be read all the same."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _nameless(slug: str, file: Path) -> str:
    return MAIN_NAME if slug == MAIN else slug or file.stem


def _usual_folder(slug: str) -> Path:
    return profile_folder(slug) if slug not in ("", MAIN) else default_profile_folder()


def _checked(name: str, known: Collection[Profile]) -> str:
    if problem := check_name(name, known):
        raise ConfigurationProblem(problem)
    return tidy_name(name)


def _free_slug(name: str, taken: Collection[str]) -> str:
    """Letters, digits and hyphens of ASCII: safe on every system and in every program that is given the path."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    if not slug or slug in _TAKEN or _DEVICE.fullmatch(slug):
        slug = f"profile-{slug}".strip("-")
    used = {*taken, *(file.stem.lower() for file in _files())}
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(used) + 3)))
    return next(one for one in candidates if one not in used and not profile_folder(one).exists())

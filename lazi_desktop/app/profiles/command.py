"""`lazi-desktop profiles`: what there is to say `--profile` with."""

from __future__ import annotations

from lazi_desktop.app.exit_codes import DONE, USAGE
from lazi_desktop.app.output import print_json
from lazi_desktop.config.profiles import last_used, list_profiles
from lazi_desktop.domain.profile import MAIN, Profile


def run_profiles(*, as_json: bool) -> int:
    """Exit code 2 where one of them has a broken file."""
    found = list_profiles()
    last = last_used() or MAIN
    if as_json:
        print_json("profiles", profiles=found, last=last)
    else:
        print("\n".join(_lines(found, last)))
    return USAGE if any(one.problem for one in found) else DONE


def _lines(found: list[Profile], last: str) -> list[str]:
    rows = [(one.name, _place(one), str(one.folder)) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = []
    for one, (name, place, folder) in zip(found, rows, strict=True):
        mark = "*" if one.slug == last else " "
        lines.append(f"{mark} {name:<{widths[0]}}  {place:<{widths[1]}}  {folder}")
        if one.problem:
            lines.append(f"    {one.problem}")
    return lines


def _place(profile: Profile) -> str:
    if profile.problem:
        return "broken"
    return f"{profile.tenant} ({profile.environment})" if profile.is_configured else "not set up"

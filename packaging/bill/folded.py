"""The parts of the folder that PyInstaller made, told by the environment that it was made of."""

from __future__ import annotations

import json
from pathlib import Path

from bill.modules import drop_idle, folded_modules
from bill.ship import below, ship
from lazi_desktop.domain.parts import Part, PartKind
from lazi_desktop.parts.gathered import own_part, parts_in, this_python
from lazi_desktop.parts.licences import read_text
from lazi_desktop.parts.packages import OURS, Fetched, dist_infos, normal, said_by
from source import Source, say


def ship_bill(
    source: Source,
    environment: Path,
    program: Path,
    packages: str,
    *,
    platform: str,
    report: Path | None = None,
    folding: Path | None = None,
    whole: bool = True,
) -> Path:
    """`packages` is their folder below `program`; `report` is pip's, of what it fetched; `folding` is PyInstaller's
    folder of work. `whole`: nothing may lie there that no part tells of."""
    say("Writing the bill of materials …")
    [site_packages] = environment.glob("[Ll]ib/**/site-packages")
    there = dist_infos(site_packages)
    if folding is not None:
        drop_idle(program / packages, there, folded_modules(folding, site_packages))
    parts = parts_in(
        program / packages,
        source.tree / "resources" / "licences",
        names=dist_infos(program / packages).keys() - {OURS},
        dist_folder=site_packages,
        fetched=fetched_by(report) if report is not None else None,
        more=[this_python(), _starter(there["pyinstaller"])],
        whole=whole,
    )
    own = own_part(source.version, read_text(source.tree / "LICENSE"))
    return ship(source, platform, own, below(packages, parts), program)


def fetched_by(report: Path) -> Fetched:
    found = {}
    for one in json.loads(report.read_text(encoding="utf-8"))["install"]:
        came = one["download_info"]
        name = came["url"].rpartition("/")[2].partition("#")[0]
        found[normal(one["metadata"]["name"])] = (name, came["archive_info"]["hashes"]["sha256"])
    return found


def _starter(dist_info: Path) -> Part:
    """What starts the program, and finds its modules, is PyInstaller's."""
    version = str(said_by(dist_info)["Version"])
    return Part(
        name="PyInstaller",
        version=version,
        kind=PartKind.PROGRAM,
        licence="GPL-2.0-or-later WITH Bootloader-exception",
        text="\n".join(map(read_text, sorted((dist_info / "licenses").rglob("*.txt")))),
        purl=f"pkg:pypi/pyinstaller@{version}",
        source="https://github.com/pyinstaller/pyinstaller",
    )

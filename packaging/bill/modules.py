"""Which packages' code PyInstaller really took: one that only says that it is there is no part of the program."""

from __future__ import annotations

import ast
import csv
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from lazi_desktop.domain.parts import PartsProblem
from lazi_desktop.parts.packages import dist_infos


def folded_modules(folding: Path, site_packages: Path) -> set[str]:
    """Files of the environment that were taken in as modules. `folding` is PyInstaller's folder of work."""
    [listing] = folding.rglob("PYZ-*.toc")
    _, rows = ast.literal_eval(listing.read_text(encoding="utf-8"))
    sources = (Path(source) for _, source, kind in rows if kind == "PYMODULE")
    return {one.relative_to(site_packages).as_posix() for one in sources if one.is_relative_to(site_packages)}


def drop_idle(packages: Path, installed: Mapping[str, Path], modules: Collection[str]) -> None:
    """Of packages without code in the program, what they say of themselves goes. Modules of nobody's are refused."""
    unowned = set(modules)
    for name, dist_info in installed.items():
        files = _files_of(dist_info)
        unowned -= files
        there = dist_infos(packages).get(name)
        if there is not None and not any(one in modules or _lies_in(packages, one) for one in files):
            shutil.rmtree(there)
    if unowned:
        raise PartsProblem(f"Nobody knows what these are made of: {', '.join(sorted(unowned)[:10])}.")


def _files_of(dist_info: Path) -> set[str]:
    with (dist_info / "RECORD").open(encoding="utf-8", newline="") as record:
        return {row[0] for row in csv.reader(record) if row and ".dist-info/" not in row[0]}


def _lies_in(packages: Path, name: str) -> bool:
    return (packages / name).is_file() or (name.endswith(".py") and (packages / f"{name}c").is_file())

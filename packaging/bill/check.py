"""Whether the bill in a program's folder tells of everything that lies there, and of nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bill.ship import FOLDER
from lazi_desktop.domain.parts import Part, PartKind
from lazi_desktop.parts.libraries import libraries
from lazi_desktop.parts.licences import checked
from lazi_desktop.parts.packages import OURS, dist_infos, normal, said_by
from lazi_desktop.parts.shipped import shipped_parts
from proofs import Demand
from source import ROOT


def check_bill(program: Path, packages: str, demand: Demand) -> None:
    """`packages` is their folder below `program`."""
    own, parts = shipped_parts(program / FOLDER)
    lie_there = {
        name: str(said_by(folder)["Version"]) for name, folder in dist_infos(program / packages).items()
    }
    told = {normal(part.name): part.version for part in parts if part.kind is PartKind.PACKAGE}
    told[OURS] = own.version
    wrong = sorted({*lie_there.items()} ^ {*told.items()})
    demand(not wrong, "bill of materials, packages", f"{len(told)} of Python in both; differing: {wrong}")
    found = {(one.name, one.brought_by) for one in _libraries(program, packages, parts)}
    named = {(one.name, one.brought_by) for one in parts if one.kind is PartKind.LIBRARY}
    demand(
        found == named,
        "bill of materials, libraries",
        f"{len(named)} in both; differing: {sorted(found ^ named)}",
    )
    nameless = [one.ref for one in (own, *parts) if not (checked(one.licence, one.name) and one.text.strip())]
    inside = sum(len(one.inside) for one in parts)
    demand(
        not nameless,
        "licences",
        f"{len(parts) + 1} known, with text; their makers name {inside} more in them; without: {nameless}",
    )
    bound = [one for one in parts if one.may_be_replaced]
    away = [one.ref for one in bound if not one.source or not (program / one.place).is_dir()]
    names = ", ".join(one.name for one in bound)
    demand(not away, "LGPL", f"lie as files, and where their source is is told: {names}; not so: {away}")
    unproved = [one.ref for one in parts if one.kind is PartKind.PACKAGE and not one.sha256]
    demand(not unproved, "hashes", f"of every fetched package; without: {unproved}")


def check_beside(artefact: Path, demand: Demand) -> None:
    """Whether the bill beside an installer is of this very file."""
    bill = json.loads(artefact.with_name(f"{artefact.name}.cdx.json").read_text(encoding="utf-8"))
    with artefact.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    [told] = bill["metadata"]["component"]["hashes"]
    demand(told["content"] == digest, f"bill beside {artefact.name}", f"names its SHA-256, {digest}")


def _libraries(program: Path, packages: str, parts: list[Part]) -> list[Part]:
    by_name = {normal(one.name): one for one in parts if not one.brought_by}
    texts = ROOT / "resources" / "licences"
    found = libraries(program / packages, by_name, texts, whole=True)
    if (program / "python").is_dir():
        found += libraries(program, {"python": by_name["python"]}, texts)
    return found

"""The parts as an installer's bill of materials names them, which lies beside the program with the licences' texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lazi_desktop.domain.parts import Inside, Part, PartKind, PartsProblem

BILL = "lazi-desktop.cdx.json"
TEXTS = "licences"
KIND, BROUGHT_BY, PLACE, TEXT = (
    f"lazi-desktop:{name}" for name in ("kind", "brought-by", "place", "licence-text")
)
"""Properties of a component, for which CycloneDX has no words of its own."""


def shipped_parts(folder: Path) -> tuple[Part, list[Part]]:
    """The program itself, and all others."""
    try:
        bill: dict[str, Any] = json.loads((folder / BILL).read_text(encoding="utf-8"))
        own = _part(bill["metadata"]["component"], folder / TEXTS)
        return own, [_part(one, folder / TEXTS) for one in bill["components"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PartsProblem(f"The list of parts in {folder} cannot be read: {error}") from error


def _part(said: Mapping[str, Any], texts: Path) -> Part:
    told = {str(one["name"]): str(one["value"]) for one in said["properties"]}
    return Part(
        name=str(said["name"]),
        version=str(said.get("version", "")),
        kind=PartKind(told[KIND]),
        licence=_licence(said),
        text=(texts / told[TEXT]).read_text(encoding="utf-8"),
        purl=str(said.get("purl", "")),
        source=next((str(one["url"]) for one in said.get("externalReferences", ())), ""),
        place=told.get(PLACE, ""),
        brought_by=told.get(BROUGHT_BY, ""),
        inside=tuple(
            Inside(str(one["name"]), str(one.get("version", "")), _licence(one), str(one.get("purl", "")))
            for one in said.get("components", ())
        ),
        sha256=next((str(one["content"]) for one in said.get("hashes", ())), ""),
    )


def _licence(said: Mapping[str, Any]) -> str:
    found = []
    for one in said.get("licenses", ()):
        licence = one.get("license", {})
        found.append(str(one.get("expression") or licence.get("id") or licence["name"]))
    return " AND ".join(found)

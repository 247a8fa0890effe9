"""A bill of materials in CycloneDX 1.6, the same for the same content."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lazi_desktop.domain.parts import Inside, Part, PartKind
from lazi_desktop.parts.packages import normal
from lazi_desktop.parts.shipped import BROUGHT_BY, KIND, PLACE, TEXT

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_SPACE = uuid.UUID("6f6c2a9e-5d0c-5a5e-8f0e-1d2f6a3c7b41")
_TYPES = {PartKind.PROGRAM: "application", PartKind.FONT: "data"}
_WORDS = (" OR ", " AND ", " WITH ")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the bill is of: the program, of which platform, at what time."""

    own: Part
    platform: str
    epoch: int
    commit: str


def bill_of(subject: Subject, parts: Sequence[Part], text_names: dict[str, str]) -> dict[str, Any]:
    """`text_names`: the file of each part's licence, by the part's `ref`."""
    own = _component(subject.own, text_names)
    own["type"] = "application"
    own["properties"].append({"name": "lazi-desktop:platform", "value": subject.platform})
    own["properties"].append({"name": "lazi-desktop:commit", "value": subject.commit})
    return {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(subject.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "build"}],
            "component": own,
        },
        "components": [_component(part, text_names) for part in parts],
        "dependencies": _dependencies(subject.own, parts),
    }


def written(bill: dict[str, Any]) -> bytes:
    """Its number comes from what it says: another one, where it says something else."""
    said = {name: value for name, value in bill.items() if name != "serialNumber"}
    number = uuid.uuid5(_SPACE, json.dumps(said, sort_keys=True))
    bill = {**said, "serialNumber": f"urn:uuid:{number}"}
    return (json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _component(part: Part, text_names: dict[str, str]) -> dict[str, Any]:
    said = {KIND: part.kind.value, BROUGHT_BY: part.brought_by, PLACE: part.place, TEXT: text_names[part.ref]}
    found: dict[str, Any] = {
        "type": _TYPES.get(part.kind, "library"),
        "bom-ref": part.ref,
        "name": part.name,
        "licenses": _licences(part.licence),
        "properties": [{"name": name, "value": value} for name, value in said.items() if value],
    }
    if part.version:
        found["version"] = part.version
    if part.purl:
        found["purl"] = part.purl
    if part.sha256:
        found["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    if part.source:
        found["externalReferences"] = [{"type": "source-distribution", "url": part.source}]
    if part.inside:
        found["components"] = [_inside(one, part) for one in part.inside]
    return found


def _inside(one: Inside, part: Part) -> dict[str, Any]:
    """As the part's makers say."""
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{one.name}@{one.version} in {part.ref}",
        "name": one.name,
    }
    if one.version:
        found["version"] = one.version
    if one.licence:
        found["licenses"] = _licences(one.licence)
    if one.purl:
        found["purl"] = one.purl
    return found


def _licences(expression: str) -> list[dict[str, Any]]:
    if any(word in expression for word in _WORDS):
        return [{"expression": expression}]
    known = "name" if expression.startswith("LicenseRef-") else "id"
    return [{"license": {known: expression}}]


def _dependencies(own: Part, parts: Sequence[Part]) -> list[dict[str, Any]]:
    by_name = {normal(part.name): part.ref for part in parts if not part.brought_by}
    brought: dict[str, list[str]] = {}
    for part in parts:
        brought.setdefault(normal(part.brought_by), []).append(part.ref)
    found = []
    for part in (own, *parts):
        needs = [by_name[name] for name in part.needs if name in by_name]
        if not part.brought_by:
            needs += brought.get(normal(part.name), [])
        found.append({"ref": part.ref, "dependsOn": sorted(set(needs) - {part.ref})})
    return sorted(found, key=lambda one: str(one["ref"]))

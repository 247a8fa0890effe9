"""Writes the bill and the licences' texts into a program's folder, and the bill beside what was made of it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bill.cyclonedx import Subject, bill_of, written
from lazi_desktop.domain.parts import Part
from lazi_desktop.parts.shipped import BILL, TEXTS
from source import Source

FOLDER = "bill-of-materials"
"""Below the program's folder; the window looks for it there."""


def ship(source: Source, platform: str, own: Part, parts: Sequence[Part], program: Path) -> Path:
    """Returns the folder. Parts with one text share its file, which has the name of the package that brought it; the
    program's own is for itself."""
    subject = Subject(own, platform, source.epoch, source.commit)
    folder = program / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    (folder / TEXTS).mkdir(parents=True)
    names = {own.ref: _file_name(own, set())}
    (folder / TEXTS / names[own.ref]).write_text(own.text, encoding="utf-8", newline="\n")
    files: dict[str, str] = {}
    for part in sorted(parts, key=lambda one: bool(one.brought_by)):
        if part.text not in files:
            files[part.text] = _file_name(part, {*files.values(), names[own.ref]})
            (folder / TEXTS / files[part.text]).write_text(part.text, encoding="utf-8", newline="\n")
        names[part.ref] = files[part.text]
    (folder / BILL).write_bytes(written(bill_of(subject, parts, names)))
    return folder


def below(folder: str, parts: Sequence[Part]) -> list[Part]:
    """Packages lie in a folder of the program's."""
    return [replace(part, place=f"{folder}/{part.place}") if part.place else part for part in parts]


def beside(artefact: Path, folder: Path) -> Path:
    """The same bill, that names the file it lies beside."""
    bill = json.loads((folder / BILL).read_text(encoding="utf-8"))
    bill["metadata"]["component"]["properties"].append({"name": "lazi-desktop:file", "value": artefact.name})
    return _write_beside(artefact, bill)


def renew(artefact: Path) -> Path:
    """The file is another one now: it was signed."""
    return _write_beside(artefact, json.loads(_path_beside(artefact).read_text(encoding="utf-8")))


def _write_beside(artefact: Path, bill: dict[str, Any]) -> Path:
    with artefact.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    bill["metadata"]["component"]["hashes"] = [{"alg": "SHA-256", "content": digest}]
    path = _path_beside(artefact)
    path.write_bytes(written(bill))
    return path


def _path_beside(artefact: Path) -> Path:
    return artefact.with_name(f"{artefact.name}.cdx.json")


def _file_name(part: Part, taken: set[str]) -> str:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", part.name).strip("-")
    name, number = f"{stem}.txt", 1
    while name.lower() in {one.lower() for one in taken}:
        number += 1
        name = f"{stem}-{number}.txt"
    return name

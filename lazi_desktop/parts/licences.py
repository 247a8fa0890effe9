"""Under which licence a Python package came, as an SPDX expression, and the texts that came with it."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import Path

from lazi_desktop.domain.parts import PartsProblem

KNOWN = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "GPL-2.0-only", "GPL-3.0-only", "HPND",
    "ICU", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-only", "LicenseRef-Microsoft-Runtime", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "OFL-1.1", "OLDAP-2.8", "PSF-2.0", "PostgreSQL", "Zlib", "blessing",
    "BSD-4-Clause", "FTL", "GPL-2.0-or-later WITH Bootloader-exception", "GPL-3.0-or-later WITH GCC-exception-3.1",
    "HPND-sell-variant", "IJG", "X11", "libtiff", "MIT-open-group",
}  # fmt: skip
"""Those that somebody looked at: the program may be passed on with parts under them."""

CHOSEN = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "apsw": "Zlib",
    "colorama": "BSD-3-Clause",
    "cronsim": "BSD-3-Clause",
    "pysqlite3": "Zlib",
}
"""Where a choice is left, or the package's own words do not say which; by its text."""

_SAID = {
    "Apache 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD-3-Clause": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "MIT": "MIT",
    "MIT License": "MIT",
    "MPL-2.0": "MPL-2.0",
}
_CLASSES = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}
_TEXTS = re.compile(r"(?i)(.*licen[cs]e.*|copying.*|notice.*|authors.*|third_party.*)")
_JOINED = re.compile(r"\s+(?:AND|OR)\s+|[()]")


def licence_of(name: str, said: Message) -> str:
    """By its name as locks write it, and its METADATA."""
    if name in CHOSEN:
        return CHOSEN[name]
    expression = said.get("License-Expression")
    if expression:
        return checked(str(expression), name)
    old = str(said.get("License") or "").strip()
    if old in _SAID:
        return _SAID[old]
    classes = [str(one) for one in said.get_all("Classifier") or () if str(one).startswith("License ::")]
    found = sorted({_CLASSES[one] for one in classes if one in _CLASSES})
    if not found or len(found) < len(classes):
        raise PartsProblem(f"{name} does not say its licence so that it is known: {old[:60]!r}, {classes}.")
    return " OR ".join(found)


def checked(expression: str, name: str) -> str:
    for one in filter(None, (word.strip() for word in _JOINED.split(expression))):
        if one not in KNOWN:
            raise PartsProblem(f"{name} came under {one}, at which nobody has looked yet.")
    return expression


def texts_in(folder: Path) -> list[Path]:
    """Of a package's dist-info folder."""
    beside = [one for one in folder.iterdir() if one.is_file() and _TEXTS.fullmatch(one.name)]
    inside = [one for one in (folder / "licenses").rglob("*") if one.is_file()]
    return sorted(beside + inside)


def read_text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip("\n\f") + "\n"

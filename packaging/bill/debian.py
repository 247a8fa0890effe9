"""All licences in one file, as Debian's `copyright` wants them."""

from __future__ import annotations

from pathlib import Path

from lazi_desktop.parts.shipped import shipped_parts

HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: LAZI Desktop
Comment: One package of many parts. Each keeps its own licence; their texts follow as they came.
 Qt, PySide and psycopg are used under the LGPL, version 3, unchanged, as libraries of their own below
 /opt/lazi-desktop/_internal, where other builds of the same version may take their place. Where their source is
 stands beside them. The LGPL and the GPL are in /usr/share/common-licenses, too.

Files: *
Copyright: the contributors of each part
License: Apache-2.0 and others
"""


def copyright_of(folder: Path) -> str:
    """Of a bill that was shipped there. Texts that several parts share stand once, below the first of them."""
    own, parts = shipped_parts(folder)
    lines = [HEAD]
    told: dict[str, str] = {}
    for part in (own, *parts):
        lines += ["-" * 100, f"{part.name} {part.version}".strip(), f"License: {part.licence}"]
        lines += [f"Source: {part.source}"] if part.source else []
        if part.text in told:
            lines += [f"Text: as of {told[part.text]}", ""]
        else:
            told[part.text] = part.name
            lines += ["", part.text]
    return "\n".join(lines)

"""A folder of packages as wheels leave it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def put_package(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    licence: str = "License-Expression: MIT",
    text: str | None = "Do as you like.",
    needs: Sequence[str] = (),
    bill: dict[str, Any] | None = None,
) -> Path:
    made = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    (made / "licenses").mkdir(parents=True)
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", licence]
    lines += [f"Requires-Dist: {one}" for one in needs]
    (made / "METADATA").write_text("\n".join(filter(None, lines)) + "\n\nWords.\n", encoding="utf-8")
    if text is not None:
        (made / "licenses" / "LICENSE").write_text(text, encoding="utf-8")
    if bill is not None:
        (made / "sboms").mkdir()
        (made / "sboms" / "made.cdx.json").write_text(json.dumps(bill), encoding="utf-8")
    return made


def put_binary(folder: Path, name: str, content: bytes = b"") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x7fELF" + content)
    return path

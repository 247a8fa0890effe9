"""One MSI, for all users of a 64-bit Windows."""

from __future__ import annotations

from pathlib import Path

from bill.ship import FOLDER, beside
from source import Source
from windows.package import pack
from windows.staging import stage


def build(source: Source, out: Path) -> list[Path]:
    tree = stage(source)
    made = pack(source, tree, out)
    return [made, beside(made, tree / FOLDER)]

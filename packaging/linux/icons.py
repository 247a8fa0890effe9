"""Draws the program's icon in the sizes of menus: `python -m linux.icons THEME`, with `packaging` in the path."""

from __future__ import annotations

import sys
from pathlib import Path

from app_icon import drawing, drawn

SIDES = (16, 22, 24, 32, 48, 64, 128, 256)


def main(theme: Path) -> None:
    """`theme` is the folder of the icon theme that every other falls back to."""
    for side in SIDES:
        drawn(side).save(_place(theme, f"{side}x{side}") / "lazi-desktop.png")
    (_place(theme, "scalable") / "lazi-desktop.svg").write_bytes(drawing().read_bytes())


def _place(theme: Path, size: str) -> Path:
    folder = theme / size / "apps"
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]))

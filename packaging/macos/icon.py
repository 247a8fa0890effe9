"""Draws the app's icon from the program's: `python -m macos.icon FILE`, with `packaging` in the path."""

from __future__ import annotations

import sys
from pathlib import Path

from app_icon import drawn

SIDES = (1024, 512, 256, 128, 64, 32)


def main(file: Path) -> None:
    largest, *others = map(drawn, SIDES)
    largest.save(file, format="ICNS", append_images=others)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

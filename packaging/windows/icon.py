"""Draws lazi-desktop.ico, which lies beside this file: in `packaging`, `../.venv/bin/python -m windows.icon`."""

from __future__ import annotations

from pathlib import Path

from app_icon import drawn

FILE = Path(__file__).with_name("lazi-desktop.ico")
SIDES = (256, 128, 64, 48, 40, 32, 24, 20, 16)


def main(file: Path) -> None:
    largest, *others = map(drawn, SIDES)
    largest.save(file, format="ICO", append_images=others, sizes=[(side, side) for side in SIDES])


if __name__ == "__main__":
    main(FILE)

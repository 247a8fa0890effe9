"""A Debian package and a tarball with the same content."""

from __future__ import annotations

from pathlib import Path

from bill.folded import ship_bill
from bill.ship import FOLDER, beside
from linux.deb import pack
from linux.layout import HOME, lay_out
from linux.program import Environment, fold
from linux.tarball import roll
from source import Source, say


def build(source: Source, out: Path) -> list[Path]:
    root = _made(source)
    say("Packing …")
    made = [pack(root, source, out), roll(root, source, out)]
    return [*made, *(beside(file, root / HOME / FOLDER) for file in made)]


def build_package(source: Source, out: Path) -> Path:
    """Without the tarball, which takes as long to pack again."""
    root = _made(source)
    say("Packing …")
    return pack(root, source, out)


def _made(source: Source) -> Path:
    """What is packed, as it will lie on a system."""
    environment = Environment(source)
    environment.make()
    program = fold(source, environment)
    ship_bill(
        source, environment.folder, program, "_internal", platform="linux-x86_64",
        report=environment.fetched, folding=source.scratch / "folding",
    )  # fmt: skip
    root = source.scratch / "root"
    lay_out(root, program, source, environment)
    return root

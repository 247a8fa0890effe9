"""Photos as a phone leaves them in a folder: some called by the code of a part, some not, some of something else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.images.samples import saved, scene

WIDTH, HEIGHT = 1200, 900


def a_photo(seed: int) -> bytes:
    """Looks different for every seed."""
    return saved(scene(WIDTH, HEIGHT, seed), quality=88)


def lay_out(folder: Path, names: Sequence[str]) -> Path:
    folder.mkdir()
    for seed, name in enumerate(names, 1):
        (folder / name).write_bytes(a_photo(seed))
    return folder

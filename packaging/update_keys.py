"""Which keys a program is built with: without one it believes no update server, and asks none."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path("resources") / "update-keys"


def holds_key(slot: Path) -> bool:
    """An empty slot holds only remarks."""
    return any(line.partition("#")[0].strip() for line in slot.read_text(encoding="ascii").splitlines())


def words_of_keys(tree: Path) -> str:
    held = [slot.stem for slot in sorted((tree / FOLDER).glob("*.pub")) if holds_key(slot)]
    if not held:
        return "updates: no key built in, this build asks nobody"
    return f"updates: built in is the key of {' and '.join(held)}"

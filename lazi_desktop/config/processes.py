"""How the program starts itself, or a part of it, in a process of its own: from its source and as one program."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

OPTION = "--part"
"""Understood by `lazi_desktop/__main__.py` before anything else is; of no use to people."""


def is_one_program() -> bool:
    """Whether there is no interpreter to start beside ours."""
    return bool(getattr(sys, "frozen", False))


def is_installed() -> bool:
    """Whether an installer brought it: as one program, or on Windows with a Python that serves nothing else."""
    return is_one_program() or any(Path(sys.executable).parent.glob("python3*._pth"))


def command_line(*arguments: str) -> list[str]:
    """What starts the program itself."""
    return [sys.executable, *(() if is_one_program() else ("-m", "lazi_desktop")), *arguments]


def part_command(module: str) -> list[str]:
    """What starts `serve` of a module. As one program it must be named among the parts of `__main__`."""
    if is_one_program():
        return [sys.executable, OPTION, module]
    return [sys.executable, "-P", "-c", f"from {module} import serve; serve()"]


def serve(module: str) -> None:
    import_module(module).serve()

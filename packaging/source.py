"""What installers are made of: the files of one commit, its version and its time; nothing else of the tree counts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILDERS = (
    "packaging", "lazi_desktop/parts", "lazi_desktop/__init__.py", "lazi_desktop/domain/__init__.py",
    "lazi_desktop/domain/errors.py", "lazi_desktop/domain/parts.py",
)  # fmt: skip
"""What builds is run from where it lies; so only here it has to be as it was committed."""
_VERSION = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(1)


@dataclass(frozen=True, slots=True)
class Source:
    """`tree` holds the commit's files; `scratch` is for what comes of them, and goes at the end."""

    tree: Path
    scratch: Path
    commit: str
    epoch: int
    version: str

    @classmethod
    @contextmanager
    def of_commit(cls, *, version: str | None = None) -> Iterator[Source]:
        commit = _checked_out()
        with tempfile.TemporaryDirectory(prefix="lazi-build-") as folder:
            tree = Path(folder) / "tree"
            _unpack(commit, tree)
            project = tree / "pyproject.toml"
            text = project.read_text(encoding="utf-8")
            found = _VERSION.search(text)
            if found is None:
                stop("pyproject.toml has no version.")
            if version is not None:
                project.write_text(_VERSION.sub(f'version = "{version}"', text, count=1), encoding="utf-8")
                package = tree / "lazi_desktop" / "__init__.py"
                said = package.read_text(encoding="utf-8")
                package.write_text(said.replace(f'"{found[1]}"', f'"{version}"'), encoding="utf-8")
            epoch = int(_git("show", "--no-patch", "--format=%ct", commit))
            yield cls(tree, Path(folder), commit, epoch, version or found[1])

    @property
    def environment(self) -> dict[str, str]:
        """In which tools give the same result whenever and wherever they run."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "SOURCE_DATE_EPOCH": str(self.epoch),
            "PYTHONHASHSEED": "0",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }

    def run(self, *command: str | Path, **variables: str) -> str:
        """Its output. What a failed command said is shown, and nothing goes on."""
        return run(command, folder=self.scratch, environment=self.environment | variables)


def run(
    command: Sequence[str | Path], *, folder: Path | None = None, environment: dict[str, str] | None = None
) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-40:])
        stop(f"{' '.join(str(word) for word in command)}\nended with {done.returncode}:\n{words}")
    return done.stdout


@cache
def _checked_out() -> str:
    """When it was first asked for: another commit meanwhile is not this one built again."""
    changed = run(["git", "status", "--porcelain", "--", *BUILDERS], folder=ROOT).splitlines()
    if changed:
        names = ", ".join(line[3:] for line in changed)
        stop(f"What builds an installer is not as it was committed: {names}. Commit it, or build in a clone.")
    return _git("rev-parse", "HEAD")


def _git(*arguments: str) -> str:
    return run(["git", *arguments], folder=ROOT).strip()


def _unpack(commit: str, tree: Path) -> None:
    tree.mkdir()
    archive = tree.with_suffix(".tar")
    run(["git", "archive", "--format=tar", f"--output={archive}", commit], folder=ROOT)
    with tarfile.open(archive) as content:
        content.extractall(tree, filter="data")
    archive.unlink()

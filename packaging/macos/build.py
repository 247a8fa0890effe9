"""The app as a disk image and as an installer: on a Mac, for its own kind of Mac. Nothing of it was seen to run yet."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from bill.folded import ship_bill
from bill.ship import beside
from linux.program import Environment
from macos.parts import wrong_parts
from macos.product import APP, SERVICE
from macos.release import release
from macos.signing import Keys
from source import Source, say, stop

HERE = Path("packaging/macos")


def build(source: Source, out: Path) -> list[Path]:
    if platform.system() != "Darwin":
        stop(
            "An app for macOS can only be made on a Mac: there, the same command makes it. Nothing was built."
        )
    keys = Keys.of(os.environ)
    environment = Environment(source)
    environment.make()
    app = fold(source, environment)
    bill = add_papers(app, source, environment)
    if wrong := list(wrong_parts(app, platform.machine())):
        stop("\n".join(wrong))
    say(f"Packing: {keys.words()} …")
    made = release(source.run, app, source.version, keys, out, source.scratch)
    return [*made, *(beside(file, bill) for file in made)]


def fold(source: Source, environment: Environment) -> Path:
    """The app, alone in a folder."""
    say("Folding the program …")
    icon, made = source.scratch / "LAZI Desktop.icns", source.scratch / "folded"
    source.run(environment.python, "-m", "macos.icon", icon, PYTHONPATH=str(source.tree / HERE.parent))
    source.run(
        environment.python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", made, "--workpath", source.scratch / "folding", source.tree / HERE / "lazi-desktop.spec",
        LAZI_APP_ICON=str(icon),
    )  # fmt: skip
    alone = source.scratch / "app"
    alone.mkdir()
    return (made / APP).rename(alone / APP)


def add_papers(app: Path, source: Source, environment: Environment) -> Path:
    """Before it is signed: the service, what the program reads of its installation, and the bill of materials."""
    papers = app / "Contents" / "Resources"
    note = f'kind = "dmg"\nversion = "{source.version}"\n'
    (papers / "installed.toml").write_text(note, encoding="utf-8")
    shutil.copyfile(source.tree / HERE / f"{SERVICE}.plist", papers / f"{SERVICE}.plist")
    return ship_bill(
        source, environment.folder, papers, "../Frameworks", platform=f"macos-{platform.machine()}",
        report=environment.fetched, whole=False,
    )  # fmt: skip

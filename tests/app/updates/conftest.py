"""A program of version 0.1.0 that looks at a real server on loopback."""

from __future__ import annotations

import io
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.updates import updater as updater_module
from lazi_desktop.app.updates.installation import Installation, this_platform
from lazi_desktop.app.updates.updater import Updater
from lazi_desktop.config.settings import UpdatesSettings
from lazi_desktop.config.way import Way
from lazi_desktop.domain.update_manifest import UpdateFile, UpdateManifest
from lazi_desktop.domain.update_news import UpdateNews
from lazi_desktop.domain.update_rules import Installed
from lazi_desktop.updates.folder import UpdateFolder
from lazi_desktop.updates.signature import SLOTS, key_text
from tests.updates.offers import LINUX, NOW, Signer, file_of, manifest_of
from tests.updates.server import UpdateServer


class SetClock(SystemClock):
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def pass_days(self, days: float) -> None:
        self.moment += timedelta(days=days)


def program(version: str, *, kind: str = "tarball", top: str = "lazi-desktop") -> bytes:
    """As a tarball: one folder with the program and the note of its kind."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz") as archive:
        for name, text in {
            "lazi-desktop": f"program {version}",
            "installed.toml": f'kind = "{kind}"\nversion = "{version}"\n',
        }.items():
            member = tarfile.TarInfo(f"{top}/{name}")
            member.size = len(text)
            member.mode = 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


@dataclass
class Place:
    """A computer with a tarball's program of version 0.1.0, and what the server offers it."""

    server: UpdateServer
    root: Path
    folder: UpdateFolder
    signer: Signer = field(default_factory=Signer)
    clock: SetClock = field(default_factory=SetClock)
    settings: UpdatesSettings = field(default_factory=UpdatesSettings)
    installed: Installed = field(default_factory=lambda: Installed("0.1.0", "tarball", LINUX))
    replaces_itself: bool = True
    team_revision: Callable[[], str] | None = None
    way: Way = field(default_factory=Way)
    told: list[UpdateNews] = field(default_factory=list)

    def updater(self) -> Updater:
        return Updater(
            lambda: self.settings,
            self.clock,
            installation=Installation(self.installed, self.root, self.replaces_itself),
            folder=self.folder,
            keys=self.signer.keys,
            team_revision=self.team_revision,
            way=lambda: self.way,
        )

    def look(self, *, fetch: bool = True) -> UpdateNews:
        return self.updater().look(self.told.append, fetch=fetch)

    def look_as_the_program(self) -> UpdateNews:
        """With what it finds out about itself."""
        return Updater(lambda: self.settings, SystemClock()).look(self.told.append)

    def offer(self, manifest: UpdateManifest, *, signer: Signer | None = None, to: str = "stable") -> bytes:
        """Puts it on the server."""
        offer = (signer or self.signer).offer(manifest)
        self.server.put(f"/{to}.json", offer.manifest)
        self.server.put(f"/{to}.json.sig", offer.signature)
        return offer.manifest

    def offer_program(self, version: str = "0.2.0", **other: Any) -> UpdateFile:
        content = program(version)
        file = file_of(content)
        self.server.put(f"/{file.url}", content)
        self.offer(manifest_of(file, version=version, **other))
        return file


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    root = tmp_path / "opt" / "lazi-desktop"
    root.mkdir(parents=True)
    (root / "lazi-desktop").write_text("program 0.1.0")
    (root / "installed.toml").write_text('kind = "tarball"\nversion = "0.1.0"\n')
    with UpdateServer().running() as server:
        made = Place(server, root, UpdateFolder(tmp_path / "updates"))
        made.settings = UpdatesSettings(url=server.url)
        yield made


@pytest.fixture
def here(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The program of this test is the tarball's, and has the server's key."""
    resources = tmp_path / "resources"
    (resources / "update-keys").mkdir(parents=True)
    [key] = place.signer.keys.values()
    (resources / "update-keys" / SLOTS[1]).write_text(key_text(key))
    (resources / "update-keys" / SLOTS[0]).write_text("# no key yet\n")
    monkeypatch.setattr(updater_module, "resources_folder", lambda: resources)
    monkeypatch.setattr(updater_module, "updates_folder", lambda: place.folder.folder)
    monkeypatch.setattr(sys, "executable", str(place.root / "lazi-desktop"))
    monkeypatch.setenv("LAZI_UPDATES__URL", place.server.url)
    now = datetime.now(UTC).replace(microsecond=0)
    content = program("0.2.0")
    file = file_of(content, platform=this_platform())
    place.server.put(f"/{file.url}", content)
    place.offer(
        manifest_of(file, released=now - timedelta(days=1), expires=now + timedelta(days=9), notes="Faster.")
    )
    return place

"""Profiles to back up, small and quick: a workspace, with a hub of their own or a shared one."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from lazi_desktop.app.backup.making import Watch, make_backup
from lazi_desktop.app.device import WINDOW, device_of
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.config.settings import Settings, load_settings, settings_file
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.store.hub.embedded import EmbeddedHub, EmbeddedPostgres
from lazi_desktop.store.workspace.opening import open_workspace

TENANT = "77"


class Profile:
    """Configured by variables; `settings` is what they say now."""

    def __init__(self, folder: Path) -> None:
        self.places = ProfilePlaces(folder)
        self.tenant_id = tenant_id_of(TENANT, "production")

    @property
    def settings(self) -> Settings:
        return load_settings()

    @property
    def hub(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.places.hub)

    def make_workspace(self) -> None:
        device = device_of(self.places.device(WINDOW), WINDOW)
        open_workspace(
            self.places.workspace,
            tenant_id=self.tenant_id,
            device_id=device.device_id,
            ids=OrderedIds(),
            clock=SystemClock(),
            migrations=migrations_folder(),
        ).close()

    def make_hub(self) -> None:
        hub = EmbeddedHub(self.places.hub, migrations=migrations_folder())
        hub.start()
        hub.prepare(TENANT, "production")
        hub.stop()

    def back_up(self, to: Path) -> Path:
        return make_backup(self.settings, settings_file(), to, Watch()).file

    def state(self) -> dict[str, tuple[int, int]]:
        """All its files with when they were written last, besides locks and logs."""
        passing = ("backup.lock", "restoring.lock", "window.lock", "logs", "hub.lock", "hub.json", "crashes")
        return {
            str(path.relative_to(self.places.folder)): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(self.places.folder.rglob("*"))
            if path.is_file()
            and not set(path.relative_to(self.places.folder).parts) & set(passing)
            and "postgres" not in path.parts
            and not path.name.endswith(("-wal", "-shm"))
        }


def remove_hubs(places: ProfilePlaces) -> None:
    """Also where they were put aside, which for root is outside of the profile."""
    for folder in (places.hub, places.restored_hub):
        server = EmbeddedPostgres(folder)
        server.destroy()
        for base in server.folders[1:]:
            for aside in base.parent.glob(f"{base.name} before restore *"):
                shutil.rmtree(aside)


def rewritten(backup: Path, to: Path, **changed: object) -> Path:
    """The same with another manifest."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                content = json.dumps(json.loads(content) | changed).encode()
            new.writestr(entry, content)
    return to


def spoilt(backup: Path, to: Path, part: str) -> Path:
    """One byte of a part is another, and the zip does not know."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.infolist():
            content = bytearray(old.read(entry))
            if entry.filename == part:
                content[len(content) // 2] ^= 1
            new.writestr(entry.filename, bytes(content))
    return to

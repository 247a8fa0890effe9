"""Where updates are kept: a folder that only this person may write, what was seen, and the file that is ready."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateFile, UpdateRefused, Why
from lazi_desktop.domain.update_rules import Seen
from lazi_desktop.updates.fetching import Partial

_STATE, _LOCK = "state.json", "lock"
_MANIFEST, _SIGNATURE = "manifest.json", "manifest.json.sig"
_KEPT_ALWAYS = {_STATE, _LOCK, _MANIFEST, _SIGNATURE}


@dataclass(frozen=True, slots=True)
class Offer:
    """As it came: bytes of the manifest and of its signature."""

    manifest: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.manifest).hexdigest()


class UpdateFolder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For one process at a time.

        Raises:
            UpdateRefused: others may write there.
            UpdateUnavailable: another window is at it, or the disk refuses.
        """
        self._make_private()
        lock = FileLock(self.folder / _LOCK)
        try:
            with lock.acquire(timeout=0):
                yield
        except Timeout:
            raise UpdateUnavailable("Another window is at it already.") from None
        except OSError as error:
            raise UpdateUnavailable(f"{self.folder} cannot be written: {error.strerror}.") from error

    def _make_private(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            found = self.folder.lstat()
            if os.name == "nt":
                return  # it lies in the person's own profile, which Windows guards
            if stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid():
                raise UpdateRefused(Why.FOLDER, f"{self.folder} belongs to somebody else. Remove it.")
            if found.st_mode & 0o077:
                self.folder.chmod(0o700)
        except OSError as error:
            raise UpdateUnavailable(f"{self.folder} cannot be written: {error.strerror}.") from error

    # ----------------------------------------------------------------------------------------------- what was seen

    def seen(self, channel: str) -> Seen:
        try:
            said = self._state()["seen"][channel]
            return Seen(int(said["sequence"]), str(said["digest"]), datetime.fromisoformat(said["released"]))
        except (LookupError, TypeError, ValueError):
            return Seen()

    def note_seen(self, channel: str, seen: Seen) -> None:
        state = self._state()
        noted = state.get("seen")
        said = {"sequence": seen.sequence, "digest": seen.digest, "released": seen.released.isoformat()}
        self._write_state({**state, "seen": {**(noted if isinstance(noted, dict) else {}), channel: said}})

    def checked_at(self) -> datetime | None:
        """When the server was last asked, and answered."""
        try:
            return datetime.fromisoformat(self._state()["checked_at"])
        except (LookupError, TypeError, ValueError):
            return None

    def note_checked(self, moment: datetime) -> None:
        self._write_state({**self._state(), "checked_at": moment.isoformat()})

    def asked_for(self) -> str:
        """The version that Windows' installer was asked for last; "" for none."""
        return str(self._state().get("asked_for", ""))

    def note_asked_for(self, version: str) -> None:
        self._write_state({**self._state(), "asked_for": version})

    def _state(self) -> Mapping[str, Any]:
        try:
            said = json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def _write_state(self, state: Mapping[str, Any]) -> None:
        self._write(_STATE, json.dumps(state, indent=1).encode())

    # ------------------------------------------------------------------------------------------------- what is ready

    def partial(self, file: UpdateFile) -> Partial:
        return Partial(self.folder / f"{file.sha256}.part")

    def place_of(self, file: UpdateFile) -> Path:
        return self.folder / f"{file.sha256}.{file.kind}"

    def has(self, file: UpdateFile, place: Path | None = None) -> bool:
        """Whether it is there whole, read anew."""
        return _digest(place or self.place_of(file)) == (file.size, file.sha256)

    def accept(self, file: UpdateFile) -> None:
        """The partial is the file.

        Raises:
            UpdateRefused: it is another one; nothing of it is kept.
        """
        partial = self.partial(file)
        if _digest(partial.file) != (file.size, file.sha256):
            partial.remove()
            raise UpdateRefused(Why.DIGEST, f"{file.name} is not the file that the manifest names.")
        partial.file.replace(self.place_of(file))
        partial.remove()

    def check(self, file: UpdateFile) -> None:
        """Before it is installed.

        Raises:
            UpdateRefused: it is not what came; it is thrown away.
        """
        if not self.has(file):
            self.forget_offer()
            self.place_of(file).unlink(missing_ok=True)
            raise UpdateRefused(Why.DIGEST, f"{file.name} is not the file that the manifest names.")

    def keep_offer(self, offer: Offer) -> None:
        """What the file that is ready belongs to."""
        self._write(_SIGNATURE, offer.signature)
        self._write(_MANIFEST, offer.manifest)

    def offer(self) -> Offer | None:
        try:
            return Offer((self.folder / _MANIFEST).read_bytes(), (self.folder / _SIGNATURE).read_bytes())
        except OSError:
            return None

    def forget_offer(self) -> None:
        (self.folder / _MANIFEST).unlink(missing_ok=True)
        (self.folder / _SIGNATURE).unlink(missing_ok=True)

    def tidy(self, *files: UpdateFile) -> None:
        """Leaves nothing but these, their partials, and what was seen."""
        kept = _KEPT_ALWAYS | {self.place_of(file).name for file in files}
        for file in files:
            partial = self.partial(file)
            kept |= {partial.file.name, partial.notes.name}
        for one in self.folder.iterdir():
            if one.name not in kept and one.is_file():
                one.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        draft = self.folder / f"{name}.new"
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self.folder / name)


def _digest(file: Path) -> tuple[int, str]:
    """Its size and SHA-256; of none where it is not there."""
    try:
        with file.open("rb") as content:
            return os.fstat(content.fileno()).st_size, hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return -1, ""

"""Backups that the window makes, one at a time, on a thread of their own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lazi_desktop.app.logs import log_bug
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.backups import BackupMade
from lazi_desktop.ports.engine import Progress


class _UnderWay:
    def __init__(self) -> None:
        self.stop = threading.Event()

    def cancel(self) -> None:
        self.stop.set()


class WindowBackups:
    """Implements `ports.backups.Backups`."""

    def __init__(self, settings: Callable[[], Settings], config_file: Path) -> None:
        self._settings = settings
        self._config_file = config_file
        self._thread: threading.Thread | None = None
        self._under_way = _UnderWay()

    @property
    def has_hub(self) -> bool:
        return not self._settings().hub.url

    def last(self) -> BackupMade | None:
        try:
            noted = json.loads(
                ProfilePlaces(self._settings().profile).last_backup.read_text(encoding="utf-8")
            )
            return BackupMade(datetime.fromisoformat(noted["at"]), Path(noted["file"]), int(noted["size"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def name(self) -> str:
        from lazi_desktop.app.backup.making import name_of

        return name_of(self._settings(), datetime.now(UTC))

    def begin(
        self,
        to: Path,
        advanced: Callable[[int, int], None],
        ended: Callable[[BackupMade | LaziError], None],
    ) -> _UnderWay:
        under_way = self._under_way = _UnderWay()

        def tell(progress: Progress) -> None:
            advanced(progress.done, progress.total or 0)

        def work() -> None:
            from lazi_desktop.app.backup.making import (  # the window starts without all that
                Watch,
                make_backup,
            )

            watch = Watch(tell=tell, stopping=under_way.stop.is_set)
            try:
                made = make_backup(self._settings(), self._config_file, to, watch)
            except LaziError as error:
                ended(error)
            except Exception as error:
                log_bug(error)
                ended(OurMistake("Nothing was changed. The log has the details."))
            else:
                ended(BackupMade(made.manifest.made_at, made.file, made.size))

        self._thread = threading.Thread(target=work, name="backup")
        self._thread.start()
        return under_way

    def close(self) -> None:
        """Gives up what is under way, and waits for it."""
        self._under_way.cancel()
        if self._thread is not None:
            self._thread.join()

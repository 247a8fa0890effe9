"""What drives the pages of a way in: joining a team, or setting up one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_run.errands import Errands
from lazi_desktop.app.first_run.reached import ReachedFile
from lazi_desktop.config.settings import Settings
from lazi_desktop.ui.first_run.window import FirstRunWindow


class Driver(ABC):
    def __init__(
        self,
        window: FirstRunWindow,
        errands: Errands,
        settings: Settings,
        config: Path | None,
        choose: Callable[[Choice], None],
    ) -> None:
        self._window = window
        self._errands = errands
        self._settings = settings
        self._config = config
        self._choose = choose
        self._reached = ReachedFile(settings.profile)
        self._stop: Callable[[], object] = lambda: None
        self._prepare()

    @abstractmethod
    def _prepare(self) -> None:
        """Its own state, and what the pages tell."""

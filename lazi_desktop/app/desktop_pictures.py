"""All that has to do with pictures in the window: shown, added, worked on; and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection

import structlog

from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import LaziError, WorkspaceProblem
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.chain import PictureChain
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.pictures import PictureSource

log = structlog.get_logger("pictures")


class DesktopPictures:
    """`added` and `tools` are there first: the engine, which is where pictures come from, needs them, too."""

    def __init__(self, places: ProfilePlaces) -> None:
        self.added = AddedPictureFiles(places.added_pictures)
        self.tools = DecoderTools()
        self._folder = places.pictures
        self._chain: PictureChain | None = None

    def come_from(self, source: PictureSource, tell: Callable[[LaziError], None]) -> PictureChain:
        """`tell` hears, on any thread, that pictures are not kept."""
        self._chain = PictureChain(source, PictureDisk(self._folder), tell=tell)
        return self._chain

    def tidy(self, named: Callable[[Collection[str]], Collection[str]]) -> None:
        """Sweeps up what was added and nothing names any more. Blocks on the disk."""
        try:
            self.added.tidy(named)
        except (WorkspaceProblem, OSError) as problem:  # the next start tries again
            log.warning("added pictures were not tidied", reason=type(problem).__name__)

    def close(self) -> None:
        if self._chain is not None:
            self._chain.close()
        self.tools.close()

"""All that has to do with pictures in the window: shown, added, worked on; and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection

import structlog

from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import LaziError, WorkspaceProblem
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.at_hand import PicturesAtHand
from lazi_desktop.images.chain import PictureChain
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.images.gather_run import Surroundings
from lazi_desktop.images.gathering import PictureGathers
from lazi_desktop.images.shelf import PictureShelf
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.pictures import PictureFacts, PictureSource

log = structlog.get_logger("pictures")


class DesktopPictures:
    """`added`, `at_hand` and `tools` are there first: the engine, which is where pictures come from, needs them, too.

    `tell` hears, on any thread, that pictures are not kept, `facts` what is found out about them.
    """

    def __init__(self, places: ProfilePlaces, tell: Callable[[LaziError], None], facts: PictureFacts) -> None:
        self.added = AddedPictureFiles(places.added_pictures)
        self.tools = DecoderTools()
        self._facts = facts
        disk = PictureDisk(places.pictures)
        self.at_hand = PicturesAtHand(self.added, disk)
        self._shelf = PictureShelf(disk, tell, self.added)

    def come_from(self, source: PictureSource) -> None:
        self.chain = PictureChain(source, self._shelf, facts=self._facts)
        self.gatherer = PictureGathers(
            Surroundings(
                source=source,
                shelf=self._shelf,
                look=self.tools.look,
                facts=self._facts,
                is_busy=lambda: self.chain.is_busy,
            )
        )

    def try_again(self) -> None:
        """The connection is back."""
        self.chain.try_again()
        self.gatherer.try_again()

    def tidy(self, named: Callable[[Collection[str]], Collection[str]]) -> None:
        """Sweeps up what was added and nothing names any more. Blocks on the disk."""
        try:
            self.added.tidy(named)
        except (WorkspaceProblem, OSError) as problem:  # the next start tries again
            log.warning("added pictures were not tidied", reason=type(problem).__name__)

    def close(self) -> None:
        self.tools.close()
        self.gatherer.close()
        self.chain.close()

"""What a push has to do with pictures: they go there before what names them, and are looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.picture_proofs import PictureProofs
from lazi_desktop.sync.picture_uploads import PictureUploads
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.turn import Turn


@dataclass(frozen=True, slots=True)
class PushPictures:
    uploads: PictureUploads
    proofs: PictureProofs

    @classmethod
    def of(
        cls,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        tally: Tally,
        *,
        tools: PictureTools | None,
        may_go_on: Callable[[], bool],
    ) -> PushPictures:
        uploads = PictureUploads(hub, remote, turn, clock, tally, may_go_on)
        return cls(uploads, PictureProofs(hub, remote, turn, tally, tools, uploads.found_at))

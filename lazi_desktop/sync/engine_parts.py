"""What the engine of a window is made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.pictures import AddedPictures, PictureTools, WebPictures
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.replica import Replica
from lazi_desktop.ports.system import Clock
from lazi_desktop.ports.workspace import Workspace, WriterThread
from lazi_desktop.sync.schedule import Anywhere, Pauses, Schedule


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the engine works with. The two `open_…` run inside its loop, since connections belong to a loop."""

    open_hub: Callable[[], Awaitable[Hub]]
    open_remote: Callable[[], Awaitable[RemotePricebook]]
    replica: Replica
    writer: WriterThread
    clock: Clock
    new_device: Callable[[], UUID] | None = None
    """Makes this profile another device, which `open_hub` enrols from then on."""
    schedule: Schedule | None = None
    """Without one, nothing runs by itself but the exchange with the hub."""
    workspace: Workspace | None = None
    queries: PricebookQueries | None = None
    """With both, conflicts that need no person are answered."""
    added_pictures: AddedPictures | None = None
    """Those added here, which the team is given with the edits that name them."""
    picture_tools: PictureTools | None = None
    """With which a push compares what it sent with what arrived."""
    open_web: Callable[[], Awaitable[WebPictures]] | None = None
    """Without it, pictures on the web are fetched by whoever is signed in to ServiceTitan."""
    pauses: Pauses = field(default_factory=lambda: Pauses(Anywhere()))

"""What every page of the window is given."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from lazi_desktop.domain.parts import Composition
from lazi_desktop.domain.profile import Profile
from lazi_desktop.domain.push_cost import Pace
from lazi_desktop.ports.drafts import Drafts
from lazi_desktop.ports.engine import SyncEngine
from lazi_desktop.ports.pictures import AddedPictures, PictureGatherer, Pictures, PictureTools
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.system import Notifier
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.tasks import Tasks
from lazi_desktop.ui.units import Units


@dataclass(frozen=True, slots=True)
class UiContext:
    """`state` keeps what the window remembers (geometry, columns, the last category), never settings.

    `place` is where changes go, for the status bar and the confirmation: "production", "demo"… `me` are the names under
    which the shared database knows this person and device; it may come to know more.
    """

    queries: PricebookQueries
    engine: SyncEngine
    edits: Edits
    tasks: Tasks
    notifier: Notifier
    drafts: Drafts
    state: QSettings
    place: str = ""
    has_keys: bool = True
    """Whether this computer may ask ServiceTitan; else another one of the team pulls and pushes."""
    me: Collection[str] = frozenset()
    pace: Callable[[], Pace] = Pace
    """Asked late: the demo knows its settings only when its ServiceTitan answers."""
    pictures: Pictures | None = None
    """None: entries show their tiles."""
    picture_tools: PictureTools | None = None
    added_pictures: AddedPictures | None = None
    """Without these two no pictures are added."""
    picture_gatherer: PictureGatherer | None = None
    """None: pictures are kept when somebody has looked at them."""
    profile: Profile | None = None
    """Whose pricebook it is, for the band over the window; None where there is but one."""
    composition: Callable[[], Composition] | None = None
    """What the program is made of. Reads files; None where nobody asks."""
    units: Units = field(default_factory=Units)
    web_page: str = ""
    """Where an entry stands in ServiceTitan's own pages, with {list} and {id}; "" where nowhere."""

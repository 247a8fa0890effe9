"""What is known of new versions of the program, and how people are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lazi_desktop.domain.errors import LaziError


class UpdateState(StrEnum):
    OFF = "off"
    """Nothing is asked."""
    NO_SERVER = "no server"
    """No address is set, or this program knows no key: nothing is asked."""
    UNKNOWN = "not looked yet"
    LOOKING = "looking"
    CURRENT = "current"
    OFFERED = "offered"
    """There is a newer one, which nobody has fetched yet."""
    FETCHING = "fetching"
    READY = "ready"
    """Fetched and proved; it is installed when the program ends."""
    FOR_IT = "for IT"
    """There is a newer one, which somebody else installs."""
    WAITS = "waits"
    """There is a newer one, which the team's database is too old for."""
    REFUSED = "refused"
    FAILED = "failed"


NEWER = (UpdateState.OFFERED, UpdateState.READY, UpdateState.FETCHING, UpdateState.FOR_IT, UpdateState.WAITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateNews:
    """`kind` of this installation: "deb", "msi", "tarball", "dmg", or "" for a run from the source.
    `hub_revision`: what the offered version works with; `looked` is when the server last answered.
    `was_asked_for`: Windows' installer was, and it is not installed."""

    state: UpdateState
    installed: str = ""
    kind: str = ""
    channel: str = ""
    server: str = ""
    version: str = ""
    notes: str = ""
    hub_revision: str = ""
    looked: datetime | None = None
    error: LaziError | None = None
    done: int = 0
    total: int = 0
    was_asked_for: bool = False


def words_of_update(news: UpdateNews) -> str:
    match news.state:
        case UpdateState.OFF:
            return "Looking for new versions is switched off (updates.channel)."
        case UpdateState.NO_SERVER:
            return "No update server is set (updates.url), so none is asked for new versions."
        case UpdateState.UNKNOWN | UpdateState.LOOKING:
            return "Nothing is known of new versions yet."
        case UpdateState.CURRENT:
            return f"Version {news.installed} is the newest."
        case UpdateState.OFFERED | UpdateState.FETCHING:
            return f"Version {news.version} is there and not fetched yet."
        case UpdateState.READY:
            return f"Version {news.version} is ready; it is installed when LAZI Desktop is closed."
        case UpdateState.FOR_IT:
            return f"Version {news.version} is there. {for_it(news.kind, was_asked_for=news.was_asked_for)}"
        case UpdateState.WAITS:
            return (
                f"Version {news.version} needs the team's database at revision {news.hub_revision}; your"
                " administrator brings it up to date first: lazi-desktop db upgrade"
            )
        case UpdateState.REFUSED | UpdateState.FAILED:
            return str(news.error)


def for_it(kind: str, *, was_asked_for: bool = False) -> str:
    """Who installs it."""
    if was_asked_for:
        return (
            "Windows' installer was asked once, and it is not installed: IT installs it, or “lazi-desktop update” asks"
            " once more."
        )
    if kind == "deb":
        return "It is a package of this computer's system: IT installs it, with apt."
    if kind:
        return "You may not replace the program on this computer: IT installs it."
    return "This one runs from its source, which is brought up to date where it came from."

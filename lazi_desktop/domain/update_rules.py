"""Which offered version may be installed where: what is replayed, old, expired or meant for others is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from lazi_desktop.domain.update_manifest import (
    PRODUCT,
    UpdateFile,
    UpdateManifest,
    UpdateRefused,
    Why,
    version_key,
)

CLOCK_BEHIND: Final = timedelta(days=1)
"""By how much a computer's clock may be behind the release of what it is offered."""
INSTALLED_HERE: Final = ("msi", "tarball")
"""Kinds of installation that the program itself replaces; the others are somebody else's to replace."""

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Installed:
    """`kind` as `installed.toml` says, "" where the program runs from its source."""

    version: str
    kind: str
    platform: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest manifest of a channel that was ever believed on this computer."""

    sequence: int = 0
    digest: str = ""
    released: datetime = _LONG_AGO


def check_manifest(manifest: UpdateManifest, digest: str, *, channel: str, seen: Seen, now: datetime) -> None:
    """Whether it is to be believed at all. `digest` of its bytes tells two of one number apart.

    Raises:
        UpdateRefused: saying why.
    """
    if manifest.product != PRODUCT:
        raise UpdateRefused(Why.PRODUCT, f"What the update server offers is for “{manifest.product}”.")
    if manifest.channel != channel:
        words = f"The update server sent the channel “{manifest.channel}” instead of “{channel}”."
        raise UpdateRefused(Why.CHANNEL, words)
    if manifest.sequence < seen.sequence:
        words = (
            f"The update server sent number {manifest.sequence}, and this computer has seen {seen.sequence}."
        )
        raise UpdateRefused(Why.REPLAYED, words)
    if manifest.sequence == seen.sequence and digest != seen.digest:
        words = f"The update server has sent two different offers with the number {manifest.sequence}."
        raise UpdateRefused(Why.REPLAYED, words)
    if now < max(manifest.released, seen.released) - CLOCK_BEHIND:
        words = f"This computer's clock says {now:%Y-%m-%d}, which is before the release. Set it right."
        raise UpdateRefused(Why.CLOCK, words)
    if now >= manifest.expires:
        words = f"The offer was good until {manifest.expires:%Y-%m-%d}, and this computer's clock says {now:%Y-%m-%d}."
        raise UpdateRefused(Why.EXPIRED, words)


def is_newer(manifest: UpdateManifest, installed: Installed) -> bool:
    """False where that very version runs.

    Raises:
        UpdateRefused: an older one is offered, or this one is too old to be replaced by it.
    """
    offered, here = version_key(manifest.version), version_key(installed.version)
    if offered < here:
        words = (
            f"The offered version {manifest.version} is older than {installed.version}, which is installed."
        )
        raise UpdateRefused(Why.OLDER, words)
    if offered > here and here < version_key(manifest.least_version):
        words = (
            f"Version {manifest.version} replaces {manifest.least_version} or newer. Install that one first."
        )
        raise UpdateRefused(Why.TOO_FAR, words)
    return offered > here


def file_for(manifest: UpdateManifest, installed: Installed) -> UpdateFile:
    """Raises UpdateRefused: there is none for this system."""
    for file in manifest.files:
        if (file.platform, file.kind) == (installed.platform, installed.kind):
            return file
    words = f"Version {manifest.version} has no file for {installed.platform} ({installed.kind})."
    raise UpdateRefused(Why.PLATFORM, words)


def waits_for_hub(manifest: UpdateManifest, own_revision: str, team_revision: str) -> bool:
    """Whether the new version would stand outside: the team's database is older than what it works with.

    `team_revision` "" where nobody could tell.
    """
    return manifest.hub_revision > own_revision and team_revision < manifest.hub_revision

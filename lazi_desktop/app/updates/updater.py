"""One look at the update server: what it offers, whether that is to be believed, and the file of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

import structlog

from lazi_desktop.app.updates.installation import Installation, this_installation
from lazi_desktop.config.places import resources_folder, updates_folder
from lazi_desktop.config.settings import UpdatesSettings
from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import Cancelled, LaziError, UpdateUnavailable
from lazi_desktop.domain.update_address import host_of
from lazi_desktop.domain.update_manifest import (
    LONGEST,
    UpdateFile,
    UpdateManifest,
    UpdateRefused,
    read_manifest,
)
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from lazi_desktop.domain.update_rules import Seen, check_manifest, file_for, is_newer, waits_for_hub
from lazi_desktop.ports.system import Clock
from lazi_desktop.updates.fetching import Fetcher, Stopping
from lazi_desktop.updates.folder import Offer, UpdateFolder
from lazi_desktop.updates.signature import LONGEST as LONGEST_SIGNATURE
from lazi_desktop.updates.signature import Keys, check_signature, shipped_keys

_SPARE = 64 * 1024**2

_log = structlog.get_logger(__name__)

Tell = Callable[[UpdateNews], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is there, and the manifest it belongs to."""

    manifest: UpdateManifest
    file: UpdateFile


class Updater:
    """`team_revision` asks the team's database for its revision; None where it brings itself up to date.

    `way` tells by which proxy the server is asked.
    """

    def __init__(
        self,
        settings: Callable[[], UpdatesSettings],
        clock: Clock,
        *,
        installation: Installation | None = None,
        folder: UpdateFolder | None = None,
        keys: Keys | None = None,
        team_revision: Callable[[], str] | None = None,
        way: Callable[[], Way] = Way,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self.installation = installation or this_installation()
        self.folder = folder or UpdateFolder(updates_folder())
        self._keys = shipped_keys(resources_folder() / "update-keys") if keys is None else keys
        self._team_revision = team_revision
        self._way = way

    def now(self) -> datetime:
        return self._clock.now()

    def at_rest(self) -> UpdateNews:
        """What is known without asking anybody."""
        settings = self._settings()
        installed = self.installation.installed
        news = UpdateNews(
            state=UpdateState.UNKNOWN,
            installed=installed.version,
            kind=installed.kind,
            channel=settings.channel,
            server=host_of(settings.url),
            looked=self.folder.checked_at(),
        )
        if settings.channel == "off":
            return replace(news, state=UpdateState.OFF)
        if not settings.url or not self._keys:
            return replace(news, state=UpdateState.NO_SERVER)
        offer = self.folder.offer()
        if offer is None:
            return news
        try:
            manifest = self._believed(offer, settings.channel)
            if not is_newer(manifest, installed):
                return _offered(news, UpdateState.CURRENT, manifest)
        except UpdateRefused:
            return news  # it has expired, or was of another channel
        if not self.installation.replaces_itself:
            return _offered(news, UpdateState.FOR_IT, manifest)
        try:
            self.installation.check_place()
        except UpdateRefused as error:
            return replace(_offered(news, UpdateState.REFUSED, manifest), error=error)
        if self.ready() is None:
            return _offered(news, UpdateState.OFFERED, manifest)
        return self._fetched(news, manifest)

    def _fetched(self, news: UpdateNews, manifest: UpdateManifest) -> UpdateNews:
        """Where Windows' installer was asked for it and it is not there, it was refused, or did not work."""
        if self.folder.asked_for() == manifest.version:
            return replace(_offered(news, UpdateState.FOR_IT, manifest), was_asked_for=True)
        return _offered(news, UpdateState.READY, manifest)

    def ready(self) -> Ready | None:
        """What was fetched and is still to be believed. The file itself is read anew where it is installed."""
        offer, settings = self.folder.offer(), self._settings()
        if offer is None or settings.channel == "off" or not self.installation.replaces_itself:
            return None
        try:
            manifest = self._believed(offer, settings.channel)
            if not is_newer(manifest, self.installation.installed):
                return None
            file = file_for(manifest, self.installation.installed)
        except UpdateRefused as error:
            _log.info("what was fetched is not good any more", why=str(error.why))
            return None
        return Ready(manifest, file) if self.folder.place_of(file).is_file() else None

    def waits(self, manifest: UpdateManifest) -> bool:
        """Until the team's database fits it."""
        from lazi_desktop.store.hub.schema import EXPECTED_REVISION

        if self._team_revision is None or manifest.hub_revision <= EXPECTED_REVISION:
            return False
        return waits_for_hub(manifest, EXPECTED_REVISION, self._team_revision())

    def look(self, tell: Tell, stopping: Stopping = lambda: False, *, fetch: bool = True) -> UpdateNews:
        """Asks the server, and fetches what is new unless told not to. Where nothing may be asked it asks nothing."""
        news = self.at_rest()
        if news.state in (UpdateState.OFF, UpdateState.NO_SERVER):
            return news
        tell(replace(news, state=UpdateState.LOOKING))
        try:
            with self.folder.alone():
                found = self._look(news, tell, stopping, fetch=fetch)
        except UpdateRefused as error:
            _log.warning("an update was refused", why=str(error.why))
            return replace(self.at_rest(), state=UpdateState.REFUSED, error=error)
        except Cancelled:
            return self.at_rest()
        except LaziError as error:
            return replace(self.at_rest(), state=UpdateState.FAILED, error=error)
        return replace(found, looked=self.folder.checked_at())

    def _look(self, news: UpdateNews, tell: Tell, stopping: Stopping, *, fetch: bool) -> UpdateNews:
        url = self._settings().url.rstrip("/")
        fetcher = Fetcher(f"lazi-desktop/{news.installed}", stopping, self._way())
        try:
            address = f"{url}/{news.channel}.json"
            content = fetcher.small(address, LONGEST)
            offer = Offer(content, fetcher.small(f"{address}.sig", LONGEST_SIGNATURE))
            manifest = self._believed(offer, news.channel)
            self.folder.note_seen(news.channel, Seen(manifest.sequence, offer.digest, manifest.released))
            self.folder.note_checked(self._clock.now())
            is_new = is_newer(manifest, self.installation.installed)
            self.folder.keep_offer(offer)
            if not is_new:
                self.folder.tidy()
                return _offered(news, UpdateState.CURRENT, manifest)
            if not self.installation.replaces_itself:
                return _offered(news, UpdateState.FOR_IT, manifest)
            self.installation.check_place()
            file = file_for(manifest, self.installation.installed)
            if self.waits(manifest):
                return _offered(news, UpdateState.WAITS, manifest)
            if not self.folder.has(file):
                if not fetch:
                    return _offered(news, UpdateState.OFFERED, manifest)
                self._fetch(fetcher, file, f"{url}/", _offered(news, UpdateState.FETCHING, manifest), tell)
            self.folder.tidy(file)
            return self._fetched(news, manifest)
        finally:
            fetcher.close()

    def _fetch(self, fetcher: Fetcher, file: UpdateFile, base: str, news: UpdateNews, tell: Tell) -> None:
        partial = self.folder.partial(file)
        if shutil.disk_usage(self.folder.folder).free < file.size + _SPARE:
            raise UpdateUnavailable("There is not enough room on the disk for the new version.")
        tell(replace(news, total=file.size))
        fetcher.large(
            urljoin(base, file.url),
            file,
            partial,
            lambda done, total: tell(replace(news, done=done, total=total)),
        )
        self.folder.accept(file)

    def _believed(self, offer: Offer, channel: str) -> UpdateManifest:
        check_signature(offer.manifest, offer.signature, self._keys)
        manifest = read_manifest(offer.manifest)
        check_manifest(
            manifest, offer.digest, channel=channel, seen=self.folder.seen(channel), now=self._clock.now()
        )
        return manifest


def _offered(news: UpdateNews, state: UpdateState, manifest: UpdateManifest) -> UpdateNews:
    return replace(
        news,
        state=state,
        version=manifest.version,
        notes=manifest.notes,
        hub_revision=manifest.hub_revision,
        error=None,
    )

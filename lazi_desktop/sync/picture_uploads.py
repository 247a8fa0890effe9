"""Pictures added here on their way to ServiceTitan: each is uploaded once, then named by the path it got there.

An upload points nowhere until something names it. So one whose answer was lost is made again, and one that was not
used in the end serves the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from lazi_desktop.domain.assets import PICTURE_FIELDS, addresses_in, local_digests
from lazi_desktop.domain.errors import LaziError, OutcomeUnknown, RemoteRejected, ScopeMissing
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_digest
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.turn import Turn

KEPT_SECONDS = 600.0  # ServiceTitan does not say for how long it keeps what nothing names
RETRY_SECONDS = 30.0
AWAY_SECONDS = 300.0

AWAY = (
    "The picture is not with the team yet. It is on the computer where it was added, and comes as soon as that one is "
    "connected."
)
NOT_CHECKED = (
    "The picture was uploaded before. Whether ServiceTitan still has it could not be looked at: {reason}"
)
UPLOADED_AGAIN = (
    "ServiceTitan's answer to an uploaded picture was lost, so the picture was uploaded again. The first one may be "
    "there, too; nothing uses it."
)


class Interrupted(Exception):
    """Between two pictures of a job; nothing is wrong with them."""


class NotYet(Exception):
    """The field waits for a picture. `seconds`: for how long at least."""

    def __init__(self, detail: str, seconds: float) -> None:
        super().__init__(detail)
        self.seconds = seconds


class PictureUploads:
    """Of one push. `may_go_on` is asked between two pictures."""

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        tally: Tally,
        may_go_on: Callable[[], bool],
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._tally = tally
        self._may_go_on = may_go_on
        self._asked: set[str] = set()
        self._paths: dict[str, list[str]] = defaultdict(list)
        """Of each picture, those where it should be; the surest first."""
        self._seen: dict[str, float] = {}
        """When a path was known to lead somewhere."""
        self._not_yet: dict[str, tuple[float, NotYet]] = {}
        """Until when a picture is not tried again, and why."""
        self._refused: dict[str, RemoteRejected] = {}
        self._not_allowed: ScopeMissing | None = None
        self._started_over: set[UUID] = set()

    async def paths(self, job: PushJob, sending: Mapping[str, Value]) -> Mapping[str, str]:
        """Of all pictures in there that were added here: where ServiceTitan has them.

        Raises:
            NotYet: one cannot be had or uploaded now.
            Interrupted: not all of them were uploaded.
            LaziError: ServiceTitan refuses one, or cannot be asked.
        """
        addresses = list(_local_addresses(sending))
        await self._ask({digest for _, digest in addresses})
        found: dict[str, str] = {}
        for address, digest in addresses:
            if found and not self._may_go_on():
                raise Interrupted
            found[address] = await self._path_now(job, address, digest)
        return found

    def named(self, paths: Iterable[str]) -> None:
        """Something is about to point there; ServiceTitan may move it away."""
        for path in paths:
            self._seen.pop(path, None)

    def found_at(self, digest: str, path: str) -> None:
        """It was seen there a moment ago, and the hub knows."""
        known = self._paths[digest]
        if path not in known:
            known.insert(0, path)
        self._seen[path] = self._clock.monotonic()

    async def start_over(self, job: PushJob, sending: Mapping[str, Value], error: RemoteRejected) -> bool:
        """Whether a refused job may be sent once more, with its pictures uploaded anew: where it is about them."""
        if job.job_id in self._started_over or not _is_about_pictures(error, sending):
            return False
        self._started_over.add(job.job_id)
        for _, digest in _local_addresses(sending):
            for path in self._paths.pop(digest, []):
                await self._hub.forget_upload(self._turn.lease, digest, path)
        return True

    async def _ask(self, digests: set[str]) -> None:
        new = digests - self._asked
        if new:
            for digest, uploads in (await self._hub.uploads(new)).items():
                known = self._paths[digest]
                by_trust = sorted(uploads, key=lambda one: not one.is_proved)
                known += [one.path for one in by_trust if one.path not in known]
            self._asked |= new

    async def _path_now(self, job: PushJob, address: str, digest: str) -> str:
        until, reason = self._not_yet.get(digest, (0.0, None))
        if reason is not None and self._clock.monotonic() < until:
            raise reason
        try:
            return await self._path(job, address, digest)
        except NotYet as not_yet:
            self._not_yet[digest] = self._clock.monotonic() + not_yet.seconds, not_yet
            raise

    async def _path(self, job: PushJob, address: str, digest: str) -> str:
        known = self._paths[digest]
        while known:
            if await self._is_there(known[0]):
                return known[0]
            await self._hub.forget_upload(self._turn.lease, digest, known.pop(0))
        known.append(await self._upload(job, address, digest))
        return known[0]

    async def _is_there(self, path: str) -> bool:
        if self._clock.monotonic() - self._seen.get(path, float("-inf")) < KEPT_SECONDS:
            return True
        self._tally.requests += 1
        try:
            await self._remote.picture(path)
        except PictureProblem as problem:
            if problem.flaw is PictureFlaw.NOT_THERE:
                return False
            if problem.flaw is not PictureFlaw.NO_ADDRESS:  # what is never given out cannot be looked at
                raise NotYet(NOT_CHECKED.format(reason=problem), RETRY_SECONDS) from problem
        except ScopeMissing:
            return True  # nobody can look
        except LaziError as error:
            raise NotYet(NOT_CHECKED.format(reason=error), RETRY_SECONDS) from error
        self._seen[path] = self._clock.monotonic()
        return True

    async def _upload(self, job: PushJob, address: str, digest: str) -> str:
        if (refused := self._refused.get(digest) or self._not_allowed) is not None:
            raise refused
        content = await self._hub.blob(digest)
        if content is None:
            raise NotYet(AWAY, AWAY_SECONDS)
        try:
            path = await self._uploaded(job, content, address)
        except RemoteRejected as error:
            self._refused[digest] = error
            raise
        except ScopeMissing as error:
            self._not_allowed = error
            raise
        await self._hub.note_upload(self._turn.lease, digest, path)
        self._seen[path] = self._clock.monotonic()
        return path

    async def _uploaded(self, job: PushJob, content: bytes, address: str) -> str:
        def about_to_send() -> None:
            self._turn.check_can_send()
            self._tally.requests += 1
            self._tally.sending(job)

        try:
            return await self._remote.upload_picture(content, address, may_send=about_to_send)
        except OutcomeUnknown:
            if UPLOADED_AGAIN not in self._tally.remarks:
                self._tally.remarks.append(UPLOADED_AGAIN)
        try:
            return await self._remote.upload_picture(content, address, may_send=about_to_send)
        except OutcomeUnknown as error:
            raise NotYet(str(error), RETRY_SECONDS) from error


def _local_addresses(sending: Mapping[str, Value]) -> Iterable[tuple[str, str]]:
    found = {
        address: digest
        for name, value in sending.items()
        for address in addresses_in(name, value)
        if (digest := local_digest(address)) is not None
    }
    return found.items()


def _is_about_pictures(error: RemoteRejected, sending: Mapping[str, Value]) -> bool:
    """Whether ServiceTitan names what we send the paths in."""
    ours = {name for name in PICTURE_FIELDS if local_digests(name, sending.get(name))}
    if not ours:
        return False
    if error.field_errors:
        return bool(ours & error.field_errors.keys())
    said = error.detail.casefold()
    return any(word in said for word in ("asset", "image", "url"))

"""Whether the pictures that ServiceTitan shows are those that were sent: they are fetched again and compared.

It gives them paths of its own and may pack them anew. A path that is proved once is known to the hub from then on.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from uuid import UUID

from lazi_desktop.domain.assets import local_digests
from lazi_desktop.domain.errors import LaziError, ScopeMissing
from lazi_desktop.domain.picture_proofs import NO_PICTURES, Pair, PicturesShown, file_of, to_compare
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.turn import Turn

ANOTHER = "ServiceTitan shows another picture than the one that was sent."
NOT_GIVEN = "ServiceTitan lists the picture, and does not give it out."
NO_PICTURE = "What ServiceTitan has in place of the picture cannot be read as one."
NOT_FETCHED = (
    "ServiceTitan has taken the picture. Whether it is the right one could not be looked at yet: {reason}"
)
NOT_ALLOWED = "ServiceTitan has taken the picture. Whether it is the right one cannot be looked at: {reason}"
NOT_HERE = "The picture that was sent is not with the team any more."
NO_TOOLS = "Pictures cannot be compared on this computer."

_NOT_OUT = (PictureFlaw.NOT_THERE, PictureFlaw.NO_ADDRESS, PictureFlaw.PRIVATE_ADDRESS)
_OUR_TROUBLE = (
    PictureFlaw.NO_DECODER, PictureFlaw.DECODER_DIED, PictureFlaw.TOO_MUCH_MEMORY, PictureFlaw.TOO_SLOW,
    PictureFlaw.REFUSED,
)  # fmt: skip


class _NotNow(Exception):
    """It can be told later."""


class _NotHere(_NotNow):
    """It can be told when a computer that has our picture is connected; there may be none."""


class PictureProofs:
    """Of one push. `tell` hears what was fetched just now and is proved."""

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        tally: Tally,
        tools: PictureTools | None,
        tell: Callable[[str, str], None] = lambda digest, path: None,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._tally = tally
        self._tools = tools
        self._tell = tell
        self._asked: set[str] = set()
        self._proved: set[Pair] = set()
        self._uploaded: set[Pair] = set()
        self._other: dict[Pair, str] = {}
        self._not_given: set[Pair] = set()
        self._not_now: dict[Pair, _NotNow] = {}
        self._shown: dict[UUID, PicturesShown] = {}

    def of(self, job: PushJob) -> PicturesShown:
        return self._shown.get(job.job_id, NO_PICTURES)

    def forget_what_may_change(self) -> None:
        """What was not given out, or could not be fetched, is asked for anew."""
        self._not_given.clear()
        self._not_now.clear()

    async def look(self, job: PushJob, entity: RemoteEntity) -> PicturesShown:
        """Before the hub takes in what was read: it then knows which paths are ours."""
        digests = {digest for one in job.fields for digest in local_digests(one.field, one.value)}
        if not digests:
            return NO_PICTURES
        await self._ask(digests)
        doubts: dict[str, str] = {}
        not_known: dict[str, str] = {}
        not_here: set[str] = set()
        for one in job.fields:
            theirs = entity.fields.get(one.field)
            for pair in to_compare(one.field, one.value, theirs, one.base, self._proved, self._uploaded):
                try:
                    doubt = await self._compare(pair)
                except _NotHere as reason:
                    if one.may_send:
                        not_known.setdefault(one.field, NOT_FETCHED.format(reason=reason))
                        not_here.add(one.field)
                    else:  # nobody wants it any more: what is there is what counts
                        doubts[one.field] = NOT_HERE
                except _NotNow as reason:
                    not_known[one.field] = NOT_FETCHED.format(reason=reason)
                else:
                    if doubt:
                        doubts[one.field] = doubt
        shown = self._shown[job.job_id] = PicturesShown(self._proved, doubts, not_known, not_here)
        return shown

    async def _ask(self, digests: Iterable[str]) -> None:
        new = set(digests) - self._asked
        if new:
            for digest, uploads in (await self._hub.uploads(new)).items():
                self._proved |= {(digest, one.path) for one in uploads if one.is_proved}
                self._uploaded |= {(digest, file_of(one.path)) for one in uploads}
            self._asked |= new

    async def _compare(self, pair: Pair) -> str:
        """Why they are not the same; "" where they are, which the hub knows from then on."""
        if pair in self._other:
            return self._other[pair]
        if pair in self._not_given:
            return NOT_GIVEN
        if pair in self._not_now:
            raise self._not_now[pair]
        try:
            return await self._fetch_and_compare(pair)
        except _NotNow as reason:
            self._not_now[pair] = reason
            raise

    async def _fetch_and_compare(self, pair: Pair) -> str:
        digest, path = pair
        self._tally.requests += 1
        try:
            theirs = await self._fetch(path)
            doubt = "" if await self._is_same(digest, theirs) else ANOTHER
        except ScopeMissing as error:
            return NOT_ALLOWED.format(reason=error)
        except PictureProblem as problem:
            if problem.flaw in _OUR_TROUBLE:
                raise _NotNow(str(problem)) from problem
            if problem.flaw in _NOT_OUT:
                self._not_given.add(pair)  # perhaps not yet
                return NOT_GIVEN
            doubt = NO_PICTURE
        if doubt:
            self._other[pair] = doubt
        else:
            await self._hub.prove_picture(self._turn.lease, digest, path)
            self._proved.add(pair)
            self._tell(digest, path)
        return doubt

    async def _fetch(self, path: str) -> bytes:
        try:
            return await self._remote.picture(path)
        except (PictureProblem, ScopeMissing):
            raise
        except LaziError as error:
            raise _NotNow(str(error)) from error

    async def _is_same(self, digest: str, theirs: bytes) -> bool:
        if hashlib.sha256(theirs).hexdigest() == digest:
            return True
        ours = await self._hub.blob(digest)
        if ours is None:
            raise _NotHere(NOT_HERE)
        if self._tools is None:
            raise _NotNow(NO_TOOLS)
        try:
            return await asyncio.wrap_future(self._tools.are_same(ours, theirs))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise _NotNow(NO_TOOLS) from None  # they are closed while the program ends

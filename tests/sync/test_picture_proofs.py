"""What keeps a push from knowing whether a picture arrived, and what it then says."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, cast
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import RemoteUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_address
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.ports.hub_push import PushField, PushJob
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.sync.picture_proofs import (
    ANOTHER,
    NO_PICTURE,
    NO_TOOLS,
    NOT_GIVEN,
    NOT_HERE,
    PictureProofs,
)
from lazi_desktop.sync.push_pictures import PushPictures
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.turn import Turn
from tests.sync.creating import StillClock

OURS, THEIRS = b"ours", b"packed anew"
DIGEST = hashlib.sha256(OURS).hexdigest()
PATH = "Images/Service/x.jpg"


class Team:
    def __init__(self, blob: bytes | None = OURS) -> None:
        self.kept = blob
        self.proved: list[tuple[str, str]] = []

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        return {}

    async def blob(self, digest: str) -> bytes | None:
        return self.kept

    async def prove_picture(self, lease: Lease, digest: str, path: str) -> None:
        self.proved.append((digest, path))


class Storage:
    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = list(answers)
        self.uploaded: Exception = AssertionError("It is uploaded again.")

    async def upload_picture(self, content: bytes, address: str, **named: object) -> str:
        raise self.uploaded

    async def picture(self, address: str) -> bytes:
        assert address == PATH
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Tools:
    def __init__(self, answer: bool | Exception | None) -> None:
        self.answer = answer

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        assert (one, other) == (OURS, THEIRS)
        found: Future[bool] = Future()
        if isinstance(self.answer, Exception):
            found.set_exception(self.answer)
        elif self.answer is None:
            found.cancel()
        else:
            found.set_result(self.answer)
        return found


class OurTurn:
    lease = Lease("servicetitan", 1, 180)


def proofs(team: Team, storage: Storage, tools: Tools | None) -> PictureProofs:
    clock = StillClock()
    tally = Tally(clock, lambda progress: None, lambda moved: None)
    hub, remote = cast(Hub, team), cast(RemotePricebook, storage)
    return PictureProofs(hub, remote, cast(Turn, OurTurn()), tally, cast(PictureTools | None, tools))


def read(path: str = PATH, *, may_send: bool = True) -> tuple[PushJob, RemoteEntity]:
    def assets(url: str) -> list[dict[str, Any]]:
        return [{"alias": None, "isDefault": True, "type": "Image", "url": url}]

    ours = assets(local_address(DIGEST, "jpg"))
    field = PushField(field="assets", value=ours, base=[], op_id=uuid4(), may_send=may_send)
    job = PushJob(
        job_id=uuid4(), entity_key=EntityKey(uuid4()), entity_kind=EntityKind.SERVICE, remote_id=7, code="S",
        name="S", fields=[field], attempt=1, state="claimed",
    )  # fmt: skip
    return job, RemoteEntity(EntityKind.SERVICE, 7, "{}", {"assets": assets(path)})


async def test_the_same_bytes_need_no_comparing_and_are_proved_once() -> None:
    team = Team(None)
    asked = proofs(team, Storage(OURS), None)
    job, entity = read()
    for _ in range(2):
        shown = await asked.look(job, entity)
        assert (dict(shown.doubts), dict(shown.not_known)) == ({}, {})
    assert (team.proved, (DIGEST, PATH) in shown.proved) == ([(DIGEST, PATH)], True)
    assert asked.of(job) == shown


@pytest.mark.parametrize(
    ("answer", "tools", "doubt"),
    [
        (THEIRS, Tools(True), None),
        (THEIRS, Tools(False), ANOTHER),
        (THEIRS, Tools(PictureProblem(PictureFlaw.DAMAGED, "It is damaged.")), NO_PICTURE),
        (PictureProblem(PictureFlaw.NOT_THERE, "Gone."), None, NOT_GIVEN),
        (PictureProblem(PictureFlaw.NO_ADDRESS, "None."), None, NOT_GIVEN),
        (PictureProblem(PictureFlaw.TOO_MANY_BYTES, "Large."), None, NO_PICTURE),
    ],
)
async def test_what_is_there_is_the_same_or_why_it_is_not(
    answer: bytes | Exception, tools: Tools | None, doubt: str | None
) -> None:
    team = Team()
    shown = await proofs(team, Storage(answer), tools).look(*read())
    assert (shown.doubts.get("assets"), dict(shown.not_known)) == (doubt, {})
    assert team.proved == ([(DIGEST, PATH)] if doubt is None else [])


async def test_what_is_not_given_out_is_asked_for_once_until_it_may_have_changed() -> None:
    gone = PictureProblem(PictureFlaw.NOT_THERE, "Gone.")
    storage = Storage(gone, OURS)
    asked = proofs(Team(), storage, None)
    job, entity = read()
    for _ in range(3):
        assert (await asked.look(job, entity)).doubts == {"assets": NOT_GIVEN}
    assert len(storage.answers) == 1
    asked.forget_what_may_change()
    assert not (await asked.look(job, entity)).doubts


@pytest.mark.parametrize(
    ("answer", "tools", "blob", "reason"),
    [
        (RemoteUnavailable("It is away."), None, OURS, "It is away."),
        (PictureProblem(PictureFlaw.REFUSED, "It refused."), None, OURS, "It refused."),
        (THEIRS, None, OURS, NO_TOOLS),
        (THEIRS, None, None, NOT_HERE),
        (THEIRS, Tools(None), OURS, NO_TOOLS),  # closed while the program ends
        (THEIRS, Tools(PictureProblem(PictureFlaw.DECODER_DIED, "It died.")), OURS, "It died."),
    ],
)
async def test_what_cannot_be_told_now_is_neither_proved_nor_doubted(
    answer: bytes | Exception, tools: Tools | None, blob: bytes | None, reason: str
) -> None:
    team = Team(blob)
    asked = proofs(team, Storage(answer, OURS), tools)
    job, entity = read()
    shown = await asked.look(job, entity)
    assert (dict(shown.doubts), team.proved) == ({}, [])
    assert reason in shown.not_known["assets"]
    assert reason in (await asked.look(job, entity)).not_known["assets"]
    asked.forget_what_may_change()
    assert not (await asked.look(job, entity)).not_known
    assert team.proved


async def test_another_picture_is_fetched_once() -> None:
    job, entity = read()
    storage = Storage(THEIRS)
    asked = proofs(Team(), storage, Tools(False))
    for _ in range(2):
        assert (await asked.look(job, entity)).doubts == {"assets": ANOTHER}


async def test_what_nobody_wants_any_more_is_not_waited_for_where_nobody_has_it() -> None:
    team = Team(None)
    asked = proofs(team, Storage(THEIRS, RemoteUnavailable("It is away.")), Tools(True))
    wanted, unwanted = read(), read(may_send=False)
    assert NOT_HERE in (await asked.look(*wanted)).not_known["assets"]
    shown = await asked.look(*unwanted)
    assert (dict(shown.doubts), dict(shown.not_known), team.proved) == ({"assets": NOT_HERE}, {}, [])
    asked.forget_what_may_change()
    assert "It is away." in (await asked.look(*unwanted)).not_known["assets"]


async def test_where_a_picture_is_proved_to_be_it_is_not_uploaded_again_in_the_same_push() -> None:
    """The hub was restored to before it was uploaded, and the push asks for uploads before it sees it there."""
    team, storage = Team(), Storage(OURS)
    clock = StillClock()
    tally = Tally(clock, lambda progress: None, lambda moved: None)
    hub, remote, turn = cast(Hub, team), cast(RemotePricebook, storage), cast(Turn, OurTurn())
    pictures = PushPictures.of(hub, remote, turn, clock, tally, tools=None, may_go_on=lambda: True)
    job, entity = read()
    sending = {one.field: one.value for one in job.fields}
    storage.uploaded = RemoteUnavailable("It is away.")
    with pytest.raises(RemoteUnavailable):
        await pictures.uploads.paths(job, sending)
    await pictures.proofs.look(job, entity)
    assert dict(await pictures.uploads.paths(job, sending)) == {local_address(DIGEST, "jpg"): PATH}

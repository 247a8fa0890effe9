"""What the hub makes of pictures that ServiceTitan has under other addresses, the model makes of them too."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.assets import readdressed
from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.pictures import local_address
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.ports.hub_push import JobEnd
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.fakes.hub_pictures import KeptPictures
from tests.simulation import model_rows
from tests.simulation.model_servicetitan import BEGIN
from tests.simulation.test_conformance import M, TwoHubs

DIGESTS = ["1" * 64, "2" * 64, "3" * 64]
ADDRESSES = [local_address(digest, "jpg") for digest in DIGESTS]
FOLDERS = ("Temporary", "Material")
FIRST = datetime(2001, 1, 1, tzinfo=UTC)


class TwoHubsWithPictures:
    """Desks that give entries pictures, pushes that send them, and an office that works with what arrived."""

    def __init__(self, seed: int) -> None:
        self.hubs = TwoHubs()
        self.dice = random.Random(seed)
        self.numbers = [number for number, kind in self.hubs.kinds.items() if kind is M]
        self.known: list[tuple[str, str]] = []  # addresses of ours, and where they were uploaded to
        for number in self.numbers:
            self._put(number, [])

    def step(self) -> None:
        self.dice.choice(
            (
                self.edit,
                self.edit,
                self.exchange,
                self.push,
                self.push,
                self.prove,
                self.pull,
                self.office_moves,
            )
        )()
        self.hubs._agree()

    def edit(self) -> None:
        person = self.hubs.people[self.dice.randrange(2)]
        key = self.dice.choice([person.hub.model.by_remote[M, number].key for number in self.numbers])
        detail = person.work.queries.detail(key)
        assert detail is not None
        seen = self.dice.choice((detail.effective, detail.effective, detail.mirror)).get("assets")
        addresses = [one["url"] for one in seen or ()]
        choices = [*ADDRESSES, *(path for _, path in self.known)]
        wanted = self.dice.choice(
            (
                [*addresses, self.dice.choice(choices)],
                addresses[:-1],
                self.dice.sample(choices, min(2, len(choices))),
            )
        )
        value = _assets(list(dict.fromkeys(wanted)))
        person.do(edit_fields, [FieldEdit(key, "assets", value, seen)])
        if self.dice.random() < 0.6:
            person.do(
                submit_changes, [one.op_id for one in person.work.queries.pending() if one.entity_key == key]
            )

    def exchange(self) -> None:
        self.hubs._exchange(self.dice.choice(self.hubs.everybody))

    def push(self) -> None:
        for person in self.hubs.people:
            self.hubs._exchange(person)
        self.hubs.time_passes(self.dice.choice((70, 130, 310)))
        self.hubs.runner.run(self._push())

    async def _push(self) -> None:
        leader = self.hubs.leader
        real, model = await leader.begin_push()
        self.hubs.pushes[real] = model
        for both in await leader.claim(3):
            self.hubs.model.loop.now += 0.01
            sending = {one.field: one.value for one in both[0].fields if one.may_send}
            before = self.hubs.there[both[0].remote_id or 0]
            known = {name: before.get(name) for name in sending}
            attempts = await leader.intend(both, sending, known) if sending else None
            if attempts is None:
                await leader.put_off(both, JobEnd.RETRY, {})
                continue
            for field, value in sending.items():
                for address in ADDRESSES:
                    if address in str(value):
                        await self._upload(address)
                before = {**before, field: readdressed(field, value, dict(self.known))}
            self.hubs.there[both[0].remote_id or 0] = before
            if self.dice.random() < 0.3:
                await leader.answered(both, attempts, "ambiguous")
                continue
            await leader.answered(both, attempts, "applied")
            if self.dice.random() < 0.5:
                for one, path in self.known:
                    await self._about("prove_picture", one, path)
            if self.dice.random() < 0.7:
                await leader.ingest(M, self.hubs._entities([both[0].remote_id or 0]))
            await self.hubs._settle(both)

    async def _upload(self, address: str) -> None:
        path = f"Images/Temporary/{len(self.known)}.jpg"
        await self._about("note_upload", address, path)
        self.known.append((address, path))

    async def _about(self, what: str, address: str, path: str) -> None:
        leader = self.hubs.leader
        digest = address.removeprefix("picture:").removesuffix(".jpg")
        await getattr(leader.real, what)(leader.lease, digest, path)
        getattr(leader.model, what)(leader.device, leader.theirs.token, digest, path)

    def prove(self) -> None:
        if self.known:
            what = self.dice.choice(("prove_picture", "prove_picture", "forget_upload"))
            self.hubs.runner.run(self._about(what, *self.dice.choice(self.known)))

    def pull(self) -> None:
        self.hubs._ingest(self.numbers)

    def office_moves(self) -> None:
        """ServiceTitan puts a picture elsewhere, or somebody there changes the list."""
        number = self.dice.choice(self.numbers)
        addresses = [one["url"] for one in self.hubs.there[number]["assets"]]
        if self.dice.random() < 0.6:
            addresses = [one.replace("/Temporary/", "/Material/") for one in addresses]
        else:
            addresses = addresses[1:] or ["Images/Material/theirs.jpg"]
        self._put(number, addresses)
        self.pull()

    def _put(self, number: int, addresses: list[str]) -> None:
        self.hubs.there[number] = {**self.hubs.there[number], "assets": _assets(addresses)}


def _assets(addresses: list[str]) -> list[dict[str, Any]]:
    return [
        {"alias": None, "isDefault": place == 0, "type": "Image", "url": address}
        for place, address in enumerate(addresses)
    ]


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", range(6))
def test_pictures_under_other_addresses_are_decided_alike(
    server: EmbeddedPostgres, tmp_path: Path, seed: int
):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    both = TwoHubsWithPictures(seed)
    try:
        for _ in range(60):
            both.step()
        assert both.known
    finally:
        both.hubs.teardown()
        model_rows.TENANT = before


def test_what_is_the_same_picture_is_told_alike(server: EmbeddedPostgres, tmp_path: Path):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    both = TwoHubsWithPictures(0)
    try:
        for address, path in zip(ADDRESSES, ("Images/Temporary/a.jpg", "Images/b.jpg", "odd/"), strict=True):
            both.hubs.runner.run(both._about("note_upload", address, path))
        both.hubs.runner.run(both._about("prove_picture", ADDRESSES[1], "Images/b.jpg"))
        single: list[Any] = [
            None, "", *ADDRESSES, "picture:no", "Images/Temporary/a.jpg", "Images/Material/a.jpg", "a.jpg",
            "Images/b.jpg", "Images/Material/b.jpg", "Images/A.jpg", "odd/", "x/", 1,
        ]  # fmt: skip
        entries = [{"url": one, "alias": alias} for one in single for alias in (None, "x")]
        values = [
            *single,
            [],
            *([one] for one in single),
            *([one] for one in entries),
            ["a.jpg", ADDRESSES[0]],
        ]
        values += [{"url": ADDRESSES[0]}, [[ADDRESSES[0]]]]
        for field in ("assets", "image", "sku_images", "description"):
            for loosely in (False, True):
                rows = both.hubs.admin.execute(
                    "select a.n - 1, b.n - 1, sync.as_said(%s, %s, a.value, b.value, %s)"
                    " from jsonb_array_elements(%s) with ordinality a (value, n),"
                    " jsonb_array_elements(%s) with ordinality b (value, n)",
                    (both.hubs.tenant, field, loosely, *(2 * [wire.encode(values)])),
                ).fetchall()
                for one, other, said in rows:
                    expected = both.hubs.model.as_said(field, values[one], values[other], loosely=loosely)
                    assert said == expected, (field, loosely, values[one], values[other])
    finally:
        both.hubs.close()
        model_rows.TENANT = before


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_of_pictures_is_told_alike(server: EmbeddedPostgres, tmp_path: Path, seed: int):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    both = TwoHubsWithPictures(seed)
    try:
        both.hubs.runner.run(_keep_some(both))
    finally:
        both.hubs.close()
        model_rows.TENANT = before


async def _keep_some(both: TwoHubsWithPictures) -> None:
    dice, leader = both.dice, both.hubs.leader
    real, model = leader.real, leader.model
    contents = [bytes([n]) * 3 for n in range(4)]
    digests = [hashlib.sha256(one).hexdigest() for one in contents]
    paths = [f"Images/{n}.jpg" for n in range(4)]
    for number in range(80):
        model.loop.now += 1
        digest, path, content = dice.choice(digests), dice.choice(paths), dice.choice(contents)
        what = dice.choice(
            ("blob", "picture", "note_upload", "forget_upload", "prove_picture", "prove_picture")
        )
        if what == "blob":
            refused = []
            for keep in (
                real.keep_blob(digest, "image/jpeg", content),
                _at_once(model.keep_blob, digest, content),
            ):
                try:
                    await keep
                except HubRefused:
                    refused.append(keep)
            assert len(refused) == (0 if hashlib.sha256(content).hexdigest() == digest else 2)
        elif what == "picture":
            await real.keep_picture(path, "image/jpeg", content)
            model.keep_picture(path, content)
        else:
            await getattr(real, what)(leader.lease, digest, path)
            known = model.pictures
            {"note_upload": known.note, "prove_picture": known.prove}.get(what, _forget(known))(
                digest, path, BEGIN + timedelta(seconds=model.loop.now)
            )
        _happened_at(both, FIRST + timedelta(seconds=number))
        assert await real.missing_blobs(digests) == model.missing_blobs(digests)
        assert [await real.blob(one) for one in digests] == [model.blob(one) for one in digests]
        assert [await real.picture(one) for one in paths] == [model.picture(one) for one in paths]
        assert _paths(await real.uploads(digests)) == _paths(model.uploads(digests))


def _happened_at(both: TwoHubsWithPictures, moment: datetime) -> None:
    """The clock of this computer may be set back meanwhile, and the hub tells by it what came last."""
    both.hubs.admin.execute(
        "set session_replication_role = replica"
    )  # what is received is only ever added to
    for table, column in (
        ("sync.picture_uploads", "uploaded_at"),
        ("sync.picture_uploads", "proved_at"),
        ("raw.pricebook_images", "fetched_at"),
    ):
        both.hubs.admin.execute(
            f"update {table} set {column} = %s where tenant_id = %s and {column} > %s",
            (moment, both.hubs.tenant, FIRST + timedelta(days=1)),
        )
    both.hubs.admin.execute("reset session_replication_role")


async def _at_once(work: Callable[..., None], *values: Any) -> None:
    work(*values)


def _forget(known: KeptPictures) -> Callable[..., None]:
    return lambda digest, path, at: known.forget(digest, path)


def _paths(found: Mapping[str, Sequence[Upload]]) -> Any:
    return {digest: [(one.path, one.is_proved) for one in its] for digest, its in found.items()}

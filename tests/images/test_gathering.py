"""All pictures brought to this computer: what is here is left alone, what cannot be had is waited for or told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest

from lazi_desktop.domain.errors import LaziError, RemoteUnavailable, ScopeMissing
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_address
from lazi_desktop.images import gather_run
from lazi_desktop.images.disk import BLOCK, PictureDisk, digest
from lazi_desktop.images.gather_run import AT_ONCE, MOST_TRIES, Surroundings
from lazi_desktop.images.gathering import ENOUGH_KNOWN, PictureGathers
from lazi_desktop.images.shelf import PictureShelf
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.pictures import GatherOutcome, GatherProgress, PictureFact
from tests.images.samples import jpeg
from tests.images.test_chain import PATIENCE, Added, Facts, Source, until

PICTURE = jpeg(300, 200)
ADDRESSES = [f"Images/{number}.jpg" for number in range(12)]


class Many(Source):
    """Some addresses are answered in another way."""

    def __init__(self, content: bytes | LaziError | None = PICTURE) -> None:
        super().__init__(content)
        self.others: dict[str, bytes | LaziError] = {}

    def fetch_picture(self, address: str) -> Future[bytes]:
        usual, self.content = self.content, self.others.get(address, self.content)
        try:
            return super().fetch_picture(address)
        finally:
            self.content = usual


class Stage:
    def __init__(self, folder: Path) -> None:
        self.source = Many()
        self.disk = PictureDisk(folder / "pictures")
        self.added = Added()
        self.facts = Facts()
        self.told: list[LaziError] = []
        self.heard: list[GatherProgress] = []
        self.busy = False
        self.seconds = 0.0
        self.tools = DecoderTools()
        self.gathers = PictureGathers(
            Surroundings(
                source=self.source,
                shelf=PictureShelf(self.disk, self.told.append, self.added),
                look=self.tools.look,
                facts=self.facts,
                is_busy=lambda: self.busy,
                monotonic=self.later,
            )
        )

    def later(self) -> float:
        self.seconds += 0.2
        return self.seconds

    def gathered(self, addresses: list[str]) -> GatherOutcome:
        return self.gathers.gather(addresses, self.heard.append).outcome.result(PATIENCE)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.gathers.close()
    made.tools.close()


def test_all_come_and_it_is_told_how_far_it_is(stage: Stage) -> None:
    found = stage.gathered(ADDRESSES)
    assert (found.total, found.here, found.came, found.size) == (12, 12, 12, 12 * len(PICTURE))
    assert not found.problems
    assert not found.is_cancelled
    assert all(stage.disk.original(address) == PICTURE for address in ADDRESSES)
    done = [one.done for one in stage.heard]
    assert done == sorted(done)
    assert stage.heard[-1] == GatherProgress(done=12, total=12, failed=0, size=12 * len(PICTURE))
    assert stage.gathers.under_way is None


def test_what_is_here_is_not_fetched_again_and_counts(stage: Stage) -> None:
    for address in ADDRESSES[:5]:
        stage.disk.keep_original(address, PICTURE)
    stage.added.held[digest(PICTURE)] = PICTURE
    added_here = local_address(digest(PICTURE), "jpg")
    found = stage.gathered([*ADDRESSES, added_here, *ADDRESSES])
    assert (found.total, found.here, found.came) == (13, 13, 7)
    assert sorted(stage.source.asked) == sorted(ADDRESSES[5:])


def test_what_is_found_out_is_told(stage: Stage) -> None:
    missing = PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more.")
    elsewhere = local_address("0" * 64, "jpg")
    stage.source.others = {ADDRESSES[1]: missing, ADDRESSES[2]: b"a text", elsewhere: missing}
    found = stage.gathered([*ADDRESSES[:3], elsewhere])
    assert (found.here, found.came) == (1, 1)
    assert sorted(found.problems) == sorted([*ADDRESSES[1:3], elsewhere])
    assert stage.heard[-1].failed == 3
    assert stage.disk.original(ADDRESSES[2]) is None
    assert {fact.address: fact.flaw for fact in stage.facts.heard} == {
        ADDRESSES[0]: None,
        ADDRESSES[1]: PictureFlaw.NOT_THERE,
        ADDRESSES[2]: PictureFlaw.NOT_A_PICTURE,
    }
    (good,) = [fact.look for fact in stage.facts.heard if fact.look is not None]
    assert (good.width, good.height) == (300, 200)


def test_cancelled_it_stops_and_goes_on_from_there_the_next_time(stage: Stage) -> None:
    stage.source.content = None
    run = stage.gathers.gather(ADDRESSES, stage.heard.append)
    until(lambda: len(stage.source.asked) == AT_ONCE)
    stage.source.waiting[stage.source.asked[0]].set_result(PICTURE)
    until(lambda: len(stage.source.asked) == AT_ONCE + 1)
    run.cancel()
    found = run.outcome.result(PATIENCE)
    assert (found.came, found.is_cancelled) == (1, True)
    assert sum(request.cancelled() for request in stage.source.waiting.values()) == AT_ONCE
    stage.source.content = PICTURE
    assert stage.gathered(ADDRESSES).came == 11


def test_a_second_run_is_the_one_under_way(stage: Stage) -> None:
    stage.source.content = None
    run = stage.gathers.gather(ADDRESSES, lambda _: None)
    assert stage.gathers.under_way is run
    heard: list[GatherProgress] = []
    assert stage.gathers.gather(ADDRESSES, heard.append) is run
    until(lambda: bool(heard))


def test_nothing_is_fetched_while_somebody_waits_for_a_picture(stage: Stage) -> None:
    stage.busy = True
    run = stage.gathers.gather(ADDRESSES, stage.heard.append)
    until(lambda: len(stage.heard) > 3)
    assert not stage.source.asked
    stage.busy = False
    assert run.outcome.result(PATIENCE).came == 12


def test_without_a_connection_it_waits_and_says_so_and_goes_on_when_it_is_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather_run, "pause_after", lambda _: float("inf"))
    stage.source.content = RemoteUnavailable("No network.")
    run = stage.gathers.gather(ADDRESSES, stage.heard.append)
    until(lambda: bool(stage.heard) and stage.heard[-1].waits == "No network.")
    stage.source.content = PICTURE
    stage.gathers.try_again()
    assert run.outcome.result(PATIENCE).came == 12
    assert stage.heard[-1].waits == ""


def test_one_that_never_comes_is_told_and_holds_up_no_other(stage: Stage) -> None:
    dead = "https://dead.example/a.jpg"
    stage.source.others = {dead: RemoteUnavailable("It cannot be reached.")}
    found = stage.gathered([dead, *ADDRESSES])
    assert (found.came, list(found.problems)) == (12, [dead])
    assert stage.source.asked.count(dead) == MOST_TRIES


def test_what_waiting_does_not_mend_ends_it(stage: Stage) -> None:
    stage.source.content = ScopeMissing("Your app may not read pictures.")
    run = stage.gathers.gather(ADDRESSES, stage.heard.append)
    assert isinstance(run.outcome.exception(PATIENCE), ScopeMissing)
    assert stage.gathers.under_way is None


def test_a_disk_that_is_nearly_full_ends_it_and_what_came_stays(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.gathered(ADDRESSES[:3])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    error = stage.gathers.gather(ADDRESSES, stage.heard.append).outcome.exception(PATIENCE)
    assert isinstance(error, PictureProblem)
    assert error.flaw is PictureFlaw.DISK_FULL
    assert stage.disk.original(ADDRESSES[0]) == PICTURE


def test_more_is_kept_than_usual_so_that_all_stay(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path, most=10 * BLOCK)
    content = [bytes([number]) * BLOCK for number in range(40)]
    for number, one in enumerate(content):
        disk.hold(len(one))
        disk.keep_original(f"Images/{number}.jpg", one)
    again = PictureDisk(tmp_path, most=10 * BLOCK)
    again.keep_original("Images/more.jpg", b"more")
    assert all(again.original(f"Images/{number}.jpg") == one for number, one in enumerate(content))


def test_how_much_it_would_be_is_told_from_what_is_here(stage: Stage) -> None:
    many = [f"Images/{number}.jpg" for number in range(3 * ENOUGH_KNOWN)]
    first = stage.gathers.estimate(many).result(PATIENCE)
    assert (first.total, first.here, first.missing, first.size) == (60, 0, 60, None)
    assert first.room > 0
    for number, address in enumerate(many[:ENOUGH_KNOWN]):
        stage.disk.keep_original(address, bytes([number]) * (1000 if number % 2 else 3000))
    known = stage.gathers.estimate([*many, *many]).result(PATIENCE)
    assert (known.total, known.missing, known.size) == (60, 40, 40 * 2000)
    assert not stage.source.asked


def test_closing_ends_it(stage: Stage) -> None:
    stage.source.content = None
    run = stage.gathers.gather(ADDRESSES, stage.heard.append)
    until(lambda: bool(stage.source.asked))
    stage.gathers.close()
    assert run.outcome.result(0).is_cancelled


def test_facts_are_those_of_the_chain(stage: Stage) -> None:
    stage.gathered(ADDRESSES[:1])
    (fact,) = stage.facts.heard
    assert fact == PictureFact(ADDRESSES[0], look=stage.tools.look(PICTURE).result(PATIENCE))

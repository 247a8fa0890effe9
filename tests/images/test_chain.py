"""From memory, disk or ServiceTitan: each picture asked for once, what is visible first, and nothing for nobody."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from lazi_desktop.domain.errors import LaziError, RemoteUnavailable, ScopeMissing
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, PreparedPicture, local_address
from lazi_desktop.images.away import ALONE_SECONDS
from lazi_desktop.images.chain import AHEAD_AT_ONCE, AT_ONCE, PictureChain
from lazi_desktop.images.disk import PictureDisk, digest
from lazi_desktop.images.shelf import PictureShelf
from lazi_desktop.ports.pictures import FULL_SIDE, PictureFact, Thumbnail
from tests.images.samples import jpeg

PATIENCE = 30.0


class Source:
    """A ServiceTitan that answers when the test says so, or by itself with `content`."""

    def __init__(self, content: bytes | LaziError | None = None) -> None:
        self.content = content
        self.asked: list[str] = []
        self.waiting: dict[str, Future[bytes]] = {}

    def fetch_picture(self, address: str) -> Future[bytes]:
        self.asked.append(address)
        future = self.waiting[address] = Future()
        if isinstance(self.content, bytes):
            future.set_result(self.content)
        elif self.content is not None:
            future.set_exception(self.content)
        return future


class Answers:
    def __init__(self) -> None:
        self.found: list[Thumbnail | LaziError] = []
        self.threads: set[str] = set()

    def __call__(self, found: Thumbnail | LaziError) -> None:
        self.found.append(found)
        self.threads.add(threading.current_thread().name)

    @property
    def one(self) -> Thumbnail | LaziError:
        until(lambda: bool(self.found))
        (found,) = self.found
        return found

    @property
    def thumbnail(self) -> Thumbnail:
        assert isinstance(self.one, Thumbnail), self.one
        return self.one

    @property
    def flaw(self) -> PictureFlaw:
        assert isinstance(self.one, PictureProblem), self.one
        return self.one.flaw


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


class Added:
    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def keep(self, picture: PreparedPicture) -> str:
        self.held[picture.look.digest] = picture.content
        return picture.address

    def read(self, digest: str) -> bytes | None:
        return self.held.get(digest)

    def digests(self) -> Collection[str]:
        return list(self.held)


class Facts:
    def __init__(self) -> None:
        self.heard: list[PictureFact] = []

    def found(self, fact: PictureFact) -> None:
        self.heard.append(fact)


class Stage:
    """A chain over a folder; `again` is the program started anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[LaziError] = []
        self.added = Added()
        self.facts = Facts()
        self.seconds = 0.0
        self.chain: PictureChain | None = None

    def again(self, source: Source) -> PictureChain:
        self.close()
        self.chain = PictureChain(
            source,
            PictureShelf(PictureDisk(self.folder), self.told.append, self.added),
            facts=self.facts,
            monotonic=lambda: self.seconds,
        )
        return self.chain

    def close(self) -> None:
        if self.chain is not None:
            self.chain.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path / "pictures")
    yield made
    made.close()


def asked(chain: PictureChain, address: str = "Images/a.jpg", side: int = 64) -> Answers:
    answers = Answers()
    chain.ask(address, side, answers)
    return answers


def test_a_picture_is_fetched_made_small_and_at_hand_from_then_on(stage: Stage) -> None:
    source = Source(jpeg(1200, 800))
    chain = stage.again(source)
    assert chain.at_hand("Images/a.jpg", 100) is None
    small = asked(chain, side=100).thumbnail
    assert (small.width, small.height, small.full_width, small.full_height) == (128, 85, 1200, 800)
    assert chain.at_hand("Images/a.jpg", 100) is small
    assert asked(chain, side=100).thumbnail is small
    assert source.asked == ["Images/a.jpg"]


def test_offline_after_a_restart_it_is_still_shown(stage: Stage) -> None:
    asked(stage.again(Source(jpeg(1200, 800)))).thumbnail  # noqa: B018
    nowhere = Source(RemoteUnavailable("No network."))
    chain = stage.again(nowhere)
    small = asked(chain).thumbnail
    assert (small.width, small.full_width, small.full_height) == (64, 1200, 800)
    assert asked(chain, side=500).thumbnail.width == 512  # from what was kept of it
    assert not nowhere.asked


def test_however_many_ask_it_is_fetched_once(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    many = [asked(chain, side=side) for side in (64, 64, 128, 64, 300)]
    until(lambda: source.asked == ["Images/a.jpg"])
    source.waiting["Images/a.jpg"].set_result(jpeg(1200, 800))
    assert [one.thumbnail.width for one in many] == [64, 64, 128, 64, 512]
    assert source.asked == ["Images/a.jpg"]


def test_what_nobody_waits_for_any_more_is_not_fetched(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    answers = [Answers(), Answers()]
    wishes = [chain.ask("Images/a.jpg", 64, one) for one in answers]
    until(lambda: bool(source.asked))
    wishes[0].cancel()
    assert not source.waiting["Images/a.jpg"].cancelled()
    wishes[1].cancel()
    assert source.waiting["Images/a.jpg"].cancelled()
    source.content = jpeg()
    assert asked(chain).thumbnail.width
    assert source.asked == ["Images/a.jpg"] * 2
    assert answers[0].found == answers[1].found == []


def test_what_was_cancelled_before_its_turn_is_never_asked_for(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    for number in range(AT_ONCE):
        chain.ask(f"Images/{number}.jpg", 64, Answers())
    until(lambda: len(source.asked) == AT_ONCE)
    scrolled_by = [chain.ask(f"Images/by-{number}.jpg", 64, Answers()) for number in range(50)]
    late = asked(chain, "Images/late.jpg")
    for wish in scrolled_by:
        wish.cancel()
    source.content = jpeg()
    source.waiting["Images/0.jpg"].set_result(jpeg())
    assert late.thumbnail.width
    assert not [address for address in source.asked if "by" in address]


def test_only_a_few_are_fetched_at_once_and_the_visible_ones_first(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    first = [f"Images/{number}.jpg" for number in range(AT_ONCE)]
    for address in first:
        chain.ask(address, 64, Answers())
    until(lambda: sorted(source.asked) == first)
    ahead, seen = Answers(), Answers()
    chain.ask("Images/ahead.jpg", 64, ahead, visible=False)
    chain.ask("Images/seen.jpg", 64, seen)
    until(lambda: all(one.stage.name == "FETCH" for one in list(chain._wishes)[AT_ONCE:]))
    source.content = jpeg()
    for address in first:
        source.waiting[address].set_result(jpeg())
    assert ahead.thumbnail.width
    assert seen.thumbnail.width
    assert source.asked[AT_ONCE:] == ["Images/seen.jpg", "Images/ahead.jpg"]


def test_a_picture_that_cannot_be_shown_is_said_and_not_fetched_again(stage: Stage) -> None:
    source = Source(b"A text that somebody called .jpg")
    chain = stage.again(source)
    assert asked(chain).flaw is PictureFlaw.NOT_A_PICTURE
    assert asked(chain, side=256).flaw is PictureFlaw.NOT_A_PICTURE
    assert source.asked == ["Images/a.jpg"]
    mended = Source(jpeg())
    assert asked(stage.again(mended)).thumbnail.width


# --------------------------------------------------------------------------------------------------- what cannot be had


def test_an_empty_file_is_a_flaw_and_not_fetched_again(stage: Stage) -> None:
    source, answers = Source(b""), Answers()
    stage.again(source).ask("Images/a.jpg", 64, answers)
    assert answers.flaw is PictureFlaw.EMPTY
    assert source.asked == ["Images/a.jpg"]


def test_where_pictures_cannot_be_asked_for_they_wait_and_come_when_the_connection_is_back(
    stage: Stage,
) -> None:
    source = Source(RemoteUnavailable("No network."))
    chain = stage.again(source)
    waiting = [asked(chain, f"Images/{number}.jpg") for number in range(40)]
    until(lambda: not chain.is_busy)
    assert len(source.asked) <= AT_ONCE
    source.content = jpeg()
    late = asked(chain, "Images/late.jpg")
    until(lambda: not chain.is_busy)
    assert not [one for one in [*waiting, late] if one.found], "it is left alone for a while"
    chain.try_again()
    assert all(one.thumbnail.width for one in [*waiting, late])


def test_without_any_news_it_is_asked_again_after_a_while(stage: Stage) -> None:
    source = Source(RemoteUnavailable("No network."))
    chain = stage.again(source)
    waiting = asked(chain)
    until(lambda: not chain.is_busy)
    source.content = jpeg()
    stage.seconds += ALONE_SECONDS + 1
    assert asked(chain, "Images/b.jpg").thumbnail.width
    assert waiting.thumbnail.width


def test_who_gives_up_waiting_is_not_answered_later(stage: Stage) -> None:
    source = Source(RemoteUnavailable("No network."))
    chain = stage.again(source)
    answers = Answers()
    wish = chain.ask("Images/a.jpg", 64, answers)
    until(lambda: bool(source.asked) and not chain.is_busy)
    wish.cancel()
    source.content = jpeg()
    chain.try_again()
    assert asked(chain, "Images/b.jpg").thumbnail.width
    assert source.asked == ["Images/a.jpg", "Images/b.jpg"]
    assert answers.found == []


def test_a_web_page_that_does_not_answer_holds_up_no_other_place(stage: Stage) -> None:
    source = Source(RemoteUnavailable("No network."))
    chain = stage.again(source)
    dead = asked(chain, "https://dead.example/a.jpg")
    until(lambda: bool(source.asked) and not chain.is_busy)
    source.content = jpeg()
    assert asked(chain, "Images/a.jpg").thumbnail.width
    assert asked(chain, "https://other.example/a.jpg").thumbnail.width
    asked(chain, "https://dead.example/b.jpg")
    until(lambda: not chain.is_busy)
    assert "https://dead.example/b.jpg" not in source.asked
    assert dead.found == []


def test_one_picture_that_never_arrives_holds_up_no_other(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    slow = asked(chain, "Images/slow.jpg")
    until(lambda: "Images/slow.jpg" in source.asked)
    stage.seconds += 10
    other = asked(chain, "Images/a.jpg")
    until(lambda: "Images/a.jpg" in source.asked)
    source.waiting["Images/a.jpg"].set_result(jpeg())
    assert other.thumbnail.width
    source.waiting["Images/slow.jpg"].set_exception(RemoteUnavailable("It did not arrive in time."))
    source.content = jpeg()
    assert asked(chain, "Images/b.jpg").thumbnail.width
    assert slow.found == []


def test_what_waiting_does_not_mend_is_answered_at_once(stage: Stage) -> None:
    chain = stage.again(Source(ScopeMissing("Your app may not read pictures.")))
    assert isinstance(asked(chain).one, ScopeMissing)
    assert isinstance(asked(chain, "Images/b.jpg").one, ScopeMissing)


def test_a_request_that_its_source_gave_up_is_made_again(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    waiting = asked(chain)
    until(lambda: bool(source.asked))
    source.waiting["Images/a.jpg"].cancel()
    source.content = jpeg()
    until(lambda: not chain.is_busy)
    chain.try_again()
    assert waiting.thumbnail.width


def test_one_missing_picture_holds_up_no_other(stage: Stage) -> None:
    source = Source(PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more."))
    chain = stage.again(source)
    assert asked(chain, "Images/gone.jpg").flaw is PictureFlaw.NOT_THERE
    source.content = jpeg()
    assert asked(chain, "Images/there.jpg").thumbnail.width


def test_a_full_disk_is_said_once_and_pictures_are_shown_nevertheless(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PictureProblem(PictureFlaw.DISK_FULL, "The disk is full.", title="Pictures are not kept")

    chain = stage.again(Source(jpeg()))
    with monkeypatch.context() as patch:
        patch.setattr(PictureDisk, "keep_original", full)
        for number in range(5):
            assert asked(chain, f"Images/{number}.jpg").thumbnail.width
        until(lambda: bool(stage.told))
    assert [str(one) for one in stage.told] == ["Pictures are not kept. The disk is full."]


def test_a_kept_thumbnail_that_is_damaged_is_made_again(stage: Stage) -> None:
    asked(stage.again(Source(jpeg(1200, 800)))).thumbnail  # noqa: B018
    stage.close()
    (kept,) = [file for file in (stage.folder / "thumbnails-64").rglob("*") if file.is_file()]
    kept.write_bytes(b"damaged")
    nowhere = Source()
    assert asked(stage.again(nowhere)).thumbnail.full_width == 1200
    assert not nowhere.asked


# --------------------------------------------------------------------------------------------- pictures added somewhere

ADDED = jpeg(1200, 800)
LOCAL = local_address(digest(ADDED), "jpg")


def test_a_picture_added_here_is_shown_at_once_and_offline(stage: Stage) -> None:
    stage.added.held[digest(ADDED)] = ADDED
    source = Source()
    assert asked(stage.again(source), LOCAL).thumbnail.full_width == 1200
    assert asked(stage.again(source), LOCAL).thumbnail.full_width == 1200
    assert not source.asked
    assert not (stage.folder / "originals").exists(), "it is kept where it was added"


def test_a_picture_added_elsewhere_is_fetched_and_kept(stage: Stage) -> None:
    assert asked(stage.again(Source(ADDED)), LOCAL).thumbnail.full_width == 1200
    nowhere = Source()
    assert asked(stage.again(nowhere), LOCAL, side=500).thumbnail.full_width == 1200
    assert not nowhere.asked


def test_a_picture_that_is_not_with_the_team_yet_comes_when_it_is(stage: Stage) -> None:
    source = Source(PictureProblem(PictureFlaw.NOT_THERE, "It is on the computer where it was added."))
    chain = stage.again(source)
    waiting = asked(chain, LOCAL)
    until(lambda: bool(source.asked) and not chain.is_busy)
    source.content = jpeg()  # of another picture
    chain.try_again()
    until(lambda: len(source.asked) == 2 and not chain.is_busy)
    assert not waiting.found
    assert not stage.facts.heard
    source.content = ADDED
    chain.try_again()
    assert waiting.thumbnail.full_width == 1200


# ---------------------------------------------------------------------------------------------- facts, sizes, prefetch


def test_what_is_found_out_about_a_picture_is_told(stage: Stage) -> None:
    assert asked(stage.again(Source(ADDED))).thumbnail.width
    (first,) = stage.facts.heard
    assert first.address == "Images/a.jpg"
    assert first.look is not None
    assert (first.look.width, first.look.height, first.look.digest) == (1200, 800, digest(ADDED))
    assert first.look.size == len(ADDED)
    assert asked(stage.again(Source())).thumbnail.width
    assert stage.facts.heard == [first, first], "a kept thumbnail knows it, too"


def test_what_is_wrong_with_a_picture_is_told(stage: Stage) -> None:
    source = Source(b"A text that somebody called .jpg")
    chain = stage.again(source)
    assert asked(chain).flaw is PictureFlaw.NOT_A_PICTURE
    source.content = PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more.")
    assert asked(chain, "Images/b.jpg").flaw is PictureFlaw.NOT_THERE
    source.content = RemoteUnavailable("No network.")
    asked(chain, "Images/c.jpg")
    until(lambda: not chain.is_busy)
    assert stage.facts.heard == [
        PictureFact("Images/a.jpg", flaw=PictureFlaw.NOT_A_PICTURE),
        PictureFact("Images/b.jpg", flaw=PictureFlaw.NOT_THERE),
    ]


def test_in_full_a_picture_drives_no_small_ones_out_and_is_not_kept_twice(stage: Stage) -> None:
    chain = stage.again(Source(jpeg(2560, 1920)))
    small = [asked(chain, f"Images/{number}.jpg").thumbnail for number in range(3)]
    full = [asked(chain, f"Images/{number}.jpg", side=2000).thumbnail for number in range(3)]
    assert (full[0].width, full[0].height) == (FULL_SIDE, 1920)
    assert [chain.at_hand(f"Images/{number}.jpg", 64) is small[number] for number in range(3)] == [True] * 3
    assert chain.at_hand("Images/0.jpg", 2000) is None
    assert chain.at_hand("Images/2.jpg", 2000) is full[2]
    assert not (stage.folder / f"thumbnails-{FULL_SIDE}").exists()


def test_what_is_at_hand_larger_does_for_a_smaller_place(stage: Stage) -> None:
    chain = stage.again(Source(jpeg(1200, 800)))
    found = asked(chain, side=256).thumbnail
    assert chain.at_hand("Images/a.jpg", 100) is found
    assert chain.at_hand("Images/a.jpg", 64) is found
    assert chain.at_hand("Images/a.jpg", 40) is None
    assert chain.at_hand("Images/a.jpg", 300) is None


def test_what_nobody_sees_yet_leaves_room_for_what_is_looked_at(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    for number in range(AT_ONCE):
        chain.ask(f"Images/ahead-{number}.jpg", 64, Answers(), visible=False)
    until(lambda: len(source.asked) == AHEAD_AT_ONCE)
    asked(chain, "Images/seen.jpg")
    until(lambda: source.asked[-1] == "Images/seen.jpg")
    assert len(source.asked) == AHEAD_AT_ONCE + 1


def test_what_comes_into_sight_has_its_turn_before_what_is_not_seen(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    for number in range(20):
        chain.ask(f"Images/{number}.jpg", 64, Answers(), visible=False)
    until(lambda: len(source.asked) == AHEAD_AT_ONCE)
    asked(chain, "Images/19.jpg")
    until(lambda: len(source.asked) > AHEAD_AT_ONCE)
    assert source.asked[AHEAD_AT_ONCE] == "Images/19.jpg"


def test_closing_ends_requests_processes_and_threads(stage: Stage) -> None:
    source = Source()
    chain = stage.again(source)
    waiting = asked(chain)
    until(lambda: bool(source.asked))
    chain.close()
    assert source.waiting["Images/a.jpg"].cancelled()
    assert waiting.found == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pictures ")]

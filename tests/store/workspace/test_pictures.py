"""Which pictures SKUs show, who shares one, and what is known of each: kept up with every edit and every fact."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import Any

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import OpDraft, OpKind, OpOutcome
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook, local_address
from lazi_desktop.operations.pictures import PictureFor, add_pictures, remove_pictures
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.drafts import KeptDraft
from lazi_desktop.ports.pictures import PictureFact, PictureFacts
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.store.workspace.database import open_writer
from lazi_desktop.store.workspace.picture_facts import SqlitePictureFacts
from lazi_desktop.store.workspace.pictures import PictureTables
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

DIGEST = "a" * 64
LOCAL = local_address(DIGEST, "jpg")
FLAGS = (
    SkuFlag.LOW_IMAGE, SkuFlag.BROKEN_IMAGE, SkuFlag.SHARED_IMAGE, SkuFlag.IMAGE_PENDING, SkuFlag.IMAGE_FAILED,
)  # fmt: skip


def image(address: str | None) -> dict[str, Any]:
    return {"alias": None, "isDefault": False, "type": "Image", "url": address}


def shows(number: int, *addresses: str | None, **more: Any) -> dict:
    return sku(number, f"E-{number}", "Elbow", assets=[image(one) for one in addresses], **more)


def look(seen: int = 1 << 40, *, side: int = 1000, digest: str = DIGEST) -> PictureLook:
    return PictureLook(side, side, 5_000, digest, seen)


def learn(desk: Desk, *facts: PictureFact) -> set[int]:
    with closing(open_writer(desk.open.path)) as writer, writer.writing():
        return PictureTables(writer).learn(facts)


def flagged(desk: Desk, flag: SkuFlag) -> list[str]:
    found = desk.find(flags=frozenset((flag,)))
    assert desk.open.queries.flag_counts(SkuQuery())[flag] == len(found)
    return found


def add(desk: Desk, payload: dict, address: str = LOCAL) -> None:
    desk.work(lambda work: add_pictures(work, [PictureFor(key_of(payload), address)]))


ONE, TWO, NONE = shows(1, "Images/a.jpg"), shows(2, "Images/b.jpg"), shows(3)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(9, "Copper"), ONE, TWO, NONE]))
    return feed


# ------------------------------------------------------------------------------------------------------------ marks


def test_what_is_found_out_shows_in_the_rows(desk: Desk, feed: FeedMaker) -> None:
    assert flagged(desk, SkuFlag.LOW_IMAGE) == flagged(desk, SkuFlag.BROKEN_IMAGE) == []
    assert len(learn(desk, PictureFact("Images/a.jpg", look(side=399)))) == 1
    assert flagged(desk, SkuFlag.LOW_IMAGE) == ["E-1"]
    learn(desk, PictureFact("Images/b.jpg", flaw=PictureFlaw.NOT_THERE))
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == ["E-2"]
    assert flagged(desk, SkuFlag.NO_IMAGE) == ["E-3"]
    facts = desk.open.queries.picture_facts(["Images/a.jpg", "Images/b.jpg", "Images/c.jpg"])
    assert facts == {
        "Images/a.jpg": PictureFact("Images/a.jpg", look(side=399)),
        "Images/b.jpg": PictureFact("Images/b.jpg", flaw=PictureFlaw.NOT_THERE),
    }


def test_a_picture_that_was_put_right_is_right_again(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact("Images/a.jpg", flaw=PictureFlaw.CUT_OFF))
    learn(desk, PictureFact("Images/a.jpg", look()))
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == []
    assert desk.open.queries.picture_facts(["Images/a.jpg"])["Images/a.jpg"].look == look()


@pytest.mark.parametrize("flaw", [one for one in PictureFlaw if not one.is_lasting])
def test_what_this_computer_lacks_is_no_fault_of_the_picture(
    desk: Desk, feed: FeedMaker, flaw: PictureFlaw
) -> None:
    learn(desk, PictureFact("Images/a.jpg", look()))
    assert learn(desk, PictureFact("Images/a.jpg", flaw=flaw)) == set()
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == []


def test_a_picture_without_an_address_is_broken_and_shared_with_nobody(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([shows(1, None), shows(2, ""), shows(3, "Images/c.jpg")]))
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == ["E-1", "E-2"]
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == flagged(desk, SkuFlag.NO_IMAGE) == []


def test_saying_the_same_again_changes_nothing(desk: Desk, feed: FeedMaker) -> None:
    assert learn(desk, PictureFact("Images/a.jpg", look())) != set()
    assert learn(desk, PictureFact("Images/a.jpg", look())) == set()


def test_videos_and_files_are_no_pictures(desk: Desk) -> None:
    video = {"alias": None, "isDefault": False, "type": "Video", "url": "https://v.example/1"}
    desk.start(FeedMaker().mirrors([sku(1, "E-1", "Elbow", assets=[video])]))
    assert desk.open.queries.picture_addresses() == []
    assert desk.find(pictures=frozenset((video["url"],))) == []


# ----------------------------------------------------------------------------------------------------------- shared


def test_one_address_on_two_skus_is_shared_until_one_has_another(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.mirror(shows(2, "Images/a.jpg")))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-2"]
    assert desk.find(pictures=frozenset(("Images/a.jpg",))) == ["E-1", "E-2"]
    desk.feed(feed.mirror(shows(1, "Images/c.jpg")))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []


def test_pictures_that_look_alike_are_shared_whatever_their_address(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact("Images/a.jpg", look(0)), PictureFact("Images/b.jpg", look(0b1111)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-2"]
    (shared,) = desk.open.queries.shared_pictures()
    assert shared.addresses == ["Images/a.jpg", "Images/b.jpg"]
    assert [use.code for use in shared.uses] == ["E-1", "E-2"]
    learn(desk, PictureFact("Images/b.jpg", look(0b11111)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []
    assert desk.open.queries.shared_pictures() == []


def test_one_sku_shares_nothing_with_itself(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([shows(1, "Images/a.jpg", "Images/b.jpg", "Images/a.jpg")]))
    learn(desk, PictureFact("Images/a.jpg", look(1)), PictureFact("Images/b.jpg", look(1)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []


def test_looks_with_the_highest_bit_are_told_apart_from_others(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact("Images/a.jpg", look(1 << 63)), PictureFact("Images/b.jpg", look(2**64 - 1)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []
    assert desk.open.queries.picture_facts(["Images/b.jpg"])["Images/b.jpg"].look == look(2**64 - 1)
    learn(desk, PictureFact("Images/b.jpg", look(1 << 63 | 1)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-2"]


def test_a_sku_that_is_gone_shares_nothing_any_more(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.mirror(shows(2, "Images/a.jpg")))
    desk.feed(feed.tombstone(key_of(TWO)))
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []
    assert desk.open.queries.picture_addresses() == ["Images/a.jpg"]


# ------------------------------------------------------------------------------------------------------------ edits


def test_an_added_picture_counts_at_once_and_undo_takes_it_back(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact(LOCAL, look(side=100)))
    add(desk, NONE)
    add(desk, ONE)
    assert flagged(desk, SkuFlag.LOW_IMAGE) == flagged(desk, SkuFlag.IMAGE_PENDING) == ["E-1", "E-3"]
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-3"]
    assert flagged(desk, SkuFlag.NO_IMAGE) == []
    desk.work(undo)
    assert flagged(desk, SkuFlag.LOW_IMAGE) == flagged(desk, SkuFlag.IMAGE_PENDING) == ["E-3"]
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []
    desk.work(redo)
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-3"]
    desk.reopen()
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-3"]


def test_an_edit_of_something_else_leaves_the_marks(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.mirror(shows(2, "Images/a.jpg")))
    learn(desk, PictureFact("Images/a.jpg", look(side=100)))
    add(desk, ONE)
    before = {flag: flagged(desk, flag) for flag in FLAGS}
    for field, value in (
        ("price", 12),
        ("display_name", "Tee"),
        ("categories", [9]),
        ("is_price_locked", True),
    ):
        desk.set(key_of(ONE), field, value)
    assert {flag: flagged(desk, flag) for flag in FLAGS} == before
    assert before[SkuFlag.LOW_IMAGE] == ["E-1", "E-2"]
    assert before[SkuFlag.IMAGE_PENDING] == ["E-1"]


@pytest.mark.parametrize(
    ("state", "flag"),
    [
        ("pending", SkuFlag.IMAGE_PENDING),
        ("submitted", SkuFlag.IMAGE_PENDING),
        ("failed", SkuFlag.IMAGE_FAILED),
        ("differs", SkuFlag.IMAGE_FAILED),
    ],
)
def test_what_became_of_a_change_of_pictures(desk: Desk, feed: FeedMaker, state: str, flag: SkuFlag) -> None:
    desk.feed(feed.override(key_of(ONE), "assets", [image(LOCAL)], state=state))
    desk.feed(feed.override(key_of(TWO), "price", 3, state=state))
    assert {one: flagged(desk, one) for one in (SkuFlag.IMAGE_PENDING, SkuFlag.IMAGE_FAILED)} == {
        SkuFlag.IMAGE_PENDING: [], SkuFlag.IMAGE_FAILED: [], flag: ["E-1"],
    }  # fmt: skip
    desk.feed(feed.cleared(key_of(ONE), "assets"))
    assert flagged(desk, flag) == []


def test_a_refused_picture_is_gone_again(desk: Desk, feed: FeedMaker) -> None:
    add(desk, NONE)
    desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=feed.seq)
    assert flagged(desk, SkuFlag.IMAGE_PENDING) == []
    assert flagged(desk, SkuFlag.NO_IMAGE) == ["E-3"]


def test_a_snapshot_counts_anew_and_forgets_no_fact(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact("Images/b.jpg", flaw=PictureFlaw.NOT_THERE), PictureFact("Images/a.jpg", look(0)))
    desk.start(
        FeedMaker().mirrors([shows(1, "Images/a.jpg"), shows(4, "Images/a.jpg"), shows(5, "Images/b.jpg")])
    )
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-4"]
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == ["E-5"]


def test_a_sku_made_here_shows_its_picture(desk: Desk, feed: FeedMaker) -> None:
    def make(work: Any) -> EntityKey:
        key = work.new_key()
        drafts = [OpDraft(kind=OpKind.CREATE, entity_kind=EntityKind.MATERIAL, entity_key=key)]
        drafts += [
            OpDraft(kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=key, field=name, value=value)
            for name, value in (("code", "E-9"), ("assets", [image("Images/a.jpg")]))
        ]
        work.record(drafts, label="New material")
        return key

    desk.work(make)
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == ["E-1", "E-9"]
    desk.work(undo)
    assert flagged(desk, SkuFlag.SHARED_IMAGE) == []


# ---------------------------------------------------------------------------------------------------------- reports


def test_pictures_of_categories_are_reported_too(desk: Desk) -> None:
    feed = FeedMaker()
    valves = category(9, "Valves", image="Images/Category/9.jpg", sku_images=["Images/Category/a.jpg"])
    desk.start(feed.mirrors([valves, shows(1, "Images/Category/9.jpg", categories=[9])]))
    learn(desk, PictureFact("Images/Category/9.jpg", flaw=PictureFlaw.NOT_THERE))
    (broken,) = desk.open.queries.broken_pictures()
    assert (broken.address, broken.flaw, broken.used) == ("Images/Category/9.jpg", PictureFlaw.NOT_THERE, 2)
    assert [(use.kind, use.field, use.name) for use in broken.uses] == [
        (EntityKind.CATEGORY, "image", "Valves"), (EntityKind.MATERIAL, "assets", "Elbow"),
    ]  # fmt: skip
    assert desk.open.queries.picture_addresses() == ["Images/Category/9.jpg", "Images/Category/a.jpg"]
    desk.feed(feed.mirror(category(9, "Valves", image=None, sku_images=[])))
    assert desk.open.queries.picture_addresses() == ["Images/Category/9.jpg"]
    assert [one.address for one in desk.open.queries.unused_pictures()] == ["Images/Category/a.jpg"]


def test_coverage_counts_distinct_skus_below_each_category(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([
        category(1, "Copper"), category(2, "Elbows", parent_id=1), category(3, "Tees", parent_id=1),
        shows(1, "Images/a.jpg", categories=[2, 3]), shows(2, categories=[3]), shows(3, "Images/a.jpg"),
        shows(4, "Images/b.jpg", categories=[1], active=False),
    ]))  # fmt: skip
    learn(desk, PictureFact("Images/a.jpg", look(side=10)))

    def coverage(**how: bool) -> list[tuple[str, bool, int, int, int, int]]:
        names = {node.key: node.name for node in desk.open.queries.categories(Tree.MATERIALS)}
        return [
            (names[row.category] if row.category else "", row.is_unplaced, row.skus, row.with_picture, row.low,
             row.shared)
            for row in desk.open.queries.picture_coverage(Tree.MATERIALS, **how)
        ]  # fmt: skip

    assert coverage() == [
        ("Copper", False, 2, 1, 1, 1), ("Elbows", False, 1, 1, 1, 1), ("Tees", False, 2, 1, 1, 1),
        ("", False, 3, 2, 2, 2), ("", True, 1, 1, 1, 1),
    ]  # fmt: skip
    assert coverage(include_inactive=True)[0] == ("Copper", False, 3, 2, 1, 1)
    assert desk.open.queries.picture_coverage(Tree.SERVICES) == []


def test_unused_is_what_was_shown_once_and_is_shown_nowhere_in_any_form(desk: Desk, feed: FeedMaker) -> None:
    learn(desk, PictureFact("Images/never.jpg", look(7 << 20)))
    add(desk, NONE)
    desk.feed(feed.mirror(shows(2, "Images/c.jpg")))
    assert [one.address for one in desk.open.queries.unused_pictures()] == ["Images/b.jpg"]
    desk.work(lambda work: remove_pictures(work, key_of(NONE), "assets", [LOCAL]))
    assert [one.address for one in desk.open.queries.unused_pictures()] == ["Images/b.jpg", LOCAL]
    learn(desk, PictureFact(LOCAL, look(1)), PictureFact("Images/a.jpg", look(1)))
    assert [one.address for one in desk.open.queries.unused_pictures()] == ["Images/b.jpg"]


def test_what_servicetitan_shows_under_an_address_of_its_own_is_in_use(desk: Desk, feed: FeedMaker) -> None:
    add(desk, ONE)
    desk.work(lambda work: remove_pictures(work, key_of(TWO), "assets", ["Images/b.jpg"]))
    (removed,) = desk.open.queries.unused_pictures()
    assert (removed.address, removed.alias, removed.code) == ("Images/b.jpg", "", "E-2")
    desk.acknowledge([op for op in desk.unsent() if op.entity_key == key_of(ONE)], feed_seq=feed.seq + 1)
    there = shows(1, "Images/of-its-own.jpg", "Images/a.jpg")
    ours = desk.detail(key_of(ONE)).effective["assets"]
    there["fields"]["assets"] = [
        {**one, "url": one["url"].replace(LOCAL, "Images/of-its-own.jpg")} for one in ours
    ]
    desk.feed(feed.mirror(there))
    assert LOCAL not in desk.open.queries.picture_addresses()
    assert [one.address for one in desk.open.queries.unused_pictures()] == ["Images/b.jpg"]


def test_known_looks_tell_who_shows_them(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.mirror(shows(3, "Images/a.jpg")))
    learn(desk, PictureFact("Images/a.jpg", look(5)), PictureFact("Images/nobody.jpg", look(6)))
    (known,) = desk.open.queries.known_looks()
    assert (known.address, known.look, known.skus) == ("Images/a.jpg", look(5), [key_of(ONE), key_of(NONE)])


def test_an_added_picture_is_named_as_long_as_anything_could_bring_it_back(
    desk: Desk, feed: FeedMaker
) -> None:
    named = desk.open.queries.named_pictures
    other = "b" * 64
    assert named([DIGEST, other]) == frozenset()
    add(desk, NONE)
    assert named([DIGEST, other]) == {DIGEST}
    desk.work(undo)
    assert named([DIGEST, other]) == {DIGEST}  # a redo would show it
    desk.feed(feed.override(key_of(ONE), "assets", [image(local_address(other, "png"))]))
    assert named([DIGEST, other]) == {DIGEST, other}
    assert named([]) == frozenset()
    desk.feed(feed.cleared(key_of(ONE), "assets"))
    assert named([other]) == frozenset()
    refused = KeptDraft(
        key_of(ONE), "assets", [image(local_address(other, "png"))], [], "It was not recorded."
    )
    desk.on_writer(lambda: desk.open.drafts.put([refused], []))
    assert named([other]) == {other}


# --------------------------------------------------------------------------------------------------- hearing of it


def test_facts_are_gathered_and_told_of_once(desk: Desk, feed: FeedMaker) -> None:
    heard: list[frozenset[EntityKey]] = []
    told = threading.Event()

    def hear(keys: frozenset[EntityKey]) -> None:
        heard.append(keys)
        told.set()

    desk.open.picture_facts.tell = hear
    facts: PictureFacts = desk.open.picture_facts
    for address in ("Images/a.jpg", "Images/b.jpg", "Images/nobody.jpg"):
        facts.found(PictureFact(address, flaw=PictureFlaw.EMPTY))
    assert told.wait(30)
    assert heard == [{key_of(ONE), key_of(TWO)}]
    assert flagged(desk, SkuFlag.BROKEN_IMAGE) == ["E-1", "E-2"]


def test_what_was_found_out_last_is_written_before_the_workspace_closes(desk: Desk, feed: FeedMaker) -> None:
    desk.open.picture_facts.found(PictureFact("Images/a.jpg", look(side=1)))
    desk.reopen()
    assert flagged(desk, SkuFlag.LOW_IMAGE) == ["E-1"]
    desk.open.picture_facts.close()
    desk.open.picture_facts.found(PictureFact("Images/a.jpg", look()))  # too late, and no harm
    assert isinstance(desk.open.picture_facts, SqlitePictureFacts)

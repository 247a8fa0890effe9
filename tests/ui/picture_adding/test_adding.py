"""Pictures onto entries: what arrives, what is left out, and how many steps it takes to undo it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from lazi_desktop.domain.errors import Cancelled, HubRefused, RemoteUnavailable
from lazi_desktop.domain.pictures import PictureEdit, PictureFlaw, PictureProblem
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.picture_adding.adding import Target, Wish
from lazi_desktop.ui.picture_adding.folders import unfolded
from lazi_desktop.ui.picture_adding.outcome_words import details_of, outcome_words
from lazi_desktop.ui.picture_adding.sources import FromBytes, FromEntry, FromFile, FromPixels, FromWeb
from tests.fakes.pictures import BAD, LARGE, address_of
from tests.ui.picture_adding.conftest import Adder

UN, SV = "UN-1000", "SV-1000"


def target(adder: Adder, code: str = UN, field: str = "") -> Target:
    return Target(adder.book.key(code), field)


def test_files_are_added_in_their_order_in_one_step(adder: Adder, file) -> None:
    paths = [file("pump.jpg"), file("union.v2.png")]
    adder.adding.add_to([target(adder)], [FromFile(path) for path in paths])
    outcome = adder.ended()
    assert adder.pictures(UN) == [
        (address_of(b"pump.jpg"), "pump"),
        (address_of(b"union.v2.png"), "union.v2"),
    ]
    assert adder.kept.held.keys() == {address_of(name)[8:-4] for name in (b"pump.jpg", b"union.v2.png")}
    assert len(adder.book.undo_list) == 1
    assert outcome_words(outcome) == "Added 2 pictures."


def test_one_picture_goes_onto_many_entries_and_is_read_once(adder: Adder, file) -> None:
    adder.adding.add_to([target(adder), target(adder, SV)], [FromFile(file("a.jpg"))])
    outcome = adder.ended()
    assert adder.pictures(UN) == adder.pictures(SV) == [(address_of(b"a.jpg"), "a")]
    assert len(adder.tools.asked) == 1
    assert len(adder.book.undo_list) == 1
    assert outcome_words(outcome) == "Added 1 picture to 2 entries."


def test_each_source_onto_its_own_entry_is_one_step_too(adder: Adder, file) -> None:
    adder.adding.add([
        Wish(FromFile(file("a.jpg")), [target(adder)]),
        Wish(FromFile(file("b.jpg")), [target(adder, SV)]),
    ])  # fmt: skip
    adder.ended()
    assert adder.pictures(UN) == [(address_of(b"a.jpg"), "a")]
    assert adder.pictures(SV) == [(address_of(b"b.jpg"), "b")]
    assert len(adder.book.undo_list) == 1


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(adder: Adder, file) -> None:
    gone = file("gone.jpg")
    sources = [file("notes.jpg", BAD), file("large.jpg", LARGE), gone, file("fine.jpg")]
    gone.unlink()
    adder.adding.add_to([target(adder)], [FromFile(path) for path in sources])
    outcome = adder.ended()
    assert [alias for _, alias in adder.pictures(UN)] == ["large", "fine"]
    assert outcome_words(outcome) == "Added 2 pictures. 2 could not be added."
    assert details_of(outcome) == [
        ("notes.jpg", "This is no picture."),
        ("gone.jpg", "The file is not there any more."),
        ("large.jpg", "It was made smaller."),
    ]


def test_where_nothing_can_be_read_nothing_is_recorded(adder: Adder, file) -> None:
    adder.adding.add_to([target(adder)], [FromFile(file("notes.jpg", BAD))])
    assert outcome_words(adder.ended()) == "notes.jpg: This is no picture."
    assert not adder.book.ledger


def test_a_folder_stands_for_its_pictures_as_a_person_counts_them(adder: Adder, file) -> None:
    folder = file("IMG 10.jpg").parent
    for name in ("IMG 2.jpg", "more/IMG 1.png", "read me.txt", ".hidden.jpg", ".trash/old.jpg"):
        file(name)
    adder.adding.add_to([target(adder)], [FromFile(folder), FromFile(folder / "IMG 2.jpg")])
    adder.ended()
    assert [alias for _, alias in adder.pictures(UN)] == ["IMG 2", "IMG 10", "IMG 1"]


def test_a_folder_without_pictures_says_so(adder: Adder, file) -> None:
    adder.adding.add_to([target(adder)], [FromFile(file("read me.txt").parent)])
    assert outcome_words(adder.ended()) == "Nothing was changed. There are no pictures in it."


def test_too_many_for_one_entry_are_refused_before_any_is_read(adder: Adder, file) -> None:
    paths = [file(f"{number}.jpg") for number in range(51)]
    adder.adding.add_to([target(adder)], [FromFile(path) for path in paths])
    outcome = adder.ended()
    assert "These are 51 pictures for one entry." in outcome_words(outcome)
    assert not adder.tools.asked


def test_a_picture_that_is_there_already_is_not_added_again(adder: Adder, file) -> None:
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg"))])
    adder.ended()
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg"))])
    assert outcome_words(adder.ended(2)) == "It is there already."
    assert len(adder.pictures(UN)) == 1


def test_what_is_dropped_meanwhile_waits_its_turn(adder: Adder, file) -> None:
    adder.tools.held = True
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg"))])
    adder.adding.add_to([target(adder)], [FromFile(file("b.jpg"))])
    adder.qtbot.waitUntil(lambda: adder.tools.waiting == 1)
    adder.tools.held = False
    adder.tools.release()
    adder.ended(2)
    assert [alias for _, alias in adder.pictures(UN)] == ["a", "b"]


def test_cancelling_records_nothing(adder: Adder, file) -> None:
    adder.tools.held = True
    adder.adding.add_to([target(adder)], [FromFile(file(f"{number}.jpg")) for number in range(9)])
    adder.qtbot.waitUntil(lambda: adder.tools.waiting > 0)
    adder.tools.release(2)
    adder.adding.cancel()
    outcome = adder.ended()
    assert isinstance(outcome.error, Cancelled)
    assert adder.tools.waiting == 0
    assert not adder.book.ledger
    assert outcome_words(outcome) == "Cancelled: nothing was changed."


def test_looking_into_a_folder_is_shown_and_can_be_given_up(adder: Adder, file) -> None:
    folder = file("IMG 1.jpg").parent
    began: list[LongWork] = []
    adder.adding.began.connect(began.append)
    adder.app.readers.held = True  # a share that does not answer
    adder.adding.add_to([target(adder)], [FromFile(folder)])
    assert [work.title for work in began] == ["Looking for pictures"]
    adder.adding.cancel()
    assert isinstance(adder.ended().error, Cancelled)
    assert not adder.adding.is_busy
    adder.app.readers.held = False
    adder.app.readers.release()
    adder.app.settle(adder.qtbot)
    assert adder.tools.asked == []
    adder.adding.add_to([target(adder)], [FromFile(folder)])
    assert adder.ended(2).added == 1


def test_a_folder_is_not_walked_to_its_end_once_that_was_given_up(file) -> None:
    top = file("a/b/IMG 1.jpg").parent.parent
    seen: list[None] = []

    def step() -> None:
        seen.append(None)
        if len(seen) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        unfolded([FromFile(top), FromFile(top)], step)
    assert len(seen) == 2


def test_only_a_few_are_held_in_memory_at_once(adder: Adder, file) -> None:
    adder.tools.held = True
    adder.adding.add_to([target(adder)], [FromFile(file(f"{number}.jpg")) for number in range(20)])
    adder.qtbot.waitUntil(lambda: adder.tools.waiting > 0)
    assert adder.tools.waiting == 4
    adder.tools.held = False
    adder.tools.release()
    assert adder.ended().added == 20


def test_a_web_address_is_fetched(adder: Adder) -> None:
    address = "https://vendor.example/img/pump%20union.jpg?w=2000"
    adder.adding.add_to([target(adder)], [FromWeb(address)])
    adder.qtbot.waitUntil(lambda: adder.app.engine.asked("fetch_picture") == [address])
    adder.app.engine.fetched[address].set_result(b"from the web")
    adder.ended()
    assert adder.pictures(UN) == [(address_of(b"from the web"), "pump union")]


@pytest.mark.parametrize(
    "error",
    [
        PictureProblem(PictureFlaw.PRIVATE_ADDRESS, "It leads into a private network."),
        RemoteUnavailable("The server did not answer."),
    ],
)
def test_an_address_that_gives_nothing_is_told(adder: Adder, error) -> None:
    adder.adding.add_to([target(adder)], [FromWeb("https://vendor.example/a.jpg")])
    adder.qtbot.waitUntil(lambda: bool(adder.app.engine.fetched))
    adder.app.engine.fetched["https://vendor.example/a.jpg"].set_exception(error)
    assert outcome_words(adder.ended()) == f"a.jpg: {error.detail}"


def test_what_the_browser_gave_along_counts_where_the_address_gives_a_page(adder: Adder) -> None:
    source = FromWeb("https://vendor.example/a", FromBytes(b"small view"))
    adder.adding.add_to([target(adder)], [source])
    adder.qtbot.waitUntil(lambda: bool(adder.app.engine.fetched))
    adder.app.engine.fetched[source.address].set_result(BAD + b"<html>")
    adder.ended()
    assert [address for address, _ in adder.pictures(UN)] == [address_of(b"small view")]


def test_an_address_that_never_ends_can_be_given_up(adder: Adder) -> None:
    adder.adding.add_to([target(adder)], [FromWeb("https://vendor.example/a.jpg")])
    adder.qtbot.waitUntil(lambda: bool(adder.app.engine.fetched))
    adder.adding.cancel()
    assert isinstance(adder.ended().error, Cancelled)
    assert adder.app.engine.fetched["https://vendor.example/a.jpg"].cancelled()


def test_a_screenshot_is_packed_without_loss(adder: Adder) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(30, 160, 60))
    adder.adding.add_to([target(adder)], [FromPixels(image)])
    adder.ended()
    (content, _), *_ = adder.tools.asked
    assert isinstance(content, bytes)
    assert QImage.fromData(content).pixelColor(3, 3) == QColor(30, 160, 60)
    assert [alias for _, alias in adder.pictures(UN)] == [None]


def test_a_picture_of_another_entry_needs_no_reading(adder: Adder) -> None:
    adder.adding.add_to([target(adder)], [FromEntry("Images/Service/x.jpg", "Pump")])
    adder.ended()
    assert adder.pictures(UN) == [("Images/Service/x.jpg", "Pump")]
    assert not adder.tools.asked


def test_a_full_disk_is_told(adder: Adder, file) -> None:
    adder.kept.refuse = PictureProblem(PictureFlaw.DISK_FULL, "The disk is full.")
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg"))])
    assert outcome_words(adder.ended()) == "a.jpg: The disk is full."
    assert not adder.book.ledger


def test_a_picture_is_replaced_in_its_place(adder: Adder, file) -> None:
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg")), FromFile(file("b.jpg"))])
    adder.ended()
    edit = PictureEdit(turns=1)
    adder.adding.replace(target(adder, field="assets"), address_of(b"a.jpg"), FromBytes(b"a.jpg"), edit=edit)
    assert outcome_words(adder.ended(2)) == "Replaced."
    assert adder.pictures(UN) == [(address_of(b"a.jpg", edit), "a"), (address_of(b"b.jpg"), "b")]


def test_whoever_may_only_look_is_told_so_and_nothing_is_read(adder: Adder, file) -> None:
    adder.context.edits.use_level("viewer")
    adder.adding.add_to([target(adder)], [FromFile(file("a.jpg"))])
    outcome = adder.ended()
    assert isinstance(outcome.error, HubRefused)
    assert outcome_words(outcome) == (
        "Nothing was changed. Your role can look at pictures but not change them."
    )
    assert not adder.tools.asked


def test_an_entry_that_is_gone_by_then_is_left_out(adder: Adder, file) -> None:
    away = target(adder, SV)
    adder.tools.held = True
    adder.adding.add_to([target(adder), away], [FromFile(file("a.jpg"))])
    adder.qtbot.waitUntil(lambda: adder.tools.waiting == 1)
    adder.book.forget(away.key)
    adder.tools.release()
    adder.ended()
    assert len(adder.pictures(UN)) == 1


def test_a_name_that_climbs_names_only_itself(adder: Adder, tmp_path: Path) -> None:
    adder.adding.add_to([target(adder)], [FromBytes(b"x", "../../etc/..\\pass\u202ewd.jpg")])
    adder.ended()
    assert [alias for _, alias in adder.pictures(UN)] == ["passwd"]

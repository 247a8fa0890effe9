"""Which SKU a picture file is of, and how sure one can be."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.matching.photos import NamedSku, Reason, SkuLook
from lazi_desktop.domain.matching.proposing import propose
from lazi_desktop.domain.matching.review import SURE
from tests.domain.matching.skus import all_proposed, code_of, key_of, look, photo, proposed, sku

BOOK = [
    sku("PUMP-27", "Variable speed pump 2.7 HP", "VS-27-A"),
    sku("PUMP-2", "Small pump"),
    sku("GAUGE", "Pressure gauge"),
    sku("UN-1000", '2" Check Valve Union', "SCP-40312"),
    sku("UN-1000-B", "Coupling, black"),
    sku("VR-9", "Válvula de retención"),
    sku("1-1/2-SLIP", '1-1/2" PVC Union Slip', "0441-22"),
    sku("7788", "Skimmer basket"),
]


@pytest.mark.parametrize(
    "path, code, least",
    [
        ("PUMP-27.jpg", "PUMP-27", 0.95),
        ("pump 27 (2).JPG", "PUMP-27", 0.95),
        ("Pump_27 - Copy.jpeg", "PUMP-27", 0.95),
        ("pump27front.png", "PUMP-27", 0.9),
        ("UN-1000-B.jpg", "UN-1000-B", 0.95),
        ("UN-1000 front 2.webp", "UN-1000", 0.95),
        ("1-1-2-slip.jpg", "1-1/2-SLIP", 0.95),
        ("GAUGE-1.jpg", "GAUGE", 0.9),
        ("Main street house UN-1000 before.jpg", "UN-1000", 0.85),
        ("7788.jpg", "7788", 0.8),
        # by what the vendor calls it, however it is separated
        ("scp 40312.jpg", "UN-1000", 0.9),
        ("SCP40312_2.jpg", "UN-1000", 0.9),
        ("vs.27.a side.jpg", "PUMP-27", 0.9),
        ("0441_22.jpg", "1-1/2-SLIP", 0.85),
        # by its name
        ("small pump.jpg", "PUMP-2", 0.7),
        ("Pumps, small (3).jpg", "PUMP-2", 0.6),
        ("valvula de retencion.jpg", "VR-9", 0.7),
        ("VÁLVULA-DE-RETENCIÓN_2.jpg", "VR-9", 0.7),
        ("check valve union 2.jpg", "UN-1000", 0.7),
        # by the folder it lies in
        ("Photos/PUMP-27/IMG_1234.jpg", "PUMP-27", 0.8),
        ("Photos/PUMP-27/details/20260301_101112.jpg", "PUMP-27", 0.7),
        ("Photos/SCP-40312/front.jpg", "UN-1000", 0.8),
    ],
)
def test_a_file_is_of_the_sku_that_its_name_says(path: str, code: str, least: float) -> None:
    found = proposed(path, *BOOK)
    assert code_of(found, BOOK) == code
    assert found.best is not None
    assert found.best.confidence >= least
    assert not found.is_ambiguous


@pytest.mark.parametrize(
    "path",
    [
        "IMG_1234.jpg",
        "IMG_7788.jpg",  # a camera's number, though there is such a code
        "DSC07788.JPG",
        "20260301_123456.jpg",
        "PXL_20260301_123456789.jpg",
        "WhatsApp Image 2026-03-01 at 10.11.12.jpeg",
        "PUMP-28.jpg",
        "PUMP-270.jpg",
        "UN-10005.jpg",
        "XUN-77.jpg",
        "holiday.jpg",
        "(2).jpg",
        ".jpg",
        "----.png",
    ],
)
def test_nothing_is_proposed_where_nothing_is_known(path: str) -> None:
    assert proposed(path, *BOOK).candidates == ()


def test_pictures_of_one_sku_are_counted() -> None:
    book = [sku("ABC", "Gauge"), sku("ABD", "Dial")]
    found = all_proposed(["ABC-1.jpg", "ABC-2.jpg", "abc_3.jpg", "ABC.jpg"], book)
    assert {code_of(one, book) for one in found.values()} == {"ABC"}
    assert not any(one.is_ambiguous for one in found.values())


def test_a_code_with_a_number_beside_counted_pictures_is_ambiguous() -> None:
    """Is ABC-1.jpg the first of ABC, of which there is a second, or the one of ABC-1?"""
    book = [sku("ABC"), sku("ABC-1")]
    found = all_proposed(["ABC-1.jpg", "ABC-2.jpg"], book)
    first = found["ABC-1.jpg"]
    assert code_of(first, book) == "ABC-1"
    assert first.is_ambiguous
    assert {one.key for one in first.candidates} == {key_of("ABC"), key_of("ABC-1")}
    assert code_of(found["ABC-2.jpg"], book) == "ABC"


def test_a_number_that_could_belong_to_a_longer_code_makes_one_doubt() -> None:
    book = [sku("UN"), sku("UN-40"), sku("UN-41")]
    best = proposed("UN-42.jpg", *book).best
    assert best is not None
    assert best.confidence < 0.6
    assert Reason.LONGER_CODES in {one.reason for one in best.why}


def test_the_longer_code_wins() -> None:
    book = [sku("AB"), sku("AB-12"), sku("AB-12-X"), sku("12-X")]
    assert code_of(proposed("AB-12-X.jpg", *book), book) == "AB-12-X"
    assert [one.key for one in proposed("AB-12-X.jpg", *book).candidates] == [key_of("AB-12-X")]


def test_a_number_in_brackets_belongs_to_no_code() -> None:
    book = [sku("PUMP-27"), sku("PUMP-272")]
    found = proposed("PUMP-27 (2).jpg", *book)
    assert code_of(found, book) == "PUMP-27"
    assert not found.is_ambiguous


def test_the_more_fit_the_less_sure_one_is() -> None:
    book = [sku(f"UN-{size}", f"{size} inch check valve union") for size in range(10, 60, 10)]
    for count in (2, 3, 5):
        found = proposed("check valve union.jpg", *book[:count])
        assert found.is_ambiguous
        assert found.best is not None
        assert found.best.confidence <= 1 / count
        assert [one.key for one in found.candidates] == [one.key for one in book[:count]]


def test_two_codes_in_one_name_are_ambiguous() -> None:
    book = [sku("AB-12"), sku("CD-34")]
    found = proposed("AB-12 and CD-34.jpg", *book)
    assert found.is_ambiguous
    assert {one.key for one in found.candidates} == {key_of("AB-12"), key_of("CD-34")}
    assert all(one.confidence <= 0.5 for one in found.candidates)
    assert Reason.OTHER_FITS in {one.reason for one in found.candidates[0].why}


def test_a_part_that_several_skus_share_is_ambiguous() -> None:
    book = [sku("A-1", "", "SCP-4031"), sku("B-1", "", "SCP-4031")]
    assert proposed("SCP-4031.jpg", *book).is_ambiguous


def test_codes_that_differ_in_signs_alone_are_told_apart_by_how_they_are_written() -> None:
    book = [sku("AB-C1"), sku("ABC-1")]
    assert code_of(proposed("ABC-1.jpg", *book), book) == "ABC-1"
    assert proposed("abc1.jpg", *book).is_ambiguous


def test_of_one_code_the_sku_in_use_is_meant() -> None:
    old, now = sku("AB-12", active=False, twin="old"), sku("AB-12")
    found = proposed("AB-12.jpg", old, now)
    assert found.best is not None
    assert found.best.key == now.key
    assert not found.is_ambiguous
    alone = proposed("AB-12.jpg", old).best
    assert alone is not None
    assert Reason.INACTIVE in {one.reason for one in alone.why}


def test_folder_and_name_that_agree_make_one_surer_and_that_differ_less_sure() -> None:
    book = [sku("AB-12", "Small pump"), sku("CD-34")]
    both, one, against = (
        proposed(path, *book).best for path in ("AB-12/small pump.jpg", "AB-12/IMG_1.jpg", "CD-34/AB-12.jpg")
    )
    assert both is not None
    assert one is not None
    assert against is not None
    assert both.confidence > one.confidence
    assert against.key == key_of("AB-12")
    assert against.confidence < 0.9
    assert Reason.OTHER_FITS in {why.reason for why in against.why}


FILTERS = (
    sku("F-1", "20x25x4 Media Filter"),
    sku("F-2", "16x25x4 Media Filter"),
    sku("F-3", "20x25x4 Media Filter Cabinet"),
    sku("F-4", "Media Filter"),
)


@pytest.mark.parametrize("name", ["20x25x4 Media Filter.jpg", "20X25X4_media-filter (2).png"])
def test_a_file_with_a_skus_whole_name_is_of_that_sku(name: str) -> None:
    found = proposed(name, *FILTERS)
    assert code_of(found, FILTERS) == "F-1"
    assert found.best is not None
    assert found.best.confidence >= SURE
    assert found.best.why[0].reason is Reason.NAME
    assert not found.is_ambiguous


def test_of_two_skus_of_one_name_neither_is_sure() -> None:
    found = proposed("20x25x4 Media Filter.jpg", *FILTERS, sku("F-9", "20x25x4 Media Filter"))
    assert found.is_ambiguous


def test_another_size_of_the_same_thing_is_not_as_good() -> None:
    two, four = sku("V-2", "2 inch check valve"), sku("V-4", "4 inch check valve")
    found = proposed("4 inch check valve.jpg", two, four)
    assert [one.key for one in found.candidates][:1] == [four.key]
    assert not found.is_ambiguous


# --------------------------------------------------------------------------------------------------------------- looks

CAT, DOG = 0x0F0F_1234_5678_9ABC, 0xF0F0_EDCB_A987_6543


def by_look(print_: int, known: list[SkuLook], *skus: NamedSku, path: str = "IMG_1.jpg", digest: str = ""):
    return propose([photo(path, look(print_, digest))], skus, known)[0]


def test_a_picture_is_known_again_by_its_look() -> None:
    book = [sku("CAT-1"), sku("DOG-1")]
    known = [SkuLook(key_of("CAT-1"), CAT), SkuLook(key_of("DOG-1"), DOG)]
    found = by_look(CAT ^ 0b1011, known, *book)  # three bits differ
    assert code_of(found, book) == "CAT-1"
    assert found.best is not None
    assert found.best.confidence > 0.75
    assert found.best.is_there
    assert by_look(CAT ^ 0b11111, known, *book).best is None


@pytest.mark.parametrize("bits", [(0, 13, 26, 39), (12, 25, 38, 63), (1, 2, 3, 4)])
def test_wherever_few_bits_differ_it_is_found(bits: tuple[int, ...]) -> None:
    other = CAT
    for bit in bits:
        other ^= 1 << bit
    assert by_look(other, [SkuLook(key_of("CAT-1"), CAT)], sku("CAT-1")).best is not None


def test_the_very_picture_is_there() -> None:
    found = by_look(CAT, [SkuLook(key_of("CAT-1"), CAT, "d" * 64)], sku("CAT-1"), digest="d" * 64)
    assert found.best is not None
    assert [one.reason for one in found.best.why] == [Reason.THERE]


def test_a_picture_that_many_have_tells_nothing() -> None:
    book = [sku(f"X-{n}") for n in range(6)]
    found = by_look(CAT, [SkuLook(one.key, CAT) for one in book], *book)
    assert found.is_ambiguous
    assert all(one.confidence <= 0.5 for one in found.candidates)


def test_pictures_of_one_colour_are_not_alike() -> None:
    assert by_look(0, [SkuLook(key_of("CAT-1"), 0)], sku("CAT-1")).best is None


def test_the_name_counts_more_than_the_look() -> None:
    book = [sku("CAT-1"), sku("DOG-1")]
    found = by_look(CAT, [SkuLook(key_of("CAT-1"), CAT)], *book, path="DOG-1.jpg")
    assert {one.key for one in found.candidates} == {key_of("CAT-1"), key_of("DOG-1")}
    assert code_of(found, book) == "DOG-1"
    assert found.best is not None
    assert found.best.confidence < 0.9


def test_looks_of_skus_that_are_not_among_these_are_left_out() -> None:
    assert by_look(CAT, [SkuLook(key_of("GONE"), CAT)], sku("CAT-1")).best is None

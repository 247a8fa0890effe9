"""A person sees what a change changes: which categories, which words, how many entries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.formatting import format_field
from lazi_desktop.ui.sync.difference import category_paths, difference, whole_value
from lazi_desktop.ui.sync.picture_difference import pictures_effect
from tests.fakes.ui_fakes import FakeApp

PATHS: dict[int | str, tuple[str, ...]] = {
    1: ("Plumbing Parts", "Copper"),
    2: ("Media Filters",),
    3: ("A", "B", "C"),
}


def shown(field: str, theirs, ours, kind: EntityKind = EntityKind.MATERIAL) -> tuple[str, str]:
    found = difference(kind, field, theirs=theirs, ours=ours, categories=PATHS)
    return found.theirs, found.ours


@pytest.mark.parametrize(
    ("theirs", "ours", "seen"),
    [
        ([2], [1], ("Media Filters", "+ Plumbing Parts › Copper  − Media Filters")),
        ([], [3], ("none", "+ B › C")),
        ([3], None, ("B › C", "− B › C")),
        ([2], [2, 77], ("Media Filters", "+ #77")),
        ([2], [2], ("Media Filters", "Media Filters")),
    ],
)
def test_categories_come_and_go_by_name(theirs, ours, seen) -> None:
    assert shown("categories", theirs, ours) == seen


def test_the_tooltip_lists_every_category_with_its_path() -> None:
    assert whole_value(EntityKind.SERVICE, "categories", [3, 2], PATHS) == "A › B › C\nMedia Filters"


def test_a_categorys_parent_is_named() -> None:
    assert shown("parent_id", 2, 1, EntityKind.CATEGORY) == ("Media Filters", "Plumbing Parts › Copper")


@pytest.mark.parametrize(
    ("theirs", "ours", "seen"),
    [
        (
            "16x25x4 media air filter pleated MERV 13",
            "16x25x4 media air filter pleated MERV 8",
            ("…MERV 13", "…MERV 8"),
        ),
        ("MERV 13", "MERV 8", ("MERV 13", "MERV 8")),
        (None, "16x25x4 media air filter pleated", ("—", "16x25x4 media air filter pleated")),
        ("16x25x4 media air filter", "Filter of 16x25x4 inches", None),
        (
            "The same beginning of both",
            "The same beginning of both, longer",
            ("…of both", "…of both, longer"),
        ),
        ("onewordthatislongerthanthat1", "onewordthatislongerthanthat2", None),
    ],
)
def test_texts_show_where_they_part(theirs, ours, seen) -> None:
    assert shown("display_name", theirs, ours) == (seen or (theirs, ours))


def test_a_description_is_compared_by_its_words_and_told_whole_in_the_tooltip() -> None:
    theirs = "<p>Schedule 40 and up.</p><p>For cold water</p>"
    ours = "<p>Schedule 40 and up.</p><p>For hot water</p>"
    found = difference(EntityKind.SERVICE, "description", theirs=theirs, ours=ours, categories={})
    assert (found.theirs, found.ours) == ("…For cold water", "…For hot water")
    assert found.all_ours == "Schedule 40 and up.\nFor hot water"


def test_markup_alone_is_a_difference_too() -> None:
    theirs, ours = shown("description", "<p>Schedule 40 and up, cold</p>", "<b>Schedule 40 and up, cold</b>")
    assert theirs != ours


def test_entries_are_counted_by_their_key() -> None:
    theirs = [{"vendorId": 1, "cost": 1}, {"vendorId": 2, "cost": 1}]
    ours = [{"vendorId": 2, "cost": 9}, {"vendorId": 3, "cost": 1}]
    assert shown("other_vendors", theirs, ours) == ("2 entries", "1 added, 1 removed, 1 changed")
    assert shown("other_vendors", None, ours) == ("—", "2 added")
    assert shown("upgrades", [5], [6, 7], EntityKind.SERVICE) == ("1 entry", "2 added, 1 removed")


def test_a_structure_names_the_member_that_changed() -> None:
    theirs = {"vendorName": "SCP", "vendorPart": "A-1", "cost": 1}
    assert shown("primary_vendor", theirs, theirs | {"vendorPart": "B-2"}) == (
        "vendor part: A-1",
        "vendor part: B-2",
    )
    assert shown("primary_vendor", theirs, theirs | {"vendorName": "ACE"}) == ("SCP", "ACE")
    assert shown("primary_vendor", theirs, theirs | {"vendorPart": "B-2", "cost": 2}) == (
        "SCP",
        "2 changed: vendor part, cost",
    )


def test_numbers_stay_as_they_are() -> None:
    assert shown("price", Decimal("22.8"), Decimal(25)) == ("22.80", "25.00")
    assert shown("a_field_of_tomorrow", "x", 3) == ("x", "3")


def test_paths_are_read_from_both_trees(app: FakeApp) -> None:
    paths = category_paths(app.queries)
    assert ("Plumbing", "Elbows") in paths.values()
    assert ("Pump repair", "Seals") in paths.values()


@pytest.mark.parametrize(
    ("field", "theirs", "ours", "seen"),
    [
        ("price", Decimal(10), "abc", ("10.00", "abc")),
        ("categories", [2], 7, ("1 entry", "7")),
        ("description", "<p>Tee</p>", 7, ("Tee", "7")),
        ("service_materials", [5], None, ("[5]", "—")),
    ],
)
def test_what_no_field_holds_is_shown_as_it_is(field, theirs, ours, seen) -> None:
    assert shown(field, theirs, ours, EntityKind.SERVICE) == seen


LOCAL = f"picture:{'a' * 64}.jpg"


def pictured(*entries: tuple[str, str | None]) -> list[dict[str, object]]:
    return [{"alias": alias, "isDefault": False, "type": "Image", "url": url} for url, alias in entries]


@pytest.mark.parametrize(
    ("theirs", "ours", "shown"),
    [
        ([], pictured((LOCAL, None)), ("—", "+ new picture")),
        (
            pictured(("Images/Service/a.jpg", "Front"), ("Images/Service/b.jpg", None)),
            pictured(("Images/Service/b.jpg", None), (LOCAL, "Back")),
            ("Front, b.jpg", "+ Back  − Front"),
        ),
        (
            pictured(("x/a.jpg", None), ("x/b.jpg", None)),
            pictured(("x/b.jpg", None), ("x/a.jpg", None)),
            ("a.jpg, b.jpg", "b.jpg, a.jpg"),
        ),
    ],
)
def test_pictures_are_told_by_their_names(theirs, ours, shown):
    told = difference(EntityKind.SERVICE, "assets", theirs=theirs, ours=ours, categories={})
    assert (told.theirs, told.ours) == shown
    assert "picture:" not in told.all_ours


UUIDS = [f"Images/Service/{number}c5a1d0e-6a55-4f0e-9d51-0b8f6f1d6b{number}4.jpg" for number in range(1, 5)]


def test_a_name_that_a_computer_gave_is_not_told():
    theirs = pictured(*((one, None) for one in UUIDS[:2]))
    theirs[0]["isDefault"] = True
    ours = [*theirs, *pictured((UUIDS[2], None), (UUIDS[3], "Side"))]
    told = difference(EntityKind.SERVICE, "assets", theirs=theirs, ours=ours, categories={})
    assert (told.theirs, told.ours) == ("the default picture, picture 2", "+ picture 3  + Side")
    alone = difference(EntityKind.CATEGORY, "image", theirs=UUIDS[0], ours=None, categories={})
    assert (alone.theirs, alone.ours) == ("a picture", "− a picture")


@pytest.mark.parametrize(
    ("theirs", "ours", "effect"),
    [
        ([], [LOCAL], "1 picture added"),
        (["a", "b"], ["a"], "1 removed"),
        (["a", "b"], ["a", LOCAL], "1 replaced"),
        (["a", "b"], [LOCAL, "b", "c", "d"], "2 added, 1 replaced"),
        (["a", "b"], ["b", "a"], "another order"),
        (["a"], ["a"], ""),
    ],
)
def test_what_becomes_of_pictures_is_counted(theirs, ours, effect):
    assert pictures_effect(theirs, ours) == effect


def test_another_default_and_another_name_are_told():
    one, other = pictured(("a", None), ("b", None))
    assert pictures_effect([{**one, "isDefault": True}, other], [one, {**other, "isDefault": True}]) == (
        "another default"
    )
    assert pictures_effect([one], [{**one, "alias": "Front"}]) == "another name"


def test_a_categorys_picture_is_told_by_its_name():
    told = difference(EntityKind.CATEGORY, "image", theirs="Images/Category/a.jpg", ours=LOCAL, categories={})
    assert (told.theirs, told.ours) == ("a.jpg", "+ new picture  − a.jpg")
    assert format_field(EntityKind.CATEGORY, "image", LOCAL) == "new picture"

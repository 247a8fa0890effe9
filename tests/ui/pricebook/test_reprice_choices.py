"""What was chosen last time comes back; what cannot be used is told with the field it is about."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from lazi_desktop.domain.pricing.derived import Derived, Follow
from lazi_desktop.domain.pricing.ladder import Ladder
from lazi_desktop.domain.pricing.methods import ByAmount, ByPercent, TargetMargin
from lazi_desktop.domain.pricing.rounding import Rounding, Toward
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.ui.pricebook.reprice.choices import ChoiceProblem, Choices, Ends, How, read_choices

NO_LADDER = Ladder(())


def chosen(how: How = How.PERCENT, value: str = "5", **more) -> Choices:
    return Choices(how=how, values={how: value}, **more)


def test_choices_survive_being_written_down():
    choices = chosen(
        How.FORMULA, "cost * 2", ends=Ends.MULTIPLE, multiple="5", toward=Toward.DOWN, floor="12.5"
    )
    assert read_choices(Choices.from_text(choices.to_text()), NO_LADDER) == read_choices(choices, NO_LADDER)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "3",
        '{"how": "by magic"}',
        '{"ends": 7}',
        '{"values": [1]}',
        '{"follows": {"member_price": "x"}}',
    ],
)
def test_what_cannot_be_read_any_more_gives_the_first_choices(text):
    assert Choices.from_text(text) == Choices()


def test_choices_of_a_version_that_knew_less_are_completed():
    kept = Choices.from_text(json.dumps({"how": "margin", "values": {"margin": "33"}}))
    assert kept.how == How.MARGIN
    assert kept.values[How.MARGIN] == "33"
    assert kept.values[How.PERCENT] == Choices().values[How.PERCENT]


def test_texts_are_read_as_people_write_numbers():
    assert read_choices(chosen(value=" 5 % "), NO_LADDER).method == ByPercent(Decimal(5))
    assert read_choices(chosen(value="-2,5"), NO_LADDER).method == ByPercent(Decimal("-2.5"))
    assert read_choices(chosen(How.AMOUNT, "$1,234.50"), NO_LADDER).method == ByAmount(Decimal("1234.50"))
    assert read_choices(chosen(How.MARGIN, "45"), NO_LADDER).method == TargetMargin(Decimal(45))


@pytest.mark.parametrize(
    "ends, rounding",
    [
        (Ends.CENT, Rounding()),
        (Ends.NINETY_NINE, Rounding(Decimal(1), Decimal("0.99"), Toward.UP)),
        (Ends.NINETY_FIVE, Rounding(Decimal(1), Decimal("0.95"), Toward.UP)),
        (Ends.WHOLE, Rounding(Decimal(1), Decimal(0), Toward.UP)),
        (Ends.MULTIPLE, Rounding(Decimal("2.50"), Decimal(0), Toward.UP)),
    ],
)
def test_endings_stand_for_roundings(ends, rounding):
    assert read_choices(chosen(ends=ends, multiple="2.5"), NO_LADDER).rounding == rounding


def test_derived_prices_and_the_floor_are_read():
    follows = {"member_price": "percent_off", "add_on_price": "leave", "add_on_member_price": "keep_ratio"}
    percents = dict.fromkeys(follows, "7.5")
    settings = read_choices(chosen(follows=follows, percents=percents, floor="30 %"), NO_LADDER)
    assert settings.derived["member_price"] == Derived(Follow.PERCENT_OFF, Decimal("7.5"))
    assert settings.derived["add_on_price"] == Derived(Follow.LEAVE)
    assert settings.floor == Decimal("0.3")


@pytest.mark.parametrize(
    "choices, about, word",
    [
        (chosen(value=""), "value", "Type a number."),
        (chosen(value="abc"), "value", "“abc” is not a number."),
        (chosen(value="-100"), "value", "less than 100 %"),
        (chosen(value="1000000"), "value", "from -100,000 to 100,000"),
        (chosen(How.MARGIN, "100"), "value", "below 100 %"),
        (chosen(How.FORMULA, "cost +"), "value", "Character 7"),
        (chosen(ends=Ends.MULTIPLE, multiple="0"), "multiple", "from 0.01"),
        (chosen(ends=Ends.MULTIPLE, multiple="0.015"), "multiple", "whole cents"),
        (chosen(floor="x"), "floor", "not a number"),
        (chosen(follows=dict.fromkeys(Choices().follows, "percent_off"),
                percents={**Choices().percents, "add_on_price": "100"}), "add_on_price", "from 0 to 99.99"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_names_its_field(choices, about, word):
    with pytest.raises(ChoiceProblem) as caught:
        read_choices(choices, NO_LADDER)
    assert caught.value.about == about
    assert word in caught.value.detail


@pytest.mark.parametrize(
    ("round_to", "ends", "multiple"),
    [("0.01", Ends.CENT, "5"), ("0", Ends.CENT, "5"), ("1", Ends.WHOLE, "5"), ("0.05", Ends.MULTIPLE, "0.05"),
     ("25", Ends.MULTIPLE, "25")],
)  # fmt: skip
def test_one_begins_with_what_holds_for_the_team(round_to: str, ends: Ends, multiple: str) -> None:
    team = TeamSettings(margin_floor=Decimal("0.125"), round_to=Decimal(round_to))
    first = Choices.of_team(team)
    assert (first.ends, first.multiple, first.floor) == (ends, multiple, "12.5")
    read_choices(first, NO_LADDER)


def test_what_a_person_left_as_it_was_follows_the_team() -> None:
    mine = replace(Choices.of_team(TeamSettings()), how=How.MARGIN)
    team = TeamSettings(margin_floor=Decimal("0.3"), round_to=Decimal(1))
    again = Choices.from_text(mine.to_text(TeamSettings()), team)
    assert (again.how, again.floor, again.ends) == (How.MARGIN, "30", Ends.WHOLE)
    typed = replace(mine, floor="12", ends=Ends.NINETY_NINE)
    again = Choices.from_text(typed.to_text(TeamSettings()), team)
    assert (again.floor, again.ends) == ("12", Ends.NINETY_NINE)

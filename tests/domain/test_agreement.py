"""Whether ServiceTitan has what we sent, in its own way of saying it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.merge import ReadBack, agrees, judge_read_back
from lazi_desktop.domain.values import same

SENT = {"vendorId": 7, "cost": Decimal("2.5"), "active": True, "memo": ""}
FOUND = {
    "id": 90001, "vendorName": "Acme", "vendorId": 7, "memo": None, "vendorPart": None, "cost": Decimal("2.5"),
    "active": True, "primarySubAccount": None, "otherSubAccounts": [],
}  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["id", "cost", "memo", "vendorId"]), inner)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "ours, theirs, agreed, because",
    [
        (SENT, FOUND, True, "what ServiceTitan fills in is its own"),
        (SENT, FOUND | {"vendorId": 8}, False, "another vendor"),
        (SENT, FOUND | {"cost": 3}, False, "another cost"),
        (SENT, FOUND | {"memo": "Ask Bob"}, False, "a memo that we did not send"),
        (SENT, FOUND | {"rebate": 5}, False, "a member that is not ServiceTitan's to fill in"),
        (SENT | {"id": 1}, FOUND, False, "a number that we named is another"),
        ([SENT], [FOUND], True, "in a list too"),
        ([SENT], [FOUND, FOUND], False, "one more than we sent"),
        (SENT, None, False, "nothing came of it"),
        (None, "", True, "nothing, said in two ways"),
        (None, [], True, "nothing, said in two ways"),
        (None, 0, False, "zero is a value"),
        (None, False, False, "no is a value"),
        (True, 1, False, "one is not true"),
        ([1, 2], [1, 2], True, "the same ids"),
        ([1, 2], [2, 1], False, "canonical lists have one order"),
    ],
)
def test_what_was_sent_and_what_is_there(ours, theirs, agreed, because):
    assert agrees(ours, theirs) == agreed, because


@given(values)
def test_everything_agrees_with_itself(value):
    assert agrees(value, value)


@given(st.integers() | st.booleans() | st.text(min_size=1), values)
def test_for_plain_values_to_agree_is_to_be_the_same(ours, theirs):
    assert agrees(ours, theirs) == same(ours, theirs)


def test_a_vendor_that_was_filled_in_is_verified():
    assert judge_read_back(before=None, ours=SENT, after=FOUND) is ReadBack.VERIFIED
    assert judge_read_back(before=None, ours=SENT, after=FOUND | {"cost": 3}) is ReadBack.CONFLICT
    assert judge_read_back(before=None, ours=SENT, after=None) is ReadBack.DIFFERS

"""What SKUs are called, for what compares many names at once."""

from __future__ import annotations

from lazi_desktop.domain.matching.photos import NamedSku
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

PRIMARY = {"vendorId": 5, "vendorName": "Ferguson", "vendorPart": "F-11", "cost": 4}
OTHER = {"vendorId": 6, "vendorName": "Hajoca", "vendorPart": "H-7", "cost": 4}
ELBOW = sku(11, "ELB-1", "Copper elbow", primary_vendor=PRIMARY, other_vendors=[PRIMARY, OTHER])
VALVE = sku(13, "VLV-1", "Valve", active=False)
SETTING = sku(31, "SET-1", "Set a pump", kind="service")


def named(desk: Desk) -> dict[str, NamedSku]:
    return {one.code: one for some in desk.open.queries.named_skus() for one in some}


def test_all_skus_are_listed_with_the_parts_of_all_their_vendors(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([ELBOW, VALVE, SETTING]))
    assert named(desk) == {
        "ELB-1": NamedSku(key_of(ELBOW), "ELB-1", "Copper elbow", ("F-11", "H-7")),
        "VLV-1": NamedSku(key_of(VALVE), "VLV-1", "Valve", active=False),
        "SET-1": NamedSku(key_of(SETTING), "SET-1", "Set a pump"),
    }


def test_our_own_values_count(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([ELBOW]))
    desk.set(key_of(ELBOW), "code", "ELB-2")
    desk.set(key_of(ELBOW), "other_vendors", [PRIMARY, {**OTHER, "vendorPart": "H-8"}])
    assert set(named(desk)) == {"ELB-2"}
    assert set(named(desk)["ELB-2"].parts) == {"F-11", "H-8"}

"""What `lazi-desktop status` says to people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from lazi_desktop.app.output import plain
from lazi_desktop.app.status import PushTold, Status, status_json, status_text
from lazi_desktop.domain.habits import Habit, what_happened
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_runs import PushRow, RunRow

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def somewhere(monkeypatch):
    monkeypatch.setattr("tzlocal.get_localzone", lambda: ZoneInfo("Asia/Tokyo"))


def run(what: str, minute: int, state: str = "done", **more) -> RunRow:
    at = NOON + timedelta(minutes=minute)
    given = {"counts": {}, "detail": "", "full": False, **more}
    return RunRow(
        run_id=uuid4(), what=what, by="dana", device="OFFICE-PC", started=at, finished=at, state=state, **given
    )  # fmt: skip


def a_push(minute: int, *failed: Pushed, **results: int) -> PushTold:
    row = PushRow(
        run=run("push", minute), skus=2, fields=sum(results.values()), requests=2, results=results, change_sets=[]
    )  # fmt: skip
    return PushTold(row, failed)


def a_field(code: str, **more) -> Pushed:
    given = {
        "result": Result.REJECTED,
        "status": 400,
        "detail": "Too much.",
        "sent": 4711,
        "found": None,
        **more,
    }
    return Pushed(
        entity_key=EntityKey(uuid4()), entity_kind=EntityKind.MATERIAL, code=code, name="Pipe", field="price",
        before=10, created=False, op_id=uuid4(), by="Ann", change_set=None, on_wire=True,
        at=NOON, **given,
    )  # fmt: skip


def a_status(
    *runs: RunRow,
    stopped_pull: str = "",
    twins: Sequence[Twins] = (),
    paused: str = "",
    pushes: Sequence[PushTold] = (),
    not_known: Sequence[str] = (),
) -> Status:
    return Status(
        tenant="777",
        environment="production",
        hub="db.example/lazi",
        counts=HubCounts({"material": 1200, "discount_fee": 3}, 0, 0, 0, 0, 0, NOON, NOON, "", 37),
        conflicts={},
        feed=HubState(uuid4(), 1234, 0, 0, "admin"),
        runs=runs,
        schedule=[
            ScheduledJob(
                "pull", "Changes of the pricebook", "*/5 * * * *", NOON + timedelta(minutes=5), paused
            )
        ],
        clock_ahead=0.0,
        stopped_pull=stopped_pull,
        twins=twins,
        pushes=pushes,
        not_known=not_known,
    )


def lines(status: Status, head: str) -> list[str]:
    return [
        line.removeprefix(head).strip() for line in status_text(status).splitlines() if line.startswith(head)
    ]


def test_it_names_the_tenant_and_the_hub():
    assert lines(a_status(), "Tenant:") == ["777 (production)"]
    assert lines(a_status(), "Hub:") == ["db.example/lazi"]
    assert "era" not in status_text(a_status())


def test_kinds_go_by_what_people_call_them():
    assert lines(a_status(), "Mirrored:") == ["1,200 materials, 3 discounts and fees"]


def test_all_times_are_local_and_the_zone_is_named_once():
    status = a_status(run("push", 0))
    text = status_text(status)
    assert lines(status, "Last pull:") == ["2026-01-31 21:00"]
    assert lines(status, "Next:") == ["2026-01-31 21:05  Changes of the pricebook"]
    assert lines(status, "Ran:") == ["2026-01-31 21:00  Push, done, on OFFICE-PC"]
    assert text.count("Asia/Tokyo (UTC+09:00)") == text.count("UTC") == 1


def test_proposals_that_wait_are_told():
    assert lines(a_status(), "Pending:") == ["0 fields of 0 entries"]
    assert lines(a_status(), "Proposed:") == ["37 proposals that wait for an answer"]
    [told] = [plain(status_json(a_status()))["status"]]
    assert told["open_proposals"] == 37


def test_a_pull_is_one_line():
    pull = [run(kind, 0, counts={"received": 9, "added": 2}) for kind in EntityKind]
    lists = [run(f"lists {name}", 1) for name in ("markup", "client_specific_pricing")]
    assert lines(a_status(*pull, *lists), "Ran:") == [
        "2026-01-31 21:01  Reference lists, done, on OFFICE-PC",
        "2026-01-31 21:00  Pull of changes, done, on OFFICE-PC: 10 new",
    ]


def test_a_pull_that_stopped_needs_somebody_who_is_told_how_to_go_on():
    why = "The pull stopped to ask. 40 of 100 materials are missing. If that is right, accept it and pull again."
    status = a_status(run("material", 0, "stopped", full=True, detail=why), stopped_pull=why)
    assert status.waits_for_a_person
    [needed], [ran] = lines(status, "Needs you:"), lines(status, "Ran:")
    for told in (needed, ran):
        assert (
            "40 of 100 materials are missing. If that is right, go on with: lazi-desktop pull --accept"
            in told
        )
        assert "accept it and pull again" not in told
    assert not a_status().waits_for_a_person


def test_what_was_made_twice_needs_somebody():
    twins = Twins(kind=EntityKind.MATERIAL, mark="m", remote_ids=[7, 9], codes=["NEW-1", "NEW-1"], since=NOON)
    status = a_status(twins=[twins])
    assert status.waits_for_a_person
    [needed], [told] = lines(status, "Needs you:"), lines(status, "Made twice:")
    assert "1 made twice in ServiceTitan" in needed
    assert told == "NEW-1 (materials #7, #9). Keep one in ServiceTitan and deactivate the others."
    assert plain(status_json(status)["made_twice"]) == [
        {
            "kind": "material",
            "mark": "m",
            "remote_ids": [7, 9],
            "codes": ["NEW-1"] * 2,
            "since": NOON.isoformat(),
        }
    ]


@pytest.mark.parametrize(
    "reason, told",
    [
        ("", "Changes of the pricebook"),
        ("on a metered connection", "Changes of the pricebook, waits: on a metered connection"),
    ],
)
def test_a_job_that_waits_says_why(reason, told):
    status = a_status(paused=reason)
    assert lines(status, "Next:") == [f"2026-01-31 21:05  {told}"]
    [job] = plain(status_json(status)["schedule"])
    assert job["paused"] == reason


def test_a_pull_that_waits_for_a_person_says_how_it_goes_on():
    status = a_status(paused="stopped to ask: 40 are missing. If that is right, accept it and pull again.")
    [told] = lines(status, "Next:")
    assert told.endswith(
        "waits: stopped to ask: 40 are missing. If that is right, go on with: lazi-desktop pull --accept"
    )


def test_what_cannot_be_known_is_said():
    assert lines(a_status(), "Not known:") == []
    status = a_status(not_known=["This computer does not say."])
    assert lines(status, "Not known:") == ["This computer does not say."]
    assert plain(status_json(status)["not_known"]) == ["This computer does not say."]


def test_the_last_pushes_say_what_was_sent_and_what_came_of_it():
    status = a_status(
        pushes=[
            a_push(2, a_field("A-1"), a_field("A-2", status=None, detail=""), verified=1200, rejected=2),
            a_push(1, verified=3),
            a_push(0, verified=4),
        ]
    )
    text = status_text(status).splitlines()
    at = text.index(
        "Pushed:     2026-01-31 21:02  2 requests for 1,202 fields of 2 entries: 1,200 verified, 2 rejected"
    )
    assert text[at + 1 : at + 4] == [
        "            A-1 price rejected (400): Too much.",
        "            A-2 price rejected",
        "Pushed:     2026-01-31 21:01  2 requests for 3 fields of 2 entries: 3 verified",
    ]
    assert len(lines(status, "Pushed:")) == 2
    [first, *others] = plain(status_json(status)["pushes"])
    assert len(others) == 2
    assert (first["requests"], first["entries"], first["fields"], first["failed_fields"]) == (2, 2, 1202, 2)
    assert first["results"] == {"verified": 1200, "rejected": 2}
    assert first["failed"][0] == {
        "kind": "material",
        "code": "A-1",
        "field": "price",
        "result": "rejected",
        "status": 400,
        "detail": "Too much.",
    }


SENT, FOUND = Decimal("4711.255"), Decimal("4711.26")
ROUNDED = what_happened(Habit.ROUNDED, sent=SENT, found=FOUND)


@pytest.mark.parametrize(
    "more, told",
    [
        ({"detail": ROUNDED}, "rounded"),
        ({"detail": ROUNDED, "sent": None}, "ServiceTitan rounded it: … was sent, … is there."),
        ({"detail": what_happened(Habit.DROPPED, sent=SENT, found=FOUND)}, "dropped"),
        ({"detail": what_happened(Habit.NORMALISED, sent=SENT, found=FOUND)}, "normalised"),
        ({"detail": "'4,711.26' is not valid for #12."}, "'…' is not valid for #12."),
    ],
)
def test_whoever_watches_is_told_no_prices(more, told):
    field = a_field("A-1", **{"result": Result.DIFFERS, "status": 200, "sent": SENT, "found": FOUND, **more})
    status = a_status(pushes=[a_push(0, field, differs=1)])
    [push] = plain(status_json(status)["pushes"])
    assert push["failed"][0]["detail"] == told
    assert f"            A-1 price differs (200): {told}" in status_text(status).splitlines()
    assert "711" not in f"{push['failed']} {status_text(status)}"


def test_of_many_that_failed_a_few_are_named():
    status = a_status(pushes=[a_push(0, *(a_field(f"A-{n}") for n in range(20)), rejected=30)])
    told = status_text(status).splitlines()
    assert sum("rejected (400)" in line for line in told) == 3
    assert "            and 27 more; Activity has them all" in told

"""A bad network in the middle of a pull or a push: towards ServiceTitan, and towards the hub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    EngineEvent,
    Progress,
    PullFinished,
    PushFinished,
    PushReport,
    PushResult,
)
from tests.faults.desktops import Desktop, Stage
from tests.faults.patience import impatient_client
from tests.faults.proxy import FAIR, HOLE, TcpProxy, Way, Weather
from tests.networks import port_of

TO_SERVICETITAN = {
    "refused": Weather(refuses=True),
    "nothing arrives": Weather(up=HOLE),
    "nothing comes back": Weather(down=HOLE),
    "answers end early": Weather(down=Way(end_after=3_000)),
    "answers are reset midway": Weather(down=Way(reset_after=3_000)),
    "requests are reset midway": Weather(up=Way(reset_after=100)),
    "connections break now and then": Weather(broken_per_chunk=0.1),
    "a thin line": Weather(down=Way(bytes_per_second=200_000)),
}


@pytest.fixture
def to_servicetitan(empty_stage: Stage) -> Iterator[TcpProxy]:
    with TcpProxy(port_of(empty_stage.simulator.api_url), seed=5) as proxy:
        yield proxy


def ended(desk: Desktop, activity: str, *, after: int) -> EngineEvent:
    """How a pull or push that was asked for ended."""
    finished = PullFinished if activity == "pull" else PushFinished

    def is_the_end(event: EngineEvent) -> bool:
        return isinstance(event, finished) or (
            isinstance(event, ActivityFailed) and event.activity == activity
        )

    return desk.listener.wait_for(is_the_end, f"end of the {activity}", after=after)


def pull(desk: Desktop, *, full: bool = False) -> EngineEvent:
    heard = len(desk.listener.heard)
    assert desk.engine is not None
    desk.engine.pull(full=full)
    return ended(desk, "pull", after=heard)


def push(desk: Desktop) -> EngineEvent:
    heard = len(desk.listener.heard)
    assert desk.engine is not None
    desk.engine.push()
    return ended(desk, "push", after=heard)


def push_to_the_end(desk: Desktop) -> PushReport:
    """Pushes as often as a person would until nothing waits."""
    for _ in range(5):
        event = push(desk)
        assert isinstance(event, PushFinished), event
        if not event.report.waiting and not event.report.count(PushResult.WAITING):
            return event.report
        desk.stage.time_passes()
    raise AssertionError("it never ends")


def check_the_mirror(stage: Stage) -> None:
    """The hub knows every entity of ServiceTitan once, as it is there."""
    rows = stage.sql("select kind, remote_id from master.pricebook_entities where tenant_id = %(t)s")
    there = {(kind, item["id"]) for kind in map(str, EntityKind) for item in stage.simulator.items(kind)}
    assert len(rows) == len(there)
    assert set(rows) == there
    stage.check_the_hub()


def check_pushed(stage: Stage, expected: dict[int, str]) -> None:
    assert {one: stage.simulator.item("material", one)["displayName"] for one in expected} == expected
    assert stage.overrides() == {}
    stage.check_no_blind_repeat()
    stage.check_the_hub()
    [[open_jobs]] = stage.sql(
        "select count(*) from sync.outbound_queue where tenant_id = %(t)s and state not in ('done', 'cancelled')"
    )
    assert open_jobs == 0


def edit_and_submit(desk: Desktop, count: int = 12) -> dict[int, str]:
    names = {remote_id: f"Name {place}" for place, remote_id in enumerate(desk.stage.materials()[:count])}
    for remote_id, name in names.items():
        desk.edit(remote_id, "display_name", name)
    desk.submit()
    return names


@pytest.mark.parametrize("weather", TO_SERVICETITAN.values(), ids=TO_SERVICETITAN.keys())
def test_a_pull_goes_on_where_the_network_broke_it_off(
    empty_stage: Stage, to_servicetitan: TcpProxy, weather: Weather
):
    desk = empty_stage.desktop("desk", remote_port=to_servicetitan.port)
    to_servicetitan.turn(weather)
    with impatient_client():
        event = pull(desk)
    if isinstance(event, ActivityFailed):
        assert event.error.may_retry, event
        to_servicetitan.turn(FAIR)
        event = pull(desk)
    assert isinstance(event, PullFinished), event
    check_the_mirror(empty_stage)
    desk.wait_level()


@pytest.mark.parametrize("name", [name for name in TO_SERVICETITAN if name != "nothing arrives"])
def test_a_push_over_a_broken_network_sends_everything_once(
    stage: Stage, to_servicetitan: TcpProxy, name: str
):
    desk = stage.desktop("desk", remote_port=to_servicetitan.port)
    desk.wait_level()
    names = edit_and_submit(desk)
    heard = len(desk.listener.heard)
    assert desk.engine is not None
    desk.engine.push()
    desk.listener.wait(Progress, lambda event: event.activity == "push" and event.done > 2, after=heard)
    with impatient_client():
        to_servicetitan.turn(TO_SERVICETITAN[name])
        to_servicetitan.cut()
        event = ended(desk, "push", after=heard)
    assert isinstance(event, PushFinished), event
    assert event.report.stopped is None or event.report.stopped.may_retry, event
    assert event.report.count(PushResult.FAILED) == 0
    to_servicetitan.turn(FAIR)
    push_to_the_end(desk)
    check_pushed(stage, names)
    desk.wait_level()
    assert [desk.shown(one, "display_name") for one in names] == list(names.values())


@pytest.mark.parametrize("activity", ["pull", "push"])
@pytest.mark.parametrize("after", [1, 7])
def test_a_hub_that_is_cut_off_in_the_middle_of_a_pull_or_push(
    stage: Stage, to_hub: TcpProxy, activity: str, after: int
):
    desk = stage.desktop("desk", hub_port=to_hub.port)
    desk.wait_level()
    names = edit_and_submit(desk)
    for place, item in enumerate(stage.simulator.items("service")):
        stage.simulator.office_edit("service", item["id"], {"displayName": f"Office {place}"})
    told = 0

    def cut(event: EngineEvent) -> None:
        nonlocal told
        if isinstance(event, Progress) and event.activity == activity:
            told += 1
            if told == after:
                to_hub.turn(Weather(refuses=True))
                to_hub.cut()

    assert desk.engine is not None
    desk.engine.listen(cut)
    event = pull(desk, full=True) if activity == "pull" else push(desk)
    assert told >= after
    if isinstance(event, PushFinished):
        assert event.report.stopped is not None
        assert event.report.stopped.may_retry
    else:
        assert isinstance(event, ActivityFailed)
        assert event.error.may_retry, event
    to_hub.heal()
    desk.wake()
    desk.wait_level()
    assert isinstance(pull(desk), PullFinished)
    stage.time_passes()
    push_to_the_end(desk)
    check_pushed(stage, names)
    check_the_mirror(stage)
    desk.wait_level()
    for place, item in enumerate(stage.simulator.items("service")):
        [[name]] = stage.sql(
            "select fields ->> 'display_name' from master.pricebook_entities"
            " where tenant_id = %(t)s and remote_id = %(id)s",
            id=item["id"],
        )
        assert name == f"Office {place}"

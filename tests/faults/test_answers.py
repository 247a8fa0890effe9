"""Everything ServiceTitan, or what stands before it, may answer: what becomes of a pull, and of a push.

Answers in memory are tried in tests/servicetitan, and what the hub makes of outcomes in tests/sync; here all parts are
real, and whatever was answered, the next pull or push brings both sides together.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import pytest
import stamina

from lazi_desktop.domain.errors import (
    BadAnswer,
    ConfigurationProblem,
    LaziError,
    PullStopped,
    RateLimited,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.ports.engine import ActivityFailed, PullFinished, PushFinished, PushResult
from lazi_desktop.servicetitan import http
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.faults import spoiling
from tests.faults.conftest import pull as fill_the_hub
from tests.faults.desktops import Desktop, Stage, run
from tests.faults.patience import impatient_client
from tests.faults.spoiling import Spoiler, Spoilt, changed, says
from tests.faults.test_network_in_pull_and_push import (
    check_the_mirror,
    pull,
    push,
    push_to_the_end,
)

HTML = "<html><body><h1>Sorry</h1></body></html>"
PORTAL = says(200, "<html>Welcome to our hotel</html>", Content_Type="text/html")
MEMORY = 2 * http.MAX_BODY
"""The largest answer there may be, and as much again to take it apart."""
SILENT = {"drop by drop", "too late"}


def rewritten(**members: object) -> Spoilt:
    """The page with other members."""

    def change(body: bytes) -> bytes:
        page = json.loads(body)
        return json.dumps({**page, **members}).encode()

    return changed(change)


def half_a_list(body: bytes) -> bytes:
    page = json.loads(body)
    return json.dumps({**page, "data": page["data"][::2], "hasMore": False}).encode()


def emptied(body: bytes) -> bytes:
    return json.dumps({**json.loads(body), "data": [], "hasMore": False, "totalCount": 0}).encode()


def named_twice(body: bytes) -> bytes:
    """One record of the page; the later value is the true one, as a decoder that keeps it would have it."""
    place = body.rindex(b'"displayName":')
    return body[:place] + b'"displayName":"Another",' + body[place:]


def never_ending(body: bytes) -> bytes:
    return json.dumps({**json.loads(body), "hasMore": True}).encode()


PULLS: dict[str, tuple[Spoilt, type[LaziError]]] = {
    "401": (says(401, "{}"), SignInFailed),
    "403 of the scope": (says(403, '{"title": "Scope is missing"}'), ScopeMissing),
    "403 of the tenant": (says(403, '{"title": "No"}'), TenantRefused),
    "404": (says(404, "{}"), ConfigurationProblem),
    "409": (says(409, "{}"), RemoteRejected),
    "422": (says(422, '{"title": "No"}'), RemoteRejected),
    "429": (says(429, "{}"), RateLimited),
    "429 and 2 s": (says(429, "{}", Retry_After="2"), RateLimited),
    "429 and ages": (says(429, "{}", Retry_After="1e9"), RateLimited),
    "429 and less than nothing": (says(429, "{}", Retry_After="-1"), RateLimited),
    "500 in HTML": (says(500, HTML, Content_Type="text/html"), RemoteUnavailable),
    "502": (says(502, "", Content_Type="text/plain"), RemoteUnavailable),
    "503 for maintenance": (says(503, HTML, Content_Type="text/html", Retry_After="3600"), RemoteUnavailable),
    "half a JSON": (changed(lambda body: body[: len(body) // 2]), BadAnswer),
    "no JSON": (changed(lambda body: b"so sorry"), BadAnswer),
    "nothing": (changed(lambda body: b""), BadAnswer),
    "a wrong length": (spoiling.WRONG_LENGTH, RemoteUnavailable),
    "a gzip cut short": (spoiling.CUT_GZIP, BadAnswer),
    "no gzip where it says so": (spoiling.NO_GZIP, RemoteUnavailable),
    "NaN": (changed(lambda body: body.replace(b'"cost":', b'"cost":NaN,"was":')), BadAnswer),
    "a member named twice": (changed(named_twice), BadAnswer),
    "deep nesting": (changed(lambda body: b"[" * 100_000), BadAnswer),
    "drop by drop": (spoiling.DROP_BY_DROP, RemoteUnavailable),
    "an endless body": (spoiling.ENDLESS_BODY, BadAnswer),
    "a decompression bomb": (spoiling.BOMB, BadAnswer),
    "too late": (spoiling.LATE, RemoteUnavailable),
    "a reset": (spoiling.RESET_AFTER, RemoteUnavailable),
    "a captive portal": (PORTAL, BadAnswer),
    "a way to elsewhere": (says(302, "", Location="http://127.0.0.1:9/"), BadAnswer),
    "an empty list": (changed(emptied), PullStopped),
    "half a list": (changed(half_a_list), PullStopped),
    "a list without end": (changed(never_ending), BadAnswer),
    "another page than asked for": (rewritten(page=7), BadAnswer),
}


@dataclass
class Set:
    """A desktop whose ServiceTitan is spoilt now and then; the same one for all answers."""

    stage: Stage
    desk: Desktop
    spoiler: Spoiler


@pytest.fixture(scope="module")
def lasting(hub_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Set]:
    with (
        RunningSimulator(SimulatorSettings(scale=0.001, seed=7)) as simulator,
        spoiling.spoiling(simulator.api_url) as spoiler,
        Stage(hub_server, simulator, tmp_path_factory.mktemp("answers")) as stage,
    ):
        run(fill_the_hub(stage))
        desk = stage.desktop("desk", remote_port=spoiler.port)
        desk.wait_level()
        yield Set(stage, desk, spoiler)


@pytest.fixture
def patient_retries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2, cap=True):  # retries, without their pauses
        yield


@pytest.mark.usefixtures("patient_retries")
@pytest.mark.parametrize("name", PULLS)
def test_a_pull_takes_in_nothing_of_an_answer_it_cannot_trust(lasting: Set, name: str):
    spoilt, expected = PULLS[name]
    stage, desk, spoiler = lasting.stage, lasting.desk, lasting.spoiler
    edited = stage.simulator.items("material")[:3]
    for item in edited:
        stage.simulator.office_edit("material", item["id"], {"displayName": f"{name} {item['id']}"})
    before = mirrored(stage)
    spoiler.spoil("GET", spoilt)
    with patience_with(name), peak() as memory:
        event = pull(desk, full=True)
    error = error_of(event)
    assert type(error) is expected, error
    assert error.detail
    assert spoiler.struck > 0
    assert memory.size < MEMORY
    if name != "a list without end":  # whose pages are all in order
        assert mirrored(stage) == before
    spoiler.heal()
    assert error_of(pull(desk, full=True)) is None
    check_the_mirror(stage)
    desk.wait_level()
    assert [desk.shown(item["id"], "display_name") for item in edited] == [
        f"{name} {item['id']}" for item in edited
    ]


@dataclass
class Peak:
    size: int = 0


@contextmanager
def peak() -> Iterator[Peak]:
    """How much more memory there was at once than before, at the worst moment; known at the end of the block."""
    found = Peak()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        yield found
        found.size = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def test_the_peak_is_seen_though_it_is_over():
    with peak() as memory:
        assert bytes(MEMORY)
    assert memory.size >= MEMORY


def patience_with(name: str) -> AbstractContextManager[None]:
    return impatient_client() if name in SILENT else nullcontext()


def mirrored(stage: Stage) -> object:
    return stage.sql(
        "select remote_id, fields from master.pricebook_entities where tenant_id = %(t)s order by remote_id"
    )


def error_of(event: object) -> LaziError | None:
    """What a pull ended with: of one kind, or of all."""
    if isinstance(event, ActivityFailed):
        return event.error
    assert isinstance(event, PullFinished)
    return next((kind.refused for kind in event.report.kinds if kind.refused is not None), None)


# ----------------------------------------------------------------------------------------------------------- pushes


@dataclass(frozen=True, slots=True)
class Becomes:
    """What the push reports of it, and whether it arrives in the end."""

    result: PushResult
    arrives: bool = True


FOUND = Becomes(PushResult.VERIFIED)
"""The answer was of no use, and reading back showed what had happened."""
SENT_AGAIN = Becomes(PushResult.WAITING)
FOR_A_PERSON = Becomes(PushResult.FAILED, arrives=False)

PUSHES: dict[str, tuple[Spoilt, Becomes]] = {
    "401 once": (says(401, "{}"), Becomes(PushResult.VERIFIED)),
    "403 of the scope": (says(403, '{"title": "Scope is missing"}'), FOR_A_PERSON),
    "400": (says(400, '{"errors": {"displayName": ["No"]}}'), FOR_A_PERSON),
    "413": (says(413, "{}"), FOR_A_PERSON),
    "415": (says(415, "{}"), FOR_A_PERSON),
    "422": (says(422, '{"errors": {"displayName": ["No"]}}'), FOR_A_PERSON),
    "429 and 1 s": (says(429, "{}", Retry_After="1"), Becomes(PushResult.VERIFIED)),
    "500 after it was applied": (says(500, HTML, applied=True), FOUND),
    "502 after it was applied": (says(502, "", applied=True), FOUND),
    "504 after it was applied": (says(504, "", applied=True), FOUND),
    "408": (says(408, ""), SENT_AGAIN),
    "503 for maintenance": (says(503, HTML), SENT_AGAIN),
    "half a JSON": (changed(lambda body: body[: len(body) // 2]), FOUND),
    "a wrong length": (spoiling.WRONG_LENGTH, FOUND),
    "a gzip cut short": (spoiling.CUT_GZIP, FOUND),
    "NaN": (changed(lambda body: body.replace(b'"cost":', b'"cost":NaN,"was":')), FOUND),
    "a member named twice": (changed(lambda body: body.replace(b'"id":', b'"id":1,"id":', 1)), FOUND),
    "deep nesting": (changed(lambda body: b"[" * 100_000), FOUND),
    "drop by drop": (spoiling.DROP_BY_DROP, FOUND),
    "an endless body": (spoiling.ENDLESS_BODY, FOUND),
    "a decompression bomb": (spoiling.BOMB, FOUND),
    "too late": (spoiling.LATE, FOUND),
    "a reset after it was applied": (spoiling.RESET_AFTER, FOUND),
    "a reset before": (spoiling.RESET_BEFORE, SENT_AGAIN),
    "a captive portal": (PORTAL, SENT_AGAIN),
    "a way to elsewhere": (says(302, "", Location="http://127.0.0.1:9/"), FOR_A_PERSON),
}


@pytest.mark.usefixtures("patient_retries")
@pytest.mark.parametrize("name", PUSHES)
def test_a_push_believes_what_it_reads_back_and_no_answer(lasting: Set, name: str):
    spoilt, becomes = PUSHES[name]
    stage, desk, spoiler = lasting.stage, lasting.desk, lasting.spoiler
    remote_id = stage.materials()[4 + list(PUSHES).index(name)]
    place = (stage.key(remote_id), "display_name")
    stage.simulator.clear_requests()
    desk.edit(remote_id, "display_name", "Ours")
    desk.submit()
    spoiler.spoil("PATCH", spoilt, times=1)
    with patience_with(name), peak() as memory:
        event = push(desk)
    assert isinstance(event, PushFinished), event
    [field] = [field for field in event.report.fields if field.entity_key == place[0]]
    assert field.result is becomes.result, field
    assert spoiler.struck == 1
    assert memory.size < MEMORY
    if becomes.arrives:
        stage.time_passes()
        push_to_the_end(desk)
        assert place not in stage.overrides()
        assert stage.simulator.item("material", remote_id)["displayName"] == "Ours"
    else:
        assert field.detail
        stage.time_passes()
        push(desk)
        assert stage.overrides()[place] == desk.shown(remote_id, "display_name") == "Ours"
    assert sum(entry["method"] == "PATCH" for entry in stage.simulator.requests()) == becomes.arrives
    stage.check_no_blind_repeat()
    stage.check_the_hub()
    if not becomes.arrives:  # the next one submits everything that is pending
        desk.edit(remote_id, "display_name", stage.simulator.item("material", remote_id)["displayName"])
    desk.wait_level()

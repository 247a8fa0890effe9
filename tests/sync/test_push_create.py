"""What a push does with what ServiceTitan does not have: looked for, sent once, adopted, never repeated blindly."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import (
    BadAnswer,
    ConfigurationProblem,
    HubRefused,
    HubUnavailable,
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
)
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.remote import Look
from tests.sync.creating import NEW, C, M, NotingHub, S, ScriptedTitan, a_job, entity, push

NOTHING = Look([], [], True)
LOST = OutcomeUnknown("No answer came in time.")
TAKEN = RemoteRejected("The code is taken.", status=409)


def results(report):
    return {field.field: field.result.value for field in report.fields}


def steps(hub):
    return [name for name in hub.names if name not in ("begin_run", "end_run", "ingest")]


async def test_what_is_new_is_looked_for_sent_adopted_and_read_back():
    hub, titan = NotingHub([a_job()]), ScriptedTitan(there=[entity(77)])
    report = await push(hub, titan)
    assert titan.sent == [NEW]
    assert steps(hub) == ["intend", "answered", "adopt", "settle"]
    assert hub.of("intend") == [(NEW, {}, "material")]
    assert hub.of("answered") == [("applied", 201)]
    assert hub.of("adopt") == [77]
    assert hub.of("settle") == [(dict.fromkeys(NEW, "verified"), None)]
    assert results(report) == dict.fromkeys(NEW, "verified")
    assert all(field.created for field in report.fields)
    assert report.requests == 4
    assert report.stopped is None


async def test_a_push_is_one_run_with_its_counts():
    hub = NotingHub([a_job()], [a_job(C)])
    await push(hub, ScriptedTitan(creates=[5, 77], there=[entity(77, C), entity(5)]))
    assert hub.of("begin_run") == ["push"]
    [(state, counts)] = hub.of("end_run")
    assert (state, counts["verified"], counts["created"], counts["requests"]) == ("done", 5, 2, 7)
    idle = NotingHub()
    await push(idle, ScriptedTitan())
    assert idle.told == []


async def test_categories_are_created_before_what_hangs_in_them_and_services_last():
    jobs = [a_job(S, code="S", description="x"), a_job(M), a_job(C)]
    titan = ScriptedTitan(creates=[1, 2, 3])
    await push(NotingHub(jobs), titan)
    assert [set(sent) >= {"name"} for sent in titan.sent] == [True, False, False]
    assert titan.sent[-1]["code"] == "S"


async def test_what_lists_do_not_show_yet_is_read_by_its_number():
    titan = ScriptedTitan(there=[entity(77)])
    titan.hidden_from_lots = {77}
    report = await push(NotingHub([a_job()]), titan)
    assert report.count(PushResult.VERIFIED) == 3


async def test_what_cannot_be_read_back_yet_waits():
    hub = NotingHub([a_job()])
    report = await push(hub, ScriptedTitan())
    assert results(report) == dict.fromkeys(NEW, "waiting")
    assert hub.of("put_off") == [("retry", 30.0, {})]


# ---------------------------------------------------------------------------------------------------- before it is sent


@pytest.mark.parametrize("state", ["claimed", "ambiguous"])
async def test_what_carries_our_marker_is_adopted_and_not_sent(state):
    hub = NotingHub([a_job(state=state)])
    titan = ScriptedTitan(looks=[Look([entity(9)], [], True)], there=[entity(9)])
    report = await push(hub, titan)
    assert titan.sent == []
    assert steps(hub) == ["adopt", "settle"]
    assert report.count(PushResult.VERIFIED) == 3


async def test_what_is_somebody_elses_is_for_a_person():
    hub, titan = NotingHub([a_job()]), ScriptedTitan(looks=[Look([], [entity(9)], True)])
    report = await push(hub, titan)
    assert titan.sent == []
    [(end, _, details)] = hub.of("put_off")
    assert (end, list(details)) == ("needs_human", ["code"])
    assert "already has an entry with this code (#9)" in details["code"]
    assert set(results(report).values()) == {"failed"}


async def test_of_what_is_there_twice_a_person_is_asked_which_one_it_is():
    hub, titan = NotingHub([a_job()]), ScriptedTitan(looks=[Look([entity(9), entity(8)], [entity(7)], True)])
    report = await push(hub, titan)
    assert titan.sent == []
    assert steps(hub) == ["ask_which"]
    [(found, details)] = hub.of("ask_which")
    assert (found, list(details)) == ([8, 9], ["code"])
    assert "more than once: #8, #9. Review asks which one it is." in details["code"]
    assert set(results(report).values()) == {"failed"}


# --------------------------------------------------------------------------------------------- what a person answered


async def test_the_one_that_a_person_chose_is_adopted_without_another_look():
    job = replace(a_job(C, state="ambiguous"), chosen=5)
    hub = NotingHub([job])
    titan = ScriptedTitan(looks=[AssertionError("not asked")], there=[entity(5, C)])
    report = await push(hub, titan)
    assert titan.sent == []
    assert hub.of("adopt") == [5]
    assert set(results(report).values()) == {"verified"}


@pytest.mark.parametrize(
    "there, ours",
    [([], frozenset()), ([entity(5, C)], frozenset({5}))],
    ids=["it is gone", "it is another one by now"],
)
async def test_what_was_chosen_and_cannot_be_any_more_is_asked_for_again(there, ours):
    hub = NotingHub([replace(a_job(C, state="ambiguous"), chosen=5)])
    hub.ours = ours
    others = [entity(6, C, name="tees"), entity(7, C, name="TEES")]
    await push(hub, ScriptedTitan(looks=[Look([], [*there, *others], False)], there=there))
    assert hub.of("adopt") == []
    [(found, _)] = hub.of("ask_which")
    assert found == [6, 7]


async def test_of_what_a_person_dismissed_none_counts_and_it_is_made_anew():
    fresh = replace(a_job(C), dismissed=frozenset({5, 6}))
    hub = NotingHub([fresh])
    look = Look([], [entity(5, C), entity(6, C)], False)
    titan = ScriptedTitan(looks=[look], there=[entity(77, C)])
    report = await push(hub, titan)
    assert len(titan.sent) == 1
    assert hub.of("adopt") == [77]
    assert set(results(report).values()) == {"verified"}


async def test_what_was_sent_waits_for_its_time_also_where_others_were_dismissed():
    hub = NotingHub([replace(a_job(C, state="ambiguous"), dismissed=frozenset({5}))])
    titan = ScriptedTitan(looks=[Look([], [entity(5, C)], False)])
    await push(hub, titan)
    assert titan.sent == []
    assert steps(hub) == ["not_found"]


async def test_one_that_was_not_dismissed_is_still_found():
    hub = NotingHub([replace(a_job(C, state="ambiguous"), dismissed=frozenset({5}))])
    titan = ScriptedTitan(looks=[Look([], [entity(5, C), entity(6, C)], False)], there=[entity(6, C)])
    await push(hub, titan)
    assert hub.of("adopt") == [6]


async def test_an_answer_that_is_lost_again_is_not_taken_for_one_that_was_dismissed():
    hub = NotingHub([replace(a_job(), dismissed=frozenset({8, 9}))])
    looks = [Look([entity(8), entity(9)], [], True), Look([entity(8), entity(9), entity(12)], [], True)]
    titan = ScriptedTitan(looks=looks, creates=[LOST], there=[entity(12)])
    await push(hub, titan)
    assert hub.of("adopt") == [12]


async def test_what_servicetitan_needs_is_said_before_anything_is_asked():
    hub, titan = NotingHub([a_job(code="NEW-1", price=5)]), ScriptedTitan(looks=[AssertionError("not asked")])
    report = await push(hub, titan)
    [(end, _, details)] = hub.of("put_off")
    assert end == "needs_human"
    assert set(details) == {"code", "price"}
    assert "needs its description" in details["price"]
    assert results(report) == {"code": "failed", "price": "failed"}


async def test_what_names_something_without_a_number_is_not_sent():
    hub = NotingHub([a_job(code="NEW-1", description="New", categories=[str(uuid4())])])
    await push(hub, titan := ScriptedTitan())
    assert titan.sent == []
    assert hub.of("put_off")[0][2] == {
        "categories": "Waits for something that ServiceTitan does not have yet."
    }


async def test_a_conflict_of_what_it_needs_holds_it_back_and_another_is_left_out():
    held, partly = a_job(), a_job(code="NEW-2", description="Other", price=7, member_price=6)
    hub = NotingHub([held, partly])
    hub.conflicted = {held.entity_key: frozenset({"code"}), partly.entity_key: frozenset({"price"})}
    titan = ScriptedTitan(there=[entity(77, code="NEW-2", description="Other")])
    report = await push(hub, titan)
    assert titan.sent == [{"code": "NEW-2", "description": "Other"}]
    assert hub.of("put_off") == [("blocked", 0, {})]
    [(verdicts, end)] = hub.of("settle")
    assert (set(verdicts), end.value) == ({"code", "description"}, "blocked")
    assert (report.count(PushResult.CONFLICT), report.count(PushResult.HELD)) == (4, 1)


async def test_what_was_taken_back_meanwhile_is_not_sent():
    hub, titan = NotingHub([a_job()]), ScriptedTitan()
    hub.withdrawn = True
    await push(hub, titan)
    assert titan.sent == []
    assert hub.of("put_off") == [("retry", 0, {})]


async def test_a_look_that_is_of_no_use_puts_off_this_one_and_the_others_go_on():
    hub = NotingHub([a_job(), a_job()])
    titan = ScriptedTitan(looks=[BadAnswer("Other entries came.")], there=[entity(77)])
    report = await push(hub, titan)
    assert len(titan.sent) == 1
    assert hub.of("put_off") == [("retry", 30.0, {})]
    assert report.stopped is None
    assert report.count(PushResult.VERIFIED) == report.count(PushResult.WAITING) == 3


# -------------------------------------------------------------------------------------------------- after it was sent


async def test_a_lost_answer_is_settled_at_once_where_the_marker_is_seen():
    hub = NotingHub([a_job()])
    titan = ScriptedTitan(looks=[NOTHING, Look([entity(9)], [], True)], creates=[LOST], there=[entity(9)])
    report = await push(hub, titan)
    assert len(titan.sent) == 1
    assert steps(hub) == ["intend", "answered", "adopt", "settle"]
    assert hub.of("answered") == [("ambiguous", None)]
    assert report.count(PushResult.VERIFIED) == 3


@pytest.mark.parametrize("second", [NOTHING, RemoteUnavailable("away"), Look([], [entity(9)], True)])
async def test_a_lost_answer_that_is_not_settled_waits_and_nothing_is_sent_again(second):
    hub, titan = NotingHub([a_job()]), ScriptedTitan(looks=[NOTHING, second], creates=[LOST])
    report = await push(hub, titan)
    assert len(titan.sent) == 1
    assert steps(hub) == ["intend", "answered"]
    assert results(report) == dict.fromkeys(NEW, "waiting")
    assert report.stopped is None


async def test_what_was_sent_and_is_not_found_is_counted_and_not_sent():
    hub, titan = NotingHub([a_job(state="ambiguous")]), ScriptedTitan()
    report = await push(hub, titan)
    assert titan.sent == []
    assert steps(hub) == ["not_found"]
    assert set(results(report).values()) == {"waiting"}


async def test_a_category_whose_answer_was_lost_is_known_by_what_was_sent():
    same, other = entity(5, C), entity(6, C, name="Tees", category_type="Services")
    hub = NotingHub([a_job(C, state="ambiguous")])
    await push(hub, ScriptedTitan(looks=[Look([], [same, other], False)], there=[same]))
    assert hub.of("adopt") == [5]
    hub = NotingHub([a_job(C, state="ambiguous")])
    await push(hub, ScriptedTitan(looks=[Look([], [same, entity(7, C)], False)]))
    [(found, details)] = hub.of("ask_which")
    assert (found, list(details)) == ([5, 7], ["name"])
    assert "#5, #7" in details["name"]


async def test_a_409_is_looked_at_ours_is_adopted():
    hub = NotingHub([a_job()])
    titan = ScriptedTitan(looks=[NOTHING, Look([entity(9)], [], True)], creates=[TAKEN], there=[entity(9)])
    report = await push(hub, titan)
    assert hub.of("answered") == [("rejected", 409)]
    assert hub.of("adopt") == [9]
    assert report.count(PushResult.VERIFIED) == 3


@pytest.mark.parametrize("second", [NOTHING, Look([], [entity(9)], True)])
async def test_a_409_about_somebody_elses_is_for_a_person(second):
    hub, titan = NotingHub([a_job()]), ScriptedTitan(looks=[NOTHING, second], creates=[TAKEN])
    await push(hub, titan)
    assert len(titan.sent) == 1
    [(end, _, details)] = hub.of("put_off")
    assert (end, list(details)) == ("needs_human", ["code"])


async def test_a_refusal_is_told_at_its_fields_and_the_next_one_goes_out():
    refused = RemoteRejected("One or more.", status=400, field_errors={"price": "Too odd.", "vendor": "?"})
    hub = NotingHub([a_job(), a_job()])
    report = await push(hub, ScriptedTitan(creates=[refused, 77], there=[entity(77)]))
    assert hub.of("answered") == [("rejected", 400), ("applied", 201)]
    assert hub.of("put_off") == [("needs_human", 0, {"price": "Too odd."})]
    assert report.count(PushResult.VERIFIED) == report.count(PushResult.FAILED) == 3


async def test_a_429_waits_and_goes_on_and_a_long_one_ends_the_push():
    hub = NotingHub([a_job(), a_job()])
    report = await push(hub, ScriptedTitan(creates=[RateLimited(retry_after=20), 77], there=[entity(77)]))
    assert hub.of("put_off") == [("retry", 20, {})]
    assert report.count(PushResult.VERIFIED) == 3
    hub, titan = NotingHub([a_job(), a_job()]), ScriptedTitan(creates=[RateLimited(retry_after=900)])
    report = await push(hub, titan)
    assert isinstance(report.stopped, RateLimited)
    assert {(end, seconds) for end, seconds, _ in hub.of("put_off")} == {("retry", 900)}
    assert len(titan.sent) == 1


@pytest.mark.parametrize(
    "trouble", [RemoteUnavailable("away"), SignInFailed("no"), ConfigurationProblem("no materials here")]
)
async def test_what_concerns_all_of_them_ends_the_push_and_leaves_them_submitted(trouble):
    hub, titan = NotingHub([a_job(), a_job()], [a_job()]), ScriptedTitan(creates=[trouble])
    report = await push(hub, titan)
    assert report.stopped is trouble
    assert len(titan.sent) == 1
    assert hub.of("answered") == [("rejected", None)]
    assert {end for end, _, _ in hub.of("put_off")} == {"retry"}
    assert hub.of("end_run")[0][0] == "failed"


async def test_a_missing_scope_refuses_the_kind_and_the_others_go_on():
    scope = ScopeMissing("Your app may not change materials.")
    hub = NotingHub([a_job(), a_job(C)], [a_job(), a_job()])
    titan = ScriptedTitan(creates=[5, scope], there=[entity(5, C)])
    report = await push(hub, titan)
    assert len(titan.sent) == 2
    assert report.stopped is None
    assert [end for end, _, _ in hub.of("put_off")] == ["needs_human"] * 3
    assert report.count(PushResult.VERIFIED) == 2
    assert report.count(PushResult.FAILED) == 9


async def test_a_hub_that_goes_away_before_it_hears_the_answer_is_asked_again_later():
    hub, titan = NotingHub([a_job()]), ScriptedTitan()
    hub.troubles = {"answered": HubUnavailable("away")}
    report = await push(hub, titan)
    assert isinstance(report.stopped, HubUnavailable)
    assert len(titan.sent) == 1
    assert "adopt" not in hub.names
    assert hub.of("put_off") == [("retry", 0, {})]


# -------------------------------------------------------------------------------------------------------------- changes


def a_change(**fields):
    return a_job(remote_id=7, **fields)


async def test_a_change_of_what_is_gone_becomes_a_conflict():
    hub, titan = NotingHub([a_change(price=5)]), ScriptedTitan()
    report = await push(hub, titan)
    assert titan.sent == []
    assert steps(hub) == ["gone"]
    assert [(field.result.value, field.detail) for field in report.fields] == [
        ("conflict", "ServiceTitan does not have it any more.")
    ]


async def test_a_404_is_believed_only_when_reading_says_the_same():
    titan = ScriptedTitan(patches=[RemoteGone("gone", status=404)], there=[entity(7, price=None)])
    hub = NotingHub([a_change(price=5)])
    await push(hub, titan)
    assert steps(hub) == ["intend", "answered", "put_off"]
    assert hub.of("put_off")[0][0] == "retry"

    titan = ScriptedTitan(there=[entity(7, price=None)])

    async def vanish(*args, **named):
        titan.there.clear()
        raise RemoteGone("gone", status=404)

    titan.patch = vanish  # type: ignore[method-assign]
    hub = NotingHub([a_change(price=5)])
    await push(hub, titan)
    assert steps(hub) == ["intend", "answered", "gone"]


async def test_what_cannot_be_read_is_not_taken_for_gone():
    hub = NotingHub([a_change(price=5)])
    await push(hub, ScriptedTitan(there=[entity(7, problem="not readable")]))
    assert hub.of("put_off")[0][0] == "needs_human"


async def test_a_409_is_planned_anew_once():
    titan = ScriptedTitan(patches=[TAKEN, None], there=[entity(7, price=None)])
    hub = NotingHub([a_change(price=5)])
    await push(hub, titan)
    assert titan.sent == [{"price": 5}, {"price": 5}]
    titan = ScriptedTitan(patches=[TAKEN, TAKEN], there=[entity(7, price=None)])
    hub = NotingHub([a_change(price=5)])
    report = await push(hub, titan)
    assert len(titan.sent) == 2
    assert hub.of("put_off") == [("needs_human", 0, {"price": "The code is taken."})]
    assert results(report) == {"price": "failed"}


async def test_a_409_over_what_somebody_changed_meanwhile_is_a_conflict():
    titan = ScriptedTitan(there=[entity(7, price=None)])

    async def changed_there(*args, **named):
        titan.there[7] = entity(7, price=9)
        titan.sent.append(args)
        raise TAKEN

    titan.patch = changed_there  # type: ignore[method-assign]
    hub = NotingHub([a_change(price=5)])
    report = await push(hub, titan)
    assert len(titan.sent) == 1
    assert results(report) == {"price": "conflict"}


# ------------------------------------------------------------------------------------------- what the hub does not want


async def test_what_became_of_another_one_made_here_is_not_taken_for_what_was_sent():
    hub, titan = (
        NotingHub([a_job(C, state="ambiguous")]),
        ScriptedTitan(looks=[Look([], [entity(9, C)], False)]),
    )
    hub.ours = frozenset({9})
    report = await push(hub, titan)
    assert steps(hub) == ["not_found"]
    assert report.stopped is None

    twin = Look([], [entity(9, C)], False)
    hub, titan = NotingHub([a_job(C)]), ScriptedTitan(looks=[NOTHING, twin], creates=[LOST])
    hub.ours = frozenset({9})
    await push(hub, titan)
    assert "adopt" not in steps(hub)

    hub, titan = NotingHub([a_job(C)]), ScriptedTitan(looks=[twin])
    hub.ours = frozenset({9})
    await push(hub, titan)
    assert hub.of("put_off")[0][0] == "needs_human", "a second one of that name is for a person"


@pytest.mark.parametrize("method", ["adopt", "settle", "answered", "intend", "not_found", "gone"])
async def test_what_the_hub_refuses_of_one_is_for_a_person_and_the_others_go_on(method):
    first = {"not_found": a_job(state="ambiguous"), "gone": a_job(remote_id=5, price=5)}.get(method, a_job())
    hub, titan = (
        NotingHub([first], [a_job(C)]),
        ScriptedTitan(creates=[77, 78], there=[entity(77), entity(77, C)]),
    )
    hub.troubles[method] = HubRefused("It is known here as something else.")
    report = await push(hub, titan)
    assert report.stopped is None
    assert hub.lots == []
    [(end, _, details)] = [what for what in hub.of("put_off") if what[0] == "needs_human"]
    assert end == "needs_human"
    assert set(details.values()) == {"It is known here as something else."}
    assert report.count(PushResult.FAILED) == len(first.fields)


async def test_a_hub_that_refuses_everything_ends_the_push():
    hub = NotingHub([a_job()], [a_job()])
    hub.troubles |= {
        "intend": HubRefused("This device was revoked."),
        "put_off": HubRefused("This device was revoked."),
    }
    report = await push(hub, ScriptedTitan())
    assert isinstance(report.stopped, HubRefused)
    assert len(hub.lots) == 1

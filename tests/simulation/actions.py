"""What can happen in a history: people, the office, time and bad luck."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.change_sets import (
    choose_change_set,
    close_change_set,
    file_changes,
    hold_back,
    open_change_set,
    release,
    rename_change_set,
    reopen_change_set,
)
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.links import reference_to
from lazi_desktop.operations.proposals import accept, propose, reject, withdraw
from lazi_desktop.operations.resolve_conflict import resolve_conflict
from lazi_desktop.operations.submit import recall_changes, submit_changes
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.remote import ReferenceRow
from tests.simulation.judge_pictures import meant
from tests.simulation.kit_actions import OF_KITS
from tests.simulation.model_rows import TENANT, Question
from tests.simulation.model_storage import PICTURES
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.picture_actions import OF_PICTURES, OF_PICTURES_GIVEN
from tests.simulation.violation import Violation
from tests.simulation.world import Desk, World

Action = tuple[str, int, int, float]
"""Which, at which desk, with which seed, and how long afterwards the next one comes."""

TEXT_FIELDS = {
    EntityKind.MATERIAL: (
        "price",
        "price",
        "member_price",
        "cost",
        "display_name",
        "description",
        "categories",
    ),
    EntityKind.SERVICE: ("price", "display_name"),
    EntityKind.CATEGORY: ("name", "position"),
}
_NUMBERS = frozenset(("price", "member_price", "cost", "position"))
FIRST_MATERIAL = 103
NARROW = 2_000_000_000
"""Histories from this seed on are about few entities, and each has some actions often and others never."""
LISTED = 4_000_000_000
"""Histories from this seed on have reference lists too. Those before draw as if there were none."""
LONG = 40_000_000_000
"""Histories from this seed on also have what takes months or hours: the feed's beginning goes, computers are cloned,
ServiceTitan is away. Those before draw as if there were none of it."""
FILED = 80_000_000_000
"""Histories from this seed on also have change-sets and proposals. Those before draw as if there were none."""
RECALLED = 90_000_000_000
"""Histories from this seed on also take back what was to be sent. Those before draw as if nobody did."""
KITS = 100_000_000_000
"""Histories from this seed on also have kits. Those before draw as if there were none."""
PAUSES = (0.1, 0.5, 1.0, 1.0, 3.0, 10.0, 30.0, 70.0, 140.0)


def some_of(world: World, found: Iterable[Any]) -> list[Any]:
    ones = list(found)
    return ones if world.seed < NARROW or len(ones) < 4 else [*ones[2:4], ones[-1]]


def some_value(world: World, field: str, dice: random.Random, now: Value) -> Value:
    if field in PICTURE_FIELDS:
        return now
    if field == "categories":
        trees = [item.number for item in world.remote.items.values() if item.kind is EntityKind.CATEGORY]
        # what is named by its key stays as it is
        held = list(now or [])
        if held and dice.random() < 0.4:
            held.remove(dice.choice(held))
            return held
        return [*held, dice.choice(trees)] if trees else held
    number = world.new_value()
    if field in _NUMBERS:
        return number
    return f"<p>{number}</p>" if field == "description" else f"v{number}"


# ---------------------------------------------------------------------------------------------------------- at a desk


def _edits(world: World, desk: Desk, dice: random.Random, count: int) -> list[FieldEdit]:
    work, edits = desk.workspace, []
    keys = some_of(world, work.shown())
    for _ in range(count):
        if not keys:
            break
        key = dice.choice(keys)
        detail = work.detail(key)
        field = dice.choice(TEXT_FIELDS[detail.kind])
        seen = detail.effective.get(field)
        edits.append(FieldEdit(key, field, some_value(world, field, dice, seen), seen))
    return list({(edit.key, edit.field): edit for edit in edits}.values())


def edit(world: World, desk: Desk, dice: random.Random) -> None:
    edit_fields(desk.workspace, _edits(world, desk, dice, 1))


def edit_many(world: World, desk: Desk, dice: random.Random) -> None:
    edit_fields(desk.workspace, _edits(world, desk, dice, dice.randint(2, 9)))


def edit_the_price(world: World, desk: Desk, dice: random.Random) -> None:
    """Of the first material: what histories with given actions are about."""
    key = pulled_key(TENANT, EntityKind.MATERIAL, FIRST_MATERIAL)
    seen = desk.workspace.detail(key).effective["price"]
    edit_fields(desk.workspace, [FieldEdit(key, "price", world.new_value(), seen)])


def recode(world: World, desk: Desk, dice: random.Random) -> None:
    """Another code for what was made here: ServiceTitan no longer sees by it that it has it."""
    work = desk.workspace
    made = [work.detail(key) for key in work.shown() if key not in work.mirrors]
    edits = [
        FieldEdit(one.key, "code", f"R{world.new_value()}", one.effective.get("code"))
        for one in made
        if one.kind is EntityKind.MATERIAL
    ]
    edit_fields(work, edits[:1])


def office_edits_the_price(world: World, desk: Desk, dice: random.Random) -> None:
    world.office_sets(world.remote.items[FIRST_MATERIAL], "price", world.new_value(), lag=0)


def look(world: World, desk: Desk, dice: random.Random) -> None:
    """A form is opened, a conflict is shown: what is decided on it later may be out of date."""
    desk.looked = [*_edits(world, desk, dice, 1), *desk.workspace.open_conflicts()[:2]]


def decide_late(world: World, desk: Desk, dice: random.Random) -> None:
    looked, desk.looked = desk.looked, []
    for one in looked:
        if isinstance(one, FieldEdit):
            if desk.workspace.effective(one.key) is not None:
                edit_fields(desk.workspace, [one])
        else:
            _resolve(world, desk, dice, one)


def revert(world: World, desk: Desk, dice: random.Random) -> None:
    pending = desk.workspace.pending()
    if pending:
        one = dice.choice(pending)
        revert_fields(desk.workspace, [(one.entity_key, one.field)])


def submit(world: World, desk: Desk, dice: random.Random) -> None:
    pending = desk.workspace.pending()
    if pending and dice.random() < 0.3:
        pending = dice.sample(pending, dice.randint(1, len(pending)))
    submit_changes(desk.workspace, [one.op_id for one in pending])


def recall(world: World, desk: Desk, dice: random.Random) -> None:
    sent = [one for one in desk.workspace.pending() if one.state is OverrideState.SUBMITTED]
    if sent and dice.random() < 0.3:
        sent = dice.sample(sent, dice.randint(1, len(sent)))
    recall_changes(desk.workspace, [one.op_id for one in sent])


def undo_last(world: World, desk: Desk, dice: random.Random) -> None:
    undo(desk.workspace, anyway=dice.random() < 0.3)


def redo_last(world: World, desk: Desk, dice: random.Random) -> None:
    redo(desk.workspace, anyway=dice.random() < 0.3)


def resolve(world: World, desk: Desk, dice: random.Random) -> None:
    for question in world.hub.open_questions():
        _answer(world, question)
    conflicts = desk.workspace.open_conflicts()
    if conflicts:
        _resolve(world, desk, dice, dice.choice(conflicts))


def _answer(world: World, question: Question) -> None:
    """Who looks in ServiceTitan sees which one it is, or that it is none of them."""
    made = [one for one in sorted(question.found) if _became(world, question, one)]
    world.say(f"    {question.item_key} is {made[0] if made else 'none of them'}")
    world.hub.answer_create(question.question_id, made[0] if made else None)
    world.stats["answers"] += 1


def _became(world: World, question: Question, number: int) -> bool:
    item = world.remote.items.get(number)
    return item is not None and item.made_for == question.item_key


def _resolve(world: World, desk: Desk, dice: random.Random, shown: Any) -> None:
    draw = dice.random()
    if draw < 0.45:
        choice, edited = Resolution.OURS, None
    elif shown.field == "deleted" or (draw < 0.85 and shown.theirs_exists):
        choice, edited = Resolution.THEIRS, None
    else:
        choice, edited = Resolution.EDITED, some_value(world, shown.field, dice, shown.ours)
    resolve_conflict(desk.workspace, shown, choice, edited=edited)


def found_a_change_set(world: World, desk: Desk, dice: random.Random) -> None:
    sets = desk.workspace.change_sets()
    if not sets or dice.random() < 0.4:
        open_change_set(desk.workspace, f"S{world.new_value()}")
        return
    one, draw = dice.choice(sets), dice.random()
    if draw < 0.3:
        choose_change_set(desk.workspace, dice.choice((one.set_id, None)))
    elif draw < 0.5:
        rename_change_set(desk.workspace, one.set_id, f"S{world.new_value()}")
    elif draw < 0.8:
        close_change_set(desk.workspace, one.set_id)
    else:
        reopen_change_set(desk.workspace, one.set_id)


def file_some(world: World, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    ids = [one.op_id for one in work.pending()] + [one.op_id for one in work.proposals()]
    chosen = dice.sample(ids, dice.randint(1, len(ids))) if ids else []
    before = _values_of(desk)
    draw = dice.random()
    if draw < 0.25:
        hold_back(work, chosen)
    elif draw < 0.4:
        release(work, chosen)
    else:
        file_changes(work, chosen, dice.choice((*[one.set_id for one in work.change_sets()], None)))
    _changed_no_value(desk, before)


def propose_some(world: World, desk: Desk, dice: random.Random) -> None:
    before = _values_of(desk)
    propose(desk.workspace, _edits(world, desk, dice, dice.randint(1, 3)))
    _changed_no_value(desk, before)


def answer_proposals(world: World, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    asked = [one for one in work.proposals() if one.state is ProposalState.OPEN]
    chosen = dice.sample(asked, dice.randint(1, len(asked))) if asked else []
    draw = dice.random()
    if draw < 0.5:
        accept(work, list({(one.entity_key, one.field): one for one in chosen}.values()), reason="yes")
    elif draw < 0.8:
        reject(work, chosen, reason=f"r{world.new_value()}")
    else:
        withdraw(work, [one.op_id for one in chosen])


def _values_of(desk: Desk) -> dict[EntityKey, Any]:
    work = desk.workspace
    return {key: detail.effective for key, detail in work.details(work.shown()).items()}


def _changed_no_value(desk: Desk, before: Mapping[EntityKey, Any]) -> None:
    now = _values_of(desk)
    if any(now.get(key) != values for key, values in before.items()):
        raise Violation("I19", f"filing or proposing changed a value at {desk.label}")


def create(world: World, desk: Desk, dice: random.Random) -> None:
    """A new SKU or category; sometimes in a category that ServiceTitan does not have, or under a code that is taken."""
    work, key = desk.workspace, EntityKey(world.new_id())
    trees = [work.detail(one) for one in work.shown() if work.kind_of(one) is EntityKind.CATEGORY]
    number = world.new_value()
    if dice.random() < 0.35:
        parents = [reference_to(one) for one in trees] if dice.random() < 0.4 else []
        create_entity(work, key, EntityKind.CATEGORY, {
            "name": f"N{number}", "category_type": "Materials", "position": number,
            **({"parent_id": dice.choice(parents)} if parents else {}),
        })  # fmt: skip
        return
    taken = [item.fields["code"] for item in world.remote.items.values() if item.kind is EntityKind.MATERIAL]
    code = dice.choice(taken) if taken and dice.random() < 0.08 else f"N{number}"
    values: dict[str, Value] = {"code": code, "display_name": f"n{number}", "price": world.new_value()}
    if trees:
        values["categories"] = [reference_to(dice.choice(trees))]
    create_entity(work, key, EntityKind.MATERIAL, values)


def discard(world: World, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    made = [key for key in work.shown() if key not in work.mirrors]
    if made:
        discard_entities(work, [dice.choice(made)])


def exchange(world: World, desk: Desk, dice: random.Random) -> None:
    desk.exchange(dice.getrandbits(32))


def push(world: World, desk: Desk, dice: random.Random) -> None:
    desk.push(dice.getrandbits(32))


def pull(world: World, desk: Desk, dice: random.Random) -> None:
    desk.pull(dice.getrandbits(32), full=dice.random() < 0.2)


def pull_what_lacks_some(world: World, desk: Desk, dice: random.Random) -> None:
    """All of it, in answers that lack every second entity."""
    world.remote.lacking = 1
    desk.pull(dice.getrandbits(32), full=True)


def go_offline(world: World, desk: Desk, dice: random.Random) -> None:
    desk.online = False


def go_online(world: World, desk: Desk, dice: random.Random) -> None:
    desk.online = True


def crash(world: World, desk: Desk, dice: random.Random) -> None:
    desk.process.end()


def fall_asleep(world: World, desk: Desk, dice: random.Random) -> None:
    desk.process.sleep_for(dice.choice((20, 70, 200, 900)))


def clock_jumps(world: World, desk: Desk, dice: random.Random) -> None:
    desk.clock.offset = dice.choice((0.0, -3600.0, 3600.0, 31_536_000.0, -31_536_000.0, 7.0))


def cancel(world: World, desk: Desk, dice: random.Random) -> None:
    desk.process.cancel()


def back_up_profile(world: World, desk: Desk, dice: random.Random) -> None:
    desk.backup = desk.workspace.copy()


def put_profile_back(world: World, desk: Desk, dice: random.Random) -> None:
    if desk.backup is not None:
        _go_on_with(world, desk, desk.backup)


def clone_computer(world: World, desk: Desk, dice: random.Random) -> None:
    """Another computer becomes this one, with all that it knows of itself; both go on."""
    if desk.headless:
        return
    other = dice.choice([one for one in world.desks if one is not desk])
    clone = desk.workspace.copy()
    clone.desk = other
    other.device = desk.device
    _go_on_with(world, other, clone)


def _go_on_with(world: World, desk: Desk, workspace: ModelWorkspace) -> None:
    kept = {entry.op.op_id for entry in workspace.ledger}
    for entry in desk.workspace.ledger:
        if entry.op.op_id not in kept:
            (world.only_at_hub if entry.acked else world.never_kept).add(entry.op.op_id)
    desk.process.end()
    desk.workspace, desk.backup = workspace, None


# ----------------------------------------------------------------------------------------------------------- elsewhere


def office_edit(world: World, desk: Desk, dice: random.Random) -> None:
    remote = world.remote
    if not remote.items:
        return
    item = remote.items[dice.choice(some_of(world, remote.items))]
    if world.is_being_made(item):
        return
    field = dice.choice(TEXT_FIELDS.get(item.kind, ("display_name",)))
    if dice.random() < 0.05:  # the same change as somebody makes here
        held = world.hub.by_remote.get((item.kind, item.number))
        value = held.overrides[field].value if held is not None and field in held.overrides else None
    else:
        value = None
    if value is None or local_references(field, value):  # our keys mean nothing there
        value = some_value(world, field, dice, item.fields.get(field))
    world.office_sets(item, field, value, lag=dice.choice((0, 0, 0, 2, 30, 110)))


def office_delete(world: World, desk: Desk, dice: random.Random) -> None:
    items = list(world.remote.items.values())
    if len(items) > 4:
        item = dice.choice(items)
        world.say(f"    office: {item.kind}{item.number} is deleted")
        world.remote.remove(item)


def office_create(world: World, desk: Desk, dice: random.Random) -> None:
    number = world.new_value()
    item = world.remote.add(
        EntityKind.MATERIAL,
        {"code": f"O{number}", "display_name": f"o{number}", "price": world.new_value(), "categories": []},
        lag=dice.choice((0, 0, 2, 30, 110)),
    )
    for name, value in item.fields.items():
        world.was_there(item, name, value)


def office_changes_a_list(world: World, desk: Desk, dice: random.Random) -> None:
    """Rows come, are called otherwise, are set back and go."""
    rows = world.remote.lists.setdefault(dice.choice(("vendors", "markup")), {})
    number = dice.randint(1, 6)
    if number in rows and dice.random() < 0.4:
        del rows[number]
    else:
        title = f"L{dice.choice((1, 2, world.new_value()))}"
        rows[number] = ReferenceRow(number, f'{{"id": {number}}}', title, active=dice.random() < 0.8)
    world.say(f"    office: {world.remote.lists}")


def servicetitan_is_away(world: World, desk: Desk, dice: random.Random) -> None:
    world.remote.away_until = world.loop.now + dice.choice((60, 300, 1800, 7200))


def feed_begins_later(world: World, desk: Desk, dice: random.Random) -> None:
    """What months bring. Until then somebody will have noticed that the hub was restored."""
    hub = world.hub
    if not world.went_back:
        hub.raise_floor(dice.randint(hub.feed_floor, len(hub.feed)))
        world.say(f"    hub: the feed begins at {hub.feed_floor} of {len(hub.feed)}")


def hub_clock_jumps(world: World, desk: Desk, dice: random.Random) -> None:
    world.hub.clock_is_off = dice.choice((0.0, -3600.0, 3600.0, -7.0))


def office_back(world: World, desk: Desk, dice: random.Random) -> None:
    """The office sets an older value again."""
    item = world.remote.items[dice.choice(some_of(world, world.remote.items))]
    field = dice.choice(("price", "display_name", "name"))
    if world.is_being_made(item):
        return
    older = sorted(
        (value for number, name, value in world.at_remote if (number, name) == (item.number, field)), key=str
    )
    if older:
        value = dice.choice(older)
        world.office.append((item.number, field, meant(value)))
        world.say(f"    office: {item.number}.{field} := {value!r} again")
        world.remote.write(item, {field: value})


def back_up_hub(world: World, desk: Desk, dice: random.Random) -> None:
    world.backup = world.hub.back_up()
    if dice.random() < 0.5:
        world.hub.note_backup()


def restore_hub(world: World, desk: Desk, dice: random.Random) -> None:
    if world.backup is not None:
        world.hub.restore(world.backup)
        world.stats["restores"] += 1
        if dice.random() < 0.5:  # whoever restored it says so; else the desktops find out
            world.hub.begin_restore_recovery()


ACTIONS: dict[str, tuple[float, Callable[[World, Desk, random.Random], None]]] = {
    "edit": (20, edit),
    "edit many": (2.5, edit_many),
    "look": (2, look),
    "decide late": (2, decide_late),
    "revert": (1.5, revert),
    "submit": (8, submit),
    "undo": (1.5, undo_last),
    "redo": (0.7, redo_last),
    "resolve": (6, resolve),
    "create": (2.5, create),
    "discard": (0.6, discard),
    "exchange": (20, exchange),
    "push": (10, push),
    "pull": (6, pull),
    "office edit": (6, office_edit),
    "office sets back": (0.7, office_back),
    "office deletes": (0.5, office_delete),
    "office creates": (0.5, office_create),
    "go offline": (1.5, go_offline),
    "go online": (2.5, go_online),
    "crash": (1.5, crash),
    "fall asleep": (0.8, fall_asleep),
    "clock jumps": (0.6, clock_jumps),
    "cancel": (0.8, cancel),
    "back up profile": (0.4, back_up_profile),
    "put profile back": (0.4, put_profile_back),
    "back up hub": (0.6, back_up_hub),
    "restore hub": (0.3, restore_hub),
    "recode": (0, recode),
    "edit the price": (0, edit_the_price),
    "office edits the price": (0, office_edits_the_price),
}
OF_LISTS: dict[str, tuple[float, Callable[[World, Desk, random.Random], None]]] = {
    "office changes a list": (10, office_changes_a_list),
    "hub's clock jumps": (1, hub_clock_jumps),
}
"""From the seed `LISTED` on, in the place of others."""
THAT_TAKES_LONG: dict[str, tuple[float, Callable[[World, Desk, random.Random], None]]] = {
    "feed begins later": (6, feed_begins_later),
    "clone computer": (1, clone_computer),
    "ServiceTitan is away": (2, servicetitan_is_away),
}
"""From the seed `LONG` on, in the place of others."""
OF_CHANGE_SETS: dict[str, tuple[float, Callable[[World, Desk, random.Random], None]]] = {
    "found a change-set": (2, found_a_change_set),
    "file": (3, file_some),
    "propose": (4, propose_some),
    "answer proposals": (3, answer_proposals),
}
"""From the seed `FILED` on, in the place of what others do at a desk."""
OF_PUSHES: dict[str, tuple[float, Callable[[World, Desk, random.Random], None]]] = {
    "recall": (1, recall),
}
"""From the seed `RECALLED` on, in the place of what others do at a desk."""
GIVEN = {"pull what lacks some": pull_what_lacks_some, **OF_PICTURES_GIVEN}
"""Of histories whose actions are given alone."""
_FORGETTING = {"back up hub": (0.4, back_up_hub), "restore hub": (0.3, restore_hub)}
_NAMES = list(ACTIONS)
_WEIGHTS = [weight for weight, _ in ACTIONS.values()]
_MORE_OF = {
    "create": 4.0,
    "submit": 2.0,
    "push": 2.0,
    "exchange": 1.5,
    "back up hub": 5.0,
    "restore hub": 6.0,
}
_OTHER_WEIGHTS = [weight * _MORE_OF.get(name, 1.0) for name, (weight, _) in ACTIONS.items()]
"""Of every third history: creates that a hub forgets."""
_OFTEN, _OFTEN_OR_NEVER = (0.5, 1, 1, 4), (0, 0, 0.5, 1, 1, 4)
_ALWAYS = frozenset(("edit", "submit", "exchange", "push", "pull"))
_ACTS = {
    name: act
    for name, (_, act) in (
        ACTIONS | OF_LISTS | THAT_TAKES_LONG | OF_CHANGE_SETS | OF_PUSHES | OF_KITS | OF_PICTURES
    ).items()
} | GIVEN
NOT_AT_THE_WORKER = frozenset((
    "edit", "edit many", "look", "decide late", "revert", "submit", "undo", "redo", "resolve", "exchange",
    "back up profile", "put profile back", "create", "discard",
))  # fmt: skip


def plan(seed: int, steps: int, desks: int) -> list[Action]:
    dice = random.Random(seed)
    weights = _WEIGHTS if seed % 3 else _OTHER_WEIGHTS
    if seed >= NARROW:
        weights = [
            weight * dice.choice(_OFTEN if name in _ALWAYS else _OFTEN_OR_NEVER)
            for name, weight in zip(_NAMES, weights, strict=True)
        ]
    names = dice.choices(_NAMES, weights, k=steps)
    pick, draw = dice.randrange, dice.getrandbits
    actions = []
    for name in names:
        who = pick(desks) if name in NOT_AT_THE_WORKER else pick(desks + 1)
        actions.append((name, who, draw(32), PAUSES[pick(len(PAUSES))]))
    if seed >= LISTED:
        actions = _with_some(OF_LISTS, dice.choice((0.03, 0.1, 0.3)), actions, dice)
    if seed >= LONG:
        actions = _with_some(THAT_TAKES_LONG, dice.choice((0.0, 0.01, 0.03, 0.1)), actions, dice)
    if FILED <= seed < PICTURES:
        often, at_desks = dice.choice((0.05, 0.15, 0.3)), [one for one in actions if one[1] < desks]
        filed = iter(_with_some(OF_CHANGE_SETS, often, at_desks, dice))
        actions = [next(filed) if one[1] < desks else one for one in actions]
    if seed >= RECALLED:
        often, at_desks = dice.choice((0.02, 0.05, 0.15)), [one for one in actions if one[1] < desks]
        recalled = iter(_with_some(OF_PUSHES, often, at_desks, dice))
        actions = [next(recalled) if one[1] < desks else one for one in actions]
    if KITS <= seed < PICTURES:
        often, at_desks = dice.choice((0.1, 0.3, 0.5)), [one for one in actions if one[1] < desks]
        of_kits = iter(_with_some(OF_KITS, often, at_desks, dice))
        actions = [next(of_kits) if one[1] < desks else one for one in actions]
    if seed >= PICTURES:
        often, at_desks = dice.choice((0.1, 0.3, 0.5)), [one for one in actions if one[1] < desks]
        of_pictures = iter(_with_some(OF_PICTURES | _FORGETTING, often, at_desks, dice))
        actions = [next(of_pictures) if one[1] < desks else one for one in actions]
    return actions


def _with_some(
    of: Mapping[str, tuple[float, Any]], often: float, actions: Sequence[Action], dice: random.Random
) -> list[Action]:
    names, weights = list(of), [weight for weight, _ in of.values()]
    return [
        (dice.choices(names, weights)[0], *action[1:]) if dice.random() < often else action
        for action in actions
    ]


def perform(world: World, action: Action) -> None:
    name, who, seed, pause = action
    desk = world.everybody[who]
    world.say(f"{name} at {desk.label}")
    try:
        _ACTS[name](world, desk, random.Random(seed))
    except (NothingToDo, ChangedSince, InvalidValue):
        pass  # the person is told, and does something else
    world.stats["steps"] += 1
    world.pass_time(pause)


def describe(action: Action) -> str:
    name, who, seed, pause = action
    return f"{name} ({who}, {seed}), then {pause} s"


__all__ = ["Action", "EntityKey", "describe", "perform", "plan"]

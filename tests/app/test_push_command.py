"""`lazi-desktop push`: only what somebody confirmed leaves, and it is shown before."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal

import psycopg
import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.value_words import value_words
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import ListedNames
from tests.app.editing import edit, give_picture
from tests.sync.picturing import photo


@pytest.fixture
def materials(unattended, capsys) -> Iterator[list[dict]]:
    """Of a tenant that was pulled and has nothing pending, before and after."""
    assert main(["pull", "--full", "--accept"]) == DONE
    assert main(["push", "--yes", "--again"]) == DONE
    capsys.readouterr()
    yield [one for one in unattended.items("material") if one["active"] and one["price"]][:2]
    assert main(["push", "--yes", "--again"]) == DONE


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def price(simulator, item: dict) -> float:
    return float(simulator.item("material", item["id"])["price"])


def raise_price(item: dict, *, submitted: bool = False) -> Decimal:
    base = Decimal(str(item["price"]))
    edit(item["id"], "price", base + 1, base=base, submitted=submitted)
    return base + 1


def test_without_a_terminal_only_what_people_submitted_is_sent(unattended, materials, capsys):
    one, other = materials
    confirmed, pending = raise_price(one, submitted=True), raise_price(other)
    assert main(["push"]) == DONE
    said = capsys.readouterr()
    assert "1 verified." in said.out
    assert "1 pending changes were not sent" in said.err
    assert "--yes" in said.err
    assert price(unattended, one) == float(confirmed)
    assert price(unattended, other) != float(pending)
    assert main(["push", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["report"]["fields"], told["not_confirmed"]) == ([], 1)
    assert main(["push", "--yes"]) == DONE
    assert price(unattended, other) == float(pending)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("answer, code", [("y\n", DONE), ("\n", FAILED)])
def test_at_a_terminal_the_person_is_asked(unattended, materials, capsys, monkeypatch, answer, code):
    wanted = raise_price(materials[0])
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert main(["push"]) == code
    assert "Push 1 changes of 1 entries to ServiceTitan?" in capsys.readouterr().out
    assert (price(unattended, materials[0]) == float(wanted)) is (code == DONE)


def test_a_dry_run_shows_old_and_new_values_and_sends_nothing(unattended, materials, capsys):
    new = raise_price(materials[0])
    assert main(["push", "--dry-run"]) == DONE
    said = capsys.readouterr().out
    assert f"{materials[0]['code']}  Price: {new - 1:,.2f} → {new:,.2f}  would be sent" in said
    assert "1 would be sent." in said
    assert price(unattended, materials[0]) == float(new - 1)


@pytest.mark.parametrize(("how", "said"), [("recoded", "1 verified."), ("spoilt", "another picture")])
def test_pictures_are_compared_without_a_window_too(unattended, materials, capsys, how, said):
    unattended.treat_uploads(how)
    bare = next(one for one in unattended.items("material") if one["active"] and not one["assets"])
    picture = photo(len(how))  # what ServiceTitan has already is not uploaded again
    entry = {"alias": None, "isDefault": True, "type": "Image", "url": give_picture(picture)}
    edit(bare["id"], "assets", [entry], base=[], submitted=True)
    assert main(["push", "--dry-run"]) == DONE
    assert "nothing → a new picture" in capsys.readouterr().out
    main(["push"])
    told = capsys.readouterr()
    assert said in told.out + told.err
    unattended.treat_uploads()
    main(["status", "--json"])
    push = json.loads(capsys.readouterr().out)["pushes"][0]
    assert (push["state"], push["requests"], push["entries"]) == ("done", 1, 1)
    came = [(one["code"], one["field"], one["result"]) for one in push["failed"]]
    assert came == ([(bare["code"], "assets", "differs")] if how == "spoilt" else [])
    assert push["failed_fields"] == len(came)
    assert push["results"]["verified"] == 1 - len(came)
    assert all("another picture" in one["detail"] for one in push["failed"])


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("price", None, "nothing"),
        ("price", Decimal("1234.5"), "1,234.50"),
        ("price", Decimal("0.125"), "0.125"),
        ("price", 12, "12.00"),
        ("active", False, "no"),
        ("display_name", "A  long\nname", "“A long name”"),
        ("display_name", "x" * 100, f"“{'x' * 59}…”"),
        ("categories", [3, 5], "3, 5"),
        ("categories", [], "nothing"),
        ("other_vendors", [{"vendorId": 1}], "1 entry"),
        ("assets", [{"alias": None, "type": "Image", "url": f"picture:{'a' * 64}.jpg"}], "a new picture"),
        ("assets", [{"alias": "Front", "url": "x/a.jpg"}, {"alias": None, "url": "x/b.jpg"}], "Front, b.jpg"),
        ("no_field_of_ours", {"a": 1, "b": 2}, "2 entries"),
    ],
)
def test_values_are_told_in_a_line(field, value, words):
    assert value_words(EntityKind.MATERIAL, field, value) == words


@pytest.mark.parametrize(
    "kind, field, value, words",
    [
        (EntityKind.MATERIAL, "business_unit_id", 12, "Heater Service (No. 12)"),
        (EntityKind.MATERIAL, "business_unit_id", 13, "Old Service (No. 13, inactive)"),
        (EntityKind.MATERIAL, "business_unit_id", 99, "No. 99, not in the list (yet)"),
        (EntityKind.MATERIAL, "business_unit_id", None, "nothing"),
        (
            EntityKind.CATEGORY,
            "business_unit_ids",
            [13, 12],
            "Heater Service (No. 12), Old Service (No. 13, inactive)",
        ),
        (EntityKind.CATEGORY, "business_unit_ids", [], "nothing"),
    ],
)
def test_rows_of_lists_are_called_by_their_names(kind, field, value, words):
    rows = [("business_units", 12, "Heater Service", True), ("business_units", 13, "Old Service", False)]
    assert value_words(kind, field, value, ListedNames(rows)) == words


def test_a_dry_run_names_the_row_of_a_list(unattended, materials, server, capsys):
    tenant_id = tenant_id_of(unattended.tenant, "custom")
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(
            "insert into master.reference_rows (tenant_id, list, remote_id, name, active, payload, updated_at, run_id)"
            " values (%s, 'cost_types', 4711, 'Rental', true, '{}', now(), gen_random_uuid())"
            " on conflict do nothing",
            (tenant_id,),
        )
    base = materials[0]["costTypeId"]
    edit(materials[0]["id"], "cost_type_id", 4711, base=base)
    assert main(["push", "--dry-run"]) == DONE
    assert "→ Rental (No. 4711)  would be sent" in capsys.readouterr().out

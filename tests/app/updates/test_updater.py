"""A look at the server: what is new is fetched and proved; everything else is refused in words, and changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.app.updates.on_exit import Begun, install
from lazi_desktop.config.settings import UpdatesSettings
from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateManifest, UpdateRefused, Why
from lazi_desktop.domain.update_news import UpdateNews, UpdateState, words_of_update
from lazi_desktop.domain.update_rules import Installed
from tests.app.updates.conftest import Place, program
from tests.certificates import Authority
from tests.company_proxy import HOSTS, CompanyProxy
from tests.updates.offers import LINUX, NOW, Signer, file_of, manifest_of

INSTALLED = Begun("0.2.0", is_installed=True)


def why(news: UpdateNews) -> Why:
    assert news.state is UpdateState.REFUSED
    assert isinstance(news.error, UpdateRefused)
    assert words_of_update(news).startswith("The update is refused. ")
    return news.error.why


def test_a_new_version_is_fetched_proved_and_ready(place: Place) -> None:
    file = place.offer_program()
    news = place.look()
    assert (news.state, news.version, news.looked) == (UpdateState.READY, "0.2.0", NOW)
    assert news.notes == "Faster «pulls», and “kits”."
    assert [one.path for one in place.server.asked] == ["/stable.json", "/stable.json.sig", f"/{file.url}"]
    assert {one.state for one in place.told} == {UpdateState.LOOKING, UpdateState.FETCHING}
    assert place.updater().at_rest().state is UpdateState.READY
    place.look()
    assert len(place.server.asked) == 5  # the file is there


@pytest.mark.parametrize(
    "settings, state",
    [
        ({"channel": "off"}, UpdateState.OFF),
        ({"url": ""}, UpdateState.NO_SERVER),
        ({"channel": "off", "url": ""}, UpdateState.OFF),
    ],
)
def test_switched_off_or_without_an_address_nothing_is_asked(
    place: Place, settings: dict[str, Any], state: UpdateState
) -> None:
    place.offer_program()
    place.look()
    asked = len(place.server.asked)
    place.settings = place.settings.model_copy(update=settings)
    assert place.look().state is state
    assert place.updater().ready() is None or place.settings.channel != "off"
    assert len(place.server.asked) == asked


def test_without_a_key_nothing_is_asked(place: Place) -> None:
    place.offer_program()
    updater = place.updater()
    updater._keys = {}
    assert updater.look(place.told.append).state is UpdateState.NO_SERVER
    assert not place.server.asked


def test_only_looking_fetches_nothing(place: Place) -> None:
    place.offer_program()
    assert place.look(fetch=False).state is UpdateState.OFFERED
    assert len(place.server.asked) == 2


def test_what_was_found_is_known_when_the_program_starts_again(place: Place) -> None:
    assert place.updater().at_rest().state is UpdateState.UNKNOWN
    place.offer_program("0.1.0")
    place.look()
    assert place.updater().at_rest().state is UpdateState.CURRENT
    place.offer_program(sequence=8)
    place.look(fetch=False)
    assert place.updater().at_rest().state is UpdateState.OFFERED
    place.replaces_itself = False
    found = place.updater().at_rest()
    assert (found.state, found.version) == (UpdateState.FOR_IT, "0.2.0")
    place.clock.pass_days(91)
    assert place.updater().at_rest().state is UpdateState.UNKNOWN


def test_the_version_that_runs_is_the_newest(place: Place) -> None:
    place.offer_program("0.1.0")
    assert place.look().state is UpdateState.CURRENT
    assert len(place.server.asked) == 2


@pytest.mark.parametrize(
    "other, expected",
    [
        ({"product": "another"}, Why.PRODUCT),
        ({"channel": "early"}, Why.CHANNEL),
        ({"version": "0.0.9", "least_version": "0.0.1"}, Why.OLDER),
        ({"version": "0.3.0", "least_version": "0.2.0"}, Why.TOO_FAR),
        ({"expires": NOW}, Why.EXPIRED),
        ({"released": NOW + timedelta(days=2)}, Why.CLOCK),
        ({"files": (file_of(b"x", platform="linux-arm64"),)}, Why.PLATFORM),
        ({"files": (file_of(b"x", kind="deb"),)}, Why.PLATFORM),
    ],
)
def test_what_does_not_fit_is_refused(place: Place, other: dict[str, Any], expected: Why) -> None:
    place.offer(manifest_of(**other))
    assert why(place.look()) is expected
    assert place.updater().ready() is None
    assert len(place.server.asked) == 2


def test_each_changed_member_breaks_the_signature(place: Place) -> None:
    content = place.offer(manifest_of(file_of(program("0.2.0"))))
    said = json.loads(content)
    changes: dict[str, Any] = {
        "sequence": 8,
        "version": "0.9.0",
        "expires": "2040-01-01T00:00:00Z",
        "released": "2027-02-27T12:00:00Z",
        "least_version": "0.0.1",
        "hub_revision": "0002",
        "notes": "!",
        "channel": "early",
        "product": "other",
        "format": 2,
        "files": [{**said["files"][0], "sha256": "0" * 64}],
    }
    assert changes.keys() == said.keys()
    for name, value in changes.items():
        changed = json.dumps({**said, name: value}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        place.server.put("/stable.json", changed.encode() + b"\n")
        assert why(place.look()) is Why.SIGNATURE, name
    assert place.folder.seen("stable").sequence == 0


def test_half_a_manifest_or_none_is_refused(place: Place) -> None:
    content = place.offer(manifest_of())
    place.server.put("/stable.json", content[:-40])
    assert why(place.look()) is Why.SIGNATURE
    place.server.put("/stable.json", b"x" * 300_000)
    assert why(place.look()) is Why.TOO_LARGE
    del place.server.pages["/stable.json"]
    news = place.look()
    assert (news.state, words_of_update(news)) == (
        UpdateState.FAILED,
        "Looking for a new version did not work. The update server answered 404.",
    )
    place.offer(manifest_of())
    del place.server.pages["/stable.json.sig"]
    assert place.look().state is UpdateState.FAILED


def test_a_stranger_signs_in_vain(place: Place) -> None:
    place.offer(manifest_of(), signer=Signer())
    assert why(place.look()) is Why.UNKNOWN_KEY


def test_the_signature_of_another_manifest_is_none_of_this(place: Place) -> None:
    place.offer(manifest_of(sequence=8))
    other = place.server.pages["/stable.json.sig"]
    place.offer(manifest_of())
    place.server.pages["/stable.json.sig"] = other
    assert why(place.look()) is Why.SIGNATURE


def test_a_former_manifest_does_not_come_back(place: Place) -> None:
    former = manifest_of(sequence=7, version="0.1.0")
    place.offer(manifest_of(sequence=8, version="0.1.0"))
    assert place.look().state is UpdateState.CURRENT
    place.offer(former)
    assert why(place.look()) is Why.REPLAYED
    place.offer(manifest_of(sequence=8, version="0.1.0", notes="another"))
    assert why(place.look()) is Why.REPLAYED
    # Each channel counts by itself.
    place.settings = UpdatesSettings(url=place.server.url, channel="early")
    place.offer(manifest_of(sequence=1, version="0.1.0", channel="early"), to="early")
    assert place.look().state is UpdateState.CURRENT


def test_a_stable_manifest_is_none_of_the_early_channel(place: Place) -> None:
    place.settings = UpdatesSettings(url=place.server.url, channel="early")
    place.offer(manifest_of(), to="early")
    assert why(place.look()) is Why.CHANNEL


def test_a_tampered_file_is_refused_and_fetched_anew_when_it_is_right(place: Place) -> None:
    file = place.offer_program()
    right = place.server.pages[f"/{file.url}"]
    place.server.put(f"/{file.url}", bytes(len(right.content)))
    assert why(place.look()) is Why.DIGEST
    assert place.updater().ready() is None
    place.server.put(f"/{file.url}", right.content + b"x")
    assert why(place.look()) is Why.SIZE
    place.server.pages[f"/{file.url}"] = right
    assert place.look().state is UpdateState.READY


def test_a_file_that_is_cut_off_goes_on_at_the_next_look(place: Place) -> None:
    file = place.offer_program()
    place.server.pages[f"/{file.url}"].cut.extend([40, 60])
    for _ in range(2):
        assert place.look().state is UpdateState.FAILED
    assert place.look().state is UpdateState.READY
    assert [one.range for one in place.server.asked if one.path == f"/{file.url}"] == [
        "",
        "bytes=40-",
        "bytes=100-",
    ]


@pytest.mark.parametrize("address", ["http://updates.example.com/x", "ftp://127.0.0.1/x"])
def test_a_file_at_an_address_that_is_not_secured_is_not_asked_for(place: Place, address: str) -> None:
    place.offer(manifest_of(file_of(b"x", url=address)))
    assert why(place.look()) is Why.REDIRECT


@pytest.mark.parametrize(
    "kind, says",
    [
        ("deb", "with apt"),
        ("dmg", "IT installs it"),
        ("tarball", "IT installs it"),
        ("", "runs from its source"),
    ],
)
def test_where_the_program_may_not_replace_itself_it_says_who_does(
    place: Place, kind: str, says: str
) -> None:
    place.installed, place.replaces_itself = Installed("0.1.0", kind, LINUX), False
    place.offer_program()
    news = place.look()
    assert news.state is UpdateState.FOR_IT
    assert says in words_of_update(news)
    assert len(place.server.asked) == 2


def test_a_version_that_the_teams_database_is_too_old_for_waits(place: Place) -> None:
    place.offer_program(hub_revision="0009")
    place.team_revision = lambda: "0001"
    news = place.look()
    assert news.state is UpdateState.WAITS
    assert "needs the team's database at revision 0009" in words_of_update(news)
    assert len(place.server.asked) == 2
    place.team_revision = lambda: "0009"
    assert place.look().state is UpdateState.READY
    place.team_revision = lambda: ""  # another profile's, which nobody reaches
    assert install(place.updater()) is None
    place.team_revision = lambda: "0010"
    assert install(place.updater()) == INSTALLED


def test_the_built_in_database_needs_no_waiting(place: Place) -> None:
    place.offer_program(hub_revision="0009")
    assert place.look().state is UpdateState.READY


def offered(place: Place) -> UpdateManifest:
    ready = place.updater().ready()
    assert ready is not None
    return ready.manifest


def test_what_is_ready_is_installed_in_one_step_and_the_former_is_kept(place: Place) -> None:
    place.offer_program()
    place.look()
    assert install(place.updater()) == INSTALLED
    assert (place.root / "lazi-desktop").read_text() == "program 0.2.0"
    assert (place.root.with_name("lazi-desktop.old") / "lazi-desktop").read_text() == "program 0.1.0"
    assert sorted(one.name for one in place.root.parent.iterdir()) == ["lazi-desktop", "lazi-desktop.old"]
    place.installed = Installed("0.2.0", "tarball", LINUX)
    assert install(place.updater()) is None
    place.offer_program("0.3.0", sequence=8)
    place.look()
    install(place.updater())
    assert (place.root / "lazi-desktop").read_text() == "program 0.3.0"
    assert (place.root.with_name("lazi-desktop.old") / "lazi-desktop").read_text() == "program 0.2.0"


def test_what_a_person_keeps_in_the_formers_place_is_told_at_the_look(place: Place) -> None:
    """At the end of the program nobody would read it."""
    place.offer_program()
    kept = place.root.with_name("lazi-desktop.old")
    kept.mkdir()
    assert why(place.look()) is Why.FOLDER
    assert str(kept) in words_of_update(place.updater().at_rest())
    assert len(place.server.asked) == 2
    kept.rmdir()
    assert place.look().state is UpdateState.READY


def test_what_was_changed_on_the_disk_is_not_installed(place: Place) -> None:
    file = place.offer_program()
    place.look()
    kept = place.folder.place_of(file)
    content = bytearray(kept.read_bytes())
    content[50] ^= 1
    kept.write_bytes(content)
    with pytest.raises(UpdateRefused):
        install(place.updater())
    assert (place.root / "lazi-desktop").read_text() == "program 0.1.0"
    assert not kept.exists()
    assert place.look().state is UpdateState.READY


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sig"])
def test_another_manifest_on_the_disk_installs_nothing(place: Place, name: str) -> None:
    place.offer_program()
    place.look()
    (place.folder.folder / name).write_bytes((place.folder.folder / name).read_bytes().replace(b"1", b"2"))
    assert install(place.updater()) is None
    assert (place.root / "lazi-desktop").read_text() == "program 0.1.0"


def test_what_has_expired_meanwhile_is_not_installed(place: Place) -> None:
    place.offer_program()
    place.look()
    place.clock.pass_days(91)
    assert install(place.updater()) is None
    place.clock.pass_days(-91)
    assert install(place.updater()) == INSTALLED


def test_switched_off_meanwhile_installs_nothing(place: Place) -> None:
    place.offer_program()
    place.look()
    place.settings = place.settings.model_copy(update={"channel": "off"})
    assert install(place.updater()) is None


def test_an_archive_that_is_no_program_changes_nothing(place: Place) -> None:
    for sequence, content in enumerate(
        (b"no archive", program("0.9.0"), program("0.2.0", kind="deb"), program("0.2.0", top="../out")), 10
    ):
        file = file_of(content)
        place.server.put(f"/{file.url}", content)
        place.offer(manifest_of(file, sequence=sequence))
        assert place.look().state is UpdateState.READY
        with pytest.raises((UpdateRefused, UpdateUnavailable)):
            install(place.updater())
        assert (place.root / "lazi-desktop").read_text() == "program 0.1.0"
        assert [one.name for one in place.root.parent.iterdir()] == ["lazi-desktop"]


def test_nothing_is_replaced_under_a_program_that_runs(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.offer_program()
    place.look()
    updater = place.updater()
    monkeypatch.setattr(type(updater.installation), "is_in_use", lambda _: True)
    with pytest.raises(UpdateUnavailable, match="open elsewhere"):
        install(updater)
    monkeypatch.undo()
    assert install(place.updater()) == INSTALLED


def test_a_companys_proxy_is_asked_for_the_way(place: Place, tmp_path: Path) -> None:
    """Which looks into secured connections, and whose authority the settings name."""
    place.offer_program()
    address = f"https://{HOSTS[0]}"
    authority = Authority(tmp_path)
    with CompanyProxy(authority, int(place.server.url.rpartition(":")[2])) as company:
        place.settings = UpdatesSettings(url=address)
        for certificate, state in ((None, UpdateState.FAILED), (authority.file, UpdateState.READY)):
            place.way = Way(company.url, "", certificate)
            assert place.look().state is state
        assert {*company.asked} == {f"{HOSTS[0]}:443"}
    assert place.look().state is UpdateState.FAILED  # it is gone, and nobody is asked without it


def test_a_certificate_that_is_none_is_told(place: Place, tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("none")
    place.way = Way("none", "", tmp_path / "none.pem")
    assert "cannot be read" in words_of_update(place.look())
    assert not place.server.asked

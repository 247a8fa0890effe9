"""What is known as a secret is taken out of texts in every form; what is short or unknown stays."""

from __future__ import annotations

import base64
import json
from ast import literal_eval
from urllib.parse import quote, quote_plus

import pytest

from lazi_desktop.domain import secrecy
from lazi_desktop.domain.secrecy import keep_secret, without_known_secrets, without_secrets

SECRET = 'a "Gneiß/Kiwi" + 17% of it'
AN_ID = "0190b6f2-7c1e-7a55-9d3e-5f0c2b1a4e77"


@pytest.fixture(autouse=True)
def nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests make known would push out what the rest of the process keeps."""
    monkeypatch.setattr(secrecy, "_known", secrecy._Known())


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        json.dumps(SECRET)[1:-1],
        json.dumps(SECRET, ensure_ascii=False)[1:-1],
        json.dumps(f"said {SECRET!r}")[6:-1],
        SECRET.encode().hex(),
    ],
)
def test_in_every_form(form: str) -> None:
    keep_secret(SECRET)
    assert without_known_secrets(f"before {form} after").replace("'", "") == "before … after"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_also_encoded_with_something_before_it(before: str) -> None:
    keep_secret(SECRET)
    text = base64.b64encode(f"{before}{SECRET}".encode()).decode()
    core = base64.b64encode(SECRET.encode()).decode()[4:20]
    told = without_known_secrets(text)
    assert "…" in told
    assert core not in told


def test_of_a_longer_one_nothing_is_left_where_it_holds_a_shorter_one() -> None:
    keep_secret("basalt-garnet")
    keep_secret("basalt-garnet-obsidian")
    assert without_known_secrets("basalt-garnet-obsidian!") == "…!"


def test_what_is_too_short_to_be_told_from_a_word_stays() -> None:
    keep_secret("price")
    keep_secret("")
    assert without_known_secrets("the price is right") == "the price is right"


def test_what_only_looks_like_one_goes_too() -> None:
    said = without_secrets("Authorization: Bearer abc-def.123456 for postgresql://me:x@db")
    assert said == "Authorization: Bearer … for postgresql://…@db"


@pytest.mark.parametrize(
    "text, told",
    [
        ("password=Opal7", "password=…"),
        ("Password: Opal7 and more", "Password: … and more"),
        ("PGPASSWORD=Opal7", "PGPASSWORD=…"),
        ("passphrase => Opal7", "passphrase => …"),
        ('if password == "Opal 7":', 'if password == "…":'),
        ("client_secret=Opal7", "client_secret=…"),
        ("access_token=Opal7", "access_token=…"),
        ("accessToken: Opal7", "accessToken: …"),
        ("api_key=Opal7", "api_key=…"),
        ("apiKey=Opal7", "apiKey=…"),
        ("LAZI_SERVICETITAN__APP_KEY=Opal7", "LAZI_SERVICETITAN__APP_KEY=…"),
        ("ST-App-Key: Opal7", "ST-App-Key: …"),
        ("the app key: Opal7", "the app key: …"),
        ("https://host/path?key=AIzaOpal-7Garnet_99Quartz", "https://host/path?key=…"),
        ("key='AIzaOpal-7Garnet_99Quartz')", "key='…')"),
        ('password="Opal 7" user="ann"', 'password="…" user="ann"'),
        ("password='Opal \"7' user='ann'", "password='…' user='ann'"),
        ("Keys(client_secret='Opal 7', app_key='Jade 8', size=3)", "Keys(client_secret='…', app_key='…', size=3)"),
        ("sent b'x' with password=b'Opal 7' to it", "sent b'x' with password=b'…' to it"),
        ("password=blue", "password=…"),
        ("{'password': SecretStr('Opal 7'), 'end': 1}", "{'password': SecretStr('…'), 'end': 1}"),
        ('password="Opal 7, which was cut\nthe next line', 'password="…"\nthe next line'),
        ("{'user': 'ann', 'password': 'Opal 7 and its", "{'user': 'ann', 'password': '…'"),
    ],
)  # fmt: skip
def test_what_is_called_a_secret_goes_whatever_it_is(text: str, told: str) -> None:
    assert without_secrets(text) == told


@pytest.mark.parametrize(
    "value",
    ["Opal 7", "Opal\n7", "", 'Opal "7" Jade', "Opal '7", "Opal 7\\", "Opal, 7} Jade]", ") Opal", 70717, 7.5],
)
@pytest.mark.parametrize("name", ["password", "client_secret", "accessToken", "api_key"])
def test_what_holds_one_can_still_be_read(name: str, value: object) -> None:
    given = {"user": "ann", name: value, "sizes": [1, {name: value}], "end": None}
    hidden = given | {name: "…", "sizes": [1, {name: "…"}]}
    for compact in (None, (",", ":")):
        in_json = json.dumps(given, separators=compact)
        assert json.loads(without_secrets(in_json)) == hidden
    assert json.loads(without_secrets(json.dumps(given, indent=2))) == hidden
    assert literal_eval(without_secrets(repr(given))) == hidden


@pytest.mark.parametrize("value", ["Opal 7", 'Opal "7" Jade', "Opal '7", 70717])
def test_also_where_json_stands_in_json(value: object) -> None:
    inner = json.dumps({"user": "ann", "password": value, "end": 1})
    said = json.loads(without_secrets(json.dumps({"body": inner, "size": 3})))
    assert said["size"] == 3
    assert json.loads(said["body"]) == {"user": "ann", "password": "…", "end": 1}


@pytest.mark.parametrize("words", ["password: Opal7", "https://host/?api_key=Opal7", "token=Opal7"])
def test_a_secret_at_the_end_of_a_text_in_json_takes_nothing_of_what_follows(words: str) -> None:
    said = json.loads(without_secrets(json.dumps({"event": words, "size": [words]})))
    assert said == {"event": words.replace("Opal7", "…"), "size": [words.replace("Opal7", "…")]}


@pytest.mark.parametrize(
    "text",
    [
        f"entity_key={AN_ID} device={AN_ID} op_id={AN_ID}",
        f"entity_key=UUID('{AN_ID}'), device_id=UUID('{AN_ID}'), op_no=7",
        f"entity_key={AN_ID.replace('-', '')}",
        f"{{'entity_key': '{AN_ID}', 'op_id': '{AN_ID}'}}",
        f'{{"key": "{AN_ID}", "parent_key":"{AN_ID}"}}',
        f"key={AN_ID}",
        f"key=UUID('{AN_ID}')",
        f"the entity key: {AN_ID}",
        "key: F2",
        "key=Ctrl+Shift+Alt+Backspace",
        "Key: sync.pull.most_entries_of_a_page",
        "code_key='PIPE-22-COPPER-ELBOW-90'",
        "monkey: banana, hotkey=F2, turkey=5",
        'Key (tenant_id, name)=(1, "x") already exists.',
        "KeyError: 'material'",
        "max_tokens=900, token_type='Bearer', token_expires_in=900, secrets=3",
        '{"token": null, "is_secret": true, "owes_password":false}',
        "Member(owes_password=True, token=None)",
        "Password authentication failed for user ann",
        "QLabel('Password:') and QLabel('Name:')",
        '{"labels": ["Password:", "Name:"]}',
    ],
)
def test_ids_and_ordinary_words_stay(text: str) -> None:
    assert without_secrets(text) == text


def test_the_newest_are_known() -> None:
    for number in range(250):
        keep_secret(f"token number {number:03}")
    assert without_known_secrets("token number 249") == "…"
    assert without_known_secrets("token number 000") == "token number 000"


def test_one_more_token_is_cheap_to_look_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern of all of them is made in seconds, by whoever writes the next line: by the window, too."""
    for number in range(200):
        keep_secret(f"{number:03}." * 300)
    monkeypatch.setattr("lazi_desktop.domain.secrecy.re.compile", pytest.fail)
    keep_secret("quartz-opal-jade")
    assert without_known_secrets("It is quartz-opal-jade.") == "It is …."
    assert without_secrets("199." * 300 + "quartz-opal-jade") == "……"


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "://", "eyJ", "<", " ", "key=", "key=a/", "api_", "password", "password=", "password = ", "token: '"]
    + ['secret="', "secret='\"", "token=\\", 'token=\\"', '"password": ', '"token": [', '"token": "a', "app_key=\\'"],
)  # fmt: skip
def test_a_long_text_is_looked_through_once(piece: str) -> None:
    """It would take minutes to begin at each letter anew."""
    text = piece * (300_000 // len(piece))
    said = without_secrets(f"{text} someone@example.com")
    assert "someone" not in said


@pytest.mark.parametrize(
    "begin", ["password", "password=", 'password="', "password=\\'", '"token": ', "key=", "app_"]
)
@pytest.mark.parametrize("piece", [" ", "\\", '"', "'", '\\"', "\\'\\\\'", ":", "=", "7", "{", "\n"])
def test_so_is_one_that_goes_on_for_long_after_a_name(begin: str, piece: str) -> None:
    text = begin + piece * (300_000 // len(piece))
    assert "someone" not in without_secrets(f"{text}\nsomeone@example.com")

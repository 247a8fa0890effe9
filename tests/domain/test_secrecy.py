"""What is known as a secret is taken out of texts in every form; what is short or unknown stays."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from lazi_desktop.domain import secrecy
from lazi_desktop.domain.secrecy import keep_secret, without_known_secrets, without_secrets

SECRET = 'a "Gneiß/Kiwi" + 17% of it'


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


@pytest.mark.parametrize("piece", ["a", "a.", "://", "eyJ", "<", " ", "key="])
def test_a_long_text_is_looked_through_once(piece: str) -> None:
    """It would take minutes to begin at each letter anew."""
    text = piece * (300_000 // len(piece))
    said = without_secrets(f"{text} someone@example.com")
    assert "someone" not in said

"""Which proxy leads where: by the setting, by variables, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from lazi_desktop.config.settings import load_settings
from lazi_desktop.config.way import Way, proxy_password_name
from lazi_desktop.domain.errors import ConfigurationProblem

HOST = "api.example.test"


def test_the_setting_goes_before_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://other.test:1")
    proxy = Way("http://dana@proxy.test:3128", "hidden").proxy_for("https", HOST)
    assert proxy is not None
    assert (proxy.place, proxy.user, proxy.password, proxy.said_by) == (
        "proxy.test:3128", "dana", "hidden", "network.proxy",
    )  # fmt: skip
    assert "hidden" not in repr(proxy)
    assert Way("none").proxy_for("https", HOST) is None


def test_variables_count_and_so_do_their_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "d%40na:hid%3Aden@proxy.test:3128")
    proxy = Way("").proxy_for("https", HOST)
    assert proxy is not None
    assert (proxy.user, proxy.password, proxy.said_by) == ("d@na", "hid:den", "HTTPS_PROXY")
    assert Way("").proxy_for("http", HOST) is None
    monkeypatch.setenv("NO_PROXY", "example.test")
    assert Way("").proxy_for("https", HOST) is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_this_computer_is_asked_directly(host: str) -> None:
    assert Way("http://proxy.test:3128").proxy_for("http", host) is None


@pytest.mark.parametrize("said", ["socks5://proxy.test:1", "http://:1", "http://proxy.test:none"])
def test_what_is_none_is_said_without_its_words(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", said)
    with pytest.raises(ConfigurationProblem, match="HTTPS_PROXY names no proxy"):
        Way("").proxy_for("https", HOST)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("http://me:hidden@proxy.test:1", "password is a secret"),
        ("proxy.test:1", "takes http://host:port"),
        ("http://proxy.test", "takes http://host:port"),
        ("http://proxy.test:1/there", "takes http://host:port"),
        ("socks5://proxy.test:1", "takes http://host:port"),
    ],
)
def test_the_setting_is_looked_at_when_it_is_read(tmp_path: Path, said: str, words: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[network]\nproxy = '{said}'\n")
    with pytest.raises(ConfigurationProblem, match=words) as problem:
        load_settings(file)
    assert "hidden" not in str(problem.value)


def test_passwords_of_several_proxies_lie_side_by_side() -> None:
    one, other = (proxy_password_name(f"http://{who}@proxy.test:1") for who in ("dana", "eli"))
    assert one != other
    assert one.startswith("proxy password, ")

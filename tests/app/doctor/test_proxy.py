"""ServiceTitan by a company's proxy, which may ask for a password and look into everything: used, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE
from lazi_desktop.ports.doctor import CheckState
from tests.app.doctor.conftest import bad
from tests.app.secret_hunt import Hunt
from tests.certificates import Authority
from tests.company_proxy import HOSTS, CompanyProxy

PAIR = "lazi:all through here"


class Company:
    """Its network: ServiceTitan's hosts are known to its proxy alone."""

    def __init__(self, simulator: Any, authority: Authority, stack: ExitStack, monkeypatch: Any) -> None:
        self.simulator, self.authority, self._stack, self._patch = simulator, authority, stack, monkeypatch
        self.says("SERVICETITAN__API_URL", f"https://{HOSTS[0]}")
        self.says("SERVICETITAN__AUTH_URL", f"https://{HOSTS[1]}")

    def says(self, name: str, value: str) -> None:
        self._patch.setenv(f"LAZI_{name}", value)

    def trusts(self) -> None:
        self.says("NETWORK__CERTIFICATE", str(self.authority.file))

    def proxy(self, **how: Any) -> CompanyProxy:
        port = int(self.simulator.api_url.rpartition(":")[2])
        return self._stack.enter_context(CompanyProxy(self.authority, port, **how))


@pytest.fixture
def company(unattended: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    with ExitStack() as stack:
        yield Company(unattended, authority, stack, monkeypatch)


def test_all_goes_by_the_proxy_of_the_settings_and_the_hub_directly(company, examine) -> None:
    proxy = company.proxy()
    company.says("NETWORK__PROXY", proxy.url)
    company.trusts()
    found = examine()
    assert not bad(found)
    assert found["proxy"].words == (
        f"network.proxy names the proxy 127.0.0.1:{proxy.port}, which leads to ServiceTitan."
        " The shared database is reached directly."
    )
    assert main(["pull"]) == DONE
    assert set(proxy.asked) == {f"{HOSTS[0]}:443", f"{HOSTS[1]}:443"}


def test_the_name_and_the_password_are_shown_to_it(company, examine) -> None:
    proxy = company.proxy(pair=PAIR)
    company.says("NETWORK__PROXY", proxy.url.replace("//", "//lazi@"))
    company.says("NETWORK__PROXY_PASSWORD", PAIR.partition(":")[2])
    company.trusts()
    assert not bad(examine())
    assert main(["pull"]) == DONE


def test_the_password_may_lie_in_the_secrets_file(company, examine, tmp_path, monkeypatch) -> None:
    proxy = company.proxy(pair=PAIR)
    company.says("NETWORK__PROXY", proxy.url.replace("//", "//lazi@"))
    company.trusts()
    file = tmp_path / "secrets.toml"
    file.write_text(f"proxy_password = '{PAIR.partition(':')[2]}'\n")
    file.chmod(0o600)
    company.says("SECRETS_FILE", str(file))
    assert not bad(examine())


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_what_a_variable_says_counts_where_the_settings_say_nothing(
    company, examine, monkeypatch, variable
) -> None:
    proxy = company.proxy(pair=PAIR)
    monkeypatch.setenv(variable, f"http://{PAIR.replace(' ', '%20')}@127.0.0.1:{proxy.port}")
    company.trusts()
    found = examine()
    assert not bad(found)
    assert found["proxy"].words.startswith(f"{variable} names the proxy 127.0.0.1:{proxy.port}")
    assert not any(PAIR.partition(":")[2] in one.words for one in found.values())


def test_none_goes_past_the_variables(unattended, examine, monkeypatch, dead_port) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{dead_port}")
    monkeypatch.setenv("LAZI_NETWORK__PROXY", "none")
    found = examine()
    assert not bad(found)
    assert found["proxy"].words.startswith("ServiceTitan is asked directly, since network.proxy says so.")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1", "asks for a name and a password (407)"),
        ("http://nobody@127.0.0.1", "does not take the name “nobody” with"),
    ],
)
def test_a_proxy_that_lets_nobody_in_is_told_of(company, examine, url, words) -> None:
    proxy = company.proxy(pair=PAIR)
    company.says("NETWORK__PROXY", f"{url}:{proxy.port}")
    company.says("NETWORK__PROXY_PASSWORD", "another one")
    company.trusts()
    found = examine()
    assert bad(found) == {"proxy", "servicetitan"}
    for name in ("proxy", "servicetitan"):
        assert words in found[name].words
        assert "another one" not in found[name].words
    assert "LAZI_NETWORK__PROXY_PASSWORD" in found["proxy"].mend


def test_who_looks_into_secured_connections_is_told_of(company, examine) -> None:
    company.says("NETWORK__PROXY", company.proxy().url)
    found = examine()
    assert bad(found) == {"proxy", "servicetitan"}
    assert "looks into secured connections" in found["proxy"].words
    assert "network.certificate" in found["proxy"].mend
    assert "certificate is not good" in found["servicetitan"].words


def test_a_dead_proxy_is_told_of(company, examine, dead_port) -> None:
    company.says("NETWORK__PROXY", f"http://127.0.0.1:{dead_port}")
    found = examine()
    assert bad(found) == {"proxy", "servicetitan"}
    assert (
        found["proxy"].words == f"network.proxy names the proxy 127.0.0.1:{dead_port}, which does not answer."
    )
    assert "does not answer" in found["servicetitan"].words


def test_a_proxy_that_does_not_lead_there_is_told_of(company, examine) -> None:
    company.says("NETWORK__PROXY", company.proxy(refuses=403).url)
    found = examine()
    assert bad(found) == {"proxy", "servicetitan"}
    assert f"does not lead to {HOSTS[0]} (403)" in found["proxy"].words
    assert HOSTS[0] in found["proxy"].mend


def test_a_certificate_that_is_none_is_told_of(unattended, examine, monkeypatch, tmp_path) -> None:
    (tmp_path / "none.pem").write_text("none")
    monkeypatch.setenv("LAZI_NETWORK__CERTIFICATE", str(tmp_path / "none.pem"))
    found = examine()
    assert bad(found) == {"proxy", "sign_in"}
    assert "none.pem of network.certificate cannot be read" in found["proxy"].words


def test_a_proxy_of_another_kind_is_told_of(company, examine, monkeypatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://me:hidden@127.0.0.1:1")
    found = examine()
    assert bad(found) == {"proxy", "servicetitan"}
    assert "http://host:port" in found["proxy"].words
    assert "hidden" not in found["proxy"].words + found["servicetitan"].words


def test_the_way_without_a_proxy_is_closed(company, examine) -> None:
    found = examine()
    assert bad(found) == {"servicetitan"}
    assert found["proxy"].state is CheckState.WARNING
    assert "network.proxy" in found["proxy"].mend
    assert "cannot be reached that way" in found["proxy"].words


def test_its_password_is_written_nowhere(company, tmp_path, monkeypatch, capfd) -> None:
    proxy, password = company.proxy(pair=PAIR), PAIR.partition(":")[2]
    monkeypatch.setenv("HTTPS_PROXY", f"http://{PAIR.replace(' ', '%20')}@127.0.0.1:{proxy.port}")
    company.trusts()
    for arguments in (["pull"], ["doctor", "--bundle", str(tmp_path / "bundle.zip")], ["settings", "--json"]):
        assert main(arguments) == DONE
    monkeypatch.setenv("HTTPS_PROXY", f"http://lazi:{password.replace(' ', '%20')}!@127.0.0.1:{proxy.port}")
    for arguments in (["pull"], ["doctor", "--bundle", str(tmp_path / "red.zip")]):
        assert main(arguments) != DONE
    hunt = Hunt({"the proxy's password": password})
    printed = capfd.readouterr()
    assert hunt.in_files(tmp_path) + hunt.in_text("what is printed", printed.out + printed.err) == []
    assert hunt.looked_at > 10_000
    (tmp_path / "planted").write_text(f"x{password}")
    assert hunt.in_files(tmp_path)

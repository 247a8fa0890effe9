"""A plain caller of the simulator's API."""

from __future__ import annotations

from typing import Any

import httpx

from lazi_desktop.simulator import RunningSimulator


class Caller:
    """Logs in on first use; paths are relative to the tenant's pricebook."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.http = httpx.Client(base_url=simulator.api_url, timeout=30, trust_env=False)
        self._token: str | None = None

    def close(self) -> None:
        self.http.close()

    def token(self) -> str:
        if self._token is None:
            answer = self.ask_token()
            assert answer.status_code == 200, answer.text
            self._token = answer.json()["access_token"]
        return self._token

    def ask_token(self, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.simulator.client_id,
            "client_secret": self.simulator.client_secret,
        }
        return self.http.post("/connect/token", data=form | changes)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token()}", "ST-App-Key": self.simulator.app_key}

    def path(self, path: str) -> str:
        return f"/pricebook/v2/tenant/{self.simulator.tenant}/{path}"

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.http.request(method, self.path(path), headers=self.headers(), **options)

    def get(self, path: str, /, **query: Any) -> httpx.Response:
        return self.request("GET", path, params=query)

    def page(self, path: str, /, **query: Any) -> dict[str, Any]:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    def rows(self, path: str, /, **query: Any) -> list[dict[str, Any]]:
        """Everything the list holds, page after page."""
        rows: list[dict[str, Any]] = []
        number = 0
        more = True
        while more:
            number += 1
            page = self.page(path, page=number, **{"pageSize": 1000} | query)
            rows += page["data"]
            more = page["hasMore"]
        return rows

    def one(self, path: str, /, **query: Any) -> dict[str, Any]:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        row: dict[str, Any] = answer.json()
        return row

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.request("POST", path, json=body)

    def patch(self, path: str, body: Any) -> httpx.Response:
        return self.request("PATCH", path, json=body)

    def put(self, path: str, body: Any) -> httpx.Response:
        return self.request("PUT", path, json=body)

    def delete(self, path: str) -> httpx.Response:
        return self.request("DELETE", path)

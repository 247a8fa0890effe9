"""Refusals, in the problem-details shape the API answers with."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.simulator.wire import encode

Errors = dict[str, list[str]]

INVALID = "One or more validation errors occurred."
REQUEST_REQUIRED = "The request field is required."


class Problem(Exception):
    """Ends a request with an error answer."""

    def __init__(
        self,
        status: int,
        title: str,
        errors: Errors | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.errors = errors or {}
        self.headers = dict(headers or {})

    def body(self, trace: str) -> bytes:
        return encode(
            {
                "type": f"https://httpstatuses.io/{self.status}",
                "title": self.title,
                "status": self.status,
                "traceId": trace,
                "errors": self.errors,
                "data": {},
            }
        )


def invalid(errors: Errors) -> Problem:
    return Problem(400, INVALID, errors)


def not_valid(value: str, parameter: str) -> Problem:
    """A query parameter or path segment that cannot be read."""
    name = parameter[:1].upper() + parameter[1:]
    return invalid({parameter: [f"The value '{value}' is not valid for {name}."]})


def not_found(what: str = "The requested resource was not found.") -> Problem:
    return Problem(404, what)

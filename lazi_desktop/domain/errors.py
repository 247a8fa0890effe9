"""The small family of errors a person can meet. Adapters translate foreign exceptions into these at their edge."""

from __future__ import annotations


class LaziError(Exception):
    """Something a person should read: `title` says what happened, `detail` what to do about it.

    `may_retry` tells whether the same attempt can succeed later without anybody changing anything.
    """

    title = "Something went wrong"
    may_retry = False

    def __init__(self, detail: str = "", *, title: str | None = None, may_retry: bool | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if title is not None:
            self.title = title
        if may_retry is not None:
            self.may_retry = may_retry

    def __str__(self) -> str:
        return f"{self.title}. {self.detail}" if self.detail else self.title


class OurMistake(LaziError):
    """A mistake in the program ended it. The mistake itself is told elsewhere; this is for who waits."""


class InvalidValue(LaziError):
    """A value typed for a field cannot be taken."""

    title = "This value does not fit"


class NoLongerThere(InvalidValue, KeyError):
    """The entity was thrown away meanwhile, or never was."""

    title = "It is not there any more"

    def __init__(self) -> None:
        super().__init__("Somebody threw it away meanwhile.")

    __str__ = LaziError.__str__


class ConfigurationProblem(LaziError):
    title = "The configuration does not work"


class SignInFailed(LaziError):
    title = "ServiceTitan refused to sign in"


class AppKeyRefused(LaziError):
    title = "ServiceTitan does not know this app key"


class TenantRefused(LaziError):
    title = "This ServiceTitan tenant is not yours"


class ScopeMissing(LaziError):
    """One resource is refused; the others may work."""

    title = "ServiceTitan does not allow this part of the pricebook"


class ListAbsent(LaziError):
    """One list is not there; the others may be."""

    title = "ServiceTitan does not have this list"


class RemoteUnavailable(LaziError):
    title = "ServiceTitan cannot be reached"
    may_retry = True


class RateLimited(RemoteUnavailable):
    """ServiceTitan asks to slow down. `retry_after` is in seconds."""

    title = "ServiceTitan asks to slow down"

    def __init__(self, detail: str = "", *, retry_after: float) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class BadAnswer(RemoteUnavailable):
    """The answer cannot be read: cut off, not JSON, or of an unknown shape. Nothing of it was used."""

    title = "ServiceTitan's answer could not be read"


class RemoteRejected(LaziError):
    """ServiceTitan read the request and said no. `field_errors` maps our field names to its own words."""

    title = "ServiceTitan did not accept the change"

    def __init__(self, detail: str, *, status: int, field_errors: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.field_errors = field_errors or {}


class RemoteGone(RemoteRejected):
    title = "ServiceTitan no longer has this entry"


class OutcomeUnknown(RemoteUnavailable):
    """A write may or may not have arrived; only reading back can tell."""

    title = "ServiceTitan's answer was lost"


class HubUnavailable(LaziError):
    title = "The shared database cannot be reached"
    may_retry = True


class HubStopped(HubUnavailable):
    """The built-in database does not run: whoever opens it anew starts it again."""

    title = "The built-in database has stopped"


class HubRefused(LaziError):
    title = "The shared database refused"


class MayNotDoThat(HubRefused):
    """This login or this device has no right to it."""


class HubSchemaMismatch(LaziError):
    """`newer`: the database's revision, where it is the program that must be updated."""

    title = "This program and the shared database do not fit"

    def __init__(self, detail: str = "", *, newer: str = "") -> None:
        super().__init__(detail)
        self.newer = newer


class LeaseHeld(LaziError):
    """Somebody else pulls or pushes at the moment."""

    title = "Somebody else is syncing"
    may_retry = True


class LeaseLost(LaziError):
    title = "The turn to sync was lost"
    may_retry = True


class PullStopped(LaziError):
    """The tripwire: a pull would have changed too large a share of the mirror. Nothing more was taken in."""

    title = "The pull stopped to ask"


class WorkspaceProblem(LaziError):
    title = "The local workspace cannot be opened"


class NothingToDo(LaziError):
    title = "There is nothing to do"


class Cancelled(LaziError):
    """A person stopped what was under way, and it was taken back whole."""

    title = "Cancelled"


class UpdateUnavailable(LaziError):
    """A new version could not be looked for or fetched; what came so far is kept."""

    title = "Looking for a new version did not work"
    may_retry = True

"""Who we are to an endpoint: from the environment or from netrc, never from an address or a command line."""

from __future__ import annotations

import netrc
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from allegiance.errors import Place, RequestError

USER = "ALLEGIANCE_USER"
PASSWORD = "ALLEGIANCE_PASSWORD"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, which no representation shows."""

    user: str
    password: str = field(repr=False)


def credentials_for(url: str) -> Credentials | None:
    """Return the credentials for an address, or None: those of the environment before those of netrc.

    Raises `RequestError` `credentials-unreadable`.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user is not None and password is not None:
        return Credentials(user, password)
    path, host = Path(os.environ.get("NETRC", Path.home() / ".netrc")), urlsplit(url).hostname
    if not path.exists() or host is None:
        return None
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except (netrc.NetrcParseError, OSError) as error:
        raise RequestError(
            "credentials-unreadable",
            "netrc could not be read",
            place=Place(path, getattr(error, "lineno", None)),
            hint="machine HOST login NAME password WORD; and nobody else may read the file",
        ) from None
    return None if found is None else Credentials(found[0], found[2] or "")

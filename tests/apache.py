"""As much of Apache's mod_rewrite in `.htaccess` files as redirects for w3id.org use, after its reference."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_VARIABLE = re.compile(r"%\{ENV:(\w+)\}")


@dataclass
class Rewriting:
    """The rules of a file; each is a pattern, a substitution, flags, and what has to hold before it counts."""

    rules: list[tuple[str, str, list[str], list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Rewriting:
        """Read the directives; a condition is one of the Accept header, and counts for the next rule alone."""
        found, conditions = cls(), list[str]()
        for line in text.splitlines():
            name, *words = line.split(" ")
            if name == "RewriteCond":
                assert words[0] == "%{HTTP_ACCEPT}"
                conditions.append(words[1])
            elif name == "RewriteRule":
                pattern, substitution, flags = words
                found.rules.append((pattern, substitution, flags.strip("[]").split(","), conditions))
                conditions = []
            else:
                assert (
                    not name
                    or name.startswith("#")
                    or line in {"RewriteEngine on", "Options +FollowSymLinks"}
                )
        return found

    def redirect(self, path: str, accept: str) -> str | None:
        """Return where a path leads whoever accepts this, or None where no rule says so."""
        environment: dict[str, str] = {}
        for pattern, substitution, flags, conditions in self.rules:
            match = re.search(pattern, path)
            if match is None or not all(re.search(condition, accept) for condition in conditions):
                continue
            for flag in flags:
                if flag.startswith("E="):
                    name, _, value = flag.removeprefix("E=").partition(":")
                    environment[name] = value
            if substitution == "-":
                continue
            assert {"R=303", "L"} <= set(flags)
            filled = match.expand(re.sub(r"\$(\d)", r"\\\1", substitution))
            target = _VARIABLE.sub(lambda variable: environment[variable[1]], filled)
            return target if "NE" in flags else target.replace("#", "%23")
        return None

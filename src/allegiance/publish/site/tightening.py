"""Pages in fewer bytes, which every parser of HTML reads as the same document."""

from __future__ import annotations

import re

_VERBATIM = re.compile(r"(<pre\b.*?</pre>|<script\b.*?</script>)", re.DOTALL)
_BLOCK = (
    r"</?(?:article|caption|d[dlt]|details|div|fieldset|footer|form|h[1-6]|header|html|li|link|main|meta|nav|ol|p|pre|script|section"
    r"|t[dhr]|table|tbody|thead|title|ul)\b"
)
_INDENTATION = re.compile(r"\n\s*")
_BETWEEN_BLOCKS = re.compile(rf"\n(?={_BLOCK})")
# Tags that HTML lets stand for themselves where a sibling or the end of the parent follows, as in our templates (§13.1.2.4).
_IMPLIED = re.compile(
    rf"</(?:td|th|tr|li|dt|dd|thead|tbody|option|head|body|html)>|<head>|</p>(?=\s*{_BLOCK})"
)
# Values without quotes where neither white space nor any of "'=<>` is in them, and no slash could be taken for the tag's (§13.1.2.3).
# Quotes in words are escaped by the templates, so that these are those of attributes.
_QUOTED = re.compile(r'="([\w./#~:?%;,+-]+)"(?=[ >])')


def tightened(html: str) -> str:
    """Return the page without indentation, implied tags and needless quotes; `pre` and `script` stay as they are."""
    parts = _VERBATIM.split(html)
    return "".join(part if number % 2 else _tight(part) for number, part in enumerate(parts))


def _tight(part: str) -> str:
    shorter = _IMPLIED.sub("", _INDENTATION.sub("\n", part))
    return _QUOTED.sub(r"=\1", _BETWEEN_BLOCKS.sub("", shorter))

"""The drawing that a query's header asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.publish.answers.network import network
from allegiance.publish.answers.timeline import timeline
from allegiance.query import Answer, Header

_VIEWS: Mapping[str, Callable[[Answer, Header, Labels], str]] = {"timeline": timeline, "network": network}


def answer_drawing(answer: Answer, header: Header, labels: Labels) -> str:
    """Return an answer in SVG, by the `view` of its query; raises `RequestError` `unfit-format`."""
    draw = _VIEWS.get(header.view)
    if draw is None:
        raise RequestError(
            "unfit-format",
            f"the query's view is a {header.view}, which is no drawing",
            hint=f"add to the header one of: {', '.join(f'view: {view}' for view in _VIEWS)}",
        )
    return draw(answer, header, labels)

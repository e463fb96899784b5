"""What every drawing shares: SVG that can be read in print, black on white, with nothing to load."""

from __future__ import annotations

from xml.etree import ElementTree as ET

FONT_SIZE = 12
CHARACTER = 6.4
"""The width of a character, on average, in the drawing's units."""

_STYLE = f"text{{font:{FONT_SIZE}px sans-serif;fill:#000}}.quiet{{fill:#555;font-size:10px}}"


class Drawing:
    """An SVG picture that grows by shapes; coordinates in its units, from the top left."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width:g} {height:g}",
                "width": f"{width:g}",
                "height": f"{height:g}",
                "role": "img",
            },
        )
        ET.SubElement(self._root, "title").text = title
        ET.SubElement(self._root, "style").text = _STYLE
        self.shape("rect", width=width, height=height, fill="#fff")

    def shape(self, name: str, told: str = "", **attributes: float | str) -> None:
        """Add a shape; `told` is what a pointer resting on it reads, `_` in a name of an attribute stands for `-`."""
        element = ET.SubElement(
            self._root, name, {key.replace("_", "-"): _attribute(value) for key, value in attributes.items()}
        )
        if told:
            ET.SubElement(element, "title").text = told

    def text(self, x: float, y: float, words: str, *, anchor: str = "start", quiet: bool = False) -> None:
        """Add a line of text."""
        attributes = {"x": _attribute(x), "y": _attribute(y), "text-anchor": anchor}
        if quiet:
            attributes["class"] = "quiet"
        ET.SubElement(self._root, "text", attributes).text = words

    def svg(self) -> str:
        """Return the picture."""
        ET.indent(self._root)
        return ET.tostring(self._root, encoding="unicode") + "\n"


def shortened(text: str, width: float) -> str:
    """Return text that fits a width, cut at the end where it must be."""
    most = max(1, int(width / CHARACTER))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _attribute(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")

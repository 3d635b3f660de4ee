"""The charts, as Vega-Lite: months by benefit type stacked, each benefit type on its own scale, regencies ranked.

Colours are names of the page's own (CSS variables), so that one drawing follows light, dark and paper. Texts come in formatted; what
Vega itself writes, the numbers of axes, it writes with the page's separators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

INK, SOFT, GRID, PAPER = "var(--ink)", "var(--soft)", "var(--line)", "var(--card)"
COLOURS = 8  # --series-1 to --series-8 of the stylesheet
_PALE = 0.45


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how high in the unit of the axis, and what a reader who points at it is told.

    No height: there is none; `sign` says where it is not known, or not shown.
    """

    place: str
    series: str
    height: float | None
    told: str
    also: str
    state: str
    is_provisional: bool
    colour: int = 1
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a chart itself shows."""

    place: str
    series: str
    height: str
    also: str
    state: str


def stacked(bars: Sequence[Bar], words: Words, *, alt_text: str) -> dict[str, Any]:
    """Months from left to right, benefit types upon each other; a legend entry singles one out."""
    places = list(dict.fromkeys(bar.place for bar in bars))
    colours = dict(sorted({bar.series: bar.colour for bar in bars}.items(), key=lambda one: one[1]))
    chosen = alt.selection_point(fields=["series"], bind="legend", name="chosen")
    scale = alt.Scale(domain=list(colours), range=[colour(place) for place in colours.values()])
    drawn = (
        alt.Chart(_data(bars))
        .mark_bar(strokeWidth=0.6)
        .encode(
            x=_months(places),
            y=alt.Y("height:Q", title=None, axis=_measured()),
            color=alt.Color("series:N", scale=scale, title=None, legend=alt.Legend(orient="top", direction="horizontal")),
            stroke=alt.value(PAPER),
            fillOpacity=_paleness(),
            opacity=alt.condition(chosen, alt.value(1), alt.value(0.12)),
            order=alt.Order("colour:Q"),
            tooltip=_told(words),
        )
        .add_params(chosen)
    )
    return _finished(alt.layer(drawn, *_unknown(bars, places)), 300, alt_text)


def single(bars: Sequence[Bar], words: Words, *, alt_text: str) -> dict[str, Any]:
    """The months of one benefit type."""
    places = list(dict.fromkeys(bar.place for bar in bars))
    drawn = (
        alt.Chart(_data(bars))
        .mark_bar(color=colour(bars[0].colour if bars else 1))
        .encode(
            x=_months(places, label_count=4),
            y=alt.Y("height:Q", title=None, axis=_measured(3, tickMinStep=1), scale=_from_zero(bars)),
            fillOpacity=_paleness(),
            tooltip=_told(words),
        )
    )
    return _finished(alt.layer(drawn, *_unknown(bars, places)), 110, alt_text)


def ranked(bars: Sequence[Bar], words: Words, *, alt_text: str) -> dict[str, Any]:
    """Places from above to below, the most money first, each with its amount behind it."""
    order = [bar.place for bar in bars]
    base = alt.Chart(_data(bars)).encode(
        y=alt.Y("place:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False, grid=False)),
        x=alt.X("height:Q", title=None, axis=_across(), scale=alt.Scale(zero=True, nice=True)),
        tooltip=[
            alt.Tooltip("place:N", title=words.place),
            alt.Tooltip("told:N", title=words.height),
            alt.Tooltip("also:N", title=words.also),
        ],
    )
    return _finished(alt.layer(base.mark_bar(color=colour(1), height={"band": 0.68})), max(1, len(bars)) * 26, alt_text)


def colour(place: int) -> str:
    """The name of a colour in the stylesheet; more series than colours begin again."""
    return f"var(--series-{(place - 1) % COLOURS + 1})"


def _data(bars: Sequence[Bar]) -> alt.InlineData:
    rows = [
        {
            "place": bar.place, "series": bar.series, "height": bar.height, "told": bar.told, "also": bar.also,
            "state": bar.state, "fill": _PALE if bar.is_provisional else 1, "colour": bar.colour,
        }
        for bar in bars
    ]  # fmt: skip
    return alt.InlineData(values=rows)


def _months(places: Sequence[str], label_count: int = 8) -> alt.X:
    every = max(1, -(-len(places) // label_count))
    shown = [place for n, place in enumerate(reversed(places)) if n % every == 0]
    axis = alt.Axis(values=shown, labelAngle=0, labelOverlap="greedy", ticks=True, grid=False, labelFlush=False)
    return alt.X("place:O", sort=list(places), title=None, axis=axis, scale=alt.Scale(paddingInner=0.18))


def _measured(ticks: int = 5, **others: Any) -> alt.Axis:  # noqa: ANN401 - Altair's options
    return alt.Axis(tickCount=ticks, domain=False, ticks=False, grid=True, **others)


def _from_zero(bars: Sequence[Bar]) -> alt.Scale:
    """From nothing to the highest bar: where all are nothing the ground is still below."""
    return alt.Scale(domain=[0, max([bar.height for bar in bars if bar.height], default=1)], nice=True)


def _across() -> alt.Axis:
    return alt.Axis(tickCount=4, domain=False, ticks=False, grid=True)


def _paleness() -> alt.FillOpacity:
    return alt.FillOpacity("fill:Q", scale=None, legend=None)


def _told(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("place:N", title=words.place),
        alt.Tooltip("series:N", title=words.series),
        alt.Tooltip("told:N", title=words.height),
        alt.Tooltip("also:N", title=words.also),
        alt.Tooltip("state:N", title=words.state),
    ]


def _unknown(bars: Sequence[Bar], places: Sequence[str]) -> list[alt.Chart]:
    """A sign on the ground where there is no figure: an empty place would look like zero."""
    there = {bar.place for bar in bars if bar.height is not None}
    empty = {
        bar.place: bar.sign for bar in reversed(bars) if bar.sign and bar.place not in there
    }  # of several the first: the oldest type's
    if not empty:
        return []
    data = alt.InlineData(values=[{"place": place, "sign": sign} for place, sign in empty.items()])
    mark = alt.Chart(data).mark_text(color=SOFT, baseline="bottom", dy=-2, fontSize=13)
    return [mark.encode(x=alt.X("place:O", sort=list(places)), y=alt.YDatum(0), text="sign:N")]


def _finished(chart: alt.LayerChart | alt.FacetChart, height: int, alt_text: str) -> dict[str, Any]:
    config = {
        "background": "transparent",
                "view": {"stroke": None},
        "aria": True,
        "mark": {"aria": False},
        "axis": {
            "aria": False, "labelColor": SOFT, "titleColor": SOFT, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID,
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelFontWeight": "normal",
        },
        "legend": {"aria": False, "labelColor": INK, "labelFontSize": 12.5, "symbolType": "square", "labelLimit": 260},
    }  # fmt: skip
    spec: dict[str, Any] = chart.properties(width="container", height=height, description=alt_text).to_dict()
    spec["config"] = config
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec

"""Where the parts of a picture are."""

from kibox_pbx.call.waterfall import Fall, Span, Stage
from kibox_pbx.dashboard.drawing import Box, busy_cells, columns, line, share, stretches


def test_columns_stand_on_the_ground_and_the_highest_fills_the_field() -> None:
    assert columns([1, 0, 4, 2]) == (
        Box(0, 75, 20, 25),
        Box(50, 0, 20, 100),
        Box(75, 50, 20, 50),
    )
    assert columns([]) == columns([0, 0]) == ()


def test_a_line_has_gaps_where_there_is_nothing_and_a_day_alone_is_seen() -> None:
    assert line([1000, 500, None, 0], 1000) == (
        "12.50,0.00 37.50,50.00",
        "86.00,100.00 89.00,100.00",
    )
    assert line([None], 0) == ()


def test_busy_hours_have_four_shades_beside_none() -> None:
    cells = busy_cells([[0, 1], [2, 8]])
    assert [each.kind for each in cells] == ["shade-0", "shade-1", "shade-1", "shade-4"]
    assert cells[1] == Box(50, 0, 50, 50, "shade-1")
    assert {each.kind for each in busy_cells([[0], [0]])} == {"shade-0"}


def test_the_longest_wait_fills_the_field() -> None:
    spans = (Span(Stage.ENDPOINT, 0, 500), Span(Stage.VOICE, 500, 500))
    assert stretches(Fall(0, spans, 1000), 2000) == (
        Box(0, 0, 25, 100, "endpoint"),
        Box(25, 0, 25, 100, "voice"),
    )


def test_a_share_is_in_percent() -> None:
    assert (share(1, 3), share(0, 0)) == (33.3, 0.0)

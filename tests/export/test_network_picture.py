from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pytest

from kg.analysis import ActorRow, EventRow, EventTable, actor_network, strength
from kg.export.palette import CONFLICT, COOPERATION
from kg.export.picture import compose, picture
from kg.export.picture.curves import Curve, arrowhead, bow, trim
from kg.export.picture.layout import Box, arrange
from kg.export.picture.scene import PAGE


def small(*events, **labels):
    rows = tuple(
        EventRow(
            f"e{n}", "AID", date(2030, 1, 1 + n), float(x), (a, b) if mutual else (a,), () if mutual else (b,)
        )
        for n, (a, b, x, mutual) in enumerate(events)
    )
    return actor_network(EventTable(rows, {key: ActorRow(key, label) for key, label in labels.items()}))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("top", [10, 40, 60])
def test_no_two_labels_overlap_none_covers_a_disc_and_all_are_on_the_page(network, top):
    scene = compose(network, top=top)
    boxes = [label.placed.box for label in scene.labels]
    assert len(boxes) >= 0.95 * len(scene.discs)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert not [1 for box in boxes for disc in scene.discs if box.touches_disc(disc.x, disc.y, disc.radius)]
    assert all(PAGE.holds(box) for box in boxes)


def test_discs_do_not_overlap_and_are_on_the_page(network):
    discs = compose(network, top=60).discs
    for one, other in combinations(discs, 2):
        assert np.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    assert all(PAGE.left < d.x < PAGE.right and PAGE.bottom < d.y < PAGE.top for d in discs)


def test_the_actors_with_the_most_events_are_drawn_and_the_rest_is_said(network):
    scene = compose(network, top=10)
    assert [disc.actor for disc in scene.discs] == [row.actor for row in strength(network)[:10]]
    drawn = {disc.actor for disc in scene.discs}
    inside = {e for a, b, d in network.edges(data=True) if a in drawn and b in drawn for e in d["events"]}
    everything = {e for *_, d in network.edges(data=True) for e in d["events"]}
    assert f"{len(inside)} events  ·  10 actors" in scene.subtitle
    assert f"{len(network) - 10} others and {len(everything) - len(inside)} events with them" in scene.caption


def test_arrows_tell_sign_direction_and_number():
    network = small(("A", "B", -9, False), ("A", "B", -9, False), ("B", "A", 5, False), ("A", "B", 2, True))
    found = {(a.source, a.target, a.sign, a.reciprocal): a.count for a in compose(network).arrows}
    assert found == {("A", "B", -1, False): 2, ("B", "A", 1, False): 1, ("A", "B", 1, True): 1}


def test_arrows_of_one_pair_run_apart():
    network = small(
        ("A", "B", -9, False),
        ("A", "B", 5, False),
        ("B", "A", -9, False),
        ("B", "A", 5, False),
        ("A", "B", 2, True),
    )
    middles = [arrow.curve.points(3)[1] for arrow in compose(network).arrows]
    assert min(np.hypot(*(a - b)) for a, b in combinations(middles, 2)) > 3


def test_more_events_make_broader_arrows_and_larger_discs():
    network = small(*[("A", "B", 1, False)] * 9, ("C", "B", 1, False))
    scene = compose(network)
    widths = {arrow.source: arrow.width for arrow in scene.arrows}
    radii = {disc.actor: disc.radius for disc in scene.discs}
    assert widths["A"] > widths["C"]
    assert radii["B"] > radii["A"] > radii["C"]


def test_the_two_colours_differ_in_more_than_hue():
    assert abs(luminance(COOPERATION) - luminance(CONFLICT)) > 0.05


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_any_shape_of_network_has_a_layout(count):
    area = Box(0, 0, 900, 600)
    for simple in (
        nx.path_graph(count),
        nx.complete_graph(count),
        nx.empty_graph(count),
        nx.star_graph(count),
    ):
        points = arrange(simple, [8.0] * len(simple), area)
        assert points.shape == (len(simple), 2)
        assert np.isfinite(points).all()
        assert all(np.hypot(*(a - b)) > 16 for a, b in combinations(points, 2))


def test_nearer_in_the_network_is_nearer_on_the_page():
    points = arrange(nx.path_graph(6), [8.0] * 6, Box(0, 0, 900, 600))
    gaps = [np.hypot(*(points[0] - points[n])) for n in range(1, 6)]
    assert gaps == sorted(gaps)


def test_parts_without_a_tie_between_them_stand_side_by_side():
    simple = nx.disjoint_union(nx.star_graph(7), nx.path_graph(2))
    points = arrange(simple, [8.0] * 10, Box(0, 0, 900, 600))
    assert points[:8, 0].max() < points[8:, 0].min()


def test_an_arrow_begins_and_ends_outside_the_discs():
    curve = trim(bow((0, 0), (100, 0), 0.2), 10, 20)
    assert np.hypot(*curve.start) >= 12
    assert np.hypot(curve.end[0] - 100, curve.end[1]) >= 22
    tip, left, right = arrowhead(curve, 8, 6)
    assert tip == pytest.approx(curve.end)
    assert np.hypot(left[0] - right[0], left[1] - right[1]) == pytest.approx(6)


def test_a_bow_bulges_to_the_right_of_its_way():
    assert bow((0, 0), (100, 0), 0.2).points(3)[1] == pytest.approx([50, -10])
    assert bow((100, 0), (0, 0), 0.2).points(3)[1] == pytest.approx([50, 10])


def test_a_part_of_a_curve_lies_on_it():
    curve = Curve((0, 0), (50, 80), (100, 0))
    assert curve.part(0.25, 0.75).points(3)[1] == pytest.approx(curve.points(5)[2])


@pytest.mark.parametrize(
    "label",
    ["$x_2$ & <Sylvania>", "Республіка", "北方同盟", "a" * 200, "\x00\x07bell", "   ", "line\nbreak"],
)
def test_any_name_can_be_drawn(label):
    network = small(("A", "B", 1, False), A=label, B="Freedonia")
    ET.fromstring(picture(network, "svg"))


def test_a_name_in_letters_that_the_font_lacks_is_given_by_key_and_counted():
    scene = compose(small(("A", "B", 1, False), A="北方同盟", B="Freedonia"))
    assert {label.text.lines for label in scene.labels} == {("A",), ("Freedonia",)}
    assert "1 name in letters that the font lacks" in scene.caption


def test_a_title_may_hold_any_letter(network):
    ET.fromstring(picture(network, "svg", title="北方同盟 $x$", top=3))


def test_pictures_of_nothing_and_of_the_whole(network):
    assert picture(actor_network([]), "png").startswith(b"\x89PNG")
    svg = ET.fromstring(picture(network, "svg", title="A & B"))
    assert svg.tag.endswith("svg")

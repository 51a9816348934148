"""Who acts for an international body: the graph says so, and describes the body, as long as an article tells of them."""

from made_readings import article, mention, on

from kg.graph import Graph, Names
from kg.graph.names import LABEL, gev
from kg.model import Actor, ActorKind, Reading
from kg.reference import Reference

NAMES = Names()
REFERENCE = Reference.load()
ENVOY = Actor("x-envoy-q1065-gov", "envoy", ActorKind.PERSON, None, "GOV", known=False, body="Q1065")
STATE = Actor("SYR", "Syria", ActorKind.STATE, "SYR", "GOV")


def test_the_body_of_an_unknown_envoy_is_named_and_goes_with_the_article(tmp_path):
    told = article("The envoy criticised Syria on Monday.")
    made = mention(told, "The envoy criticised Syria", "ACCUSE", (ENVOY,), (STATE,), when=on(4))
    body, envoy = NAMES.of("actor", "Q1065"), NAMES.of("actor", ENVOY.key)
    with Graph.create(tmp_path / "g", reference=REFERENCE) as graph:
        graph.add(Reading(told, (made,)))
        graph.commit()
        held = list(graph.store.quads_for_pattern(envoy, gev("ofBody"), None, None))
        assert [quad.object for quad in held] == [body]
        (label,) = graph.store.quads_for_pattern(body, LABEL, None, NAMES.graph("kb"))
        assert label.object.value == "United Nations"
        graph.remove(told.key)
        graph.commit()
        assert not list(graph.store.quads_for_pattern(body, None, None, None))
        assert not list(graph.store.quads_for_pattern(envoy, None, None, None))

"""The acceptance test: one article, annotated by hand. All 10 must events, none of the 12 traps."""

import json
from datetime import date

import pytest

import kg
from kg.model import Modality, Polarity

WITHOUT_A_DAY = ("before", "after")
TALKS = ("CONSULT",)


@pytest.fixture(scope="module")
def reading(shared, reader):
    [article] = kg.read([shared / "seed" / "geneva-talks-2026-02-18.txt"])
    return reader.read(article)


@pytest.fixture(scope="module")
def wanted(shared):
    events = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["events"]
    return {event["id"]: event for event in events if event["need"] == "must"}


def countries(actors):
    return {actor.country for actor in actors if actor.country}


def expected_countries(actors):
    return {actor["country"] for actor in actors if actor["country"]}


def listed(reading):
    return [mention for mention in reading.mentions if mention.listed]


def day_of(mention):
    if mention.when is None or mention.when.precision in WITHOUT_A_DAY:
        return None
    return mention.when.date.isoformat()


def matches(mention, event):
    """Class, both sides, and the first day where the annotation gives one and the mention has one."""
    if mention.event_type not in (event["event"], *event.get("event_alt", ())):
        return False
    sources, targets = expected_countries(event["sources"]), expected_countries(event["targets"])
    if event["symmetric"]:
        sides = countries((*mention.sources, *mention.targets)) == sources
    else:
        sides = countries(mention.sources) == sources and countries(mention.targets) == targets
    return sides and (event["start"] is None or day_of(mention) in (None, event["start"]))


def found(event, wanted, mentions):
    if any(matches(mention, event) for mention in mentions):
        return True
    talks = wanted.get(event.get("or_role_on", ""))
    brokers = expected_countries(event["sources"])
    return talks is not None and any(
        matches(mention, talks) and brokers <= countries(mention.mediators) for mention in mentions
    )


def test_all_must_events_are_found(reading, wanted):
    missed = [key for key, event in wanted.items() if not found(event, wanted, listed(reading))]
    assert len(wanted) == 10
    assert not missed, f"missed: {missed}"


# ---------------------------------------------------------------- the traps


def doubled_title(reading):
    """1: the repeated title doubles no event: mentions of the talks and of the agreement fuse into one event each."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, kg.Graph.create(folder) as graph:
        kg.build([reading.article], graph)
        query = "SELECT ?e ?d WHERE { GRAPH graph:events { ?e gev:eventType plover:AGREE ; gev:date ?d } }"
        agreements = {row[0] for row in graph.query(query) if row[1] == date(2026, 2, 18)}
    return len(agreements) > 2  # the agreement of both sides, and the announced further talks


def accused_in_a_quote(reading):
    """2: what is inside the quotation is no event of Russia's."""
    start = reading.article.text.find("trying to drag out")
    return any(
        m.span.start <= start < m.span.end and m.event_type != "ACCUSE" and "RUS" in countries(m.sources)
        for m in listed(reading)
    )


def declined_details(reading):
    """3: declined to give details, no breakthrough: no REJECT, no negated AGREE."""
    return any(
        m.event_type == "REJECT" or (m.event_type == "AGREE" and m.polarity is Polarity.NEGATED)
        for m in reading.mentions
    )


def reversed_accusation(reading):
    """4: Ukraine accuses Russia, not the other way round."""
    return any(m.event_type == "ACCUSE" and "RUS" in countries(m.sources) for m in reading.mentions)


def anniversary(reading):
    """5: the anniversary is no assault; the invasion is of 2022."""
    return any(
        m.event_type == "ASSAULT" and day_of(m) in ("2026-02-24", "2026-02-18") and m.sources
        for m in listed(reading)
    )


def further_talks_held(reading):
    """6: the further negotiations did not take place and have no date."""
    start = reading.article.text.find("further negotiations")
    return any(
        m.event_type == "CONSULT"
        and m.trigger.start in range(start, start + 25)
        and (m.modality is Modality.ASSERTED or m.listed)
        for m in reading.mentions
    )


def venue_as_party(reading):
    """7: venues, platforms and reporters are no parties."""
    names = {
        "geneva",
        "switzerland",
        "abu dhabi",
        "intercontinental",
        "x",
        "reuters",
        "ria",
        "united arab emirates",
    }
    parties = [a for m in listed(reading) if m.event_type != "MOBILIZE" for a in (*m.sources, *m.targets)]
    return any(a.name.casefold() in names or a.country in ("CHE", "ARE") for a in parties)


def government_as_place(reading):
    """8: Moscow and Kyiv stand for governments here, not for places."""
    return any(place.name in ("Moscow", "Kyiv", "Kremlin") for m in reading.mentions for place in m.places)


def mood(reading):
    """9: tense talks and low expectations are no events."""
    phrases = ("played down", "very tense", "far apart")
    starts = [reading.article.text.find(phrase) for phrase in phrases]
    assert all(start >= 0 for start in starts)
    return any(m.trigger.start in range(start, start + 12) for m in listed(reading) for start in starts)


def strikes(reading):
    """10: strikes that continue have no single day and no invented parties."""
    start = reading.article.text.find("Military strikes")
    return any(
        start <= m.trigger.start < start + 40 and (len(countries((*m.sources, *m.targets))) == 1 or day_of(m))
        for m in listed(reading)
    )


def boilerplate(reading):
    """11: tags, credits and sub-headings name no actors and add no event."""
    text = reading.article.text
    heading = text.find("Kyiv cites progress")
    named = {actor.name.casefold() for actor in reading.actors}
    return bool({"tags", "kyiv cites"} & named) or any(
        m.trigger.start in range(heading, heading + 45) for m in listed(reading)
    )


def year_of_the_seizure(reading):
    """12: 2022 is the year of the invasion, not of the seizure."""
    return any(m.event_type == "COERCE" and m.when and m.when.date.year == 2022 for m in reading.mentions)


TRAPS = (
    *(
        doubled_title,
        accused_in_a_quote,
        declined_details,
        reversed_accusation,
        anniversary,
        further_talks_held,
    ),
    *(venue_as_party, government_as_place, mood, strikes, boilerplate, year_of_the_seizure),
)


def test_no_trap_catches_it(reading):
    caught = [trap.__doc__ for trap in TRAPS if trap(reading)]
    assert len(TRAPS) == 12
    assert not caught, "\n".join(caught)


def test_the_graph_answers_who_met_who_mediates_and_who_accuses(reading, tmp_path):
    with kg.Graph.create(tmp_path / "g") as graph:
        kg.build([reading.article], graph)
    graph = kg.Graph.open(tmp_path / "g")
    timeline = graph.query("dyad-timeline", a="Russia", b="Ukraine").records()
    assert {"consult", "accuse"} <= {row["type"] for row in timeline}
    accusations = [row for row in timeline if row["type"] == "accuse"]
    assert [(row["from"], row["to"]) for row in accusations] == [("Ukraine", "Russia")]
    assert "United States" in graph.query("mediators").column("name")

"""Where: literal uses of places' names against governments named by theirs, and the places of events."""

import os
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.places import Places
from kg.language import Pipeline
from kg.reference import Reference

SEED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2].parent / "shared")) / "seed"
TABLE = """key,name,aliases,kind,country,lat,lon,source,licence
t-geneva,Geneva,,city,CHE,46.2,6.1,kg,CC-BY-4.0
t-abu-dhabi,Abu Dhabi,,city,ARE,24.4,54.4,kg,CC-BY-4.0
t-moscow,Moscow,,city,RUS,55.7,37.6,kg,CC-BY-4.0
t-kyiv,Kyiv,Kiev,city,UKR,50.4,30.5,kg,CC-BY-4.0
t-aleppo,Aleppo,,city,SYR,36.2,37.1,kg,CC-BY-4.0
t-tripoli-ly,Tripoli,,city,LBY,32.9,13.2,kg,CC-BY-4.0
t-tripoli-lb,Tripoli,,city,LBN,34.4,35.8,kg,CC-BY-4.0
t-alexandria-eg,Alexandria,,city,EGY,31.2,29.9,kg,CC-BY-4.0
t-alexandria-us,Alexandria,,city,USA,38.8,-77.0,kg,CC-BY-4.0
t-berlin,Berlin,,city,DEU,52.5,13.4,kg,CC-BY-4.0
"""


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> Reference:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "places.csv").write_text(TABLE, encoding="utf-8")
    return Reference.load([folder])


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def places_of(text: str, reference: Reference) -> Places:
    return Places(pipeline().read(make_article(text)), reference)


def token(places: Places, word: str):
    return next(t for t in places.document.doc if t.text == word)


def names(text: str, trigger: str, reference: Reference) -> list[tuple[str, str]]:
    places = places_of(text, reference)
    return [(p.name, p.country) for p in places.where(token(places, trigger))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Protesters gathered in Moscow on Monday.", "Moscow"),
        ("The envoys met near Kyiv.", "Kyiv"),
        ("The envoys flew to Geneva.", "Geneva"),
        ("A gas depot exploded outside Aleppo.", "Aleppo"),
        ("The Geneva talks ended.", "Geneva"),
        ("Warplanes bombed Aleppo again.", "Aleppo"),
        ("Refugees from Aleppo crossed the border.", "Aleppo"),
        ("The streets of Kyiv were empty.", "Kyiv"),
        ("The Geneva-based agency closed its office.", "Geneva"),
    ],
)
def test_the_place_itself(text, word, reference):
    places = places_of(text, reference)
    assert places.is_place_use(token(places, word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Moscow said it would respond.", "Moscow"),
        ("Kyiv accused Moscow of lying.", "Kyiv"),
        ("Kyiv accused Moscow of lying.", "Moscow"),
        ("Moscow's chief negotiator left the room.", "Moscow"),
        ("Berlin and Moscow agreed to meet.", "Moscow"),
        ("Ties between Moscow and Kyiv worsened.", "Moscow"),
        ("Talks with Moscow failed.", "Moscow"),
        ("Russian troops withdrew.", "Russian"),
        ("The president of Russia resigned.", "Russia"),
        ("Russia imposed sanctions.", "Russia"),
    ],
)
def test_a_government_or_people(text, word, reference):
    places = places_of(text, reference)
    assert not places.is_place_use(token(places, word))


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Russia and Ukraine held talks in Geneva, Switzerland.", "talks", [("Geneva", "CHE")]),
        ("Russia and Ukraine held talks in Geneva, Switzerland.", "held", [("Geneva", "CHE")]),
        ("The Geneva talks ended on Monday.", "talks", [("Geneva", "CHE")]),
        ("Rebels attacked a convoy in Syria.", "attacked", [("Syria", "SYR")]),
        ("Rebels attacked a base near Aleppo in Syria.", "attacked", [("Aleppo", "SYR")]),
        ("Moscow said rebels attacked a convoy.", "attacked", []),
        ("Moscow condemned the attack.", "condemned", []),
        ("In Kyiv, thousands marched against the law.", "marched", [("Kyiv", "UKR")]),
        ("Warplanes bombed Aleppo.", "bombed", [("Aleppo", "SYR")]),
        ("The invasion of Ukraine began at dawn.", "invasion", [("Ukraine", "UKR")]),
        ("The rounds of talks in Abu Dhabi brought nothing.", "talks", [("Abu Dhabi", "ARE")]),
        ("The envoys met at a hotel in Geneva.", "met", [("Geneva", "CHE")]),
        ("The minister said in Geneva that rebels attacked the port.", "attacked", []),
        ("The envoys met in Geneva and Abu Dhabi.", "met", [("Geneva", "CHE"), ("Abu Dhabi", "ARE")]),
    ],
)
def test_where(text, trigger, expected, reference):
    assert names(text, trigger, reference) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Raid\n\nALEPPO, Syria (Wire) -- Police arrested two men on Monday.",
        "Raid\n\nALEPPO - On Monday police arrested two men.",
        "ALEPPO, Syria – Ahead of the summit, police arrested two men.",
    ],
)
def test_a_dateline_in_capitals_is_a_place(text, reference):
    places = places_of(text, reference)
    assert places.is_place_use(token(places, "ALEPPO"))
    assert places.names[0].place.name == "Aleppo"


def test_the_container_decides(reference):
    assert names("Gunmen attacked a bank in Tripoli, Lebanon.", "attacked", reference) == [("Tripoli", "LBN")]


def test_the_countries_of_the_article_decide(reference):
    text = "American police closed the road. Gunmen attacked a bank in Alexandria."
    assert names(text, "attacked", reference) == [("Alexandria", "USA")]
    assert names("Gunmen attacked a bank in Alexandria.", "attacked", reference) == [("Alexandria", "EGY")]


def test_a_capital_stays_the_capital(reference):
    text = "American envoys arrived. The parties met in Berlin."
    assert names(text, "met", reference) == [("Berlin", "DEU")]


def test_unknown_places_are_reported(reference):
    places = places_of("The envoys met in Paris and then in Zubrowkagrad.", reference)
    assert "Zubrowkagrad" in places.unresolved or not any(
        e.text == "Zubrowkagrad" for e in places.document.doc.ents
    )


def test_persons_and_bodies_are_no_places(reference):
    places = places_of("The Bank of Russia raised its rate.", reference)
    assert not any(places.is_place_use(t) for t in places.document.doc)


@pytest.fixture(scope="module")
def seed(reference) -> Places:
    path = SEED / "geneva-talks-2026-02-18.txt"
    if not path.is_file():
        pytest.skip("shared/seed/geneva-talks-2026-02-18.txt is not here")
    return places_of(path.read_text(encoding="utf-8"), reference)


def test_places_of_the_seed_article(seed):
    doc, text = seed.document.doc, seed.document.article.text
    expected = {
        ("talks", "U.S.-mediated talks between"): "Geneva",
        ("stand", "Security forces"): "Geneva",
        ("talks", "two earlier rounds"): "Abu Dhabi",
        ("meeting", "The Geneva meeting"): "Geneva",
        ("accused", "In a statement"): None,
        ("said", "chief negotiator"): None,
    }
    for (word, passage), place in expected.items():
        trigger = next(t for t in doc if t.text == word and t.idx >= text.index(passage))
        assert [p.name for p in seed.where(trigger)] == ([place] if place else []), (word, passage)


def test_governments_of_the_seed_article_are_no_places(seed):
    doc = seed.document.doc
    assert not any(seed.is_place_use(t) for t in doc if t.text in ("Moscow", "Kyiv", "Kremlin"))

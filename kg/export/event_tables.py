"""Events as tables in the layouts of POLECAT and GDELT 2.0, one row a dyad, so that scripts written for those read ours.

Tab-separated with a header line (GDELT's own files have none: skip a line). Columns of which kg knows nothing are
empty. Listed are events that somebody says took place. Sources of the layouts: the POLECAT data on the Harvard Dataverse
(doi:10.7910/DVN/AJGVIT), and "The GDELT Event Database Data Format Codebook V2.0".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from kg.export.event_rows import HAPPENED, EventRecord
from kg.model import Actor, ActorKind, Place

POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *(
        "Recipient Name",
        "Recipient Country",
        "Recipient COW",
        "Primary Recipient Sector",
        "Recipient Sectors",
    ),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
_GDELT_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GDELT_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _GDELT_ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GDELT_PLACE),
    *("DATEADDED", "SOURCEURL"),
)
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}

Row = Mapping[str, Any]


def polecat(events: Iterable[EventRecord]) -> bytes:
    """The table in POLECAT's layout.

    >>> polecat([]).decode().split(chr(9))[:3]
    ['Event ID', 'Event Date', 'Event Type']
    """
    return _table(POLECAT, (row for event in _listed(events) for row in _polecat_rows(event)))


def gdelt(events: Iterable[EventRecord]) -> bytes:
    """The table in GDELT 2.0's layout: 61 columns.

    >>> len(gdelt([]).decode().split(chr(9)))
    61
    """
    return _table(GDELT, (row for event in _listed(events) for row in _gdelt_rows(event)))


def _listed(events: Iterable[EventRecord]) -> Iterable[EventRecord]:
    return (event for event in events if event.status in HAPPENED)


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else "" if value is None else value


# ---------------------------------------------------------------- POLECAT


def _polecat_rows(event: EventRecord) -> Iterable[Row]:
    first = event.articles[0] if event.articles else None
    people, bodies = _story(event)
    for number, (source, target) in enumerate(event.dyads(), 1):
        yield {
            "Event ID": f"{event.key}-{number}",
            "Event Date": event.date.isoformat(),
            "Event Type": event.event_type,
            "Event Mode": event.modes[0] if event.modes else "",
            "Intensity": event.intensity,
            "Quad Code": _QUADS.get(event.quad_class or 0, ""),
            "Contexts": "; ".join(event.contexts),
            **_polecat_actor("Actor", source),
            **(_polecat_actor("Recipient", target) if target else {}),
            **_polecat_place(event.places),
            "Source": "; ".join(told.publisher for told in event.articles if told.publisher),
            "Publication Date": first.published if first else "",
            "Story People": people,
            "Story Organizations": bodies,
            "Story Locations": "; ".join(place.name for place in event.places),
            "Language": first.language if first else "",
            "Version": "kg-events",
        }


def _polecat_actor(side: str, actor: Actor) -> Row:
    return {
        f"{side} Name": actor.name,
        f"{side} Name Raw": actor.name,
        f"{side} Country": actor.country,
        f"Primary {side} Sector": actor.sector,
        f"{side} Sectors": actor.sector,
    }


def _polecat_place(places: tuple[Place, ...]) -> Row:
    if not places:
        return {}
    place = places[0]
    return {
        "Placename": place.name,
        "Raw Placename": place.name,
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames,
    }


def _story(event: EventRecord) -> tuple[str, str]:
    named = sorted({*event.sources, *event.targets, *event.mediators, *event.hosts})
    people = "; ".join(actor.name for actor in named if actor.kind is ActorKind.PERSON)
    bodies = "; ".join(
        actor.name for actor in named if actor.kind in (ActorKind.ORGANIZATION, ActorKind.ARMED_GROUP)
    )
    return people, bodies


# ---------------------------------------------------------------- GDELT


def _gdelt_rows(event: EventRecord) -> Iterable[Row]:
    day, code = event.date, event.cameo
    added = max((told.published for told in event.articles), default="")
    for number, (source, target) in enumerate(event.dyads(), 1):
        yield {
            "GLOBALEVENTID": f"{event.key}-{number}",
            "SQLDATE": f"{day:%Y%m%d}",
            "MonthYear": f"{day:%Y%m}",
            "Year": day.year,
            "FractionDate": f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
            **_gdelt_actor(1, source),
            **(_gdelt_actor(2, target) if target else {}),
            "IsRootEvent": 1,
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "QuadClass": event.quad_class,
            "GoldsteinScale": event.intensity,
            "NumMentions": event.mentions,
            "NumSources": len({told.publisher for told in event.articles}),
            "NumArticles": len(event.articles),
            **_gdelt_place(event.places),
            "DATEADDED": f"{added.replace('-', '')}000000" if added else "",
            "SOURCEURL": next((told.url for told in event.articles if told.url), ""),
        }


def _gdelt_actor(number: int, actor: Actor) -> Row:
    country = actor.country or ""
    kind = "" if actor.kind is ActorKind.STATE else actor.sector or ""
    return {
        f"Actor{number}Code": country + kind,
        f"Actor{number}Name": actor.name.upper(),
        f"Actor{number}CountryCode": country,
        f"Actor{number}Type1Code": kind,
    }


def _gdelt_place(places: tuple[Place, ...]) -> Row:
    if not places:
        return {}
    place = places[0]
    return {
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": place.country,
        "ActionGeo_Lat": place.latitude,
        "ActionGeo_Long": place.longitude,
        "ActionGeo_FeatureID": place.geonames,
    }

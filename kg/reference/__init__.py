"""Who and where is known: states, organisations, armed groups, people with dated offices, role nouns, places.

The tables are CSV files in data/reference/; a user's own tables of the same names add to them or replace rows.
"""

from kg.reference.reference import Reference
from kg.reference.types import Body, Entry, EntryKind, Form, Match, Office, Period, Person, RoleNoun, State

__all__ = [
    "Body",
    "Entry",
    "EntryKind",
    "Form",
    "Match",
    "Office",
    "Period",
    "Person",
    "Reference",
    "RoleNoun",
    "State",
]

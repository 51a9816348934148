"""English is read; what is surely something else is not."""

from __future__ import annotations

import pytest

from kg.articles.language import detected_language, language_code, language_name

FOREIGN = {
    "fr": "Les négociateurs se sont réunis mercredi à Port-Aune pour une deuxième journée de pourparlers sur la frontière.",
    "de": "Die Außenminister trafen sich am Mittwoch in Genf zu einer zweiten Runde der Gespräche über die Grenze.",
    "es": "El presidente se reunió el miércoles con su homólogo para discutir el alto el fuego y la frontera común.",
    "it": "Il presidente ha incontrato mercoledì il suo omologo per discutere il cessate il fuoco e il confine comune.",
    "ru": "Президент встретился в среду с главой делегации, чтобы обсудить прекращение огня и общую границу.",
    "pl": "Prezydent spotkał się w środę ze swoim odpowiednikiem, aby omówić zawieszenie broni i wspólną granicę.",
    "tr": "Cumhurbaşkanı çarşamba günü mevkidaşıyla ateşkesi ve ortak sınırı görüşmek üzere bir araya geldi.",
}
ENGLISH = [
    "Kyiv, Moscow, Beijing, Ankara, Abu Dhabi, Tbilisi, Yerevan, Baku, Astana, Tashkent, Bishkek, Dushanbe.",
    "NORVIA AND SUDLAND SIGN ACCORD IN PORT ALDER, MINISTERS OF BOTH STATES SAY AFTER TALKS ON THE BORDER",
    "The president met his counterpart on Wednesday to discuss the ceasefire and the border of the two states.",
]


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_told(code):
    assert detected_language(FOREIGN[code]) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_told_even_where_it_is_all_foreign_names(text):
    assert detected_language(text) == "en"


def test_a_short_text_tells_nothing():
    assert detected_language("Les pourparlers ont pris fin.") is None


@pytest.mark.parametrize(
    ("declared", "code"), [("EN", "en"), ("en_US", "en"), ("eng", "en"), ("English", "en"), ("fr-CA", "fr")]
)
def test_declared_languages(declared, code):
    assert language_code(declared) == code


def test_languages_have_english_names():
    assert language_name("ru") == "Russian"
    assert language_name("qqx") == "in the language 'qqx'"

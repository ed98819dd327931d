"""The front page of a council with many services can still be read at a glance."""

from __future__ import annotations

from django.utils import translation

from trellis.channels.web.topics import topics
from trellis.services.language.values import Text
from trellis.services.queries import ServiceCard


def _card(title: str, **topic: str) -> ServiceCard:
    return ServiceCard(
        service=title.lower(),
        title=title,
        summary="",
        lgsl=None,
        audiences=("residents",),
        languages=("en",),
        topic=Text(topic) if topic else None,
    )


BIN, ROAD = _card("Bin", en="Rubbish", cy="Sbwriel"), _card("Road", en="Roads")
SKIP, TREE = _card("Skip", en="Rubbish"), _card("Tree")


def test_services_about_the_same_thing_stand_together_and_the_rest_stand_last() -> None:
    with translation.override("en"):
        found = topics([BIN, ROAD, SKIP, TREE], "en")
    assert [(each.called, each.cards) for each in found] == [
        ("Roads", [ROAD]),
        ("Rubbish", [BIN, SKIP]),
        ("Other services", [TREE]),
    ]


def test_a_topic_is_named_in_the_language_of_the_page_if_one_of_its_services_does() -> None:
    found = topics([SKIP, BIN, ROAD], "cy")
    assert [(each.called, each.spoken) for each in found] == [("Roads", "en"), ("Sbwriel", "")]

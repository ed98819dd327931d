"""Made-up people without end: the same number is always the same person."""

from __future__ import annotations

from dataclasses import dataclass

FIRST = (
    "Aisha Alan Amir Amy Ana Andrew Anita Ben Beth Bilal Bryn Carla Carys Chloe Colin Dafydd Dana Daniel Dev Diane "
    "Ed Ela Ellie Emeka Eric Esme Farah Fergus Fiona Gareth Gita Grace Hamza Hana Harry Holly Ian Ines Iris Ivan Jack "
    "Jade Jamal Jess John Kai Karen Kofi Leah Lena Lewis Lily Luca Mai Marcus Maya Megan Mina Nadia Neil Nia Noor Olga "
    "Omar Owen Paula Petra Priya Rafa Rhys Rita Robert Rosa Ruth Sam Sara Sean Sian Sofia Tariq Tess Tom Una Uma Vera "
    "Victor Wei Will Yusuf Zara Zoe"
).split()
LAST = (
    "Abbott Adeyemi Ahmed Allen Anand Archer Baker Banks Barnes Begum Bennett Bevan Blake Booth Bright Brook Bryant "
    "Carter Chan Chapman Clarke Cole Cook Cooper Cox Cross Dale Davies Dean Dhillon Dixon Dunn Ellis Evans Farrell "
    "Fisher Fletcher Ford Foster Fox Gill Grant Gray Green Griffiths Hall Harper Hart Hayes Hill Holt Hughes Hunt "
    "Hussain Iqbal Jain James Jarvis Jones Kaur Keane Kelly Khan King Knight Kowalski Lane Lewis Lloyd Malik Marsh "
    "Mason Miah Mills Moore Morgan Moss Nolan Novak Okafor Osei Owen Page Palmer Parry Patel Perry Pope Powell Price "
    "Quinn Rahman Reed Reyes Rhodes Roberts Rowe Salim Shah Sharp Singh Slater Stone Swift Taylor Thomas Todd Turner "
    "Vaughan Wade Walsh Ward Webb West White Wong Wood Wright Yates Young"
).split()


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A made-up person, and how to reach them."""

    first: str
    last: str
    email: str
    phone: str


def person_number(number: int) -> Somebody:
    """Somebody, by a number from 0. The e-mail address and the phone number can belong to nobody (RFC 2606, Ofcom)."""
    first, last = FIRST[number % len(FIRST)], LAST[(number // len(FIRST) + number * 7) % len(LAST)]
    return Somebody(
        first=first,
        last=last,
        email=f"{first}.{last}.{number}@example.com".lower(),
        phone=f"+447700900{number % 1000:03d}",
    )

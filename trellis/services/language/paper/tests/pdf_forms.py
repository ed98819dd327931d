"""Five PDF forms of our own, from tidy to nasty, and what they are made of."""

from __future__ import annotations

import io
from collections.abc import Sequence

Text = tuple[float, float, float, str]
"""Where it stands (from the left, from below), how large, and the words."""


def pdf(
    *pages: Sequence[Text], fields: Sequence[str] = (), form: str = "", catalog: str = "", bold: bool = False
) -> bytes:
    """A PDF with these words; the fields stand on its first page."""
    first_field = 5 + 2 * len(pages)
    numbers = " ".join(f"{first_field + place} 0 R" for place in range(len(fields)))
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    face = "Helvetica-Bold" if bold else "Helvetica"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{numbers}] {form} >> {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    ]
    for place, words in enumerate(pages):
        annotated = f"/Annots [{numbers}]" if fields and not place else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * place} 0 R {annotated}"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        drawn = "\n".join(_drawn(*each) for each in words)
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    return _file([*objects, *fields])


def _drawn(x: float, y: float, size: float, words: str) -> str:
    face, shown = ("F2", "o") if words == "[box]" else ("F1", words)
    safe = shown.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{face} {size} Tf 1 0 0 1 {x} {y} Tm ({safe}) Tj ET"


def _file(objects: Sequence[str]) -> bytes:
    made = io.BytesIO()
    made.write(b"%PDF-1.7\n")
    places: list[int] = []
    for number, each in enumerate(objects, 1):
        places.append(made.tell())
        made.write(f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252"))
    table = made.tell()
    made.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    made.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    made.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return made.getvalue()


def field(name: str, kind: str, rect: tuple[int, int, int, int], more: str = "") -> str:
    corners = " ".join(map(str, rect))
    return f"<< /Type /Annot /Subtype /Widget /FT /{kind} /T ({name}) /Rect [{corners}] {more} >>"


def box(name: str, x: int, y: int, on: str, *, radio: bool = False) -> str:
    flags = f"/Ff {1 << 15}" if radio else ""
    return field(name, "Btn", (x, y, x + 10, y + 10), f"{flags} /AP << /N << /{on} << >> /Off << >> >> >>")


def column(x: float, top: float, *rows: str, size: float = 11) -> list[Text]:
    return [(x, top - 22 * place, size, row) for place, row in enumerate(rows)]


def tidy() -> bytes:
    """Fields with names for people, each beside its words."""
    words = [
        (50, 800, 20, "Report a fallen tree"),
        (50, 770, 11, "Call 999 if somebody is hurt."),
        (50, 740, 15, "About you"),
        *column(50, 710, "Your full name", "Email", "Phone number"),
        (50, 640, 15, "About the tree"),
        *column(50, 610, "When did it fall?", "Is it on the road?", "Kind of tree", "Describe where it is"),
    ]
    fields = [
        field("name", "Tx", (200, 706, 450, 722), "/TU (Your full name) /Ff 2"),
        field("email", "Tx", (200, 684, 450, 700), "/TU (Email address) /Ff 2 /MaxLen 90"),
        field("tel", "Tx", (200, 662, 450, 678)),
        field("when", "Tx", (200, 606, 450, 622), '/Ff 2 /AA << /F << /S /JavaScript /JS (AFDate_FormatEx\\("dd/mm/yyyy"\\)) >> >>'),
        box("road", 200, 588, "Yes", radio=True),
        box("road", 260, 588, "No", radio=True),
        field("kind", "Ch", (200, 562, 450, 578), f"/Ff {1 << 17} /Opt [(Please choose) (Oak) (Ash)]"),
        field("where", "Tx", (200, 480, 450, 556), f"/Ff {(1 << 12) + 2} /TU (Where it is)"),
        field("send", "Btn", (50, 440, 120, 460), f"/Ff {1 << 16}"),
    ]  # fmt: skip
    return pdf([*words, (215, 590, 11, "Yes"), (275, 590, 11, "No")], fields=fields)


def of_dots() -> bytes:
    """No field at all: dots, boxes of a picture font, numbered questions."""
    return pdf([
        (50, 800, 20, "Apply for an allotment"),
        *column(50, 760, "1. Name ..................................................", "2. Address ...............................................",
                "..........................................................", "3. Date of birth ...................   4. Telephone ...................",
                "5. How many people live with you? ............", "6. Have you had an allotment before?"),
        (300, 650, 11, "[box]"), (315, 650, 11, "Yes"), (350, 650, 11, "[box]"), (365, 650, 11, "No (go to question 8)"),
        *column(50, 620, "7. Which site was it on? ................................", "8. Why do you want one?",
                "..........................................................", ".........................................................."),
        *column(50, 500, "I agree to keep the rules of the site.", "Signed .......................   Date ................"),
    ])  # fmt: skip


def in_two_columns() -> bytes:
    """Two columns side by side under one title, each with questions of its own."""
    return pdf([
        (50, 800, 20, "Book a room"), (50, 770, 11, "Fill in both sides of this sheet before you send it to us, please, or we cannot book."),
        *column(50, 730, "Your name:", ".....................", "Your group:", ".....................", "Mobile:", "....................."),
        *column(320, 730, "Day you want it:", ".....................", "Start time:", ".....................", "How many people will come?", "....................."),
    ])  # fmt: skip


def over_pages() -> bytes:
    """A checklist, a part for the council in the middle, words that go on in the next line, several pages."""
    first = [
        (50, 800, 20, "Help with moving bins"),
        *column(
            50,
            770,
            "Tell us about your home, so that the crew knows where your",
            "bins stand and who can open the gate.",
        ),
        (50, 700, 15, "Your home"),
        *column(
            50,
            670,
            "Name:",
            "Email:",
            "Do you live alone?   Yes / No (delete as appropriate)",
            "If yes, who can open the gate for us?",
        ),
    ]
    second = [
        (50, 800, 15, "For office use only"),
        *column(50, 770, "Officer ...............", "Round ..............."),
        (50, 700, 15, "Before you send this form"),
        *column(50, 670, "Tick all that apply:"),
        (50, 640, 11, "[box]"), (70, 640, 11, "I have a doctor's letter"), (50, 620, 11, "[box]"), (70, 620, 11, "I have signed the form"),
    ]  # fmt: skip
    return pdf(first, second)


def nasty() -> bytes:
    """Fields named by a machine, on top of dots; hidden and locked ones; scripts; words set in pieces out of order."""
    words = [
        (330, 700, 11, "Postcode"), (50, 700, 11, "House"), (50, 730, 11, "Applicant's"), (115, 730, 11, "name"),
        (50, 800, 14, "FORM B17"), (50, 660, 11, "Amount you pay"), (160, 660, 11, "£"), (50, 630, 11, "Pets (tick one)"),
        (170, 630, 11, "Dog"), (230, 630, 11, "Cat"),
    ]  # fmt: skip
    fields = [
        field("Text1", "Tx", (150, 726, 400, 742)),
        field("Text2", "Tx", (100, 696, 300, 712)),
        field("Text3", "Tx", (400, 696, 500, 712)),
        field("Text4", "Tx", (170, 656, 260, 672), '/AA << /F << /S /JavaScript /JS (AFNumber_Format\\(2\\)) >> >>'),
        box("Check1", 195, 628, "On"),
        box("Check2", 255, 628, "On"),
        field("trap", "Tx", (10, 10, 20, 20), "/F 2"),
        field("total", "Tx", (50, 560, 200, 576), "/Ff 1"),
        field("Sig", "Sig", (50, 500, 200, 540)),
    ]  # fmt: skip
    return pdf(words, fields=fields, form="/CO [13 0 R]", catalog="/OpenAction << /S /JavaScript /JS (app.alert) >>")


PDF_FORMS = {
    "tidy": tidy,
    "of-dots": of_dots,
    "in-two-columns": in_two_columns,
    "over-pages": over_pages,
    "nasty": nasty,
}

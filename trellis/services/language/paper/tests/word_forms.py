"""Five Word forms of our own, from tidy to nasty, and what they are made of."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>"""


def document(*blocks: str, head: str = "", **parts: str) -> bytes:
    """A .docx with these blocks in its body."""
    body = f'{head}<w:document xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MC}"><w:body>{"".join(blocks)}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("word/styles.xml", STYLES)
        for name, text in parts.items():
            archive.writestr(f"word/{name.replace('__', '.')}", text)
    return made.getvalue()


def run(text: str, *, bold: bool = False) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*parts: str, style: str = "", bold: bool = False, listed: bool = False) -> str:
    """A paragraph of words and of what is already XML."""
    looks = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:numPr/>" if listed else "")
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(each if each[:1] == '<' else run(each, bold=bold) for each in parts)}</w:p>"


def table(*rows: list[str]) -> str:
    made = ("".join(map(cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in made)}</w:tbl>"


def cell(content: str) -> str:
    if content.startswith("<w:tc>"):
        return content
    inner = content if content[:1] == "<" else p(content) if content else p()
    return f"<w:tc>{inner}</w:tc>"


def merged(content: str = "", *, begins: bool = False) -> str:
    """A cell that is one with the one below it, or above it."""
    how = ' w:val="restart"' if begins else ""
    return f"<w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge{how}/></w:tcPr>{p(content)}</w:tc>"


def text_box(*blocks: str) -> str:
    """As Word writes it: once for itself, and once more for older readers."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def control(kind: str, *, alias: str = "", shown: str = "Click to enter text") -> str:
    named = f'<w:alias w:val="{alias}"/>' if alias else ""
    return f"<w:sdt><w:sdtPr>{named}<w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"


def ticked(words: str) -> str:
    return control("<w14:checkbox/>", shown="☐") + run(f" {words}")


def old_field(inner: str, *, help_text: str = "", answer: str = "xxxx") -> str:
    told = f'<w:statusText w:val="{help_text}"/>' if help_text else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{told}{inner}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(answer)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tidy() -> bytes:
    """Headings, and each question with dots after it or boxes under it."""
    return document(
        p("Report a noise", style="T"),
        p("Use this form to tell us about a noise that keeps you awake."),
        p("About you", style="H1"),
        p("1. Full name: ................................"),
        p("2. Address: ................................"),
        p("................................"),
        p("3. Email (if you have one): ................"),
        p("4. Telephone number: ................"),
        p("About the noise", style="H1"),
        p("5. What kind of noise is it? (tick all that apply)"),
        p("☐ Music"),
        p("☐ A barking dog"),
        p("☐ None of these"),
        p("6. When did it begin? ................"),
        p("7. Do you know who makes it? ☐ Yes ☐ No"),
        p("If no, go to question 9."),
        p("8. Their address: ................"),
        p("9. Describe the noise."),
        p("................................"),
        p("................................"),
        p("Declaration", style="H1"),
        p("I declare that what I have written is true."),
        p("Signed: ................ Date: ................"),
    )


def in_tables() -> bytes:
    """What most councils have: a table of labels and empty cells, and a part for the office."""
    return document(
        p("Apply for a skip licence", style="T"),
        p("Please complete in block capitals and return this form to the Town Hall."),
        p("Section A: The applicant", style="H1"),
        table(
            ["Title", ""],
            ["First name", ""],
            ["Surname", ""],
            ["Address line 1", ""],
            ["Town", ""],
            ["Postcode", ""],
            ["Mobile number *", ""],
        ),
        p("Section B: The skip", style="H1"),
        table(
            ["How many skips do you need?", ""],
            ["Will it stand on the road?", "Yes ☐  No ☐"],
            ["Date from", ""],
            ["Any other details", ""],
        ),
        table(["Name of the street", "House number", "Date"], ["", "", ""], ["", "", ""], ["", "", ""]),
        p("FOR OFFICE USE ONLY", style="H1"),
        table(["Licence number", ""], ["Fee paid", ""]),
    )


def with_controls() -> bytes:
    """Content controls and Word's older form fields, some without a word beside them."""
    items = '<w:dropDownList><w:listItem w:displayText="Choose an item" w:value=""/><w:listItem w:displayText="Cat" w:value="c"/><w:listItem w:displayText="Dog" w:value="d"/></w:dropDownList>'
    return document(
        p("Tell us about a pet", bold=True),
        p("What is the pet called? ", control("<w:text/>")),
        p("What kind of animal is it? ", control(items)),
        p("When was it born? ", control("<w:date/>")),
        p("Tell us how it behaves"),
        control('<w:text w:multiLine="1"/>', alias="Behaviour"),
        p("How much does its food cost a week? ", old_field('<w:textInput><w:type w:val="number"/><w:maxLength w:val="6"/></w:textInput>', help_text="In pounds")),
        p("Vet: ", old_field('<w:ddList><w:listEntry w:val="Ash"/><w:listEntry w:val="Birch"/></w:ddList>')),
        p("Which of these does it have?"),
        p(ticked("A collar")),
        p(ticked("A chip")),
        p(old_field("<w:checkBox/>", answer=""), " I agree to pay the fee."),
    )  # fmt: skip


def of_boxes() -> bytes:
    """Text boxes, cells merged over rows, a table inside a table, and circled answers."""
    inner = table(["Landlord’s name", ""], ["Rent each week (£)", ""])
    return document(
        text_box(p("Help with rent", style="T"), p("Read the notes first.")),
        p("Your home", bold=True),
        table(
            [merged("Who lives with you?", begins=True), "Name", ""],
            [merged(), "Date of birth", ""],
            ["If you rent your home, fill in this box", f"{inner}{p()}"],
        ),
        text_box(
            p("Do you get a pension? YES / NO (please circle)"), p("If yes, how much is it? £ ............ a week")
        ),
        table(
            ["", "Start time", "End time"],
            ["Monday", "", ""],
            ["Tuesday", "", ""],
        ),
        p("Which bin is yours?"),
        table(["Green", "☐", "Brown", "☐", "Other (say which) .........", "☐"]),
    )


def nasty() -> bytes:
    """No headings, no order: macros, hidden words, instructions in every cell, tables in tables in tables."""
    deep = table([table([table(["National Insurance number:"], [""])])])
    return document(
        p("PARKING PERMIT", bold=True),
        table(
            [p("1 ", "Applicant’s Name:", bold=True) + p("(as on your driving licence)") + p("_ _ _ _ _ _ _ _ _ _ _")],
            ["2 Vehicle registration:"],
            [deep],
            [p("3 Are you:") + p("○ a resident") + p("○ a visitor (go to question 5)")],
            ["4 If you are a resident, how long have you lived here? ____ years"],
            ["5 I confirm that I have read the rules ☐"],
            ["Please attach proof of address ☐"],
        ),
        p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret words</w:t></w:r>", "Signature"),
        p("To be completed by the council", bold=True),
        p("Permit number ________"),
        vbaProject__bin="not read",
    )  # fmt: skip


WORD_FORMS = {
    "tidy": tidy,
    "in-tables": in_tables,
    "with-controls": with_controls,
    "of-boxes": of_boxes,
    "nasty": nasty,
}

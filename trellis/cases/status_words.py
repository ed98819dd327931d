"""What an applicant is told about how their application stands, in our words. Welsh is a draft."""

from __future__ import annotations

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "state-open": "We are working on it",
        "state-waiting-for-information": "We need something from you",
        "state-decided": "We have decided",
        "state-closed": "Finished",
        "state-withdrawn": "You took it back",
        "expected": "You will hear from us by {day}.",
        "asked-title": "What we need from you",
        "next-waiting": "Send us what we ask for below. We then go on with your application.",
        "next-withdrawn": "You do not need to do anything. You can apply again at any time.",
        "next-decided": "You do not need to do anything. Read below what we decided.",
        "next-closed": "You do not need to do anything. Write to us if you have a question.",
        "next-work-follows": "We have decided. We are doing what follows from it.",
        "next-open": "You do not need to do anything. We tell you when something happens.",
        "step-sent": "You sent it",
        "step-told": "We tell you what we decided",
    },
    "cy": {
        "state-open": "Rydym yn gweithio arno",
        "state-waiting-for-information": "Mae angen rhywbeth arnom gennych chi",
        "state-decided": "Rydym wedi penderfynu",
        "state-closed": "Wedi gorffen",
        "state-withdrawn": "Fe wnaethoch ei dynnu yn ôl",
        "expected": "Byddwch yn clywed gennym erbyn {day}.",
        "asked-title": "Beth sydd ei angen arnom gennych chi",
        "next-waiting": "Anfonwch yr hyn rydym yn gofyn amdano isod. Yna byddwn yn mynd ymlaen â’ch cais.",
        "next-withdrawn": "Does dim angen i chi wneud dim. Gallwch wneud cais eto unrhyw bryd.",
        "next-decided": "Does dim angen i chi wneud dim. Darllenwch isod beth a benderfynwyd.",
        "next-closed": "Does dim angen i chi wneud dim. Ysgrifennwch atom os oes gennych gwestiwn.",
        "next-work-follows": "Rydym wedi penderfynu. Rydym yn gwneud yr hyn sy’n dilyn.",
        "next-open": "Does dim angen i chi wneud dim. Byddwn yn dweud wrthych pan fydd rhywbeth yn digwydd.",
        "step-sent": "Fe wnaethoch ei anfon",
        "step-told": "Byddwn yn dweud wrthych beth a benderfynwyd",
    },
}


def status_words(key: str, *, language: str, **facts: str) -> str:
    """One sentence of ours, in English where the language is not ours."""
    return _WORDS.get(language, _WORDS["en"])[key].format(**facts)

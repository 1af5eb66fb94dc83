"""British and American spellings in one story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.casing import recase
from mtqa.text.lazily import lazily

_OUR = (
    "arm behavi clam col demean endeav fav flav harb hon hum lab neighb od parl rum savi splend "
    "tum val vap vig dishon discol misdemean"
)
_OUR_ENDS = "|s|ed|ing|able|ably|ful|fully|ite|ites|hood|hoods|less|er|ers|ly|al|ally|ism"
_ISE = (
    "apolog author capital central character civil critic decentral demilitar demobil destabil "
    "emphas equal final fertil general harmon hospital ideal industrial legal legitim liberal "
    "local maxim memor militar minim mobil modern monopol national neutral normal organ ostrac "
    "penal polar popular priorit privat public radical rational real recogn reorgan revital "
    "scrutin special stabil standard subsid summar symbol sympath terror util vandal victim visual "
    "anonym categor colon custom digit energ fantas fossil global hypothes immobil immun "
    "individual "
    "institutional ion item jeopard lion magnet material metabol moistur monet national oxid "
    "pasteur patron personal politic prior random revascular revolution sensit steril synchron "
    "synthes urban vascular weapon western"
)
_ISE_ENDS = "e|es|ed|ing|er|ers|ation|ations"
_LL = "cancel counsel fuel label level marshal model quarrel signal travel tunnel unravel"
_LL_ENDS = "ed|ing|er|ers|or|ors"
_PAIRS = """
centre center|centres centers|centred centered|theatre theater|theatres theaters
kilometre kilometer|kilometres kilometers|centimetre centimeter|centimetres centimeters
millimetre millimeter|millimetres millimeters|litre liter|litres liters|fibre fiber|fibres fibers
calibre caliber|sombre somber|meagre meager|manoeuvre maneuver|manoeuvres maneuvers
defence defense|defences defenses|offence offense|offences offenses|pretence pretense
catalogue catalog|catalogues catalogs|grey gray|ageing aging|plough plow|ploughed plowed
analyse analyze|analysed analyzed|analysing analyzing|paralyse paralyze|paralysed paralyzed
aluminium aluminum|sceptic skeptic|sceptical skeptical|scepticism skepticism|sulphur sulfur
mould mold|moustache mustache|artefact artifact|artefacts artifacts|aeroplane airplane
paediatric pediatric|paediatrician pediatrician|haemorrhage hemorrhage|anaesthetic anesthetic
foetus fetus|leukaemia leukemia|diarrhoea diarrhea|oestrogen estrogen|orthopaedic orthopedic
jewellery jewelry|marvellous marvelous|skilful skillful|fulfil fulfill|fulfils fulfills
enrol enroll|enrols enrolls|instalment installment|instalments installments|woollen woolen
paediatricians pediatricians|paediatrics pediatrics|orthopaedics orthopedics|oedema edema
oesophagus esophagus|oesophageal esophageal|aetiology etiology|aetiological etiological
anaemia anemia|anaemic anemic|anaesthesia anesthesia|anaesthetist anesthetist|faeces feces
gynaecology gynecology|gynaecologist gynecologist|haematology hematology|haemoglobin hemoglobin
haemophilia hemophilia|ischaemia ischemia|ischaemic ischemic|hypoglycaemia hypoglycemia
septicaemia septicemia|coeliac celiac|caesarean cesarean|foetal fetal|encyclopaedia encyclopedia
remodelled remodeled|remodelling remodeling|totalled totaled|totalling totaling
equalled equaled|rivalled rivaled|initialled initialed|dialled dialed|dialling dialing
pedalled pedaled|panelled paneled|shovelled shoveled|spiralled spiraled|worshipped worshiped
"""
_BRITISH_ALONE = """
programme program|programmes programs|metre meter|metres meters|storey story|storeys stories
tyre tire|tyres tires|cheque check|cheques checks|licence license|licences licenses
practise practice|practised practiced|practising practicing|kerb curb|kerbs curbs
""".replace("\n", "|").strip("|")
"""Pairs whose American half is a British word as well (a computer program, a gas meter)."""
_SHARED = frozenset(
    ("ageing", "catalogue", "catalogues", "grey", "theatre", "theatres", "artefact", "artefacts")
)
"""British spellings that American papers write too: they have a vote with their twins alone."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling: whose it is, what the other variety writes, and which vote it takes part in."""

    variety: str
    twin: str
    vote: str


@cache
def _forms() -> dict[str, _Form]:
    pairs = [
        *((f"{s}our{e}", f"{s}or{e}", "words") for s in _OUR.split() for e in _OUR_ENDS.split("|")),
        *((f"{s}is{e}", f"{s}iz{e}", "ise") for s in _ISE.split() for e in _ISE_ENDS.split("|")),
        *((f"{s}l{e}", f"{s}{e}", "words") for s in _LL.split() for e in _LL_ENDS.split("|")),
        *((*pair.split(), "words") for pair in _PAIRS.replace("\n", "|").split("|") if pair),
    ]
    forms: dict[str, _Form] = {}
    for british, american, general in pairs:
        forms[british] = _Form("en-GB", american, british if british in _SHARED else general)
        forms[american] = _Form("en-US", british, general)
    for pair in _BRITISH_ALONE.split("|"):
        british, american = pair.split()
        forms[british] = _Form("en-GB", american, "words")
    return forms


_WORD = lazily(r"[a-z]{4,}")
_ALONE = lazily(r"(?<![\w.@/#’'-])[a-z]{4,}(?![\w@/-]|[’'][a-rt-z])")
_ALONE_WORDS = f"{_PAIRS}|{_BRITISH_ALONE}".replace("\n", "|").replace(" ", "|").split("|")
_TRIGGERS = (
    rf"\b(?:{'|'.join(_OUR.split())})ou?r",
    rf"\b(?:{'|'.join(_ISE.split())})i[sz]",
    rf"\b(?:{'|'.join(_LL.split())})l?(?:e|i|o)",
    *(rf"\b{word}\b" for word in dict.fromkeys(filter(None, _ALONE_WORDS))),
)


@checker(*_TRIGGERS)
def spelling_variety(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """Words in the spelling that the house does not want, or the story uses less.

    Names (words with a capital) and direct speech are left alone. `-ise` and `-ize` have a vote of
    their own, for British houses write either.
    """
    del options
    uses = list(_uses(story, where))
    if len({form.variety for _, _, form in uses}) < 2 and story.house.variety == "keep":
        return
    uses = [use for use in uses if not _spoken(story, use[0], use[1])]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, _, form in uses:
        for vote in _votes(form):
            votes[vote][form.variety] += 1
    for number, span, form in uses:
        ballots = (_kept(story, vote, votes[vote]) for vote in _votes(form))
        kept = next(filter(None, ballots), None)
        if kept and form.variety != kept:
            found = span.of(story.texts[number])
            put = recase(form.twin, found)
            repair = Repair(f"Replace by ‘{put}’", Safety.SAFE, (Edit(number, span, put),))
            name = "British" if kept == "en-GB" else "American"
            yield Place(number, span, {"found": found, "put": put, "kept": name}, (repair,))


def _votes(form: _Form) -> tuple[str, ...]:
    """The votes in which a spelling takes part."""
    return (form.vote, form.twin) if form.twin in _SHARED else (form.vote,)


def _kept(story: Story, vote: str, counts: Counter[str]) -> str | None:
    """The variety to keep to: the house's, else the one with more uses, else none."""
    house = story.house.variety
    if house == "en-US" or (house == "en-GB" and vote != "ise"):
        return house
    ranked = counts.most_common()
    if len(ranked) < 2 or ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0]


def _uses(story: Story, where: Sequence[int]) -> Iterator[tuple[int, Span, _Form]]:
    forms = _forms()
    for number in where:
        text = story.texts[number]
        for match in _WORD.finditer(text):
            if match[0] in forms and _ALONE.match(text, match.start()):
                yield number, Span(*match.span()), forms[match[0]]


def _spoken(story: Story, number: int, span: Span) -> bool:
    return any(span.overlaps(said) for said in story.speech(number))

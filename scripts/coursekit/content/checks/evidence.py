"""Rules about evidence: what is cited, what is not, and how old it is."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from urllib.parse import unquote

from coursekit.content.checks.readability import (
    CITED,
    Paragraph,
    course_text,
    paragraphs,
    sentence_around,
    without_quotes,
    word_list,
)
from coursekit.content.checks.rules import rule
from coursekit.content.citations import find_citations, parse_citations
from coursekit.content.course import BIBLIOGRAPHY, COURSE_FILE, LAW_FILE, Course
from coursekit.content.errors import Finding
from coursekit.content.typed import nearest

JUDGED_REFERENCES = 5
"""With fewer cited works than this, their age says nothing."""

RECENT_YEARS, RECENT_WORKS = 5, 5
"""PESI asks that half of the works, or 5 if that is fewer, be from the last five years."""

CURRENT_YEARS = 10
"""NASW asks for works of the last ten years; half of them is the least that is judged here."""

_NOT_CLAIMED = {"room", "thread", "vignette", "decision", "option", "example", "limits"}
"""Blocks that tell a story, or say what the evidence does not show."""

_NAMED_ALWAYS = (
    ("author", "editor", "organization", "institution", "publisher"),
    ("title",),
    ("year", "date"),
)
"""What every reference names; any field of a group will do, and the first one is asked for."""

_DOI = re.compile(r"10\.\d{4,9}/(?:\([^\s()]*\)|[^\s()\[\]<>\"'`{}|\u201c\u201d])+")
_YEAR = re.compile(r"\b\d{4}\b")


def today() -> date:
    """Return the date of today; tests put another in its place."""
    return date.today()


@rule
def references_nobody_cites(course: Course) -> Iterator[Finding]:
    """E402: an entry of the bibliography that no page, question or statement of law cites."""
    cited = {item.key for source in course.documents.values() for item, _ in find_citations(source)}
    cited |= {entry.source for entry in course.law}
    cited |= {reference.fields.get("crossref", "") for reference in course.references.values()}
    for item in course.exam.values():
        texts = (item.stem, item.rationale, *(option.reason for option in item.options))
        brackets = (match[1] for text in texts for match in CITED.finditer(text))
        cited |= {citation.key for inside in brackets for citation in parse_citations(inside)}
    for key, reference in course.references.items():
        if key not in cited:
            yield Finding(BIBLIOGRAPHY, reference.line, "E402", f"nothing cites `{key}`")


@rule
def claims_without_citation(course: Course) -> Iterator[Finding]:
    """E403: a paragraph that states a figure of research, or speaks of research, and cites nothing.

    A citation in the sentence right before it counts, and for what a question asks one anywhere
    in the question. Scenes, quoted speech and what is said to be lacking are no claims.
    """
    for source in course_text(course):
        page = paragraphs(source)
        cited = {item.question for item in page if item.cites} - {0}
        open_ = [place for place, item in enumerate(page) if not _is_excused(item, cited)]
        for number in _with_traces([page[place].text for place in open_]):
            place = open_[number]
            item = page[place]
            if not _leans_on_neighbor(page, place):
                for start, end in _claim(item.text):
                    quoted = " ".join(item.text[start:end].split())
                    text = f"`{quoted}` speaks of research, and the paragraph cites nothing"
                    line = source.line_at(item.start + start)
                    yield Finding(source.path, line, "E403", text)


def _is_excused(item: Paragraph, cited_questions: Collection[int]) -> bool:
    """Tell whether a paragraph cites, belongs to a question that does, or tells a story."""
    asked = item.kind in ("stem", "right", "wrong") and item.question in cited_questions
    told = item.kind == "speech" or not _NOT_CLAIMED.isdisjoint(item.blocks)
    return asked or told or item.cites


def _leans_on_neighbor(page: Sequence[Paragraph], place: int) -> bool:
    """Tell whether the sentence right before cites, or the list that a colon announces."""
    item = page[place]
    before, after = page[max(place - 1, 0)], page[min(place + 1, len(page) - 1)]
    if item.text.rstrip().endswith(":") and after.cites and after.section == item.section:
        return True
    last = sentence_around(before.text, len(before.text.rstrip()) - 1) if before.cites else ""
    return before.section == item.section and CITED.search(last) is not None


def _claim(text: str) -> list[tuple[int, int]]:
    """Return where the first claim of ``text`` begins and ends, quoted speech left out, if any."""
    matches = _claims().finditer(without_quotes(text).lower())
    return [match.span() for match in matches if match.lastgroup == "claim"][:1]


def _with_traces(texts: Sequence[str]) -> list[int]:
    """Return the numbers of the texts that may hold a claim, as one that does holds a trace."""
    flat = [text.lower().replace("\n", " ") for text in texts]
    ends = list(accumulate(len(text) + 1 for text in flat))
    return sorted({bisect_right(ends, trace) for trace in _traces("\n".join(flat))})


def _traces(flat: str) -> Iterator[int]:
    """Give the places of traces in ``flat``: finding them is fast, and claims are rare."""
    for trace in (*word_list("traces"), *word_list("parts")):
        place = flat.find(trace)
        while place >= 0:
            yield place
            place = flat.find(trace, place + 1)
    for between, pattern in _ratio_traces().items():
        if between in flat:
            yield from (match.start() for match in pattern.finditer(flat))


@cache
def _ratio_traces() -> dict[str, re.Pattern[str]]:
    number = rf"(?:\d|{_any('numbers')})"
    return {between: re.compile(rf"{between} +{number}") for between in (" in", " out of")}


@cache
def _claims() -> re.Pattern[str]:
    """Return a pattern for claims, and for what holds the same words and is none."""
    numbers, people, digits = _any("numbers"), _any("people"), r"\d{1,9}(?:[.,]\d{1,9}){0,3}"
    share = rf"(?:{digits}\s?%|(?:{digits}|{numbers})\s+per\s?cent\b)"
    ratio = rf"(?:\d{{1,3}}|{numbers})\s+(?:in|out\s+of)\s+(?!one\b)(?:\d{{1,3}}|{numbers})\b"
    figure = rf"(?:{share}|{ratio}|{numbers}[\s-]{_any('parts')}s\b)"
    part = (
        rf"(?:half|(?:a|one)[\s-]{_any('parts')})\s+of\s+(?:(?!{_any('owners')}\b)\S+\s+){{0,4}}?"
    )
    return re.compile(
        rf"""\b(?=\w)(?:
          (?:no|not\ any|without)\s+(?:[\w-]+\s+){{0,2}}{_any("lacking")}\b
        | {_any("harmless")}\b
        | {figure}(?:\s+of(?:\s+(?!{people}\b)\S+){{0,2}})?\s+{_any("amounts", "spans")}\b
        | {_any("amounts")}\s+(?:\S+\s+){{0,3}}?{figure}
        | (?P<claim>{figure} | {part}{people}\b | {_any("claims")}\b | n\s?=\s?\d[\d,]*))""",
        re.VERBOSE,
    )


def _any(*names: str) -> str:
    """Return a pattern for any phrase of some lists, the longest first."""
    longest_first = sorted((w for name in names for w in word_list(name)), key=len, reverse=True)
    phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return f"(?:{'|'.join(phrases)})"


@rule
def dois_not_found(course: Course) -> Iterator[Finding]:
    """E404: a DOI on a page that the bibliography does not hold as found."""
    known = {
        match[0].lower(): reference
        for reference in course.references.values()
        for match in _DOI.finditer(reference.fields.get("doi", "").replace("\\", ""))
    }
    for path, source in course.documents.items():
        for match in _DOI.finditer(source.prose) if "10." in source.prose else ():
            doi = unquote(match[0]).rstrip(".,;:*_!?")
            reference = known.get(doi.lower())
            line = source.line_at(match.start())
            if reference is None:
                text = f"no entry of the bibliography has the DOI `{doi}`; "
                yield Finding(path, line, "E404", text + nearest(doi.lower(), list(known)))
            elif "doi" not in reference.printable_fields:
                text = f"the DOI `{doi}` of `{reference.key}` has no `doi_status = {{found}}`"
                yield Finding(path, line, "E404", text)


@rule
def age_of_references(course: Course) -> Iterator[Finding]:
    """E405 and E406: too few of the cited works are recent."""
    pages = (*course.modules, *course.cases)
    cited = [course.references[key] for key in course.citations if key in course.references]
    if not pages or len(cited) < JUDGED_REFERENCES:
        return
    newest = max(page.front_matter.reviewed for page in pages).year
    found = [_YEAR.search(item.fields.get("year") or item.fields.get("date", "")) for item in cited]
    ages = [newest - int(match[0]) for match in found if match]
    recent = sum(age <= RECENT_YEARS for age in ages)
    current = sum(age <= CURRENT_YEARS for age in ages)
    if recent < min(len(cited) / 2, RECENT_WORKS):
        text = f"{recent} of {len(cited)} cited works are from {newest - RECENT_YEARS} or later; "
        text += f"half of them or {RECENT_WORKS} are wanted"
        yield Finding(COURSE_FILE, 1, "E405", text)
    if current < len(cited) / 2:
        text = f"{current} of {len(cited)} cited works are from {newest - CURRENT_YEARS} or later; "
        yield Finding(COURSE_FILE, 1, "E406", text + "half of them are wanted")


@rule
def incomplete_references(course: Course) -> Iterator[Finding]:
    """E408: an entry of the bibliography that lacks what every reference names."""
    for key, reference in course.references.items():
        lacking = [
            f"`{names[0]}`"
            for names in _NAMED_ALWAYS
            if not any(reference.fields.get(name, "").strip() for name in names)
        ]
        if lacking and "crossref" not in reference.fields:
            text = f"`{key}` has no {' and no '.join(lacking)}"
            yield Finding(BIBLIOGRAPHY, reference.line, "E408", text)


@rule
def law_past_its_date(course: Course) -> Iterator[Finding]:
    """E407: a statement of law that nobody looked at again when its date came."""
    for entry in course.law:
        if entry.check_again <= today():
            text = f"`{entry.id}` was to be looked at by {entry.check_again}, and last was on "
            yield Finding(LAW_FILE, entry.line_of("check_again"), "E407", text + str(entry.checked))

"""What a HanLP document says of each sentence: its entities, what its predicates carry out, and who does it.

A document is what HanLP's multi-task models return: a mapping from tasks (``tok``, ``ner``, ``dep``, ``srl``, each
perhaps with the name of its scheme behind ``/``) to one value a sentence. Its spans count tokens, ours characters.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Mention, Proposal, Role, Span
from kg.recognise.proposed import initiative
from kg.tagger.examples import TYPES
from ontology.lexicon import read_tsv
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Document = Mapping[str, Sequence[Any]]

__all__ = ["part_of", "proposals_of", "token_spans"]

# Labels of the three Chinese schemes (MSRA, PKU, OntoNotes); a body is an agency or an organisation by its head.
_TYPES = {
    **dict.fromkeys(("PERSON", "PER", "nr"), "Person"),
    **dict.fromkeys(("LOCATION", "LOC", "GPE", "ns"), "Region"),
    **dict.fromkeys(("ORGANIZATION", "ORG", "nt"), "Body"),
    "LAW": "Regulation",
    **{kind: kind for kind in TYPES if kind not in {"Figure", "Indicator"}},
}
_AGENTS = {"ARG0", "A0"}
_PATIENTS = {"ARG1", "A1"}
_PREDICATES = {"PRED", "V"}


def proposals_of(document: Document, texts: Sequence[str]) -> list[Proposal]:
    """Return what each text names, and who acts in it: named entities, and what a predicate of carrying out governs.

    ``tok`` and ``ner`` must be there; ``srl`` finds initiatives and who acts, ``dep`` says where the initiatives' noun
    phrases end. Raises :class:`kg.errors.KgError` where a part is missing or the tokens are not those of the texts.

    >>> text = "市司法局推进证照改革"
    >>> document = {"tok": [["市", "司法局", "推进", "证照", "改革"]], "ner": [[("市司法局", "ORGANIZATION", 0, 2)]],
    ...     "srl": [[[("市司法局", "ARG0", 0, 2), ("推进", "PRED", 2, 3), ("证照改革", "ARG1", 3, 5)]]]}
    >>> found = proposals_of(document, [text])[0]
    >>> [(mention.type, mention.text) for mention in found.mentions]
    [('Agency', '市司法局'), ('Initiative', '证照改革')]
    >>> [(text[role.agent.start:role.agent.end], text[role.action.start:role.action.end]) for role in found.roles]
    [('市司法局', '推进证照改革')]
    """
    tokens, entities = part_of(document, "tok"), part_of(document, "ner")
    empty: list[list[Any]] = [[] for _ in texts]
    frames, trees = part_of(document, "srl", empty), part_of(document, "dep", empty)
    found = []
    for text, words, named, framed, tree in zip(texts, tokens, entities, frames, trees, strict=True):
        spans = token_spans(words, text)
        mentions = (*_entities(text, spans, named), *_governed(text, spans, framed, tree))
        found.append(Proposal(mentions, tuple(_roles(spans, framed))))
    return found


def part_of(document: Document, task: str, default: Sequence[Any] | None = None) -> Sequence[Any]:
    """Return what a document holds for a task, whatever scheme its name gives; of several the first by name.

    Raises :class:`kg.errors.KgError` where it holds nothing and there is no default.
    """
    keys = sorted(key for key in document if key == task or key.startswith(f"{task}/"))
    if keys:
        part: Sequence[Any] = document[keys[0]]
        return part
    if default is None:
        raise KgError(
            f"the HanLP model has no task {task!r}", f"it has {', '.join(document)}: use a model with tok and ner"
        )
    return default


def token_spans(tokens: Sequence[str], text: str) -> list[Span]:
    """Return where each token stands in its text; between tokens there may be spaces.

    >>> token_spans(["云溪", "2031", "年"], "云溪 2031年")
    [Span(start=0, end=2), Span(start=3, end=7), Span(start=7, end=8)]
    """
    spans, position = [], 0
    for token in tokens:
        start = text.find(token, position)
        if start < 0 or text[position:start].strip():
            raise KgError(f"token {token!r} is not in {text[position:][:20]!r}", "give the texts that HanLP was given")
        position = start + len(token)
        spans.append(Span(start, position))
    return spans


def _entities(text: str, spans: Sequence[Span], entities: Sequence[Any]) -> Iterator[Mention]:
    for _, label, begin, end, *_ in entities:
        kind = _TYPES.get(label)
        if kind is None or begin >= end:
            continue
        span = Span(spans[begin].start, spans[end - 1].end)
        words = text[span.start : span.end]
        if kind == "Initiative":
            named = initiative(text, span, "hanlp-entity")
            yield from [named] if named else []
        else:
            yield Mention(span, _body(words) if kind == "Body" else kind, words, rule="hanlp-entity")


def _body(name: str) -> str:
    return "Agency" if name.endswith(_agency_heads()) else "Organization"


@cache
def _agency_heads() -> tuple[str, ...]:
    kinds = {"head", "government", "court", "procuratorate", "party"}
    return tuple(sorted({name for row in read_tsv("bodies.tsv") if row.kind in kinds for name in row.names}))


def _governed(text: str, spans: Sequence[Span], frames: Sequence[Any], tree: Sequence[Any]) -> Iterator[Mention]:
    """Yield the initiatives that are the patient of a verb of carrying out (推进, 开展, 建立)."""
    verbs = read_rules("initiatives")["cues"]["verbs"]
    for frame in frames:
        if not any(role in _PREDICATES and word in verbs for word, role, *_ in frame):
            continue
        for _, role, begin, end in frame:
            if role in _PATIENTS and begin < end:
                last = _head(tree, begin, end)
                named = initiative(text, Span(spans[begin].start, spans[last].end), "hanlp-role")
                yield from [named] if named else []


def _roles(spans: Sequence[Span], frames: Sequence[Any]) -> Iterator[Role]:
    """Yield who acts where a predicate has an agent before it."""
    for frame in frames:
        verbs = [begin for _, role, begin, _ in frame if role in _PREDICATES]
        agents = [(begin, end) for _, role, begin, end in frame if role in _AGENTS]
        if verbs and agents and agents[0][0] < agents[0][1] <= verbs[0]:
            last = max(end for *_, end in frame)
            agent = Span(spans[agents[0][0]].start, spans[agents[0][1] - 1].end)
            yield Role(agent, Span(spans[verbs[0]].start, spans[last - 1].end))


def _head(tree: Sequence[Any], begin: int, end: int) -> int:
    """Return the token on which the others of a stretch depend, by the dependency tree; without one the last."""
    outside = [
        token for token in range(begin, min(end, len(tree))) if not begin < int(tree[token][0]) <= end
    ]  # heads count from 1; 0 is the root
    return outside[-1] if outside else end - 1

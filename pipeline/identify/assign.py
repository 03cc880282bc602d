"""Who is whom: one joint one-to-one assignment of voices to attendees, with nobody as a choice.

Every pointer says that a voice is one of some attendees, with a weight in log odds, and thereby speaks against the
others. The assignment maximises the sum over all voices (Kuhn-Munkres, `scipy.optimize.linear_sum_assignment`); a
voice may stay without a name at score 0. A name's margin is what the best total loses when just that name is
forbidden, so it counts rivals for the attendee as well as rivals for the voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.identify.remarks import remark
from pipeline.meeting import Attendance, Attendee
from pipeline.transcript import EvidenceKind, NameEvidence, VoiceName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from pipeline.identify.options import IdentifyOptions
    from pipeline.identify.presence import Absence
    from pipeline.remark import Remark

    Floats = npt.NDArray[np.float64]

CONTRADICTION = 0.6  # share of a pointer's weight by which it speaks against everybody it does not mean
SURE_INTRODUCTION = 4.0  # log odds from which an introduction says by itself who speaks
MAX_EVIDENCE = 40  # pieces kept with a name: the heaviest
NOT_THERE = -20.0  # log odds of a voice that speaks while the attendee is not there; the assignment rules it out
REPORT = "attendance report"
FORBIDDEN = -1e6

GROUPS: tuple[frozenset[EvidenceKind], ...] = (
    frozenset(
        {EvidenceKind.GIVEN_FLOOR, EvidenceKind.THANKED, EvidenceKind.ADDRESSED, EvidenceKind.ROLL_CALL},
    ),
    frozenset({EvidenceKind.INTRODUCES_SELF}),
    frozenset({EvidenceKind.PLATE}),
    frozenset({EvidenceKind.PLATFORM}),
    frozenset({EvidenceKind.ENROLLED}),
)  # kinds that err independently of each other: when two of them disagree, nobody is named


@dataclass(frozen=True, slots=True)
class Pointer:
    """A piece of evidence: the voice is (or, with negative weight, is not) one of these attendees.

    Attributes
    ----------
    keys : tuple of str
        Attendees who are meant; several where the name does not decide.
    weight : float
        Log odds.
    """

    kind: EvidenceKind
    voice: str
    keys: tuple[str, ...]
    weight: float
    utterance_id: str | None = None
    at_s: float | None = None
    source: str = ""

    def evidence(self) -> list[NameEvidence]:
        """Return it as one piece for each attendee it can mean."""
        weight = self.weight - log(len(self.keys)) if self.weight > 0 else self.weight
        return [
            NameEvidence(self.kind, self.voice, key, weight, self.utterance_id, self.at_s, self.source)
            for key in self.keys
        ]


def score_table(voices: Sequence[str], keys: Sequence[str], pointers: Sequence[Pointer]) -> Floats:
    """Sum the pointers into log odds. shape = (n_voices, n_attendees)"""
    row = {voice: at for at, voice in enumerate(voices)}
    column = {key: at for at, key in enumerate(keys)}
    table = np.zeros((len(voices), len(keys)))
    for pointer in pointers:
        if pointer.voice not in row or not pointer.keys:
            continue
        at = row[pointer.voice]
        if pointer.weight > 0:
            table[at] -= CONTRADICTION * pointer.weight
        for piece in pointer.evidence():
            extra = CONTRADICTION * pointer.weight if pointer.weight > 0 else 0.0
            table[at, column[piece.attendee]] += piece.weight + extra
    return table


def solve(table: Floats) -> tuple[npt.NDArray[np.intp], float]:
    """Find the best one-to-one assignment.

    Returns
    -------
    columns : ndarray
        For each voice the attendee's column, or -1 for nobody. shape = (n_voices,)
    total : float
        Sum of the scores; nobody counts 0.
    """
    n_voices, n_people = table.shape
    wide = np.concatenate([table, np.zeros((n_voices, n_voices))], axis=1)
    rows, columns = linear_sum_assignment(wide, maximize=True)
    found = np.where((columns < n_people) & (wide[rows, columns] > 0), columns, -1)
    return found.astype(np.intp), float(wide[rows, columns].sum())


def _margin(table: Floats, row: int, column: int, total: float) -> float:
    """Return what the best total loses when one name is forbidden."""
    without = table.copy()
    without[row, column] = FORBIDDEN
    return round(total - solve(without)[1], 6)  # the order of summing must not decide at the margin


def assign(
    voices: Sequence[str],
    attendees: Sequence[Attendee],
    pointers: Sequence[Pointer],
    options: IdentifyOptions,
    language: str,
    absences: Sequence[Absence] = (),
    taken: frozenset[str] = frozenset(),
) -> tuple[tuple[VoiceName, ...], tuple[Remark, ...]]:
    """Name the voices.

    Parameters
    ----------
    voices : sequence of str
        Distinct labels.
    attendees : sequence of Attendee
        The whole list. Who sent apologies is never named, but keeps others from being named in their place.
    pointers : sequence of Pointer
        All evidence.
    absences : sequence of Absence
        Who cannot be which voice.
    taken : frozenset of str
        Keys of attendees whose voice a person has decided.

    Returns
    -------
    names : tuple of VoiceName
        One per voice, in the order of ``voices``; no attendee twice.
    remarks : tuple of Remark
        Conflicts, and people who seem to speak though they sent apologies or were not there.
    """
    keys = [attendee.key for attendee in attendees]
    table = score_table(voices, keys, pointers)
    table[:, [at for at, key in enumerate(keys) if key in taken]] = FORBIDDEN
    by_row = {voice: at for at, voice in enumerate(voices)}
    away = {(absence.voice, absence.attendee): absence for absence in absences}
    for voice, key in away:
        if voice in by_row:
            table[by_row[voice], keys.index(key)] = FORBIDDEN
    columns, total = solve(table)
    by_voice: dict[str, list[Pointer]] = {voice: [] for voice in voices}
    for pointer in pointers:
        if pointer.voice in by_voice:
            by_voice[pointer.voice].append(pointer)
    names: list[VoiceName] = []
    remarks: list[Remark] = []
    for row, voice in enumerate(voices):
        column = int(columns[row])
        margin = _margin(table, row, column, total) if column >= 0 else 0.0
        chosen = attendees[column] if column >= 0 else None
        gone = {key: absence for (whose, key), absence in away.items() if whose == voice}
        name, remark_made = _decide(voice, chosen, margin, by_voice[voice], gone, attendees, options, language)
        names.append(name)
        remarks += remark_made
    return tuple(names), tuple(remarks)


def _decide(
    voice: str,
    chosen: Attendee | None,
    margin: float,
    pointers: Sequence[Pointer],
    gone: Mapping[str, Absence],
    attendees: Sequence[Attendee],
    options: IdentifyOptions,
    language: str,
) -> tuple[VoiceName, list[Remark]]:
    """Name a voice, or say why not."""
    margin = float(max(0.0, margin))
    pieces = [piece for pointer in pointers for piece in pointer.evidence()]
    if impostor := _speaks_while_away(pieces, gone, chosen, options.min_margin):
        code = "never-there-speaks" if impostor.never else "absent-speaks"
        who = next(attendee.name for attendee in attendees if attendee.key == impostor.attendee)
        told = remark(code, language, one=who, start_s=impostor.first_s)
        return VoiceName(voice, None, 0.0, _kept(_limited(pieces, gone), {impostor.attendee}), "conflict"), [told]
    pieces = _limited(pieces, gone)
    if len(introduced := _introduced(pieces)) > 1:
        told = remark("shared-account", language, one=voice, start_s=_first_s(pieces))
        return VoiceName(voice, None, 0.0, _kept(pieces, introduced), "conflict"), [told]
    rivals = disagreement(pieces, options.conflict_weight)
    if rivals:
        one, other = (next(a.name for a in attendees if a.key == key) for key in rivals)
        told = remark("voice-conflict", language, one=one, other=other, start_s=_first_s(pieces))
        return VoiceName(voice, None, 0.0, _kept(pieces, rivals), "conflict"), [told]
    if chosen is None or margin < options.min_margin:
        hopeful = [piece for piece in pieces if piece.weight > 0]
        best = {piece.attendee for piece in hopeful} if chosen is None else {chosen.key}
        return VoiceName(voice, None, margin, _kept(pieces, best), "margin" if hopeful else "no-evidence"), []
    if chosen.attendance is Attendance.APOLOGIES:
        told = remark("apologies-speak", language, one=chosen.name, start_s=_first_s(pieces))
        return VoiceName(voice, None, 0.0, _kept(pieces, {chosen.key}), "conflict"), [told]
    return VoiceName(voice, chosen.key, margin, _kept(pieces, {chosen.key})), []


def _speaks_while_away(
    pieces: Sequence[NameEvidence], gone: Mapping[str, Absence], chosen: Attendee | None, least: float
) -> Absence | None:
    """Find an attendee who is not there, but whom everything else points at: more than at whom is chosen."""
    support: dict[str, float] = {}
    for piece in pieces:
        support[piece.attendee] = support.get(piece.attendee, 0.0) + piece.weight
    best = max(sorted(support), key=support.__getitem__, default="")
    lead = support.get(best, 0.0) - (max(0.0, support.get(chosen.key, 0.0)) if chosen else 0.0)
    return gone.get(best) if lead >= least else None


def _limited(pieces: Sequence[NameEvidence], gone: Mapping[str, Absence]) -> list[NameEvidence]:
    """Add, where something points at an attendee who is not there, that this cannot be."""
    pointed = {piece.attendee for piece in pieces}
    return [*pieces] + [
        NameEvidence(EvidenceKind.ATTENDANCE, absence.voice, key, NOT_THERE, at_s=absence.first_s, source=REPORT)
        for key, absence in gone.items()
        if key in pointed
    ]


def _introduced(pieces: Sequence[NameEvidence]) -> set[str]:
    """Return who introduces themselves by name with this voice: more than one share it."""
    return {p.attendee for p in pieces if p.kind is EvidenceKind.INTRODUCES_SELF and p.weight >= SURE_INTRODUCTION}


def disagreement(pieces: Sequence[NameEvidence], threshold: float) -> tuple[str, str] | None:
    """Find two attendees whom two independent kinds of evidence prefer, each by at least the threshold."""
    preferred: list[tuple[dict[str, float], str]] = []
    for group in GROUPS:
        support: dict[str, float] = {}
        for piece in pieces:
            if piece.kind in group:
                support[piece.attendee] = support.get(piece.attendee, 0.0) + piece.weight
        if support:
            preferred.append((support, max(sorted(support), key=support.__getitem__)))
    for at, (support, one) in enumerate(preferred):
        for other_support, other in preferred[at + 1 :]:
            leads = support[one] - support.get(other, 0.0), other_support[other] - other_support.get(one, 0.0)
            if one != other and min(leads) >= threshold:
                return one, other
    return None


def _kept(pieces: Sequence[NameEvidence], keys: set[str] | tuple[str, ...]) -> tuple[NameEvidence, ...]:
    """Keep the heaviest pieces about some attendees, in their order, and who it cannot be."""
    about = [piece for piece in pieces if piece.attendee in keys or piece.kind is EvidenceKind.ATTENDANCE]
    heaviest = sorted(range(len(about)), key=lambda at: -abs(about[at].weight))[:MAX_EVIDENCE]
    return tuple(about[at] for at in sorted(heaviest))


def _first_s(pieces: Sequence[NameEvidence]) -> float | None:
    return min((piece.at_s for piece in pieces if piece.at_s is not None), default=None)

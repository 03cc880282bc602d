"""The stages in their order, and what each gets from the ones before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline import align, check, diarize, draft, identify, intake, media, render, speech, transcribe, voiceprints
from pipeline.activity import SpeechActivity
from pipeline.attachment import Attachments
from pipeline.errors import InputError
from pipeline.meeting import Attendance, VoiceDecisions
from pipeline.minutes import Alignment, Draft, Finding
from pipeline.recording import Recording
from pipeline.transcript import Conversation, Diarization, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import Config
    from pipeline.meeting import Meeting
    from pipeline.path.runner import Runner
    from pipeline.remark import Remark
    from pipeline.store import Artifact
    from pipeline.weights import LocalModel, Registry

_UNLISTED_VOICES = 3  # guests and technicians who are not on the list may speak


class MeetingPath:
    """One meeting on its way from the recording to the referat.

    Each attribute is the artifact of a stage, or None as long as the stage has not been reached
    (or has nothing to work on: a transcript has no waveform).
    """

    def __init__(self, meeting: Meeting, config: Config, registry: Registry, runner: Runner) -> None:
        self.meeting = meeting
        self.config = _with_template(config, meeting)
        self.registry = registry
        self.runner = runner
        self.models: list[LocalModel] = []
        self.recording: Artifact[Recording] | None = None
        self.activity: Artifact[SpeechActivity] | None = None
        self.transcript: Artifact[Transcript] | None = None
        self.embeddings: Artifact[diarize.LocalEmbeddings] | None = None
        self.diarization: Artifact[Diarization] | None = None
        self.plates: Artifact[identify.PlateReadings] | None = None
        self.conversation: Artifact[Conversation] | None = None
        self.attachments: Artifact[Attachments] | None = None
        self.alignment: Artifact[Alignment] | None = None
        self.draft: Artifact[Draft] | None = None
        self.findings: Artifact[tuple[Finding, ...]] | None = None
        self.rendered: Artifact[tuple[Path, ...]] | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """Names of the stages this meeting goes through, in order."""
        return tuple(self._steps())

    def walk(self, until: str = "render") -> None:
        """Run the stages up to and including `until`.

        Raises
        ------
        InputError
            The meeting cannot be worked on: the message says why.
        ResourceError
            The machine lacks something: a model, a device, disk space.
        """
        for stage, step in self._steps().items():
            step()
            if stage == until:
                return

    def _steps(self) -> dict[str, Callable[[], None]]:
        heard: dict[str, Callable[[], None]] = {
            "media": self._decode,
            "speech": self._detect_speech,
            "transcribe": self._transcribe,
            "diarize": self._diarize,
            "plates": self._read_plates,
        }
        told: dict[str, Callable[[], None]] = {
            "identify": self._identify,
            "align": self._align,
            "draft": self._draft,
            "check": self._check,
            "render": self._render,
        }
        return told if self.meeting.transcript else heard | told

    @property
    def _printed(self) -> Meeting:
        """The meeting without its files, glossary and decisions: what the referat in all its forms depends on."""
        body = replace(self.meeting.body, template=None)
        heard = replace(
            self.meeting, recordings=(), transcript=None, decided=VoiceDecisions(), glossary=(), attachments=()
        )
        return replace(heard, body=body)

    @property
    def _described(self) -> Meeting:
        """The same without what is only printed: what the other later stages depend on."""
        return replace(self._printed, number="", open_actions=())

    @property
    def _listed(self) -> Meeting:
        """The meeting as name plates are read for it: when somebody came and left does not matter."""
        people = tuple(replace(attendee, presence=()) for attendee in self.meeting.attendees)
        return replace(self._described, attendees=people, recording_start=None)

    def _model(self, model_id: str) -> LocalModel:
        model = self.registry.local(model_id)
        self.models.append(model)
        return model

    def _voices(self, role: Literal["segmentation", "embedding"]) -> str:
        """The id of the weights that tell voices apart."""
        return diarize.chosen(self.registry, role, getattr(self.config.models, role))

    def _decode(self) -> None:
        self.recording = self.runner.run(
            "media",
            media.VERSION,
            Recording,
            media.extract,
            needs_folder=True,
            recordings=self.meeting.recordings,
            options=self.config.media,
        )
        # The parts are the user's files: they may have moved since, with the whole folder of the meeting.
        parts = zip(self.recording.value.parts, self.meeting.recordings, strict=True)
        here = tuple(replace(part, path=path) for part, path in parts)
        self.recording = replace(self.recording, value=replace(self.recording.value, parts=here))

    def _detect_speech(self) -> None:
        self.activity = self.runner.run(
            "speech",
            speech.VERSION,
            SpeechActivity,
            speech.detect,
            recording=self.recording,
            model=self._model(self._voices("segmentation")),
            options=self.config.speech,
        )
        if not self.activity.value.regions:
            raise InputError(
                self.meeting.recordings[0],
                "nobody is heard to speak in the whole recording",
                "check that the right file and audio track were recorded",
            )

    def _transcribe(self) -> None:
        self.transcript = self.runner.run(
            "transcribe",
            transcribe.VERSION,
            Transcript,
            transcribe.transcribe,
            needs_folder=True,
            recording=self.recording,
            activity=self.activity,
            model=self._model(transcribe.chosen(self.registry, self.config.models.asr, self.config.transcribe)),
            vocabulary=_vocabulary(self.meeting),
            language=self.meeting.language,
            options=self.config.transcribe,
        )

    def _diarize(self) -> None:
        options = self.config.diarize  # how voices are told apart afterwards does not change how they sound
        self.embeddings = self.runner.run(
            "embed",
            diarize.VERSION,
            diarize.LocalEmbeddings,
            diarize.embed,
            recording=self.recording,
            activity=self.activity,
            model=self._model(self._voices("embedding")),
            options=diarize.DiarizeOptions(
                batch_size=self.config.diarize.batch_size, device=self.config.diarize.device
            ),
        )
        self.diarization = self.runner.run(
            "diarize",
            diarize.VERSION,
            Diarization,
            diarize.cluster,
            embeddings=self.embeddings,
            activity=self.activity,
            bounds=_bounds(self.meeting),
            options=replace(options, language=self.meeting.language),
            decided=self.meeting.decided,
        )

    def _read_plates(self) -> None:
        if self.recording is None or not self.recording.value.has_video:
            return
        self.plates = self.runner.run(
            "plates",
            identify.PLATES_VERSION,
            identify.PlateReadings,
            identify.read_plates,
            recording=self.recording,
            meeting=self._listed,
            options=self.config.plates,
        )

    def _identify(self) -> None:
        if self.meeting.transcript:
            told = identify.read_transcript(self.meeting.transcript, self._described)
            self.conversation = self.runner.run(
                "identify",
                identify.VERSION,
                Conversation,
                identify.identify_platform,
                meeting=self._described,
                transcript=told,
                options=self.config.identify,
                clock=identify.recording_clock(self.meeting, None),
                decided=self.meeting.decided,
            )
            return
        self.conversation = self.runner.run(
            "identify",
            identify.VERSION,
            Conversation,
            identify.identify,
            meeting=self._described,
            transcript=self.transcript,
            diarization=self.diarization,
            plates=self.plates,
            options=self.config.identify,
            duration_s=self.recording.value.duration_s if self.recording else None,
            clock=identify.recording_clock(self.meeting, self.recording.value if self.recording else None),
            decided=self.meeting.decided,
            heard_before=self._heard_before(),
        )

    def _heard_before(self) -> identify.HeardBefore | None:
        """Compare the voices with enrolled ones; what may be used of these depends on the day."""
        if self.diarization is None or self.embeddings is None or not self.config.voiceprints.enabled:
            return None
        return voiceprints.heard_before(
            self.config.voiceprints,
            self.meeting,
            self.diarization.value,
            self.registry.local(self._voices("embedding")).digest,
            1.0 - self.embeddings.value.threshold,
            self.runner.store.root,
            date.today(),  # noqa: DTZ011 (consent is given by the calendar on the wall)
        )

    def _align(self) -> None:
        if self.meeting.attachments:
            self.attachments = self.runner.run(
                "attachments",
                intake.ATTACHMENTS_VERSION,
                Attachments,
                intake.read_attachments,
                attachments=self.meeting.attachments,
                language=self.meeting.language,
            )
        self.alignment = self.runner.run(
            "align",
            align.VERSION,
            Alignment,
            align.align,
            conversation=self.conversation,
            meeting=self._described,
            activity=self.activity,
            options=self.config.align,
            attachments=self.attachments,
        )

    def _draft(self) -> None:
        self.draft = self.runner.run(
            "draft",
            draft.VERSION,
            Draft,
            draft.draft,
            conversation=self.conversation,
            alignment=self.alignment,
            meeting=self._described,
            options=self.config.draft,
        )

    def _check(self) -> None:
        self.findings = self.runner.run(
            "check",
            check.VERSION,
            tuple[Finding, ...],
            check.check,
            draft=self.draft,
            conversation=self.conversation,
            alignment=self.alignment,
            meeting=self._described,
            remarks=self._remarks(),
        )

    def _render(self) -> None:
        self.rendered = self.runner.run(
            "render",
            f"{render.VERSION} {render.fingerprint(self.config.render)}",
            tuple[Path, ...],
            render.render,
            needs_folder=True,
            meeting=self._printed,
            draft=self.draft,
            findings=self.findings,
            conversation=self.conversation,
            options=self.config.render,
        )

    @property
    def final_findings(self) -> tuple[Finding, ...]:
        """What the reviewer should doubt, with what the rendering itself could not do."""
        found = self.findings.value if self.findings else ()
        if self.rendered is None:
            return found
        left_out = render.render_remarks(self.rendered.value, self.config.render, self.meeting.language)
        return (*found, *check.degraded(left_out, first=len(found) + 1))

    def _remarks(self) -> tuple[Remark, ...]:
        stages = (
            self.conversation,
            self.attachments,
            self.alignment,
            self.draft,
        )  # the conversation hands on those before it
        return tuple(remark for artifact in stages if artifact is not None for remark in artifact.value.remarks)


def _with_template(config: Config, meeting: Meeting) -> Config:
    """Return the configuration with the body's own template, where it names none itself."""
    if config.render.template or meeting.body.template is None:
        return config
    return replace(config, render=replace(config.render, template=meeting.body.template))


def _vocabulary(meeting: Meeting) -> transcribe.Vocabulary:
    people = (attendee.name for attendee in meeting.attendees)
    presenters = (name for item in meeting.items for name in item.presenters)
    organisations = (attendee.organisation for attendee in meeting.attendees if attendee.organisation)
    titles = () if meeting.implicit_agenda else (item.title for item in meeting.items)
    return transcribe.Vocabulary(
        names=tuple(dict.fromkeys([*people, *presenters])),
        terms=tuple(dict.fromkeys([*organisations, *titles, *meeting.glossary])),
    )


def _bounds(meeting: Meeting) -> diarize.VoiceBounds:
    there = sum(attendee.attendance is not Attendance.APOLOGIES for attendee in meeting.attendees)
    return diarize.VoiceBounds(1, there + _UNLISTED_VOICES) if there else diarize.VoiceBounds()

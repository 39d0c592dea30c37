# `make run` is all that it takes to hear kibox answer a call; `make help` shows the rest.

VENV ?= .venv
CALL ?= en
ARGS ?=
BIN := $(VENV)/bin
FAST := not whole and not engine and not telephone and not long

.DEFAULT_GOAL := help
.PHONY: help check lint types cover learn test test-all run call bench soak fuzz hear retention pages deb \
	lock sbom holes clean setup venv programs fast rest whole

help:  ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "%-10s %s\n", $$1, $$2}'

run: setup  ## Asterisk, the service, and a simulated call (CALL=de|en; CALL= for none)
	$(BIN)/kibox run $(if $(CALL),--call $(CALL)) $(ARGS)

call: venv  ## One more simulated call to the running demonstration (CALL=de|en)
	$(BIN)/kibox call $(CALL) $(ARGS)

bench: setup  ## How long callers wait, and how many calls this machine holds (ARGS="--calls 1,4")
	$(BIN)/kibox bench $(ARGS)

soak: setup  ## Two hours of calls: does anything grow? (ARGS="--hours 48", ARGS="--minutes 5")
	$(BIN)/kibox soak $(ARGS)

fuzz: venv  ## What others send, made up: no crash, no hang (ARGS="--seconds 600 --target ami")
	$(BIN)/python -m tests.fuzz $(ARGS)

hear: setup  ## How well callers are heard: docs/hearing.md in eight minutes (ARGS=--quick: in three)
	@bash install/prompts.sh >/dev/null
	$(BIN)/kibox hear $(ARGS)

retention: venv  ## A day of 200 calls and a year of nights: what is left is what may be left
	$(BIN)/pytest -m long tests/retention $(ARGS)

understand: setup  ## How well wishes are understood: rules, and rules with the model (ARGS=--rules)
	$(BIN)/python -m tests.understanding.measure $(ARGS)

learn: venv  ## Learn wishes and topics anew from their sentences (ARGS=--check: only measure)
	$(BIN)/python -m kibox_pbx.admin.learn $(ARGS)

pages: venv  ## Write docs/commands.md and docs/settings.md anew from the program
	@for page in commands settings; do \
		$(BIN)/kibox manual $$page.md >docs/$$page.new && mv docs/$$page.new docs/$$page.md; done

deb:  ## The Debian package, in build/ (DEB=FOLDER: elsewhere); docs/package.md
	@bash install/deb.sh

lock:  ## Lock every package with the hashes of its files, after a change of setup.cfg or constraints
	@bash install/lock.sh

sbom: venv  ## What kibox is made of, as CycloneDX, in build/sbom.json
	@mkdir -p build
	$(BIN)/python install/sbom.py >build/sbom.json

holes: venv  ## Known security holes of the packages (ADVISORIES=folder or zip of OSV files; no network)
	$(BIN)/python install/known_holes.py $(ADVISORIES)

check: venv lint types fast  ## Style, types and the tests that need neither model nor Asterisk

cover: venv  ## Every branch of what is pure is reached by its tests
	$(BIN)/pytest -q -n 2 --cov -m "$(FAST) and not hypothesis" \
		tests/language tests/dialogue tests/privacy

test: setup programs lint types rest cover whole  ## Everything but the long tests
	$(BIN)/pytest -m "not long and (engine or telephone)" $(ARGS)

test-all: setup programs lint types fast cover whole  ## Every test there is
	$(BIN)/pytest -m "long or engine or telephone" $(ARGS)

rest: venv  # what is fast, but for what `cover` runs
	$(BIN)/pytest -n 2 -m "$(FAST)" --ignore tests/language --ignore tests/dialogue --ignore tests/privacy
	$(BIN)/pytest -n 2 -m "$(FAST) and hypothesis" tests/language tests/dialogue tests/privacy

fast: venv
	$(BIN)/pytest -n 2 -m "$(FAST)" $(ARGS)

whole: venv
	$(BIN)/pytest -n 2 -m "whole and not engine and not telephone and not long" $(ARGS)

lint: venv  ## Style, without changing a file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: venv  ## mypy --strict
	$(BIN)/mypy

clean:  ## Remove what tests and demonstrations left here (models and wheels stay in the cache)
	rm -rf var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

venv:
	@VENV=$(VENV) bash install/venv.sh

programs:  # of others, which tests try ours with
	@bash install/for_tests.sh >/dev/null

test test-all: MODELS := --tests
setup: venv
	@bash install/asterisk.sh >/dev/null
	@bash install/callers.sh >/dev/null
	@$(BIN)/kibox models fetch --missing $(MODELS) >/dev/null

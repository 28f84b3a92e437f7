# The words of this project. On a fresh Debian with Python 3.11 and make, `make site` and `make test` do all the set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ROOT_CMD := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
ARGS ?=
# One worker of the tests more than there are cores: who looks at pages waits for them now and then.
WORKERS ?= $(shell echo $$(( $$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1) + 1 )))

.PHONY: phone desk site test test-deep lint docs serve check golden bench lock vendor clean browser nginx screenshot lighthouse
.DEFAULT_GOAL := site

site: $(VENV)/runtime ## build the sample boards into site/
	@status=0; $(BIN)/gongkai build $(ARGS) || status=$$?; \
	if [ $$status = 0 ]; then echo "看一看：运行 make serve，再在浏览器里打开 http://127.0.0.1:8000/ (to look: make serve)"; fi; exit $$status

check: $(VENV)/runtime ## check the data only
	$(BIN)/gongkai check $(ARGS)

serve: $(VENV)/runtime ## look at the site; rebuilt when data change
	$(BIN)/gongkai serve $(ARGS)

desk: $(VENV)/runtime ## the clerk's desk, over the sample boards
	$(BIN)/gongkai desk $(ARGS)

test: $(VENV)/dev browser nginx ## everything, real browser included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(ARGS)

test-deep: $(VENV)/dev browser nginx ## what a night has time for: every width on every page, pages whole, twenty times the examples, new ones each run
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder --deep -o faulthandler_timeout=3600 $(ARGS)

lint: $(VENV)/dev docs ## style, types, and that the documents can be built, what must not be in the tree
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/biome lint --error-on-warnings

docs: $(VENV)/runtime ## the documents for builders into build/docs/, every link looked at
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q --strict -f .ci/docs.yml

golden: $(VENV)/dev ## accept today's pages and messages as the expected ones (never in CI); read the diff before committing
	$(BIN)/python -m pytest -n auto --update-golden tests/test_golden.py tests/test_problems.py

screenshot: $(VENV)/dev browser ## refresh the pictures in tests/screenshots
	$(BIN)/python -m tests.screenshots

phone: $(VENV)/dev browser ## taps and screens of ten questions, and the tallest pages, on a phone
	$(BIN)/python -m tests.phone $(ARGS)

bench: $(VENV)/bench ## speed and memory, as ratios: ARGS="--only b --rounds 3"
	$(BIN)/python -m tests.bench $(ARGS)

lighthouse: $(VENV)/dev browser ## what Lighthouse says of four pages on a phone (needs node and npm); also build/lighthouse.json
	$(BIN)/python -m tests.lighthouse

lock: $(VENV)/dev ## resolve the dependencies anew (needs uv: pip install uv)
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --extra build --extra desk pyproject.toml -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --extra build --extra desk --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --extra build --extra desk --extra dev --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

# Workbox, as its makers build it: the four parts a kept board needs, in one file. Needs npm; only to renew it.
WORKBOX := 7.4.1
WORKBOX_SHA256 := 1b4d6598b05f8edb2d5e76a4d53f0fac2b7316527acef17fde17e54c8e86ef27
vendor: ## fetch the service-worker library anew and compare it with what is committed
	@folder=$$(mktemp -d) && cd $$folder && for part in core routing strategies precaching; do \
	  npm pack --silent workbox-$$part@$(WORKBOX) >/dev/null && tar xzf workbox-$$part-$(WORKBOX).tgz && \
	  sed '/^\/\/# sourceMappingURL/d' package/build/workbox-$$part.prod.js && echo; done > all.js && \
	echo "$(WORKBOX_SHA256)  all.js" | sha256sum -c - && mv all.js $(CURDIR)/theme_overrides/assets/workbox/workbox-$(WORKBOX).js

clean: ## forget everything that can be made again
	rm -rf $(VENV) build site .site.* *.egg-info

# --- set-up, each step done once -------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新 (Python 3.11 or newer is needed)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(ROOT_CMD) apt-get update -qq && $(ROOT_CMD) apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: $(BIN)/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bench: $(VENV)/dev requirements-bench.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Debian's Chromium where apt may install it, both with windows and, where there is one, without; Playwright's own elsewhere.
CHROMIUM := $(ROOT_CMD) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-cjk chromium
browser: $(VENV)/dev
	@{ command -v chromium-headless-shell && command -v chromium; } >/dev/null || \
	{ command -v apt-get >/dev/null && $(ROOT_CMD) apt-get update -qq && \
	  { $(CHROMIUM) chromium-headless-shell || command -v chromium || $(CHROMIUM); } >/dev/null 2>&1; } || \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	$(BIN)/python -m playwright install chromium

# For the tests of docs/nginx/ and of what docs/hosting.zh-CN.md says; where apt is not there, or has not all of it, they are left out.
INSTALL := $(ROOT_CMD) env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends
nginx:
	@! command -v apt-get >/dev/null || { PATH="$$PATH:/usr/sbin" && command -v nginx rsync rclone brotli && \
	  ls /usr/lib/nginx/modules/ngx_http_brotli_static_module.so; } >/dev/null 2>&1 || \
	{ $(ROOT_CMD) apt-get update -qq && \
	  { $(INSTALL) nginx-light libnginx-mod-http-brotli-static brotli rsync rclone || $(INSTALL) nginx-light; } >/dev/null; }

# 两条命令：make demo 看样子，make test 跑全部测试。只需要 Python 3.10 以上。
# PYTHON=python3.12 make demo 可以指定用哪个 Python。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := 演示

.PHONY: demo test lint bench clean

# The stamp changes with what decides the environment, so that a second run installs nothing.
# requirements/*.txt hold the digest of every file that may be installed: pip takes nothing else (docs/security.md).
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

$(VENV)/.installed: setup.cfg pyproject.toml requirements/build.txt requirements/demo.txt
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.10 以上，现在是 " + sys.version.split()[0] + "。请安装新版本，或写明：make demo PYTHON=python3.12") if sys.version_info < (3, 10) else None'
	@echo "正在准备运行环境（第一次要下载，约一两分钟）……"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements/build.txt
	@$(PIP) --require-hashes --no-build-isolation --requirement requirements/demo.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements/test.txt
	@$(PIP) --require-hashes --no-build-isolation --requirement requirements/test.txt
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/docgen demo -o $(DEMO)/文书
	@echo
	@$(BIN)/checker demo -o $(DEMO)/审查
	@echo
	@echo "做好的文书在：$(DEMO)/文书"
	@echo "审查的结果在：$(DEMO)/审查，先打开 $(DEMO)/审查/结果/汇总.xlsx 或 report.html"

test: $(VENV)/.tested
	@$(BIN)/python -m pytest

lint: $(VENV)/.tested
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy corpus docgen checker chinese_cli

bench: $(VENV)/.tested
	@for b in benchmarks/*.py; do echo "== $$b"; $(BIN)/python $$b; done

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache

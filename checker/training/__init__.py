"""The labelled corpus in, the packaged models out (训练); `python -m checker.train` runs it."""

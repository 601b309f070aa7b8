"""Coverage-guided fuzzing (模糊测试) of the readers and of the outline; run by hand, see README.md."""

"""Whatever happens in the folder, once it is quiet every file is reviewed as it lies, each content once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.fake import FakeWorld

NAMES = st.sampled_from(["a.docx", "b.docx", "甲/a.docx", "甲/c.docx", "~$a.docx", ".~lock.b.docx#", "x.tmp"])
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "rename", "delete", "restart", "partial"]),
        NAMES,
        NAMES,
        st.integers(0, 5),
        st.sampled_from([0.3, 1.0, 2.0, 7.0, 20.0]),
    ),
    max_size=25,
)


@given(OPERATIONS)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_is_done_twice(
    operations: list[tuple[str, str, str, int, float]],
) -> None:
    world = FakeWorld()
    for verb, name, other, number, pause in operations:
        if verb == "write":
            world.write(name, f"content {number}")
        elif verb == "rename" and name in world.files and name != other:
            world.rename(name, other)
        elif verb == "delete" and name in world.files:
            world.delete(name)
        elif verb == "restart":
            world.restart()
        elif verb == "partial":
            world.look(only={"甲"})
        world.run(world.time + pause)
    for lock in [n for n in world.files if n.rpartition("/")[2].startswith(("~$", ".~"))]:
        world.delete(lock)
    world.run(world.time + 60)

    present = {n: c for n, (c, _) in world.files.items() if not n.endswith(".tmp")}
    rows = {p: r for p, r in world.tracker.rows.items() if r.state not in ("gone", "ignored")}
    assert rows.keys() == present.keys()
    for name, content in present.items():
        assert rows[name].state in ("pass", "duplicate")
        assert world.versions[name][-1] == content, "the last review is of what lies there"
        assert rows[name].version == len(world.versions[name])
    for content in set(present.values()):
        same = [n for n, c in present.items() if c == content]
        states = sorted(rows[n].state for n in same)
        assert states == ["duplicate"] * (len(same) - 1) + ["pass"]
    for history in world.versions.values():
        assert all(a != b for a, b in zip(history, history[1:], strict=False)), "a content reviewed twice"
    assert world.tracker.unsettled() == 0

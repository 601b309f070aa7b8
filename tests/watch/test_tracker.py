"""The tracker on a fake clock: when a file is ready, what state it is in, and that nothing is lost."""

from __future__ import annotations

import pytest

from checker.watch.states import Waits
from checker.watch.tree import Listing
from tests.watch.fake import FakeWorld
from tests.watch.sequences import DOC, PROGRAMS


def arrived(content: str = "first content!", *names: str) -> FakeWorld:
    """A world in which files lie reviewed."""
    world = FakeWorld()
    for name in names or (DOC,):
        world.write(name, content)
    world.run(10)
    return world


def test_a_file_is_reviewed_once_it_was_quiet_and_never_again() -> None:
    world = FakeWorld()
    world.write("甲/a.docx", "x")
    world.run(4)
    assert world.row("甲/a.docx").state == "seen" and not world.reviewed
    world.run(600)
    assert [(t, p) for t, p, _ in world.reviewed] == [(6.0, "甲/a.docx")]
    assert world.row("甲/a.docx").state == "pass"


def test_a_slow_copy_is_left_alone_until_it_is_done() -> None:
    world = FakeWorld()
    world.run(60, [(float(t), "write", "大.docx", "x" * t) for t in range(1, 40)])
    assert [(p, len(c)) for _, p, c in world.reviewed] == [("大.docx", 39)]
    assert world.reviewed[0][0] >= 39 + 5


def test_one_pass_is_not_enough_however_long_it_was_ago() -> None:
    world = FakeWorld()
    world.write("a.docx", "x")
    world.look()
    world.time = 1000
    assert world.tracker.due(world.now) == []
    world.look()
    assert len(world.reviewed) == 1


@pytest.mark.parametrize("program", PROGRAMS)
def test_saving_twice_and_closing_gives_one_new_version(program: str) -> None:
    world = arrived()
    start = world.time
    world.run(start + 200, [(start + t, *step) for t, *step in PROGRAMS[program]])  # type: ignore[misc]
    assert [c for _, _, c in world.reviewed] == ["first content!", "third content!"]
    assert world.row(DOC).state == "pass" and world.row(DOC).version == 2
    assert all(row.state == "ignored" for path, row in world.tracker.rows.items() if path != DOC)
    assert "gone" not in world.states().values()


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_open_document_is_held_with_the_lock_named(program: str) -> None:
    world = arrived()
    start = world.time
    world.run(start + 60, [(start + t, *step) for t, *step in PROGRAMS[program]])  # type: ignore[misc]
    row = world.row(DOC)
    assert row.state == "held" and PROGRAMS[program][0][2] in row.why
    assert row.sha256, "the review of the version before is still known"
    assert world.tracker.unsettled() == 0, "--once does not wait for a person"


def test_a_stale_lock_holds_nothing() -> None:
    world = FakeWorld(Waits(lock_age=3600))
    world.write("~$诺书.docx", "lock")
    world.run(10)
    world.write("承诺书.docx", "x")
    world.run(3000, every=10)
    assert world.row("承诺书.docx").state == "held"
    world.run(3700, every=10)
    assert world.row("承诺书.docx").state == "pass"


def test_a_lock_that_was_old_when_first_met_holds_nothing() -> None:
    world = FakeWorld()
    world.write("~$诺书.docx", "lock")
    world.time = 100_000
    world.write("承诺书.docx", "x")
    world.run(100_010)
    assert world.row("承诺书.docx").state == "pass"


def test_a_half_copied_file_is_tried_again_less_and_less_often_and_then_judged() -> None:
    world = FakeWorld()
    tries: list[float] = []

    def half(path: str, content: str) -> str:
        tries.append(world.time)
        return "还没有复制完"

    world.unfinished = half
    world.status = lambda path, content: "unreadable"
    world.write("a.docx", "PK")
    world.run(8)
    assert world.row("a.docx").state == "held"
    assert "还没有复制完" in world.row("a.docx").why and "第 1 次" in world.row("a.docx").why
    world.run(300)
    assert tries == [6, 11, 21, 41, 81]
    assert world.row("a.docx").state == "unreadable"
    assert world.reviewed[0][0] == 161


def test_half_a_file_that_does_not_grow_is_not_waited_for_long() -> None:
    world = FakeWorld(Waits.at_once(5.0))
    world.unfinished = lambda path, content: "还没有复制完"
    world.mark = lambda content: content
    world.status = lambda path, content: "unreadable"
    world.write("a.docx", "PK")
    world.run(20)
    assert world.row("a.docx").state == "held"
    world.run(30)
    assert world.row("a.docx").state == "unreadable" and world.reviewed[0][0] == 22


def test_who_watches_on_waits_for_a_slow_upload_that_is_empty_at_first() -> None:
    world = FakeWorld()
    world.unfinished = lambda path, content: "文件是空的" if world.time < 100 else ""
    world.mark = lambda content: content
    world.write("a.docx", "PK")
    world.run(99)
    assert world.row("a.docx").state == "held" and not world.reviewed
    world.run(200)
    assert world.row("a.docx").state == "pass" and len(world.reviewed) == 1


def test_half_a_file_that_grows_under_its_final_size_and_time_is_waited_for() -> None:
    world = FakeWorld(Waits.at_once(5.0))
    world.unfinished = lambda path, content: "还没有复制完" if world.time < 400 else ""
    world.mark = lambda content: f"{world.time:g}"
    world.write("a.docx", "PK")
    world.run(399)
    assert world.row("a.docx").state == "held" and not world.reviewed
    world.run(420)
    assert world.row("a.docx").state == "pass"


def test_a_change_resets_the_tries() -> None:
    world = FakeWorld()
    world.unfinished = lambda path, content: "" if content == "whole" else "还没有复制完"
    world.write("a.docx", "half")
    world.run(50)
    assert world.row("a.docx").attempts == 4
    world.write("a.docx", "whole")
    world.run(60)
    assert world.row("a.docx").state == "pass" and world.row("a.docx").attempts == 0


def test_an_unreadable_file_is_reviewed_again_when_it_changes() -> None:
    world = FakeWorld()
    world.status = lambda path, content: "unreadable" if content == "bad" else "pass"
    world.write("a.docx", "bad")
    world.run(20)
    assert world.row("a.docx").state == "unreadable"
    world.write("a.docx", "good")
    world.run(40)
    assert (world.row("a.docx").state, world.row("a.docx").version) == ("pass", 2)


def test_a_file_that_changes_during_its_review_is_reviewed_again() -> None:
    world = FakeWorld()
    world.write("a.docx", "one")
    world.look()
    world.time = 6
    world.tracker.observe(world.listing(), world.now)
    ticket = world.tracker.begin("a.docx", world.now)
    world.write("a.docx", "second")
    world.time = 7
    world.look()
    assert not world.tracker.current(ticket)
    world.run(20)
    assert [c for _, _, c in world.reviewed] == ["second"]


def test_a_rename_is_the_same_document() -> None:
    world = arrived("x", "甲/旧名.docx")
    world.rename("甲/旧名.docx", "乙/新名.docx")
    world.run(40)
    assert world.states() == {"乙/新名.docx": "pass"}
    assert len(world.reviewed) == 1
    assert "旧名.docx" in world.row("乙/新名.docx").why


def test_a_renamed_folder_reviews_nothing_again() -> None:
    world = FakeWorld()
    for n in range(50):
        world.write(f"东河小学/{n}.docx", f"content {n}")
    world.run(10)
    for n in range(50):
        world.rename(f"东河小学/{n}.docx", f"东河小学（新）/{n}.docx")
    world.run(40)
    assert len(world.reviewed) == 50
    assert set(world.states().values()) == {"pass"} and len(world.states()) == 50


def test_the_same_bytes_twice_are_one_document_and_a_duplicate() -> None:
    world = arrived("x", "a.docx")
    world.write("b.docx", "x")
    world.run(20)
    assert world.states() == {"a.docx": "pass", "b.docx": "duplicate"}
    assert "a.docx" in world.row("b.docx").why


def test_when_the_first_goes_the_duplicate_takes_its_place() -> None:
    world = arrived("x", "a.docx")
    world.write("b.docx", "x")
    world.write("c.docx", "x")
    world.run(20)
    world.delete("a.docx")
    world.run(40)
    assert world.states() == {"a.docx": "gone", "b.docx": "pass", "c.docx": "duplicate"}
    world.write("b.docx", "other")
    world.run(60)
    assert world.states() == {"a.docx": "gone", "b.docx": "pass", "c.docx": "pass"}


def test_empty_files_are_each_unreadable_and_not_duplicates() -> None:
    world = FakeWorld()
    world.status = lambda path, content: "unreadable"
    for name in "abc":
        world.write(f"{name}.docx", "")
    world.run(200)
    assert set(world.states().values()) == {"unreadable"}


def test_gone_needs_more_than_a_moment_and_coming_back_is_no_new_version() -> None:
    world = arrived("x", "a.docx")
    world.delete("a.docx")
    world.look()
    assert world.row("a.docx").state == "pass"
    world.run(20)
    assert world.row("a.docx").state == "gone"
    world.write("a.docx", "x")
    world.run(40)
    assert (world.row("a.docx").state, world.row("a.docx").version) == ("pass", 1)
    assert len(world.reviewed) == 1


def test_a_folder_that_cannot_be_listed_loses_nothing() -> None:
    world = arrived("x", "甲/a.docx", "乙/b.docx")
    world.failed = {"甲"}
    listing = world.listing()
    entries = {p: e for p, e in listing.entries.items() if not p.startswith("甲/")}
    for second in range(20, 60):
        world.time = second
        world.tracker.observe(Listing(entries, listing.folders, listing.present, listing.failed), world.now)
    assert world.row("甲/a.docx").state in ("pass", "duplicate")


def test_a_share_that_is_suddenly_empty_is_taken_for_disconnected() -> None:
    world = FakeWorld(Waits(empty_root=600))
    for n in range(30):
        world.write(f"{n}.docx", f"{n}")
    world.run(20)
    kept, world.files = world.files, {}
    world.run(300)
    assert world.tracker.disconnected and set(world.states().values()) == {"pass"}
    world.files = kept
    world.run(320)
    assert not world.tracker.disconnected and len(world.reviewed) == 30
    world.files = {}
    world.run(1200, every=10)
    assert set(world.states().values()) == {"gone"}


def test_names_of_temporary_files_are_ignored_with_the_reason_and_forgotten() -> None:
    world = FakeWorld()
    world.write("Thumbs.db", "x")
    world.write("~WRL0001.tmp", "x")
    world.run(20)
    assert set(world.states().values()) == {"ignored"} and not world.reviewed
    assert "缩略图" in world.row("Thumbs.db").why
    world.delete("~WRL0001.tmp")
    world.run(25)
    assert "~WRL0001.tmp" not in world.states()
    assert world.tracker.changes()[1] == ["~WRL0001.tmp"]


def test_a_restart_keeps_what_is_reviewed_and_waits_again_for_the_rest() -> None:
    world = arrived("x", "a.docx")
    world.write("b.docx", "y")
    world.run(13)
    world.restart()
    assert world.row("b.docx").state == "seen"
    world.run(16)
    assert len(world.reviewed) == 1, "the same rule at start-up"
    world.run(30)
    assert [p for _, p, _ in world.reviewed] == ["a.docx", "b.docx"]


def test_a_new_version_of_the_program_reviews_all_again_without_new_versions() -> None:
    world = arrived("x", "a.docx")
    world.restart(engine="e2")
    world.run(30)
    assert (world.row("a.docx").state, world.row("a.docx").version, world.row("a.docx").engine) == (
        "pass",
        1,
        "e2",
    )


def test_a_file_without_permission_is_tried_again_now_and_then() -> None:
    world = FakeWorld()
    world.write("a.docx", "x")
    tickets = []

    def look() -> None:
        world.tracker.observe(world.listing(), world.now)
        for path in world.tracker.due(world.now):
            ticket = world.tracker.begin(path, world.now)
            tickets.append(world.time)
            if ticket.patient:
                world.tracker.unfinished(ticket, "没有权限", world.now)
            else:
                place = world.tracker.place(ticket, "", "unreadable")
                world.tracker.settle(ticket, "", "unreadable", "没有权限", 0, place, world.now)

    for second in range(2000):
        world.time = float(second)
        look()
    assert world.row("a.docx").state == "unreadable"
    later = [t for t in tickets if t > 300]
    assert 2 <= len(later) <= 4, tickets


def test_partial_passes_see_changes_and_losses_of_their_folders_only() -> None:
    world = arrived("x", "甲/a.docx", "乙/b.docx")
    world.write("甲/c.docx", "new")
    world.delete("乙/b.docx")
    for second in range(11, 40):
        world.time = second
        world.look(only={"甲"})
    assert world.row("甲/c.docx").state == "pass"
    assert world.row("乙/b.docx").state != "gone"
    assert world.tracker.open_folders() == set()


def test_the_next_look_is_when_something_can_change() -> None:
    world = FakeWorld()
    assert world.tracker.next_look(world.now) is None
    world.write("a.docx", "x")
    world.look()
    assert world.tracker.next_look(world.now) == 5
    world.time = 3
    assert world.tracker.next_look(world.now) == 2
    assert world.tracker.open_folders() == {""}


def test_a_duplicate_takes_over_even_when_the_verdict_was_forgotten_in_a_restart() -> None:
    world = arrived("same", "a.docx", "b.docx")
    assert world.states() == {"a.docx": "pass", "b.docx": "duplicate"}
    world.write("a.docx", "other")
    world.run(world.time + 1)
    world.restart()
    world.run(world.time + 60)
    assert world.states() == {"a.docx": "pass", "b.docx": "pass"}
    assert world.row("b.docx").version == 1, "the same content is no new version"

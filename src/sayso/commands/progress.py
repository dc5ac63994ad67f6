"""A progress bar on standard error, over one step after another."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


def progress(console: Console, quiet: bool) -> Progress:
    """A progress bar that shows nothing where nobody looks at a terminal."""
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=console, transient=True, disable=quiet or not console.is_terminal,
    )  # fmt: skip


class Steps:
    """Steps of one piece of work, each with its own bar: reading, joining, counting.

    Args:
        console: to write to.
        quiet: show nothing.
    """

    def __init__(self, console: Console, quiet: bool) -> None:
        self._progress = progress(console, quiet)
        self._task: TaskID | None = None
        self._step = ""
        self._done = 0
        self._total: int | None = None
        self._started = 0.0

    def begin(self, step: str, total: int | None) -> None:
        """Begin a step of so many things; None where nobody knows how many."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._step, self._done, self._total, self._started = step, 0, total, self._progress.get_time()
        self._task = self._progress.add_task(step, total=total, rate="")

    def advance(self) -> None:
        """One thing more is done."""
        self.seen(self._step, self._done + 1, self._total)

    def seen(self, step: str, done: int, total: int | None) -> None:
        """So many things of a step are done, of so many; a step that is new is begun."""
        if step != self._step or self._task is None:
            self.begin(step, total)
        assert self._task is not None
        self._done = done
        rate = done / max(0.001, self._progress.get_time() - self._started)
        most = None if total is None else max(done, total)
        self._progress.update(self._task, completed=done, total=most, rate=f"{rate:.1f}/s")

    def __enter__(self) -> Steps:
        self._progress.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.__exit__(kind, error, trace)

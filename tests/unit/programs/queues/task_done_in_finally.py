"""`task_done` stands in `finally`, so a task that fails holds `join` up no longer."""
# expect: passed

import queue
import threading

tasks, errors = queue.Queue(), []


def work():
    while True:
        task = tasks.get()
        try:
            1 / task
        except ZeroDivisionError as error:
            errors.append(error)
        finally:
            tasks.task_done()


def test_ends():
    for task in (0, 1):
        tasks.put(task)
    threading.Thread(target=work, daemon=True).start()
    tasks.join()
    assert len(errors) == 1

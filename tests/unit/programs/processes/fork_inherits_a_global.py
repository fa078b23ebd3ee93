"""A child that is forked, by name, adds to shared memory that it finds in a global of its parent's."""
# expect: passed

from multiprocessing import get_context

fork, total = get_context("fork"), None


def work():
    with total.get_lock():
        total.value += 1


def run():
    global total
    total = fork.Value("i", 0)
    child = fork.Process(target=work)
    child.start()
    child.join()
    return total.value


def test_it():
    assert run() == 1

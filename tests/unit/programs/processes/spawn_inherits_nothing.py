"""A spawned child looks for what its parent put into a global, which is not there."""
# expect: wrong

from multiprocessing import get_context

given = []
spawn = get_context("spawn")


def work(end):
    end.send(len(given))


def test_it():
    given.append(1)
    ours, theirs = spawn.Pipe()
    child = spawn.Process(target=work, args=(theirs,))
    child.start()
    assert ours.recv() == 1
    child.join()

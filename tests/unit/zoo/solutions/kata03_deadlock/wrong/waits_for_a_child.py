"""Parent and child process wait for each other."""
# expect: deadlock in correctness

import multiprocessing


def _child(pipe):
    pipe.send(2 * pipe.recv())


def double(number):
    if number == 0:
        return 0
    here, there = multiprocessing.get_context("fork").Pipe()
    child = multiprocessing.get_context("fork").Process(target=_child, args=(there,))
    child.start()
    answer = here.recv()
    child.join()
    return answer

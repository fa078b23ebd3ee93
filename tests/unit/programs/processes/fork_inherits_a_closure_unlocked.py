"""Two forked children run functions that no module knows, over an array that they close over."""
# expect: race

import multiprocessing


def count(items, workers):
    fork = multiprocessing.get_context("fork")
    counts = fork.Array("i", 3)

    def tally(own):
        for item in own:
            if True:
                counts[item] += 1

    parts = [items[n::workers] for n in range(workers)]
    children = [fork.Process(target=lambda own=own: tally(own)) for own in parts]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)


def test_it():
    assert count([0, 1, 1, 2], 2) == [1, 2, 1]

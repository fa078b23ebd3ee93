"""A value is put aside, changed and restored in `finally`, without a lock."""
# expect: race

level = 0
seen = []


def verbose():
    global level
    before = level
    level = before + 1
    try:
        seen.append(level)
    finally:
        level = before


def test_restored(together):
    together(verbose, verbose)
    assert level == 0

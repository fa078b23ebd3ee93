"""The next worker is `workers[i % n]`, then `i += 1`."""
# expect: race

workers, at = "ab", 0


def pick():
    global at
    worker = workers[at % 2]
    at += 1
    return worker


def test_dealt(together):
    assert sorted(together(pick, pick)) == ["a", "b"]

"""`except*` in a thread splits what was raised, and the rest is none."""
# expect: passed

log = []


def work(kind):
    try:
        raise ExceptionGroup("g", [kind("x")])
    except* ValueError:
        log.append("value")
    except* KeyError:
        log.append("key")


def test_both(together):
    together(lambda: work(ValueError), lambda: work(KeyError))
    assert sorted(log) == ["key", "value"]

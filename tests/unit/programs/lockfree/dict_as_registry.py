"""`setdefault` registers the first, `pop` with a default lets one alone remove it."""
# expect: passed

registry = {}


def work(name):
    winner = registry.setdefault("leader", name)
    if winner == name:
        return registry.pop("leader", None)
    return None


def test_one_leader_at_least(together):
    got = together(lambda: work("a"), lambda: work("b"))
    assert {"a", "b"} & set(got)
    assert not registry

"""`sorted` with a key that reads what the other thread changes between two calls."""
# expect: race

scores = {"a": 1, "b": 2}


def test_order(together):
    def change():
        scores["a"] = 3
        scores["b"] = 4

    assert together(change, lambda: sorted("ab", key=lambda name: scores[name]))[1] == ["a", "b"]

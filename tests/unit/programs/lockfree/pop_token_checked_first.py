"""The list is asked whether it has a token, then popped."""
# expect: race

tokens = ["token"]
inside = []


def enter(name):
    while True:
        if tokens:
            token = tokens.pop()
            break
    inside.append(name)
    assert inside == [name]
    inside.remove(name)
    tokens.append(token)


def test_one_at_a_time(together):
    together(lambda: enter("a"), lambda: enter("b"))
    assert tokens == ["token"]

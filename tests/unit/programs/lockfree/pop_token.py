"""One token in a list: whoever pops it may go in, the others try again."""
# expect: passed

tokens = ["token"]
inside = []


def enter(name):
    while True:
        try:
            token = tokens.pop()
        except IndexError:
            continue
        break
    inside.append(name)
    assert inside == [name]
    inside.remove(name)
    tokens.append(token)


def test_one_at_a_time(together):
    together(lambda: enter("a"), lambda: enter("b"))
    assert tokens == ["token"]

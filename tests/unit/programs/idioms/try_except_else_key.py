"""`try: d[k]` and `except KeyError: d[k] = ...`: both may miss."""
# expect: race

cache, made = {}, []


def get(key):
    try:
        return cache[key]
    except KeyError:
        made.append(key)
        cache[key] = object()
        return cache[key]


def test_made_once(together):
    together(lambda: get("a"), lambda: get("a"))
    assert len(made) == 1

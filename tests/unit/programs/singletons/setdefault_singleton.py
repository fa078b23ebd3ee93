"""A dict of instances and `setdefault`: one too many may be made, and all get the one that was first."""
# expect: passed

instances = {}


class Config:
    pass


def get():
    return instances.get("config") or instances.setdefault("config", Config())


def test_one(together):
    first, second = together(get, get)
    assert first is second

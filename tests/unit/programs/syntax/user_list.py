"""A `UserList` is asked and then popped."""
# expect: race

from collections import UserList

items = UserList([1])


def take():
    if items:
        items.pop()


def test_no_error(together):
    together(take, take)

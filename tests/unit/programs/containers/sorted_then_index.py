"""The list is sorted in place while another looks an index up and uses it."""
# expect: race

names = ["b", "a"]


def look():
    at = names.index("b")
    return names[at]


def test_found(together):
    assert together(names.sort, look)[1] == "b"

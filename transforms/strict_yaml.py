"""YAML that people write, read as text: nothing is guessed about a scalar, and nothing that stands twice is overwritten."""

import yaml


class GivenTwice(yaml.YAMLError):
    """A key stands twice in one mapping."""


class _Loader(yaml.BaseLoader):
    """Leaves every scalar as text (1_000 or 0x10 would else quietly be numbers, 0.1 a float)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise yaml.YAMLError
        keys = [key.value for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise GivenTwice
        return super().construct_mapping(node, deep)


def read_strictly(text: str) -> object:
    """Texts, lists and mappings of text keys. Raises yaml.YAMLError; GivenTwice for a key that stands twice."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506  it constructs nothing else
    except RecursionError:
        raise yaml.YAMLError from None

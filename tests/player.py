"""A player of rrweb events for host tests: rebuilds the tree, and complains where rrweb's player would.

Written from the format's description; the real ``Replayer`` is the judge in the browser tests.
"""

import json
from typing import Any


class Player:
    """The tree that a viewer would see. ``nodes``: by id; each is the serialized node, with ``childNodes`` kept up to date."""

    def __init__(self) -> None:
        self.root: dict[str, Any] | None = None
        self.nodes: dict[int, dict[str, Any]] = {}
        self.parents: dict[int, int] = {}
        self.events: list[dict[str, Any]] = []

    def play(self, lines: str) -> "Player":
        """Applies lines of events in order."""
        for line in lines.splitlines():
            event = json.loads(line)
            self.events.append(event)
            if event["type"] == 2:
                self.nodes, self.parents = {}, {}
                self.root = event["data"]["node"]
                self._learn(self.root, None)
            elif event["type"] == 3 and event["data"]["source"] == 0:
                self._mutate(event["data"])
        return self

    def _learn(self, node: dict[str, Any], parent_id: int | None) -> None:
        assert node["id"] not in self.nodes, "an id that comes twice"
        self.nodes[node["id"]] = node
        if parent_id is not None:
            self.parents[node["id"]] = parent_id
        for child in node.get("childNodes", []):
            self._learn(child, node["id"])

    def _forget(self, node: dict[str, Any]) -> None:
        del self.nodes[node["id"]]
        self.parents.pop(node["id"], None)
        for child in node.get("childNodes", []):
            self._forget(child)

    def _mutate(self, data: dict[str, Any]) -> None:
        for removed in data["removes"]:
            node = self.nodes[removed["id"]]
            assert self.parents[removed["id"]] == removed["parentId"], "removed from another parent"
            self.nodes[removed["parentId"]]["childNodes"].remove(node)
            self._forget(node)
        for added in data["adds"]:
            parent, node = self.nodes[added["parentId"]], added["node"]
            if data.get("isAttachIframe"):
                for before in parent["childNodes"]:
                    self._forget(before)
                parent["childNodes"].clear()
            siblings, at = parent["childNodes"], len(parent["childNodes"])
            if added["nextId"] is not None:
                assert self.parents[added["nextId"]] == added["parentId"], "next sibling of another parent"
                at = siblings.index(self.nodes[added["nextId"]])
            siblings.insert(at, node)
            self._learn(node, added["parentId"])
        for text in data["texts"]:
            self.nodes[text["id"]]["textContent"] = text["value"]
        for changed in data["attributes"]:
            for name, value in changed["attributes"].items():
                if value is None:
                    self.nodes[changed["id"]]["attributes"].pop(name, None)
                else:
                    self.nodes[changed["id"]]["attributes"][name] = value

    def outline(self, node: dict[str, Any] | None = None) -> Any:
        """The structure alone: nested ``[id, [children]]``."""
        node = node or self.root
        assert node is not None, "no full snapshot came"
        return [node["id"], [self.outline(child) for child in node.get("childNodes", [])]]

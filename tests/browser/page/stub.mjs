// What a page has before its consent platform has loaded: the IAB's own stub, which keeps calls for it.
import stub from "@iabtechlabtcf/stub";

(stub.default ?? stub)();

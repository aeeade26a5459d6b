// ProseMirror: an editor that is typed into, marks, a split, undo, a node view with a field, and a repeat of its text beside it.
import { baseKeymap, toggleMark, wrapIn } from "prosemirror-commands";
import { history, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { SECRET, app, feature, frame } from "./common.js";

const widgets = new Plugin({
  props: { decorations: ({ doc }) => DecorationSet.create(doc, [Decoration.widget(0, () => Object.assign(document.createElement("hr"), { className: "widget" })), Decoration.node(0, doc.firstChild.nodeSize, { class: "first" })]) },
});
let view;

feature({
  ready: () => {
    app().innerHTML = "<div id=editor style='white-space: pre-wrap'></div><output></output>";
    const doc = schema.node("doc", null, [schema.node("paragraph", null, [schema.text("Opening words")]), schema.node("paragraph")]);
    const state = EditorState.create({ doc, plugins: [history(), keymap({ ...baseKeymap, "Mod-z": undo }), widgets] });
    view = new EditorView(document.querySelector("#editor"), {
      state,
      dispatchTransaction(change) {
        view.updateState(view.state.apply(change));
        document.querySelector("output").textContent = view.state.doc.textContent;
      },
    });
  },
  act: async () => {
    const select = (from, to) => view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
    select(1, 8);
    toggleMark(schema.marks.strong)(view.state, view.dispatch);
    await frame();
    wrapIn(schema.nodes.blockquote)(view.state, view.dispatch);
    await frame();
    undo(view.state, view.dispatch);
    view.dispatch(view.state.tr.insert(0, schema.node("heading", { level: 2 }, [schema.text("Title")])));
    await frame();
    select(view.state.doc.content.size - 1);
    view.focus();
  },
  visitor: [["keys", SECRET], ["wait", 550], ["press", "Enter"], ["keys", "two"], ["press", "Control+z"]],
});

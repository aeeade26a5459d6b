// React 19: keyed lists, controlled fields, a portal, suspense with `use`, transitions, an error boundary, metadata, an action, hydration.
import { Component, StrictMode, Suspense, startTransition, use, useActionState, useDeferredValue, useId, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server.browser";
import { app, feature, frame, pause, until } from "./common.js";

const steps = {};
const later = pause(60).then(() => "came late");

class Boundary extends Component {
  state = { wrong: false };
  static getDerivedStateFromError = () => ({ wrong: true });
  render = () => (this.state.wrong ? <p className="error">That went wrong</p> : this.props.children);
}

function Angry({ angry }) {
  if (angry) throw new Error("the page's own");
  return <p>calm</p>;
}

function Late() {
  return <b className="active">{use(later)}</b>;
}

function Rows({ rows, filter }) {
  return <ul>{rows.filter((row) => row.includes(filter)).map((row) => <li key={row}><input type="checkbox" defaultChecked={row === "two"} />{row}</li>)}</ul>;
}

function Save() {
  const [saved, save, isPending] = useActionState(async (_, form) => { await pause(30); return form.get("note").length; }, 0);
  return <form action={save}><input name="note" className="note" defaultValue="a note" /><button className="save">{isPending ? "wait" : "save"}</button><i className="saved">{saved}</i></form>;
}

function Greeting({ name }) {
  const id = useId();
  return <section><label htmlFor={id}>Name</label><input id={id} readOnly value={name} /><p>Hello {name} <em>and</em> all</p></section>;
}

function Page() {
  const [typed, setTyped] = useState("");
  const [rows, setRows] = useState(["one", "two", "three"]);
  const [shown, setShown] = useState(true);
  const [angry, setAngry] = useState(false);
  const [late, setLate] = useState(false);
  const [filter, setFilter] = useState("");
  Object.assign(steps, { setRows, setAngry, setLate, setFilter });
  return <>
    <title>{`${rows.length} rows`}</title>
    <input id="typed" value={typed} onChange={({ target }) => setTyped(target.value)} /> <output>{typed}</output>
    <textarea value={typed.toUpperCase()} readOnly />
    <button id="add" onClick={() => { setRows([...rows, typed]); setTyped(""); }}>add</button>
    <button id="turn" onClick={() => setRows([...rows].reverse())}>turn</button>
    <button id="hide" onClick={() => setShown(!shown)}>hide</button>
    {shown ? <p className="shown">shown: {typed}</p> : null}
    <Rows rows={rows} filter={useDeferredValue(filter)} />
    {createPortal(<aside className="portal">Said: {typed}</aside>, document.body)}
    <Suspense fallback={<i>loading</i>}>{late && <Late />}</Suspense>
    <Boundary><Angry angry={angry} /></Boundary>
    <Save />
  </>;
}

feature({
  ready: async () => {
    createRoot(app(), { onCaughtError: () => {} }).render(<StrictMode><Page /></StrictMode>);
    await until("#typed");
  },
  act: async () => {
    flushSync(() => steps.setRows(["three", "two", "four", "one"]));
    await frame();
    startTransition(() => steps.setLate(true));
    await until(".active");
    flushSync(() => steps.setAngry(true));
    await until(".error");
    steps.setFilter("o");
    await until(() => document.querySelectorAll("li").length === 3);
    steps.setFilter("");
    await until(() => document.querySelectorAll("li").length === 4);
    document.querySelector(".save").click();
    await until(() => document.querySelector(".saved").textContent === "6");
    const island = document.body.appendChild(document.createElement("div"));
    island.innerHTML = renderToString(<Greeting name="island" />);
    await frame();
    const root = hydrateRoot(island, <Greeting name="island" />);
    await frame();
    flushSync(() => root.render(<Greeting name="mainland" />));
  },
});

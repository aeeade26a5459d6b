// Angular 22 with zone.js and the compiler in the page: signals, @for, @if, @switch, @defer, ngModel and a form, pipes, projected content,
// emulated and shadow styles, a component made by hand.
import "zone.js";
import "@angular/compiler";
import { AsyncPipe, NgClass, NgStyle, UpperCasePipe } from "@angular/common";
import { Component, ViewContainerRef, ViewEncapsulation, computed, inject, provideZoneChangeDetection, signal } from "@angular/core";
import { FormControl, FormsModule, ReactiveFormsModule } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";
import { MARKED, app, feature, frame, pause, until } from "./common.js";

const Card = Component({
  selector: "x-card",
  inputs: ["said"],
  template: `<b>{{ said }}</b><ng-content select="i" /><ng-content />`,
  styles: ":host { display: block } b { color: rgb(1, 2, 3) }",
})(class {});

const Deep = Component({ selector: "x-deep", template: "<p>in the shadow</p><slot></slot>", styles: "p { margin: 1px }", encapsulation: ViewEncapsulation.ShadowDom })(class {});

const Late = Component({ selector: "x-late", template: `<em class="item">made by hand</em>` })(class {});

let page;
const Page = Component({
  selector: "x-page",
  imports: [AsyncPipe, Card, Deep, FormsModule, NgClass, NgStyle, ReactiveFormsModule, UpperCasePipe],
  template: `
    <input id="typed" [ngModel]="typed()" (ngModelChange)="typed.set($event)"> <output>{{ typed() }}</output><textarea readonly [value]="typed() | uppercase"></textarea>
    <button id="add" (click)="add()">add</button><button id="turn" (click)="turn()">turn</button><button id="hide" (click)="shown.set(!shown())">hide</button>
    @if (shown()) { <p class="shown" [title]="typed()" [ngClass]="{ on: rows().length > 3 }" [ngStyle]="{ 'margin-top.px': rows().length }">shown: {{ typed() }}</p> } @else { <p>hidden</p> }
    <ul>@for (row of rows(); track row) { <li><x-card [said]="row"><i>slotted {{ $index }}</i> of {{ $count }}</x-card></li> } @empty { <li>none</li> }</ul>
    @switch (length()) { @case (3) { <hr> } @default { <p>{{ length() }}</p> } }
    @defer (when late()) { <b class="active">came late: {{ later | async }}</b> } @placeholder { <i>loading</i> }
    <x-deep><span>in a slot</span></x-deep>
    <select [formControl]="chosen"><option>a</option><option>b</option><option>c</option></select><input type="checkbox" [(ngModel)]="ticked">
    <div class="raw" [innerHTML]="markup()"></div><p class="own" data-velo="mask">{{ marked }}</p>`,
})(class {
  typed = signal("");
  rows = signal(["one", "two", "three"]);
  shown = signal(true);
  late = signal(false);
  later = pause(60).then(() => "said");
  markup = signal("");
  chosen = new FormControl("b");
  ticked = false;
  marked = MARKED;
  length = computed(() => this.rows().length);
  place = inject(ViewContainerRef);
  constructor() { page = this; }
  add() { this.rows.update((rows) => [...rows, this.typed()]); this.typed.set(""); }
  turn() { this.rows.update((rows) => rows.toReversed()); }
});

feature({
  ready: async () => {
    app().innerHTML = "<x-page></x-page>";
    await bootstrapApplication(Page, { providers: [provideZoneChangeDetection({ eventCoalescing: true })] });
    await until("#typed");
  },
  act: async () => {
    page.rows.set(["three", "two", "four", "one"]);
    page.late.set(true);
    await until(() => document.querySelector(".active")?.textContent.endsWith("said"));
    page.chosen.setValue("c");
    Object.assign(page, { ticked: true });
    page.markup.set("<em title='kept'>kept</em><ul><li>one</li></ul>");
    page.place.createComponent(Late);
    await until(".item");
    await frame();
    await pause(100);
  },
});

// jQuery 4: markup from strings, delegated events, effects, clone, wrap, detach, ajax with load().
import $ from "jquery";
import { app, feature, until } from "./common.js";

feature({
  ready: () => {
    $(app()).html(`<form><input id="typed"> <output></output><button id="add" type="button">add</button><button id="turn" type="button">turn</button>
      <button id="hide" type="button">hide</button></form><p class="shown">shown</p><ul><li>one</li><li>two</li><li>three</li></ul><div class="part"></div>`);
    const list = $("ul");
    $(document).on("input", "#typed", ({ target }) => { $("output").text(target.value); $(".shown").attr("title", target.value).html($("<b>").text(target.value)); });
    $("#add").on("click", () => { $("<li>").text($("#typed").val()).appendTo(list); $("#typed").val("").trigger("input"); });
    $("#turn").on("click", () => list.append(list.children().get().reverse()));
    $("#hide").on("click", () => $(".shown").toggle());
  },
  act: async () => {
    const list = $("ul");
    list.children().first().clone(true).addClass("copy").insertAfter(list.children().last());
    list.children().eq(1).detach().prependTo(list);
    $(".shown").wrap("<section class='wrapped'>").before("<hr>").data("x", 1).css({ color: "rgb(1, 2, 3)", width: 300 });
    await $(".shown").fadeOut(20).fadeIn(20).slideUp(20).slideDown(20).promise();
    list.children().slice(0, 2).wrapAll("<li class=all>").end().eq(2).replaceWith("<li>instead</li>");
    $(".part").load("/files/rows.html li");
    await until(".part li");
    $("form").serializeArray();
    $(".part").empty().append("<select><option>a<option selected>b</select>").find("select").val("a").trigger("change");
  },
});

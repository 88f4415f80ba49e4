/* What a page cannot do alone. Every form works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;
  function each(selector, within, use) {
    (within || document).querySelectorAll(selector).forEach(use);
  }
  function closest(event, selector) {
    return event.target instanceof Element ? event.target.closest(selector) : null;
  }
  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }

  /* --- buttons ------------------------------------------------------------------------- */
  function copy(button) {
    var source = document.querySelector(button.getAttribute("data-copy"));
    var text = source ? (source.value || source.textContent).trim() : button.getAttribute("data-copy");
    var area = document.createElement("textarea");  // works on plain http too
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    button.focus();
    if (done) { say(button, document.body.dataset.copied || "✓"); }
  }
  function say(beside, text) {
    var note = beside.nextElementSibling;
    if (!note || !note.classList.contains("note")) {
      note = document.createElement("span");
      note.className = "note";
      note.setAttribute("role", "status");
      beside.after(note);
    }
    note.textContent = text;
  }
  document.addEventListener("click", function (event) {
    var asking = closest(event, "[data-confirm]");
    if (asking && !window.confirm(asking.getAttribute("data-confirm"))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    var button = closest(event, "[data-theme-switch],[data-print],[data-copy],[data-back]");
    if (!button) { return; }
    if (button.hasAttribute("data-theme-switch")) { document.dispatchEvent(new Event("theme:switch")); }
    if (button.hasAttribute("data-print")) { window.print(); }
    if (button.hasAttribute("data-back")) { history.back(); }
    if (button.hasAttribute("data-copy")) { copy(button); }
  }, true);

  /* --- forms: one press is one deed; nothing typed is lost by a slip ---------------------- */
  var leaving = false;
  function changed(form) { return form.hasAttribute("data-changed"); }
  document.addEventListener("input", function (event) {
    var form = closest(event, "form");
    if (form && form.method === "post") { form.setAttribute("data-changed", ""); }
    count(event.target);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (event.defaultPrevented || form.method !== "post") { return; }
    leaving = true;
    if (form.hasAttribute("hx-post")) { return; }  // htmx waits for its own answer
    form.setAttribute("data-sent", "");
    setTimeout(function () { form.removeAttribute("data-sent"); }, 8000);
  });
  window.addEventListener("pageshow", function () {
    leaving = false;
    each("form[data-sent]", null, function (form) { form.removeAttribute("data-sent"); });
  });
  window.addEventListener("beforeunload", function (event) {
    if (leaving || document.body.classList.contains("public")) { return; }
    if (document.querySelector("form[data-changed]")) {
      event.preventDefault();
      event.returnValue = "";
    }
  });

  /* --- characters left ------------------------------------------------------------------- */
  function count(field) {
    if (!field.hasAttribute || !field.hasAttribute("data-count")) { return; }
    var most = Number(field.getAttribute("data-count") || field.maxLength);
    var used = Array.from(field.value).length;
    say(field, used + " / " + most);
  }

  /* --- drafts: kept by the server, and in the browser only while it has not got them ------ */
  function autosave(field) {
    var address = field.getAttribute("data-autosave-url");
    var key = "draft:" + address;
    var timer, kept = null;
    try { kept = localStorage.getItem(key); } catch (refused) { /* storage is switched off */ }
    if (kept !== null && kept !== field.value && !field.value) { field.value = kept; }
    function forget() { try { localStorage.removeItem(key); } catch (refused) { /* as above */ } }
    function save() {
      var sent = field.value, body = new FormData();
      body.append(field.name, sent);
      fetch(address, {
        method: "POST", body: body, credentials: "same-origin",
        headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" }
      }).then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
        if (field.value === sent) { forget(); }
        say(field, document.body.dataset.saved + " " + clock());
      }).catch(function () { say(field, document.body.dataset.unsaved); });
    }
    field.addEventListener("input", function () {
      try { localStorage.setItem(key, field.value); } catch (refused) { /* as above */ }
      clearTimeout(timer);
      timer = setTimeout(save, 1200);
    });
    field.form.addEventListener("submit", function () { clearTimeout(timer); });
  }
  function token() {
    var headers = document.body.getAttribute("hx-headers");
    return headers ? JSON.parse(headers)["x-csrftoken"] : "";
  }

  /* --- what has just come onto the page ----------------------------------------------------- */
  function wake(part) {
    each("[data-theme-switch],[data-back]", part, function (button) { button.hidden = false; });
    each("[data-count]", part, count);
    each("[data-autosave-url]", part, autosave);
    each(".table-wrap", part, function (wrap) {
      if (wrap.scrollWidth > wrap.clientWidth) { wrap.tabIndex = 0; }
    });
    var first = (part || document).querySelector("[data-focus]");
    if (first) { first.focus(); }
  }
  document.addEventListener("DOMContentLoaded", function () { wake(null); });
  document.addEventListener("htmx:afterSwap", function (event) {
    leaving = false;
    wake(event.target);
    if (event.target.id === "refusal") { event.target.focus(); }
  });
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function () {
      var place = document.getElementById("refusal");
      place.textContent = document.body.dataset.failed;
      place.focus();
    });
  });
})();

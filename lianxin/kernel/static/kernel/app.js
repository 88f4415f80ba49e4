/* What a page cannot do alone. Every form works without this file. */
(function () {
  "use strict";
  function each(selector, within, use) { within.querySelectorAll(selector).forEach(use); }
  function closest(event, selector) {
    return event.target instanceof Element ? event.target.closest(selector) : null;
  }
  function word(name) { return document.body.getAttribute("data-" + name) || ""; }
  function isPublic() { return document.body.classList.contains("public"); }

  /* A line beside a field or a button, read out when it changes. */
  function say(beside, kind, text) {
    var note = beside.parentNode.querySelector(".note-" + kind);
    if (!note) {
      note = document.createElement("span");
      note.className = "note note-" + kind;
      if (kind === "status") { note.setAttribute("role", "status"); }
      beside.parentNode.insertBefore(note, beside.nextSibling);
    }
    note.textContent = text;
  }

  /* --- buttons ------------------------------------------------------------------------- */
  function copy(button) {
    var asked = button.getAttribute("data-copy"), text = asked;
    if (asked.charAt(0) === "#") {
      var source = document.querySelector(asked);
      text = (source.value || source.textContent).trim();
    }
    var area = document.createElement("textarea");  // unlike the clipboard, works on plain http
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    button.focus();
    if (done) { say(button, "status", word("copied")); }
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
    if (button.hasAttribute("data-theme-switch")) {
      document.dispatchEvent(new Event("theme:switch"));
    }
    if (button.hasAttribute("data-print")) { window.print(); }
    if (button.hasAttribute("data-back")) { history.back(); }
    if (button.hasAttribute("data-copy")) { copy(button); }
  }, true);

  /* --- forms: one press is one deed; nothing typed is lost by a slip ---------------------- */
  var leaving = false;
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post") { form.setAttribute("data-changed", ""); }
    count(event.target);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (event.defaultPrevented || form.method !== "post") { return; }  // htmx sends it itself
    leaving = true;
    form.setAttribute("data-sent", "");
    setTimeout(function () { form.removeAttribute("data-sent"); }, 10000);
  });
  window.addEventListener("pageshow", function () {  // also when the page comes back by 后退
    leaving = false;
    each("form[data-sent]", document, function (form) { form.removeAttribute("data-sent"); });
  });
  window.addEventListener("beforeunload", function (event) {
    if (leaving || isPublic() || !document.querySelector("form[data-changed]")) { return; }
    event.preventDefault();
    event.returnValue = "";
  });

  /* --- letters used ---------------------------------------------------------------------- */
  function count(field) {
    if (!field.hasAttribute("data-count")) { return; }
    var most = field.getAttribute("data-count") || field.maxLength;
    say(field, "count", Array.from(field.value).length + " / " + most);
  }

  /* --- drafts: kept by the site; in this browser only while the site has not got them ----- */
  function remember(key, text) { try { localStorage.setItem(key, text); } catch (off) { /**/ } }
  function forget(key) { try { localStorage.removeItem(key); } catch (off) { /**/ } }
  function remembered(key) { try { return localStorage.getItem(key); } catch (off) { return null; } }
  function clock() { return new Date().toTimeString().slice(0, 5); }

  function autosave(field) {
    var address = field.getAttribute("data-autosave-url");
    var key = "draft:" + word("who") + ":" + address;
    var timer, failed = false;
    if (isPublic() || field.hasAttribute("data-awake")) { return; }
    field.setAttribute("data-awake", "");
    if (!field.value && remembered(key)) { field.value = remembered(key); }
    function save() {
      var sent = field.value, body = new FormData();
      body.append(field.name, sent);
      fetch(address, {
        method: "POST", body: body, credentials: "same-origin",
        headers: { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"] }
      }).then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
        failed = false;
        if (field.value !== sent) { return; }
        forget(key);
        if (field.form) { field.form.removeAttribute("data-changed"); }
        say(field, "status", word("saved") + " " + clock());
      }).catch(function () {
        failed = true;
        say(field, "status", word("unsaved"));
      });
    }
    field.addEventListener("input", function () {
      remember(key, field.value);
      clearTimeout(timer);
      timer = setTimeout(save, 1200);
    });
    if (field.form) {
      field.form.addEventListener("submit", function () {
        clearTimeout(timer);
        if (!failed) { forget(key); }
      });
    }
  }

  /* A table too wide for the window can be moved by the keyboard; enlarging the page narrows it. */
  function reach(part) {
    each(".table-wrap, .drawing", part, function (wrap) {
      if (wrap.scrollWidth > wrap.clientWidth) { wrap.tabIndex = 0; }
    });
  }
  window.addEventListener("resize", function () { reach(document); });

  /* --- what has just come onto the page -------------------------------------------------- */
  function wake(part) {
    each("[data-count]", part, count);
    each("[data-autosave-url]", part, autosave);
    reach(part);
    var first = part.querySelector("[data-focus]");
    if (first) { first.focus(); }
  }
  /* A receipt code behind the # of a QR: into the field, and out of the address. */
  function takeCode(field) {
    if (!/^#[0-9]{16}$/.test(location.hash)) { return; }
    field.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
  document.addEventListener("DOMContentLoaded", function () {
    wake(document);
    each("[data-code-from-address]", document, takeCode);
  });
  document.addEventListener("htmx:load", function (event) {
    if (event.target !== document.body) { wake(event.target.parentNode || event.target); }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt;
    if (event.detail.successful && form.matches("form")) { form.removeAttribute("data-changed"); }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id === "refusal") { event.detail.target.focus(); }
  });
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var place = document.getElementById("refusal");
      if (place.textContent && event.detail.xhr && event.detail.xhr.status < 500) { return; }
      place.textContent = word("failed");
      place.className = "alert alert-danger";
      place.focus();
    });
  });
})();

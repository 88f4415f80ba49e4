/* Loaded before anything is drawn, so that a dark page never flashes white. */
(function () {
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (refused) { /* storage is switched off */ }
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    var theme = kept || (dark.matches ? "dark" : "light");
    document.documentElement.setAttribute("data-bs-theme", theme);
  }
  apply();
  document.documentElement.classList.add("scripted");
  dark.addEventListener("change", apply);
  document.addEventListener("theme:switch", function () {
    kept = document.documentElement.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", kept); } catch (refused) { /* until the page is left */ }
    apply();
  });
})();

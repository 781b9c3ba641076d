// The switch itself is plain CSS; this names the page's language for readers, and keeps the place when it changes.
var choices = document.querySelectorAll(".choice");
function named(choice) {
  document.documentElement.lang = choice.dataset.lang;
  document.title = choice.dataset.title;
}
function chosen(language) {
  choices.forEach(function (choice) {
    if (choice.id === "show-" + language) { choice.checked = true; named(choice); }
  });
}
function asked() {
  var found = /^#(zh|en)(-.*)?$/.exec(location.hash);
  if (!found) { return; }
  chosen(found[1]);
  var place = document.getElementById(location.hash.slice(1));
  if (place) { place.scrollIntoView(); }
}
choices.forEach(function (choice) {
  choice.addEventListener("change", function () { named(choice); });
  if (choice.checked) { named(choice); }
});
window.addEventListener("hashchange", asked);
asked();

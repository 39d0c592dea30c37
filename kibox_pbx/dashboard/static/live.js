"use strict";
/* Keeps the calls on the page as the service sees them. What is the same stays untouched, so
   that a button keeps the focus and a screen reader hears new words only. The HTML comes from
   our own templates, which escape what callers said; the page's policy runs nothing within it. */

const place = document.getElementById("live");

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function followInOrder(old, fresh) {
  const wanted = Array.from(fresh.children);
  wanted.forEach((child, index) => {
    const there = old.children[index];
    if (!there) old.append(child);
    else if (there.outerHTML !== child.outerHTML) there.replaceWith(child);
  });
  while (old.children.length > wanted.length) old.lastElementChild.remove();
}

function follow(fresh) {
  const wanted = Array.from(fresh.children);
  const ids = new Set(wanted.map((each) => each.id));
  for (const each of Array.from(place.children)) if (!each.id || !ids.has(each.id)) each.remove();
  for (const each of wanted) {
    const there = each.id && document.getElementById(each.id);
    if (!there) {
      place.append(each);
      continue;
    }
    for (const part of [".state", "ol.turns", "ul.now"]) followInOrder(there.querySelector(part), each.querySelector(part));
  }
}

const source = new EventSource(place.dataset.source);
source.onmessage = (event) => {
  document.getElementById("lost").hidden = true;
  follow(parsed(event.data));
};
source.onerror = () => {
  if (source.readyState === EventSource.CLOSED) document.getElementById("lost").hidden = false;
};

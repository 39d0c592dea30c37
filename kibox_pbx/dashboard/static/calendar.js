"use strict";
/* An appointment that is dropped on a day leads to the free times of that day, where one is
   chosen as without a script: nothing is moved by the drop itself. */

const KIND = "text/x-kibox-appointment";

for (const entry of document.querySelectorAll("[data-move]")) {
  entry.draggable = true;
  entry.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(KIND, entry.dataset.move);
    event.dataTransfer.effectAllowed = "move";
  });
}

for (const day of document.querySelectorAll("[data-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    day.classList.add("target");
  });
  day.addEventListener("dragleave", () => day.classList.remove("target"));
  day.addEventListener("drop", (event) => {
    event.preventDefault();
    location.assign(`${event.dataTransfer.getData(KIND)}/from/${day.dataset.day}`);
  });
}

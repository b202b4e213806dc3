// Narrows the index to the lines that hold every word typed; accents and capitals do not matter.
const field = document.getElementById("find");
const none = document.getElementById("none");
const lines = Array.from(document.querySelectorAll(".found li"));
field.addEventListener("input", () => {
  const plain = field.value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const line of lines) {
    const fits = words.every((word) => line.dataset.find.includes(word));
    line.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  none.hidden = shown > 0;
});

// wwwroot/theme.js keeps the <html> element up to date; this tells the layout.
export function watch(layout) {
  const root = document.documentElement;
  const tell = () => layout.invokeMethodAsync("Show", root.dataset.theme, root.classList.contains("dark"));
  document.addEventListener("reconbanker:theme", tell);
  tell();
  return { stop: () => document.removeEventListener("reconbanker:theme", tell) };
}

export function choose(choice) {
  localStorage.setItem("reconbanker.theme", choice);
  document.dispatchEvent(new Event("reconbanker:theme"));
}

// Runs before the first paint: light, dark, or what the system prefers, as this browser was last told (see Layout/MainLayout.razor.js).
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const choice = localStorage.getItem("reconbanker.theme") ?? "system";
    root.dataset.theme = choice;
    root.classList.toggle("dark", choice === "dark" || (choice === "system" && system.matches));
  };

  const changed = () => document.dispatchEvent(new Event("reconbanker:theme"));
  document.addEventListener("reconbanker:theme", apply);
  system.addEventListener("change", changed);
  addEventListener("storage", changed);
  apply();
})();

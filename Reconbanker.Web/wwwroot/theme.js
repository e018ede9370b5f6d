// Runs before the first paint: light, dark, or what the system prefers, as this browser was last told (see Layout/MainLayout.razor.js).
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const choice = localStorage.getItem("reconbanker.theme") ?? "system";
    root.dataset.theme = choice;
    const isDark = choice === "dark" || (choice === "system" && system.matches);
    root.classList.toggle("dark", isDark);
    document.cookie = `reconbanker.look=${choice}.${isDark ? "dark" : "light"}; path=/; max-age=31536000; samesite=lax`;
  };

  const changed = () => document.dispatchEvent(new Event("reconbanker:theme"));
  document.addEventListener("reconbanker:theme", apply);
  system.addEventListener("change", changed);
  addEventListener("storage", changed);
  apply();
})();

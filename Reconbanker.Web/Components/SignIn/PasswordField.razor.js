// Runs once however many fields the page has: a module is evaluated once.
for (const button of document.querySelectorAll(".password button")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.textContent = show ? button.dataset.hide : button.dataset.show;
    field.focus();
  });
}

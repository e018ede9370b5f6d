// The clipboard is closed to pages on plain http from another machine: then the text is selected, and copied the old way.
export async function copy(field) {
  field.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return true;
  }

  return document.execCommand("copy");
}

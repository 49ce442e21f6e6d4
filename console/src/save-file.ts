/** Offers content as a download of that name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then; a URL that is kept keeps the whole content.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

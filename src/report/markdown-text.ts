/** Text of others inside a paragraph: no tags, no table cells, no emphasis by accident. */
export const inline = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, " ")
    .replaceAll("\\", "\\\\")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll("|", "\\|")
    .replace(/([*_`[\]])/g, "\\$1");

/**
 * Writes an XML element. Objects become child elements in order, arrays repeat the element, `undefined` is left out.
 *
 * Names come from our own code and are not escaped.
 */
export function xmlElement(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => xmlElement(name, item)).join('');
  return `<${name}>${xmlContent(value)}</${name}>`;
}

function xmlContent(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, child]) => xmlElement(name, child))
      .join('');
  }
  return escapeXml(String(value));
}

/** Escapes text for XML content and attributes. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Cents of an amount as people write it, `10.50`, `10` or `10,5`; undefined when it is none. No floating point near it. */
export function minorOf(text: string): string | undefined {
  const [, whole, part = ''] = /^([0-9]{1,9})(?:[.,]([0-9]{1,2}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const digits = `${whole}${part.padEnd(2, '0')}`.replace(/^0+/, '');
  return digits === '' ? undefined : digits;
}

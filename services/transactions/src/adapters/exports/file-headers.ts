/** Headers that come back with a file: browsers save it under the export's name. */
export function fileHeadersOf(key: string): { readonly ContentType: string; readonly ContentDisposition: string } {
  const [exportId = '', file = ''] = key.split('/');
  const ending = file.split('.').at(-1);
  const ContentType = ending === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson';
  return { ContentType, ContentDisposition: `attachment; filename="${exportId}.${ending}"` };
}

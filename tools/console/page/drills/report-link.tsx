/** Leads to the report of a drill, in a tab of its own. */
export function ReportLink({
  reports,
  folder,
  text,
}: {
  readonly reports: string;
  readonly folder: string;
  readonly text: string;
}) {
  const path = folder.split('/').map(encodeURIComponent).join('/');
  return (
    <a href={`${reports}${path}/report.html`} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}

/** Style of the page: light and dark by the reader's choice, always light on paper. */
export const style = `
:root { color-scheme: light dark; --page: #fff; --text: #1b2430; --soft: #55606e; --line: #d5dbe3; --panel: #f4f6f9;
  --taken: #2f6fdb; --refused: #8a94a3; --failed: #d97706; --silent: #c2255c; --stage: #2f6fdb; --felt: #c2255c; --unfelt: #b8a1d9;
  --still: #d97706; --shade: #c2255c14; --mark: #1b2430; --on-mark: #fff; --missing: #7048e8; --good: #1b7f4d; --bad: #b3123f; --late: #9a5b00; }
@media (prefers-color-scheme: dark) { :root { --page: #11161d; --text: #e6ebf2; --soft: #a3afbf; --line: #313c4a; --panel: #1a212b;
  --taken: #6ea2ff; --refused: #8793a5; --failed: #f2a33c; --silent: #ff6b98; --stage: #6ea2ff; --felt: #ff6b98; --unfelt: #8f7bb5;
  --still: #f2a33c; --shade: #ff6b9820; --mark: #e6ebf2; --on-mark: #11161d; --missing: #a78bfa; --good: #5fd39a; --bad: #ff8aa8; --late: #f5bd63; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 36px 0 10px; padding-top: 10px; border-top: 1px solid var(--line); }
.which { color: var(--soft); margin: 0 0 16px; }
.verdict { font-size: 18px; line-height: 1.45; padding: 14px 18px; border-left: 6px solid; background: var(--panel); border-radius: 4px; }
.passed { border-color: var(--good); } .passed strong { color: var(--good); }
.late { border-color: var(--late); } .late strong { color: var(--good); }
.failed.verdict { border-color: var(--bad); } .failed.verdict strong { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 10px; margin: 16px 0; }
.tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; background: var(--panel); border-radius: 4px; padding: 10px 12px; }
.tiles dt { color: var(--soft); font-size: 13px; line-height: 1.35; }
.tiles dd { margin: 0; font-size: 24px; font-weight: 600; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
caption { text-align: left; color: var(--soft); padding-bottom: 6px; }
th, td { text-align: left; vertical-align: top; padding: 5px 16px 5px 0; border-bottom: 1px solid var(--line); } .long { overflow-wrap: anywhere; }
th[scope="row"] { font-weight: 500; } thead th { border-bottom-width: 2px; vertical-align: bottom; }
.number { text-align: right; } td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 16px 0 22px; } svg { width: 100%; height: auto; display: block; }
figcaption { color: var(--soft); font-size: 13px; margin-bottom: 8px; } figcaption strong { color: var(--text); display: block; font-size: 14px; }
svg text { font-size: 11px; fill: var(--soft); } .in-mark { fill: var(--on-mark) !important; font-weight: 700; font-size: 10px !important; }
.name { fill: var(--text); } .grid { stroke: var(--line); stroke-width: 1; } .base { stroke: var(--soft); }
.fault { stroke: var(--felt); stroke-width: 1.5; } .shade { fill: var(--shade); } .none { fill: none; }
.taken { fill: var(--taken); } .refused { fill: var(--refused); } svg .failed { fill: var(--failed); } .silent { fill: var(--silent); }
.stage { fill: var(--stage); } .felt { fill: var(--felt); } .unfelt { fill: var(--unfelt); } .still { fill: var(--still); }
.rug { stroke: var(--taken); stroke-opacity: .5; stroke-width: 2; } circle.mark { fill: var(--mark); } line.mark { stroke: var(--mark); stroke-dasharray: 3 3; }
.missing { fill: var(--missing); fill-opacity: .35; stroke: var(--missing); stroke-width: 1.5; }
.note { color: var(--late); } code { font-size: 13px; }
summary { cursor: pointer; margin: 8px 0; }
.words { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; } .words dt { font-weight: 600; } .words dd { margin: 0; }
:focus-visible { outline: 2px solid var(--taken); outline-offset: 2px; }
@page { size: A4; margin: 15mm 14mm; }
@media print { :root { color-scheme: light; --page: #fff; --text: #1b2430; --soft: #55606e; --line: #d5dbe3; --panel: #f4f6f9; --taken: #2f6fdb;
  --refused: #8a94a3; --failed: #d97706; --silent: #c2255c; --stage: #2f6fdb; --felt: #c2255c; --unfelt: #b8a1d9; --still: #d97706; --shade: #c2255c14;
  --mark: #1b2430; --on-mark: #fff; --missing: #7048e8; --good: #1b7f4d; --bad: #b3123f; --late: #9a5b00; }
  body { font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; } main { max-width: none; padding: 0; }
  h2 { break-after: avoid; } figure, tr, .tiles, .verdict { break-inside: avoid; } .wide { overflow: visible; } table { font-size: 9pt; }
  details { display: none; } }
`;

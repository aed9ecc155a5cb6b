/** The rules of a handout besides those of every page. */
export const handoutStyle = `
main { max-width: 1160px; overflow-wrap: break-word; }
h2 { font-size: 22px; line-height: 1.25; margin: 0 0 4px; }
h3 { font-size: 15px; margin: 28px 0 8px; }
h2, h3, h4, h5, h6, h2 + .soft, h3 + .soft { break-after: avoid; }
a { color: inherit; }
nav ul { list-style: none; margin: 24px 0 0; padding: 0; }
nav li { padding: 3px 0; }
nav .soft { margin-left: 8px; }
section { margin-top: 48px; padding-top: 32px; border-top: 1px solid var(--grid); }
.text { max-width: 72ch; }
.text :is(th, td) { padding: 4px 20px 4px 0; border-bottom: 1px solid var(--grid); text-align: left; }
.text table { border-collapse: collapse; }
.text blockquote { margin: 0; padding-left: 14px; border-left: 3px solid var(--faint); }
p, li { orphans: 2; widows: 2; }
.question, .notes { max-width: 72ch; margin-top: 24px; padding: 4px 18px; border: 1px solid var(--faint);
  border-radius: 6px; break-inside: avoid; }
.question h3, .notes h3 { margin-top: 12px; }
.programs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr));
  gap: 0 28px; }
.programs > div { min-width: 0; }
pre, code { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
pre { margin: 0; font-size: 12px; line-height: 1.5; white-space: pre-wrap; tab-size: 4; }
:not(pre) > code { font-size: 0.92em; }
.text pre, .output { padding: 10px 14px; border: 1px solid var(--grid); border-radius: 6px; }
.output { margin-top: 12px; }
.numbered { counter-reset: line; border-left: 2px solid var(--grid); }
.numbered span { display: block; position: relative; padding-left: 68px; text-indent: -24px;
  break-inside: avoid; }
.numbered span::before { counter-increment: line; content: counter(line); position: absolute; left: 0;
  width: 30px; text-align: right; text-indent: 0; color: var(--soft); }
.checks { margin: 8px 0; padding-left: 20px; }
.checks li::marker { content: '☐  '; }
.writing span { display: block; height: 27px; border-bottom: 1px solid var(--faint); }
.order pre { padding: 10px 14px; border: 1px solid var(--grid); border-radius: 6px; white-space: pre-wrap; }
.solution { margin-top: 28px; }
.failure { border-left: 3px solid var(--fault); padding-left: 12px; }
.verdict { font-size: 17px; line-height: 1.4; max-width: 72ch; }
figure { margin-top: 16px; max-width: 960px; }
.lanes { padding: 10px 14px; overflow-x: auto; break-inside: auto; }
.lanes svg { min-width: 560px; margin-top: 10px; break-inside: avoid; }
.together { break-inside: avoid; }
figcaption { color: var(--soft); font-size: 13px; }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  body { font-size: 10pt; line-height: 1.4; }
  h3 { margin-top: 18px; }
  main { max-width: none; padding: 0; }
  section { margin: 0; padding: 10mm 0 0; border: 0; }
  .programs { display: block; }
  pre { font-size: 8pt; line-height: 1.35; }
  .question { margin-top: 12px; padding-block: 0; }
  .lanes { overflow: visible; }
  .lanes svg { min-width: 0; }
  .text a[href^='http']::after { content: ' (' attr(href) ')'; }
}
`

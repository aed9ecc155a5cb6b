/** How the participants' page looks: on a phone first, in the colours of the charts. */
export const participantStyle = `
[hidden] { display: none !important; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--ink);
  font: 18px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 640px; margin: 0 auto; padding: 16px 16px 48px; display: grid; gap: 16px; }
h1 { font-size: 20px; line-height: 1.3; margin: 0; font-weight: 600; }
h2 { font-size: 22px; line-height: 1.3; margin: 0; font-weight: 600; }
p { margin: 0; }
section { display: grid; gap: 12px; }
.soft { color: var(--soft); font-size: 16px; }
.status { min-height: 1.5em; font-weight: 600; }
.status.fault { color: var(--fault); }
.choices { display: grid; gap: 10px; padding: 0; margin: 0; border: 0; min-width: 0; }
button, input, summary { font: inherit; color: inherit; }
button { width: 100%; min-height: 52px; padding: 10px 14px; border: 2px solid var(--faint);
  border-radius: 8px; background: none; text-align: left; cursor: pointer; }
button[aria-pressed='true'] { background: var(--ink); border-color: var(--ink); color: var(--background); }
button[aria-disabled='true'] { cursor: default; border-style: dashed; }
button .count { display: block; font-size: 16px; }
button.right { border-style: solid; border-color: var(--ink); font-weight: 600; }
button.send { width: auto; text-align: center; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
details { border-top: 1px solid var(--grid); padding-top: 12px; }
summary { min-height: 44px; padding: 8px 0; cursor: pointer; }
form { display: grid; gap: 12px; padding: 8px 0; }
label { display: grid; gap: 4px; }
input { width: 100%; min-height: 48px; padding: 8px; border: 2px solid var(--faint); border-radius: 8px;
  background: none; }
code { font: 15px/1.4 ui-monospace, monospace; }
`

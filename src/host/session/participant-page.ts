import { createHash } from 'node:crypto'
import { MOST_IN_NAME } from '../../contract/workshop/session'
import { participantStyle } from '../../participant/participant-style'
import script from '../../participant/participant.ts?script'
import { colourDeclarations } from '../export/picture/themed-svg'

/** The page that participants open, and what goes with every answer. */
export interface ParticipantPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The participants' page: one file that loads nothing, follows its reader's theme, and speaks to
 * nobody but where it came from. Its policy allows its own style and script by their hashes.
 */
export function participantPage(): ParticipantPage {
  const style = `:root { color-scheme: light dark; ${colourDeclarations('light')} }
@media (prefers-color-scheme: dark) { :root { ${colourDeclarations('dark')} } }
${participantStyle}`
  const policy = [
    "default-src 'none'",
    `style-src ${only(style)}`,
    `script-src ${only(script)}`,
    "connect-src 'self'",
    // Without it browsers ask for an icon.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  return {
    html: htmlOf(style),
    headers: {
      'Content-Security-Policy': policy,
      'Content-Type': 'text/html; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  }
}

function only(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const htmlOf = (style: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>Corewise session</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 id="title">Corewise session</h1>
<p id="status" class="status" role="status">Connecting…</p>
<noscript><p>This page needs JavaScript: allow it here to take part.</p></noscript>
<section id="vote" aria-labelledby="question" hidden>
<h2 id="question"></h2>
<p id="hint" class="soft"></p>
<div id="choices" class="choices" role="group" aria-labelledby="question"></div>
</section>
<details id="machine">
<summary>Send a result of your own machine</summary>
<p class="soft">Measure with Corewise on your machine, then choose its result file, <code>result.corewise.json</code>. It goes to whoever presents, and nowhere else.</p>
<form id="send">
<label>Your machine’s name, as the room will see it <input id="name" autocomplete="off" maxlength="${MOST_IN_NAME}"></label>
<label>Result file <input id="file" type="file" accept=".json,application/json"></label>
<button class="send" type="submit">Send the result</button>
<p id="sent" role="status"></p>
</form>
<p class="soft">On the command line: <code id="command"></code></p>
</details>
</main>
<script>${script}</script>
</body>
</html>
`

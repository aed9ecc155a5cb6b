import { createHash } from 'node:crypto'
import { escapeMarkup as escape } from './clean-text'
import { colourDeclarations } from '../picture/themed-svg'
import { typefaceRules } from '../picture/typeface-rules'

/** What an HTML file that leaves the lab consists of. */
interface HtmlPage {
  /** Text. */
  readonly title: string
  /** CSS rules besides those of every page. */
  readonly style: string
  /** HTML: what stands in `main`. */
  readonly content: string
  /** A classic script that runs when all of the page is there; none where it is left out. */
  readonly script?: string
}

/** A source of a policy that allows this text alone. */
const only = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded and nothing sent; what is not the page's own style or script does nothing. */
const policyOf = (style: string, script: string | undefined): string =>
  [
    "default-src 'none'",
    `style-src ${only(style)}`,
    'font-src data:',
    ...(script === undefined ? [] : [`script-src ${only(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

/**
 * One HTML file: no remote source, light or dark as the reader's system is, light on paper. Its
 * policy allows its own style and script by their hashes and nothing else.
 */
export const htmlPage = ({ title, style, content, script }: HtmlPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policyOf(`${baseStyle}${style}`, script)}">
<title>${escape(title)} – Corewise</title>
<style>${baseStyle}${style}</style>
</head>
<body>
<main>
${content}
</main>${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`

const baseStyle = `
${typefaceRules}
[hidden] { display: none !important; }
:root { ${colourDeclarations('light')} }
@media (prefers-color-scheme: dark) { :root { ${colourDeclarations('dark')} } }
@media print { :root { ${colourDeclarations('light')} } }
body { margin: 0; background: var(--background); color: var(--ink);
  font: 15px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px 64px; }
span, strong, em, a { unicode-bidi: isolate; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
.soft { color: var(--soft); margin: 0; font-size: 13px; }
.scroll { overflow-x: auto; }
figure { margin: 32px 0 0; border: 1px solid var(--grid); border-radius: 6px; overflow: hidden;
  break-inside: avoid; }
svg { display: block; width: 100%; height: auto; }
`

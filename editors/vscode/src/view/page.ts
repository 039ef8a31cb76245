// The page that shows a picture. It loads nothing but its own script, and runs nothing else.

/** The page; `script` is the address of its script, and `nonce` a word that nobody can guess. */
export function page(script: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stream map</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1 id="title">Map</h1>
<button id="out" title="Smaller (-)" aria-label="Smaller">&minus;</button>
<button id="whole" title="As large as the text (0)"><span id="zoom">100 %</span></button>
<button id="in" title="Larger (+)" aria-label="Larger">+</button>
<button id="fit" title="The whole width (f)">Fit</button>
<span id="problem" role="status"></span>
</header>
<main id="picture" tabindex="0" aria-label="Picture"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

const STYLE = `
body { margin: 0; padding: 0; height: 100vh; display: flex; flex-direction: column;
  background: var(--vscode-editor-background); color: var(--vscode-editor-foreground); }
header { display: flex; align-items: center; gap: 4px; padding: 4px 8px;
  border-bottom: 1px solid var(--vscode-panel-border, #8884); }
header button { font: inherit; min-width: 26px; padding: 2px 7px; cursor: pointer; border-radius: 3px;
  color: var(--vscode-button-secondaryForeground, inherit); background: var(--vscode-button-secondaryBackground, transparent);
  border: 1px solid var(--vscode-button-border, transparent); }
header button:hover { background: var(--vscode-button-secondaryHoverBackground, #8883); }
#problem { margin-left: 8px; }
#title { position: absolute; clip-path: inset(50%); }
#picture { flex: 1; overflow: auto; }
#picture svg { display: block; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder, #1f5fa8); outline-offset: -2px; }
.vsd > .paper { fill: none; }
.vsd [data-at] { cursor: pointer; }
.vsd [data-at]:focus-visible { outline-offset: 3px; }
.vsd .hit { fill: none; stroke: transparent; stroke-width: 14; pointer-events: stroke; }
.vsd .flow:hover .wire, .vsd .flow:focus-visible .wire { stroke-width: 3; }
.vsd .node:hover .box { stroke-width: 3; }
.vsd .here > .box { stroke: var(--vscode-focusBorder, #1f5fa8); stroke-width: 5; }
`;

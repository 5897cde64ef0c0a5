import { randomBytes } from 'node:crypto';

export interface Resources {
  readonly script: string;
  readonly style: string;
  /** Where the webview may load styles from. */
  readonly source: string;
}

/** The page of the graph: it loads our script and our style, and nothing else from anywhere. */
export function pageHtml({ script, style, source }: Resources, nonce = randomBytes(16).toString('base64')): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Build Graph</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

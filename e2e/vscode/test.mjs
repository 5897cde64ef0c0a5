// What a user of VS Code does with Plimsoll, in VS Code itself.
// node vscode/test.mjs TOOLS VSIX JAVA_FIXED ARTEFACTS

// What Docker or Podman is called with. These are lists of arguments, never lines for a shell: a name with blanks,
// quotes or dollar signs needs no care, but for what VS Code itself puts in: see `replaced`.

/** `docker build` of a file; without a tag the image gets none. */
export function buildArguments(file: string, tag: string, context: string): string[] {
  return ['build', '--file', file, ...(tag ? ['--tag', tag] : []), context];
}

/**
 * The first of these texts in which VS Code would put something else before a task starts: the value of a variable, or
 * what a command gives that it runs for it. There is no way to quote that, so such names can't be passed on.
 */
export function replaced(texts: readonly string[]): string | undefined {
  return texts.find((text) => text.includes('${'));
}

export function scanArguments(image: string): string[] {
  return ['scout', 'cves', image];
}

export function historyArguments(image: string): string[] {
  return ['image', 'history', image];
}

/** Docker Scout is a plug-in of Docker's own command; Podman has nothing of that name. */
export function hasScout(engine: string): boolean {
  return !/^podman/i.test(engine.split(/[\\/]/).at(-1) ?? '');
}

const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?';
const NAME = `(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*`;
const TAG = '[\\w][\\w.-]{0,127}';
const TAGGED = new RegExp(`^${NAME}(?::${TAG})?$`);
const IMAGE = new RegExp(`^${NAME}(?::${TAG})?(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?$|^[0-9a-f]{6,64}$`);

/** Whether an image can be given this name, with or without a tag. */
export function isTag(text: string): boolean {
  return TAGGED.test(text);
}

/** Whether this names an image, by name or by id. It never begins with a dash, so it is never taken for an option. */
export function isImage(text: string): boolean {
  return IMAGE.test(text);
}

/** A name for the image of a folder: what may stand in a name of what the folder is called. */
export function suggestedTag(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]*([._-])/g, '$1')
    .replace(/^[._-]+|[._-]+$/g, '');
  return isTag(name) ? name : 'image';
}

/** The oldest feature release that runs the server. */
export const OLDEST_FEATURE = 17;

export interface JavaVersion {
  /** As Java prints it: `17.0.15`, `21-ea`, `1.8.0_292`. */
  readonly text: string;
  /** 8, 11, 17, … */
  readonly feature: number;
}

/** Reads the version from what `java -version` prints; undefined when there is none. */
export function parseJavaVersion(output: string): JavaVersion | undefined {
  // Up to Java 8 the feature release is the second number: 1.8.0.
  const match = /\bversion "((?:1\.)?(\d+)[^"]*)"/.exec(output);
  return match?.[1] && match[2] ? { text: match[1], feature: Number(match[2]) } : undefined;
}

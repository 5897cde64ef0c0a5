import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJavaVersion } from '../src/java/version';

const printed: [title: string, output: string, text: string, feature: number][] = [
  ['Oracle 8', 'java version "1.8.0_292"\nJava(TM) SE Runtime Environment (build 1.8.0_292-b10)\n', '1.8.0_292', 8],
  ['OpenJDK 8', 'openjdk version "1.8.0_442"\nOpenJDK Runtime Environment (Temurin)\n', '1.8.0_442', 8],
  ['OpenJDK 11', 'openjdk version "11.0.26" 2025-01-21\nOpenJDK Runtime Environment\n', '11.0.26', 11],
  ['OpenJDK 17', 'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment\n', '17.0.15', 17],
  ['the first 17', 'openjdk version "17" 2021-09-14\r\nOpenJDK Runtime Environment\r\n', '17', 17],
  ['early access', 'openjdk version "21-ea" 2023-09-19\nOpenJDK Runtime Environment\n', '21-ea', 21],
  ['Temurin 25', 'openjdk version "25.0.1" 2025-10-21 LTS\nOpenJDK Runtime Environment Temurin\n', '25.0.1', 25],
  ['a fourth number', 'java version "17.0.4.1" 2022-08-18 LTS\n', '17.0.4.1', 17],
  [
    'GraalVM',
    'java version "21.0.2" 2024-01-16 LTS\nJava(TM) SE Runtime Environment Oracle GraalVM 21.0.2+13.1\n',
    '21.0.2',
    21,
  ],
  [
    'Semeru (OpenJ9)',
    'openjdk version "17.0.10" 2024-01-16\nEclipse OpenJ9 VM (build openj9-0.43.0, JRE 17 Linux)\n',
    '17.0.10',
    17,
  ],
  [
    'after a note on JAVA_TOOL_OPTIONS',
    'Picked up JAVA_TOOL_OPTIONS: -Dversion=11\nopenjdk version "17.0.15" 2025-04-15\n',
    '17.0.15',
    17,
  ],
];

for (const [title, output, text, feature] of printed) {
  test(`reads the version of ${title}`, () => {
    assert.deepEqual(parseJavaVersion(output), { text, feature });
  });
}

for (const output of ['', 'bash: java: command not found', 'version 17', 'java version "seventeen"', '17.0.15']) {
  test(`finds no version in ${JSON.stringify(output)}`, () => {
    assert.equal(parseJavaVersion(output), undefined);
  });
}

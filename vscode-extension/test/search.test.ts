import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeFailure, findJava } from '../src/java/search';
import { type FakeMachine, fakeSystem, openjdk, prints } from './fakeSystem';

const BUNDLED = '/extension/jre';

async function search(machine: FakeMachine, home = '', known = new Map<string, string>()) {
  const system = fakeSystem(machine);
  const bundledHome = machine.platform === 'win32' ? 'C:\\extension\\jre' : BUNDLED;
  return { ...(await findJava({ home, bundledHome }, system, known)), runs: system.runs };
}

async function found(machine: FakeMachine, home = ''): Promise<string> {
  const { java, rejections } = await search(machine, home);
  return java ? `${java.executable} ${java.version} (${java.source})` : describeFailure(rejections);
}

describe('the order of the search', () => {
  const everywhere = {
    '/chosen/bin/java': openjdk('17.0.1'),
    '/extension/jre/bin/java': openjdk('25'),
    '/java-home/bin/java': openjdk('17.0.3'),
    '/jdk-home/bin/java': openjdk('17.0.4'),
    '/usr/bin/java': openjdk('17.0.5'),
    '/usr/lib/jvm/java-17/bin/java': openjdk('17.0.6'),
    '/home/sam/.sdkman/candidates/java/17.0.7-tem/bin/java': openjdk('17.0.7'),
  };
  const environment = { JAVA_HOME: '/java-home', JDK_HOME: '/jdk-home', PATH: '/usr/local/bin:/usr/bin' };
  const expected = [
    '/extension/jre/bin/java 25 (bundled)',
    '/java-home/bin/java 17.0.3 (JAVA_HOME)',
    '/jdk-home/bin/java 17.0.4 (JDK_HOME)',
    '/usr/bin/java 17.0.5 (PATH)',
    '/usr/lib/jvm/java-17/bin/java 17.0.6 (system)',
    '/home/sam/.sdkman/candidates/java/17.0.7-tem/bin/java 17.0.7 (SDKMAN)',
  ];

  test('the setting comes first', async () => {
    assert.equal(
      await found({ programs: everywhere, environment }, '/chosen'),
      '/chosen/bin/java 17.0.1 (plimsoll.java.home)',
    );
  });

  test('then the bundled runtime, the environment, the PATH, the usual folders', async () => {
    const programs: FakeMachine['programs'] & object = { ...everywhere };
    for (const line of expected) {
      assert.equal(await found({ programs, environment }), line);
      delete programs[line.split(' ')[0] ?? ''];
    }
    assert.match(await found({ programs, environment }), /found none/);
  });

  test('nothing is run once a Java is found', async () => {
    assert.deepEqual((await search({ programs: everywhere, environment })).runs, ['/extension/jre/bin/java']);
  });

  describe('a Java that was met before', () => {
    const programs = { '/usr/lib/jvm/java-17/bin/java': openjdk('17.0.6') };
    const links = { '/usr/bin/java': '/usr/lib/jvm/java-17/bin/java' };
    const release = { size: 1200, modified: 1 };
    const machine = (files: FakeMachine['files'] & object) => ({
      programs,
      links,
      files,
      environment: { PATH: '/usr/bin' },
    });

    test('is not run to be asked its version', async () => {
      const known = new Map<string, string>();
      const files = { '/usr/lib/jvm/java-17/release': release };
      assert.deepEqual((await search(machine(files), '', known)).runs, ['/usr/bin/java']);
      const { java, runs } = await search(machine(files), '', known);
      assert.deepEqual(runs, []);
      assert.equal(java?.version, '17.0.6');
    });

    test('is asked again when it was updated', async () => {
      const known = new Map<string, string>();
      await search(machine({ '/usr/lib/jvm/java-17/release': release }), '', known);
      const updated = machine({ '/usr/lib/jvm/java-17/release': { ...release, modified: 2 } });
      assert.deepEqual((await search(updated, '', known)).runs, ['/usr/bin/java']);
    });

    test('is asked again when it has no release file, as the stand-ins of version managers have none', async () => {
      const known = new Map<string, string>();
      await search(machine({}), '', known);
      assert.deepEqual((await search(machine({}), '', known)).runs, ['/usr/bin/java']);
    });
  });

  test('a Java that is too old or broken is passed over', async () => {
    const programs = {
      '/java-home/bin/java': openjdk('1.8.0_292'),
      '/jdk-home/bin/java': { kind: 'timeout' } as const,
      '/usr/bin/java': prints('', 1),
      '/usr/lib/jvm/java-17/bin/java': openjdk('17.0.6'),
    };
    assert.equal(await found({ programs, environment }), '/usr/lib/jvm/java-17/bin/java 17.0.6 (system)');
  });

  test('one program that is reached by many links is run once', async () => {
    const java = '/usr/lib/jvm/java-11/bin/java';
    const { runs, rejections } = await search({
      programs: { [java]: openjdk('11.0.26') },
      links: { '/usr/bin/java': java, '/bin/java': java, '/usr/lib/jvm/default/bin/java': java },
      environment: { PATH: '/usr/bin:/bin' },
    });
    assert.deepEqual(runs, ['/usr/bin/java']);
    assert.equal(rejections.length, 1);
  });

  test('a linked program is started by its own path, since version managers look at the name they are called by', async () => {
    const machine = {
      programs: { '/usr/bin/mise': openjdk('21.0.2') },
      links: { '/home/sam/.local/share/mise/shims/java': '/usr/bin/mise' },
      environment: { PATH: '/home/sam/.local/share/mise/shims' },
    };
    assert.equal(await found(machine), '/home/sam/.local/share/mise/shims/java 21.0.2 (PATH)');
  });

  test('among the usual folders the newest comes first', async () => {
    const programs = {
      '/usr/lib/jvm/java-9/bin/java': openjdk('9.0.4'),
      '/usr/lib/jvm/java-17/bin/java': openjdk('17.0.15'),
      '/usr/lib/jvm/java-21/bin/java': openjdk('21.0.2'),
    };
    assert.equal(await found({ programs }), '/usr/lib/jvm/java-21/bin/java 21.0.2 (system)');
  });

  test('a relative entry of the PATH is never used', async () => {
    const programs = { 'bin/java': openjdk('21'), java: openjdk('21'), './java': openjdk('21') };
    assert.match(await found({ programs, environment: { PATH: 'bin::.' } }), /found none/);
  });
});

describe('the setting plimsoll.java.home', () => {
  const at = (file: string) => ({ programs: { [file]: openjdk('17.0.1') } });

  test('may name a home with blanks and letters of any script', async () => {
    const home = '/opt/Jävа runtimes/ジャワ 17';
    assert.equal(await found(at(`${home}/bin/java`), ` ${home}/ `), `${home}/bin/java 17.0.1 (plimsoll.java.home)`);
  });

  test('may name a macOS bundle', async () => {
    const java = '/Library/Java/JavaVirtualMachines/temurin-17.jdk/Contents/Home/bin/java';
    assert.equal(
      await found({ ...at(java), platform: 'darwin' }, '/Library/Java/JavaVirtualMachines/temurin-17.jdk'),
      `${java} 17.0.1 (plimsoll.java.home)`,
    );
  });

  test('may name the program itself', async () => {
    assert.equal(await found(at('/j/bin/java'), '/j/bin/java'), '/j/bin/java 17.0.1 (plimsoll.java.home)');
  });

  test('may begin with a tilde', async () => {
    assert.equal(await found(at('/home/sam/j/bin/java'), '~/j'), '/home/sam/j/bin/java 17.0.1 (plimsoll.java.home)');
  });

  test('is not replaced by another Java when it is wrong', async () => {
    const machine = { ...at('/usr/bin/java'), environment: { PATH: '/usr/bin' } };
    assert.equal(
      await found(machine, '/gone'),
      'Plimsoll needs Java 17 or newer and found none. /gone (plimsoll.java.home) has no bin/java. ' +
        'Install a JDK or JRE, or set plimsoll.java.home.',
    );
  });

  test('must be absolute', async () => {
    assert.match(await found(at('j/bin/java'), 'j'), /j \(plimsoll\.java\.home\) has no bin\/java\./);
  });
});

describe('Windows', () => {
  const windows = (file: string, environment = {}): FakeMachine => ({
    platform: 'win32',
    programs: { [file]: openjdk('21.0.2') },
    environment,
  });

  const cases: [title: string, file: string, environment: Record<string, string>, source: string][] = [
    [
      'JAVA_HOME with blanks',
      'C:\\Program Files\\Java\\jdk-21\\bin\\java.exe',
      { JAVA_HOME: 'C:\\Program Files\\Java\\jdk-21' },
      'JAVA_HOME',
    ],
    ['the PATH', 'D:\\j\\bin\\java.exe', { PATH: 'C:\\Windows;D:\\j\\bin' }, 'PATH'],
    ['a quoted entry of the PATH', 'D:\\my j\\bin\\java.exe', { PATH: '"D:\\my j\\bin";C:\\Windows' }, 'PATH'],
    [
      'Eclipse Adoptium',
      'C:\\Program Files\\Eclipse Adoptium\\jdk-21.0.2.13-hotspot\\bin\\java.exe',
      { ProgramFiles: 'C:\\Program Files' },
      'Eclipse Adoptium',
    ],
    [
      'Microsoft',
      'C:\\Program Files\\Microsoft\\jdk-21.0.2.13-hotspot\\bin\\java.exe',
      { ProgramFiles: 'C:\\Program Files' },
      'Microsoft',
    ],
    [
      'an installation for one user',
      'C:\\Users\\sam\\AppData\\Local\\Programs\\Eclipse Adoptium\\jdk-21\\bin\\java.exe',
      { LOCALAPPDATA: 'C:\\Users\\sam\\AppData\\Local' },
      'Eclipse Adoptium',
    ],
    [
      'mise',
      'C:\\Users\\sam\\AppData\\Local\\mise\\installs\\java\\21\\bin\\java.exe',
      { LOCALAPPDATA: 'C:\\Users\\sam\\AppData\\Local' },
      'mise',
    ],
  ];
  for (const [title, file, environment, source] of cases) {
    test(`finds java.exe by ${title}`, async () => {
      assert.equal(await found(windows(file, environment)), `${file} 21.0.2 (${source})`);
    });
  }

  test('a program without .exe is not taken', async () => {
    assert.match(await found(windows('D:\\j\\bin\\java', { JAVA_HOME: 'D:\\j', PATH: 'D:\\j\\bin' })), /found none/);
  });
});

describe('the usual folders', () => {
  const cases: [platform: NodeJS.Platform, file: string, source: string, environment?: Record<string, string>][] = [
    ['darwin', '/Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home/bin/java', 'system'],
    ['darwin', '/home/sam/Library/Java/JavaVirtualMachines/x/Contents/Home/bin/java', 'user'],
    ['darwin', '/opt/homebrew/opt/openjdk@21/bin/java', 'Homebrew'],
    ['darwin', '/usr/local/opt/openjdk/bin/java', 'Homebrew'],
    ['linux', '/usr/lib64/jvm/jre-21/bin/java', 'system'],
    ['linux', '/opt/jdk-21/bin/java', 'system'],
    ['linux', '/home/linuxbrew/.linuxbrew/opt/openjdk/bin/java', 'Homebrew'],
    ['linux', '/sdk man/candidates/java/current/bin/java', 'SDKMAN', { SDKMAN_DIR: '/sdk man' }],
    ['linux', '/home/sam/.asdf/installs/java/temurin-21.0.2/bin/java', 'asdf'],
    ['linux', '/home/sam/.local/share/mise/installs/java/21/bin/java', 'mise'],
    ['linux', '/data/mise/installs/java/21/bin/java', 'mise', { XDG_DATA_HOME: '/data' }],
    ['linux', '/home/sam/.jdks/corretto-21/bin/java', 'IntelliJ'],
  ];
  for (const [platform, file, source, environment = {}] of cases) {
    test(`${platform}: ${file}`, async () => {
      const machine = { platform, environment, programs: { [file]: openjdk('21.0.2') } };
      assert.equal(await found(machine), `${file} 21.0.2 (${source})`);
    });
  }

  test('what does not look like Java in a shared folder is not run', async () => {
    const programs = { '/opt/game/bin/java': openjdk('21') };
    assert.deepEqual((await search({ programs })).runs, []);
  });
});

describe('what is said when there is none', () => {
  const reason = async (run: ReturnType<typeof prints>) =>
    (await search({ programs: { '/j/bin/java': run }, environment: { JAVA_HOME: '/j' } })).rejections[0]?.reason;

  test('too old', async () => {
    assert.equal(await reason(openjdk('1.8.0_292')), 'is Java 1.8.0_292');
    assert.equal(await reason(openjdk('11.0.26')), 'is Java 11.0.26');
    assert.equal(await reason(openjdk('16.0.2')), 'is Java 16.0.2');
  });

  test('the stub of macOS', async () => {
    const stub = prints(
      'The operation couldn’t be completed. Unable to locate a Java Runtime.\nPlease visit http://www.java.com for information on installing Java.\n',
      1,
    );
    assert.equal(
      await reason(stub),
      'ended with exit code 1: The operation couldn’t be completed. Unable to locate a Java Runtime',
    );
  });

  test('a failure without a word', async () => {
    assert.equal(await reason(prints('', 1)), 'ended with exit code 1: no output');
  });

  test('a version, but a failure', async () => {
    assert.equal(await reason(prints('openjdk version "21"\n', 134)), 'ended with exit code 134: openjdk version "21"');
  });

  test('another program', async () => {
    assert.equal(await reason(prints('usage: java [island]\n')), 'does not answer like Java: usage: java [island]');
  });

  test('a program that hangs', async () => {
    assert.equal(await reason({ kind: 'timeout' }), 'did not answer within 10 seconds');
  });

  test('a program that may not be run', async () => {
    assert.equal(await reason({ kind: 'failed', reason: 'EACCES' }), 'could not be run: EACCES');
  });

  test('nothing was found at all', async () => {
    assert.equal(
      await found({}),
      'Plimsoll needs Java 17 or newer and found none. Install a JDK or JRE, or set plimsoll.java.home.',
    );
  });

  test('many were found: the message stays short', async () => {
    const programs = Object.fromEntries([8, 9, 10, 11].map((n) => [`/usr/lib/jvm/${n}/bin/java`, openjdk(`${n}.0.1`)]));
    assert.equal(
      await found({ programs }),
      'Plimsoll needs Java 17 or newer and found none. ' +
        '/usr/lib/jvm/11/bin/java (system) is Java 11.0.1. ' +
        '/usr/lib/jvm/10/bin/java (system) is Java 10.0.1. ' +
        '/usr/lib/jvm/9/bin/java (system) is Java 9.0.1. ' +
        '1 more in the log. Install a JDK or JRE, or set plimsoll.java.home.',
    );
  });
});

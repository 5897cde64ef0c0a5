package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other files of a project tell of the places that the program writes into as root. */
class UserMissingPlacesTest {

  private static final UserMissing RULE = new UserMissing();

  private static final String WEB =
      "FROM node:22\nWORKDIR /a\nCOPY a .\nEXPOSE 80\nCMD [\"node\", \"b.js\"]\n";

  private static Finding finding(String text, Map<String, String> files) {
    return Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VOLUME /config/agent         | CMD [\"a\"]                                          | ",
        "VOLUME /etc/a                | CMD [\"a\"]                                          | ",
        "VOLUME /config               | CMD [\"a\"]                                          | /config",
        "VOLUME /config/data          | CMD [\"a\"]                                          | /config/data",
        "VOLUME /config /data         | CMD [\"a\", \"--config\", \"/config/a.yml\"]         | /data",
        "VOLUME /agent                | ENTRYPOINT [\"a\", \"-config\", \"/agent\"]          | ",
        "VOLUME /agent/               | ENTRYPOINT [\"a\", \"--config-dir=/agent\"]          | ",
        "VOLUME /srv/settings         | ENTRYPOINT [\"a\", \"-c\", \"/srv/settings/a.hcl\"]  | ",
        "VOLUME /srv/.coin            | ENTRYPOINT [\"a\", \"-conf=/srv/.coin/a.conf\"]     | /srv/.coin",
        "VOLUME /agent                | ENTRYPOINT [\"a\", \"--dir\", \"/agent\"]            | /agent",
        "RUN apk add a && mkdir /config | CMD [\"a\", \"-c\", \"/config/a.yml\"]              | ",
        "RUN apk add a && mkdir /config | CMD [\"a\"]                                        | /config",
      })
  void whatAProgramReadsIsNoState(String line, String start, @Nullable String given) {
    String text = "FROM node:24\nCOPY a /usr/bin/\nEXPOSE 3000\n" + line + "\n" + start + "\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    boolean isVolume = given != null && line.startsWith("VOLUME");
    assertThat(finding.severity()).isEqualTo(isVolume ? Severity.WARNING : null);
    assertThat(finding.message().contains("Give " + given)).isEqualTo(given != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./web:/a               | A folder of the host is mounted at /a: what it writes to there",
        "./:/a/                 | A folder of the host is mounted at /a: what it writes to there",
        "./:/a~      - ./.env:/a/.env | A folder of the host is mounted at /a: what it writes to there",
        "./src:/a/src           | Find out where it writes, perhaps in /a, and give those directories to that user.",
        "./.env:/a/.env         | Find out where it writes, perhaps in /a, and give those directories to that user.",
        "./.npmrc:/a/.npmrc     | Find out where it writes, perhaps in /a, and give those directories to that user.",
      })
  void whatComposeMountsOverTheProgramIsTheHosts(String volume, String said) {
    String compose =
        "services:\n  w:\n    build: .\n    volumes:\n      - " + volume.replace('~', '\n') + "\n";
    assertThat(finding(WEB, Map.of("compose.yml", compose)).message()).contains(said);
    assertThat(finding(WEB, Map.of("compose.yml", compose)).message()).doesNotContain("/.env");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- type: bind~  source: ./data~  target: /a/data | A folder of the host is mounted at /a/data: what",
        "- source: ./db.sqlite3~  target: /a/db/db.sqlite3~  type: bind | A file of the host is mounted at /a/db/db.sqlite3: that and its folder",
        "- ./db.sqlite3:/a/db.sqlite3                    | A file of the host is mounted at /a/db.sqlite3: that and its folder",
        "- type: bind~  source: ./data~  target: /a/data~  read_only: true | Find out where it writes, perhaps in /a, and",
        "- type: volume~  source: data~  target: /a/data | Give /a/data to that user",
        "- type: tmpfs~  target: /a/data                 | Find out where it writes, perhaps in /a, and",
      })
  void composeMountsInLongAndInShort(String volume, String said) {
    String compose = "services:\n  w:\n    build: .\n    volumes:\n      "
        + volume.replace("~", "\n      ") + "\n    restart: always\n";
    Finding finding = finding(WEB, Map.of("compose.yml", compose));
    assertThat(finding.message()).contains(said);
    assertThat(finding
            .fixes()
            .get(0)
            .title()
            .contains(", if the program may write to what is mounted at /a"))
        .isEqualTo(said.contains("of the host"));
    assertThat(finding.fixes().get(0).title()).contains("give it /a");
  }

  @Test
  void aDataFileThatIsCopiedStaysRoots() {
    String text = WEB.replace("COPY a .", "COPY list.csv ./");
    assertThat(finding(text, Map.of()).fixes()).isEmpty();
  }

  @Test
  void soItIsWhereTheFolderIsAVolumeOfTheImage() {
    String text = "FROM alpine:3.22\nWORKDIR /a\nCOPY srv /bin/srv\nVOLUME [\"/opt/\"]\nEXPOSE 80\n"
        + "CMD [\"/bin/srv\"]\n";
    String compose = "services:\n  w:\n    build: .\n    volumes:\n      - \"./:/opt/\"\n";
    Finding finding = finding(text, Map.of("compose.yml", compose));
    assertThat(finding.message()).contains("A folder of the host is mounted at /opt: ");
    assertThat(finding.fixes())
        .isNotEmpty()
        .extracting(Fix::title)
        .allMatch(title -> title.endsWith(
            ", if the program may write to what is mounted at /opt and needs no other rights"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "entrypoint: ./docker/run.sh                | false",
        "command: [\"sh\", \"/a/init.sh\"]           | false",
        "command: ./wait-for-it.sh db -- node b.js  | true",
      })
  void noUserIsOfferedWhereComposeStartsAScriptThatMayWrite(String setting, boolean offered) {
    String compose = "services:\n  w:\n    build: .\n    " + setting + "\n";
    assertThat(finding(WEB, Map.of("compose.yml", compose)).fixes().isEmpty()).isEqualTo(!offered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker build -t team/it:ci -f ./Dockerfile .\nid=$(docker create team/it:ci)\ndocker cp $id:/out.zip .\ndocker rm $id\n",
        "docker build --tag=team/it \\\n  .\ndocker run --name it team/it\ndocker cp it:/out .\ndocker container rm it\n",
      })
  void whatFilesAreOnlyTakenOutOfIsNoService(String script) {
    assertThat(RuleRun.findings(RULE, WEB, Map.of("build.sh", script))).isEmpty();
    String other = script.replace("-f ./Dockerfile", "-f b.Dockerfile").replace("\\\n  .", "sub");
    assertThat(RuleRun.findings(RULE, WEB, Map.of("build.sh", other))).hasSize(1);
    String run = script + "docker build -t team/it:2 .\ndocker run team/it:2\n";
    assertThat(RuleRun.findings(
            RULE, WEB, Map.of("build.sh", run.replace("docker cp", "docker inspect"))))
        .hasSize(1);
  }

  private static List<Finding> ofScript(String line) {
    String text = "FROM debian:12\nRUN useradd app\nCOPY . /srv\nEXPOSE 80\n"
        + "CMD cd /srv/bin && sh run.sh\n";
    return RuleRun.findings(
        RULE, text, Map.of("bin/run.sh", "#!/bin/sh\n" + line + "\nsrv --port 80\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/init.d/postgresql start", "cp /x.conf /etc/x.conf"})
  void aScriptThatChangesTheSystemNeedsRoot(String line) {
    assertThat(ofScript(line)).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("which needs root");
      assertThat(finding.fixes()).isEmpty();
    });
    assertThat(ofScript("cp /x.conf /srv/x.conf"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).doesNotContain("which needs root"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"service nginx start", "su app"})
  void aScriptThatStartsServicesChangesTheUser(String line) {
    assertThat(ofScript(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws s3 cp \"$CERTIFICATE\" .            | fetch.sh",
        "curl -sSfO https://example.com/a.crt    | fetch.sh",
        "wget https://example.com/a.crt          | fetch.sh",
        "unzip /tmp/a.zip                        | fetch.sh",
        "curl -sSf https://example.com/a.crt     |",
        "aws s3 cp a.crt s3://b/c                |",
        "aws sts get-caller-identity --output text |",
        "curl --output a.crt https://example.com/a.crt | fetch.sh",
      })
  void aScriptThatIsCalledMayWriteWhereItIsCalled(String line, String writer) {
    String text = "FROM alpine:3.22\nCOPY run.sh fetch.sh srv /app/\nEXPOSE 80\n"
        + "CMD [\"/bin/sh\", \"/app/run.sh\"]\n";
    Finding finding = finding(
        text,
        Map.of(
            "run.sh",
            "#!/bin/sh\ncd /app/\nif [ -n \"$REMOTE\" ]; then\n  ./fetch.sh\nfi\nexec ./srv\n",
            "fetch.sh",
            "#!/bin/sh\nset -e\n" + line + "\n"));
    if (writer == null) {
      assertThat(finding.fixes()).isNotEmpty();
    } else {
      assertThat(finding.message())
          .endsWith("Give what " + writer + " writes to that user, or it can't write there.");
      assertThat(finding.fixes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "python main.py | main.py | OUT = \"/out\"~os.makedirs(OUT, exist_ok=True)         | /out",
        "python main.py | main.py | OUT: str = '/out'~f = open(os.path.join(OUT, 'a'), 'w') | /out",
        "python main.py | main.py | DATA = Path(\"/data\")~DATA.mkdir(exist_ok=True)        | /data",
        "python main.py | main.py | STATE = '/state/a.json'~with open(STATE, \"w\") as f:   | /state",
        "node main.js   | main.js | const DATA = '/var/lib/a'~fs.mkdirSync(DATA)            | /var/lib/a",
      })
  void aDirectoryThatTheModuleWritesIntoMayHaveAName(
      String command, String file, String code, String directory) {
    String text = "FROM team/image:1\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD " + command + "\n";
    assertThat(finding(text, Map.of(file, "import os\n" + code.replace('~', '\n') + "\n"))
            .message())
        .endsWith("Give " + directory + " to that user, and whatever else it writes in.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OUT = \"/out\"\nprint(OUT)",
        "OUT = \"/tmp/out\"\nos.makedirs(OUT)",
        "IN = \"/in/a\"\nopen(IN)",
        "OUT = \"out\"\nother.makedirs(OUT2)",
      })
  void aNameThatIsOnlyReadIsNone(String code) {
    String text = "FROM python:3.13\nCOPY . .\nEXPOSE 8080\nCMD python main.py\n";
    assertThat(finding(text, Map.of("main.py", code + "\n")).message()).doesNotContain("Give");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make            | Makefile | build:~\tif [ ! -d log ]; then mkdir log; fi~\tgo build | /a/log",
        "make -j2 build  | Makefile | build:~\tmkdir -p ./data/uploads bin                   | /a/data/uploads",
        "sh setup.sh     | setup.sh | mkdir -p tmp                                            | /a/tmp",
        "./setup.sh      | setup.sh | mkdir -p \"logs\" && echo                               | /a/logs",
      })
  void aFolderIsFilledThatTheBuildMakesForThat(
      String run, String file, String content, String directory) {
    String text = "FROM golang:1.27\nWORKDIR /a\nCOPY . .\nRUN " + run
        + "\nEXPOSE 80\nCMD [\"./a\", \"serve\"]\n";
    assertThat(finding(text, Map.of(file, content.replace('~', '\n') + "\n")).message())
        .contains("Give " + directory + " to that user, and whatever else it writes in.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make          | mkdir -p build dist $(OUT)/log /var/x",
        "make -C other | mkdir log",
        "go build      | mkdir log",
      })
  void whatTheBuildMakesForItselfIsNot(String run, String recipe) {
    String text = "FROM golang:1.27\nWORKDIR /a\nCOPY . .\nRUN " + run
        + "\nEXPOSE 80\nCMD [\"./a\", \"serve\"]\n";
    assertThat(finding(text, Map.of("Makefile", "build:\n\t" + recipe + "\n")).message())
        .doesNotContain("Give");
  }

  @Test
  void aFileThatOverridesAnotherTellsOfItsServices() {
    String compose =
        "services:\n  web:\n    build:\n      context: .\n  db:\n    image: postgres:17\n";
    String override =
        "services:\n  web:\n    volumes:\n      - ~/keys:/root/keys:ro\n  db:\n    volumes:\n      - ./x:/a/data\n";
    for (String name : List.of("docker-compose.override.yml", "compose.prod.yaml")) {
      Finding finding = finding(WEB, Map.of("compose.yml", compose, name, override));
      assertThat(finding.message())
          .contains("mount elsewhere what is mounted at /root/keys")
          .doesNotContain("/a/data");
    }
    assertThat(finding(WEB, Map.of("compose.yml", compose, "compose.test.yml", override))
            .message())
        .doesNotContain("/root/keys");
    assertThat(finding(WEB, Map.of("compose.yml", compose, "deploy/compose.prod.yml", override))
            .message())
        .doesNotContain("/root/keys");
  }

  @Test
  void aVariableOfComposeMaySayWhichImageItIs() {
    String compose =
        "services:\n  a:\n    image: ${PROJECT_IMAGE}\n    volumes:\n      - ~/keys:/root/keys\n";
    assertThat(finding(WEB, Map.of("compose.yml", compose)).message()).contains("/root/keys");
    String other = compose.replace("PROJECT_IMAGE", "OTHER_IMAGE");
    assertThat(finding(WEB, Map.of("compose.yml", other)).message()).doesNotContain("/root/keys");
  }

  @Test
  void whatIsInTheHomeOfRootIsSaidOnce() {
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - ~/.a:/root/.a\n";
    String text = WEB.replace("EXPOSE", "ENV A_HOME=/root/.a\nEXPOSE");
    assertThat(finding(text, Map.of("compose.yml", compose)).message())
        .endsWith(
            "mount elsewhere what is mounted at /root/.a, where the program then looks for it.");
  }

  /** Of a program without EXPOSE. */
  private static final String SERVER = WEB.replace("EXPOSE 80\n", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "fly.toml         @ [http_service]~  internal_port = 80          @ true",
        "fly.toml         @ [[services]]~  internal_port = '443'         @ true",
        "fly.toml         @ [http_service]~  internal_port = 8080        @ false",
        "fly.toml         @ [build]~  dockerfile = 'Dockerfile.web'~[http_service]~  internal_port = 80 @ false",
        "fly.toml         @ [build]~  dockerfile = './Dockerfile'~[http_service]~  internal_port = 80   @ true",
        "fly.toml         @ [build]~  image = 'nginx:1.29'~[http_service]~  internal_port = 80         @ false",
        "web/fly.toml     @ [http_service]~  internal_port = 80          @ false",
        "pod.yaml         @ kind: Pod~    image: project:1~    ports:~    - containerPort: 80 @ true",
        "pod.yaml         @ kind: Pod~    image: project:1~    ports:~    - containerPort: 8080 @ false",
        "pod.yaml         @ kind: Pod~    image: project:1~    image: nginx~    ports:~    - containerPort: 80 @ false",
        "a/b.js           @ app.listen(process.env.PORT || 80);          @ true",
        "a/b.js           @ app.listen(process.env.PORT ?? 80);          @ true",
        "a/b.js           @ app.listen(Number(process.env.PORT) || 80);  @ true",
        "a/b.js           @ const port = parseInt(process.env.HTTP_PORT, 10) || 443; @ true",
        "a/b.js           @ app.listen(process.env.PORT || 3000);        @ false",
        "a/b.js           @ const db = process.env.DB_PORT || 80;        @ false",
        "a/b.js           @ // app.listen(80)                            @ false",
        "a/b.js           @ app.listen(80, () => start());               @ true",
      })
  void aLowPortIsNamedWhereTheProjectTellsIt(String file, String text, boolean isLow) {
    Map<String, String> files = Map.of(file, text.replace('~', '\n') + "\n", "a/c.js", "");
    assertThat(finding(SERVER, files).message().contains("is below 1024")).isEqualTo(isLow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python a.py    | app.run(host='0.0.0.0', port=80)           | true",
        "python a.py    | HTTPServer(('', 80), Handler)              | true",
        "python3 a.py   | port = int(os.getenv('PORT', '80'))        | true",
        "python a.py    | port = os.environ.get('SERVER_PORT', 80)   | true",
        "python a.py    | port = os.environ.get('SMTP_PORT', 25)     | false",
        "python a.py    | sock.listen(5)                             | false",
        "python a.py    | app.run(port=8000)                         | false",
        "gunicorn a:app | app.run(port=80)                           | false",
      })
  void soItIsInCodeOfPython(String command, String code, boolean isLow) {
    String text = "FROM python:3.13\nWORKDIR /a\nCOPY a.py .\nCMD " + command + "\n";
    assertThat(finding(text, Map.of("a.py", code + "\n")).message().contains("is below 1024"))
        .isEqualTo(isLow);
  }

  @ParameterizedTest
  @CsvSource({
    "exec uvicorn a:app --port 80, true",
    "uvicorn a:app --host 0.0.0.0 --port=443, true",
    "exec gunicorn -b 0.0.0.0:80 a:app, true",
    "exec gunicorn -b 0.0.0.0:8000 a:app, false",
  })
  void anOptionInTheScriptTellsIt(String command, boolean isLow) {
    String text = "FROM python:3.13\nWORKDIR /a\nCOPY . .\nEXPOSE 8000\nCMD [\"./start.sh\"]\n";
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\n" + command + "\n");
    assertThat(finding(text, files).message().contains("is below 1024")).isEqualTo(isLow);
  }

  @Test
  void aPortInCodeDoesNotCountWhereAVariableSaysAnother() {
    Map<String, String> files = Map.of("a/b.js", "app.listen(process.env.PORT || 80);\n");
    assertThat(finding(SERVER.replace("COPY", "ENV PORT=8080\nCOPY"), files).message())
        .doesNotContain("below 1024");
    Map<String, String> deployed = ImmutableMap.<String, String>builder()
        .putAll(files)
        .put("fly.toml", "[http_service]\ninternal_port = 8080\n")
        .build();
    assertThat(finding(SERVER, deployed).message()).doesNotContain("below 1024");
  }
}

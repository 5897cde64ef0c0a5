package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files of the project tell of the user that an image needs. */
class UserMissingProjectTest {

  private static final UserMissing RULE = new UserMissing();

  @Test
  void aScriptThatWatchesTheSourcesIsForThoseWhoWriteThem() {
    Map<String, String> files = Map.of(
        "preview.sh",
        "#!/bin/sh\ncd /w/site\nexec bundle exec jekyll serve --host 0.0.0.0 --watch\n");
    assertThat(RuleRun.findings(
            RULE,
            "FROM ruby:3.4\nCOPY preview.sh /\nEXPOSE 4000\nENTRYPOINT [\"/preview.sh\"]\n",
            files))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "python manage.py runserver, 0",
    "sh -c 'python manage.py migrate && python manage.py runserver 0.0.0.0:8000', 0",
    "bash -lc 'sleep 5; exec uvicorn a:b --reload', 0",
    "npm run dev, 0",
    "sh -c 'python manage.py migrate && gunicorn a', 1",
  })
  void composeMayStartWhatOnlyDevelopersNeed(String command, int findings) {
    String compose = "services:\n  a:\n    build: .\n    command: " + command + "\n";
    String own = "FROM team/web:1\nCOPY a /srv/\nEXPOSE 80\n";
    assertThat(RuleRun.findings(RULE, own, Map.of("compose.yml", compose))).hasSize(findings);
    assertThat(RuleRun.findings(
            RULE, own + "CMD [\"gunicorn\", \"a\"]\n", Map.of("compose.yml", compose)))
        .hasSize(1);
  }

  private static final String STAGES = """
      FROM python:3.13 AS base
      WORKDIR /srv
      FROM base AS prod
      COPY . .
      EXPOSE 8000
      CMD ["gunicorn", "a"]
      FROM base AS chart
      ENTRYPOINT ["python", "manage.py", "graph_models", "-o", "a.png"]
      """;

  @Test
  void aStageThatAScriptRunsOnceIsATool() {
    String script = "docker build --target chart -t c .\ndocker run --rm -v $PWD:/srv c\n";
    assertThat(RuleRun.findings(RULE, STAGES, Map.of("draw.sh", script))).hasSize(1);
    assertThat(RuleRun.findings(RULE, STAGES, Map.of("draw.sh", script.replace(" --rm", ""))))
        .hasSize(2);
    String workflow =
        "steps:\n  - uses: docker/build-push-action@v6\n    with:\n      context: .\n";
    assertThat(RuleRun.findings(
            RULE, STAGES, Map.of("draw.sh", script, ".github/workflows/a.yml", workflow)))
        .hasSize(2);
  }

  @Test
  void aCommandOfComposeWritesInTheStageThatItStarts() {
    String compose = """
        services:
          web:
            build:
              context: .
              target: prod
            command: sh -c "python manage.py collectstatic && gunicorn a"
        """;
    assertThat(RuleRun.findings(RULE, STAGES, Map.of("compose.yml", compose)))
        .extracting(one -> one.message().contains("`command:` in Compose"))
        .containsExactly(true, false);
    assertThat(RuleRun.findings(
            RULE, STAGES, Map.of("compose.yml", compose.replace("target: prod", "target: $T"))))
        .extracting(one -> one.message().contains("`command:` in Compose"))
        .containsExactly(true, true);
  }

  @ParameterizedTest
  @CsvSource({"ruby:3.4, false", "debian:13, true"})
  void theImageOfRubyLetsEverybodyInstallGems(String image, boolean named) {
    String compose =
        "services:\n  a:\n    build: .\n    volumes:\n      - gems:/usr/local/bundle\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM " + image + "\nWORKDIR /a\nCOPY . .\nEXPOSE 4000\nCMD [\"ruby\", \"a.rb\"]\n",
        Map.of("compose.yml", compose)));
    assertThat(finding.message().contains("/usr/local/bundle")).isEqualTo(named);
  }

  private static final String NGINX = "FROM nginx:1.29\nCOPY env.sh site /opt/site/\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cp -R /opt/site/. /usr/share/nginx/html           | Give /usr/share/nginx/html and what is in it to its user, for the command writes there.",
        "cp -R /opt/site/* /usr/share/nginx/html           | Give /usr/share/nginx/html and what is in it to its user, for the command writes there.",
        "rsync -a /opt/site/ /srv/www                      | Give /srv/www and what is in it to its user, for the command writes there.",
        "mv /opt/site/a.js /opt/site/b.js /srv/www         | Give /srv/www and what is in it to its user, for the command writes there.",
        "cp /opt/site/a.js /srv/www/a.js                   | Give /srv/www and what is in it to its user, for the command writes there.",
        "cp -R /opt/site/. /usr/share                      | What the command writes must belong to its user.",
        "cp -R /opt/site/. /srv/www && sh /opt/site/env.sh | Give /srv/www, /srv/env and what is in it to its user, for env.sh and the command write there.",
      })
  void whatTheCommandCopiesIsNoScripts(String command, String said) {
    Map<String, String> files = Map.of("env.sh", "#!/bin/sh\nenv >/srv/env/list.js\n");
    String text = NGINX + "CMD " + command + " && exec nginx -g 'daemon off;'\n";
    String message =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message();
    assertThat(message.replace("/srv/env, /srv/www", "/srv/www, /srv/env")).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chmod -R a+w /srv/www   | false",
        "chmod 777 /srv/www      | false",
        "chmod -R 0777 /srv      | false",
        "cd /srv && chmod o+w www | false",
        "chmod 777 /srv          | true",
        "chmod 775 /srv/www      | true",
        "chmod +w /srv/www       | true",
      })
  void whereEverybodyMayWriteNobodyIsGivenAnything(String open, boolean said) {
    String text = NGINX + "RUN " + open + "\nCMD cp /opt/site/. /srv/www && exec nginx\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of()))
            .message()
            .contains("/srv/www"))
        .isEqualTo(said);
  }

  @Test
  void nginxMayBePreparedForEverybody() {
    assertThat(RuleRun.findings(
            RULE, NGINX + "RUN chmod -R a+w /usr/share/nginx/html /etc/nginx\n", Map.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "./efbundle, efbundle, 0",
    "/out/shop-migrations, ./shop-migrations --verbose, 0",
    "/out/shop-migrations, ./shop, 1",
  })
  void aBundleOfMigrationsEnds(String output, String command, int findings) {
    assertThat(RuleRun.findings(RULE, """
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        RUN dotnet ef migrations bundle \\
            --self-contained --output %s
        FROM mcr.microsoft.com/dotnet/runtime-deps:8.0
        COPY --from=build /out /out
        WORKDIR /out
        CMD exec %s --connection "$DATABASE"
        """.formatted(output, command))).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logback.xml            | <file>/srv/log/shop.log</file>                                 | /srv/log",
        "logback-spring.xml     | <property name=\"DIR\" value=\"/srv/log\"/><file>${DIR}/a.log</file>    | /srv/log",
        "logback.xml            | <file>${LOGS:-log}/a.log</file>                                | /shop/log",
        "logback.xml            | <property name=\"log\" value=\"/srv/log\"/><file>${log}/a.log</file>    | /srv/log",
        "logback.xml            | <property name=\"LOGS\" value=\"${LOGS:-/srv/log}\"/><file>${LOGS}/a.log</file> | /srv/log",
        "logback.xml            | <!-- a <!-- b --><file>/srv/log/shop.log</file>                | /srv/log",
        "log4j2.xml             | <Property name=\"dir\">/srv/log</Property><RollingFile fileName=\"${dir}/a.log\"> | /srv/log",
        "application.properties | logging.file.name=/srv/log/shop.log                            | /srv/log",
        "application.properties | logging.file.path=/srv/log                                     | /srv/log",
        "application.yml        | logging:~  level:~    root: INFO~  file:~    name: \"/srv/log/shop.log\" | /srv/log",
        "application.yml        | logging:~  file:~    path: ${LOG_DIR:/srv/log}                  | /srv/log",
        "application.yml        | logging:~  level: x~upload:~  file:~    path: /srv/log         | ''",
        "logback.xml            | <file>${user.home}/log/shop.log</file>                         | ''",
        "logback.xml            | <!-- <file>/srv/log/shop.log</file> -->                        | ''",
        "logback.xml            | <file>/tmp/shop.log</file>                                     | ''",
      })
  void theSettingsOfJavaSayWhereItLogs(String file, String settings, String named) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM eclipse-temurin:21-jre\nWORKDIR /shop\nCOPY target/shop.jar .\nEXPOSE 8080\nCMD [\"java\", \"-jar\", \"shop.jar\"]\n",
        Map.of("src/main/resources/" + file, settings.replace('~', '\n') + "\n")));
    assertThat(finding.message())
        .contains(named.isEmpty() ? "Find out where it writes" : "Give " + named + " to that user");
    assertThat(finding.fixes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"java -jar /a.jar, true", "/srv/shop, false"})
  void aProgramOfJavaNeedsAHome(String command, boolean hasHome) {
    String fixed = Iterables.get(
        RuleRun.fixes(RULE, "FROM amazoncorretto:21\nCOPY a.jar shop /srv/\nCMD " + command + "\n")
            .values(),
        0);
    assertThat(fixed.contains("mkdir -p /home/app")).isEqualTo(hasHome);
    assertThat(fixed.contains("USER 10001:10001")).isEqualTo(!hasHome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .               | web/db/shop.sqlite | /app/web/db | --chown=node . .",
        "COPY web/db ./db       | web/db/shop.sqlite | /app/db     | --chown=node web/db ./db",
        "COPY . .               | shop.db            | /app        | --chown=node . .",
        "COPY . .~RUN npm ci    | db/shop.db         | /app/db     | ''",
        "COPY web/db /srv/db    | web/db/shop.sqlite | /srv/db     | ''",
        "COPY web ./            | db/shop.db         | ''          | --chown=node web ./",
      })
  void aDatabaseInACopiedFolderIsFilled(String copies, String file, String named, String given) {
    String text = "FROM node:24\nWORKDIR /app\n" + copies.replace('~', '\n')
        + "\nEXPOSE 80\nCMD [\"node\", \"a.js\"]\n";
    Map<String, String> files = Map.of(file, "");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message())
        .contains(named.isEmpty() ? "Find out where it writes" : "Give " + named + " to that user");
    if (given.isEmpty()) {
      assertThat(finding.fixes()).isEmpty();
    } else {
      assertThat(RuleRun.fixes(RULE, text, files).values())
          .singleElement()
          .asString()
          .contains("COPY " + given);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /opt~COPY . .~CMD [\"node\", \"a.js\"]",
        "WORKDIR /app~RUN chown node /app~COPY . .~CMD [\"node\", \"a.js\"]",
      })
  void noUserIsOfferedWhereADatabaseStaysRoots(String instructions) {
    String text = "FROM node:24\nEXPOSE 80\n" + instructions.replace('~', '\n') + "\n";
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of("db/shop.db", "")));
    assertThat(finding.fixes()).isEmpty();
    assertThat(RuleRun.fixes(RULE, text, Map.of("db/shop.js", ""))).hasSize(1);
  }

  /** A folder that the fix makes must not let the script leave out what it does where there is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if [ -d \"$SHOP\" ]; then~  echo there~else~  shop init~fi~touch $SHOP/conf/a             | false",
        "[ ! -e /srv/shop ] && shop init~touch /srv/shop/conf/a                                      | false",
        "'test -d /srv/shop/conf || shop init~touch /srv/shop/conf/a'                                | false",
        "if [[ ! -d ${SHOP} ]]; then~  mkdir -p $SHOP/conf~  shop init~fi~touch $SHOP/conf/a          | false",
        "'[ -d $SHOP ] || mkdir -p $SHOP/conf && shop init~touch $SHOP/conf/a' | false",
        "'[ -d $SHOP ] || mkdir -p $SHOP/conf~touch $SHOP/conf/a' | true",
        "if [ ! -d $SHOP ]; then~  mkdir -p $SHOP/conf~fi~touch $SHOP/conf/a                          | true",
        "if [ -d /srv/other ]; then echo a; fi~touch $SHOP/conf/a                                    | true",
        "touch $SHOP/conf/a                                                                          | true",
      })
  void noUserIsOfferedWhereTheScriptAsksForAFolderThatTheFixWouldMake(
      String code, boolean isOffered) {
    String text = "FROM debian:13\nENV SHOP=/srv/shop\nCOPY run.sh shop /bin/\nEXPOSE 8000\n"
        + "ENTRYPOINT [\"/bin/run.sh\"]\nCMD [\"shop\", \"serve\"]\n";
    Map<String, String> files =
        Map.of("run.sh", "#!/bin/bash\n" + code.replace('~', '\n') + "\nexec \"$@\"\n", "shop", "");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message()).contains("Give /srv/shop/conf");
    assertThat(finding.fixes()).hasSize(isOffered ? 1 : 0);
  }

  private static final String WEB = "FROM python:3.13-slim\nWORKDIR /shop\nCOPY shop /shop/\n"
      + "ENV PYTHONPATH=/ FILES=/var/files\nEXPOSE 8000\nCMD [\"uvicorn\", \"shop.main:app\"]\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(Path(__file__).resolve().parents[1] / 'made' / \"cars\").mkdir(parents=True)       | /shop/made/cars",
        "Path(__file__).parent.joinpath('made').mkdir()                                      | /shop/files/made",
        "BASE_DIR = Path(__file__).resolve().parent.parent~MADE = BASE_DIR / 'made'~if True:~    MADE.mkdir(exist_ok=True) | /shop/made",
        "HERE: str = os.path.dirname(os.path.abspath(__file__))~os.makedirs(os.path.join(HERE, '..', 'made'), exist_ok=True) | /shop/made",
        "BASE = os.path.dirname(~    os.path.dirname(__file__)~)~for d in [BASE + '/made']:~    os.mkdir(d) | /shop/made",
        "os.makedirs(os.environ.get('FILES', '/x'))                                          | /var/files",
        "from ..settings import MADE as M~(M / 'a').mkdir()                                  | /shop/made/a",
        "from shop import settings~import shop.more                                          | /shop/more",
        "import os, shop.more as more                                                        | /shop/more",
        "from shop.parts import cars~(cars.ROOT / 'a').mkdir()                               | /shop/cars/a",
        "class Config:~    ROOT = '/made'~    FILES: str = os.path.join(ROOT, 'files')~os.mkdir(Config.FILES)   | /made/files",
        "from shop.config import settings~os.makedirs(settings.MEDIA, exist_ok=True)        | /media",
        "from shop import settings~settings.MADE.mkdir()                                    | /shop/made",
        "os.makedirs('made')                                                                 | /shop/made",
        "Path.home().joinpath('.shop').mkdir()                                               | ''",
        "(Path('/tmp') / 'a').mkdir()                                                        | ''",
        "def make():~    os.makedirs('/made')                                                | ''",
        "from other import x~os.path.join(x, 'a')                                            | ''",
      })
  void aModuleThatIsImportedMayMakeFolders(String code, String named) {
    Map<String, String> files = Map.of(
        "shop/main.py", "from fastapi import FastAPI\nfrom .files.service import (\n    read,\n)\n",
        "shop/settings.py", "from pathlib import Path\nMADE = Path(__file__).parent / 'made'\n",
        "shop/config.py",
            "class Settings(BaseSettings):\n    MEDIA: Path = Path('/media')\n\nsettings = Settings()\n",
        "shop/more.py", "import os\nos.makedirs(os.path.dirname(__file__) + '/more')\n",
        "shop/parts/__init__.py", "from .carsharing import a\n",
        "shop/parts/cars.py", "from pathlib import Path\nROOT = Path('/shop/cars')\n",
        "shop/files/__init__.py", "",
        "shop/files/service.py", code.replace('~', '\n') + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, files));
    assertThat(finding.message())
        .contains(named.isEmpty() ? "Find out where it writes" : "Give " + named + " to that user");
    assertThat(finding.fixes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.makedirs(settings.folder, exist_ok=True)",
        "folder = find()\nfolder.mkdir()",
        "from . import other\nos.makedirs(other.settings.folder)",
        "os.makedirs('/opt')",
      })
  void noUserIsOfferedWhereNobodyKnowsWhichFolderIsMade(String code) {
    Map<String, String> files =
        Map.of("shop/main.py", "from . import service\n", "shop/service.py", code + "\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, files)).fixes())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/usr/local/bin/base-start | another user | 0",
        "/srv/shop                 | another user | 0",
        "/usr/local/bin/base-start | ''           | 0",
        "/srv/shop                 | ''           | 1",
        "/usr/local/bin/base-start |              | 1",
      })
  void theDockerfileOfTheBaseImageMayDecide(String program, @Nullable String user, int findings) {
    Map<String, String> files =
        user == null ? Map.of() : Map.of(ContextPath.userOf("ghcr.io/team/base"), user);
    String text = "FROM ghcr.io/team/base:edge\nCOPY shop /srv/\nEXPOSE 8900\n"
        + "ENTRYPOINT [\"dumb-init\", \"--\", \"" + program + "\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec uvicorn $APP --port 80",
        "[\"sh\", \"-c\", \"sleep 1; exec gunicorn \\\"${APP}\\\"\"]",
        "alembic upgrade head && uvicorn ${OTHER:-shop.main:app}",
      })
  void aVariableMayNameTheModule(String command) {
    String text =
        WEB.substring(0, WEB.indexOf("CMD")) + "ENV APP=shop.main:app\nCMD " + command + "\n";
    Map<String, String> files = Map.of("shop/main.py", "import os\nos.mkdir('/made')\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message())
        .contains("Give /made to that user");
  }

  @Test
  void codeThatPutsNamesTogetherWithoutEndIsGivenUp() {
    StringBuilder code = new StringBuilder("class A:\n    B = 'x'\n");
    code.append("    C = B + B\n    B = C + C\n".repeat(500));
    code.append("c = A()\n".repeat(500)).append("import os\nos.mkdir('/made')\n");
    code.append("x = ".concat("(".repeat(5000)));
    assertThat(Iterables.getOnlyElement(
                RuleRun.findings(RULE, WEB, Map.of("shop/main.py", code.toString())))
            .message())
        .contains("Give /made to that user");
  }

  @Test
  void everyUserMayWriteIntoItsHome() {
    String code = "import os\nos.makedirs(os.path.join(os.path.expanduser('~'), '.shop'))\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, Map.of("shop/main.py", code)))
            .message())
        .contains("Find out where it writes");
  }

  @Test
  @Timeout(60)
  void manyNamesThatAreImportedManyTimesAreGivenUp() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 3900; i++) {
      names.append("a" + i + " = 'x'\n");
    }
    Map<String, String> files = new HashMap<>(Map.of("shop/names.py", names.toString()));
    StringBuilder imports = new StringBuilder("import os\nos.mkdir('/made')\n");
    for (int i = 0; i < 70; i++) {
      files.put(
          "shop/part" + i + ".py", ("from .names import " + "x,".repeat(1400) + "x\n").repeat(20));
      imports.append("from .part" + i + " import a\n");
    }
    files.put("shop/main.py", imports.toString());
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, files)).message())
        .contains("Give /made to that user");
  }

  @Test
  @Timeout(60)
  void aFolderThatIsMadeAgainAndAgainIsOne() {
    String code = "for x in [" + "'/made',\n".repeat(4000) + "]:\n" + " mkdir(x)\n".repeat(2500);
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, Map.of("shop/main.py", code)))
            .message())
        .contains("Give /made to that user");
  }

  @Test
  void noUserIsOfferedWhereMoreIsImportedThanIsRead() {
    Map<String, String> files = new HashMap<>();
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      files.put("shop/part" + i + ".py", "import os\n");
      files.put("shop/main.py", imports.append("from .part" + i + " import a\n").toString());
      if (i == 40) {
        assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, files)).fixes())
            .hasSize(1);
      }
    }
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, WEB, files)).fixes())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker==7.1.0              | 0",
        "docker                     | 0",
        "aiodocker>=0.24  # events  | 0",
        "docker-image-py            | 1",
        "# docker                   | 1",
      })
  void aProgramOfPythonMayTalkToDocker(String requirement, int findings) {
    String text =
        "FROM python:3.13\nCOPY . /a\nRUN pip install -r /a/requirements.txt\nCMD [\"python\", \"/a/b.py\"]\n";
    assertThat(RuleRun.findings(
            RULE, text, Map.of("requirements.txt", "flask\n" + requirement + "\n")))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"Docker.DotNet, 0", "Docker.DotNet.Fake, 1"})
  void soMayOneOfDotnet(String library, int findings) {
    String text =
        "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /a\nCOPY out .\nCMD [\"dotnet\", \"Wheel.dll\"]\n";
    String project = "<ItemGroup>\n<PackageReference Include=\"" + library
        + "\" Version=\"3.125.15\" />\n</ItemGroup>\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("Wheel.csproj", project))).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[project]~name = 'a'~keywords = ['docker', 'tools']~dependencies = [~    'flask',~]",
        "[tool.poetry.dependencies]~python = '^3.13'~~[tool.poetry.group.dev.dependencies]~docker = '^7'",
      })
  void whatIsNoDependencyOfItsOwnTellsNothing(String manifest) {
    String text =
        "FROM python:3.13\nWORKDIR /a\nCOPY . .\nRUN pip install .\nCMD [\"python\", \"b.py\"]\n";
    String toml = manifest.replace('~', '\n').replace('\'', '"') + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("pyproject.toml", toml))).hasSize(1);
    String depends = toml.replace("\"flask\"", "\"docker>=7\"").replace("group.dev.", "");
    assertThat(RuleRun.findings(RULE, text, Map.of("pyproject.toml", depends))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker run --rm -v $PWD:/work team/project check /work              | 0",
        "docker run -v \"$(pwd)\":/work -e KEY=x team/project check           | 0",
        "docker run -v ~/path/to/your/code:/work ~  -e KEY ~  project dir -v | 0",
        "docker run --rm --mount type=bind,source=\"$(pwd)\",target=/w project | 0",
        "docker run -v $PWD:/work team/project                               | 1",
        "docker run -d -v $PWD:/work team/project all                        | 1",
        "docker run --rm -v $PWD/data:/data team/project                     | 1",
        "docker run --rm -v /path/to/a.yml:/etc/a.yml team/project           | 1",
        "docker run --rm -v $PWD:/app node:24 npm test                       | 1",
      })
  void aToolIsKnownByItsReadme(String call, int findings) {
    Map<String, String> files =
        Map.of("README.md", "Run it:\n\n```sh\n" + call.replace(" ~ ", " \\\n") + "\n```\n");
    String text =
        "FROM python:3.13\nWORKDIR /a\nCOPY . .\nENTRYPOINT [\"python\", \"-m\", \"project.app\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
    assertThat(RuleRun.findings(RULE, text + "EXPOSE 8000\n", files)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN pip install x~CMD python manage.py collectstatic && exec gunicorn a | false",
        "RUN pip install x~CMD python site/manage.py migrate && exec gunicorn a | false",
        "RUN pip install x~CMD python manage.py migrate && exec gunicorn a      | true",
        "CMD python manage.py collectstatic --noinput && exec gunicorn a        | false",
        "CMD make assets && exec gunicorn a                                     | false",
        "CMD [\"make\", \"run\"]                                                | false",
        "CMD [\"make\"]                                                       | false",
        "CMD make -C web                                                        | false",
        "CMD make; gunicorn a                                                   | false",
        "CMD [\"sh\", \"-c\", \"make static && exec gunicorn a\"]                | false",
        "CMD echo 'make it so' && exec gunicorn a                               | true",
        "CMD python manage.py check && exec gunicorn a                          | true",
      })
  void noUserIsOfferedWhereTheStartFillsWhatTheBuildMade(String start, boolean offered) {
    String text =
        "FROM python:3.13\nWORKDIR /a\nCOPY . .\nEXPOSE 8000\n" + start.replace('~', '\n') + "\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    assertThat(!finding.fixes().isEmpty()).isEqualTo(offered);
  }

  @Test
  void aVariableBesideOneOfRootsHomeLeadsElsewhere() {
    String text = """
        FROM python:3.13
        ENV POETRY_VIRTUALENVS_CREATE=false \\
            PATH="$PATH:/root/.local/bin"
        WORKDIR /a
        COPY . .
        RUN poetry install
        EXPOSE 8000
        CMD ["poetry", "run", "a"]
        """;
    assertThat(RuleRun.findings(RULE, text)).noneMatch(one -> one.message().contains("Poetry"));
    assertThat(RuleRun.findings(RULE, text.replace("POETRY_VIRTUALENVS_CREATE", "A")))
        .anyMatch(one -> one.message().contains("Poetry"));
  }

  @Test
  void theStartOfAnImageWithSupervisorIsRoots() {
    assertThat(RuleRun.findings(
            RULE, "FROM tiangolo/uwsgi-nginx-flask:python3.12\nCOPY a /app\nEXPOSE 80\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"# TESTING IMAGE ------", "# Test image for the wheel"})
  void anImageForTestsSaysSo(String comment) {
    String text = "FROM python:3.13\nCOPY a /a\nEXPOSE 8000\nCMD [\"python\", \"/a/b.py\"]\n";
    assertThat(RuleRun.findings(RULE, comment + "\n\n" + text)).isEmpty();
    assertThat(RuleRun.findings(RULE, "# Image to test: 8000\n\n" + text)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"uvicorn\", \"a:b\", \"--port\", \"80\"]           | 80",
        "CMD uvicorn a:b --host 0.0.0.0 --port=80               | 80",
        "CMD [\"gunicorn\", \"-b\", \"0.0.0.0:80\", \"a:b\"]      | 80",
        "ENTRYPOINT [\"gunicorn\", \"--bind=:443\", \"a:b\"]       | 443",
        "CMD [\"serve\", \"-p\", \"80\"]                        | 80",
        "CMD [\"uwsgi\", \"-p\", \"4\", \"a\"]                  |",
        "CMD [\"uvicorn\", \"a:b\", \"--port\", \"8000\"]         |",
        "CMD [\"a\", \"--smtp-port\", \"25\"]                    |",
      })
  void whatIsStartedNamesItsPort(String start, @Nullable String port) {
    String text = "FROM python:3.13\nCOPY a /a\nHEALTHCHECK CMD curl a\n" + start + "\n";
    String message = Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message();
    assertThat(message.contains("below 1024")).isEqualTo(port != null);
    assertThat(message).contains(port == null ? "" : "Port " + port + " is below 1024");
  }
}

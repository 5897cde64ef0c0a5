package dev.plimsoll.lint.rules.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.Carets;
import dev.plimsoll.SharedCases;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.reproducibility.BaseImageLatest;
import dev.plimsoll.lint.rules.reproducibility.BaseImageUntagged;
import dev.plimsoll.lint.rules.reproducibility.NpmInstallInsteadOfCi;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyAllBeforeDependencyInstallTest {

  private static final Rule RULE = new CopyAllBeforeDependencyInstall();

  /** A package.json that asks for something. */
  private static final String SOME = "{\"dependencies\": {\"x\": \"1\"}}";

  private static Finding only(String text) {
    List<Finding> findings = RuleRun.findings(RULE, text);
    assertThat(findings).as(text).hasSize(1);
    return findings.get(0);
  }

  private static String fixed(String text) {
    return fixed(text, only(text));
  }

  private static String fixed(String text, Finding finding) {
    assertThat(finding.fixes()).as(text).hasSize(1);
    assertThat(finding.fixes().get(0).isSafe()).isFalse();
    return TextEdit.apply(text, finding.fixes().get(0).edits());
  }

  private static void assertFixed(String before, String after) {
    assertThat(fixed(before)).isEqualTo(after);
    assertThat(RuleRun.findings(RULE, after)).as(after).isEmpty();
    assertThat(fixed(before.replace("\n", "\r\n"))).isEqualTo(after.replace("\n", "\r\n"));
  }

  @Test
  void goModTidyDownloadsNothingWhereNoSourcesAre() {
    String text = """
        FROM golang:1.27
        WORKDIR /src
        COPY go.mod go.sum ./
        RUN go mod tidy
        COPY . .
        RUN go build -o /bin/a .
        """;
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(finding -> {
      assertThat(finding.message())
          .endsWith(
              "(go). Use go mod download above, rather than go mod tidy, which finds no sources there.");
      assertThat(finding.fixes()).isEmpty();
    });
    assertThat(RuleRun.findings(RULE, text.replace("tidy", "download"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN go mod tidy\nRUN go build -o /bin/a .",
        "RUN go mod tidy && go build -o /bin/a ."
      })
  void goModTidyBelowTheCopyIsNoInstallThatMayStandAboveIt(String rest) {
    String text = "FROM golang:1.27\nWORKDIR /src\nCOPY . .\n" + rest + "\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message())
                .endsWith(
                    "(go). Copy go.* and run go mod download before copying the rest: go mod tidy finds no sources there."));
  }

  @Test
  void reportsTheCopyAndPointsToTheInstall() {
    Carets marked = Carets.read("""
        FROM node:22
        WORKDIR /app
        COPY --chown=node . .
        #^^^^^^^^^^^^^^^^^^^^ Copy package*.json and install before copying the rest
        #^^^^^^^^^^^^^^^^^^^^ Copy requirements.txt and
        RUN apk add x && npm ci
        RUN pip install -r requirements.txt
        """);
    List<Finding> findings = RuleRun.findings(RULE, marked.text());
    marked.check(findings.stream()
        .map(one -> new Carets.Found(one.range(), one.message()))
        .toList());
    assertThat(findings.get(0).related().get(0).range().of(marked.text())).isEqualTo("npm ci");
  }

  /** The guide's bad example becomes its good one. */
  @Test
  void aProjectThatAnotherProgramBeginsIsAnotherOne() {
    assertThat(RuleRun.findings(
            RULE, "FROM x\nWORKDIR /app\nCOPY . .\nRUN git init && uv init y\nRUN npm ci\n"))
        .hasSize(1);
  }

  @Test
  void theGuidesExample() {
    String head = "FROM node:20-alpine\nWORKDIR /app\n";
    String bad = "COPY . .\nRUN npm install\n";
    String good = "COPY package*.json ./\nRUN npm ci\nCOPY . .\n";
    String moved = fixed(head + bad);
    assertThat(RuleRun.fixes(new NpmInstallInsteadOfCi(), moved).values())
        .containsExactly(head + good);
  }

  /** In either order. */
  @Test
  void theGuidesExampleTheOtherWayRound() {
    String bad = "FROM node:20-alpine\nCOPY . .\nRUN npm install\n";
    String clean =
        RuleRun.fixes(new NpmInstallInsteadOfCi(), bad).values().iterator().next();
    assertThat(fixed(clean))
        .isEqualTo("FROM node:20-alpine\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      npm ci                          | COPY package*.json ./
      yarn install --frozen-lockfile  | COPY package.json yarn.lock* .yarnrc* ./
      yarn                            | COPY package.json yarn.lock* .yarnrc* ./
      pnpm i --frozen-lockfile        | COPY package.json pnpm-lock.yaml* pnpm-workspace.yaml* .npmrc* ./
      pnpm fetch                      | COPY pnpm-lock.yaml ./
      bun install                     | COPY package.json bun.lock* ./
      pip install -r requirements.txt | COPY requirements.txt ./
      pip3 install -U -r a.txt -r b.txt gunicorn | COPY a.txt b.txt ./
      python3 -m pip install --requirement=a.txt -c c.txt | COPY a.txt c.txt ./
      pip install -r ./requirements/prod.txt | COPY requirements/ ./requirements/
      pip install -r etc/pip.txt      | COPY etc/pip.txt ./etc/
      pip wheel -w /wheels -r a.txt   | COPY a.txt ./
      pip download -d /wheels -r a.txt | COPY a.txt ./
      pip install -r /app/a.txt       | COPY a.txt ./
      uv pip install --system -r requirements.txt | COPY requirements.txt ./
      poetry install --no-root        | COPY pyproject.toml poetry.lock* ./
      uv sync --frozen --no-install-project | COPY pyproject.toml uv.lock* ./
      pdm sync --no-self              | COPY pyproject.toml pdm.lock* ./
      pipenv install --system --deploy | COPY Pipfile Pipfile.lock* ./
      go mod download                 | COPY go.* ./
      bundle install --jobs 4         | COPY Gemfile* *.gemspec .ruby-version* ./
      composer install --no-scripts --no-autoloader | COPY composer.json composer.lock* ./
      dotnet restore                  | COPY *.csproj ./
      dotnet restore src/App/App.csproj | COPY src/App/App.csproj ./src/App/
      mix deps.get                    | COPY mix.exs mix.lock* ./
      mvn -B dependency:resolve       | COPY pom.xml ./
      sbt update                      | COPY build.sbt ./;COPY project/*.sbt project/*.scala project/build.properties ./project/
      dart pub get                    | COPY pubspec.* ./
      npm ci --prefix web             | COPY web/package*.json ./web/
      cd web && npm ci                | COPY web/package*.json ./web/
      """)
  void copiesTheManifestsAndInstallsFirst(String install, String manifests) {
    assertFixed(
        "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n",
        "FROM x\nWORKDIR /app\n" + manifests.replace(';', '\n') + "\nRUN " + install
            + "\nCOPY . .\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      go build -o /x ./...      | COPY go.* ./ | go mod download
      CGO_ENABLED=0 go install  | COPY go.* ./ | go mod download
      mvn package -DskipTests   | COPY pom.xml ./ | mvn -B dependency:go-offline
      ./mvnw clean package      | COPY mvnw pom.xml ./;COPY .mvn/ ./.mvn/ | ./mvnw -B dependency:go-offline
      gradle build -x test      | COPY build.gradle* settings.gradle* gradle.properties* ./ | gradle --no-daemon dependencies
      ./gradlew bootJar         | COPY gradlew build.gradle* settings.gradle* gradle.properties* ./;COPY gradle/ ./gradle/ | ./gradlew --no-daemon dependencies
      dotnet publish -c Release -o /out | COPY *.csproj ./ | dotnet restore
      """)
  void aBuildIsPrecededByACommandThatOnlyFetches(String build, String manifests, String fetch) {
    assertFixed(
        "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + build + "\n",
        "FROM x\nWORKDIR /app\n" + manifests.replace(';', '\n') + "\nRUN " + fetch
            + "\nCOPY . .\nRUN " + build + "\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      mvn -s /opt/settings.xml clean package                    | mvn -B -s /opt/settings.xml dependency:go-offline
      mvn -P ci,eu --global-settings=/opt/s.xml verify -T4      | mvn -B -P ci,eu --global-settings=/opt/s.xml dependency:go-offline
      mvn -Pskip-it,eu package                                  | mvn -B -Pskip-it,eu dependency:go-offline
      mvn -Pci -Drevision=1.2 -DskipTests package               | mvn -B -Pci -Drevision=1.2 dependency:go-offline
      mvn -f ./pom.xml package -D maven.test.skip=true          | mvn -B dependency:go-offline
      MAVEN_OPTS="-Xmx1g $PROXY" mvn install                    | MAVEN_OPTS="-Xmx1g $PROXY" mvn -B dependency:go-offline
      gradle -I /opt/init.gradle -Ptoken=$T -x test build       | gradle --no-daemon -I /opt/init.gradle -Ptoken=$T dependencies
      dotnet publish --source https://example.org/x -o /out     | dotnet restore --source https://example.org/x
      GOPRIVATE=example.org/* CGO_ENABLED=0 GOOS=linux go build | GOPRIVATE=example.org/* go mod download
      sbt -Dsbt.override.build.repos=true stage                 | sbt -Dsbt.override.build.repos=true update
      chmod 755 ./gradlew && ls -l && ./gradlew build           | chmod 755 ./gradlew && ./gradlew --no-daemon dependencies
      """)
  void aDownloadIsToldOfTheSameRepositories(String build, String fetch) {
    assertThat(fixed("FROM x\nWORKDIR /app\nCOPY . .\nRUN " + build + "\n"))
        .endsWith("\nRUN " + fetch + "\nCOPY . .\nRUN " + build + "\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      mvn -s settings.xml package                      | pom.xml, settings.xml
      mvn -gs ./etc/mirror.xml dependency:go-offline   | pom.xml, etc/mirror.xml
      mvn -s $SETTINGS package                         | pom.xml, $SETTINGS
      gradle --init-script ci.gradle build             | build.gradle*, settings.gradle*, gradle.properties*, ci.gradle
      npm ci --userconfig=ci.npmrc                     | package*.json, ci.npmrc
      pip install -r a.txt -f ./wheels                 | a.txt, wheels
      python3 -m pip install -r a.txt --cert ca.pem    | a.txt, ca.pem
      uv pip install -r a.txt --find-links wheels      | a.txt, wheels
      dotnet restore --configfile ci.config            | *.csproj, ci.config, and
      mvn -s /opt/settings.xml dependency:resolve      |
      pip install -r a.txt -f https://example.org/a    |
      ./mvnw -s .mvn/ci.xml package                    |
      """)
  void whatAnInstallIsToldToReadHasToBeThere(String install, @Nullable String copied) {
    Finding finding = only("FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n");
    assertThat(finding.fixes().isEmpty()).isEqualTo(copied != null);
    assertThat(finding.message()).contains(copied == null ? " and install " : "Copy " + copied);
  }

  @Test
  void settingsThatAreThereBeforeNeedNoOtherCopy() {
    assertFixed("""
        FROM x
        WORKDIR /app
        COPY ci/settings.xml ./
        COPY . .
        RUN mvn -s settings.xml package
        """, """
        FROM x
        WORKDIR /app
        COPY ci/settings.xml ./
        COPY pom.xml ./
        RUN mvn -B -s settings.xml dependency:go-offline
        COPY . .
        RUN mvn -s settings.xml package
        """);
    assertFixed("""
        FROM x
        WORKDIR /app
        COPY . .
        ARG TOKEN
        RUN echo "<settings>$TOKEN</settings>" >/opt/settings.xml
        RUN mvn -s /opt/settings.xml package
        """, """
        FROM x
        WORKDIR /app
        COPY pom.xml ./
        ARG TOKEN
        RUN echo "<settings>$TOKEN</settings>" >/opt/settings.xml
        RUN mvn -B -s /opt/settings.xml dependency:go-offline
        COPY . .
        RUN mvn -s /opt/settings.xml package
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      apt-get update && apt-get install -y maven && mvn package              | false
      echo "$S" >~/.m2/settings.xml && mvn package                           | false
      git config --global url.https://$T@example.org/.insteadOf x && go build | false
      go env -w GOPRIVATE=example.org && go build                            | false
      export GOPROXY=https://example.org && go build                         | false
      P=ci && mvn -P $P package                                              | false
      mvn install:install-file -Dfile=/opt/a.jar && mvn package              | false
      dotnet nuget add source https://example.org/x && dotnet publish A.csproj | false
      export CGO_ENABLED=0 && go build                                       | true
      echo building && mkdir -p /out && go vet ./... && go build -o /out     | true
      set -ex; mvn clean; mvn package                                        | true
      npm ci --prefix /web && chmod +x a.sh && go build                      | true
      """)
  void aDownloadMayNeedWhatItsRunDoesBefore(String run, boolean fix) {
    String text = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    Map<String, String> files = Map.of(
        "A.csproj", "<Project/>", "pom.xml", "<project/>", "go.mod", "require a.org/b v1.0.0\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .isNotEmpty()
        .allMatch(one -> one.fixes().isEmpty() != fix);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      poetry install --only main | poetry install --only main --no-root
      uv sync --locked           | uv sync --locked --no-install-project
      pdm install --prod         | pdm install --prod --no-self
      composer install --no-dev  | composer install --no-dev --no-scripts --no-autoloader
      """)
  void managersThatInstallTheProjectToo(String command, String first) {
    String head = "FROM x\nWORKDIR /app\n";
    String fixed = fixed(head + "COPY . .\nRUN y=1 " + command + " && echo ok\n");
    assertThat(fixed)
        .startsWith(head + "COPY ")
        .endsWith("RUN y=1 " + first + "\nCOPY . .\nRUN y=1 " + command + " && echo ok\n");
    assertThat(RuleRun.findings(RULE, fixed)).isEmpty();
  }

  @Test
  void splitsTheRunWhereTheSourcesAreNeeded() {
    assertFixed("""
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN --mount=type=cache,target=/root/.npm npm config set x y \\
            && npm ci \\
            && npm run build \\
            # the last
            && npm test
        """, """
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN --mount=type=cache,target=/root/.npm npm config set x y \\
            && npm ci
        COPY . .
        RUN --mount=type=cache,target=/root/.npm npm run build \\
            # the last
            && npm test
        """);
  }

  @Test
  void cleaningUpStaysWithTheInstall() {
    assertFixed(
        "FROM node:22\nCOPY . .\nRUN npm ci && npm cache clean --force && rm -rf /tmp/*\n",
        "FROM node:22\nCOPY package*.json ./\nRUN npm ci && npm cache clean --force && rm -rf /tmp/*\nCOPY . .\n");
  }

  @Test
  void commentsStayWithTheirInstructions() {
    assertFixed("""
        FROM python:3
        WORKDIR /app

        # the sources,
        # all of them
        COPY --chown=1001 . .

        # what they need
        RUN <<EOF
        pip install -r requirements.txt
        EOF

        CMD x
        """, """
        FROM python:3
        WORKDIR /app

        COPY --chown=1001 requirements.txt ./

        # what they need
        RUN <<EOF
        pip install -r requirements.txt
        EOF

        # the sources,
        # all of them
        COPY --chown=1001 . .

        CMD x
        """);
  }

  @Test
  void keepsCaseAndIndentation() {
    assertFixed(
        "from go\n  workdir /s\n  add . /s\n  run go mod download \\\n   && go build\n",
        "from go\n  workdir /s\n  copy go.* ./\n  run go mod download\n  add . /s\n  run go build\n");
  }

  @Test
  void theLastLineMayLackItsEnd() {
    assertThat(fixed("FROM x\nCOPY . .\nRUN npm ci"))
        .isEqualTo("FROM x\nCOPY package*.json ./\nRUN npm ci\nCOPY . .");
  }

  @Test
  void whatStandsBetweenStaysAboveTheInstall() {
    assertFixed("""
        FROM x
        COPY ./ /app/
        WORKDIR /app
        ENV A=b
        USER node
        RUN apt-get update && apt-get install -y gcc
        COPY --from=y /z /etc/z
        RUN npm i
        """, """
        FROM x
        COPY package*.json /app/
        WORKDIR /app
        ENV A=b
        USER node
        RUN apt-get update && apt-get install -y gcc
        COPY --from=y /z /etc/z
        RUN npm i
        COPY ./ /app/
        """);
    assertFixed(
        "FROM x\nCOPY . /src\nWORKDIR /src\nRUN apk add git\n# build\nRUN go build\n",
        "FROM x\nCOPY go.* /src/\nWORKDIR /src\nRUN apk add git\nRUN go mod download\nCOPY . /src\n# build\nRUN go build\n");
  }

  @Test
  void aFolderOfTheContextIsAProjectToo() {
    assertFixed(
        "FROM x\nWORKDIR /app\nCOPY server /app\nRUN npm ci\n",
        "FROM x\nWORKDIR /app\nCOPY server/package*.json ./\nRUN npm ci\nCOPY server /app\n");
  }

  @Test
  void aFolderWithoutAManifestHasNoDependencies() {
    Map<String, String> files =
        Map.of("src/server.js", "", "package.json", "{\"dependencies\": {\"a\": \"1\"}}");
    String text = "FROM node:22\nWORKDIR /app\nADD %s /app\nRUN npm install\n";
    assertThat(RuleRun.findings(RULE, text.formatted("src"), files)).isEmpty();
    assertThat(RuleRun.findings(RULE, text.formatted("."), files)).hasSize(1);
    assertThat(RuleRun.findings(
            RULE, text.formatted("src").replace("install", "init -y && npm install"), files))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE, text.formatted("src").replace("npm", "make package.json && npm"), files))
        .isEmpty(); // nobody can copy it before
  }

  /** The context lacks them, or .dockerignore leaves them out: the COPY that is advised would find nothing. */
  @ParameterizedTest
  @CsvSource({
    "gradle build, bin/a.jar, 0",
    "gradle build, build.gradle.kts, 1",
    "gradle build, settings.gradle, 1",
    "./mvnw package, mvnw, 0",
    "./mvnw package, pom.xml, 1",
    "cargo build, src/main.rs, 0",
    "cargo build, Cargo.toml, 1",
    "uv sync, main.py, 0",
    "uv sync, pyproject.toml, 1",
    "pip install -r conf/prod.txt, requirements.txt, 0",
    "pip install -r conf/prod.txt, conf/prod.txt, 1",
    "pip install -r requirements/prod.txt, a.py, 1",
    "dotnet restore a/b.csproj, a/c.csproj, 0",
    "dotnet restore a/b.csproj, a/b.csproj, 1",
    "dotnet restore, a/b.csproj, 1",
    "composer install, index.php, 0",
    "composer install, composer.json, 1",
  })
  void whatIsAdvisedToBeCopiedIsThere(String install, String file, int findings) {
    String text = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of(file, "requests = \"1\"\n"))).hasSize(findings);
    assertThat(RuleRun.findings(RULE, text)).as("unknown").hasSize(1);
  }

  @Test
  void manifestsThatWereCopiedToNoAvailAreNotCopiedAgain() {
    assertFixed(
        "FROM x\nCOPY package.json package-lock.json ./\n\nCOPY . .\n\nRUN npm ci\n",
        "FROM x\nCOPY package.json package-lock.json ./\n\nRUN npm ci\n\nCOPY . .\n");
    assertFixed(
        "FROM x\nCOPY go.mod go.sum ./\nCOPY . .\nRUN go build\n",
        "FROM x\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build\n");
  }

  @Test
  void twoProjectsAreRepairedOneAfterTheOther() {
    String text =
        "FROM x\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN pip install -r requirements.txt\n";
    List<Finding> findings = RuleRun.findings(RULE, text);
    assertThat(findings).hasSize(2);
    assertThat(findings.get(1).fixes())
        .as("the first install needs the sources")
        .isEmpty();
    assertFixed(fixed(text, findings.get(0)), """
        FROM x
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY requirements.txt ./
        RUN pip install -r requirements.txt
        COPY . .
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build",
        "COPY package.json .\nRUN npm install\nCOPY . .\nRUN npm ci",
        "COPY package.json ./\nCOPY . .\nRUN npm ci",
        "COPY package*.json /elsewhere/\nCOPY . .\nRUN npm ci",
        "RUN --mount=type=bind,source=package.json,target=package.json npm ci\nCOPY . .\nRUN npm ci",
        "COPY . .\nRUN --mount=type=bind,target=. npm ci",
        "COPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npm ci",
        "COPY --from=sources / .\nRUN npm ci",
        "COPY server.js LICENSE ./\nRUN npm ci",
        "COPY src ./src\nRUN npm ci",
        "COPY rootfs /\nRUN npm ci",
        "COPY . /elsewhere\nRUN npm ci",
        "COPY . .\nRUN git clone https://x.example/y && cd y && npm ci",
        "COPY . .\nRUN cd $X && npm ci",
        "COPY . .\nRUN npm install express",
        "COPY . .\nRUN npm install -g yarn",
        "COPY . .\nRUN pip install .",
        "COPY . .\nRUN pip install -e . -r requirements.txt",
        "COPY . .\nRUN pip install flask",
        "COPY . .\nRUN pip install -r $FILE",
        "COPY . .\nRUN pip install -r https://x.example/requirements.txt",
        "COPY . .\nRUN go install example.com/x@latest",
        "COPY . .\nRUN go build -mod=vendor",
        "COPY . .\nRUN --mount=type=cache,target=/go/pkg/mod go build",
        "COPY . .\nRUN --mount=type=cache,target=/root/.m2 mvn package",
        "COPY . .\nRUN mvn -o package",
        "COPY . .\nRUN mvn --version",
        "COPY . .\nRUN gradle --version",
        "COPY . .\nRUN dotnet build --no-restore",
        "COPY . .\nRUN cargo chef cook",
        "COPY recipe.json ./\nRUN cargo chef cook --release\nCOPY . .\nRUN cargo build --release",
        "COPY recipe.json ./\nRUN if [ $M = a ]; then cargo chef cook; else cargo chef cook --release; fi\n"
            + "COPY . .\nRUN cargo build",
        "COPY r.json .\nRUN for t in a b; do cargo chef cook --target $t; done\nCOPY . .\nRUN cargo build",
        "COPY . .\nRUN yarn --version",
        "COPY . .\nRUN npm ci &&& x",
        "COPY . .\nRUN go mod init example.com/x\nRUN go get example.com/y",
        "COPY . .\nRUN go mod init x && go mod tidy && go build",
        "COPY . .\nRUN npm init -y\nRUN npm install",
        "COPY . .\nRUN poetry init -n && poetry install",
        "COPY . .\nRUN cargo init --bin\nRUN cargo build",
        "COPY . .\nRUN dotnet new console && dotnet restore",
        "COPY . .\nSHELL [\"pwsh\", \"-c\"]\nRUN npm ci",
        "COPY <<EOF /app/\nEOF\nRUN npm ci",
        "ADD https://x.example/app/ .\nRUN npm ci"
      })
  void isSilent(String rest) {
    assertThat(RuleRun.findings(RULE, "FROM x\nWORKDIR /app\n" + rest + "\n"))
        .as(rest)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM x AS base\nCOPY package.json ./\nRUN npm ci\nFROM base\nCOPY . .\nRUN npm ci\n",
        "FROM x AS base\nCOPY . .\nFROM base\nRUN npm ci\n",
        "FROM node\nCOPY . /app\nRUN npm ci\n",
        "FROM golang:1.10\nCOPY . /go/src/x\nWORKDIR /go/src/x\nRUN go build\n",
        "FROM maven AS m\nCOPY pom.xml ./\nRUN mvn dependency:resolve\n"
            + "FROM maven\nCOPY --from=m /root/.m2 /root/.m2\nCOPY . .\nRUN mvn package\n",
        "FROM maven\nCOPY pom.xml ./\nRUN mvn -f pom.xml dependency:resolve\nCOPY . .\nRUN mvn package\n",
        "COPY . .\nRUN npm ci\n"
      })
  void isSilentAcrossStages(String text) {
    assertThat(RuleRun.findings(RULE, text)).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY . .\nRUN make deps\nRUN npm ci",
        "COPY . .\nRUN npm i -g ./tool\nRUN npm ci",
        "COPY . .\nRUN ./configure && npm ci",
        "COPY . .\nCOPY extra ./\nRUN npm ci",
        "COPY . .\nWORKDIR /app/web\nRUN npm ci",
        "COPY . .\nRUN npm ci \\\n # now build\n && npm run build",
        "COPY . .\nRUN export A=b && npm ci && npm run build",
        "COPY . .\nRUN npm ci; npm run build",
        "COPY . .\nRUN npm ci || make",
        "COPY . .\nRUN yes <input && npm ci",
        "COPY . .\nVOLUME /app\nRUN npm ci",
        "COPY . .\nRUN rm -rf /app/node_modules\nRUN npm ci",
        "COPY . /var/www/\nRUN rm -rf /var/www/x && cd /var/www && npm ci",
        "COPY . .\nRUN cd /tmp && rm -rf x && cd /app && rm x && npm ci",
        "ARG A=/app\nCOPY . $A\nARG A=b\nRUN npm ci",
        "COPY --exclude=x . .\nRUN npm ci",
        "COPY --parents . .\nRUN npm ci",
        "COPY . /other/ ./\nRUN npm ci",
        "COPY . .\nRUN cargo build --release",
        "COPY . .\nRUN npm ci --workspaces",
        "COPY . .\nRUN yarn set version stable && yarn install",
        "COPY . .\nRUN yarn config set nodeLinker node-modules\nRUN yarn install",
        "COPY . .\nRUN corepack use yarn@4 && yarn install",
        "COPY . .\nRUN echo $V >version.txt\nRUN npm ci",
        "COPY . .\nRUN echo $V >/app/version.txt && npm ci",
        "COPY . .\nRUN cd cmd && go build",
        "COPY . .\nRUN poetry install; make",
        "COPY . .\nRUN (poetry install)",
        "COPY . .\nRUN dotnet restore App.sln"
      })
  void offersNoFixWhereTheBuildCouldBreak(String rest) {
    List<Finding> findings = RuleRun.findings(RULE, "FROM x\nWORKDIR /app\n" + rest + "\n");
    assertThat(findings).as(rest).isNotEmpty().allMatch(one -> one.fixes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /app\nCOPY . .\nRUN rm -rf /opt/cache\nRUN npm ci",
        "WORKDIR /app\nCOPY . .\nRUN rm -rf /tmp/* ~/.cache && npm ci",
        "COPY . .\nRUN rm -rf /var/cache/* /root/.npm\nRUN npm ci",
        "WORKDIR /app\nCOPY . .\nRUN echo a >/etc/motd 2>&1\nRUN npm ci",
        "WORKDIR /app\nCOPY . .\nRUN yarn config set network-timeout 600000 && yarn install",
      })
  void whatIsRemovedElsewhereMayStandBetween(String rest) {
    List<Finding> findings = RuleRun.findings(RULE, "FROM node:22\n" + rest + "\n");
    assertThat(findings).as(rest).hasSize(1).noneMatch(one -> one.fixes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "npm ci | package.json | {\"workspaces\": [\"packages/*\"]}",
        "yarn install | package.json | {\"dependencies\": {\"ui\": \"link:ui\"}}",
        "npm ci | package.json | {\"dependencies\": {\"ui\": \"file:../ui\"}}",
        "pnpm i | pnpm-workspace.yaml | packages: [ui]",
        "pip install -r requirements.txt | requirements.txt | -r base.txt",
        "uv sync | pyproject.toml | lib = { path = \"../lib\" }",
        "go build -o /a . | go.mod | replace example.org/a => ./a",
        "composer install | composer.json | {\"require\": {\"a/b\": \"1\"}, \"repositories\": [{\"type\": \"path\"}]}",
        "dotnet restore A/A.csproj | A/A.csproj | <ProjectReference Include=\"../B/B.csproj\" />",
      })
  void theManifestsOfOtherProjectsAreNotKnown(String install, String manifest, String text) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    Map<String, String> files = new HashMap<>(Map.of("package.json", "{}"));
    files.put(manifest, text);
    assertThat(RuleRun.findings(RULE, file, files)).singleElement().satisfies(one -> {
      assertThat(one.message()).contains("Copy the manifests of all its projects");
      assertThat(one.fixes()).isEmpty();
    });
    files.put(manifest, "gem 'x'\nrequire x v1\n");
    assertThat(RuleRun.findings(RULE, file, files))
        .singleElement()
        .matches(one -> !one.fixes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bundle install | Gemfile | # gem 'a', path: 'a'",
        "bundle install | Gemfile | gem 'b' # or path: 'a'",
        "bundle install | Gemfile | # gem 'a', File.read('.version')",
        "pip install -r requirements.txt | requirements.txt | a==1 # or @ file:a",
        "uv sync | pyproject.toml | # lib = { path = \"../lib\" }",
        "mix deps.get | mix.exs | # {:a, path: \"../a\"}",
        "go build -o /a . | go.mod | // replace example.org/a => ./a",
        "mvn package | pom.xml | <!-- <modules>%<module>a</module></modules> -->",
      })
  void whatACommentNamesIsNoOtherProject(String install, String manifest, String text) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    assertThat(RuleRun.findings(
            RULE, file, Map.of(manifest, text.replace('%', '\n') + "\ngem 'x'\nrequire x v1\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .doesNotContain("all its projects", "the files that it loads"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pip install -r requirements.txt | requirements.txt | -e ./lib",
        "pip install -r requirements.txt | requirements.txt | -e ../lib",
        "pip install -r requirements.txt | requirements.txt | --editable=lib[extra]",
        "pip install -r requirements.txt | requirements.txt | ./lib",
        "pip install -r requirements.txt | requirements.txt | lib @ file:///app/lib",
        "poetry install | pyproject.toml | lib = { path = \"../lib\", develop = true }",
        "poetry install | pyproject.toml | lib = {develop = true, path = \"lib\"}",
        "poetry install --no-root | pyproject.toml | path = \"../lib\"",
        "pipenv install | Pipfile | lib = {path = \"./lib\"}",
        "yarn install | package.json | {\"dependencies\": {\"ui\": \"file:../ui\"}}",
        "pnpm i | package.json | {\"dependencies\": {\"ui\": \"file:../ui\"}}",
        "npm ci | package.json | {\"dependencies\": {\"ui\": \"file:ui-1.0.0.tgz\"}}",
        "bundle install | Gemfile | gem 'a', path: 'a'",
        "bundle install | Gemfile | `path 'lib' do%  gem 'a'%end`",
      })
  void theManifestsOfProjectsThatAreBuiltOrCopiedWontDo(
      String install, String manifest, String text) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    Map<String, String> files = new HashMap<>(Map.of("package.json", "{}"));
    files.put(manifest, text.replace('%', '\n'));
    assertThat(RuleRun.findings(RULE, file, files)).singleElement().satisfies(one -> {
      assertThat(one.message()).contains("Copy the manifests and what they name by path");
      assertThat(one.fixes()).isEmpty();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"-e .", "-e .[dev]", "-e git+https://example.org/lib.git#egg=lib"})
  void theProjectItselfAndWhatIsFetchedIsNoOther(String requirement) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n";
    assertThat(RuleRun.findings(RULE, file, Map.of("requirements.txt", requirement + "\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("what they name by path"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uv sync | lib = { path = \"../lib\", editable = true } | , install with --no-install-local, and again without it behind the rest.",
        "uv sync --no-install-project | lib = {path = \"../lib\"} | , install with --no-install-local, and again without it behind the rest.",
        "uv sync --no-install-local | lib = {path = \"../lib\"} | ` and install before copying the rest.`",
        "uv sync | lib = { workspace = true } | , install with --no-install-workspace, and again without it behind the rest.",
        "uv sync --package lib | name = \"app\" | , install with --no-install-workspace, and again without it behind the rest.",
        "uv sync --no-install-workspace | lib = { workspace = true } | ` and install before copying the rest.`",
        "uv sync | [tool.hatch.version]%path = \"app/version.py\" | , install with --no-install-project, and again without it behind the rest.",
      })
  void uvLeavesOutTheProjectsWhoseFilesAreMissing(String install, String text, String advice) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    Map<String, String> files = Map.of("pyproject.toml", text.replace('%', '\n'));
    assertThat(RuleRun.findings(RULE, file, files)).singleElement().satisfies(one -> {
      assertThat(one.message()).endsWith("(uv). Copy the manifests of all its projects" + advice);
      assertThat(one.fixes()).isEmpty();
    });
  }

  @Test
  void uvLocksTheProjectsThatOthersNameByPath() {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\nRUN uv sync --frozen\n";
    String lockfile = "name = \"lib\"\nsource = { editable = \"../lib\" }\n";
    assertThat(RuleRun.findings(
            RULE, file, Map.of("pyproject.toml", "name = \"app\"", "uv.lock", lockfile)))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains("install with --no-install-local, and again");
          assertThat(one.fixes()).isEmpty();
        });
  }

  @Test
  void aProjectBelowTheCopiedFolderIsOneOfSeveral() {
    assertThat(RuleRun.findings(
            RULE, "FROM x\nWORKDIR /app\nCOPY . .\nWORKDIR /app/src/Api\nRUN dotnet restore\n"))
        .singleElement()
        .matches(one -> one.fixes().isEmpty())
        .matches(one -> one.message().contains("the manifests of all its projects"));
  }

  @Test
  void foldersOfSourcesAreCopiedBehindTheInstall() {
    String file = """
        FROM node:22
        WORKDIR /app
        COPY package*.json tsconfig.json ./
        COPY src/ ./src/
        COPY locales ./locales
        RUN npm ci
        """;
    Map<String, String> files =
        Map.of("package.json", SOME, "tsconfig.json", "", "src/a.ts", "", "locales/en.json", "");
    assertThat(RuleRun.findings(RULE, file, files)).singleElement().satisfies(one -> {
      assertThat(one.range().of(file)).isEqualTo("COPY src/ ./src/");
      assertThat(one.message()).endsWith("(npm). Copy them behind the install.");
    });
    String built = file.replace("npm ci", "npm ci && npx gulp");
    assertThat(RuleRun.findings(RULE, built, files))
        .extracting(Finding::message)
        .allMatch(it -> it.endsWith("Install in a RUN of its own, and copy them behind it."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ENV PIP_CERT=/app/certs/ca.pem                   | RUN pip install -r a.txt                                                        | 0
      ENV REQUESTS_CA_BUNDLE=certs/ca.pem              | RUN pip install -r a.txt                                                        | 0
      ENV CURL_CA_BUNDLE="/app/certs/ca.pem"           | RUN curl -o x.sh https://example.com/x.sh && sh x.sh && pip install -r a.txt     | 0
      ARG PIP_FIND_LINKS=file:///app/certs             | RUN pip install -r a.txt                                                        | 0
      ENV PIP_CERT=/etc/ca.pem APP_SETTINGS=/app/certs | RUN pip install -r a.txt                                                        | 1
      ENV PIP_CACHE_DIR=/app/certs/a                   | RUN pip install -r a.txt                                                        | 1
      ENV PYTHONPATH=/app/certs                        | RUN pip install -r a.txt                                                        | 1
      ENV CERTS=/app/certs                             | RUN cp $CERTS/ca.pem /etc && pip install -r a.txt                               | 0
      ENV A=b                                          | RUN pip config set global.find-links file:///app/certs && pip install -r a.txt  | 0
      ENV A=b                                          | RUN conda config --add channels file://app/certs/repo && pip install -r a.txt   | 0
      ENV A=b                                          | RUN export PIP_CERT=./certs/ca.pem && pip install -r a.txt                      | 0
      ENV A=b                                          | RUN PIP_CERT=certs/ca.pem pip install -r a.txt                                  | 0
      ENV A=b                                          | RUN pip install --cert=certs/ca.pem -r a.txt                                    | 0
      ENV A=b                                          | RUN pip install certs && pip install -r a.txt                                   | 1
      ENV A=b                                          | RUN pip install -r a.txt && chmod 600 ./certs/ca.pem                            | 1
      """)
  void aFolderThatTheInstallReadsStaysAboveIt(String variable, String run, int findings) {
    String file = "FROM python:3.13\nWORKDIR /app\nCOPY a.txt ./\nCOPY certs ./certs\n" + variable
        + "\n" + run + "\n";
    Map<String, String> files = Map.of("a.txt", "x\n", "certs/ca.pem", "");
    assertThat(RuleRun.findings(RULE, file, files)).hasSize(findings);
  }

  @Test
  void aDownloadInFrontOfABuildMayNeedWhatAVariableNames() {
    String file = """
        FROM golang:1.25
        WORKDIR /app
        COPY go.mod go.sum ./
        COPY certs ./certs
        ENV SSL_CERT_FILE=/app/certs/ca.pem
        RUN go build -o /bin/a ./certs/...
        """;
    Map<String, String> files =
        Map.of("go.mod", "module a\nrequire b.com/c v1.0.0\n", "go.sum", "b", "certs/ca.go", "");
    assertThat(RuleRun.findings(RULE, file, files)).isEmpty();
    assertThat(RuleRun.findings(RULE, file.replace("SSL_CERT_FILE", "A"), files))
        .hasSize(1);
  }

  @Test
  void whatAVariableNamesIsCopiedWithTheManifests() {
    String file = """
        FROM python:3.13
        WORKDIR /app
        COPY . .
        ENV PIP_CERT=/app/ca.pem
        RUN pip install -r a.txt
        """;
    assertThat(RuleRun.findings(RULE, file)).singleElement().satisfies(one -> {
      assertThat(one.message()).endsWith("Copy a.txt, ca.pem and install before copying the rest.");
      assertThat(one.fixes()).isEmpty();
    });
    String other = file.replace(
        "PIP_CERT=/app/ca.pem", "PIP_CACHE_DIR=/app/c PIP_INDEX_URL=https://a.b/c PIP_NO_INPUT=1");
    assertThat(RuleRun.findings(RULE, other))
        .singleElement()
        .matches(one -> !one.fixes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "pip install -r more.txt, Copy them behind the install.",
    "pip install ., 'Install in a RUN of its own, and copy them behind it.'",
    "python setup.py install, 'Install in a RUN of its own, and copy them behind it.'",
  })
  void aRunThatOnlyInstallsIsOneOfItsOwn(String last, String advice) {
    String file =
        "FROM python:3.13\nWORKDIR /a\nCOPY requirements.txt more.txt ./\nCOPY src/ ./src/\n"
            + "COPY locales ./locales\nRUN pip install -r requirements.txt && " + last + "\n";
    Map<String, String> files = Map.of(
        "requirements.txt", "a==1", "more.txt", "b==1", "src/a.py", "", "locales/en.json", "");
    assertThat(RuleRun.findings(RULE, file, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(advice));
  }

  @Test
  void whatABuildDownloadsCanBeThereBeforeTheSources() {
    String file = """
        FROM maven:3.9
        WORKDIR /app
        COPY pom.xml .
        # the sources
        COPY src ./src
        RUN mvn -B package
        """;
    Map<String, String> files = Map.of("pom.xml", "<project/>", "src/A.java", "");
    assertThat(RuleRun.fixes(RULE, file, files))
        .containsExactly(Map.entry(
            "Download the dependencies before copying the sources, if that reads no other files",
            file.replace("# the", "RUN mvn -B dependency:go-offline\n# the")));
    assertThat(RuleRun.findings(
            RULE, file.replace("RUN mvn", "RUN --mount=type=cache,target=/root/.m2 mvn"), files))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE, file.replace("# the", "RUN mvn dependency:go-offline\n# the"), files))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE,
            file,
            Map.of("pom.xml", "<modules><module>a</module></modules>", "src/A.java", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-gs settings.xml | ARG TOKEN~RUN echo \"$TOKEN\" >settings.xml | what makes settings.xml",
        "-s settings.xml  | COPY settings.xml .                         | what makes settings.xml",
        "-s ~/.m2/ci.xml  | RUN cp /etc/ci.xml ~/.m2/                   | what makes ci.xml",
        "-P $P            | ARG P=ci                                    | ARG P",
        "                 | ARG VERSION~ARG NEXUS_TOKEN                 | ARG NEXUS_TOKEN",
        "                 | ENV MAVEN_ARGS='-s a.xml'                   | ENV MAVEN_ARGS",
        "                 | RUN apt-get install -y maven                | RUN apt-get",
        "                 | COPY etc/settings.xml /root/.m2/            | COPY settings.xml",
        "                 | COPY --from=maven:3 /usr/share /usr/share   | COPY --from=maven:3",
        "                 | WORKDIR /app/                               | WORKDIR /app/",
        "                 | ENV GOBIN=/go APP_HOME=/app                 | ",
        "                 | USER app                                    | USER app",
        "                 | GO                                          | ",
        "-s /opt/ci.xml   | ARG VERSION~COPY more ./more~RUN echo a     | ",
      })
  void aDownloadComesBehindWhatItNeeds(
      @Nullable String options, String lines, @Nullable String need) {
    String told = options == null ? "" : options + " ";
    String file = "FROM x\nWORKDIR /app\nCOPY pom.xml .\nCOPY src ./src\n"
        + lines.replace('~', '\n') + "\nRUN --mount=type=ssh mvn " + told + "package\n";
    Map<String, String> files = Map.of("pom.xml", "<project/>", "src/A.java", "", "more/a", "");
    assertThat(RuleRun.findings(RULE, file, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .endsWith("above" + (need == null ? "." : ", but behind " + need + ".")));
    String fetch = "RUN --mount=type=ssh mvn -B " + told + "dependency:go-offline\n";
    assertThat(List.copyOf(RuleRun.fixes(RULE, file, files).values()))
        .isEqualTo(
            need == null ? List.of(file.replace("COPY src", fetch + "COPY src")) : List.of());
  }

  @ParameterizedTest
  @CsvSource({"$SETUP, the first command", "apt-get update, apt-get", "P=1 && echo, the variables"})
  void aDownloadComesBehindWhatItsRunDoesBefore(String before, String need) {
    String file = "FROM x\nWORKDIR /app\nCOPY pom.xml .\nCOPY src ./src\nRUN " + before
        + " && mvn -P $P package\n";
    assertThat(RuleRun.findings(RULE, file, Map.of("pom.xml", "<project/>", "src/A.java", "")))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).endsWith(" but behind " + need + " of its RUN."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repository         | https://maven.pkg.github.com/a/b                          | maven.pkg.github.com",
        "pluginRepository   | https://maven.pkg.github.com/a/b                          | maven.pkg.github.com",
        "repository         | https://a-1.d.codeartifact.eu-west-1.amazonaws.com/maven/ | a-1.d.codeartifact.eu-west-1.amazonaws.com",
        "repository         | https://example.org/own                                   | own",
        "repository         | https://repo.example.org/m2                               | ",
        "!-- --><repository | https://maven.pkg.github.com/a/b                          | maven.pkg.github.com",
      })
  void aRepositoryMayWantALogin(String element, String url, @Nullable String named) {
    String id = url.endsWith("own") ? "own" : "other";
    String pom = "<project><repositories><" + element + "><id>" + id + "</id><url>" + url
        + "</url></" + element.substring(element.indexOf('<') + 1) + "></repositories></project>";
    Map<String, String> files = Map.of(
        "pom.xml",
        pom,
        "settings.xml",
        "<settings><servers><server><id>own</id></server></servers></settings>");
    String text = "FROM x\nWORKDIR /app\n%sCOPY . .\nRUN mvn package\n";
    assertThat(RuleRun.findings(RULE, text.formatted(""), files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.fixes().isEmpty()).isEqualTo(named != null);
          assertThat(one.message())
              .contains(
                  named == null
                      ? "Copy pom.xml and install"
                      : "Copy pom.xml, and what logs in at " + named + ", and install");
        });
    String published = pom.replace("repositories>", "distributionManagement>");
    for (String[] other : new String[][] {
      {"COPY settings.xml /root/.m2/\n", pom},
      {"", published},
      {"", pom.replace("<url", "<!--<url").replace("</url>", "</url>-->").replace(">own<", ">a<")}
    }) {
      assertThat(RuleRun.findings(
              RULE,
              text.formatted(other[0]),
              Map.of(
                  "pom.xml", other[1], "settings.xml", String.valueOf(files.get("settings.xml")))))
          .singleElement()
          .matches(one -> !one.fixes().isEmpty(), text.formatted(other[0]) + other[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY patches ./patches | patches/a.patch",
        "COPY etc/a ./etc/a     | etc/a/b.sh",
        "COPY web ./web         | web/package.json",
        "COPY src ./src         | other/a.ts",
        "COPY src /opt/src      | src/a.ts",
        "COPY src ./            | src/a.ts",
        "COPY .yarn ./.yarn     | .yarn/releases/a.cjs",
      })
  void foldersThatTheInstallMayReadStay(String copy, String path) {
    String file = "FROM node:22\nWORKDIR /app\nCOPY package.json ./\n" + copy + "\nRUN npm i\n";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", SOME, path, "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY go.* /src/%RUN cd /src && go mod download | 0",
        "RUN go env -w GOPROXY=https://proxy.example.com | 1",
        "RUN npm ci                                     | 1",
      })
  void theBaseImageOfTheProjectMayHaveThem(String lines, int findings) {
    String file =
        "FROM ghcr.io/team/shop-base:1.2\nWORKDIR /src\nCOPY . .\nRUN go build -o /shop ./cmd/shop\n";
    assertThat(RuleRun.findings(
            RULE,
            file,
            Map.of(
                "go.mod",
                "module shop\nrequire example.com/a v1.0.0\n",
                ContextPath.dockerfileOf("ghcr.io/team/shop-base"),
                "FROM golang:1.27\n" + lines.replace('%', '\n') + "\n")))
        .hasSize(findings);
  }

  @Test
  void cargoBuildsNothingFromManifestsAlone() {
    assertThat(RuleRun.findings(RULE, "FROM rust\nCOPY . /app\nRUN cd /app && cargo build\n"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .endsWith("Build them first, from the manifests and an empty main.rs or with cargo-chef.");
  }

  private static List<Finding> withScripts(String install, String scripts) {
    return RuleRun.findings(
        RULE,
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n",
        Map.of(
            "package.json", "{\"dependencies\": {\"x\": \"1\"}, \"scripts\": {" + scripts + "}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'postinstall': 'cd frontend && npm install && cd .. && npm run build:frontend'",
        "'prepare': 'husky; tsc -p .'",
        "'preinstall': 'npx webpack --mode production'",
        "'install': 'node-gyp rebuild'",
      })
  void anInstallThatBuildsNeedsTheSources(String scripts) {
    assertThat(withScripts("npm ci", scripts.replace('\'', '"'))).isEmpty();
    assertThat(withScripts("npm ci --ignore-scripts", scripts.replace('\'', '"')))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "'postinstall': 'patch-package' > false",
        "'postinstall': 'prisma generate' > false",
        "'preinstall': 'node check.js' > false",
        "'prepare': 'husky install || true' > true",
        "'preinstall': 'npx only-allow npm' > true",
        "'build': 'tsc', 'test': 'node test.js' > true",
      },
      quoteCharacter = '`')
  void noFixIsOfferedWhereAScriptMayNeedTheSources(String scripts, boolean fix) {
    assertThat(withScripts("npm ci", scripts.replace('\'', '"')))
        .extracting(
            one -> !one.fixes().isEmpty(), one -> !one.message().contains("install scripts read"))
        .containsExactly(tuple(fix, fix));
  }

  @Test
  void twoProjectsInOneRunArePartedFirst() {
    String text = "FROM x\nCOPY . .\nRUN pip install -r a.txt && npm ci\n";
    List<Finding> findings = RuleRun.findings(RULE, text);
    assertThat(findings).extracting(one -> one.fixes().size()).containsExactly(1, 0);
    assertThat(fixed(text, findings.get(0)))
        .isEqualTo("FROM x\nCOPY a.txt ./\nRUN pip install -r a.txt\nCOPY . .\nRUN npm ci\n");
  }

  /** Instructions and comments may move, but all of them are still there; one RUN may have been parted. */
  @Test
  void holdsForRealFiles() {
    int fixes = 0;
    for (String text : SharedCases.dockerfiles()) {
      List<Finding> findings = RuleRun.findings(RULE, text);
      for (Finding finding : findings) {
        if (!finding.fixes().isEmpty()) {
          checkFix(text, finding, findings.size());
          fixes++;
        }
      }
    }
    assertThat(fixes).isPositive();
  }

  private static void checkFix(String text, Finding finding, int findings) {
    String result = fixed(text, finding);
    Dockerfile before = Dockerfile.parse(text);
    Dockerfile after = Dockerfile.parse(result);
    List<String> instructions = new ArrayList<>();
    after.instructions().forEach(one -> instructions.add(one.text().strip()));
    long missing = before.instructions().stream()
        .filter(one -> !instructions.remove(one.text().strip()))
        .count();
    assertThat(missing).as("instructions of%n%s missing in%n%s", text, result).isLessThan(2);
    assertThat(after.instructions().size() - before.instructions().size())
        .as(result)
        .isBetween(0, 4);
    assertThat(comments(after)).as(result).containsExactlyInAnyOrderElementsOf(comments(before));
    assertThat(after.errors()).as(result).hasSameSizeAs(before.errors());
    assertThat(RuleRun.findings(RULE, result)).as(result).hasSizeLessThan(findings);
  }

  private static List<String> comments(Dockerfile file) {
    List<String> comments = new ArrayList<>();
    for (Element element : file.elements()) {
      if (element instanceof Element.Comment comment) {
        comments.add(comment.content());
      } else if (element instanceof Instruction instruction) {
        instruction.source().tokens().stream()
            .filter(token -> token.kind() == Token.Kind.COMMENT)
            .forEach(token -> comments.add(token.range().of(instruction.text()).strip()));
      }
    }
    return comments;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG SUB\nWORKDIR /app/$SUB\nCOPY . /app\nRUN npm ci",
        "ARG SUB=web\nWORKDIR /app/$SUB\nCOPY . /app\nRUN npm ci",
        "ARG SUB\nENV DIR=/app/$SUB\nWORKDIR $DIR\nCOPY . /app\nRUN npm ci",
        "ARG SUB\nWORKDIR /app\nCOPY . .\nRUN cd \"$SUB\" && npm ci",
        "ARG SUB=web\nWORKDIR /app\nCOPY . .\nRUN cd $SUB && npm ci",
        "ARG SRC=.\nWORKDIR /app\nCOPY $SRC .\nRUN npm ci",
        "ARG TO=/app\nWORKDIR /app\nCOPY . $TO\nRUN npm ci",
        "WORKDIR /app/$FROM_THE_BASE_IMAGE\nCOPY . /app\nRUN npm ci",
        "WORKDIR /app/$TARGETARCH\nCOPY . /app\nRUN npm ci",
        "WORKDIR /app\nCOPY . .\nRUN npm --prefix \"$X\" ci",
        "WORKDIR /app\nCOPY . .\nRUN cd web || true; npm ci",
      })
  void offersNoFixThatAnArgumentOfTheBuildCouldBreak(String rest) {
    assertThat(RuleRun.findings(RULE, "FROM x\n" + rest + "\n"))
        .as(rest)
        .allMatch(one -> one.fixes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "ARG HOME_OF\\nWORKDIR $HOME_OF\\nCOPY . .  → npm ci",
        "ARG SUB=web\\nWORKDIR /app/$SUB\\nCOPY . .  → npm ci",
        "ENV SUB=web\\nWORKDIR /app/$SUB\\nCOPY . /app  → npm ci",
        "WORKDIR /app\\nCOPY . .  → (cd tools && npm -v); npm ci",
        "WORKDIR /srv\\nCOPY . /app  → cd /app && npm ci",
        "WORKDIR /srv\\nCOPY . /app  → cd ../app || exit 1; npm ci",
      })
  void seesTheSameDirectoryInEveryBuild(String before, String run) {
    String text = "FROM x\n" + before.replace("\\n", "\n") + "\nRUN " + run + "\n";
    assertThat(RuleRun.findings(RULE, text)).as(text).hasSize(1);
  }

  /** Without it, what is built there may have all that it needs beside it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .                           | go.mod  | 1",
        "ENV GO111MODULE=on~COPY . .        | go.mod  | 1",
        "ENV GO111MODULE=off~COPY . .       | go.mod  | 0",
        "ARG GO111MODULE~COPY . .           | go.mod  | 0",
        "COPY . .                           | main.go | 0",
      })
  void aManifestTellsThatGoPathIsOnlyAFolder(String lines, String file, int findings) {
    String text = "FROM golang:1.26\nWORKDIR /go/src/app\n" + lines.replace('~', '\n')
        + "\nRUN go mod download\n";
    Map<String, String> files = Map.of(file, "module x\nrequire a v1\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN cd cmd/a && go build         | go.mod         | go.*",
        "RUN go -C cmd/a build            | go.mod         | go.*",
        "WORKDIR /app/cmd/a~RUN go build  | go.mod         | go.*",
        "RUN cd cmd/a && go build         | cmd/a/go.mod   | cmd/a/go.*",
        "RUN cd api/cmd && go build       | api/go.mod     | api/go.*",
        "RUN cd cmd/a && go mod download  | go.mod         | go.*",
        "RUN cd cmd/a && go build         |                | go.*",
        "RUN cd api && go mod download    |                | api/go.*",
      })
  void theModuleOfGoBeginsAtTheNearestManifestAbove(
      String lines, @Nullable String manifest, String named) {
    String text = "FROM golang:1.27\nWORKDIR /app\nCOPY . .\n" + lines.replace('~', '\n') + "\n";
    List<Finding> findings = manifest == null
        ? RuleRun.findings(RULE, text)
        : RuleRun.findings(RULE, text, Map.of(manifest, "module x\nrequire a v1\n"));
    assertThat(findings).singleElement().satisfies(one -> {
      assertThat(one.message()).contains(" Copy " + named + " and install");
      assertThat(one.fixes().isEmpty()).isEqualTo(!lines.endsWith("cd api && go mod download"));
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./bin/bundle install       | bin/bundle | true",
        "bin/bundle install         | bin/bundle | true",
        "/app/bin/bundle install    | bin/bundle | true",
        "bin/bundle install         |            | true",
        "bundle install             | bin/bundle | false",
        "/opt/bin/bundle install    | bin/bundle | false",
        ".venv/bin/pip install -r requirements.txt |  | false",
      })
  void anInstallByAProgramOfTheProjectNeedsIt(
      String install, @Nullable String program, boolean needed) {
    String text = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    List<Finding> findings = program == null
        ? RuleRun.findings(RULE, text)
        : RuleRun.findings(RULE, text, Map.of(program, "#!/bin/sh\n", "Gemfile", "gem 'rails'\n"));
    assertThat(findings).singleElement().satisfies(one -> {
      assertThat(one.message().contains(", bin/bundle")).isEqualTo(needed);
      assertThat(one.fixes().isEmpty()).isEqualTo(needed);
    });
  }

  @Test
  void aGoProjectThatBringsItsModulesInstallsNothing() {
    String text = "FROM golang:1.27\nWORKDIR /app\nCOPY . .\nRUN go build -o /x .\n";
    Map<String, String> files = Map.of("go.mod", "module x\nrequire a v1\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(1);
    assertThat(RuleRun.findings(
            RULE,
            text,
            Map.of("go.mod", "module x\nrequire a v1\n", "vendor/modules.txt", "# a v1\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "npm ci        | 'pnpm run build' | 0",
        "pnpm install  | 'pnpm run build' | 0",
        "pnpm install  | 'gql-codegen'    | 1",
        "pnpm install  | 'echo done'      | 1",
        "pnpm install --ignore-scripts | 'pnpm run build' | 1",
      })
  void membersOfAWorkspaceMayBuildWhileTheyAreInstalled(
      String install, String script, int findings) {
    Map<String, String> files = Map.of(
        "package.json",
        install.startsWith("pnpm") ? "{}" : "{\"workspaces\": [\"apps/web\"]}",
        "pnpm-workspace.yaml",
        "packages: [apps/*]\n",
        "apps/web/package.json",
        "{\"scripts\": {\"postinstall\": \"" + script + "\"}}",
        "pnpm-lock.yaml",
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  apps/web:\n    dependencies: {}\n\npackages:\n");
    List<Finding> found = RuleRun.findings(
        RULE, "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n", files);
    assertThat(found).hasSize(findings);
    assertThat(found)
        .allMatch(
            one -> one.message()
                .endsWith(
                    install.contains("ignore")
                        ? "Copy the manifests of all its projects and install before copying the rest."
                        : "Copy the manifests of all its projects, and what their install scripts read, and install before copying the rest."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yarn build && yarn install --production --ignore-scripts",
        "RUN npm run build && npm ci --omit=dev",
        "RUN npm run build\nRUN npm ci --only=production",
        "RUN pnpm build && pnpm install --prod",
        "RUN yarn build && NODE_ENV=production yarn install",
      })
  void anInstallThatPrunesBehindABuildCannotComeFirst(String runs) {
    String text = "FROM node:22 AS deps\nCOPY package.json ./\nRUN npm ci\n"
        + "FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY --from=deps /node_modules ./node_modules\n";
    assertThat(RuleRun.findings(RULE, text + runs + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN npm ci --omit=dev && npm run build",
        "RUN yarn install --production",
      })
  void otherInstallsCan(String run) {
    assertThat(RuleRun.findings(RULE, "FROM node:22\nWORKDIR /app\nCOPY . .\n" + run + "\n"))
        .hasSize(1);
  }

  /** Gems, patches and the like that lie in the project are copied with the manifests. */
  @ParameterizedTest
  @CsvSource({
    "Gemfile Gemfile.lock vendor, bundle install, 0",
    "package*.json patches, npm ci, 0",
    "package.json lib/patches/ prisma, yarn, 0",
    "package.json src, npm ci, 1",
    "vendor, bundle install, 1",
    "., npm ci, 1",
  })
  void foldersThatAnInstallReadsAreCopiedWithTheManifests(
      String sources, String install, int findings) {
    Map<String, String> files = Map.of(
        "Gemfile", "gem 'x'\n",
        "package.json", SOME,
        "vendor/Gemfile", "gem 'x'\n",
        "patches/x.patch", "",
        "lib/patches/x.patch", "",
        "prisma/schema.prisma", "",
        "src/a.js", "");
    String text = "FROM x\nWORKDIR /app\nCOPY " + sources + " ./\nRUN " + install + "\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "rm -rf node_modules packages/*/node_modules && npm ci",
    "npm ci~RUN ls apps/*/dist",
    "dotnet restore && dotnet publish -o out shop/Shop.csproj",
  })
  void whatIsDoneBesideShowsThatThereAreSeveralProjects(String run) {
    Finding finding = only("FROM x\nWORKDIR /app\nCOPY . .\nRUN " + run.replace('~', '\n') + "\n");
    assertThat(finding.message()).contains("Copy the manifests of all its projects");
    assertThat(finding.fixes()).isEmpty();
  }

  /** In a layer of its own what is installed would stay, or be there twice; in a stage that doesn't ship nobody minds. */
  @ParameterizedTest
  @CsvSource({
    "npm ci && npm run build && npm ci --omit=dev, 0",
    "npm ci && npm run build && npm prune --omit=dev, 0",
    "yarn && yarn build && yarn install --production=true && yarn cache clean, 0",
    "yarn && npx tsc && rm -rf node_modules, 0",
    "yarn && make && find . -name node_modules -exec rm -r {} +, 0",
    "npm ci && npm run build && chown -R node:node /app, 0",
    "npm ci && npm run build && chown -R node ., 0",
    "composer install && php artisan x && rm -rf vendor, 0",
    "go build -o /a && rm -rf /go/pkg, 0",
    "mvn package && cp target/a.jar / && rm -rf ~/.m2, 0",
    "npm ci && npm run build, 1",
    "npm ci && npm run build && rm -rf src && npm cache clean --force, 1",
    "npm ci && npm run build && chown -R node:node dist, 1",
    "npm ci && npm run build && chown node .,  1",
    "npm ci && chown -R node:node /app,  1",
    "npm ci && npm prune --omit=dev, 1",
    "go build -o /a && rm -rf *.go, 1",
  })
  void aRunMayTakeAwayWhatItHasBuiltWith(String run, int findings) {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
    assertThat(RuleRun.findings(RULE, text + "FROM node:22\nCOPY --from=0 /app/dist /app\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN pip install -r requirements.txt    | requirements.txt | ''                              | 0",
        "RUN pip install -r requirements.txt    | requirements.txt | # none yet%%                     | 0",
        "RUN pip install -r requirements.txt    | requirements.txt | --index-url https://a/b%         | 0",
        "RUN uv pip install -r requirements.txt | requirements.txt | # none                           | 0",
        "RUN pip install -r requirements.txt    | requirements.txt | # one%a==1                       | 1",
        "RUN pip install -r requirements.txt    | requirements.txt | -r other.txt                     | 1",
        "RUN pip install -r requirements.txt    | requirements.txt | -e .                             | 1",
        "RUN pip install -r requirements.txt b  | requirements.txt | ''                               | 1",
        "RUN echo a > requirements.txt~RUN pip install -r requirements.txt | requirements.txt | '' | 1",
        "RUN npm install                        | package.json     | {\"scripts\": {}}                | 0",
        "RUN yarn                               | package.json     | {\"dependencies\": {}}           | 0",
        "RUN npm ci                             | package.json     | {\"devDependencies\": {\"a\": \"1\"}} | 1",
        "RUN npm ci                             | package.json     | {\"workspaces\": [\"a\"]}        | 1",
        "RUN bundle install                     | Gemfile          | source 'https://a'%# gem 'b'     | 0",
        "RUN bundle install                     | Gemfile          | source 'https://a'%gem 'b'       | 1",
        "RUN composer install                   | composer.json    | {\"require\": {\"php\": \">=8\"}} | 0",
        "RUN composer install                   | composer.json    | {\"require\": {\"a/b\": \"1\"}}  | 1",
        "RUN go build -o /a .                   | go.mod           | module a%go 1.25                 | 0",
        "RUN go build -o /a .                   | go.mod           | module a%require b/c v1.0.0      | 1",
      })
  void aManifestThatNamesNothingInstallsNothing(
      String run, String manifest, String text, int findings) {
    String file = "FROM x\nWORKDIR /app\nCOPY . .\n" + run.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, file, Map.of(manifest, text.replace('%', '\n'))))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".yarnrc.yml | yarnPath: .yarn/releases/yarn-4.6.0.cjs",
        ".yarnrc     | yarn-path \".yarn/releases/yarn-4.6.0.cjs\"",
      })
  void yarnRunsTheProgramOfItsSettings(String settings, String text) {
    Map<String, String> files = Map.of(
        "package.json",
        "{\"dependencies\": {\"a\": \"1\"}}",
        "yarn.lock",
        "a@1:\n",
        settings,
        text);
    assertThat(RuleRun.findings(RULE, "FROM x\nWORKDIR /app\nCOPY . .\nRUN yarn install\n", files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains(".yarnrc*, .yarn/releases/yarn-4.6.0.cjs and install");
          assertThat(one.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "npm ci         | package.json | {\"dependencies\": {\"a\": \"1\"}} | .npmrc             | legacy-peer-deps=true | .npmrc",
        "pnpm i         | package.json | {\"dependencies\": {\"a\": \"1\"}} | .pnpmfile.cjs      | a | .pnpmfile.cjs",
        "pnpm i         | package.json | {\"pnpm\": {\"patchedDependencies\": {\"a\": \"patches/a@1.patch\"}}, \"dependencies\": {\"a\": \"1\"}} | x | a | patches/a@1.patch",
        "yarn           | package.json | {\"dependencies\": {\"a\": \"patch:a@npm%3A1#~/.yarn/patches/a.patch\"}} | x | a | .yarn/patches/a.patch",
        "yarn           | package.json | {\"dependencies\": {\"a\": \"1\"}} | .yarnrc.yml        | '- path: .yarn/plugins/b.cjs' | .yarn/plugins/b.cjs",
        "composer install | composer.json | {\"require\": {\"a/b\": \"1\"}} | symfony.lock    | {} | symfony.lock",
        "mvn package    | pom.xml      | <project/>                       | .mvn/extensions.xml | <extensions/> | .mvn/extensions.xml",
        "gradle build   | build.gradle | plugins {}                       | gradle/libs.versions.toml | [libraries] | gradle/libs.versions.toml",
      })
  void whatElseAnInstallReadsIsNamed(
      String run, String manifest, String text, String file, String code, String named) {
    Map<String, String> files = Map.of(manifest, text, file, code);
    String dockerfile = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    assertThat(RuleRun.findings(RULE, dockerfile, files)).singleElement().satisfies(one -> {
      assertThat(one.message()).contains(", " + named);
      assertThat(one.fixes()).isEmpty();
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bundle install | Gemfile      | gem 'a', File.read('.version')",
        "mvn package    | pom.xml      | <systemPath>${basedir}/lib/a.jar</systemPath>",
        "gradle build   | build.gradle | apply from: 'versions.gradle'",
        "gradle build   | build.gradle | implementation fileTree(dir: 'libs')",
        "mix deps.get   | mix.exs      | version: File.read!('VERSION')",
      })
  void whatAManifestLoadsIsLeftToTheAuthor(String run, String manifest, String text) {
    String dockerfile = "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    assertThat(RuleRun.findings(RULE, dockerfile, Map.of(manifest, text + "\n")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains(", and the files that it loads,");
          assertThat(one.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yarn install && yarn workspace @a/b build",
        "RUN yarn install\nRUN yarn workspaces foreach -A run build",
        "RUN npm ci\nRUN npm run build -w b",
        "RUN npm ci\nRUN npm run build --workspace=b",
        "RUN pnpm install\nRUN pnpm --filter b build",
        "RUN pnpm install\nRUN pnpm -r build",
        "RUN npm ci\nRUN npx turbo run build",
        "RUN npm ci && nx build b",
      })
  void aCommandShowsThatThereIsAWorkspace(String runs) {
    assertThat(RuleRun.findings(RULE, "FROM x\nWORKDIR /app\nCOPY . .\n" + runs + "\n"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains("Copy the manifests of all its projects");
          assertThat(one.fixes()).isEmpty();
        });
  }

  /** Nobody copies fifty manifests one by one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maven:3  |           | mvn package  | : RUN --mount=type=cache,target=/root/.m2.",
        "debian   |           | ./mvnw -pl a -am package | : RUN --mount=type=cache,target=/root/.m2.",
        "debian   | USER app  | mvn package  | .",
        "gradle:8 |           | gradle build | : RUN --mount=type=cache,target=/home/gradle/.gradle.",
        "debian   |           | ./gradlew build | : RUN --mount=type=cache,target=/root/.gradle.",
      })
  void aProjectOfManyPartsKeepsItsDownloads(
      String image, @Nullable String user, String run, String mount) {
    String file = "FROM " + image + "\n" + (user == null ? "" : user + "\n")
        + "WORKDIR /app\nCOPY . .\nRUN %s" + run + "\n";
    Map<String, String> files = Map.of(
        "pom.xml", "<modules><module>a</module></modules>", "settings.gradle", "include 'a', 'b'");
    assertThat(RuleRun.findings(RULE, file.formatted(""), files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).endsWith("Keep its downloads in a cache mount" + mount);
          assertThat(one.fixes()).isEmpty();
        });
    assertThat(
            RuleRun.findings(RULE, file.formatted("--mount=type=cache,target=/root/.m2 "), files))
        .isEmpty();
  }

  @Test
  void aProjectOfDotnetThatIsNotSeenMayReferToOthers() {
    String text = "FROM x\nWORKDIR /app\nCOPY . .\nRUN dotnet publish src/A/A.csproj\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .matches(one -> one.message()
            .endsWith("Copy src/A/A.csproj, and the files of the projects that it refers to,"
                + " and install before copying the rest."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "dotnet restore src/A/A.csproj | Directory.Packages.props | src/A/A.csproj, Directory.Packages.props",
        "dotnet publish src/A/A.csproj | src/nuget.config         | src/A/A.csproj, src/nuget.config",
        "dotnet restore src/A/A.csproj | src/B/nuget.config       | -",
        "dotnet restore src/A/A.csproj | global.json              | src/A/A.csproj, global.json",
        "dotnet restore src/A/A.csproj | src/A/appsettings.json   | -",
      })
  void settingsOfDotnetAreReadAsWell(String run, String beside, @Nullable String copied) {
    List<Finding> found = RuleRun.findings(
        RULE,
        "FROM x\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n",
        Map.of("src/A/A.csproj", "<Project />", beside, "<configuration />"));
    assertThat(found).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith("Copy " + (copied == null ? "src/A/A.csproj" : copied)
              + " and install before copying the rest.");
      assertThat(one.fixes()).hasSize(copied == null ? 1 : 0);
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AS page  | FROM alpine:3.24                      | a           | false",
        "         | FROM alpine:3.24                      | a           | false",
        "AS page  | FROM alpine:3.24                      | target:page | true",
        "AS test  | FROM alpine:3.24                      | a           | true",
        "AS page  | FROM page AS more~FROM alpine:3.24    | a           | true",
        "AS page  | FROM alpine:3.24~COPY --from=page a b | a           | true",
        "AS page  | CMD [\"a\"]~FROM alpine:3.24          | a           | true",
      })
  void nothingIsSaidOfAStageThatNobodyBuilds(
      @Nullable String name, String lines, String file, boolean isBuilt) {
    String text = "FROM node:24 " + (name == null ? "" : name)
        + "\nWORKDIR /app\nCOPY . .\nRUN npm install\n" + lines.replace('~', '\n') + "\n";
    Map<String, String> files = Map.of("package.json", SOME, "package-lock.json", "{}", file, "");
    for (Rule rule : List.of(RULE, new NpmInstallInsteadOfCi())) {
      assertThat(RuleRun.findings(rule, text, files)).as(rule + text).hasSize(isBuilt ? 1 : 0);
    }
    for (Rule rule : List.of(new BaseImageLatest(), new BaseImageUntagged())) {
      String tag = rule instanceof BaseImageLatest ? ":latest" : "";
      assertThat(RuleRun.findings(rule, text.replace(":24", tag), files)).hasSize(isBuilt ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"web/, 0", "web, 0", "., 1"})
  void nothingIsMovedOutOfAFolderThatNobodyHasSeen(String source, int fixes) {
    String text = "FROM node:24\nWORKDIR /app\nCOPY " + source + " .\nRUN npm ci\n";
    assertThat(RuleRun.findingsWithoutContext(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.fixes()).hasSize(fixes));
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages without versions, whoever installs them. */
class UnpinnedPackagesTest {

  private static final List<Rule> ALL = ReproducibilityRules.ALL.stream()
      .filter(rule -> rule.info().name().endsWith("-unpinned"))
      .toList();

  private static List<Finding> findings(String text) {
    return ALL.stream().flatMap(rule -> RuleRun.findings(rule, text).stream()).toList();
  }

  @Test
  void marksTheFirstPackageOfEachCommand() {
    RuleRun.check(new AptUnpinned(), """
        FROM debian
        RUN apt-get update && apt-get install -y curl=7.88.1-10 git vim
        #                                                       ^^^ the newest git and vim
        RUN sudo apt install -t bookworm-backports cmake
        #                                          ^^^^^ the newest cmake. Name the version: cmake=VERSION.
        RUN /usr/bin/apt-get install -yq \\
            one two three \\
        #   ^^^ the newest one, two and 2 more packages
            four
        RUN ["apt-get", "install", "curl"]
        #                          ^^^^^^ curl
        RUN <<EOF
        apt-get install curl
        #               ^^^^ curl
        EOF
        ONBUILD RUN bash -c "apt-get install curl"
        #                                    ^^^^ curl
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# corepack@latest (not a pin) is deliberate: old ones break when~# keys are rotated.~RUN npm i -g corepack@latest | 0",
        "# The newest flask is installed on purpose.~RUN pip install flask                    | 0",
        "# Do not pin rails here, it has to fit the others.~RUN gem install rails             | 0",
        "RUN a && \\~  # latest, intentionally~  go install example.com/a@latest             | 0",
        "# Intentionally as root. Installs the tools.~RUN pip install flask                   | 1",
        "# not intentional: flask without a version~RUN pip install flask                     | 1",
        "# TODO flask isn't pinned, is that deliberate?~RUN pip install flask                 | 1",
        "# The newest flask is installed on purpose.~~RUN pip install flask                   | 1",
        "# flask on purpose~RUN pip install flask gunicorn                                    | 1",
      })
  void isSilentAboutWhatIsDeliberate(String lines, int count) {
    List<Finding> found = findings("FROM a\n" + lines.replace("~", "\n") + "\n");
    found = found.stream().filter(one -> !one.isPedantic()).toList();
    assertThat(found).hasSize(count);
    assertThat(found)
        .noneMatch(one -> lines.contains("flask on purpose") && one.message().contains("flask"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apk add --no-cache a",
        "apt-get install -y a",
        "dnf install -y a",
        "gem install a",
        "go install example.com/a@latest",
        "npm install -g a",
        "pip install a",
        "yum install -y a",
        "zypper install -y a",
      })
  void hadolintReadsNoComments(String install) {
    for (String comment :
        List.of("# a has no version on purpose", "# a: always the latest version")) {
      String text = "FROM x\n" + comment + "\nRUN " + install + "\n";
      assertThat(
              ALL.stream().flatMap(rule -> RuleRun.findings(rule, Profile.HADOLINT, text).stream()))
          .as(text)
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pip install torch==2.9.1 torchvision torchaudio                        | ",
        "uv pip install \"torch==$V\" torchvision pytorch_triton_rocm -U          | ",
        "pip install opentelemetry-sdk[x]==1.30.0 opentelemetry-api             | ",
        "pip install torch==2.9.1 torchvision flask                             | newest flask.",
        "pip install torch torchvision                                          | newest torch and torchvision.",
        "pip install 'torch>=2' torchvision                                     | newest torchvision.",
        "pip install --no-deps torch==2.9.1 torchvision                         | newest torchvision.",
      })
  void theVersionOfOneDecidesThatOfAnother(String command, @Nullable String message) {
    List<Finding> found =
        RuleRun.findings(new PipUnpinned(), "FROM x\nARG V=1\nRUN " + command + "\n");
    assertThat(found).hasSize(1).allSatisfy(finding -> {
      assertThat(finding.isPedantic()).isEqualTo(message == null);
      assertThat(finding.message()).contains(message == null ? "newest" : message);
    });
  }

  @Test
  void noVersionOfPlaceholderCanBeInstalled() {
    RuleRun.check(new PipUnpinned(), """
        FROM python:3.13
        RUN pip install Sklearn
        #               ^^^^^^^ On PyPI, Sklearn is a placeholder that can't be installed. Name scikit-learn instead.
        RUN pip install flask pytorch torch
        #               ^^^^^ the newest flask and torch.
        #                     ^^^^^^^ On PyPI, pytorch is a placeholder that can't be installed. Name torch instead.
        RUN uv pip install --system skimage
        #                           ^^^^^^^ scikit-image instead
        RUN pip install sklearn==0.0 scikit-learn==1.7.2
        """);
    assertThat(findings("FROM python:3.13\nRUN pip install sklearn\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sklearn", "flask sklearn", "sklearn flask", "flask"})
  void hadolintTellsPlaceholdersFromNothing(String packages) {
    String text = "FROM python:3.13\nRUN pip install " + packages + "\n";
    assertThat(RuleRun.findings(new PipUnpinned(), Profile.HADOLINT, text)).hasSize(1);
  }

  @Test
  void knowsWhatVariablesHold() {
    RuleRun.check(new AptUnpinned(), """
        FROM debian
        ARG PACKAGES="curl=7.88.1-10 git"
        ENV EDITOR=vim
        RUN apt-get install $PACKAGES
        #                   ^^^^^^^^^ the newest git.
        RUN apt-get install "$EDITOR"
        #                   ^^^^^^^^^ the newest vim.
        RUN build='gcc make'; apt-get install $build
        #                                     ^^^^^^ the newest gcc and make.
        RUN apt-get install $UNKNOWN linux-headers-$(uname -r) nginx${NGINX_VERSION:+=$NGINX_VERSION}
        RUN apt-get install php$PHP-cli
        #                   ^^^^^^^^^^^ the newest php$PHP-cli
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      apt-get -y install curl:amd64                       | curl:amd64=VERSION
      apt-get install -o Dpkg::Options::=--force-all curl | curl=VERSION
      aptitude install curl                               | curl=VERSION
      apk add --no-cache -X https://mirror/edge curl      | curl=VERSION
      apk add curl@edge                                   | curl@edge=VERSION
      apk add --virtual .build gcc                        | gcc=VERSION
      apk --repository https://mirror --no-cache add gcc  | gcc=VERSION
      yum install -y --enablerepo epel git                | git-VERSION
      yum -y install rpm-sign                             | rpm-sign-VERSION
      yum install java-1.8.0-openjdk                      | java-1.8.0-openjdk-VERSION
      yum install 'python3*'                              | python3*-VERSION
      yum module install nodejs                           | nodejs-VERSION
      dnf -y in git                                       | git-VERSION
      microdnf install git                                | git-VERSION
      tdnf install -y git                                 | git-VERSION
      dnf install gcc-toolset-12-gcc-c++                  | gcc-toolset-12-gcc-c++-VERSION
      zypper -n in --repo main curl                       | curl=VERSION
      pip install --index-url https://mirror flask        | flask==VERSION
      pip3 install --user 'flask[async]'                  | flask[async]==VERSION
      python3.12 -m pip install -U flask                  | flask==VERSION
      pip install flask>log                               | flask==VERSION
      pipx install poetry                                 | poetry==VERSION
      uv pip install --system flask                       | flask==VERSION
      uv tool install ruff@latest                         | ruff==VERSION
      npm i -g pm2                                        | pm2@VERSION
      npm --loglevel warn install @angular/cli            | @angular/cli@VERSION
      npm install pm2@latest                              | pm2@VERSION
      npm install x@npm:y                                 | x@npm:y@VERSION
      yarn global add serve                               | serve@VERSION
      yarn add react                                      | react@VERSION
      pnpm add -g tsx                                     | tsx@VERSION
      bun add elysia                                      | elysia@VERSION
      gem install rails --source https://mirror           | rails:VERSION
      gem i -N nokogiri -- --with-xml2-include /usr       | nokogiri:VERSION
      go install -v host.org/tool@latest                  | host.org/tool@VERSION
      go get -u host.org/tool                             | host.org/tool@VERSION
      go run host.org/tool@master arg.txt@latest          | host.org/tool@VERSION
      """)
  void reports(String command, String pinned) {
    assertThat(findings("FROM x\nRUN " + command + "\n"))
        .as(command)
        .singleElement()
        .satisfies(found -> assertThat(found.message()).endsWith(" " + pinned + "."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      pip install --upgrade pip>=25.3      | the newest pip:        | \"pip>=VERSION\"
      pip install flask>=3 && pip check    | the newest flask:      | \"flask>=VERSION\"
      pip install flask>=3 django>=5.2 a   | flask and 2 more:      | \"flask>=VERSION\"
      """)
  void withoutQuotesAComparisonIsARedirection(String command, String what, String quoted) {
    assertThat(findings("FROM x\nRUN " + command + "\n"))
        .as(command)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.message()).contains(what, "redirection").endsWith(quoted + ".");
          assertThat(found.severity()).isNull();
        });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      pip install git+https://host/project                  | git+https://host/project
      pip install 'tool @ git+ssh://git@host/project#egg=x' | tool
      pip install git+https://host/project@main             | git+https://host/project
      npm install git+https://host/project.git              | git+https://host/project.git
      """)
  void reportsRepositoriesWithoutACommit(String command, String repository) {
    assertThat(findings("FROM x\nRUN " + command + "\n"))
        .as(command)
        .singleElement()
        .satisfies(found -> assertThat(found.message())
            .isEqualTo("Each build installs the newest state of " + repository
                + ". Name a tag or a commit."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install curl=7.88.1-10",
        "apt-get install 'curl=7.*'",
        "apt-get install ./tool.deb /tmp/*.deb cmake/bookworm-backports",
        "apt-get install exim4-",
        "apt-get install --simulate curl",
        "apt-get install lamp-server^",
        "apt-get install curl=$VERSION",
        "apt-get install -f",
        "apt-get install --new-option value",
        "apt-get update",
        "npm install ~/folder",
        "apt-get remove curl",
        "echo apt-get install curl",
        "apk add 'curl>8' git~2 vim=9.1-r0 'less<700' ./tool.apk '!busybox' .build",
        "apk del curl",
        "yum install git-core-2.51.0-2.fc42 openssl-1:1.1.1k gcc-c++-1.1.1",
        "yum install -y https://host/tool.rpm https://host/tool ./tool.rpm '@Development Tools'",
        "yum install nodejs-$VERSION 'git = 2.51'",
        "yum groupinstall 'Development Tools'",
        "dnf group install development",
        "dnf module install nodejs:20",
        "dnf upgrade -y",
        "zypper in 'curl>=8' curl=8.14 tool.rpm pattern:devel",
        "zypper in -t pattern devel",
        "pip install -r requirements.txt",
        "pip install -r requirements.txt flask",
        "pip install -c constraints.txt flask",
        "pip install .",
        "F=$(ls *.whl) && pip install \"${F}[all]\"",
        "pip install \"$(ls dist/*.whl)[all]\" \"$UNKNOWN[x]\"",
        "pip install 'tool-1.0-py3-none-any.whl[all]'",
        "pip install '.[dev]' ./x /wheels/*.whl dist/tool.tar.gz",
        "pip install -e .",
        "pip install --no-index --find-links /wheels flask",
        "pip install flask==3 'django~=5.0' 'jinja2>=3,<4'",
        "pip install 'git+https://host/project@v1' git+ssh://git@host/project@0123abc#egg=x",
        "pip install https://host/archive.zip",
        "pip install $PIP_OPTIONS flask",
        "PIP_CONSTRAINT=all.txt pip install flask",
        "pip uninstall flask",
        "pipenv install flask",
        "uv tool install ruff@0.12.0",
        "npm install",
        "npm ci",
        "npm install -g pm2@6 @angular/cli@^20 npm@latest-10",
        "npm install . ../x /tmp/x.tgz file:../y https://host/x.tgz",
        "npm install user/project#v1 git+https://host/x.git#0123abc",
        "npm install --production false",
        "npm run add react",
        "yarn install",
        "gem install rails:8.0.1 ./x.gem",
        "gem install -v 8.0.1 rails",
        "gem install --version=8.0.1 rails",
        "gem update --system",
        "go install ./...",
        "go install host.org/tool@v1.2.3",
        "go install host.org/tool",
        "go run host.org/tool",
        "go run . host.org/tool@latest",
        "go get -d ./...",
        "go get -t all",
        "go get cmd/x",
        "go get host.org/tool@v1.2.3",
      })
  void saysNothingOf(String command) {
    assertThat(findings("FROM x\nRUN " + command + "\n")).as(command).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      golang:alpine      |                   | go get host.org/tool                            | 0
      golang             | WORKDIR /src      | go get -u host.org/tool                         | 0
      golang:1.18        |                   | go get host.org/tool                            | 0
      golang:1.25-alpine |                   | go get host.org/a && go install host.org/b@latest | 1
      golang:1.17        |                   | go get host.org/tool                            | 1
      golang:1.9-alpine  |                   | go get host.org/tool                            | 1
      golang:stretch     |                   | go get host.org/tool                            | 1
      example/go         |                   | go get host.org/tool                            | 1
      golang             | COPY . .          | go get host.org/tool                            | 1
      golang             | ADD . /go/src/host.org/a | go get host.org/tool                     | 0
      golang             | ADD . $GOPATH/src/host.org/a/ | go get host.org/tool                | 0
      golang:1.9         | ADD . $GOPATH/src/host.org/a/ | go get host.org/a                   | 0
      golang:1.9         | ADD . ${GOPATH}/src/host.org/a | go get -v host.org/a/cmd/a         | 0
      golang:1.9         | COPY . /go/src/host.org/a | go get host.org/ab                      | 1
      golang:1.9         | COPY . /go/src/host.org/a | go get host.org/a@latest                | 1
      golang             | ADD . /go         | go get host.org/tool                            | 1
      golang             | RUN apk add git=2 | go get host.org/tool                            | 0
      golang             | ENV GO111MODULE=off | go get host.org/tool                          | 1
      golang             | RUN go mod init x | go get host.org/tool                            | 1
      golang             |                   | go mod init x && go get host.org/tool           | 1
      golang             |                   | git clone https://host.org/a && cd a && go get host.org/tool | 1
      """)
  void goGetInstallsNothingOutsideAModule(
      String image, @Nullable String before, String command, int findings) {
    assertThat(findings("FROM " + image + "\n" + (before == null ? "" : before + "\n") + "RUN "
            + command + "\n"))
        .filteredOn(found -> !found.isPedantic() && !found.message().contains("build fails"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      COPY shop/Gopkg.toml shop/*.go ./      | other             | 0
      COPY shop/Gopkg.lock /go/src/shop/     | other             | 0
      COPY --from=a /b/tools.json ./         | other             | 0
      COPY shop ./                           | shop/main.go      | 0
      COPY . .                               | shop/go.mod       | 0
      COPY . .                               | go.mod            | 1
      COPY shop ./                           | shop/go.mod       | 1
      COPY shop /                            | shop/main.go      | 1
      COPY shop*/ ./                         | shop/main.go      | 1
      COPY $FILE ./                          | other             | 1
      COPY go.* ./                           | other             | 1
      COPY mod.txt go.mod                    | other             | 1
      COPY --from=a /b ./                    | other             | 1
      """)
  void aCopyBringsAModuleByItsName(String copy, String file, int findings) {
    String text = "FROM golang:alpine\nWORKDIR /go/src/x\n" + copy + "\nRUN go get host.org/tool\n";
    assertThat(RuleRun.findings(new GoInstallUnpinned(), text, Map.of(file, "x\n")))
        .filteredOn(found -> !found.message().contains("build fails"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      golang:alpine | RUN apk add git && go get -u host.org/tool                  | 1
      golang:1.25   | RUN set -x; go get host.org/tool                            | 1
      golang        | COPY a.toml ./%RUN go get ./... && dep ensure               | 1
      golang        | RUN go get host.org/tool; true                              | 0
      golang        | RUN go get host.org/tool OR true                            | 0
      golang        | RUN go get                                                  | 0
      golang        | RUN make%RUN go get host.org/tool                           | 0
      golang        | ONBUILD RUN go get host.org/tool                            | 0
      golang        | ENV GO111MODULE=off%RUN go get host.org/tool                | 0
      golang        | COPY . .%RUN go get host.org/tool                           | 0
      golang        | COPY <<go.mod ./%module x%go.mod%RUN go get host.org/tool   | 0
      golang:1.17   | RUN go get host.org/tool                                    | 0
      golang:${V}   | RUN go get host.org/tool                                    | 0
      """)
  void goGetFailsOutsideAModule(String image, String lines, int findings) {
    String text = ("ARG V=1.25\nFROM " + image + "\n" + lines + "\n")
        .replace("%", "\n")
        .replace(" OR ", " || ");
    assertThat(RuleRun.findings(new GoInstallUnpinned(), text))
        .filteredOn(found -> found.message().contains("build fails"))
        .hasSize(findings)
        .allMatch(found -> found.severity() == Severity.WARNING);
  }

  @Test
  void anotherImageMayTakeThePlaceOfThatOfGo() {
    String text = "FROM golang:1.25\nRUN go get host.org/tool\n";
    assertThat(RuleRun.findings(new GoInstallUnpinned(), text)).hasSize(1);
    assertThat(RuleRun.findings(
            new GoInstallUnpinned(), text, Map.of(ContextPath.replacementOf("golang"), "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WORKDIR /go/src/host.org/a, ., 0",
    "WORKDIR /go/src/host.org/a, ./, 0",
    "WORKDIR /go/src/host.org/a, /b, 1",
    "ENV A=b, ., 1",
  })
  void goGetFindsWhatIsCopiedIntoTheWorkdir(String workdir, String destination, int findings) {
    assertThat(findings("FROM golang:1.9\n" + workdir + "\nCOPY . " + destination
            + "\nRUN go get host.org/a\n"))
        .filteredOn(found -> !found.isPedantic())
        .hasSize(findings);
  }

  @Test
  void saysNothingWhereAVariableNamesConstraints() {
    assertThat(findings("FROM x\nENV PIP_CONSTRAINT=all.txt\nRUN pip install flask\n"))
        .isEmpty();
  }

  @Test
  void hintsAtWhatOnlyRenewsThePackageManager() {
    assertThat(findings("FROM x\nRUN pip install uv wheel; pip install -U pip flask\n"))
        .extracting(Finding::severity, Finding::isPedantic)
        .containsExactly(tuple(Severity.HINT, false), tuple(null, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip install --upgrade pip",
        "pip install wheel",
        "pip install pip setuptools",
        "./venv/bin/pip install --no-cache-dir -U pip setuptools wheel",
        "python3 -m pip install --upgrade pip",
      })
  void whoAsksForTheNewestPackageManagerIsToldIfTheyWish(String command) {
    assertThat(findings("FROM x\nRUN " + command + "\n"))
        .singleElement()
        .matches(Finding::isPedantic);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      - awscli (by pip, for the latest version) | apt-get update; pip install awscli         | true
      keep awscli up to date                    | apt-get update; pip install awscli         | true
      always the newest version                 | pip install awscli                         | true
      always the newest version                 | npm install -g awscli                      | true
      always use the latest                     | apt-get update; pip install awscli         | false
      the latest version of awscli-local        | apt-get update; pip install awscli         | false
      awscli: not the latest version            | pip install awscli                         | false
      TODO pin, this is the latest version      | pip install awscli                         | false
      the latest version of pip                 | apt-get update; pip install --upgrade awscli | false
      Videos                                    | pip install -U yt-dlp[default] streamlink  | true
      Videos                                    | pip install yt-dlp                         | false
      Videos                                    | pip install --upgrade yt-dlp flask         | false
      """)
  void whereTheNewestVersionIsMeantWhoAsksIsTold(String comment, String command, boolean meant) {
    for (String text : List.of(
        "FROM x\n# " + comment + "\nRUN " + command + "\n",
        "FROM x\nRUN true; \\\n  # " + comment + "\n  " + command + "\n")) {
      boolean isNamed = comment.contains("awscli") || comment.contains("Videos");
      if (isNamed || !text.contains("true;")) {
        assertThat(findings(text))
            .singleElement()
            .satisfies(one -> assertThat(one.isPedantic()).isEqualTo(meant));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bundler, true", "bundler, false", "bundler foreman, true"})
  void bundlerRunsTheVersionThatALockfileNames(String gems, boolean locked) {
    String lockfile = "GEM\n  specs:\n" + (locked ? "\nBUNDLED WITH\n   2.7.1\n" : "");
    List<Finding> found = RuleRun.findings(
        new GemUnpinned(),
        "FROM ruby:3.4\nCOPY Gemfile Gemfile.lock ./\nRUN gem install " + gems + "\n",
        Map.of("Gemfile", "", "Gemfile.lock", lockfile));
    assertThat(found).hasSize(locked && gems.equals("bundler") ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "apache/airflow:2.10.3, true",
    "docker.io/apache/superset, true",
    "jupyter/scipy-notebook, true",
    "quay.io/jupyter/base-notebook, true",
    "pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime, true",
    "tensorflow/tensorflow:2.18.0, true",
    "nvcr.io/nvidia/pytorch:24.10-py3, true",
    "python:3.13-slim, false",
    "team/airflow, false",
    "jupyterhub/jupyterhub, false",
    "jupyter/jupyterhub-onbuild, false",
    "nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04, false",
    "tensorflow/build, false",
  })
  void anImageOfPythonPackagesMayHaveThem(String image, boolean pedantic) {
    String install = "RUN pip install pandas sqlalchemy\n";
    assertThat(findings("FROM " + image + "\n" + install))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
    assertThat(findings("FROM " + image + " AS base\nFROM base\n" + install))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
    assertThat(findings("FROM " + image + "\nRUN pip install -U pandas\n"))
        .singleElement()
        .matches(one -> !one.isPedantic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pip install -r requirements.txt           | pip install uvicorn            | true",
        "pip install -r requirements.txt           | pip install uvicorn[standard]  | true",
        "pip install -r requirements.txt           | pip install Uvicorn            | true",
        "pip install -r requirements.txt           | pip install redis              | true",
        "pip install -r requirements.txt           | pip install gunicorn           | false",
        "pip install -r requirements.txt           | pip install -U uvicorn         | false",
        "pip install -r requirements.txt           | pip install -t /opt uvicorn    | false",
        "pip install -r requirements.txt           | pipx install uvicorn           | false",
        "pip install .                             | pip install httpx              | true",
        "uv sync --frozen                          | uv pip install anyio           | true",
        "poetry install --no-root                  | pip install idna               | true",
        "pip install flask==3.1.1                  | pip install flask              | true",
        "conda install -y numpy=2.2                | pip install numpy              | true",
        "apt-get install -y python3-requests       | pip3 install requests          | true",
        "pip install flask==3.1.1                  | pip install redis              | false",
        "bash tools/setup.sh                       | pip install virtualenv         | true",
        "./tools/setup.sh                          | pip install virtualenv         | true",
        "./tools/setup.sh                          | pip install -U virtualenv      | false",
        "./tools/setup.sh                          | pip install flask              | false",
        "./tools/none.sh                           | pip install virtualenv         | false",
        "cd tools; sh setup.sh                     | pip install virtualenv         | true",
      })
  void pipLeavesWhatIsThere(String earlier, String install, boolean present) {
    Map<String, String> files = Map.of(
        "requirements.txt", "uvicorn==0.28.0\n-r more.txt\n",
        "more.txt", "redis",
        "tools/setup.sh", "#!/bin/bash\napt-get update\npip3 install virtualenv==20.31.2\n",
        "pyproject.toml", "[project]\ndependencies = [\"httpx>=0.27\"]\n",
        "uv.lock", "[[package]]\nname = \"anyio\"\nversion = \"4.9.0\"\n",
        "poetry.lock", "[[package]]\nname = \"idna\"\nversion = \"3.10\"\n");
    for (String joint : List.of("\nRUN ", " && ")) {
      String text = "FROM debian\nWORKDIR /app\nCOPY . .\nRUN " + earlier + joint + install + "\n";
      assertThat(RuleRun.findings(new PipUnpinned(), text, files))
          .as(text)
          .hasSize(present ? 0 : 1);
    }
    String alone = "FROM debian\nCOPY . .\nRUN " + install + "\nRUN " + earlier + "\n";
    files = new HashMap<>(files);
    files.put("requirements.txt", "uvicorn>=0.28\n-r more.txt\n");
    assertThat(RuleRun.findings(new PipUnpinned(), alone, files)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pip install flask                 | pip install -r requirements.txt          | 0",
        "pip install -U 'Flask[async]'     | pip install -r requirements.txt          | 0",
        "uv pip install flask              | uv pip install -r requirements.txt       | 0",
        "pip install redis                 | pip install -r requirements.txt          | 1",
        "pip install django                | pip install -r requirements.txt          | 1",
        "pip install flask                 | pip install -t /opt -r requirements.txt  | 1",
        "pip install -t /opt flask         | pip install -r requirements.txt          | 1",
        "pip install flask                 | pip install -r none.txt                  | 1",
      })
  void aListMayPutOneVersionInThePlaceOfAnother(String install, String later, int findings) {
    Map<String, String> files =
        Map.of("requirements.txt", "flask [async] == 3.1.1\nredis\n# django==5\n");
    for (String joint : List.of("\nRUN ", " && ")) {
      String text = "FROM debian\nWORKDIR /app\nCOPY . .\nRUN " + install + joint + later + "\n";
      assertThat(RuleRun.findings(new PipUnpinned(), text, files)).as(text).hasSize(findings);
      assertThat(RuleRun.findings(new PipUnpinned(), Profile.HADOLINT, text, files))
          .as("hadolint reads no lists")
          .isNotEmpty();
    }
    String apart =
        "FROM debian AS a\nCOPY . .\nRUN " + install + "\nFROM a\nCOPY . .\nRUN " + later + "\n";
    assertThat(RuleRun.findings(new PipUnpinned(), apart, files)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pip install -r requirements.txt, uvicorn, 0",
    "pip install -r requirements.txt, redis, 1",
    "uv sync --frozen, anyio, 0",
    "uv sync --frozen, redis, 1",
  })
  void readsWhatIsMountedForAnEarlierInstall(String earlier, String name, int findings) {
    Map<String, String> files = Map.of(
        "requirements.txt", "uvicorn==0.28.0\n",
        "uv.lock", "[[package]]\nname = \"anyio\"\nversion = \"4.9.0\"\n");
    String text = "FROM debian\nWORKDIR /app\nRUN --mount=type=bind,target=. " + earlier
        + "\nRUN pip install " + name + "\n";
    assertThat(RuleRun.findings(new PipUnpinned(), text, files)).hasSize(findings);
  }

  @Test
  void whatHasNoNetworkInstallsNothingNew() {
    String text = "FROM x\nRUN --network=none pip install --find-links wheels app\n";
    assertThat(findings(text)).isEmpty();
    assertThat(findings(text.replace("none", "default"))).hasSize(1);
    assertThat(findings("FROM x\nENV PIP_NO_INDEX=1\nRUN pip install app\n")).isEmpty();
  }

  @Test
  void aRepositoryHasTagsAndCommits() {
    RuleRun.check(new NpmUnpinned(), """
        FROM x
        RUN npm install -g github:user/tool
        #                  ^^^^^^^^^^^^^^^^ the newest state of github:user/tool. Name a tag or a commit.
        RUN npm install -g user/tool
        #                  ^^^^^^^^^ the newest state of user/tool. Name a tag or a commit.
        RUN npm install -g @user/tool
        #                  ^^^^^^^^^^ Name the version: @user/tool@VERSION.
        """);
  }

  @Test
  void namesOnlyThePackagesThatAreNew() {
    RuleRun.check(new PipUnpinned(), """
        FROM debian
        RUN pip install flask==3.1.1
        RUN pip install flask gunicorn
        #                     ^^^^^^^^ the newest gunicorn. Name the version
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "npm install a --prefix /tmp/a && node /tmp/a/b.js && rm -rf /tmp/a, 0",
    "npm i --prefix=/tmp/a/b a; rm -r /tmp/a, 0",
    "cd /tmp && npm i --prefix a b; rm -rf a c, 0",
    "D=$(mktemp -d) && pip install --target \"$D\" a && rm -Rf \"$D\", 0",
    "gem install -i /tmp/a b && rm -rf /tmp/a, 0",
    "npm i --prefix /tmp/a a && rm -rf /tmp/b, 1",
    "npm i --prefix /tmp/a a && rm -f /tmp/a, 1",
    "rm -rf /tmp/a && npm i --prefix /tmp/a a, 1",
    "pip install --target /a b && rm -rf /a/*.dist-info, 1",
    "npm i a && rm -rf /tmp, 1",
  })
  void whatTheSameRunDeletesIsNotInTheImage(String script, int findings) {
    assertThat(findings("FROM a\nRUN " + script + "\n").stream().filter(one -> !one.isPedantic()))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "npm install --save-dev vite, 0",
    "cd web && npm i vite, 0",
    "npm i vite@latest, 1",
    "npm i -g vite, 1",
    "npm i webpack, 1",
    "npm i vite webpack, 1",
    "yarn add vite, 1",
  })
  void npmKeepsToTheVersionsOfTheManifest(String install, int findings) {
    Map<String, String> files = Map.of(
        "package.json", "{\"devDependencies\": {\"vite\": \"^6.3.0\"}}", "web/index.html", "");
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    assertThat(RuleRun.findings(new NpmUnpinned(), text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "npm install -g yarn | .yarnrc.yml  | yarnPath: .yarn/releases/yarn-4.9.2.cjs | 0",
        "npm install -g yarn | .yarnrc      | yarn-path \".yarn/yarn-1.22.22.cjs\"     | 0",
        "npm install -g yarn | package.json | {\"packageManager\": \"yarn@4.9.2\"}     | 0",
        "npm i -g pnpm@latest | package.json | {\"packageManager\": \"pnpm@10.1.0\"}   | 0",
        "npm i -g pnpm       | package.json | {\"packageManager\": \"yarn@4.9.2\"}     | 1",
        "npm i -g yarn pm2   | package.json | {\"packageManager\": \"yarn@4.9.2\"}     | 1",
        "npm i -g yarn       | package.json | {\"packageManager\": \"yarn@1.22.22\"}    | 1",
        "npm i -g yarn       | .yarnrc.yml  | nodeLinker: node-modules                 | 1",
        "npm i -g pm2        | package.json | {\"packageManager\": \"pm2@1.0.0\"}      | 1",
      })
  void theProjectChoosesTheVersionOfItsPackageManager(
      String install, String file, String content, int findings) {
    String text = "FROM node:22\nWORKDIR /app\nRUN " + install + "\n";
    assertThat(RuleRun.findings(new NpmUnpinned(), text, Map.of(file, content))).hasSize(findings);
  }

  @Test
  void developersWantTheNewestToolsOfGo() {
    String install = "RUN go install host.org/tool@latest\n";
    assertThat(findings("FROM golang:1.25 AS dev\n" + install + "FROM golang:1.25\n" + install))
        .hasSize(1);
  }

  /** What isn't known of a name stands there as it is written. */
  @Test
  void aNameWithAVariableIsShownAsItIsWritten() {
    assertThat(RuleRun.findings(
            new AptUnpinned(),
            "FROM debian:12\nARG GCC\nRUN apt-get install -y \"libstdc++-${GCC}-dev\"\n"))
        .extracting(Finding::message)
        .containsExactly(
            "Each build installs the newest libstdc++-${GCC}-dev. Name the version: libstdc++-${GCC}-dev=VERSION.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN if [ -f yarn.lock ]; then yarn; elif [ -f pnpm-lock.yaml ]; then npm i -g pnpm && pnpm i; fi   | 0
      RUN if [ -f yarn.lock ]; then npm i -g yarn; elif [ -f pnpm-lock.yaml ]; then pnpm i; fi           | 1
      RUN if [ -f pnpm-lock.yaml ]; then pnpm i; else npm i -g pm2; fi                                   | 1
      RUN if [ -f settings.json ]; then npm i -g pm2; fi                                                 | 1
      RUN if [ -f pnpm-lock.yaml ]; then pnpm i; fi && npm i -g pm2                                      | 1
      """)
  void aBranchForAnotherLockfileIsNotTaken(String run, int findings) {
    Map<String, String> files =
        Map.of("package.json", "{\"dependencies\": {\"a\": \"1\"}}", "yarn.lock", "");
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\n" + run + "\n";
    assertThat(RuleRun.findings(new NpmUnpinned(), text, files)).hasSize(findings);
  }

  @Test
  void corepackBringsWhatAProjectAsksFor() {
    assertThat(RuleRun.findings(new NpmUnpinned(), "FROM node:22\nRUN npm i -g corepack@latest\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.HINT));
  }
}

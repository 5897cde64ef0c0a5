package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipCacheDirTest {

  private static final PipCacheDir RULE = new PipCacheDir();

  @Test
  void everyInstallIsLookedAtInWhicheverForm() {
    RuleRun.check(RULE, """
        FROM python
        RUN pip3 install --upgrade pip && python3.13 -m pip install -r requirements.txt
        #                                               ^^^^^^^^^^^ Add --no-cache-dir.
        RUN ["pip", "install", "flask"]
        #    ^^^^^^^^^^^^^^^^ Add --no-cache-dir.
        ONBUILD RUN pip install .
        #           ^^^^^^^^^^^ Add --no-cache-dir.
        RUN pipx install a && pipenv install && uv pip install b && pip download c
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pip install flask && /src/clean.sh  | rm -rf /root/.cache/pip/*  | 0",
        "pip install flask && sh /src/clean.sh | rm -rf ~/.cache         | 0",
        "pip install flask && /src/clean.sh  | rm -rf /var/lib/apt/lists | 1",
        "/src/clean.sh && pip install flask  | rm -rf /root/.cache/pip/*  | 1",
        "pip install flask && /opt/clean.sh  |                            | 0",
      })
  void aScriptAtTheEndMayRemoveIt(String run, @Nullable String code, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM python:3.13\nCOPY src /src\nRUN " + run + "\n",
            code == null ? Map.of() : Map.of("src/clean.sh", "#!/bin/sh\n" + code + "\n")))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pip install lib/      | lib/setup.py       | setup(name='a')                          | NOTHING",
        "pip install ./lib     | lib/setup.py       | setup(install_requires=['b'])            | WARNING",
        "pip install /app/lib  | lib/setup.py       | setup(requires=read('requirements.txt')) | WARNING",
        "cd lib && pip install . | lib/setup.py     | setup(name='a')                          | NOTHING",
        "pip install ./lib     | lib/pyproject.toml | [project]%dependencies = [%  \"b\",%]  | WARNING",
        "pip install ./lib     | lib/pyproject.toml | [project]%name = \"a\"                 | INFORMATION",
        "pip install ./lib     | lib/pyproject.toml | [project]%name = \"a\"%dynamic = [\"version\", \"dependencies\"] | WARNING",
        "pip install ./lib     | lib/pyproject.toml | [tool.poetry.dependencies]%python = \"3\" | INFORMATION",
        "pip install ./lib     | lib/pyproject.toml | [tool.poetry.dependencies]%b = \"^3\"  | WARNING",
        "pip install ./lib     | other              | x                                        | INFORMATION",
        "pip install ./lib b   | lib/setup.py       | setup(name='a')                          | WARNING",
        "pip install ./lib[x]  | lib/setup.py       | setup(name='a')                          | WARNING",
        "pip install -e \"./lib[x]\" | lib/setup.py | setup(name='a')                          | WARNING",
        "pip install --no-deps --no-build-isolation ./lib | lib/setup.py | setup(install_requires=['b']) | NOTHING",
        "pip install -e ./lib  | lib/setup.py       | setup(name='a')                          | NOTHING",
        "pip install -e ./lib -r a.txt | lib/setup.py | setup(name='a')                        | WARNING",
        "pip install git+https://a/b/  | lib/setup.py | setup(name='a')                        | WARNING",
      })
  void ofFoldersItIsReadWhatTheyDependOn(String run, String file, String text, String said) {
    String dockerfile = "FROM python\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    List<Finding> found =
        RuleRun.findings(RULE, dockerfile, Map.of(file, text.replace('%', '\n') + "\n"));
    assertThat(
            found.isEmpty()
                ? "NOTHING"
                : found.get(0).severity() == null
                    ? "WARNING"
                    : found.get(0).severity().name())
        .isEqualTo(said);
  }

  @Test
  void whatAFolderDependsOnMayStandInItsSettings() {
    Map<String, String> files =
        Map.of("lib/setup.py", "setup()\n", "lib/setup.cfg", "[options]\ninstall_requires = b\n");
    assertThat(RuleRun.findings(
            RULE, "FROM python\nWORKDIR /app\nCOPY . .\nRUN pip install ./lib\n", files))
        .singleElement()
        .extracting(Finding::severity)
        .isNull();
  }

  @Test
  void itIsNotCertainThatAFolderLeavesACacheThatNothingIsKnownOf() {
    assertThat(RuleRun.findings(
            RULE, "FROM python\nWORKDIR /app\nCOPY . .\nRUN pip install ./lib\n", Map.of()))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("pip may leave a cache");
  }

  @Test
  void theDirectoryOfPipMayBeInAVariable() {
    RuleRun.check(RULE, """
        FROM python
        ENV VENV=/app/.venv
        RUN python3 -m venv $VENV && $VENV/bin/pip install poetry
        #                            ^^^^^^^^^^^^^^^^^^^^^ Add --no-cache-dir.
        RUN "${VENV}/bin/python" -m pip install a
        #                           ^^^^^^^^^^^ Add --no-cache-dir.
        RUN $PIP install b && $VENV/bin/$NAME install c && ${X}pip install d
        """);
  }

  @Test
  void aVariableCountsFromWhereItIsSet() {
    RuleRun.check(RULE, """
        FROM python AS base
        RUN pip install a
        #   ^^^^^^^^^^^ Add --no-cache-dir.
        ENV PIP_NO_CACHE_DIR=1
        RUN pip install b
        FROM base
        RUN pip install c
        ENV PIP_NO_CACHE_DIR=off
        RUN pip install d
        ENV PIP_NO_CACHE_DIR=
        RUN pip install e
        #   ^^^^^^^^^^^ Add --no-cache-dir.
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip install --no-cache-dir a",
        "pip --no-cache-dir install a",
        "pip install --no-cache a",
        "PIP_NO_CACHE_DIR=1 pip install a",
        "export PIP_NO_CACHE_DIR=1 && pip install a",
        "pip install $OPTIONS a",
        "pip install --no-index --find-links=/wheels a",
        "pip install --no-deps /tmp/w/*.whl",
        "pip install --no-compile --no-deps ./a-1.0-py3-none-any.whl b.whl",
        "pip install --no-deps /wheels/*",
        "PIP_CACHE_DIR=/tmp/pip pip install a",
        "pip install a && rm -rf ~/.cache",
        "pip install a && rm -rf /root/.cache/pip",
        "pip install a && pip cache purge",
        "clean() { rm -rf ~/.cache; } && pip install a && clean",
        "--mount=type=cache,target=/root/.cache/pip pip install a",
        "--mount=type=cache,target=/root/.cache pip install a",
        "--mount=type=tmpfs,target=/root pip install a"
      })
  void nothingIsToldWhereNothingIsLeft(String command) {
    assertThat(RuleRun.findings(RULE, "FROM python\nRUN " + command + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM team/app\nRUN pip3 install a && rm -rf /root/.cache/",
        "FROM registry.access.redhat.com/ubi9/python-312:latest\nRUN pip3 install a",
        "FROM quay.io/sclorg/python-311-c9s\nRUN pip install a",
      })
  void nothingIsSaidWhereItMayBeGone(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip install --no-deps a",
        "pip install --no-deps https://host.org/a.whl",
        "pip install ./a.whl",
        "pip install /wheels/*",
        "pip install a && rm -rf ~/.cache/pipenv",
        "rm -rf ~/.cache && pip install a",
        "pip install --no-cache-dir b && rm -r /root/.cache && pip install a",
        "pip cache purge && pip install a",
        "pip install -i --no-cache-dir a",
        "--mount=type=cache,target=/home/app/.cache/pip pip install a",
        "--mount=type=cache,target=/var/cache/apt pip install a"
      })
  void whatOnlyLooksLikeItIsNoReasonToBeSilent(String command) {
    assertThat(RuleRun.findings(RULE, "FROM python\nRUN " + command + "\n")).hasSize(1);
  }

  @Test
  void theCacheIsInTheHomeOfTheUserInForce() {
    RuleRun.check(RULE, """
        FROM python
        ENV HOME=/opt/home
        RUN --mount=type=cache,target=/opt/home/.cache/pip pip install a
        RUN --mount=type=cache,target=/root/.cache/pip pip install a
        #                                              ^^^^^^^^^^^ Add --no-cache-dir.
        """);
  }

  @Test
  void aCacheThatIsElsewhereIsNotLookedFor() {
    assertThat(RuleRun.findings(RULE, """
        FROM python
        ENV PIP_CACHE_DIR=/opt/wheels
        RUN --mount=type=cache,target=/opt/wheels pip install a
        """)).isEmpty();
  }

  @Test
  void theFixAddsTheOptionBehindTheVerb() {
    assertThat(RuleRun.fixes(RULE, "FROM python\nRUN python -m pip install -r a\n"))
        .isEqualTo(Map.of(
            "safe: Add --no-cache-dir to pip",
            "FROM python\nRUN python -m pip install --no-cache-dir -r a\n"));
  }

  /** Images such as those of Ubuntu 14.04 have a pip without the option. */
  @ParameterizedTest
  @CsvSource({
    "true, python",
    "true, python:3.13-slim",
    "true, python:3",
    "false, python:2.7",
    "false, python:3.4.1",
    "false, ubuntu:14.04",
    "false, team/app"
  })
  void theFixIsSafeWherePipKnowsTheOption(boolean safe, String image) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nRUN pip install a\n").keySet())
        .containsExactly((safe ? "safe: " : "") + "Add --no-cache-dir to pip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pip install --upgrade pip setuptools | INFORMATION",
        "pip install -U pip 'setuptools==70' wheel~=0.45 | INFORMATION",
        "pip install pip -r requirements.txt  | ",
        "pip install --upgrade pip flask      | ",
      })
  void pipItselfIsSmall(String command, Severity severity) {
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\nRUN " + command + "\n"))
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(severity);
  }

  @Test
  void allOfOneRunAreMendedAtOnce() {
    assertThat(RuleRun.fixes(
            RULE, "FROM python:3.13\nRUN pip install -U pip && pip install a && pip install b\n"))
        .containsValue("FROM python:3.13\nRUN pip install --no-cache-dir -U pip"
            + " && pip install --no-cache-dir a && pip install --no-cache-dir b\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN pip install --no-cache-dir b                     | INFORMATION",
        "RUN pip install --no-cache-dir -r requirements.txt   | INFORMATION",
        "RUN poetry install                                   | INFORMATION",
        "RUN ./install.sh                                     | INFORMATION",
        "RUN bash /app/install.sh                             | INFORMATION",
        "RUN pip install --no-cache-dir -U pip setuptools     | WARNING",
        "RUN pip install --no-cache-dir ./other               | WARNING",
        "RUN ./other.sh                                       | WARNING",
      })
  void whatAnEarlierCommandInstalledMayBeAllThatAFolderNeeds(String earlier, String said) {
    String text = "FROM python\nWORKDIR /app\nCOPY . .\n" + earlier + "\nRUN pip install /app\n";
    Map<String, String> files = Map.of(
        "setup.py", "setup(install_requires=['b'])\n",
        "install.sh", "#!/bin/sh\n$PYTHON -m pip install b\n",
        "other.sh", "#!/bin/sh\n# pip install b\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(String.valueOf(one.severity()))
            .isEqualTo(said.equals("WARNING") ? "null" : said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN pip config set global.no-cache-dir true                                          | 0",
        "RUN pip config set global.index-url https://a/b                                      | 1",
        "RUN printf '[global]\\nno-cache-dir = true\\n' > /etc/pip.conf                       | 0",
        "RUN printf \"[global]\\nindex-url = $URL\\n\" > /etc/pip.conf                        | 1",
        "RUN curl -o ~/.config/pip/pip.conf https://a/b                                       | 0",
        "RUN --mount=type=secret,id=a,target=/etc/pip.conf pip install b                      | 2",
        "COPY --from=a /pip.conf /etc/pip.conf                                                | 0",
        "COPY pip.conf /etc/                                                                  | 0",
        "COPY other.conf /etc/pip.conf                                                        | 1",
      })
  void aFileMaySayThatNothingIsKept(String above, int findings) {
    Map<String, String> files = Map.of(
        "pip.conf", "[install]\nno-cache-dir = yes\n", "other.conf", "[global]\ntimeout = 9\n");
    String text = "FROM python:3.13\n" + above + "\nRUN pip install a\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "pip install -r a.txt, 0",
    "python3 -m pip install --requirement=a.txt -r b.txt, 0",
    "pip install -r a.txt -r c.txt, 1",
    "pip install -r a.txt flask, 1",
    "pip install -r a.txt -e ., 1",
    "pip install -r missing.txt, 1",
    "cd sub && pip install -r ../a.txt, 0",
    "cat c.txt >> a.txt && pip install -r a.txt, 1",
  })
  void requirementsFilesThatNameNothingLoadNothing(String run, int findings) {
    String text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
    Map<String, String> files = Map.of("a.txt", "", "b.txt", "# none\n\n", "c.txt", "flask\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "team/py, rm /etc/pip.conf, 0",
    "team/py, rm -f ~/.config/pip/pip.conf, 0",
    "team/py, rm /etc/other.conf, 1",
    "team/other, rm /etc/pip.conf, 1",
    "python:3.13, rm /etc/pip.conf, 1",
  })
  void whatAnotherStageRemovesShowsThatTheBaseTurnsTheCacheOff(
      String base, String removal, int findings) {
    String text = "FROM " + base + " AS builder\nRUN " + removal + "\nRUN pip wheel a\n"
        + "FROM " + (base.equals("team/other") ? "team/py" : base)
        + "\nCOPY --from=builder /a /a\nRUN pip install a\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
  }

  @Test
  void aStageThatRemovesTheFileKeepsTheCache() {
    assertThat(RuleRun.findings(RULE, """
        FROM team/py AS builder
        RUN rm /etc/pip.conf
        FROM team/py
        RUN rm /etc/pip.conf
        RUN pip install a
        """)).hasSize(1);
  }
}

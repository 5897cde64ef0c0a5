package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  private static Arguments of(String arguments) {
    return Script.parse("x " + arguments).invocations().get(0).arguments();
  }

  private static Arguments given(String command) {
    return Script.parse(command).invocations().get(0).arguments();
  }

  private static Arguments apt(String arguments) {
    return given("apt-get " + arguments);
  }

  @Test
  void longFlagsMayHaveAValue() {
    Arguments arguments = of("--no-install-recommends --retry=3 '--quoted' --opt=$x");
    assertThat(arguments.hasFlag("--no-install-recommends")).isTrue();
    assertThat(arguments.hasFlag("--retry")).isTrue();
    assertThat(arguments.hasFlag("--quoted")).isTrue();
    assertThat(arguments.hasFlag("--opt")).isTrue();
    assertThat(arguments.hasFlag("--no-install")).isFalse();
  }

  @Test
  void shortFlagsMayStandTogether() {
    Arguments arguments = of("install -yq -o=x");
    assertThat(arguments.hasFlag("-y")).isTrue();
    assertThat(arguments.hasFlag("-q")).isTrue();
    assertThat(arguments.hasFlag("-o")).isTrue();
    assertThat(arguments.hasFlag("-x")).isFalse();
    assertThat(arguments.hasAnyFlag("-a", "-q")).isTrue();
    assertThat(arguments.flag("-q").raw()).isEqualTo("-yq");
    assertThat(of("--yes").hasFlag("-y")).isFalse();
  }

  @Test
  void nothingIsAFlagBehindTwoDashes() {
    assertThat(of("-- -y --yes").hasAnyFlag("-y", "--yes")).isFalse();
    assertThat(of("-a -- -y b").operands()).extracting(ShellWord::raw).containsExactly("-y", "b");
  }

  @Test
  void flagsCount() {
    assertThat(of("-qq").count("-q")).isEqualTo(2);
    assertThat(of("-q a -yq").count("-q")).isEqualTo(2);
    assertThat(of("--q --q=1").count("--q")).isEqualTo(2);
    assertThat(of("a").count("-q")).isZero();
  }

  @Test
  void valuesOfFlags() {
    assertThat(of("--user=app").value("--user")).isEqualTo("app");
    assertThat(of("--user app").value("--user")).isEqualTo("app");
    assertThat(of("--user= app").value("--user")).isEmpty();
    assertThat(of("-u app").value("-u")).isEqualTo("app");
    assertThat(of("-uapp").value("-u")).isEqualTo("app");
    assertThat(of("-xu app").value("-u")).isEqualTo("app");
    assertThat(of("-o=x").value("-o")).isEqualTo("x");
    assertThat(of("--user=$x").value("--user")).isNull();
    assertThat(of("--user $x").value("--user")).isNull();
    assertThat(of("--user").value("--user")).isNull();
    assertThat(of("a").value("--user")).isNull();
  }

  @Test
  void operandsAreNeitherFlagsNorTheirValues() {
    assertThat(apt("-y install -t sid curl $x - --foo=bar").operands())
        .extracting(ShellWord::raw)
        .containsExactly("install", "curl", "$x", "-");
    assertThat(apt("--target-release sid -yt x curl").operands())
        .extracting(ShellWord::raw)
        .containsExactly("curl");
    assertThat(apt("-tsid curl").operands()).extracting(ShellWord::raw).containsExactly("curl");
    assertThat(given("git -C dir clone x").verb()).isEqualTo("clone");
    assertThat(apt("-y").verbWord()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "apt-get -oDpkg::Use-Pty=0 install curl       > -o=Dpkg::Use-Pty=0          > curl",
        "apt-get install -tjammy-backports curl       > -t=jammy-backports          > curl",
        "apt-get install -yt jammy-backports curl     > -y -t=jammy-backports       > curl",
        "apt-get -qq -y install curl                  > -q -q -y                    > curl",
        "apt-get -q=2 install curl                    > -q=2                        > curl",
        "apt-get install curl -- -y                   > ``                          > curl -y",
        "apt install -U curl                          > -U                          > curl",
        "apk add -t .deps gcc                         > -t=.deps                    > gcc",
        "apk add -t.deps gcc                          > -t=.deps                    > gcc",
        "apk -X https://x add --virtual .d gcc        > -X=https://x -t=.d          > gcc",
        "apk add -uq --virtual=.d gcc make            > -u -q -t=.d                 > gcc make",
        "useradd -R /x app                            > -R=/x                       > app",
        "useradd -mrR/x app                           > -m -r -R=/x                 > app",
        "useradd -u 10 --create-h app                 > -u=10 -m                    > app",
        "useradd -lrmU -d /srv -s /bin/false app      > -l -r -m -U -d=/srv -s=/bin/false > app",
        "adduser -h /home app                         > -h=/home                    > app",
        "adduser -DHu 1000 app                        > -D -H -u=1000               > app",
        "wget -qO- https://x                          > -q -O=-                     > https://x",
        "wget -nv -P /tmp https://x                   > -nv -P=/tmp                 > https://x",
        "wget -qnv https://x                          > -q -nv                      > https://x",
        "curl -fsSLo /tmp/a https://x                 > -f -s -S -L -o=/tmp/a       > https://x",
        "curl -sSLo/tmp/a -H 'A: b' https://x         > -s -S -L -o=/tmp/a '-H=A: b' > https://x",
        "curl -Lyf https://x                          > -L -y=f                     > https://x",
        "tar xzf a.tgz -C /opt                        > -x -z -f=a.tgz -C=/opt      > ``",
        "tar -xzf a.tgz b                             > -x -z -f=a.tgz              > b",
        "tar xfC a.tgz /opt                           > -x -f=a.tgz -C=/opt         > ``",
        "tar --strip 1 -xf a                          > --strip-components=1 -x -f=a > ``",
        "pip install -rreq.txt -e . x                 > -r=req.txt -e=.             > x",
        "pip3.12 install --no-cache-d -i https://x y  > --no-cache-dir -i=https://x > y",
        "npm i --omit dev -C web                      > --omit=dev -C=web           > ``",
        "npm --prefix web ci                          > -C=web                      > ``",
        "mvn -B -DskipTests -Pprod -pl a package      > -B -D=skipTests -P=prod -pl=a > package",
        "gradle -x test build                         > -x=test                     > build",
        "go build -trimpath -ldflags='-s -w' -o=/a .  > -trimpath '-ldflags=-s -w' -o=/a > .",
        "go build --trimpath -o /a .                  > -trimpath -o=/a             > .",
        "find / -name '*.a' -exec rm -f {} + -print   > '-name=*.a' -exec=rm -print > /",
        "bash -exo pipefail -c 'a b' c                > -e -x -o=pipefail -c        > 'a b' c",
        "sh -oec pipefail x                           > -o=pipefail -e -c           > x",
        "su - app -c 'a b'                            > - '-c=a b'                  > app",
        "chown --reference=/a -R app /b               > --reference=/a -R           > app /b",
        "install -m755 -d /x                          > -m=755 -d                   > /x",
        "make -j4 -C src all                          > -j=4 -C=src                 > all",
        "make -j all                                  > -j                          > all",
        "git -c a=b clone -c d=e --depth 1 https://x  > -c=a=b -c=d=e --depth=1     > https://x",
        "yarn global add -D x                         > -D                          > x",
        "zypper -n in -r repo x                       > -n -r=repo                  > x",
        "zypper -C /c in -C x                         > -C=/c -C                    > x",
      })
  void eachProgramReadsItsOwn(String command, String options, String operands) {
    Arguments arguments = given(command);
    assertThat(arguments.options().stream().map(ArgumentsTest::text))
        .containsExactlyElementsOf(given("x " + options).literals());
    assertThat(arguments.operandsOfVerb().stream().map(ShellWord::literal))
        .containsExactlyElementsOf(given("x " + operands).literals());
    assertThat(arguments.unknownOptions()).isEmpty();
    assertThat(arguments.mayHideOptions()).isFalse();
  }

  private static String text(GivenOption given) {
    return given.name() + (given.value() == null ? "" : "=" + given.literalValue());
  }

  @Test
  void verbsHaveOtherNamesAndTwoWords() {
    assertThat(given("npm clean-install").verb()).isEqualTo("ci");
    assertThat(given("npm add x").verb()).isEqualTo("install");
    assertThat(given("go mod download x").verb()).isEqualTo("mod download");
    assertThat(given("uv pip install -r x").verb()).isEqualTo("pip install");
    assertThat(given("uv pip unheard").verb()).isEqualTo("pip");
    assertThat(given("apt-get unheard x").verb()).isEqualTo("unheard");
    assertThat(given("apt-get $what curl").verb()).isNull();
    assertThat(given("apt-get $flags install curl").verb()).isEqualTo("install");
    assertThat(given("curl x").verb()).isNull();
  }

  @Test
  void saysWhatIsNotKnown() {
    assertThat(apt("install --unheard x -y").unknownOptions())
        .extracting(GivenOption::spelling)
        .containsExactly("--unheard");
    assertThat(apt("install --unheard x -y").operandsOfVerb())
        .extracting(ShellWord::raw)
        .containsExactly("x");
    assertThat(of("-ab").unknownOptions())
        .extracting(GivenOption::spelling)
        .containsExactly("-a", "-b");
    assertThat(of("-ab").program().isKnown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, install $APT_OPTS curl",
    "true, install $X curl",
    "true, install \"$X\" curl",
    "true, install ${X}-dev curl",
    "true, install $(opts) curl",
    "true, $OPTS install curl",
    "true, install -$X curl",
    "true, install --$X curl",
    "true, install -y$X curl",
    "false, install foo-${TARGETARCH}",
    "false, install foo-${TARGETARCH} bar=${BAR_OPT}",
    "false, install $PACKAGES",
    "false, install curl $EXTRA",
    "false, install -y curl $(cat packages) git",
    "true, install $X $Y curl",
    "false, install $(cat packages)",
    "false, install \"${X}-dev\" curl",
    "false, install -t $RELEASE curl",
    "false, install -t$RELEASE curl",
    "false, install --target-release=$RELEASE curl",
    "false, install curl -- $X",
    "false, install ~/a.deb *.deb",
  })
  void optionsHideInWholeWordsOnly(boolean hides, String arguments) {
    assertThat(apt(arguments).mayHideOptions()).isEqualTo(hides);
  }

  @Test
  void aModuleOfPythonIsAProgram() {
    Invocation pip =
        Script.parse("python3 -m pip install -r x").invocations().get(0).module();
    assertThat(pip.name()).isEqualTo("pip");
    assertThat(pip.arguments().verb()).isEqualTo("install");
    assertThat(pip.arguments().value("--requirement")).isEqualTo("x");
    assertThat(pip.nameWord().raw()).isEqualTo("pip");
    Invocation other = Script.parse("python3 -m http.server").invocations().get(0);
    assertThat(other.module()).isSameAs(other);
  }

  @Test
  void literalsLeaveOutWhatIsNotLiteral() {
    assertThat(of("a \"b c\" $d e*").literals()).containsExactly("a", "b c");
    assertThat(of("").isEmpty()).isTrue();
    assertThat(of("a $b").size()).isEqualTo(2);
  }
}

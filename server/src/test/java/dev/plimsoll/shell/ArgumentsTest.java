package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static Arguments of(String arguments) {
    return Script.parse("x " + arguments).invocations().get(0).arguments();
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
    assertThat(of("-y install -t sid curl $x - --foo=bar").operands("-t"))
        .extracting(ShellWord::raw)
        .containsExactly("install", "curl", "$x", "-");
    assertThat(of("--target sid -yt x curl").operands("--target", "-t"))
        .extracting(ShellWord::raw)
        .containsExactly("curl");
    assertThat(of("-tsid curl").operands("-t")).extracting(ShellWord::raw).containsExactly("curl");
    assertThat(of("-C dir clone x").subcommand("-C").literal()).isEqualTo("clone");
    assertThat(of("-y").subcommand()).isNull();
  }

  @Test
  void literalsLeaveOutWhatIsNotLiteral() {
    assertThat(of("a \"b c\" $d e*").literals()).containsExactly("a", "b c");
    assertThat(of("").isEmpty()).isTrue();
    assertThat(of("a $b").size()).isEqualTo(2);
  }
}

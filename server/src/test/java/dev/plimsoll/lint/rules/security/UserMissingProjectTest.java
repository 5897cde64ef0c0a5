package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files of the project tell of the user that an image needs. */
class UserMissingProjectTest {

  private static final UserMissing RULE = new UserMissing();

  @Test
  void aScriptThatWatchesTheSourcesIsForThoseWhoWriteThem() {
    Map<String, String> files = Map.of(
        "preview.sh", "#!/bin/sh\ncd /w/site\nexec bundle exec jekyll serve --host 0.0.0.0 --watch\n");
    assertThat(RuleRun.findings(
            RULE, "FROM ruby:3.4\nCOPY preview.sh /\nEXPOSE 4000\nENTRYPOINT [\"/preview.sh\"]\n", files))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ruby:3.4, false", "debian:13, true"})
  void theImageOfRubyLetsEverybodyInstallGems(String image, boolean named) {
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - gems:/usr/local/bundle\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM " + image + "\nWORKDIR /a\nCOPY . .\nEXPOSE 4000\nCMD [\"ruby\", \"a.rb\"]\n",
        Map.of("compose.yml", compose)));
    assertThat(finding.message().contains("/usr/local/bundle")).isEqualTo(named);
  }
}

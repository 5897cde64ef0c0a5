package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What FROM is made of where no argument is given. */
class FromArgumentsTest {

  private static final UndefinedArgInFrom UNDEFINED = new UndefinedArgInFrom();
  private static final InvalidDefaultArgInFrom INVALID = new InvalidDefaultArgInFrom();

  @Test
  void fromSeesTheArgsAboveIt() {
    RuleRun.check(UNDEFINED, """
        ARG TAG=3.22
        FROM alpine:$TAG
        FROM alpine:3${TGA}
        #            ^^^^^^ TGA is declared nowhere above the first FROM, so it is empty here.
        FROM --platform=linux/$TARGETARCH alpine
        ARG LATER=x
        FROM --platform=$BUILDPLATFROM alpine:3$LATER
        #                                      ^^^^^^ LATER is declared nowhere above
        #               ^^^^^^^^^^^^^^ BUILDPLATFROM is declared nowhere above
        """);
  }

  @Test
  void itIsDeclaredOrWrittenAsItIsDeclared() {
    assertThat(RuleRun.fixes(UNDEFINED, "arg TAG=-x\nfrom alpine:3${TGA}\n"))
        .isEqualTo(Map.of(
            "Change to TAG", "arg TAG=-x\nfrom alpine:3${TAG}\n",
            "Add arg TGA above the first FROM", "arg TAG=-x\narg TGA\nfrom alpine:3${TGA}\n"));
  }

  @Test
  void aDefaultLeavesTheBuildAloneAndItsArgumentsToo() {
    String text = "FROM a AS b\nFROM alpine:${TAG:-3.22}\n";
    assertThat(RuleRun.findings(UNDEFINED, text))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.INFORMATION));
    assertThat(RuleRun.fixes(UNDEFINED, text))
        .isEqualTo(Map.of("Add ARG TAG above the first FROM", "ARG TAG\n" + text));
  }

  @Test
  void anArgWithoutAValueMendsNoNameThatIsEmpty() {
    assertThat(RuleRun.fixes(UNDEFINED, "FROM $IMAGE\n")).isEmpty();
  }

  @Test
  void theDefaultsMakeANameOrNot() {
    RuleRun.check(INVALID, """
        ARG T
        ARG I=Alpine
        FROM a:$T
        #    ^^^^ Without --build-arg this is a:, which is not the name of an image.
        FROM $T
        #    ^^ Without --build-arg this is empty
        FROM $I
        #    ^^ Without --build-arg this is Alpine
        FROM a:${T:-latest}
        FROM a AS Stage
        FROM stage
        """);
  }

  @Test
  void theTagGetsADefault() {
    assertThat(RuleRun.fixes(INVALID, "ARG A B\nFROM a:${B}\n"))
        .isEqualTo(Map.of("Give B the default latest", "ARG A B=latest\nFROM a:${B}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARG A=\nFROM a:$A", "FROM a:$A", "ARG A\nFROM $A", "FROM A"})
  void elseTheAuthorKnowsWhatIsMeant(String text) {
    assertThat(RuleRun.fixes(INVALID, text + "\n")).isEmpty();
  }
}

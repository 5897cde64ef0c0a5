package dev.plimsoll.ide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.program.Programs;
import dev.plimsoll.semantics.BuildError;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Signals;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.KnownFlags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference says something of everything that the parser knows, and nothing that isn't so. */
class LanguageReferenceTest {

  private static final List<String> MOUNTS =
      Lists.transform(LanguageReference.topics(Kind.MOUNT), Topic::name);

  @Test
  void everyInstructionAndFlagIsDescribedAndNoOther() {
    for (Keyword keyword : Keyword.values()) {
      assertThat(LanguageReference.instruction(keyword) != null)
          .as(keyword.name())
          .isEqualTo(keyword != Keyword.UNKNOWN);
      assertThat(Lists.transform(LanguageReference.flags(keyword), Topic::name))
          .as(keyword.name())
          .containsExactlyInAnyOrderElementsOf(
              Lists.transform(KnownFlags.of(keyword), FlagSpec::name));
    }
  }

  @Test
  void theValuesOfAFlagAreThoseThatTheParserKnows() {
    for (FlagSpec flag : KnownFlags.all()) {
      if (flag.kind() != FlagSpec.Kind.BOOLEAN && !flag.values().isEmpty()) {
        assertThat(values(flag)).containsExactlyInAnyOrderElementsOf(flag.values());
      }
    }
  }

  private static List<String> values(FlagSpec flag) {
    String parent = flag.keyword() + " " + flag.name();
    return Lists.transform(LanguageReference.topics(Kind.VALUE, parent), Topic::name);
  }

  @Test
  void aFlagSaysSinceWhenItIs() {
    Topic link = LanguageReference.flag(Keyword.COPY, "link");
    assertThat(link).isNotNull();
    assertThat(link.documentation(false).toString()).contains("Since Dockerfile syntax 1.4.");
  }

  @Test
  void allThatIsSaidIsShort() {
    for (Topic topic : all()) {
      assertThat(topic.summary()).as(topic.name()).endsWith(".").hasSizeLessThan(200);
      assertThat(topic.summary().chars().filter(c -> c == '`').count() % 2).isZero();
      assertThat(topic.text()).as(topic.name()).hasSizeLessThan(500);
      assertThat(topic.documentation(false).toString())
          .startsWith(topic.summary().replace("`", ""));
    }
  }

  /** Which spellings an option has, and which take a value, the table of programs says, and nobody else. */
  @Test
  void everyOptionIsInTheTableOfPrograms() {
    for (Topic topic : all()) {
      if (topic.kind() == Kind.OPTION) {
        String[] parent = topic.parent().split(" ", 2);
        String verb = parent.length > 1 ? parent[1] : null;
        Arguments arguments = Arguments.ofLiterals(
            Programs.named(parent[0]),
            verb == null ? List.of(topic.name()) : List.of(verb, topic.name()));
        assertThat(arguments.options()).as(topic.parent() + topic.name()).isNotEmpty();
        assertThat(arguments.unknownOptions()).as(topic.parent() + topic.name()).isEmpty();
        assertThat(topic.aliases()).isEmpty();
      }
    }
  }

  @Test
  void theRulesThatItNamesExist() {
    assertThat(Rules.ALL.stream().map(rule -> rule.info().name()))
        .containsAll(all().stream().flatMap(topic -> topic.rules().stream()).toList());
  }

  @Test
  void everyBuildCheckThatARuleStandsForIsDescribed() {
    for (Rule rule : Rules.ALL) {
      for (Alias alias : rule.info().aliases()) {
        if (alias.tool() == Tool.BUILDKIT) {
          assertThat(LanguageReference.find(Kind.BUILD_CHECK, alias.code()))
              .as(alias.code())
              .isNotNull();
        }
      }
    }
  }

  @Test
  void everyOptionOfAMountIsAccepted() {
    assertThat(MOUNTS).containsExactlyInAnyOrder("bind", "cache", "tmpfs", "secret", "ssh");
    for (String type : MOUNTS) {
      assertThat(errors("FROM a\nRUN --mount=type=" + type + ",target=/a true"))
          .as(type)
          .isEmpty();
      for (Topic key : LanguageReference.topics(Kind.MOUNT_KEY, type)) {
        for (String name : names(key)) {
          String mount = "type=" + type + ",target=/a," + name + "=" + valid(name);
          assertThat(errors("FROM a\nRUN --mount=" + mount + " true")).as(mount).isEmpty();
        }
      }
    }
    for (Topic sharing : LanguageReference.topics(Kind.MOUNT_VALUE, "cache sharing")) {
      String mount = "--mount=type=cache,target=/a,sharing=" + sharing.name();
      assertThat(errors("FROM a\nRUN " + mount + " true")).isEmpty();
    }
  }

  private static ImmutableList<String> names(Topic topic) {
    return ImmutableList.<String>builder()
        .add(topic.name())
        .addAll(topic.aliases())
        .build();
  }

  private static String valid(String key) {
    return switch (key) {
      case "type" -> "bind";
      case "from" -> "image";
      case "sharing" -> "shared";
      case "mode", "uid", "gid" -> "0";
      case "readonly", "ro", "readwrite", "rw", "required" -> "true";
      case "size" -> "1m";
      default -> "/x";
    };
  }

  @Test
  void everyExampleOfTheLanguageCanBeBuilt() {
    for (Topic topic : all()) {
      boolean whole = topic.example().contains("FROM ");
      boolean directive = topic.kind() == Kind.DIRECTIVE;
      String before = whole ? "" : "FROM a AS build\nFROM a\n";
      String file = directive ? topic.example() + "\nFROM a" : before + topic.example();
      assertThat(Dockerfile.parse(file).errors()).as(file).isEmpty();
      // A device is not for stable versions, and :? fails where the variable is not set.
      boolean buildable = !file.contains("--device") && !topic.name().contains("?");
      assertThat(!buildable || errors(file).isEmpty()).as(file).isTrue();
    }
  }

  @Test
  void everyModifierIsOneOfBuildKits() {
    for (Topic modifier : LanguageReference.topics(Kind.MODIFIER)) {
      String word =
          "${v" + modifier.name() + "a" + (modifier.name().startsWith("/") ? "/b" : "") + "}";
      assertThat(Expansion.of(word, '\\', ExpansionMode.ARGUMENT, name -> "a").error())
          .as(word)
          .isNull();
    }
  }

  @Test
  void everySignalIsOneOfLinux() {
    for (Topic signal : LanguageReference.topics(Kind.SIGNAL)) {
      assertThat(names(signal)).allMatch(Signals::isValid);
    }
  }

  private static List<BuildError> errors(String file) {
    return SemanticModel.of(Dockerfile.parse(file)).buildErrors();
  }

  private static List<Topic> all() {
    List<Topic> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.addAll(LanguageReference.topics(kind));
      for (Topic topic : LanguageReference.topics(parentKind(kind))) {
        all.addAll(LanguageReference.topics(kind, topic.name()));
      }
    }
    return all;
  }

  private static Kind parentKind(Kind kind) {
    return switch (kind) {
      case FLAG, WORD -> Kind.INSTRUCTION;
      case MOUNT_KEY -> Kind.MOUNT;
      case DIRECTIVE_VALUE -> Kind.DIRECTIVE;
      case SUBCOMMAND, OPTION -> Kind.PROGRAM;
      default -> kind;
    };
  }
}

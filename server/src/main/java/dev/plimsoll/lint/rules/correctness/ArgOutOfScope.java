package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageArgument;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.semantics.VariableReference.Expander;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A variable that is empty because its ARG belongs to another stage, or to the FROM lines. */
public final class ArgOutOfScope implements Rule {

  private static final Trait USES_VARIABLES = Trait.containing("$");

  private static final RuleInfo INFO = RuleInfo.of(
          "arg-out-of-scope", Category.CORRECTNESS, Severity.WARNING, """
          The variable is empty here: an ARG ends with its stage, and only FROM sees one above the first FROM.

          A stage that needs it declares it again. Without a default it takes that of the ARG above the first FROM.

          ```dockerfile bad fix=suggestion
          ARG VERSION=1.2
          FROM alpine:3.22
          RUN wget -O /app https://example.org/app-$VERSION
          ```

          ```dockerfile good
          ARG VERSION=1.2
          FROM alpine:3.22
          ARG VERSION
          RUN wget -O /app https://example.org/app-$VERSION
          ```

          It is reported once a stage, where the variable is used first.

          The variables of the target platform have to be declared too:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY bin/app-$TARGETARCH /app
          ```

          ```dockerfile good
          FROM alpine:3.22
          ARG TARGETARCH
          COPY bin/app-$TARGETARCH /app
          ```

          Base images set variables of their own, such as NODE_VERSION, so nothing is reported where the base may set this
          one; nor in a RUN that may set it itself or asks with `[ -z "$TARGETARCH" ]`, nor of `${VERSION:-1.0}`, which says what
          to do without a value.

          ```dockerfile good
          ARG NODE_VERSION=22
          FROM node:$NODE_VERSION
          LABEL node=$NODE_VERSION
          RUN VERSION=$(cat /version) && echo $VERSION
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "UndefinedVar")
      .withAlias(Tool.SONAR, "S6579")
      .whenFinished();

  /** Official images that set no variable but PATH, and {@code LANG} at most. */
  private static final ImmutableSet<String> PLAIN = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazonlinux",
      "busybox",
      "centos",
      "debian",
      "fedora",
      "rockylinux",
      "ubuntu");

  /** What the names of variables begin with that other official images set, besides the name of the image. */
  private static final ImmutableSet<String> OF_IMAGES = ImmutableSet.of(
      "ACME",
      "APACHE",
      "ASPNET",
      "BUNDLE",
      "CARGO",
      "CATALINA",
      "DOTNET",
      "DYNPKG",
      "GEM",
      "GO",
      "GOSU",
      "GPG",
      "GRADLE",
      "HOME",
      "HTTPD",
      "JAVA",
      "JDK",
      "LANG",
      "LC_",
      "LD_",
      "MARIADB",
      "MAVEN",
      "MONGO",
      "MYSQL",
      "NGINX",
      "NJS",
      "NODE",
      "NPM",
      "OTP",
      "PATH",
      "PG",
      "PHP",
      "PIP",
      "PKG",
      "PYTHON",
      "RABBITMQ",
      "REDIS",
      "RUBY",
      "RUST",
      "SHELL",
      "SWIFT",
      "TINI",
      "TERM",
      "TOMCAT",
      "TZ",
      "USER",
      "YARN");

  /** What the image of Node leaves to others. */
  private static final String ENVIRONMENT_OF_NODE = "NODE_ENV";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(USES_VARIABLES, ArgOutOfScope::checkInstruction, reporter);
  }

  private static void checkInstruction(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    Stage stage = subject.model().stageOf(instruction);
    boolean hasOtherScope =
        instruction instanceof Instruction.From // it sees what stands above all stages
            || instruction instanceof Instruction.Onbuild; // the stage that it runs in is not here
    if (stage != null && !hasOtherScope) {
      new Search(subject, subject.model(), stage, instruction).report(reporter);
    }
  }

  /** Whether nobody but an ARG or ENV gives a value: BuildKit expands it, or a script that never sets it. */
  private static boolean isEmptyUnlessDeclared(Instruction instruction, VariableReference use) {
    return use.expander() == Expander.BUILD_SHELL
        ? !SetByScript.in(instruction).mayHave(use.name())
        : use.expander() == Expander.BUILDER;
  }

  /** Whether an image that would be official exists: else its name is that of an image or a context of the project. */
  private static final ImageQuestion<Boolean> IS_KNOWN =
      (images, image, platform) -> !images.tags(image).isEmpty() // the table of the others is large
          || !images.tagsEver(image).isEmpty()
          || RetiredImages.of(images, image) != null;

  /** Whether it is known of the base image that it doesn't set a variable. */
  static boolean isUnknownToBase(Subject subject, Stage stage, String name) {
    SemanticModel model = subject.model();
    ImageReference image = image(model, stage);
    if (!model.mayInherit(stage, name)) {
      return !name.equals("HOME"); // which the engine sets when it runs a command
    }
    if (image == null
        || !image.isScratch() && !(image.isOfficial() && subject.about(image, IS_KNOWN))
        || subject.isReplaced(image.familiarName())) {
      return false;
    }
    String upper = Ascii.toUpperCase(name);
    if (image.isScratch() || PLAIN.contains(image.canonicalName())) {
      return !upper.equals("PATH") && !upper.equals("HOME") && !upper.startsWith("LANG");
    }
    String own = Ascii.toUpperCase(image.canonicalName()).replace('-', '_');
    return upper.equals(ENVIRONMENT_OF_NODE)
        ? !image.canonicalName().equals("ghost")
        : !isOfImages(upper) && !upper.startsWith(own) && !upper.endsWith("_VERSION");
  }

  /** The base image, without a tag where that is a variable without a value; null where the name is one, too. */
  static @Nullable ImageReference image(SemanticModel model, Stage stage) {
    ImageUse base = model.baseImage(stage);
    if (base != null && base.image() != null) {
      return base.image();
    }
    Word image = stage.root().from().image();
    int variable = image == null ? -1 : image.value().indexOf('$');
    String written = variable < 0 || image == null ? "" : image.value().substring(0, variable);
    int colon = written.lastIndexOf(':');
    return colon <= written.lastIndexOf('/')
        ? null
        : ImageReference.of(written.substring(0, colon));
  }

  private static boolean isOfImages(String name) {
    for (String beginning : OF_IMAGES) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Looks at the variables of an instruction. */
  private record Search(
      Subject subject, SemanticModel model, Stage stage, Instruction instruction) {

    /** How many instructions above are looked at for the same variable: files that people write have fewer. */
    private static final int MOST_ABOVE = 1_000;

    void report(Reporter reporter) {
      Set<String> looked = new HashSet<>();
      for (VariableReference use : VariableReference.in(model, instruction)) {
        if (isEmpty(instruction, use) && looked.add(use.name())) {
          Finding finding = finding(use);
          if (finding != null) {
            report(use, finding, reporter);
          }
        }
      }
    }

    /** BuildKit leaves a RUN to its shell and says nothing of EXPOSE; all else it reports again and again. */
    private void report(VariableReference use, Finding finding, Reporter reporter) {
      boolean seenByBuildKit =
          use.expander() == Expander.BUILDER && instruction.keyword() != Keyword.EXPOSE;
      if (!isFoundAbove(use.name())) {
        reporter.report(seenByBuildKit ? finding : finding.beyondTheCheck());
      } else if (seenByBuildKit) {
        reporter.report(finding.forTheCheckOnly());
      }
    }

    private boolean isEmpty(Instruction instruction, VariableReference use) {
      return use.modifier().isEmpty()
          && !model.isBound(instruction, use.name())
          && isEmptyUnlessDeclared(instruction, use)
          && !(isOfPlatform(use.name())
              && SetByScript.in(instruction).tested().contains(use.name()));
    }

    private boolean isOfPlatform(String name) {
      Binding global = model.globalBinding(name);
      return global != null && global.isPredefined();
    }

    /** Whether an instruction above in the stage lacks the same ARG: declared there, it is declared here. */
    private boolean isFoundAbove(String name) {
      for (Instruction above : Iterables.limit(model.having(USES_VARIABLES, stage), MOST_ABOVE)) {
        if (above == instruction) {
          return false;
        }
        for (VariableReference use :
            above instanceof Instruction.Onbuild || !above.text().contains(name)
                ? List.<VariableReference>of()
                : VariableReference.in(model, above)) {
          if (use.name().equals(name) && isEmpty(above, use)) {
            return true;
          }
        }
      }
      return false;
    }

    private @Nullable Finding finding(VariableReference use) {
      TextRange range = model.range(instruction, use.range());
      if (isOfPlatform(use.name())) {
        return Finding.at(
                range,
                use.name()
                    + " is empty here: BuildKit sets it only in stages that declare it. Add ARG "
                    + use.name() + " to this stage.")
            .withFix(declare(use.name(), ""));
      }
      Binding global = model.globalBinding(use.name());
      if (!isUnknownToBase(subject, stage, use.name())) {
        return null;
      }
      if (global != null && global.pair() != null && global.instruction() != null) {
        return Finding.at(
                range,
                use.name()
                    + " is empty here: only FROM sees an ARG above the first FROM. Add ARG "
                    + use.name() + " to this stage.")
            .withRelated(place(global.instruction(), global.pair()), "Only FROM sees this ARG")
            .withFix(declare(use.name(), ""));
      }
      StageArgument elsewhere = model.argumentAbove(stage, use.name());
      return elsewhere == null ? null : ofAnotherStage(elsewhere, use);
    }

    private Finding ofAnotherStage(StageArgument elsewhere, VariableReference use) {
      String other = elsewhere.stage().displayName();
      Word value = elsewhere.pair().value();
      String written =
          value == null ? "" : "=".concat(value.range().of(elsewhere.arg().text()));
      return Finding.at(
              model.range(instruction, use.range()),
              use.name() + " is empty here: it is declared only in stage " + other
                  + ". Declare it in this stage too.")
          .withRelated(
              place(elsewhere.arg(), elsewhere.pair()), "Only stage " + other + " sees this ARG")
          .withFix(
              written.indexOf('$') < 0 && written.indexOf('\n') < 0
                  ? declare(use.name(), written)
                  : null);
    }

    private TextRange place(Instruction instruction, Pair pair) {
      return model.range(instruction, pair.key().range());
    }

    /** Left to the author, who may have wanted no value: the image becomes another one. */
    private Fix declare(String name, String value) {
      String text = "ARG " + name + value;
      return Fix.suggestion(
          "Declare it: " + text,
          InstructionEdits.insertAbove(model.file(), instruction, ImmutableList.of(text)));
    }
  }
}

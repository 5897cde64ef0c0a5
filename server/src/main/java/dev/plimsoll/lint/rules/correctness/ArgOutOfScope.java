package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.semantics.VariableReference.Expander;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A variable that is empty because its ARG belongs to another stage, or to the FROM lines. */
public final class ArgOutOfScope implements Rule {

  private static final Trait USES_VARIABLES =
      element -> element instanceof Instruction && element.text().indexOf('$') >= 0;

  private static final RuleInfo INFO = RuleInfo.of(
          "arg-out-of-scope", Category.CORRECTNESS, Severity.WARNING, """
          The variable is empty here: an ARG ends with its stage, and one before the first FROM is for FROM lines alone.

          A stage that needs it declares it again; without a default it takes that of the ARG before the first FROM.

          ```dockerfile bad
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

          The platform that is built for has to be declared, too:

          ```dockerfile bad
          FROM alpine:3.22
          COPY bin/app-$TARGETARCH /app
          ```

          ```dockerfile good
          FROM alpine:3.22
          ARG TARGETARCH
          COPY bin/app-$TARGETARCH /app
          ```

          Base images set variables of their own, such as NODE_VERSION, so nothing is said where the base may set this \\
          one; nor in a RUN that may set it itself, nor of `${VERSION:-1.0}`, which says what to do without a value.

          ```dockerfile good
          ARG NODE_VERSION=22
          FROM node:$NODE_VERSION
          LABEL node=$NODE_VERSION
          RUN VERSION=$(cat /version) && echo $VERSION
          ```
          """)
      .withAliases("UndefinedVar", "S6579")
      .reading(USES_VARIABLES.or(BINDS))
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
      "ASPNET",
      "BUNDLE",
      "CARGO",
      "CATALINA",
      "DOTNET",
      "DYNPKG",
      "GEM",
      "GO",
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

  /** What of a script may set variables whose names it doesn't have. */
  private static final Pattern SETS_ANYTHING =
      Pattern.compile("(^|[\\s;&|(`])(\\.|source|eval|declare|typeset|env|envsubst)(\\s|$)");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    Instruction before = null;
    Set<String> reported = new HashSet<>();
    for (Stage stage : model.stages()) {
      for (Instruction instruction : model.having(USES_VARIABLES, stage)) {
        if (instruction instanceof Instruction.Onbuild) {
          continue; // the stage that it runs in is not here
        }
        for (VariableReference use : VariableReference.in(model, instruction)) {
          if (before != instruction) {
            before = instruction;
            reported.clear();
          }
          Finding finding = finding(model, stage, instruction, use);
          if (finding != null && reported.add(use.name())) {
            reporter.report(finding);
          }
        }
      }
    }
  }

  private static @Nullable Finding finding(
      SemanticModel model, Stage stage, Instruction instruction, VariableReference use) {
    if (!use.modifier().isEmpty()
        || model.binding(instruction, use.name()) != null
        || !isEmptyUnlessDeclared(instruction, use)) {
      return null;
    }
    TextRange range = model.range(instruction, use.range());
    Binding global = model.binding(model.stages().get(0).from(), use.name());
    if (global != null && global.isPredefined()) {
      return use.name().startsWith("TARGET") || use.name().startsWith("BUILD")
          ? Finding.at(
                  range,
                  use.name()
                      + " is empty here: BuildKit gives it to stages that declare it. Add ARG "
                      + use.name() + " to this stage.")
              .withFix(declare(model, instruction, use.name(), ""))
          : null;
    }
    if (!isUnknownToBase(model, stage, use.name())) {
      return null;
    }
    if (global != null && global.pair() != null && global.instruction() != null) {
      return Finding.at(
              range,
              use.name()
                  + " is empty here: its ARG stands before the first FROM, for FROM lines alone. Add ARG "
                  + use.name() + " to this stage.")
          .withRelated(place(model, global.instruction(), global.pair()), "For FROM lines alone")
          .withFix(declare(model, instruction, use.name(), ""));
    }
    return ofAnotherStage(model, stage, instruction, use);
  }

  private static @Nullable Finding ofAnotherStage(
      SemanticModel model, Stage stage, Instruction instruction, VariableReference use) {
    for (Stage other : model.stages().subList(0, stage.index()).reverse()) {
      for (Instruction declaration : other.instructions()) {
        if (!(declaration instanceof Instruction.Arg arg)) {
          continue;
        }
        for (Pair pair : arg.pairs()) {
          if (pair.key().value().equals(use.name())) {
            String written =
                pair.value() == null ? "" : "=".concat(pair.value().range().of(arg.text()));
            return Finding.at(
                    model.range(instruction, use.range()),
                    use.name() + " is empty here: its ARG belongs to the stage "
                        + other.displayName() + ". Declare it in this stage, too.")
                .withRelated(
                    place(model, arg, pair), "For the stage " + other.displayName() + " alone")
                .withFix(
                    written.indexOf('$') < 0 && written.indexOf('\n') < 0
                        ? declare(model, instruction, use.name(), written)
                        : null);
          }
        }
      }
    }
    return null;
  }

  /** Whether nobody but an ARG or ENV gives a value: BuildKit expands it, or a script that never sets it. */
  private static boolean isEmptyUnlessDeclared(Instruction instruction, VariableReference use) {
    if (use.expander() != Expander.BUILD_SHELL) {
      return use.expander() == Expander.BUILDER;
    }
    String text = instruction.text();
    if (SETS_ANYTHING.matcher(text).find()) {
      return false;
    }
    String name = use.name();
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      boolean isWord = (at == 0 || !isNamePart(text.charAt(at - 1)))
          && (at + name.length() == text.length() || !isNamePart(text.charAt(at + name.length())));
      boolean isUse = at > 0 && (text.charAt(at - 1) == '$' || text.startsWith("${", at - 2));
      boolean isAssigned = isUse && text.startsWith(":=", at + name.length());
      if (isWord && (!isUse || isAssigned)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /** Whether it is known of the base image that it doesn't set a variable. */
  private static boolean isUnknownToBase(SemanticModel model, Stage stage, String name) {
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null || !(image.isScratch() || image.isOfficial())) {
      return false;
    }
    String upper = Ascii.toUpperCase(name);
    boolean isUsual = OF_IMAGES.stream().anyMatch(upper::startsWith);
    if (image.isScratch() || PLAIN.contains(image.familiarName())) {
      return !upper.equals("PATH") && !upper.equals("HOME") && !upper.startsWith("LANG");
    }
    String own = Ascii.toUpperCase(image.familiarName()).replace('-', '_');
    return !isUsual && !upper.startsWith(own) && !upper.endsWith("_VERSION");
  }

  private static TextRange place(SemanticModel model, Instruction instruction, Pair pair) {
    return model.range(instruction, pair.key().range());
  }

  /** Left to the author, who may have wanted no value: the image becomes another one. */
  private static Fix declare(
      SemanticModel model, Instruction instruction, String name, String value) {
    int element = model.file().indexOf(instruction);
    while (element > 0 && model.file().element(element - 1) instanceof Element.Comment) {
      element--; // what is said of the instruction stays above it
    }
    String text = "ARG " + name + value;
    String newline = model.file().text().contains("\r\n") ? "\r\n" : "\n";
    return Fix.suggestion(
        "Declare it: " + text, TextEdit.insert(model.file().start(element), text + newline));
  }
}

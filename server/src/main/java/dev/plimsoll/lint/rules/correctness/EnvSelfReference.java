package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variable that is set and used in the same ENV. */
public final class EnvSelfReference implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "env-self-reference", Category.CORRECTNESS, Severity.WARNING, """
          An ENV sets its variables all at once, so none of its values sees what another pair of it sets.

          A variable that it uses has the value that it had before, or none.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          ENV APP_HOME=/srv/app \\
              PATH=$APP_HOME/bin:$PATH
          ```

          ```dockerfile good
          FROM alpine:3.22
          ENV APP_HOME=/srv/app
          ENV PATH=$APP_HOME/bin:$PATH
          ```

          Nothing is said of a variable that is set after the place where it is used, nor of one that extends itself, as in \
          `PATH=/opt/bin:$PATH`: there the value from before may be meant. Nor where both values are the same.
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding("undefined-var")
      .withAlias(Tool.HADOLINT, "DL3044")
      .in(Profile.HADOLINT, Severity.ERROR)
      .withAlias(Tool.DROAST, "DF062");

  private static final Trait HAS_PAIRS = Trait.orTriggered(
      Env.class,
      instruction -> instruction.innermost() instanceof Env env
          && env.pairs().size() > 1
          && env.text().indexOf('$') >= 0);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_PAIRS, EnvSelfReference::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    if (instruction.innermost() instanceof Env env) {
      Map<String, Pair> before = new HashMap<>();
      for (int i = 0; i < env.pairs().size(); i++) {
        check(subject, instruction, env, i, before, reporter);
        before.put(env.pairs().get(i).key().value(), env.pairs().get(i));
      }
    }
  }

  private static void check(
      Subject subject,
      Instruction instruction,
      Env env,
      int index,
      Map<String, Pair> earlier,
      Reporter reporter) {
    Word value = env.pairs().get(index).value();
    if (value == null) {
      return;
    }
    String key = env.pairs().get(index).key().value();
    for (VariableUse use : uses(env, value)) {
      Pair set = earlier.get(use.name());
      boolean meant = set != null && extendsItself(env, set) && !key.equals(use.name());
      if (set != null && !meant && matters(subject.model(), instruction, value, set)) {
        Binding before = subject.model().binding(instruction, use.name());
        TextRange inLine = use.range().shift(value.inLine().start());
        reporter.report(Finding.at(
                subject.model().range(instruction, env.source().line().home(inLine)),
                "This ENV sets all of its variables at once, so " + use.name()
                    + " doesn't have its new value here" + before(before) + ". Use a second ENV.")
            .withRelated(
                subject.model().range(instruction, set.key().range()), "not yet set by this")
            .withFix(divide(subject, instruction, env, index)));
        return;
      }
    }
  }

  private static ImmutableList<VariableUse> uses(Env env, Word value) {
    return ExpandableWord.of(value.value(), env.source().escape(), ExpansionMode.ARGUMENT)
        .allUses();
  }

  /** {@code PATH=/opt/bin:$PATH}: what is beside it may well want the value from before. */
  private static boolean extendsItself(Env env, Pair pair) {
    Word value = pair.value();
    return value != null
        && uses(env, value).stream()
            .anyMatch(use -> use.name().equals(pair.key().value()));
  }

  /** Whether a value would be another one if a pair had already set its variable. */
  private static boolean matters(
      SemanticModel model, Instruction instruction, Word value, Pair pair) {
    Word set = pair.value();
    if (set == null) {
      return false;
    }
    Variables before = model.variables(instruction);
    String after = model.expand(instruction, set.value()).withoutBuildArgs();
    Variables seen = name -> name.equals(pair.key().value()) ? after : before.valueOf(name);
    Expansion expansion =
        Expansion.of(value.value(), instruction.source().escape(), ExpansionMode.ARGUMENT, seen);
    return !expansion
        .withoutBuildArgs()
        .equals(model.expand(instruction, value.value()).withoutBuildArgs());
  }

  private static String before(@Nullable Binding before) {
    String value = before == null ? null : before.certain().text();
    return value == null ? "" : " but \"" + value + "\"";
  }

  /** Begins another ENV at a pair; null where a comment stands before it. */
  private static @Nullable Fix divide(
      Subject subject, Instruction instruction, Env env, int index) {
    Word last = env.pairs().get(index - 1).value();
    TextRange key = env.pairs().get(index).key().range();
    if (last == null) {
      return null;
    }
    TextRange gap = new TextRange(last.range().end(), key.start());
    if (gap.of(instruction.text()).indexOf('#') >= 0) {
      return null;
    }
    Surroundings around = new Surroundings(subject.file(), instruction);
    int keyword = env.source().keywordRange().start();
    int pairs = env.pairs().get(0).key().range().start();
    String text = instruction.text();
    String trigger = text.substring(instruction.range().start(), keyword);
    String head = trigger.indexOf('\n') < 0
        ? trigger.concat(text.substring(keyword, pairs))
        : instruction.source().writtenKeyword() + " " + text.substring(keyword, pairs);
    return head.indexOf('\n') >= 0
        ? null
        : Fix.suggestion(
            "Begin another ENV here",
            TextEdit.replace(
                subject.model().range(instruction, gap),
                around.lineEnding() + around.indent() + head));
  }
}

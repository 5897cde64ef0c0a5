package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A key without which a framework doesn't start, not even in a RUN that compiles assets: there any value will do.
 *
 * @param name the variable
 * @param command what needs it first
 * @param stores whether that keeps the value for the container, where no other one will do then
 * @param dummies what gives a dummy to each of the commands; empty where that can't be written
 */
record DummyKey(String name, String command, boolean stores, ImmutableList<TextEdit> dummies) {

  private static final Regex OF_RAILS = Regex.of(
      "\\b(?:assets|webpacker):\\w{1,40}|(?<=\\bbin/|\\bexec )(?:rails|rake) [a-z][\\w:]{1,60}");

  private static final Regex OF_DJANGO = Regex.of("\\bmanage\\.py [a-z]\\w{1,60}");

  private static final Regex OF_LARAVEL =
      Regex.of("\\bartisan (?:config:cache|optimize)(?![\\w:])");

  private static final ImmutableMap<String, Regex> READERS = ImmutableMap.of(
      "SECRET_KEY_BASE", OF_RAILS,
      "SECRET_KEY", OF_DJANGO,
      "DJANGO_SECRET_KEY", OF_DJANGO,
      "APP_KEY", OF_LARAVEL);

  private static final Trait MAY_READ = Trait.of(Run.class, run -> mayRead(run.text()));

  /** More RUNs are passed over. */
  private static final int MOST = 20;

  private static boolean mayRead(String run) {
    return run.contains("assets:")
        || run.contains("webpacker:")
        || run.contains("rails ")
        || run.contains("rake ")
        || run.contains("manage.py ")
        || run.contains("artisan ");
  }

  /** The one that an instruction sets; null where no RUN is known to need it. */
  static @Nullable DummyKey of(Subject subject, Instruction setting, String name) {
    Regex reads = READERS.get(name);
    if (reads == null) {
      return null;
    }
    SemanticModel model = subject.model();
    String first = null;
    List<Instruction> runs = model.having(MAY_READ);
    boolean isWritable = runs.size() <= MOST;
    ImmutableList.Builder<TextEdit> dummies = ImmutableList.builder();
    for (Instruction run : Iterables.limit(runs, MOST)) {
      RunScript script = isReached(subject, setting, run) ? model.script(run) : null;
      if (script == null) {
        continue;
      }
      for (Invocation one : script.script().invocations()) {
        Matcher read = reads.matcher(one.range().of(script.script().code()));
        if (read.find()) {
          first = first == null ? read.group() : first;
          isWritable &= one.prefixes().isEmpty() && !script.execForm();
          dummies.add(
              TextEdit.insert(script.home(one.nameWord().range().start()), name + "=dummy "));
        }
      }
    }
    return first == null
        ? null
        : new DummyKey(
            name,
            first,
            reads == OF_LARAVEL,
            isWritable && reads != OF_LARAVEL ? dummies.build() : ImmutableList.of());
  }

  /** Whether a variable is set where a RUN begins that says nothing of it. */
  private static boolean isReached(Subject subject, Instruction setting, Instruction run) {
    Stage own = subject.model().stageOf(setting);
    Stage stage = subject.model().stageOf(run);
    return stage != null
        && stage.chain().contains(own)
        && subject.file().indexOf(run) > subject.file().indexOf(setting)
        && !run.text().contains("SECRET_KEY")
        && !run.text().contains("APP_KEY");
  }

  /** What to do about the RUN, with a blank before it. */
  String advice() {
    return stores
        ? " Run " + command + ", which stores it, when the container is started, too."
        : " For " + command + " a dummy is enough: RUN " + name + "=dummy …"
            + (READERS.get(name) == OF_RAILS ? ", or " + name + "_DUMMY=1 since Rails 7.1." : ".");
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashSet;
import java.util.Set;

/** What else needs root where nginx is started and built, which an image of nginx without root doesn't do by itself. */
final class NginxStart {

  /** Where the image runs every script before the server. */
  private static final ImagePath SCRIPTS = ImagePath.ROOT.resolve("docker-entrypoint.d");

  /** What the image without root has given to its user. */
  private static final Regex GIVEN = Regex.of("/(?:etc|var/cache)/nginx(?:/.*)?");

  /** A test of the configuration as root would leave a file with the number of the process that the server can't write. */
  private static final Regex TESTS = Regex.of("(?i)RUN\\s+(?:\\S*/)?nginx\\s+-[tTq]+\\s*");

  /** What only root can do, and places where the image without root doesn't let its user write. */
  private static final Regex OF_ROOT = Regex.of(
      "\\b(?:apk|apt|apt-get|chgrp|chmod|chown|addgroup|adduser|groupadd|useradd|usermod|install|microdnf)\\s"
          + "|(?<![\\w.$}*/:-])/(?!(?:etc/nginx|var/cache/nginx|tmp|dev|bin/(?:ba)?sh)\\b)\\w");

  /** Without a path or a program of the system's it works in a directory that isn't known. */
  private static final Regex NAMES_PLACE = Regex.of("/(?:etc|var/cache)/nginx\\b");

  private static final Trait MAY_NEED_ROOT = Trait.of(Run.class, NginxStart::mayNeedRoot);

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private NginxStart() {}

  private static boolean mayNeedRoot(Run run) {
    return !TESTS.matcher(run.text()).matches()
        && (OF_ROOT.matcher(run.text()).find()
            || !NAMES_PLACE.matcher(run.text()).find());
  }

  /** What to say of it, each sentence with a blank before it. */
  static String advice(Subject subject, Stage target, StartUp startUp) {
    SemanticModel model = subject.model();
    OpenPlaces open = OpenPlaces.of(model, target);
    Set<String> directories = new LinkedHashSet<>();
    Set<String> writers = new LinkedHashSet<>();
    Set<String> unknown = new LinkedHashSet<>();
    StartedWrites started = new StartedWrites(subject, target, startUp);
    for (ScriptWrites writes :
        ImmutableList.of(started.ofScript(), started.ofCommands(), ofScripts(subject, target))) {
      for (ImagePath directory : writes.directories()) {
        String text = String.valueOf(directory.text());
        if (!GIVEN.matcher(text).matches() && !open.include(directory)) {
          directories.add(text);
          writers.add(writes.script());
        }
      }
      if (!writes.complete()) {
        unknown.add(writes.script());
      }
    }
    String given = "";
    if (!directories.isEmpty()) {
      given = " Give " + Joiner.on(", ").join(directories) + " and what is in it to its user, for "
          + Joiner.on(" and ").join(writers) + (writers.size() > 1 ? " write" : " writes")
          + " there.";
    } else if (!unknown.isEmpty()) {
      given = " What " + Joiner.on(" and ").join(unknown)
          + (unknown.size() > 1 ? " write" : " writes") + " must belong to its user.";
    }
    boolean runs = Iterables.any(Accounts.chain(target), stage -> model.has(MAY_NEED_ROOT, stage));
    return given + (runs ? " With it, a RUN that needs root must stand behind USER root." : "");
  }

  /** What the scripts of the build context write that are copied to where the image runs them. */
  private static ScriptWrites ofScripts(Subject subject, Stage target) {
    ScriptWrites writes = ScriptWrites.NONE;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : subject.model().having(IS_TRANSFER, stage)) {
        ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) instruction, Basis.DEFAULTS);
        if (copy != null && SCRIPTS.certainlyContains(copy.destination())) {
          for (String source : copy.sources()) {
            ContextFile file = subject.contextFile(source);
            String text = file.text();
            Script script = text == null ? null : ScriptFile.parse(text);
            if (text != null && script != null) {
              writes = writes.and(
                  ScriptWrites.of(subject.model(), instruction, source, text, script), false);
            }
          }
        }
      }
    }
    return writes;
  }
}

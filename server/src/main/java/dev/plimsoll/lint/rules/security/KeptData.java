package dev.plimsoll.lint.rules.security;

import dev.plimsoll.context.RunSettings;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** Data that the server of a database keeps, and that is needed when a newer one takes its place. */
final class KeptData {

  /** What talks to a server, and is started in its place. */
  private static final Regex CLIENT = Regex.of(
      "\\b(?:psql|pg_(?:basebackup|dump|dumpall|restore)|mongo(?:dump|export|import|restore|sh)|mysqldump|mariadb-dump)\\b");

  private static final Regex SERVER = Regex.of(
      "entrypoint|\\b(?:mongod|mysqld|mariadbd)\\b|(?:(?i:^CMD|^ENTRYPOINT)[\\s\\[\"']{1,9}|exec )postgres\\b");

  private static final Trait STARTS_CLIENT =
      Trait.of(Cmd.class, KeptData::isClient).or(Trait.of(Entrypoint.class, KeptData::isClient));

  private KeptData() {}

  /** Whether there may be some: not where a client is started, and where only tests run it as far as something is mounted. */
  static boolean mayBeOn(Subject subject, NamedBase base) {
    for (Stage stage : base.allStages(subject.model())) {
      if (subject.model().has(STARTS_CLIENT, stage)) {
        return false;
      }
    }
    if (!BaseImageEndOfLife.isForTests(subject, base)) {
      return true;
    }
    RunSettings settings = subject.runSettings();
    return !settings.volumes().isEmpty()
        || !settings.mounts().isEmpty()
        || !settings.bound().isEmpty();
  }

  private static boolean isClient(Instruction start) {
    return CLIENT.matcher(start.text()).find() && !SERVER.matcher(start.text()).find();
  }
}

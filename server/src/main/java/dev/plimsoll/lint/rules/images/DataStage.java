package dev.plimsoll.lint.rules.images;

import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;

/**
 * A stage of which nothing but plain data leaves, such as users, certificates and time zones: no program of its image is
 * shipped, and none of them works on what is.
 */
public final class DataStage {

  private static final Regex DATA = Regex.of("/?(?:"
      + "etc/(?:hosts|localtime|mime\\.types|nsswitch\\.conf|protocols|services|timezone)"
      + "|etc/(?:ssl|pki|ca-certificates)(?:/.*)?"
      + "|usr(?:/local)?/share/(?:ca-certificates|zoneinfo)(?:/.*)?"
      + "|tmp/?"
      + "|(?:usr/)?s?bin/(?:false|nologin|true)"
      + "|(?:.*/)?(?:passwd|g?shadow|group)(?:[._-]\\w+)?"
      + "|(?:.*/)?(?:ca-?cert\\w*|ca-bundle|tls-ca-bundle|cert)\\.(?:crt|pem)"
      + "|(?:.*/)?zoneinfo(?:\\.zip|\\.tar\\.gz)?)");

  private static final Trait COPIES_FROM = Trait.of(Copy.class, copy -> copy.from() != null);

  private DataStage() {}

  /** Whether others copy from a stage, and data alone. */
  public static boolean is(SemanticModel model, Stage stage) {
    int uses = 0;
    int copies = 0;
    for (Stage other : model.stages()) {
      for (Dependency dependency : model.dependencies(other)) {
        uses += dependency.stage() == stage ? 1 : 0;
      }
      for (Instruction one : model.having(COPIES_FROM, other)) {
        copies += copiesData(model, (Copy) one, stage) ? 1 : 0;
      }
    }
    return uses > 0 && uses == copies && !model.isInTarget(stage);
  }

  private static boolean copiesData(SemanticModel model, Copy copy, Stage stage) {
    for (StageReference reference : StageReference.in(model, copy)) {
      if (reference.stage() == stage) {
        return copy.sources().stream()
            .map(Word::value)
            .allMatch(source -> DATA.matcher(source).matches());
      }
    }
    return false;
  }
}

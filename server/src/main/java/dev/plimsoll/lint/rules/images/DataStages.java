package dev.plimsoll.lint.rules.images;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multiset;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stages of which nothing but plain data leaves, such as users, certificates and time zones: no program of their images
 * is shipped, and none of them works on what is. Found where somebody asks for the first time, all at once.
 */
public final class DataStages {

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

  private final SemanticModel model;
  private @Nullable Set<Stage> all;

  public DataStages(SemanticModel model) {
    this.model = model;
  }

  /** Whether others copy from a stage, and data alone. */
  public boolean contain(Stage stage) {
    Set<Stage> known = all;
    if (known == null) {
      known = find();
      all = known;
    }
    return known.contains(stage);
  }

  private Set<Stage> find() {
    Multiset<Stage> uses = HashMultiset.create();
    Multiset<Stage> copies = HashMultiset.create();
    for (Stage stage : model.stages()) {
      for (Dependency dependency : model.dependencies(stage)) {
        uses.add(dependency.stage());
      }
      for (Instruction copy : model.having(COPIES_FROM, stage)) {
        addWhereOnlyDataIsCopied((Copy) copy, copies);
      }
    }
    Set<Stage> found = new HashSet<>();
    for (Stage stage : copies.elementSet()) {
      if (uses.count(stage) == copies.count(stage)) {
        found.add(stage);
      }
    }
    for (Stage target : found.isEmpty() ? ImmutableList.<Stage>of() : model.targets()) {
      target.chain().forEach(found::remove);
    }
    return found;
  }

  private void addWhereOnlyDataIsCopied(Copy copy, Multiset<Stage> copies) {
    for (Word source : copy.sources()) {
      if (!DATA.matcher(source.value()).matches()) {
        return;
      }
    }
    for (StageReference reference : StageReference.in(model, copy)) {
      if (reference.stage() != null) {
        copies.add(reference.stage());
      }
    }
  }
}

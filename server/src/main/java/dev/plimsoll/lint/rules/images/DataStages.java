package dev.plimsoll.lint.rules.images;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multiset;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of which nothing but plain data leaves, such as users, certificates and time zones, or what was copied into them:
 * no program of their images is shipped, and none of them works on what is.
 */
public final class DataStages {

  private static final Regex DATA = Regex.of("/?(?:"
      + "etc/(?:hosts|localtime|mime\\.types|nsswitch\\.conf|protocols|services|timezone)"
      + "|etc/(?:ssl|pki|ca-certificates)(?:/.*)?"
      + "|usr(?:/local)?/share/(?:ca-certificates|zoneinfo)(?:/.*)?"
      + "|etc/apt/(?:sources\\.list\\.d|trusted\\.gpg\\.d|keyrings)/.*|usr/share/keyrings/.*"
      + "|tmp/?"
      + "|(?:usr/)?s?bin/(?:false|nologin|true)"
      + "|(?:.*/)?(?:passwd|g?shadow|group)(?:[._-]\\w+)?"
      + "|(?:.*/)?(?:ca-?cert\\w*|ca-bundle|tls-ca-bundle|cert)\\.(?:crt|pem)"
      + "|(?:.*/)?zoneinfo(?:\\.zip|\\.tar\\.gz)?)");

  private static final Trait COPIES_FROM = Trait.of(Copy.class, copy -> copy.from() != null);

  private static final Trait WORKS = Trait.of(Run.class, Onbuild.class);
  private static final Trait BRINGS = Trait.of(Transfer.class);

  /** Folders in which images have files of their own. */
  private static final Regex OF_IMAGE = Regex.of(
      "(?:bin|boot|dev|etc|home|lib\\d{0,2}|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?(?:/.*)?");

  private static final int MOST_BROUGHT = 20;

  private final SemanticModel model;
  private final Map<Stage, List<ImagePath>> brought = new HashMap<>();
  private final Multiset<Stage> uses = HashMultiset.create();
  private final ListMultimap<Stage, Copy> copies = ArrayListMultimap.create();
  private boolean indexed;

  public DataStages(SemanticModel model) {
    this.model = model;
  }

  /** Whether others copy from a stage, and data alone. */
  public boolean contain(Stage stage) {
    if (!indexed) {
      index();
      indexed = true;
    }
    List<Copy> from = copies.get(stage);
    return !from.isEmpty()
        && uses.count(stage) == from.size()
        && areData(stage, from)
        && !model.isInTarget(stage);
  }

  private void index() {
    for (Stage stage : model.stages()) {
      for (Dependency dependency : model.dependencies(stage)) {
        uses.add(dependency.stage());
      }
      for (Instruction copy : model.having(COPIES_FROM, stage)) {
        for (StageReference reference : StageReference.in(model, copy)) {
          if (reference.stage() != null) {
            copies.put(reference.stage(), (Copy) copy);
          }
        }
      }
    }
  }

  /** Whether nothing but plain data is copied, wherever it comes from. */
  public static boolean areData(List<Word> sources) {
    for (Word source : sources) {
      if (!DATA.matcher(source.value()).matches()) {
        return false;
      }
    }
    return true;
  }

  private boolean areData(Stage giver, List<Copy> copies) {
    for (Copy copy : copies) {
      if (!isData(giver, copy)) {
        return false;
      }
    }
    return true;
  }

  private boolean isData(Stage giver, Copy copy) {
    for (Word source : copy.sources()) {
      if (!isData(giver, source)) {
        return false;
      }
    }
    return true;
  }

  private boolean isData(Stage stage, Word source) {
    String path = source.value();
    return DATA.matcher(path).matches() || path.indexOf('$') < 0 && isBrought(stage, path);
  }

  private boolean isBrought(Stage stage, String path) {
    ImagePath place = ImagePath.ROOT.resolve(path);
    for (ImagePath one : brought.computeIfAbsent(stage, this::brought)) {
      if (one.pathTo(place) != null) {
        return true;
      }
    }
    return false;
  }

  /** Where an official image certainly has nothing but what a stage without RUN copies there. */
  private List<ImagePath> brought(Stage stage) {
    ImageUse base = stage.parent() == null ? model.baseImage(stage) : null;
    ImageReference image = base == null ? null : base.image();
    List<ImagePath> found = new ArrayList<>();
    if (image == null || !image.isOfficial() || model.has(WORKS, stage)) {
      return found;
    }
    ImmutableList<Instruction> transfers = model.having(BRINGS, stage);
    if (transfers.size() > MOST_BROUGHT) {
      return found;
    }
    for (Instruction one : transfers) {
      Transfer transfer = (Transfer) one;
      Word to = transfer.destination();
      ImagePath place = to == null ? null : model.place(one, to.value(), Basis.DEFAULTS);
      if (to != null && place != null && transfer.sources().size() == 1) {
        String name = ContextPath.name(transfer.sources().get(0).value());
        boolean isFolder = to.value().endsWith("/") && !name.isEmpty() && !name.equals(".");
        ImagePath file = isFolder ? place.resolve(name) : place;
        String inRoot = ImagePath.ROOT.pathTo(file);
        if (inRoot != null && !OF_IMAGE.matcher(inRoot).matches()) {
          found.add(file);
        }
      }
    }
    return found;
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction.Transfer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users or the groups that are there when a COPY runs: one that is made behind it is no owner it could name.
 *
 * @param earlier the names of those made before
 * @param later the numbers of those made since, by name; {@link ImageUser#UNKNOWN_ID} where none is given
 * @param unknown what may have made others since, whose names aren't known
 */
record OwnersOfCopy(Set<String> earlier, Map<String, Integer> later, Set<RunCommand> unknown) {

  private static final CommandQuery USERS = CommandQuery.of("useradd", "adduser", "usermod");
  private static final CommandQuery GROUPS = CommandQuery.of("groupadd", "addgroup", "groupmod");

  /** Packages bring users, too. */
  private static final CommandQuery INSTALLS = CommandQuery.of(
      "apk", "apt", "apt-get", "dnf", "microdnf", "tdnf", "yum", "zypper", "dpkg", "rpm");

  /** Those that every distribution has. */
  private static final ImmutableSet<String> EVERYWHERE =
      ImmutableSet.of("root", "nobody", "daemon", "bin", "mail");

  /** The owner to give to a COPY in the place of the one that a later command names; null where there is none. */
  static @Nullable String replace(
      SemanticModel model, Transfer copy, RunCommand change, String owner) {
    int colon = owner.indexOf(':');
    String user = colon < 0 ? owner : owner.substring(0, colon);
    String group = colon < 0 ? "" : owner.substring(colon + 1);
    String toUser = of(USERS, model, copy, change).replace(model, copy, user);
    String toGroup =
        group.isEmpty() ? group : of(GROUPS, model, copy, change).replace(model, copy, group);
    return toUser == null || toGroup == null ? null : colon < 0 ? toUser : toUser + ":" + toGroup;
  }

  /** Whether a variable in the owner that a command names is what a user or a group is called that is made behind the COPY. */
  static boolean areMadeByVariable(SemanticModel model, Transfer copy, RunCommand change) {
    Stage stage = model.stageOf(copy);
    String owner = change.operands().isEmpty() ? "" : plain(change.operands().get(0));
    if (stage == null || owner.indexOf('$') < 0) {
      return false;
    }
    List<String> names = OWNER.splitToList(owner);
    return Stream.of(USERS, GROUPS)
        .flatMap(makers -> model.commands(makers, stage).stream())
        .filter(maker -> when(model, copy, change, maker) == When.BETWEEN)
        .flatMap(maker -> maker.operands().stream())
        .map(OwnersOfCopy::plain)
        .anyMatch(word -> word.startsWith("$") && names.contains(word));
  }

  /** A word without what makes no difference for the name of a user. */
  private static String plain(ShellWord word) {
    return CharMatcher.anyOf("\"{}").removeFrom(word.raw());
  }

  /** Between the user and the group. */
  private static final Splitter OWNER = Splitter.on(CharMatcher.anyOf(":."));

  private @Nullable String replace(SemanticModel model, Transfer copy, String name) {
    if (Ints.tryParse(name) != null || EVERYWHERE.contains(name) || earlier.contains(name)) {
      return name;
    }
    Integer number = later.get(name);
    if (number != null) {
      return number == ImageUser.UNKNOWN_ID ? null : String.valueOf(number);
    }
    return !unknown.isEmpty() && !isOfBase(model, copy, name) ? null : name;
  }

  private static boolean isOfBase(SemanticModel model, Transfer copy, String name) {
    Stage stage = model.stageOf(copy);
    ImageReference image = stage == null ? null : model.baseReference(stage);
    return image != null && ImageUser.of(image).name().equals(name);
  }

  private static OwnersOfCopy of(
      CommandQuery makers, SemanticModel model, Transfer copy, RunCommand change) {
    OwnersOfCopy owners = new OwnersOfCopy(new HashSet<>(), new HashMap<>(), new HashSet<>());
    Stage own = model.stageOf(copy);
    for (Stage stage = own; stage != null; stage = stage.parent()) {
      for (RunCommand one : model.commands(makers, stage)) {
        owners.add(one, stage == own ? when(model, copy, change, one) : When.BEFORE);
      }
      if (makers
          == GROUPS) { // a user has a group of its own, with a number that may be another one
        for (RunCommand one : model.commands(USERS, stage)) {
          owners.addGroup(one, stage == own ? when(model, copy, change, one) : When.BEFORE);
        }
      }
    }
    for (RunCommand one : own == null ? List.<RunCommand>of() : model.commands(INSTALLS, own)) {
      if (when(model, copy, change, one) == When.BETWEEN) {
        owners.unknown.add(one);
      }
    }
    return owners;
  }

  private enum When {
    BEFORE,
    BETWEEN,
    BEHIND
  }

  private static When when(
      SemanticModel model, Transfer copy, RunCommand change, RunCommand maker) {
    int at = model.ordinal(maker.instruction());
    return at < model.ordinal(copy)
        ? When.BEFORE
        : at <= model.ordinal(change.instruction()) ? When.BETWEEN : When.BEHIND;
  }

  private void add(RunCommand maker, When when) {
    boolean renames = maker.program().endsWith("mod");
    String option = maker.program().equals("usermod") ? "--login" : "--new-name";
    String number = maker.value(USERS.matches(maker.invocation()) ? "--uid" : "--gid");
    if (renames ? maker.has(option) : maker.operands().size() == 1) {
      add(maker, renames ? maker.value(option) : name(maker), when, number(number));
    }
  }

  private void addGroup(RunCommand maker, When when) {
    String name = name(maker);
    if (name != null && !later.containsKey(name)) {
      add(maker, name, when, ImageUser.UNKNOWN_ID);
    }
  }

  private void add(RunCommand maker, @Nullable String name, When when, int number) {
    if (when == When.BEFORE && name != null) {
      earlier.add(name);
    } else if (when == When.BETWEEN && name != null) {
      later.put(name, number);
    } else if (when == When.BETWEEN) {
      unknown.add(maker);
    }
  }

  private static @Nullable String name(RunCommand maker) {
    ShellWord first = maker.operands().size() == 1 ? maker.operands().get(0) : null;
    return first == null ? null : first.literal();
  }

  private static int number(@Nullable String text) {
    Integer number = text == null ? null : Ints.tryParse(text);
    return number == null || number < 0 ? ImageUser.UNKNOWN_ID : number;
  }
}

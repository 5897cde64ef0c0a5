package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.primitives.Ints;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users that a target has by the end of its stages, as far as the file names them.
 *
 * @param base the user that the base image brings; null where FROM names none
 * @param made those that RUN makes or renames, by name; each is there at the end
 * @param groups the numbers of the groups that RUN makes, by name; {@link ImageUser#UNKNOWN_ID} where it chooses none
 * @param joined the names of those that RUN adds to other groups than their own
 * @param logins the names of those that RUN gives a password, who log in rather than run the program
 * @param gone the names of those that RUN removes or renames
 * @param mayBeGone whether RUN may remove or rename users whose names aren't known
 * @param owners whom files are given to, root left out, by the user as written
 * @param complete whether every user that is made has a name that is known
 */
record Accounts(
    @Nullable ImageUser base,
    ImmutableMap<String, Account> made,
    ImmutableMap<String, Integer> groups,
    ImmutableSet<String> joined,
    ImmutableSet<String> logins,
    ImmutableSet<String> gone,
    boolean mayBeGone,
    ImmutableMap<String, Owner> owners,
    boolean complete) {

  /**
   * A user that RUN makes or renames.
   *
   * @param uid its number, or {@link ImageUser#UNKNOWN_ID}
   * @param gid the number of its group, or {@link ImageUser#UNKNOWN_ID}
   * @param command what makes it; null where it comes with the base image, or may
   */
  record Account(String name, int uid, int gid, @Nullable RunCommand command) {}

  /**
   * Whom files are given to.
   *
   * @param user a name or a number
   * @param group as written, or null
   * @param first the first instruction that says so
   * @param byFlag whether that is a COPY or ADD
   */
  record Owner(String user, @Nullable String group, Instruction first, boolean byFlag) {

    boolean isNumber() {
      return Ints.tryParse(user) != null;
    }

    /** What to write after USER: a number has no group of its own. */
    String text() {
      return isNumber() && group != null ? user + ":" + group : user;
    }
  }

  /** What user an image brings, which many ask. */
  static final ImageQuestion<ImageUser> USER =
      (images, image, platform) -> ImageUser.of(image, images.configured(image, null));

  private static final CommandQuery COMMANDS = CommandQuery.of(
      "useradd",
      "adduser",
      "usermod",
      "userdel",
      "deluser",
      "groupadd",
      "addgroup",
      "groupmod",
      "chown",
      "chpasswd",
      "passwd");

  private static final CommandQuery REMOVALS = CommandQuery.of("userdel", "deluser", "usermod");

  /** What removes or renames users, wherever it stands: as an argument of another program, say. */
  private static final Regex REMOVAL =
      Regex.of("\\b(userdel|deluser|usermod)\\b|\\bsed\\b[^\\n;&|]*/etc/passwd\\b");

  private static final Trait MATTERS = COMMANDS
      .trait()
      .or(Trait.of(Transfer.class, copy -> copy.flag("chown") != null))
      .or(Trait.of(Instruction.Run.class, Accounts::mayRemove));

  /** What looks whether a user is there. */
  private static final Regex ASKS_FOR_USER = Regex.of("\\b(getent|/etc/passwd|id)\\b");

  private static final Regex OWNER = Regex.of("\\w[\\w.-]*(:(\\w[\\w.-]*)?)?");
  /** A user in the input of chpasswd whose name isn't known. */
  private static final Regex OF_VARIABLE = Regex.of("\\$\\{?\\w{1,60}\\}?:");

  /** What is no password: nobody can log in. */
  private static final ImmutableSet<String> NO_PASSWORDS = ImmutableSet.of("*", "!", "!!", "x", "");

  private static final ImmutableSet<String> ROOT = ImmutableSet.of("root", "0");

  /** The plain searches spare most instructions the one with the pattern, which takes long. */
  private static boolean mayRemove(Instruction run) {
    String text = run.text();
    return (text.contains("user") || text.contains("/etc/passwd"))
        && REMOVAL.matcher(text).find();
  }

  static Accounts of(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    ImageUse use = model.baseImage(target);
    ImageReference image = use == null ? null : use.image();
    ImageUser base = image == null ? null : subject.about(image, USER);
    Gathered gathered = new Gathered(base);
    for (Stage stage : chain(target)) {
      for (Instruction instruction : model.having(MATTERS, stage)) {
        gathered.add(model, instruction);
      }
    }
    return new Accounts(
        base,
        ImmutableMap.copyOf(gathered.made),
        ImmutableMap.copyOf(gathered.groups),
        ImmutableSet.copyOf(gathered.joined),
        ImmutableSet.copyOf(gathered.logins),
        ImmutableSet.copyOf(gathered.gone),
        gathered.mayBeGone,
        ImmutableMap.copyOf(gathered.owners),
        gathered.complete);
  }

  /** Whether a user of the base image is certainly there at the end. */
  boolean keeps(String name) {
    return !mayBeGone && !gone.contains(name);
  }

  /** The stages that a target is made of, the one that is FROM an image first. */
  static ImmutableList<Stage> chain(Stage target) {
    return target.chain().reverse();
  }

  /** Whether one of them has something with a trait. */
  static boolean have(SemanticModel model, Trait trait, Stage target) {
    for (Stage stage : chain(target)) {
      if (model.has(trait, stage)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The only user that RUN makes without a password, or that of several whom files are given to; null where that isn't one.
   */
  @Nullable Account account() {
    Set<String> candidates = Sets.difference(made.keySet(), logins);
    if (candidates.size() == 1 && complete) {
      return made.get(candidates.iterator().next());
    }
    Owner owner = owner();
    return owner == null ? null : made.get(owner.user());
  }

  /** The only one whom files are given to, or null. */
  @Nullable Owner owner() {
    return owners.size() == 1 ? owners.values().iterator().next() : null;
  }

  private static final class Gathered {
    private final @Nullable ImageUser base;
    private final Map<String, Account> made = new LinkedHashMap<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private final Set<String> joined = new LinkedHashSet<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final Set<String> logins = new LinkedHashSet<>();
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private boolean mayBeGone;
    private boolean complete = true;

    Gathered(@Nullable ImageUser base) {
      this.base = base;
    }

    void add(SemanticModel model, Instruction instruction) {
      if (instruction instanceof Transfer transfer) {
        Flag chown = transfer.flag("chown");
        owner(chown == null ? "" : chown.valueOrEmpty(), instruction, true);
        return;
      }
      RunScript script =
          instruction instanceof Instruction.Run ? model.partialScript(instruction) : null;
      if (script == null || isHiddenRemoval(instruction, script)) {
        removeUnknown();
      }
      if (script != null) {
        COMMANDS.in(script).forEach(this::command);
      }
    }

    /** Takes note of those of them who are made whom a text for chpasswd names. */
    private void givePasswords(String text) {
      String entries = text.replace("\\n", "\n"); // as printf has it
      boolean any = OF_VARIABLE.matcher(entries).find();
      for (String name : made.keySet()) {
        if (any || names(entries, name + ":")) {
          logins.add(name);
        }
      }
    }

    private static boolean names(String text, String entry) {
      int at = text.indexOf(entry);
      while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
        at = text.indexOf(entry, at + 1);
      }
      return at >= 0;
    }

    private static boolean isHiddenRemoval(Instruction run, RunScript script) {
      return mayRemove(run) && REMOVALS.in(script).isEmpty();
    }

    /** It may be any user, also one that was made before. */
    private void removeUnknown() {
      mayBeGone = true;
      complete &= made.isEmpty();
    }

    private void owner(@Nullable String text, Instruction instruction, boolean byFlag) {
      if (text == null || !OWNER.matcher(text).matches()) {
        return;
      }
      int colon = text.indexOf(':');
      String user = colon < 0 ? text : text.substring(0, colon);
      String group = colon < 0 || colon + 1 == text.length() ? null : text.substring(colon + 1);
      if (!ROOT.contains(user)) {
        owners.putIfAbsent(user, new Owner(user, group, instruction, byFlag));
      }
    }

    private void command(RunCommand command) {
      ImmutableList<ShellWord> operands = command.operands();
      String first = operands.isEmpty() ? null : operands.get(0).literal();
      boolean joins = command.program().equals("adduser") || command.program().equals("addgroup")
          ? operands.size() == 2
          : command.has("--groups");
      if (joins && first != null) {
        joined.add(first);
      }
      GivenOption password = command.option("--password");
      if (first != null
          && password != null
          && !NO_PASSWORDS.contains(String.valueOf(password.literalValue()))) {
        logins.add(first);
      }
      switch (command.program()) {
        case "chpasswd" -> givePasswords(command.instruction().text());
        case "passwd" -> {
          if (first != null && !command.hasAny("--delete", "--lock", "--expire", "--status")) {
            logins.add(first);
          }
        }
        case "useradd", "adduser" -> {
          if (operands.size() == 1) {
            make(command, isCertain(command) ? first : null);
          }
        }
        case "usermod" -> modify(command, first);
        case "userdel", "deluser" -> remove(command, first);
        case "groupadd", "addgroup" -> {
          if (operands.size() == 1 && first != null) {
            groups.put(first, number(command.value("--gid")));
          }
        }
        case "groupmod" -> {
          if (first != null) {
            modifyGroup(command, first);
          }
        }
        case "chown" -> owner(first, command.instruction(), false);
        default -> {}
      }
    }

    private void remove(RunCommand command, @Nullable String user) {
      boolean clear = command.operands().size() == 1 && !command.arguments().mayHideOptions();
      if (clear && user != null) {
        made.remove(user);
        gone.add(user);
      } else if (clear || command.program().equals("userdel")) {
        removeUnknown();
      }
    }

    private void modifyGroup(RunCommand command, String group) {
      String name = command.value("--new-name");
      Integer known = groups.remove(group);
      int given = number(command.value("--gid"));
      groups.put(
          name == null ? group : name,
          given >= 0 ? given : known == null ? ImageUser.UNKNOWN_ID : known);
    }

    /** Whether the user is there behind the command: it is made always, or where nobody of that name is there. */
    private static boolean isCertain(RunCommand command) {
      return !command.invocation().isIn(Nesting.BRANCH)
          || ASKS_FOR_USER.matcher(command.instruction().text()).find();
    }

    private void make(RunCommand command, @Nullable String name) {
      if (name == null) {
        complete = false;
        return;
      }
      made.put(name, account(command, name));
      gone.remove(name);
    }

    /** Nobody is made anew who is in the base image: the command fails, and something bears that. */
    private Account account(RunCommand command, String name) {
      int uid = number(command.value("--uid"));
      if (base != null && name.equals(base.name()) && !gone.contains(name) && !mayBeGone) {
        return new Account(name, base.uid(), base.gid(), null);
      }
      String text = command.instruction().text();
      boolean bearsFailure = text.contains("||") || ASKS_FOR_USER.matcher(text).find();
      boolean isFree =
          base != null && base.kind() != ImageUser.Kind.UNKNOWN && (uid < 0 || uid != base.uid());
      return bearsFailure && !isFree
          ? new Account(name, ImageUser.UNKNOWN_ID, ImageUser.UNKNOWN_ID, null)
          : new Account(name, uid, gid(command), command);
    }

    private int gid(RunCommand command) {
      // BusyBox says with -g what others say with --gecos.
      String group = command.program().equals("adduser") ? command.value("--ingroup") : null;
      group = group == null ? command.value("--gid") : group;
      Integer known = group == null ? null : groups.get(group);
      return known == null ? number(group) : known;
    }

    private void modify(RunCommand command, @Nullable String name) {
      String renamed = command.value("--login");
      if (command.has("--login") && name == null) {
        removeUnknown();
      }
      if (command.has("--login") && (name == null || renamed == null)) {
        if (name != null) {
          gone.add(name);
        }
        complete = false;
        return;
      }
      Account known = name == null ? null : made.remove(name);
      if (name == null || (known == null && renamed == null)) {
        return;
      }
      if (known == null) {
        known = base != null && name.equals(base.name())
            ? new Account(name, base.uid(), base.gid(), command)
            : new Account(name, ImageUser.UNKNOWN_ID, ImageUser.UNKNOWN_ID, command);
      }
      int given = number(command.value("--uid"));
      String now = renamed == null ? name : renamed;
      if (renamed != null) {
        gone.add(name);
      }
      made.put(
          now,
          new Account(
              now,
              given >= 0 ? given : known.uid(),
              command.has("--gid") ? gid(command) : known.gid(),
              known.command()));
    }

    private static int number(@Nullable String text) {
      Integer number = text == null ? null : Ints.tryParse(text);
      return number == null || number < 0 ? ImageUser.UNKNOWN_ID : number;
    }
  }
}

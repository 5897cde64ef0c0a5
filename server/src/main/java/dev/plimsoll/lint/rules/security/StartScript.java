package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.ProgramFile;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The script that a container starts, as it is in the build context or in the file.
 *
 * @param name how it is called where it is started
 * @param text what it says
 * @param isFile whether that is all, rather than the instruction that writes it
 */
record StartScript(String name, String text, boolean isFile) {

  /** What changes the user, at a place where it is run; in Python, JavaScript and the like, the function. */
  private static final Regex CHANGE = Regex.of("(?m)^(?!\\s*#).*?(?:"
      + "(?<![\\w.-])(?:gosu|su-exec|setpriv|chpst|runuser|s6-setuidgid|setuidgid|setuser|fixuid)(?![\\w-])"
      + "|(?:^|[;&|(]|\\b(?:exec|then|do|else)\\b)\\s*su\\s+\\S"
      + "|\\bsudo\\s+(?:-\\w+\\s+|\\w+=\\S*\\s+){0,9}-(?:\\w*u\\b|-user\\b)"
      + "|\\s--(?:user|uid|setuid|username)=(?!root\\b|0\\b)\\S"
      + "|\\bchroot\\s+(?:-\\S+\\s+){0,9}--userspec[= ](?!root\\b|0\\b)\\S"
      + "|\\b(?:chronyd|gunicorn|memcached|mysqld|named|ntpd|uwsgi|varnishd)\\s(?:.{0,500}\\s)?(?:-u|--user|--uid)\\s+(?!root\\b)[a-z$\"]"
      + "|\\b(?:set(?:re|res|e)?uid|drop_priv\\w*)\\()");

  /** Where it asks who runs it: it is made for others than root too. */
  private static final Regex ASKS_FOR_USER =
      Regex.of("\\bid\\s+-u\\b|\\$\\{?E?UID\\b|\\bwhoami\\b");

  private static final Regex ARGUMENTS_AT_END =
      Regex.of("(?m)^[ \\t]*(?:exec\\s+)?\"?\\$(?:@|\\{@\\})\"?\\s*$");

  /** Programs that only root may use, or that change what belongs to root. */
  private static final ImmutableSet<String> FOR_ROOT = ImmutableSet.of(
      "add-apt-repository",
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "arptables",
      "chgrp",
      "chown",
      "chpasswd",
      "dnf",
      "dpkg-reconfigure",
      "groupadd",
      "groupmod",
      "insmod",
      "ip6tables",
      "iptables",
      "iptables-restore",
      "microdnf",
      "mknod",
      "modprobe",
      "mount",
      "nft",
      "setcap",
      "sysctl",
      "umount",
      "update-ca-certificates",
      "update-ca-trust",
      "useradd",
      "usermod",
      "yum");

  /** Where the scripts are that start services of the system. */
  static final String OF_SERVICES = "/etc/init.d/";

  /** Programs whose operands are written to; not rm, which mostly tidies up what the program itself left. */
  private static final ImmutableSet<String> WRITE = ImmutableSet.of(
      "chmod", "cp", "install", "ln", "mkdir", "mv", "rsync", "sed", "tee", "touch");

  /** Where only root may write. */
  private static final Regex OF_ROOT = Regex.of(
      "/(?:bin|boot|etc|lib|lib64|proc|root|sbin|sys|usr)(?:/.*)?|/(?:run|var/(?:cache|lib|run|spool|www))(?:/.*)?");

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** Instructions that may write a script into the image. */
  private static final Trait MAY_WRITE =
      Trait.of(Run.class).or(Trait.of(Transfer.class, copy -> !copy.heredocs().isEmpty()));

  /**
   * The script of a program; null where it is none, or it isn't known what it says.
   *
   * @param start the instruction that names the program
   */
  static @Nullable StartScript of(Subject subject, Stage target, Command start, String program) {
    String text = ProgramFile.text(subject, target, start, program);
    if (text != null) {
      return new StartScript(program, text, true);
    }
    StartScript written = written(subject.model(), target, program);
    if (written != null || !program.endsWith(".sh")) {
      return written;
    }
    StartScript named = inContext(subject, "", program);
    return named == null ? moved(subject, target, program) : named;
  }

  /** In more sources than these a script isn't looked for: a command may start many. */
  private static final int MOST_SOURCES = 50;

  /** The script of a folder that is copied, from which a RUN may have put it where it is started. */
  private static @Nullable StartScript moved(Subject subject, Stage target, String program) {
    int looked = 0;
    for (Stage stage : target.chain()) {
      for (Instruction instruction : subject.model().having(COPIES, stage)) {
        ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) instruction, Basis.DEFAULTS);
        for (String source : copy == null ? ImmutableList.<String>of() : copy.sources()) {
          if (++looked > MOST_SOURCES) {
            return null;
          }
          StartScript found = source.isEmpty() ? null : inContext(subject, source + "/", program);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /**
   * The first that a command runs of which it is known what it says, where it runs more than one program; else null.
   */
  static @Nullable StartScript among(Subject subject, Stage target, Command start) {
    String folder = "";
    for (Invocation invocation : StartCommand.invocations(start)) {
      ImmutableList<String> words = CommandWords.of(invocation);
      folder = invocation.is("cd") && words.size() == 2 ? words.get(1) + "/" : folder;
      boolean reads = invocation.is(".") || invocation.is("source");
      String program = Iterables.getFirst(
          StartCommand.started(reads ? words.subList(1, words.size()) : words), "");
      StartScript script = program.indexOf('/') >= 0 || program.endsWith(".sh")
          ? of(subject, target, start, program.startsWith("/") ? program : folder + program)
          : null;
      if (script != null) {
        return script;
      }
    }
    return null;
  }

  /**
   * The script of the same name in the context, perhaps in a folder of the same name: the context may be mounted.
   *
   * @param folder of the context, with the slash behind it
   */
  private static @Nullable StartScript inContext(Subject subject, String folder, String program) {
    List<String> names = Splitter.on('/').omitEmptyStrings().splitToList(program);
    for (int length = 1; length <= Math.min(3, names.size()); length++) {
      String path = folder + String.join("/", names.subList(names.size() - length, names.size()));
      String text = subject.contextFile(path).text();
      if (text != null) {
        return new StartScript(program, text, true);
      }
    }
    return null;
  }

  /** The script, by its path, that runs in its place in the end; null where none does. */
  @Nullable String runsInTheEnd() {
    Invocation last = Iterables.getLast(invocations(), null);
    String path =
        last == null || last.prefix("exec") == null ? null : last.nameWord().literal();
    return path != null && path.endsWith(".sh") ? path : null;
  }

  /** This and the one that it runs in its place, as one that is called like the one of them that needs root. */
  StartScript followedBy(StartScript next) {
    boolean readable = isFile && next.isFile && next.script() != null;
    return readable
        ? new StartScript(needOfRoot() == null ? next.name : name, text + "\n" + next.text, true)
        : this;
  }

  boolean changesUser() {
    return CHANGE.matcher(text).find();
  }

  /** More names are not looked for as scripts that it calls. */
  private static final int MOST_CALLED = 20;

  /**
   * Whether one of the scripts of the context that it calls changes the user, or starts what does so.
   *
   * @param start the instruction that starts it
   */
  boolean callsChangeOfUser(Subject subject, Stage target, Command start) {
    for (String called : called()) {
      String other = ProgramFile.text(subject, target, start, called);
      if (other != null
          && (CHANGE.matcher(other).find()
              || new StartScript(called, other, true).manager() != null)) {
        return true;
      }
    }
    return false;
  }

  /** What it calls that may be another script. */
  private Set<String> called() {
    Set<String> names = new LinkedHashSet<>();
    String folder = "";
    for (Invocation invocation : invocations()) {
      boolean reads = invocation.is(".") || invocation.is("source");
      ImmutableList<String> words = CommandWords.of(invocation);
      String called = Iterables.get(words, reads ? 1 : 0, "");
      if (invocation.is("cd")) {
        String to = Iterables.get(words, 1, "");
        folder = to.startsWith("/") ? to + "/" : "";
      }
      boolean isOther = Programs.named(called) == Program.UNKNOWN && !BUILTINS.contains(called);
      if (isOther && !called.isEmpty() && !called.equals(name) && names.size() < MOST_CALLED) {
        names.add(called.startsWith("./") ? folder + called : called);
      }
    }
    return names;
  }

  /** The program that it starts and that begins as root on purpose; null where there is none. */
  @Nullable String manager() {
    for (Invocation invocation : invocations()) {
      if (Managers.include(invocation.name())) {
        return invocation.name();
      }
    }
    Matcher started = STARTED.matcher(isFile ? "" : text);
    while (started.find()) {
      if (Managers.include(started.group(1))) {
        return started.group(1);
      }
    }
    return null;
  }

  /** A program at the beginning of a line that an instruction writes. */
  private static final Regex STARTED = Regex.of(
      "(?m)^[ \\t]{0,40}(?:exec[ \\t]{1,9})?(?:/[\\w./-]{0,99}/)?([\\w.-]{1,40})(?=[ \\t;&\\\\]|$)");

  /** Whether it does something and ends: it isn't replaced by a program that may go on, and starts none that serves. */
  boolean ends() {
    Script script = script();
    Invocation last = null;
    for (Invocation invocation :
        script == null ? ImmutableList.<Invocation>of() : script.invocations()) {
      boolean isReplaced = invocation.prefix("exec") != null || invocation.is("exec");
      if (isReplaced && !Tools.doTask(CommandWords.of(invocation)) || serves(invocation)) {
        return false;
      }
      if (!invocation.isIn(Nesting.SUBSTITUTION)) {
        last = invocation;
      }
    }
    return last != null && !text.contains("while true") && isKnownToEnd(CommandWords.of(last));
  }

  private static boolean serves(Invocation invocation) {
    ImmutableList<String> command = CommandWords.of(invocation);
    return !invocation.is("export") // which has the word port in it
        && StartCommand.serves(command.get(0))
        && !Tools.doTask(command);
  }

  private static boolean isKnownToEnd(List<String> command) {
    String program = command.get(0);
    return Programs.named(program) != Program.UNKNOWN
        || Tools.include(command)
        || Tools.doTask(command)
        || Tools.areCalledLikeTask(command)
        || BUILTINS.contains(program)
        || command.size() > 1 && !command.get(1).startsWith("-");
  }

  private static final ImmutableSet<String> BUILTINS =
      ImmutableSet.of("echo", "exit", "printf", "return", "true", "wait", "[", "[[", "test");

  /** The first line of a program in another language than a shell's. */
  private static final Regex OF_LANGUAGE = Regex.of(
      "#![^\\n]{0,100}\\b(?:node|nodejs|perl|php|python[\\d.]{0,4}|ruby)(?:[ \\t\\r][^\\n]{0,100})?(?:\\n|$)");

  /** Words in the code of what waits for requests or for work. */
  private static final Regex WAITS = Regex.of(
      "(?i)listen|serve|daemon|worker|loop|forever|sleep|schedul|subscri|consum|puma|sinatra|rack|\\bwhile\\b|\\brun\\(");

  /** Whether it is a program in another language that isn't seen to wait for anything. */
  boolean mayBeTool() {
    return isFile
        && OF_LANGUAGE.matcher(text).lookingAt()
        && !WAITS.matcher(text).find();
  }

  /** Whether it ends as the program that it is given. */
  boolean runsItsArguments() {
    return ARGUMENTS_AT_END.matcher(text).find();
  }

  /** Whether it starts nothing else: without arguments it ends. */
  boolean onlyRunsItsArguments() {
    ImmutableList<Invocation> invocations = invocations();
    boolean startsOther = invocations.isEmpty();
    for (Invocation invocation : invocations) {
      boolean isReplaced = invocation.prefix("exec") != null && invocation.name() != null;
      boolean givesArguments =
          invocation.is("set") && invocation.arguments().literals().contains("--");
      startsOther |= isReplaced || givesArguments || serves(invocation);
    }
    return !startsOther && runsItsArguments();
  }

  /** What it does that needs root, such as "runs chown"; null where nothing is seen to. */
  @Nullable String needOfRoot() {
    Script script = ASKS_FOR_USER.matcher(text).find() ? null : script();
    if (script == null) {
      return null;
    }
    for (Invocation invocation : script.invocations()) {
      String program = invocation.name();
      if (program != null && FOR_ROOT.contains(program)) {
        return "runs " + program;
      }
      ShellWord written = invocation.nameWord();
      if (written != null && written.literalPrefix().startsWith(OF_SERVICES)) {
        return "runs " + written.literalPrefix();
      }
      boolean writes = program != null
          && WRITE.contains(program)
          && !(program.equals("sed") && !invocation.arguments().hasAnyFlag("-i", "--in-place"));
      ShellWord last = writes ? Iterables.getLast(invocation.arguments().words(), null) : null;
      if (last != null && OF_ROOT.matcher(last.literalPrefix()).matches()) {
        return "writes to " + last.literalPrefix();
      }
    }
    return writing(script);
  }

  /**
   * Where it writes.
   *
   * @param start the instruction that starts it
   */
  ScriptWrites writes(Subject subject, Stage target, Command start) {
    Script script = ASKS_FOR_USER.matcher(text).find() ? null : script();
    if (script == null) {
      return isHidden()
          ? new ScriptWrites(StartCommand.withoutDirectory(name), ImmutableSet.of(), false)
          : ScriptWrites.NONE;
    }
    ScriptWrites writes = ScriptWrites.of(subject.model(), start, name, text, script);
    boolean moves = Iterables.any(script.invocations(), one -> one.is("cd"));
    for (String called : called()) {
      String other = ProgramFile.text(subject, target, start, called);
      Script read = other == null ? null : ScriptFile.parse(other);
      if (other != null && read != null) {
        ScriptWrites more = ScriptWrites.of(subject.model(), start, called, other, read);
        writes = writes.and(more, moves); // where it is called isn't where it starts
      }
    }
    return includesUnread(script) ? writes.incomplete(name) : writes;
  }

  /** Whether it runs another script as a part of its own of which a variable says where it is. */
  private static boolean includesUnread(Script script) {
    for (Invocation invocation : script.invocations()) {
      boolean includes = invocation.is(".") || invocation.is("source");
      ShellWord file = includes ? Iterables.getFirst(invocation.arguments().words(), null) : null;
      String path = file == null ? "" : CharMatcher.anyOf("\"'").trimFrom(file.raw());
      if (path.endsWith(".sh") && path.indexOf('$') >= 0 && !path.endsWith("nvm.sh")) {
        return true;
      }
    }
    return false;
  }

  /** What changes files in a script that an instruction writes. */
  private static final Regex CHANGES_FILES =
      Regex.of("\\bsed\\s+(?:-\\w{1,9}\\s+){0,3}(?:-\\w{0,3}i|--in-place)|\\benvsubst\\b");

  /** Whether it writes files, but isn't read: it is in another language, or an instruction writes it. */
  private boolean isHidden() {
    return !ASKS_FOR_USER.matcher(text).find()
        && (ScriptWrites.isWriting(text)
            || !isFile && CHANGES_FILES.matcher(text).find());
  }

  private static @Nullable String writing(Script script) {
    List<String> written = new ArrayList<>();
    new ScriptVisitor() {
      @Override
      protected void redirection(Redirection redirection) {
        String file = redirection.target().literalPrefix();
        if (redirection.operator().contains(">") && OF_ROOT.matcher(file).matches()) {
          written.add(file);
        }
        super.redirection(redirection);
      }
    }.script(script);
    return written.isEmpty() ? null : "writes to " + written.get(0);
  }

  /** What it runs, as far as it can be read. */
  ImmutableList<Invocation> invocations() {
    Script script = script();
    return script == null ? ImmutableList.of() : script.invocations();
  }

  private @Nullable Script script() {
    return isFile ? ScriptFile.parse(text) : null;
  }

  /** The script that an instruction of the file writes: a here-document, or what a RUN redirects into it. */
  private static @Nullable StartScript written(SemanticModel model, Stage target, String program) {
    Pattern into = null;
    for (Stage stage : target.chain()) {
      for (Instruction instruction : model.having(MAY_WRITE, stage)) {
        String text = instruction.text();
        if (instruction instanceof Run && text.contains(program)) {
          into = into == null
              ? Pattern.compile("(?:>|\\btee)\\s*" + Pattern.quote(program) + "(?![\\w.-])")
              : into;
        }
        if (into != null && instruction instanceof Run && into.matcher(text).find()) {
          return new StartScript(program, text.replace("\\n", "\n"), false);
        }
        if (instruction instanceof Transfer copy
            && copy.destination() != null
            && copy.destination().value().equals(program)) {
          return new StartScript(program, copy.heredocs().get(0).body().of(text), true);
        }
      }
    }
    return null;
  }
}

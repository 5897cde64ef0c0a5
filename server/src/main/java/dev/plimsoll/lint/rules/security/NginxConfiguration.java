package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * What the configuration of nginx that a target copies says of root.
 *
 * @param lowPort a port below 1024 that it listens on, that of the image's own configuration where none is copied; 0 for none
 * @param isOwnPort whether a file that is copied, or a RUN that writes one, names that
 * @param mayLackPort whether files are copied there, and none that is known names a port
 * @param isOfImage whether nothing is put beside the configuration of the image
 * @param readsKey whether it reads the private key of a certificate
 * @param closed files that it writes, which another user than root may not
 */
record NginxConfiguration(
    int lowPort,
    boolean isOwnPort,
    boolean mayLackPort,
    boolean isOfImage,
    boolean readsKey,
    ImmutableSet<String> closed) {

  private static final int DEFAULT_PORT = 80;
  private static final int FIRST_FREE_PORT = 1024;

  /** On which the image without root listens where nothing is configured. */
  private static final int PORT_WITHOUT_ROOT = 8080;

  private static final ImagePath DIRECTORY = ImagePath.ROOT.resolve("etc/nginx");

  /** Where it is in a folder that is copied as a whole. */
  private static final ImmutableList<String> NAMES = ImmutableList.of(
      "default.conf",
      "nginx.conf",
      "conf.d/default.conf",
      "default.conf.template",
      "templates/default.conf.template");

  /** What isn't a number is put in where it starts: the port isn't known. */
  private static final Regex LISTEN =
      Regex.of("(?m)^[^#\\n]{0,200}?\\blisten\\s+(?:[^\\s;]{0,100}:)?(\\d{1,5}\\b|[$%{_@<A-Z])");

  private static final Regex KEY = Regex.of("(?m)^[^#\\n]{0,200}?\\bssl_certificate_key\\s");

  /** What only the main configuration has. */
  private static final Regex MAIN = Regex.of("(?m)^[ \\t]{0,40}events[ \\t\\r\\n]{0,40}\\{");

  private static final Regex PID =
      Regex.of("(?m)^[ \\t]{0,40}pid\\s{1,40}[\"']?([^\\s;\"']{1,200})");

  /** What nginx writes where the main configuration doesn't say so. */
  private static final String DEFAULT_PID = "/var/run/nginx.pid";

  private static final Regex LOG = Regex.of(
      "(?m)^[ \\t]{0,40}(?:access|error)_log\\s{1,40}[\"']?(/[^\\s;\"'$]{1,200})[\"']?[\\s;]");

  /** Where the image without root lets its user write; the logs that it has are streams of the container. */
  private static final Regex OPEN = Regex.of(
      "(?:/tmp|/dev|/etc/nginx|/var/cache/nginx|/proc)/.*|/var/log/nginx/(?:access|error)\\.log|(?!/).*");

  private static final CommandQuery CHOWN = CommandQuery.of("chown", "chgrp", "chmod");

  /** What puts it elsewhere by itself. */
  private static final Trait NAMES_PID = Trait.of(
          Instruction.Run.class, run -> run.text().contains("nginx.pid"))
      .or(Trait.of(Instruction.Command.class, command -> command.text().contains("pid ")));

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** What may change it. */
  private static final Trait CONFIGURES = Trait.containing("/etc/nginx")
      .or(Trait.containing("/docker-entrypoint.d"))
      .or(Trait.of(Transfer.class, NginxConfiguration::mayBring))
      .or(Trait.of(Instruction.Workdir.class, workdir -> workdir.text().contains("/etc")));

  /** Whether it copies to a place above it, and no single file with an ending, or to one that a variable names. */
  private static boolean mayBring(Transfer copy) {
    Word place = copy.destination();
    if (place == null || place.value().indexOf('$') >= 0) {
      return true;
    }
    return place.value().startsWith("/etc")
        || place.value().equals("/")
            && !Iterables.all(
                copy.words(), word -> word.value().lastIndexOf('.') > 0 || word == place);
  }

  /** A RUN that writes it; what sed puts in the place of something may be either port. */
  private static final Trait WRITES = Trait.of(
      Instruction.Run.class,
      run -> run.text().contains("/etc/nginx")
          && run.text().contains("listen")
          && !run.text().contains("sed "));

  static NginxConfiguration of(Subject subject, Stage target) {
    List<String> texts = new ArrayList<>();
    boolean isOfImage = true;
    boolean isCopied = false;
    for (Stage stage : Accounts.chain(target)) {
      isOfImage &= !subject.model().has(CONFIGURES, stage);
      for (Instruction instruction : subject.model().having(IS_TRANSFER, stage)) {
        add(subject, (Transfer) instruction, texts);
        isCopied |= isConfiguration(subject.model(), (Transfer) instruction);
      }
      for (Instruction run : subject.model().having(WRITES, stage)) {
        texts.add(run.text());
      }
    }
    List<Integer> ports = new ArrayList<>();
    boolean readsKey = false;
    for (String text : texts) {
      Matcher listen = LISTEN.matcher(text);
      while (listen.find()) {
        Integer port = Ints.tryParse(listen.group(1));
        ports.add(port == null ? 0 : port);
      }
      readsKey |= KEY.matcher(text).find();
    }
    ImmutableSet<String> closed = closed(subject.model(), target, texts);
    if (ports.isEmpty()) {
      boolean mayLackPort = isCopied && !Accounts.have(subject.model(), CHANGES_PORT, target);
      return new NginxConfiguration(DEFAULT_PORT, false, mayLackPort, isOfImage, readsKey, closed);
    }
    int low = ports.contains(DEFAULT_PORT)
        ? DEFAULT_PORT
        : ports.stream()
            .filter(port -> port > 0 && port < FIRST_FREE_PORT)
            .findFirst()
            .orElse(0);
    return new NginxConfiguration(low, low > 0, false, false, readsKey, closed);
  }

  private static final Trait CHANGES_PORT =
      Trait.of(Instruction.Run.class, run -> run.text().contains("listen"));

  /** Where a server's configuration lies, or what it is called. */
  private static final Regex OF_SERVER = Regex.of(
      ".{0,300}/(?:conf\\.d|http\\.d|templates|sites-enabled)(?:/.{0,300})?|.{0,300}(?:default|nginx)\\.conf.{0,60}");

  private static boolean isConfiguration(SemanticModel model, Transfer copy) {
    Word last = copy.destination();
    ImagePath place = last == null ? null : model.place(copy, last.value(), Basis.DEFAULTS);
    if (place == null || !DIRECTORY.certainlyContains(place)) {
      return false;
    }
    String path = place.text();
    return path != null
        && (OF_SERVER.matcher(path).matches()
            || Iterables.any(
                copy.sources(), one -> OF_SERVER.matcher(one.value()).matches()));
  }

  /** What is written where nothing that the target does lets another user write. */
  private static ImmutableSet<String> closed(
      SemanticModel model, Stage target, List<String> texts) {
    Set<String> written = new LinkedHashSet<>();
    if (!Accounts.have(model, NAMES_PID, target)) {
      for (String text : texts) {
        Matcher pid = PID.matcher(text);
        if (MAIN.matcher(text).find()) {
          written.add(pid.find() ? pid.group(1) : DEFAULT_PID);
        }
      }
    }
    for (String text : texts) {
      Matcher log = LOG.matcher(text);
      while (log.find()) {
        written.add(log.group(1));
      }
    }
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(CHOWN, stage)) {
        for (ShellWord word : command.operands()) {
          String place = word.literalPrefix();
          written.removeIf(path -> place.startsWith("/") && path.startsWith(place));
        }
      }
    }
    written.removeIf(path -> OPEN.matcher(path).matches());
    return ImmutableSet.copyOf(written);
  }

  /**
   * What has to be changed in it before another user can start the server, or where that listens then, with a comma before it;
   * empty for nothing.
   *
   * @param mayBeMade whether the configuration may be written where the container starts
   */
  String condition(boolean mayBeMade) {
    List<String> changes = new ArrayList<>();
    if (isOwnPort) {
      changes.add("names a port that isn't below 1024");
    } else if (mayLackPort && !mayBeMade) {
      changes.add("names a port such as " + PORT_WITHOUT_ROOT);
    }
    if (!closed.isEmpty()) {
      changes.add("has a place such as /tmp for " + Joiner.on(", ").join(closed));
    }
    if (changes.isEmpty()) {
      return isOfImage && !mayBeMade ? ", on port " + PORT_WITHOUT_ROOT : "";
    }
    return ", once its configuration " + Joiner.on(" and ").join(changes);
  }

  private static void add(Subject subject, Transfer transfer, List<String> texts) {
    ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
    if (copy == null) {
      addOfStage(subject, transfer, texts);
      return;
    }
    if (!DIRECTORY.certainlyContains(copy.destination())) {
      return;
    }
    for (String source : copy.sources()) {
      ContextFile file = subject.contextFile(source);
      if (file.isFolder()) {
        NAMES.forEach(name -> texts.add(subject.contextFile(source + "/" + name).beginning()));
      } else {
        texts.add(file.beginning());
      }
    }
  }

  /** Adds what a stage has from the build context as it is there. */
  private static void addOfStage(Subject subject, Transfer transfer, List<String> texts) {
    SemanticModel model = subject.model();
    StageReference from = Iterables.getFirst(StageReference.in(model, transfer), null);
    Stage stage = from == null ? null : from.stage();
    Word last = transfer.destination();
    if (stage == null
        || last == null
        || !DIRECTORY.certainlyContains(model.place(transfer, last.value(), Basis.DEFAULTS))) {
      return;
    }
    for (Word source : transfer.sources()) {
      String path = model.expand(transfer, source.value()).on(Basis.DEFAULTS).text();
      if (path != null) {
        ImagePath place = ImagePath.ROOT.resolve(path);
        addUntouched(subject, stage, place, texts);
        NAMES.forEach(name -> addUntouched(subject, stage, place.resolve(name), texts));
      }
    }
  }

  private static void addUntouched(
      Subject subject, Stage stage, ImagePath place, List<String> texts) {
    CopiedFile file = CopiedFile.atEnd(subject, stage, place, Basis.DEFAULTS);
    Instruction last = Iterables.getLast(subject.model().instructions(stage), null);
    if (file != null && last != null && file.isUntouched(subject.model(), last)) {
      texts.add(file.file().beginning());
    }
  }
}

package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What a command that only fetches has to come behind: what installs the program, logs in, or makes the settings that it reads. */
final class DownloadNeeds {

  private static final ImmutableSet<String> IDLE =
      ImmutableSet.of("echo", "printf", "true", ":", "set", "mkdir", "chmod", "rm", "ls", "pwd");

  private static final ImmutableSet<String> OF_NODE =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun", "npx", "node");

  /** Variables that choose where is fetched from and to, or log in there. */
  private static final Regex CHOOSES = Regex.of(
      "(?i)\\w{0,60}(?:token|passw|secret|credential|proxy|mirror|registry|repositor|nexus|artifactory|maven|mvn|nuget)\\w{0,60}"
          + "|PATH|(?:JAVA_|M2_)?HOME|JAVA_TOOL_OPTIONS"
          + "|GO(?:PATH|PRIVATE|NO\\w{1,20}|FLAGS|SUMDB|INSECURE|AUTH|TOOLCHAIN|ENV|MODCACHE|111MODULE)");

  private static final Regex USE = Regex.of("\\$\\{?(\\w{1,200})");

  /** Files with settings, logins and certificates, by their names. */
  private static final Regex SETTINGS = Regex.of(
      "(?i).{0,200}settings.{0,60}\\.xml|\\.(?:netrc|npmrc|gitconfig|m2|ssh)|nuget\\.config|gradle\\.properties"
          + "|.{0,200}\\.(?:crt|pem|cer|jks|gradle|jar)|certs?|toolchains\\.xml");

  private final Subject subject;
  private final SemanticModel model;
  private final PlacedInstall install;
  private final Instruction run;
  private final ImmutableList<Instruction> above;
  private final ImmutableList<Instruction> between;
  /** The variables that the command uses. */
  private final ImmutableSet<String> used;

  /** @param place the instruction above which it would be */
  DownloadNeeds(Subject subject, PlacedInstall install, Instruction place) {
    this.subject = subject;
    this.model = subject.model();
    this.install = install;
    this.run = install.script().instruction();
    ImmutableList.Builder<Instruction> before = ImmutableList.builder();
    ImmutableList.Builder<Instruction> behind = ImmutableList.builder();
    for (Stage stage = model.stageOf(run); stage != null; stage = stage.parent()) {
      for (Instruction one : model.instructions(stage)) {
        if (model.ordinal(one) < model.ordinal(place)) {
          before.add(one);
        } else if (model.ordinal(one) < model.ordinal(run)) {
          behind.add(one);
        }
      }
    }
    this.above = before.build();
    this.between = behind.build();
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Matcher use = USE.matcher(install.install().addition());
    while (use.find()) {
      names.add(use.group(1));
    }
    this.used = names.build();
  }

  /** What it has to come behind, in words; null where nothing stands in the way. */
  @Nullable String first() {
    for (ShellWord file : FetchOptions.files(install)) {
      if (!isThere(file)) {
        return "what makes " + name(file);
      }
    }
    String repository = RepositoryLogin.wanted(subject, install);
    if (repository != null && !isLoggedIn()) {
      return "what logs in at " + repository;
    }
    for (Instruction one : between) {
      String need = need(one);
      if (need != null) {
        return one.keyword() + need;
      }
    }
    Invocation first = firstNeeded(install);
    return first == null
        ? null
        : (first == install.invocation()
                ? "the variables"
                : Objects.requireNonNullElse(first.name(), "the first command"))
            + " of its RUN";
  }

  private static String name(ShellWord file) {
    return ContextPath.name(file.literal() == null ? file.raw() : file.literal());
  }

  /** Whether a file is made above, or was in the image before. */
  private boolean isThere(ShellWord file) {
    String name = name(file);
    String folder =
        file.literalPrefix().substring(0, Math.max(0, file.literalPrefix().indexOf('/')));
    for (Instruction one : above) {
      if (one.text().contains(name) || folder.length() > 2 && one.text().contains(folder)) {
        return true;
      }
    }
    return file.literalPrefix().startsWith("/")
        && !Iterables.any(between, one -> one.text().contains(name))
        && !install.script().script().code().substring(0, start(install)).contains(name);
  }

  /** Whether something above writes or copies settings, or the RUN mounts a secret. */
  boolean isLoggedIn() {
    return !FetchOptions.files(install).isEmpty()
        || run instanceof Run here
            && Iterables.any(here.mounts(), one -> one.type().equals("secret"))
        || Iterables.any(above, one -> one.text().contains("settings"));
  }

  private @Nullable String need(Instruction instruction) {
    return switch (instruction.keyword()) {
      case RUN -> ofScript(model.script(instruction));
      case COPY, ADD -> ofCopy((Transfer) instruction);
      case ENV, ARG -> ofVariables((Instruction.Pairs) instruction);
      case LABEL, EXPOSE, MAINTAINER, CMD, ENTRYPOINT, HEALTHCHECK, STOPSIGNAL, UNKNOWN -> null;
      default -> {
        String text = instruction.text().strip();
        yield text.indexOf('\n') < 0
            ? text.substring(instruction.keyword().name().length())
            : "";
      }
    };
  }

  private static @Nullable String ofScript(@Nullable RunScript script) {
    if (script == null) {
      return "";
    }
    for (Invocation one : script.script().invocations()) {
      if (!isIdle(one)) {
        return one.name() == null ? "" : " " + one.name();
      }
    }
    return null;
  }

  private static @Nullable String ofCopy(Transfer copy) {
    if (copy instanceof Instruction.Copy other && other.from() != null) {
      return " --from=" + other.from().valueOrEmpty();
    }
    for (int i = 0; i < copy.words().size(); i++) {
      String name = ContextPath.name(copy.words().get(i).value());
      if (SETTINGS.matcher(name).matches()) {
        return " " + name;
      }
    }
    return null;
  }

  private @Nullable String ofVariables(Instruction.Pairs pairs) {
    for (Pair pair : pairs.pairs()) {
      String name = pair.key().value();
      if (used.contains(name) || CHOOSES.matcher(name).matches()) {
        return " " + name;
      }
    }
    return null;
  }

  private static int start(PlacedInstall install) {
    return install.invocation().command().range().start();
  }

  /** The first command of its RUN that makes a difference for what it fetches; itself where a variable may, else null. */
  static @Nullable Invocation firstNeeded(PlacedInstall install) {
    int start = start(install);
    for (Invocation one : install.script().script().invocations()) {
      if (one.range().end() <= start && !isIdle(one)) {
        return one;
      }
    }
    String before = install.script().script().code().substring(0, start);
    boolean mayUse = install.install().addition().indexOf('$') >= 0 && before.indexOf('=') >= 0;
    return mayUse ? install.invocation() : null;
  }

  /** What its RUN does before so that the program may be run, with {@code &&} behind it. */
  static String permissions(PlacedInstall install) {
    StringBuilder permissions = new StringBuilder();
    String program = install.invocation().name();
    for (Invocation one : install.script().script().invocations()) {
      if (one.is("chmod")
          && one.range().end() <= start(install)
          && Iterables.any(
              one.arguments().words(),
              word -> ContextPath.name(word.literalPrefix()).equals(program))) {
        permissions.append(one.range().of(install.script().script().code())).append(" && ");
      }
    }
    return permissions.toString();
  }

  /** Whether a command makes no difference for what another one fetches. */
  private static boolean isIdle(Invocation invocation) {
    for (Redirection redirection : invocation.command().redirections()) {
      if (redirection.operator().indexOf('>') >= 0
          && redirection.operator().indexOf('&') < 0
          && !redirection.target().isLiteral("/dev/null")) {
        return false;
      }
    }
    String name = String.valueOf(invocation.name());
    String verb = String.valueOf(invocation.arguments().verb());
    return switch (invocation.program().name()) {
      case "go" -> !verb.equals("env");
      case "dotnet" ->
        !verb.startsWith("nuget") && !verb.startsWith("workload") && !verb.equals("new");
      case "mvn", "gradle", "sbt" -> isOnlyCleaning(invocation);
      default ->
        IDLE.contains(name)
            || OF_NODE.contains(name)
            || name.equals("export") && exportsForCompiler(invocation);
    };
  }

  private static boolean isOnlyCleaning(Invocation invocation) {
    for (ShellWord goal : invocation.arguments().operands()) {
      if (!goal.isLiteral("clean") && !goal.literalPrefix().startsWith("dependency:")) {
        return false;
      }
    }
    return true;
  }

  private static boolean exportsForCompiler(Invocation export) {
    List<ShellWord> words = export.arguments().words();
    return !words.isEmpty()
        && words.stream().allMatch(word -> {
          String text = word.literalPrefix();
          int end = text.indexOf('=');
          return end > 0 && FetchOptions.isOfCompiler(text.substring(0, end));
        });
  }
}

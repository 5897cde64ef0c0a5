package dev.plimsoll.lint.rules.security;

import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What a target puts into the home directory of root for a program that looks for it in its own home. */
final class HomeFiles {

  /** What is put there, but for settings and caches of tools that only build. */
  private static final Regex PUT = Regex.of(
      "[\"']?(?:/root|~|\\$HOME|\\$\\{HOME\\})(?=/)(?!/\\.(?:bash|bundle|cache|cargo|composer|config/(?:composer|pip)|curl|docker"
          + "|git|gnupg|gradle|ivy2|m2|netrc|npm|nuget|nvm|pip|profile|pypirc|sbt|subversion|vim|wget|yarn|zsh))"
          + "(/[\\w.-]{1,60}).{0,400}");

  /** A whole cache, or that of a library which loads what programs need: nobody copies those for a build. */
  private static final Regex CACHE =
      Regex.of("/root/\\.cache(?:/(?:chroma|datasets|fastembed|huggingface|modelscope|ms-playwright"
          + "|puppeteer|sentence|tiktoken|torch|whisper).{0,400})?/?");

  /** What a build needs to visit a host with sources. */
  private static final Regex OF_VISITS =
      Regex.of(".*/\\.ssh/(?:config|known_hosts|id_[\\w-]{1,20})");

  private static final CommandQuery MKDIR = CommandQuery.of("mkdir");

  private static final Trait COPIES = Trait.of(
      Transfer.class,
      copy -> copy.destination() != null && copy.destination().value().startsWith("/root/"));

  private static final Trait SETS_HOME = Trait.of(Env.class, HomeFiles::setsHome);

  private static final Trait SETS_PATH = Trait.of(Env.class, env -> env.text().contains("/root/"));

  private HomeFiles() {}

  private static boolean setsHome(Env env) {
    for (Pair pair : env.pairs()) {
      if (pair.key().value().equals("HOME")
          && pair.value() != null
          && pair.value().value().startsWith("/root")) {
        return true;
      }
    }
    return false;
  }

  /** What to do about it, a sentence with a blank before it; empty where nothing is there. */
  static String advice(SemanticModel model, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      String put = in(model, stage);
      if (put != null) {
        return " Other users can't look into /root: move " + put
            + " to that user's home directory if the program reads it.";
      }
      if (model.has(SETS_HOME, stage)) {
        return " Set HOME to that user's home directory, too.";
      }
    }
    return "";
  }

  private static @Nullable String in(SemanticModel model, Stage stage) {
    for (Instruction copy : model.having(COPIES, stage)) {
      Word destination = ((Transfer) copy).destination();
      String put = destination == null
          ? null
          : CACHE.matcher(destination.value()).matches()
              ? "/root/.cache"
              : put(destination.value());
      if (put != null) {
        return put;
      }
    }
    for (Instruction env : model.having(SETS_PATH, stage)) {
      for (Pair pair : ((Env) env).pairs()) {
        String put = pair.value() == null || pair.key().value().equals("HOME")
            ? null
            : put(pair.value().value());
        if (put != null) {
          return put;
        }
      }
    }
    for (RunCommand command : model.commands(MKDIR, stage)) {
      for (ShellWord made : command.operands()) {
        String put = put(made.raw());
        if (put != null && put.startsWith("/root/.") && !put.equals("/root/.ssh")) {
          return put;
        }
      }
    }
    return null;
  }

  private static @Nullable String put(String path) {
    Matcher put = PUT.matcher(path);
    return put.matches() && !OF_VISITS.matcher(path).matches() ? "/root" + put.group(1) : null;
  }
}

package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** What an install reads besides its manifests because variables name it, or because commands before it in its RUN do. */
final class FilesOfEnvironment {

  /** Variables by which package managers, and what downloads for them, are told what to read, not where to write. */
  private static final Regex READ = Regex.of(
      "(?i)\\w{0,60}(?:ca_bundle|cert_file|cert_dir|extra_ca_certs)|netrc|condarc"
          + "|(?:pip|npm_config|yarn|pnpm|uv|poetry|git|composer|bundle|maven|cargo_http)_\\w{0,40}"
          + "(?:ca_?file|ca_?info|ca_?path|cert|client_cert|config_file|constraint|find_links|globalconfig|userconfig)");

  /** What stands before a path in a word: {@code --cert=}, {@code PIP_CERT=}, {@code file://}. */
  private static final Regex BEFORE_PATH = Regex.of("^(?:-{0,2}[\\w.-]{1,60}=)?(file:/{1,3})?");

  private FilesOfEnvironment() {}

  /** The places that variables in force name, those alone that the programs read by themselves. */
  static ImmutableList<ImagePath> named(SemanticModel model, PlacedInstall install) {
    ImmutableList.Builder<ImagePath> named = ImmutableList.builder();
    for (Binding binding : model.bindings(install.script().instruction())) {
      String value = binding.valueByDefault();
      if (value != null
          && value.indexOf('/') >= 0
          && READ.matcher(binding.name()).matches()) {
        named.add(install.directory().resolve(path(value)));
      }
    }
    return named.build();
  }

  /** Whether what a copy brings is named by such a variable, or by a command that has run when an install ends. */
  static boolean areIn(ContextCopy copy, SemanticModel model, PlacedInstall install) {
    List<ImagePath> named = new ArrayList<>(named(model, install));
    if (!CopyAllBeforeDependencyInstall.downloads(install)) {
      named.addAll(namedByCommands(model, install));
    }
    return named.stream().anyMatch(copy.destination()::certainlyContains);
  }

  private static List<ImagePath> namedByCommands(SemanticModel model, PlacedInstall install) {
    ScriptPlaces places = ScriptPlaces.of(model, install.script(), Basis.DEFAULTS);
    List<ImagePath> named = new ArrayList<>();
    for (Invocation one : install.script().script().invocations()) {
      if (one.range().start() < install.invocation().range().end()) {
        one.arguments().words().forEach(word -> add(places, one, word, named));
        for (Assignment assignment : one.environment()) {
          add(places, one, assignment.value(), named);
        }
      }
    }
    return named;
  }

  /** Adds what is written as a path: a word alone may be the name of anything. */
  private static void add(
      ScriptPlaces places, Invocation invocation, ShellWord word, List<ImagePath> named) {
    for (PartialText text : places.texts(invocation, word)) {
      String known = text.text();
      if (known != null && known.indexOf('/') >= 0) {
        named.add(places.directory(invocation).resolve(path(known)));
      }
    }
  }

  private static String path(String text) {
    Matcher before = BEFORE_PATH.matcher(text);
    if (!before.find()) {
      return text;
    }
    return (before.group(1) == null ? "" : "/") + text.substring(before.end());
  }
}

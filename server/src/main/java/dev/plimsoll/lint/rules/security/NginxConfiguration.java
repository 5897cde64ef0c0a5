package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * What the configuration of nginx that a target copies says of root.
 *
 * @param lowPort a port below 1024 that it listens on, that of the image's own configuration where none is copied; 0 for none
 * @param readsKey whether it reads the private key of a certificate
 */
record NginxConfiguration(int lowPort, boolean readsKey) {

  private static final int DEFAULT_PORT = 80;
  private static final int FIRST_FREE_PORT = 1024;

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

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  static NginxConfiguration of(Subject subject, Stage target) {
    List<String> texts = new ArrayList<>();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : subject.model().having(IS_TRANSFER, stage)) {
        add(subject, (Transfer) instruction, texts);
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
    if (ports.isEmpty()) {
      return new NginxConfiguration(DEFAULT_PORT, readsKey);
    }
    int low = ports.contains(DEFAULT_PORT)
        ? DEFAULT_PORT
        : ports.stream()
            .filter(port -> port > 0 && port < FIRST_FREE_PORT)
            .findFirst()
            .orElse(0);
    return new NginxConfiguration(low, readsKey);
  }

  private static void add(Subject subject, Transfer transfer, List<String> texts) {
    ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
    if (copy == null || !DIRECTORY.certainlyContains(copy.destination())) {
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
}

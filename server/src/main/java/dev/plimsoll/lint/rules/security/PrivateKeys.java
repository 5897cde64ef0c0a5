package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;

/** Private keys that a file copies or makes: the programs that make them let only the owner read them. */
final class PrivateKeys {

  /** A file that is a key or may hold one, rather than certificates. */
  private static final Regex KEY = Regex.of(
      "(?i)(?:.*/)?(?![^/]*(?:\\bca\\b|cacert|bundle|cert|chain|combined|public|\\bpub\\b))[^/]+\\.(?:key|p12|pem|pfx)"
          + "|(?:.*/)?id_(?:rsa|dsa|ecdsa|ed25519)");

  /** A folder of the build context with such files. */
  private static final Regex FOLDER = Regex.of("(?i)(?:.*/)?(?:certs?|ssl|tls)/?");

  private static final CommandQuery MAKES = CommandQuery.of("openssl", "ssh-keygen", "mkcert");

  private static final ImmutableSet<String> MAKING_KEYS =
      ImmutableSet.of("genrsa", "genpkey", "gendsa", "ecparam", "-newkey", "-genkey", "-keyout");

  static final Trait MAY_BRING = MAKES
      .trait()
      .or(Trait.of(
          Transfer.class,
          transfer -> transfer.flag("chown") == null && transfer.flag("chmod") == null));

  private PrivateKeys() {}

  /** The one that an instruction brings, to be named in a sentence; empty where none is seen. */
  static String in(SemanticModel model, Instruction instruction) {
    if (instruction instanceof Transfer transfer) {
      for (Word source : transfer.sources()) {
        if (KEY.matcher(source.value()).matches()) {
          return source.value();
        }
        if (transfer.flag("from") == null && FOLDER.matcher(source.value()).matches()) {
          return "a key in " + source.value();
        }
      }
      return "";
    }
    RunScript script = model.partialScript(instruction);
    if (script != null) {
      for (RunCommand command : MAKES.in(script)) {
        boolean makes = !command.program().equals("openssl")
            || command.arguments().literals().stream().anyMatch(MAKING_KEYS::contains);
        if (makes) {
          return "the key that " + command.program() + " makes";
        }
      }
    }
    return "";
  }
}

package dev.plimsoll.ide.hover;

import com.google.common.base.Ascii;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.semantics.RemoteSource;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What the words of an instruction mean: its keyword, its flags, and arguments that have a meaning of their own. */
final class InstructionHover {

  private final SemanticModel model;
  private final Instruction host;
  private final int offset;
  private final boolean markdown;

  /** @param host the instruction that stands in the file; what is described may be inside its ONBUILD */
  private InstructionHover(SemanticModel model, Instruction host, int offset, boolean markdown) {
    this.model = model;
    this.host = host;
    this.offset = offset;
    this.markdown = markdown;
  }

  /** @param offset relative to the instruction, as the range of the answer is */
  static @Nullable Section at(
      SemanticModel model, Instruction instruction, int offset, boolean markdown) {
    InstructionHover hover = new InstructionHover(model, instruction, offset, markdown);
    Instruction part = instruction;
    while (part != null) {
      Section found = hover.part(part);
      if (found != null) {
        return found;
      }
      part = part instanceof Instruction.Onbuild onbuild ? onbuild.trigger() : null;
    }
    return null;
  }

  private @Nullable Section part(Instruction part) {
    if (part.source().keywordRange().touches(offset)) {
      return section(
          part.source().keywordRange(),
          part.keyword().name(),
          LanguageReference.instruction(part.keyword()));
    }
    for (Flag flag : part.flags()) {
      if (flag.range().touches(offset)) {
        return FlagHover.at(part, flag, offset, markdown);
      }
    }
    for (Word word : part.words()) {
      if (word.range().touches(offset)) {
        return word(part, word);
      }
    }
    return null;
  }

  private @Nullable Section word(Instruction part, Word word) {
    return switch (part.keyword()) {
      case FROM -> from((Instruction.From) part, word);
      case HEALTHCHECK -> healthcheck(part, word);
      case STOPSIGNAL -> signal(word);
      case EXPOSE -> port(word);
      case ADD -> remote((Instruction.Add) part, word);
      case LABEL -> label((Instruction.Pairs) part);
      case WORKDIR -> part == host ? directory((Instruction.Workdir) part, word) : null;
      default -> null;
    };
  }

  private @Nullable Section section(TextRange range, String title, @Nullable Topic topic) {
    if (topic == null) {
      return null;
    }
    Markup out = new Markup(markdown);
    out.heading(title);
    topic.describe(out);
    return new Section(range, out);
  }

  private @Nullable Section from(Instruction.From from, Word word) {
    return word == from.as()
        ? section(word.range(), "AS", LanguageReference.find(Kind.WORD, "FROM", "AS"))
        : null;
  }

  private @Nullable Section healthcheck(Instruction part, Word word) {
    String type = Ascii.toUpperCase(word.value());
    return word == part.words().get(0)
        ? section(
            word.range(),
            "HEALTHCHECK " + type,
            LanguageReference.find(Kind.WORD, "HEALTHCHECK", type))
        : null;
  }

  private @Nullable Section signal(Word word) {
    String expanded = model.expand(host, word.value()).textByDefault();
    String written = expanded == null ? "" : Ascii.toUpperCase(expanded);
    boolean number = !written.isEmpty() && Character.isDigit(written.charAt(0));
    String name = number || written.startsWith("SIG") ? written : "SIG" + written;
    Topic signal = LanguageReference.find(Kind.SIGNAL, name);
    if (signal == null) {
      return null;
    }
    Markup out = new Markup(markdown);
    out.heading(signal.name()).text(" · " + signal.aliases().get(0));
    out.prose(signal.summary());
    return new Section(word.range(), out);
  }

  /** The last number of {@code [[ip:]host:]container[-end][/protocol]} that stands before the protocol. */
  private @Nullable Section port(Word word) {
    String expanded = model.expand(host, word.value()).textByDefault();
    String written = expanded == null ? "" : expanded;
    int slash = written.indexOf('/');
    String ports = written.substring(0, slash < 0 ? written.length() : slash);
    ports = ports.substring(ports.lastIndexOf(':') + 1);
    if (ports.isEmpty() || !Character.isDigit(ports.charAt(0))) {
      return null;
    }
    int dash = ports.indexOf('-');
    String first = dash < 0 ? ports : ports.substring(0, dash);
    String protocol = slash < 0 ? "tcp" : Ascii.toLowerCase(written.substring(slash + 1));
    Topic known = LanguageReference.find(Kind.PORT, first);
    Markup out = new Markup(markdown);
    out.paragraph()
        .text("Port ")
        .strong(ports + "/" + protocol)
        .prose(known == null || dash >= 0 ? "" : " · " + known.summary());
    String mapping = ports + ":" + ports + (protocol.equals("tcp") ? "" : "/" + protocol);
    out.paragraph()
        .text("Exposing it only documents it; ")
        .code("docker run -p " + mapping)
        .text(" makes it reachable.");
    return new Section(word.range(), out);
  }

  /** What ADD makes of an address; the rest of what it takes is in the build context. */
  private @Nullable Section remote(Instruction.Add add, Word word) {
    String address = model.expand(host, word.value()).textByDefault();
    if (address == null) {
      return null;
    }
    RemoteSource source =
        add.sources().contains(word) ? RemoteSource.of(address) : RemoteSource.LOCAL;
    Topic topic = LanguageReference.find(Kind.WORD, "ADD", source.name());
    return section(word.range(), address, topic);
  }

  private @Nullable Section label(Instruction.Pairs labels) {
    for (Pair pair : labels.pairs()) {
      if (pair.key().range().touches(offset)) {
        String key = model.expand(host, pair.key().value()).textByDefault();
        return key == null
            ? null
            : section(pair.key().range(), key, LanguageReference.find(Kind.LABEL, key));
      }
    }
    return null;
  }

  private @Nullable Section directory(Instruction.Workdir workdir, Word word) {
    String directory = model.directoryAfter(workdir, Basis.DEFAULTS).text();
    if (directory == null || directory.equals(word.value())) {
      return null;
    }
    Markup out = new Markup(markdown);
    boolean certain = model.directoryAfter(workdir, Basis.ANY_BUILD).text() != null;
    out.paragraph()
        .text("Directory ")
        .strong(directory)
        .text(certain ? "" : ", unless --build-arg changes it");
    return new Section(word.range(), out);
  }
}

package dev.plimsoll.ide.tokens;

import com.google.common.primitives.Ints;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.List;

/** What the pieces of a document are, as numbers of the protocol: five for each, relative to the one before it. */
public final class SemanticTokens {

  private final Snapshot snapshot;
  private final Dockerfile file;
  private final TokenLegend legend;
  private final TextRange wanted;
  private int[] data = new int[1280];
  private int size;
  private int line;
  private int lastLine;
  private int lastColumn;

  private SemanticTokens(Snapshot snapshot, TextRange wanted, TokenLegend legend) {
    this.snapshot = snapshot;
    this.file = snapshot.file();
    this.wanted = wanted;
    this.legend = legend;
    this.line = snapshot.lines().lineAt(wanted.start());
  }

  /** The tokens of the whole document. */
  public static List<Integer> of(Snapshot snapshot, ClientSupport support) {
    return in(snapshot, new TextRange(0, snapshot.file().length()), support);
  }

  /** The tokens that touch a range. */
  public static List<Integer> in(Snapshot snapshot, TextRange range, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return List.of();
    }
    SemanticTokens tokens = new SemanticTokens(snapshot, range, TokenLegend.of(support));
    tokens.all();
    return Ints.asList(Arrays.copyOf(tokens.data, tokens.size));
  }

  private void all() {
    SemanticModel model = snapshot.model();
    List<Element> elements = file.elements();
    List<Header.Directive> directives = file.header().directives();
    int directive = 0;
    int first = elements.isEmpty() ? 0 : file.indexAt(wanted.start());
    for (int i = 0; i < elements.size() && file.start(i) <= wanted.end(); i++) {
      Element element = elements.get(i);
      if (element instanceof Element.Directive && directive < directives.size()) {
        directive(directives.get(directive++), file.start(i));
      } else if (i < first) {
        continue;
      } else if (element instanceof Instruction instruction) {
        add(InstructionTokens.of(instruction, model), file.start(i));
      } else if (element instanceof Element.Comment comment) {
        comment(comment, file.start(i));
      }
    }
  }

  private void comment(Element.Comment comment, int start) {
    TokenList.Builder tokens = new TokenList.Builder(comment.text());
    int from = comment.text().indexOf('#');
    tokens.add(from, comment.text().stripTrailing().length(), TokenType.COMMENT.ordinal());
    add(tokens.build(), start);
  }

  private void directive(Header.Directive directive, int start) {
    String text = snapshot.text();
    int value = directive.valueRange().start();
    TokenList.Builder tokens = new TokenList.Builder(text);
    tokens.add(text.indexOf('#', start), text.indexOf('#', start) + 1, TokenType.COMMENT.ordinal());
    TextRange name = directive.nameRange();
    tokens.add(name.start(), name.end(), TokenType.PROPERTY.ordinal());
    int equals = text.indexOf('=', name.end());
    tokens.add(equals, equals + 1, TokenType.OPERATOR.ordinal());
    TokenSink out = tokens::add;
    if (directive.name().equals("syntax")) {
      DockerfileWordTokens words = new DockerfileWordTokens(text, file.escape(), out);
      new ImageTokens(text, words, out).add(directive.valueRange());
    } else {
      tokens.add(value, directive.valueRange().end(), TokenType.STRING.ordinal());
    }
    add(tokens.build(), 0);
  }

  private void add(TokenList tokens, int start) {
    for (int i = 0; i < tokens.size(); i++) {
      if (start + tokens.end(i) >= wanted.start() && start + tokens.start(i) <= wanted.end()) {
        add(start + tokens.start(i), start + tokens.end(i), tokens.kind(i));
      }
    }
  }

  private void add(int start, int end, int kind) {
    int type = legend.type(kind);
    if (type < 0) {
      return;
    }
    while (line + 1 < snapshot.lines().lineCount() && snapshot.lines().startOf(line + 1) <= start) {
      line++;
    }
    int column = start - snapshot.lines().startOf(line);
    if (size == data.length) {
      data = Arrays.copyOf(data, size * 2);
    }
    data[size++] = line - lastLine;
    data[size++] = line == lastLine ? column - lastColumn : column;
    data[size++] = end - start;
    data[size++] = type;
    data[size++] = legend.modifiers(kind);
    lastLine = line;
    lastColumn = column;
  }
}

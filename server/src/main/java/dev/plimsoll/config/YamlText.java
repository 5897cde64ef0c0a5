package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A text read as YAML 1.2, in which every value knows where it stands. The only class that names the library. */
final class YamlText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** More values than any configuration has; aliases of aliases can stand for billions. */
  private static final int MAX_NODES = 10_000;

  /** Tables in tables; a table may hold itself. */
  private static final int MAX_DEPTH = 8;

  private final String text;
  private final int shift;
  private final Mistakes mistakes;
  private int nodes;

  /** The last mark that was looked up: as a code point, and as an offset. */
  private int lastIndex;

  private int lastOffset;

  private YamlText(String text, int shift, Mistakes mistakes) {
    this.text = text;
    this.shift = shift;
    this.mistakes = mistakes;
  }

  /** What a text says; null where it says nothing, or is no YAML, which the mistakes then tell. */
  static @Nullable YamlNode read(String text, Mistakes mistakes) {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    YamlText yaml = new YamlText(marked ? text.substring(1) : text, marked ? 1 : 0, mistakes);
    try {
      return yaml.read();
    } catch (MarkedYamlEngineException e) {
      yaml.fail(e.getProblemMark().or(e::getContextMark), e.getProblem());
    } catch (ReaderException e) {
      yaml.fail(Optional.empty(), "it has a character that YAML doesn't allow");
    } catch (YamlEngineException e) {
      yaml.fail(Optional.empty(), e.getMessage());
    } catch (StackOverflowError e) {
      yaml.fail(Optional.empty(), "it is nested too deeply");
    }
    return null;
  }

  private @Nullable YamlNode read() {
    LoadSettings settings =
        LoadSettings.builder().setSchema(new CoreSchema()).setUseMarks(true).build();
    Node root = new Compose(settings).composeString(text).orElse(null);
    return root == null ? null : node(root, 0);
  }

  private void fail(Optional<Mark> mark, @Nullable String reason) {
    int start = mark.map(one -> offset(one.getIndex())).orElse(0);
    String why = reason == null ? "" : ": " + reason;
    mistakes.error(
        new TextRange(start + shift, endOfLine(start) + shift),
        "This isn't YAML, so nothing of the file counts" + why + ".");
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private YamlNode node(Node node, int depth) {
    TextRange range = range(node);
    if (node instanceof ScalarNode scalar) {
      return new YamlNode.Scalar(range, scalar.getValue(), value(scalar));
    }
    if (++nodes > MAX_NODES || depth == MAX_DEPTH) {
      throw new YamlEngineException("it has more than any configuration has");
    }
    if (node instanceof SequenceNode sequence) {
      ImmutableList.Builder<YamlNode> items = ImmutableList.builder();
      for (Node item : sequence.getValue()) {
        nodes++;
        items.add(node(item, depth + 1));
      }
      return new YamlNode.Sequence(range, items.build());
    }
    ImmutableList.Builder<YamlNode.Entry> entries = ImmutableList.builder();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple row : mapping.getValue()) {
        nodes++;
        if (node(row.getKeyNode(), depth + 1) instanceof YamlNode.Scalar key) {
          entries.add(new YamlNode.Entry(key, node(row.getValueNode(), depth + 1)));
        } else {
          mistakes.warning(range(row.getKeyNode()), "This is ignored: it isn't a name.");
        }
      }
    }
    return new YamlNode.Mapping(range, entries.build());
  }

  private static @Nullable Object value(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return text.equalsIgnoreCase("true");
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        return text; // 0x10, .inf
      }
    }
    return text;
  }

  private TextRange range(Node node) {
    int start = node.getStartMark().map(mark -> offset(mark.getIndex())).orElse(0);
    int end = node.getEndMark().map(mark -> offset(mark.getIndex())).orElse(start);
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new TextRange(start + shift, Math.max(start, end) + shift);
  }

  /** The library counts characters, we UTF-16 units. */
  private int offset(int index) {
    boolean on = index >= lastIndex;
    lastOffset = text.offsetByCodePoints(on ? lastOffset : 0, on ? index - lastIndex : index);
    lastIndex = index;
    return lastOffset;
  }
}

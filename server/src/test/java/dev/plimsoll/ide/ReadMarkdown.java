package dev.plimsoll.ide;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Markdown as an editor reads it that knows all of GitHub's extensions.
 *
 * @param visible the text that is shown, the address in the place of a link's title
 * @param links where it leads to
 * @param strange the kinds of things in it that no text of ours has
 */
public record ReadMarkdown(String visible, List<String> links, List<String> strange) {

  private static final Parser PARSER = Parser.builder()
      .extensions(List.of(
          AutolinkExtension.builder()
              .linkTypes(AutolinkType.URL, AutolinkType.EMAIL, AutolinkType.WWW)
              .build(),
          StrikethroughExtension.create(),
          TablesExtension.create()))
      .build();

  public static ReadMarkdown of(String markdown) {
    Reader reader = new Reader();
    PARSER.parse(markdown).accept(reader);
    return new ReadMarkdown(reader.visible.toString(), reader.links, reader.strange);
  }

  private static final class Reader extends AbstractVisitor {
    private final StringBuilder visible = new StringBuilder();
    private final List<String> links = new ArrayList<>();
    private final List<String> strange = new ArrayList<>();

    @Override
    public void visit(Text text) {
      visible.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      visible.append(code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
      visible.append('\n').append(block.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak softLineBreak) {
      strange.add("soft line break");
    }

    @Override
    public void visit(HardLineBreak hardLineBreak) {
      visible.append('\n');
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visible.append(link.getDestination());
    }

    @Override
    public void visit(Image image) {
      strange.add("image " + image.getDestination());
    }

    @Override
    public void visit(HtmlInline html) {
      strange.add("HTML " + html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      strange.add("HTML " + html.getLiteral());
    }

    @Override
    public void visit(Emphasis emphasis) {
      strange.add("emphasis");
    }

    @Override
    public void visit(Heading heading) {
      strange.add("heading");
    }

    @Override
    public void visit(BlockQuote quote) {
      strange.add("quote");
    }

    @Override
    public void visit(BulletList list) {
      strange.add("list");
    }

    @Override
    public void visit(OrderedList list) {
      strange.add("numbered list");
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      strange.add("indented code");
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
      strange.add("definition of a link");
    }

    @Override
    public void visit(CustomNode node) {
      strange.add(node instanceof Strikethrough ? "strike-through" : node.toString());
    }

    @Override
    public void visit(CustomBlock block) {
      strange.add(block instanceof TableBlock ? "table" : block.toString());
    }
  }
}

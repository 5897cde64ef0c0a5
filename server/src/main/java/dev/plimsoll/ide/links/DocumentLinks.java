package dev.plimsoll.ide.links;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.DocumentLink;

/** Where a document leads to: the pages of its images and tags, the addresses that are written in it, the files it copies. */
public final class DocumentLinks {

  private final Snapshot snapshot;
  private final ClientSupport support;
  private final List<Link> links = new ArrayList<>();

  private record Link(TextRange range, String target, String tooltip) {}

  private DocumentLinks(Snapshot snapshot, ClientSupport support) {
    this.snapshot = snapshot;
    this.support = support;
  }

  /** @param files the paths that are names of files of the build context */
  public static ImmutableList<DocumentLink> of(
      Snapshot snapshot, List<SourceFiles.Link> files, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return ImmutableList.of();
    }
    DocumentLinks links = new DocumentLinks(snapshot, support);
    for (SourceFiles.Link file : files) {
      links.links.add(new Link(file.range(), file.target(), "Open the file"));
    }
    return links.all();
  }

  private ImmutableList<DocumentLink> all() {
    syntaxImage();
    for (ImageUse use : snapshot.model().imageUses()) {
      image(use);
    }
    for (WebAddresses.Address address : WebAddresses.in(snapshot)) {
      links.add(new Link(address.range(), address.target(), "Open this address"));
    }
    links.sort(Comparator.comparingInt(link -> link.range.start()));
    ImmutableList.Builder<DocumentLink> built = ImmutableList.builder();
    int done = 0;
    for (Link link : links) {
      if (link.range.start() >= done && !link.range.isEmpty()) {
        built.add(documentLink(link));
        done = link.range.end();
      }
    }
    return built.build();
  }

  private DocumentLink documentLink(Link link) {
    DocumentLink documentLink = new DocumentLink(snapshot.range(link.range), link.target);
    if (support.has(Ability.LINK_TOOLTIP)) {
      documentLink.setTooltip(link.tooltip);
    }
    return documentLink;
  }

  private void syntaxImage() {
    Header header = snapshot.file().header();
    if (header.syntax() != null && header.syntaxImage() != null) {
      ImageReference image = ImageReference.of(header.syntaxImage());
      if (image != null) {
        add(image, header.syntax().valueRange().start());
      }
    }
  }

  /** Where an image is named, and where the ARG stands whose default names it. */
  private void image(ImageUse use) {
    ImageReference image = use.image();
    if (image == null) {
      nameOnly(use.range());
      return;
    }
    TextRange source = use.source();
    if (source != null) {
      add(image, source.start());
    }
    if (!use.range().equals(source)) {
      inParts(image, use.range());
    }
  }

  /** The name before a tag or digest that is a variable, or is not written to its end. */
  private void nameOnly(TextRange range) {
    String written = range.of(snapshot.text());
    int end = written.indexOf('@');
    if (end < 0) {
      end = written.indexOf(':', written.lastIndexOf('/') + 1);
    }
    if (end > 0) {
      ImageReference image = ImageReference.of(written.substring(0, end));
      if (image != null && image.tag() == null) {
        add(image, range.start());
      }
    }
  }

  /** One link for the name and one for the tag. */
  private void add(ImageReference image, int start) {
    String page = RegistryPage.of(image);
    if (page == null) {
      return;
    }
    links.add(
        new Link(image.nameRange().shift(start), page, "Open the page of " + image.familiarName()));
    String tagPage = RegistryPage.ofTag(image);
    if (tagPage != null && image.tagRange() != null) {
      links.add(new Link(image.tagRange().shift(start), tagPage, "Open the tag " + image.tag()));
    }
  }

  /** A name with variables: one link as far as it is written out, and one for what is behind it. */
  private void inParts(ImageReference image, TextRange range) {
    String page = RegistryPage.of(image);
    if (page == null) {
      return;
    }
    String written = range.of(snapshot.text());
    String name = image.nameRange().of(image.text());
    int split = name.length();
    boolean literal = written.startsWith(name)
        && split < written.length()
        && (written.charAt(split) == ':' || written.charAt(split) == '@');
    String tagPage = RegistryPage.ofTag(image);
    String tooltip = "Open the page of " + image.familiarName();
    if (!literal) {
      links.add(new Link(range, tagPage == null ? page : tagPage, tooltip));
      return;
    }
    int colon = range.start() + split;
    links.add(new Link(new TextRange(range.start(), colon), page, tooltip));
    if (tagPage != null && image.digest() == null) {
      links.add(
          new Link(new TextRange(colon + 1, range.end()), tagPage, "Open the tag " + image.tag()));
    }
  }
}

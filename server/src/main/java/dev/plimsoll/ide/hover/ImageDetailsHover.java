package dev.plimsoll.ide.hover;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Markup.Column;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.rewrite.ExecForm;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What only a registry tells of an image: its layers, what it sets, as the lines of a Dockerfile that would do it, and its
 * other platforms.
 */
final class ImageDetailsHover {

  /** Rows that are read at a glance; what is beyond is counted. */
  private static final int MAX_PLATFORMS = 8;

  private static final int MAX_LAYERS = 5;

  /** Of a kind. */
  private static final int MAX_INSTRUCTIONS = 6;

  /** What a hover shows without breaking the line, in characters. */
  private static final int MAX_WIDTH = 64;

  /** The end of a PATH that every image of Linux has. */
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final String DIGEST_PREFIX = "sha256:";
  private static final int SHORT_DIGEST = 12;

  private final Markup out;

  private ImageDetailsHover(Markup out) {
    this.out = out;
  }

  /** @param measured the platform that the rest of the hover is about */
  static void add(ImageFacts facts, PlatformFacts measured, Markup out) {
    ImageDetailsHover hover = new ImageDetailsHover(out);
    ImageDetails details = measured.details();
    if (details != null && facts.match() == ImageFacts.Match.EXACT) {
      hover.layers(details.layers(), measured);
      hover.configuration(details);
    }
    hover.platforms(facts);
  }

  /** All that are known, if there are more than the two that stand beside the name. */
  private void platforms(ImageFacts facts) {
    List<ImmutableList<String>> rows = new ArrayList<>();
    boolean more = false;
    for (PlatformFacts one : facts.platforms()) {
      more |= !one.platform().equals(ImageFacts.AMD64) && !one.platform().equals(ImageFacts.ARM64);
      rows.add(ImmutableList.of(
          one.osVersion() == null ? one.platform() : one.platform() + " " + one.osVersion(),
          ByteSize.format(one.compressedBytes()),
          one.asOf() == null ? "" : one.asOf().toString()));
    }
    if (more) {
      if (rows.size() > MAX_PLATFORMS) {
        int left = rows.size() - MAX_PLATFORMS + 1;
        rows = new ArrayList<>(rows.subList(0, MAX_PLATFORMS - 1));
        rows.add(ImmutableList.of("… " + left + " more", "", ""));
      }
      out.paragraph("Compressed, on each platform:");
      out.columns(ImmutableList.of(Column.TEXT, Column.FIGURES, Column.TEXT), rows);
    }
    if (!facts.unweighed().isEmpty()) {
      int left = facts.unweighed().size() - MAX_PLATFORMS;
      List<String> named =
          left > 0 ? facts.unweighed().subList(0, MAX_PLATFORMS) : facts.unweighed();
      out.paragraph()
          .text("Also for ")
          .list(named)
          .text((left > 0 ? " and " + left + " more" : "") + ", of unknown size.");
    }
  }

  /** The largest ones, each with what made it. */
  private void layers(ImmutableList<ImageLayer> layers, PlatformFacts measured) {
    if (layers.isEmpty()) {
      return;
    }
    List<ImageLayer> largest = ImmutableList.sortedCopyOf(
        Comparator.comparingLong(ImageLayer::compressedBytes).reversed(), layers);
    int shown = layers.size() > MAX_LAYERS + 1 ? MAX_LAYERS : layers.size();
    List<ImmutableList<String>> rows = new ArrayList<>();
    for (ImageLayer layer : largest.subList(0, shown)) {
      rows.add(ImmutableList.of(ByteSize.format(layer.compressedBytes()), cut(maker(layer))));
    }
    List<ImageLayer> rest = largest.subList(shown, layers.size());
    if (!rest.isEmpty()) {
      long bytes = rest.stream().mapToLong(ImageLayer::compressedBytes).sum();
      rows.add(ImmutableList.of(ByteSize.format(bytes), "… " + rest.size() + " more"));
    }
    out.paragraph(layers.size() + (layers.size() == 1 ? " layer" : " layers") + " (compressed, "
        + measured.platform() + "):");
    out.columns(ImmutableList.of(Column.FIGURES, Column.TEXT), rows);
  }

  /** What made a layer; its name where the builder noted nothing. */
  private static String maker(ImageLayer layer) {
    String instruction = layer.instruction();
    if (instruction != null) {
      return instruction;
    }
    String digest = layer.digest();
    int start = digest.startsWith(DIGEST_PREFIX) ? DIGEST_PREFIX.length() : 0;
    return digest.substring(0, Math.min(digest.length(), start + SHORT_DIGEST));
  }

  private void configuration(ImageDetails details) {
    List<String> lines = new ArrayList<>();
    list("ENTRYPOINT", details.entrypoint(), lines);
    list("CMD", details.cmd(), lines);
    words("EXPOSE", details.exposedPorts(), lines);
    if (!details.workingDir().isEmpty()) {
      lines.add("WORKDIR " + details.workingDir());
    }
    words("VOLUME", details.volumes(), lines);
    if (details.stopSignal() != null) {
      lines.add("STOPSIGNAL " + details.stopSignal());
    }
    list("SHELL", details.shell(), lines);
    environment(details.env(), lines);
    List<String> triggers =
        details.onBuild().stream().map(instruction -> "ONBUILD " + instruction).toList();
    addFirst(triggers, lines);
    if (!lines.isEmpty()) {
      lines.replaceAll(ImageDetailsHover::cut);
      out.paragraph("It sets:");
      out.example(Joiner.on('\n').join(lines));
    }
  }

  private static void list(String keyword, List<String> words, List<String> lines) {
    if (!words.isEmpty()) {
      List<String> quoted = words.stream().map(ExecForm::quoted).toList();
      lines.add(keyword + " [" + Joiner.on(", ").join(quoted) + "]");
    }
  }

  private static void words(String keyword, List<String> words, List<String> lines) {
    if (!words.isEmpty()) {
      lines.add(keyword + " " + Joiner.on(' ').join(words));
    }
  }

  /** The first few variables; what every PATH has is left out. */
  private static void environment(Map<String, String> variables, List<String> lines) {
    List<String> set = new ArrayList<>();
    variables.forEach((name, value) -> {
      boolean isPath = name.equals("PATH");
      if (isPath && value.equals(USUAL_PATH)) {
        return;
      }
      String shown = isPath && value.endsWith(":" + USUAL_PATH)
          ? value.substring(0, value.length() - USUAL_PATH.length()) + "…"
          : value;
      boolean plain = !shown.isEmpty() && shown.indexOf(' ') < 0 && shown.indexOf('"') < 0;
      set.add("ENV " + name + "=" + (plain ? shown : ExecForm.quoted(shown)));
    });
    addFirst(set, lines);
  }

  private static void addFirst(List<String> set, List<String> lines) {
    int shown = set.size() > MAX_INSTRUCTIONS + 1 ? MAX_INSTRUCTIONS : set.size();
    lines.addAll(set.subList(0, shown));
    if (shown < set.size()) {
      lines.add("# … " + (set.size() - shown) + " more");
    }
  }

  /** In one line, and no longer than one. */
  private static String cut(String text) {
    String line = Visible.of(text);
    if (line.length() <= MAX_WIDTH) {
      return line;
    }
    int end = MAX_WIDTH - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}

package dev.plimsoll.image;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How platforms are written: {@code linux/arm64}, {@code arm64}, {@code linux/aarch64} and {@code linux/arm64/v8} are one. */
public final class PlatformName {

  private static final String LINUX = "linux";
  private static final String ARM = "arm";

  /** What BuildKit takes for an operating system. */
  private static final Pattern SYSTEM = Pattern.compile("linux|windows|darwin|freebsd");

  private static final ImmutableMap<String, String> ALIASES = ImmutableMap.of(
      "x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "armhf", "arm", "i386", "386");

  private static final Splitter SLASH = Splitter.on('/');

  private PlatformName() {}

  /** The usual name of a platform; null for what isn't one for certain, such as a variable. */
  public static @Nullable String of(String written) {
    List<String> parts = SLASH.splitToList(Ascii.toLowerCase(written));
    if (written.isEmpty() || written.indexOf('$') >= 0 || parts.size() > 3) {
      return null;
    }
    boolean named = SYSTEM.matcher(parts.get(0)).matches();
    if (named && parts.size() == 1) {
      return null; // whatever processor builds
    }
    String system = named ? parts.get(0) : LINUX;
    int at = named ? 1 : 0;
    String processor = ALIASES.getOrDefault(parts.get(at), parts.get(at));
    String variant = parts.size() > at + 1 ? parts.get(at + 1) : usualVariant(processor);
    return of(system, processor, variant);
  }

  /**
   * The usual name of a platform of which the parts are known, {@code linux/arm/v7}. A variant that every processor of its kind
   * is said to have is left out.
   *
   * @param variant empty where there is none
   */
  public static String of(String system, String processor, String variant) {
    boolean only = variant.isEmpty()
        || processor.equals("arm64") && variant.equals("v8")
        || processor.equals("amd64") && variant.equals("v1");
    return system + "/" + processor + (only ? "" : "/" + variant);
  }

  private static String usualVariant(String processor) {
    return processor.equals(ARM) ? "v7" : "";
  }

  /** Whether an image for one platform is taken for another: for a newer variant of the processor, too. */
  public static boolean runs(String asked, String offered) {
    String has = of(offered);
    return has != null
        && (asked.equals(has)
            || ofSameProcessor(asked, has) && variant(has).compareTo(variant(asked)) <= 0);
  }

  private static boolean ofSameProcessor(String one, String other) {
    return withoutVariant(one).equals(withoutVariant(other));
  }

  private static String withoutVariant(String platform) {
    List<String> parts = SLASH.splitToList(platform);
    return parts.get(0) + "/" + parts.get(1);
  }

  private static String variant(String platform) {
    List<String> parts = SLASH.splitToList(platform);
    return parts.size() > 2 ? parts.get(2) : "";
  }
}

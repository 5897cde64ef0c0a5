package dev.plimsoll.lint.rules.security;

import com.google.common.primitives.Ints;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.text.Regex;
import java.util.Map;
import java.util.regex.Matcher;

/** Which SDK of .NET {@code global.json} asks for: an older one than that isn't taken. */
final class DotnetSdk {

  private static final String IMAGE = "mcr.microsoft.com/dotnet/sdk";

  private static final Regex VERSION = Regex.of("^(\\d{1,2})\\.\\d{1,2}\\.\\d{3}");

  private static final Regex TAG = Regex.of("^(\\d{1,2})\\.\\d");

  private DotnetSdk() {}

  /** That the build fails for an SDK that an image hasn't, with a blank before it; empty where that isn't known. */
  static String failure(Subject subject, NamedBase base) {
    Matcher own = TAG.matcher(base.image().tagOrLatest());
    if (!base.image().canonicalName().equals(IMAGE) || !own.find()) {
      return "";
    }
    CopiedFile file = DotnetCommands.settings(subject, base.allStages(subject.model()));
    if (file == null || !file.file().certain()) {
      return "";
    }
    Map<String, String> sdk = JsonFile.of(file.file()).texts("sdk");
    String asked = sdk == null ? "" : sdk.getOrDefault("version", "");
    Matcher version = VERSION.matcher(asked);
    return version.find() && number(version.group(1)) > number(own.group(1))
        ? " The build fails: " + file.path() + " asks for the SDK " + asked + ", and the image has "
            + own.group(1) + "."
        : "";
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}

package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * Without which words hadolint never reports something. Our rules and hadolint's don't agree on every case, so that a comment
 * for hadolint is certainly not needed only where nothing is written that its rule could be about.
 */
final class HadolintWords {

  private static final ImmutableMap<String, ImmutableList<String>> BY_CODE = read("""
      dl3000 workdir
      dl3002 user
      dl3003 cd
      dl3004 sudo
      dl3006 from
      dl3007 from
      dl3008 apt
      dl3009 apt
      dl3011 expose
      dl3012 healthcheck
      dl3013 pip
      dl3014 apt
      dl3015 apt
      dl3016 npm
      dl3018 apk
      dl3019 apk
      dl3020 add
      dl3021 copy
      dl3022 copy
      dl3023 copy
      dl3024 from
      dl3025 cmd entrypoint
      dl3027 apt
      dl3028 gem
      dl3029 from
      dl3030 yum
      dl3032 yum
      dl3033 yum
      dl3034 zypper
      dl3035 zypper
      dl3036 zypper
      dl3037 zypper
      dl3038 dnf
      dl3040 dnf
      dl3041 dnf
      dl3042 pip
      dl3043 onbuild
      dl3044 env
      dl3045 copy
      dl3046 useradd
      dl3047 wget
      dl3048 label
      dl3059 run
      dl3060 yarn
      dl3062 go
      dl3065 from
      dl3066 user
      dl3067 copy
      dl4000 maintainer
      dl4001 curl wget
      dl4003 cmd
      dl4004 entrypoint
      dl4005 ln
      dl4006 |
      """);

  private HadolintWords() {}

  private static ImmutableMap<String, ImmutableList<String>> read(String table) {
    ImmutableMap.Builder<String, ImmutableList<String>> words = ImmutableMap.builder();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(table)) {
      ImmutableList<String> parts = ImmutableList.copyOf(Splitter.on(' ').split(line));
      words.put(parts.get(0), parts.subList(1, parts.size()));
    }
    return words.buildOrThrow();
  }

  /** Whether hadolint can't report a rule in a text of instructions, whatever they mean. */
  static boolean exclude(String code, String text) {
    @Nullable ImmutableList<String> words = BY_CODE.get(Ascii.toLowerCase(code));
    if (words == null) {
      return false;
    }
    String lower = Ascii.toLowerCase(text);
    for (String word : words) {
      if (lower.contains(word)) {
        return false;
      }
    }
    return true;
  }
}

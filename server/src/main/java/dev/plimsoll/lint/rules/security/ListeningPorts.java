package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Ports below 1024 that variables of the image, options or its own code tell a program to listen on. */
final class ListeningPorts {

  static final int OF_HTTP = 80;

  private static final int OF_HTTPS = 443;

  /** Since 8.0 images of ASP.NET listen on 8080. */
  private static final Regex BEFORE_8 = Regex.of("[1-7](?:[.-].*)?");

  private static final Regex NUMBERS = Regex.of(
      "(?:ASPNETCORE_|DOTNET_)?HTTPS?_PORTS|PORT|(?:APP|HTTP|HTTPS|LISTEN|NGINX|SERVER|WEB)_PORT");

  private static final Regex ADDRESSES = Regex.of("(?:ASPNETCORE_|DOTNET_)?URLS");

  private static final Regex NUMBER = Regex.of("\\d{1,5}");

  private static final Regex ADDRESS =
      Regex.of("(https?)://(?:\\[[^\\]]{0,60}\\]|[^:/;\\s]{1,200})(?::(\\d{1,5}))?(?!:)");

  static final String URLS = "ASPNETCORE_URLS";

  private static final Regex TOLD =
      Regex.of("(?:\\b(?:ASPNETCORE|DOTNET)_URLS=|--urls[\\s=\"',]{1,4})[\"']?([^\\s\"',]{1,300})");

  private static final String ADDRESS_BEFORE = "[=\\s\"',]{1,6}(?:[\\w.*-]{0,60}:|\\[::]:)?";

  /** An option of a server for its port, or for its address with the port; a short one may mean any other number. */
  private static final Regex OPTION = Regex.of("(?<![\\w-])(?:(?:--port|--bind)" + ADDRESS_BEFORE
      + "(\\d{1,5})|(?:-[blp]|--listen)" + ADDRESS_BEFORE + "(80|443))(?![\\w.:])");

  private ListeningPorts() {}

  /** The low ports that options of what is started name. */
  static ImmutableSet<Integer> ofOption(String command) {
    ImmutableSet.Builder<Integer> ports = ImmutableSet.builder();
    if (command.indexOf('-') >= 0) {
      Matcher option = OPTION.matcher(command);
      while (option.find()) {
        add(ports, Ints.tryParse(option.group(1) == null ? option.group(2) : option.group(1)));
      }
    }
    return ports.build();
  }

  /** The addresses that a command tells a server of ASP.NET to listen on; null where it tells none. */
  static @Nullable String addresses(String command) {
    if (!command.contains("_URLS=") && !command.contains("--urls")) {
      return null;
    }
    Matcher told = TOLD.matcher(command);
    return told.find() ? told.group(1) : null;
  }

  /** The number in place of a variable that isn't set, in JavaScript and in Python. */
  private static final Regex INSTEAD = Regex.of(
      "(?:\\bprocess\\.env\\.(\\w{1,60})(?:\\s{0,9},\\s{0,9}10)?\\s{0,9}\\)?\\s{0,9}(?:\\|\\||\\?\\?)|\\b(?:environ\\.get|getenv)\\(\\s{0,9}[\"'](\\w{1,60})[\"']\\s{0,9},)"
          + "\\s{0,9}[\"']?(\\d{1,5})(?![\\w.])");

  /** The number where a server is started, in JavaScript or in Python. */
  private static final Regex OF_NODE =
      Regex.of("\\.listen\\(\\s{0,20}[\"']?(\\d{1,5})[\"']?\\s{0,9}[,)]");

  private static final Regex OF_PYTHON = Regex.of(
      "(?:\\b(?:run|serve)\\([^()]{0,300}\\bport\\s{0,9}=|Server\\(\\s{0,9}\\(\\s{0,9}[\"'][\\w.]{0,60}[\"']\\s{0,9},)"
          + "\\s{0,9}(\\d{1,5})(?![\\w.])");

  /**
   * The low ports that code of a server names, each with the variable that takes its place where it is set, which is empty
   * where none does.
   */
  static ImmutableMap<Integer, String> inCode(String code, boolean isNode) {
    Map<Integer, String> ports = new LinkedHashMap<>();
    Matcher instead = INSTEAD.matcher(code);
    while (instead.find()) {
      String variable = instead.group(1) == null ? instead.group(2) : instead.group(1);
      if (NUMBERS.matcher(variable).matches()) {
        of(variable, instead.group(3)).forEach(port -> ports.put(port, variable));
      }
    }
    Matcher plain = (isNode ? OF_NODE : OF_PYTHON).matcher(code);
    while (plain.find()) {
      of("", plain.group(1)).forEach(port -> ports.put(port, ""));
    }
    return ImmutableMap.copyOf(ports);
  }

  /** Whether a variable names all that the server listens on, whatever EXPOSE says. */
  static boolean areAddresses(String variable) {
    return ADDRESSES.matcher(variable).matches();
  }

  static boolean areNamedBy(String variable) {
    return NUMBERS.matcher(variable).matches() || areAddresses(variable);
  }

  /** Those of one such variable. */
  static ImmutableSet<Integer> of(String variable, String value) {
    ImmutableSet.Builder<Integer> ports = ImmutableSet.builder();
    if (ADDRESSES.matcher(variable).matches()) {
      Matcher address = ADDRESS.matcher(value);
      while (address.find()) {
        Integer port = address.group(2) == null
            ? Integer.valueOf(address.group(1).equals("https") ? OF_HTTPS : OF_HTTP)
            : Ints.tryParse(address.group(2));
        add(ports, port);
      }
    } else {
      Matcher number = NUMBER.matcher(value);
      while (number.find()) {
        add(ports, Ints.tryParse(number.group()));
      }
    }
    return ports.build();
  }

  private static void add(ImmutableSet.Builder<Integer> ports, @Nullable Integer port) {
    if (port != null && port > 0 && port < Obstacles.FIRST_FREE_PORT) {
      ports.add(port);
    }
  }

  /** Whether an image has ASP.NET and tells it to listen on port 80. */
  static boolean isWebServer(ImageReference image) {
    String repository = image.repository();
    return (repository.equals("mcr.microsoft.com/dotnet/aspnet")
            || repository.equals("mcr.microsoft.com/dotnet/core/aspnet"))
        && BEFORE_8.matcher(image.tagOrLatest()).matches();
  }
}

package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.plimsoll.syntax.Dockerfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll parse}. */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    description = "Prints what the parser makes of each file, as one line of JSON.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:every file was read", "2:wrong usage, or a file can't be read"})
final class ParseCommand implements Callable<Integer> {

  private enum Format {
    json
  }

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final InputStream in;
  private final PrintWriter out;
  private final Messages messages;

  @Option(
      names = "--format",
      description = "Only ${COMPLETION-CANDIDATES}, which is the default.",
      defaultValue = "json")
  @SuppressWarnings("unused") // picocli checks what is given; there is only one format to choose
  private Format format = Format.json;

  @Option(
      names = "--tokens",
      description = "Adds the tokens of each file: kind, start and end, in UTF-16 units.")
  private boolean tokens;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Dockerfiles, folders and patterns as of lint; - reads them from standard input, one a line.")
  private List<String> names = List.of();

  ParseCommand(InputStream in, PrintWriter out, Messages messages) {
    this.in = in;
    this.out = out;
    this.messages = messages;
  }

  @Override
  public Integer call() throws IOException {
    int[] status = {Cli.OK};
    BiConsumer<String, String> failures = (name, reason) -> {
      status[0] = Cli.FAILED;
      messages.failed(name, reason);
    };
    for (String name : InputPaths.of(arguments(), failures)) {
      try {
        print(name);
      } catch (IOException e) {
        failures.accept(name, ErrorText.of(e));
      } catch (OutOfMemoryError e) {
        failures.accept(name, ErrorText.of(e));
      }
    }
    return status[0];
  }

  private void print(String name) throws IOException {
    Dockerfile file = Source.read(name, in).file();
    JsonObject report = ParseReport.of(name, file);
    if (tokens) {
      report.add("tokens", ParseReport.tokens(file));
    }
    GSON.toJson(report, Printable.json(out));
    out.println();
  }

  private ImmutableList<String> arguments() throws IOException {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    for (String name : names) {
      if (name.equals(Source.STDIN)) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .forEach(arguments::add);
      } else {
        arguments.add(name);
      }
    }
    return arguments.build();
  }
}

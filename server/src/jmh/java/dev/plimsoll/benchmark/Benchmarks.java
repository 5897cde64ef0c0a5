package dev.plimsoll.benchmark;

import dev.plimsoll.lint.rules.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of a file, all or those whose names the first argument finds, and prints one table; those of the
 * requests where the argument is {@code requests}, the same beside a registry that hangs where it is {@code registry}, and
 * what each rule costs where it is {@code rules}, or {@code rules:} and a pattern of names.
 */
public final class Benchmarks {

  private final PrintStream out;
  /** Characters of the texts, by name. */
  private final Map<String, Integer> lengths = new HashMap<>();
  /** Microseconds of a full parse, by the name of the text. */
  private final Map<String, Double> parses = new HashMap<>();

  private Benchmarks(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException, RunnerException {
    String wanted = args.length > 0 && !args[0].isEmpty() ? args[0] : ".*";
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(DockerfileBenchmark.class.getSimpleName() + "\\." + wanted)
        .param("text", Texts.names())
        .jvmArgs("-D" + Texts.SHARED + "=" + System.getProperty(Texts.SHARED, ""))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true);
    Benchmarks table = new Benchmarks(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (wanted.equals("registry")) {
      table.printRegistry(new Runner(new OptionsBuilder()
              .include(RequestBenchmark.class.getSimpleName())
              .param("lines", "1000")
              .param("edited", "true")
              .param("source", RequestBenchmark.OFF, RequestBenchmark.HANGING)
              .mode(Mode.SampleTime)
              .warmupIterations(2)
              .warmupTime(TimeValue.seconds(2))
              .shouldFailOnError(true)
              .build())
          .run());
    } else if (wanted.split(":")[0].equals("rules")) {
      String names = wanted.equals("rules") ? ".*" : wanted.substring("rules:".length());
      table.printRules(new Runner(new OptionsBuilder()
              .include(RuleBenchmark.class.getSimpleName())
              .param("rule", ruleNames(names))
              .jvmArgs("-D" + Texts.SHARED + "=" + System.getProperty(Texts.SHARED, ""))
              .shouldFailOnError(true)
              .build())
          .run());
    } else if (wanted.equals("requests")) {
      table.printRequests(new Runner(new OptionsBuilder()
              .include(RequestBenchmark.class.getSimpleName())
              .shouldFailOnError(true)
              .build())
          .run());
    } else {
      table.print(new Runner(options.build()).run());
    }
  }

  private static String[] ruleNames(String pattern) {
    return Stream.concat(
            Stream.of(RuleBenchmark.TOTAL, RuleBenchmark.NONE),
            Rules.ALL.stream().map(rule -> rule.info().name()).filter(name -> name.matches(pattern)))
        .toArray(String[]::new);
  }

  /** A row for each rule, the dearest first: its time, and its share of all. */
  private void printRules(Collection<RunResult> results) {
    Map<String, Double> times = new HashMap<>();
    for (RunResult result : results) {
      times.put(result.getParams().getParam("rule"), microseconds(result));
    }
    double total = times.getOrDefault(RuleBenchmark.TOTAL, Double.NaN);
    double none = times.getOrDefault(RuleBenchmark.NONE, Double.NaN);
    times.keySet().removeAll(List.of(RuleBenchmark.TOTAL, RuleBenchmark.NONE));
    out.println();
    out.println("| rule | µs | share |");
    out.println("|---|--:|--:|");
    out.printf("| all, from text to problems | %,.0f | 100.0 %% |%n", total);
    times.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(row -> out.printf(
            "| %s | %,.0f | %.1f %% |%n",
            row.getKey(), row.getValue() - none, 100 * (row.getValue() - none) / total));
  }

  /** A row for each request: after an edit, with look-ups turned off and while they hang. */
  private void printRegistry(Collection<RunResult> results) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      rows.computeIfAbsent(params.getParam("request"), request -> new HashMap<>())
          .put(
              params.getParam("source"),
              String.format("%.2f | %.2f", percentile(result, 10), percentile(result, 50)));
    }
    out.println();
    out.println("| request | never asked: a tenth below | half | while it hangs: a tenth below | half |");
    out.println("|---|--:|--:|--:|--:|");
    rows.forEach((request, times) -> out.printf(
        "| %s | %s | %s |%n",
        request,
        times.get(RequestBenchmark.OFF),
        times.get(RequestBenchmark.HANGING)));
  }

  /** A row for each request: at each number of lines, asked again and asked after an edit. */
  private void printRequests(Collection<RunResult> results) {
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String column = params.getParam("lines") + (params.getParam("edited").equals("true") ? " edited" : "");
      rows.computeIfAbsent(params.getParam("request"), request -> new HashMap<>())
          .put(column, microseconds(result) / 1000);
    }
    out.println();
    out.println("| request | 1,000 lines | after an edit | 10,000 lines | after an edit | ratio |");
    out.println("|---|--:|--:|--:|--:|--:|");
    rows.forEach((request, times) -> out.printf(
        "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |%n",
        request,
        times.get("1000"),
        times.get("1000 edited"),
        times.get("10000"),
        times.get("10000 edited"),
        times.get("10000 edited") / times.get("1000 edited")));
  }

  private void print(Collection<RunResult> results) throws IOException {
    for (RunResult result : results) {
      String text = result.getParams().getParam("text");
      lengths.put(text, Texts.named(text).length());
      if (name(result).equals("parse")) {
        parses.put(text, microseconds(result));
      }
    }
    out.println();
    out.println("| text | characters | what | µs | ± | MB/s | KB allocated | parse ÷ this |");
    out.println("|---|--:|---|--:|--:|--:|--:|--:|");
    for (RunResult result : results) {
      row(result);
    }
  }

  private void row(RunResult result) {
    String text = result.getParams().getParam("text");
    double time = microseconds(result);
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    Double parse = parses.get(text);
    out.printf(
        "| %s | %,d | %s | %,.1f | %,.1f | %,.0f | %,.0f | %s |%n",
        text,
        lengths.get(text),
        name(result),
        time,
        result.getPrimaryResult().getScoreError(),
        lengths.get(text) / time,
        allocated == null ? Double.NaN : allocated.getScore() / 1000,
        parse == null ? "" : String.format("%.2f", parse / time));
  }

  /** In milliseconds. */
  private static double percentile(RunResult result, int percent) {
    return result.getPrimaryResult().getStatistics().getPercentile(percent) / 1000;
  }

  private static double microseconds(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}

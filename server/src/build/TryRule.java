import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Compiles what changed and runs the tests of rules, or test classes; {@code server/bin/try-rule} starts it in the folder
 * {@code server}. What it compiles lies in {@code target/try}, aside from what Maven makes.
 *
 * <p>Sources are compiled alone as long as others see the same of them – everything but private members and bodies – or
 * don't know them. Otherwise, or where a source is gone, all are compiled. So the result is always that of a whole build.
 */
public final class TryRule {

  private static final Path OUT = Path.of("target", "try");

  /** The tests that every rule has without asking; {@code plimsoll.rule} leaves one rule to them. */
  private static final List<String> FOR_EVERY_RULE =
      List.of("RuleDocumentationTest", "RuleInfoTest", "EveryFixTest", "BuildKitChecksTest", "OptionsTest");

  private TryRule() {}

  /** @param args the class path of all dependencies, then properties ({@code -D…}), names of rules and of test classes */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      if (arg.equals("--update")) {
        System.setProperty("plimsoll.update", "true");
      } else if (arg.startsWith("-D")) {
        String[] property = arg.substring(2).split("=", 2);
        System.setProperty(property[0], property.length > 1 ? property[1] : "true");
      } else {
        names.add(arg);
      }
    }
    Sources main = new Sources("main", args[0]);
    Sources test = new Sources("test", main.classes() + ":" + args[0]);
    Set<String> tests = tests(names, main, test);
    test.compile(main.compile(""));
    System.exit(tests.isEmpty() || run(tests, main, test) ? 0 : 1);
  }

  /** Java sources that are compiled together, and what became of them. */
  private static final class Sources {
    private final Path folder;
    private final Path resources;
    private final Path classes;
    private final Path memory;
    private final String classPath;

    Sources(String name, String classPath) {
      this.folder = Path.of("src", name, "java");
      this.resources = Path.of("src", name, "resources");
      this.classes = OUT.resolve(name);
      this.memory = OUT.resolve(name + ".properties");
      this.classPath = classPath;
    }

    Path classes() {
      return classes;
    }

    /**
     * Compiles what changed.
     *
     * @param others what these see of other sources
     * @return what others see of these: another text each time that it changed
     */
    String compile(String others) throws IOException {
      Properties before = new Properties();
      if (Files.exists(memory)) {
        try (var in = Files.newBufferedReader(memory)) {
          before.load(in);
        }
      }
      Properties now = new Properties();
      now.setProperty("with", System.getProperty("java.version") + " " + classPath + " " + others);
      for (Path source : sources()) {
        now.setProperty("stamp " + source, Files.size(source) + " " + Files.getLastModifiedTime(source).toMillis());
      }
      Set<Path> changed = new TreeSet<>(sources());
      changed.removeIf(source -> isEqual(now, before, "stamp " + source));
      boolean alone = isEqual(now, before, "with") && now.keySet().containsAll(stamps(before));
      if (alone && changed.isEmpty()) {
        return before.getProperty("made");
      }
      Map<Path, String> seen = new TreeMap<>();
      if (alone) {
        seen.putAll(compile(changed, OUT.resolve("alone")));
        for (Path source : changed) {
          alone = alone && isAlone(source, seen.get(source), before, changed);
        }
      }
      if (alone) {
        changed.forEach(this::deleteClasses);
        move(OUT.resolve("alone"));
        before.forEach((key, value) -> now.putIfAbsent(key, value));
      } else {
        Files.deleteIfExists(memory);
        seen.putAll(compile(sources(), classes));
        now.setProperty("made", Instant.now().toString());
      }
      seen.forEach((source, what) -> now.setProperty("seen " + source, what));
      try (var out = Files.newBufferedWriter(memory)) {
        now.store(out, null);
      }
      return now.getProperty("made");
    }

    /** Whether a source that was compiled alone can matter to no other that was not compiled with it. */
    private boolean isAlone(Path source, String seen, Properties before, Set<Path> changed) throws IOException {
      String known = before.getProperty("seen " + source);
      if (seen.equals(known)) {
        return true;
      }
      // One that is new can only have been seen by those that changed; of any other, nobody may know the name.
      Set<Path> others = new TreeSet<>(sources(Path.of("src")));
      others.remove(source);
      others.removeAll(known == null ? changed : Set.of());
      Pattern name = Pattern.compile("\\b" + simpleName(source) + "\\b");
      for (Path other : others) {
        if (name.matcher(Files.readString(other)).find()) {
          return false;
        }
      }
      return true;
    }

    private static boolean isEqual(Properties now, Properties before, String key) {
      return now.getProperty(key).equals(before.getProperty(key));
    }

    private static List<Object> stamps(Properties before) {
      return before.keySet().stream().filter(key -> key.toString().startsWith("stamp ")).toList();
    }

    Set<Path> sources() throws IOException {
      return sources(folder);
    }

    private static Set<Path> sources(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        return new TreeSet<>(files.filter(file -> file.toString().endsWith(".java")).toList());
      }
    }

    /** @return what others see of each source */
    private Map<Path, String> compile(Set<Path> chosen, Path to) throws IOException {
      delete(to);
      Files.createDirectories(to);
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      Visible visible = new Visible();
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
        List<String> options = List.of(
            ("--release 17 -Xlint:all,-processing,-classfile,-options -Werror -parameters"
                    + " -XDstringConcat=inline -implicit:none -d " + to + " -cp " + classes + ":" + classPath)
                .split(" "));
        var task = compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(chosen));
        task.setProcessors(List.of(visible));
        if (!task.call()) {
          System.exit(1);
        }
      }
      System.out.println("Compiled " + chosen.size() + " of " + folder);
      Map<Path, String> seen = new TreeMap<>();
      for (Path source : chosen) {
        seen.put(source, visible.of(folder.relativize(source)));
      }
      return seen;
    }

    private void deleteClasses(Path source) {
      Path folderOfClass = classes.resolve(folder.relativize(source)).getParent();
      String name = simpleName(source);
      if (Files.exists(folderOfClass)) {
        try (Stream<Path> files = Files.list(folderOfClass)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            String one = file.getFileName().toString();
            if (one.equals(name + ".class") || one.startsWith(name + "$")) {
              Files.delete(file);
            }
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private void move(Path from) throws IOException {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = classes.resolve(from.relativize(file));
          Files.createDirectories(to.getParent());
          Files.move(file, to);
        }
      }
    }

    private static void delete(Path root) throws IOException {
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
            Files.delete(file);
          }
        }
      }
    }

    List<URL> urls() throws IOException {
      List<URL> urls = new ArrayList<>();
      for (Path path : List.of(classes, resources)) {
        Files.createDirectories(path);
        urls.add(path.toUri().toURL());
      }
      return urls;
    }
  }

  private static String simpleName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  /** Writes down what other sources can see of each. */
  private static final class Visible extends AbstractProcessor {
    private final Map<String, Set<String>> lines = new TreeMap<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (Element root : round.getRootElements()) {
        String file = root instanceof PackageElement ? root + ".package-info" : root.toString();
        visit(root, lines.computeIfAbsent(file.replace('.', '/') + ".java", any -> new TreeSet<>()));
      }
      return false;
    }

    private void visit(Element element, Set<String> seen) {
      if (element.getModifiers().contains(Modifier.PRIVATE)) {
        return;
      }
      StringBuilder line = new StringBuilder();
      line.append(element.getEnclosingElement()).append(' ').append(element.getModifiers()).append(' ');
      line.append(element.getKind()).append(' ').append(element).append(' ').append(element.asType());
      if (element instanceof TypeElement type) {
        line.append(type.getTypeParameters().stream().map(one -> one + " " + one.getBounds()).toList());
        line.append(type.getSuperclass()).append(type.getInterfaces()).append(type.getPermittedSubclasses());
        type.getEnclosedElements().forEach(one -> visit(one, seen));
      } else if (element instanceof ExecutableElement method) {
        line.append(method.getTypeParameters().stream().map(one -> one + " " + one.getBounds()).toList());
        line.append(method.getReturnType()).append(method.getThrownTypes()).append(method.isVarArgs());
      } else if (element instanceof VariableElement field) {
        line.append(field.getConstantValue());
      }
      seen.add(line.toString());
    }

    /** Its hash: what matters is whether it changed. A source with several classes at its top always did. */
    String of(Path source) {
      Set<String> seen = lines.remove(source.toString());
      return seen == null
          ? Instant.now().toString()
          : UUID.nameUUIDFromBytes(seen.toString().getBytes(UTF_8)).toString();
    }
  }

  /** The names of the test classes that belong to what was asked for. */
  private static Set<String> tests(List<String> names, Sources main, Sources test) throws IOException {
    Set<String> simple = new TreeSet<>();
    for (String name : names) {
      if (name.equals(name.toLowerCase(Locale.ROOT))) {
        System.setProperty("plimsoll.rule", name);
        simple.addAll(FOR_EVERY_RULE);
        for (Path source : main.sources()) {
          if (source.toString().contains("rules") && Files.readString(source).contains("\"" + name + "\", Category")) {
            simple.add(simpleName(source) + "Test");
          }
        }
      } else {
        simple.add(name);
      }
    }
    Set<String> found = new TreeSet<>();
    for (Path source : test.sources()) {
      if (simple.contains(simpleName(source))) {
        found.add(test.folder.relativize(source).toString().replace('/', '.').replace(".java", ""));
      }
    }
    for (String name : names) {
      if (!name.equals(name.toLowerCase(Locale.ROOT)) && found.stream().noneMatch(one -> one.endsWith("." + name))) {
        System.err.println("There is no test class " + name + ".");
        System.exit(2);
      }
    }
    return found;
  }

  private static boolean run(Set<String> tests, Sources main, Sources test) throws IOException {
    List<URL> urls = new ArrayList<>(main.urls());
    urls.addAll(test.urls());
    // Some tests start this JVM once more.
    System.setProperty(
        "java.class.path",
        urls.stream().map(URL::getPath).collect(Collectors.joining(":")) + ":" + main.classPath);
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls.toArray(URL[]::new)));
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
                .build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), 12);
    System.out.println(summary.getTestsSucceededCount() + " passed, " + summary.getTestsFailedCount() + " failed, "
        + (summary.getTestsSkippedCount() + summary.getTestsAbortedCount()) + " skipped");
    return summary.getTotalFailureCount() == 0 && summary.getTestsFoundCount() > 0;
  }
}
